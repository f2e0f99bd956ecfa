//! Rows that follow from others divided and rounded down: every yes/no choice obeys them, and fractions need not.
//!
//! From rows of whole numbers and `x ≥ 0`, `Σ a x ≤ b` gives `Σ ⌊a/k⌋ x ≤ ⌊b/k⌋`. One row is divided by every `k` that
//! changes it; of sums of rows, those whose half a relaxation breaks are looked for by elimination modulo two.

use std::collections::BTreeMap;

use super::linear::float;
use super::program::{Program, ProgramRow};

/// Rows of larger numbers count points or pounds and not children: dividing them by all says little.
const LARGEST: i64 = 20;
/// Of a relaxation with more fractions, no sums are looked for.
const MANY_FRACTIONS: usize = 4_000;
/// So many rows are found at once, at most.
const ROWS_AT_ONCE: usize = 60;
/// A row that a relaxation breaks by less is not worth having.
const WORTH: f64 = 0.02;
/// A sum of more rows, or a row of more variables, costs more than it brings.
const MANY_SUMMANDS: u32 = 40;
const MANY_TERMS: usize = 600;
const TOLERANCE: f64 = 1e-6;

/// The row divided by each number that says something new: two units of two siblings do not fit in three places.
pub(super) fn rounded_down(row: &ProgramRow) -> Vec<ProgramRow> {
    let largest = row.terms.iter().map(|(_, c)| *c).max().unwrap_or(0);
    if largest > LARGEST || row.terms.iter().any(|(_, c)| *c < 0) {
        return Vec::new();
    }
    let divided = |by: i64| {
        let terms = row.terms.iter().map(|(v, c)| (*v, c / by)).filter(|(_, c)| *c > 0).collect();
        ProgramRow { dormant: true, implied: true, ..ProgramRow::at_most(terms, row.at_most / by) }
    };
    (2..=largest.min(row.at_most)).filter(|by| row.at_most % by != 0).map(divided).collect()
}

/// A sum of rows, modulo two.
struct Sum {
    /// The fractions with an odd coefficient, as bits.
    odd: Vec<u64>,
    /// The rows that it is a sum of, as bits.
    rows: Vec<u64>,
    /// Whether the right-hand side is odd, when what is wholly chosen has been taken off it.
    is_odd: bool,
    /// How much room the values leave in it.
    slack: f64,
}

/// Halves of sums of rows that these values break.
pub(super) fn halves(program: &Program, values: &[f64]) -> Vec<ProgramRow> {
    let rows = odd_sums(program, values).into_iter().map(|rows| half(program, rows.into_iter(), values));
    rows.filter(|row| row.terms.len() <= MANY_TERMS).collect()
}

/// Rows whose sums these values break when they are halved, what is wholly chosen being made even; what breaks most first.
pub(super) fn odd_sums(program: &Program, values: &[f64]) -> Vec<Vec<usize>> {
    let fractions = fractions(values);
    if fractions.is_empty() || fractions.len() > MANY_FRACTIONS {
        return Vec::new();
    }
    let (mut sums, near) = sums(program, values, &fractions);
    let mut found: Vec<(f64, u32, Vec<u64>)> = Vec::new();
    let mut look = |sum: &Sum| {
        let cost = sum.slack + ones(&sum.odd).map(|at| values[fractions[at]]).sum::<f64>();
        let summands = count(&sum.rows);
        if sum.is_odd && cost < 1.0 - 2.0 * WORTH && summands <= MANY_SUMMANDS {
            found.push((cost, summands, sum.rows.clone()));
        }
    };
    sums.iter().for_each(&mut look);
    for at in 0..fractions.len() {
        let has = |sum: &Sum| sum.odd[at / 64] >> (at % 64) & 1 == 1;
        let pivots = (0..sums.len()).filter(|i| sums[*i].slack < TOLERANCE && has(&sums[*i]));
        let Some(pivot) = pivots.min_by_key(|i| count(&sums[*i].odd)) else { continue };
        let pivot = sums.swap_remove(pivot);
        for sum in sums.iter_mut().filter(|sum| has(sum)) {
            sum.odd.iter_mut().zip(&pivot.odd).for_each(|(a, b)| *a ^= b);
            sum.rows.iter_mut().zip(&pivot.rows).for_each(|(a, b)| *a ^= b);
            sum.is_odd ^= pivot.is_odd;
            look(sum);
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    found.dedup_by(|a, b| a.2 == b.2);
    let rows = found.into_iter().take(ROWS_AT_ONCE);
    rows.map(|(_, _, rows)| ones(&rows).map(|at| near[at]).collect()).collect()
}

/// The variables that are neither chosen nor not, the largest first.
fn fractions(values: &[f64]) -> Vec<usize> {
    let is_fraction = |v: &usize| values[*v] > TOLERANCE && values[*v] < 1.0 - TOLERANCE;
    let mut all: Vec<usize> = (0..values.len()).filter(is_fraction).collect();
    all.sort_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
    all
}

/// Each row in which the values leave little room, as a sum of one, and which row it is.
fn sums(program: &Program, values: &[f64], fractions: &[usize]) -> (Vec<Sum>, Vec<usize>) {
    let mut place = vec![None; values.len()];
    for (position, variable) in fractions.iter().enumerate() {
        place[*variable] = Some(position);
    }
    let room = |row: &ProgramRow| (float(row.at_most) - row.sum(values)).max(0.0);
    let is_near = |row: &ProgramRow| row.terms.iter().any(|(v, _)| place[*v].is_some()) && room(row) < 1.0 - WORTH;
    let near: Vec<usize> = (0..program.rows.len()).filter(|row| is_near(&program.rows[*row])).collect();
    let sum = |(position, row): (usize, &usize)| {
        let row = &program.rows[*row];
        let mut sum = Sum {
            odd: vec![0; fractions.len().div_ceil(64)],
            rows: vec![0; near.len().div_ceil(64)],
            is_odd: row.at_most % 2 != 0,
            slack: room(row),
        };
        sum.rows[position / 64] |= 1 << (position % 64);
        for (variable, _) in row.terms.iter().filter(|(_, c)| c % 2 != 0) {
            match place[*variable] {
                Some(at) => sum.odd[at / 64] |= 1 << (at % 64),
                None => sum.is_odd ^= values[*variable] > 0.5,
            }
        }
        sum
    };
    (near.iter().enumerate().map(sum).collect(), near)
}

fn ones(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    let of_word = |word: u64| (0..64).filter(move |bit| word >> bit & 1 == 1);
    words.iter().enumerate().flat_map(move |(i, word)| of_word(*word).map(move |bit| i * 64 + bit))
}

fn count(words: &[u64]) -> u32 {
    words.iter().map(|word| word.count_ones()).sum()
}

/// Half of the sum of these rows, and of `x ≤ 1` for what is chosen and has an odd coefficient, rounded down.
fn half(program: &Program, rows: impl Iterator<Item = usize>, values: &[f64]) -> ProgramRow {
    let mut sum = BTreeMap::<usize, i64>::new();
    let mut at_most = 0;
    for row in rows {
        let row = &program.rows[row];
        at_most += row.at_most;
        for (variable, coefficient) in &row.terms {
            *sum.entry(*variable).or_default() += coefficient;
        }
    }
    for (variable, coefficient) in &mut sum {
        if *coefficient % 2 != 0 && values[*variable] > 1.0 - TOLERANCE {
            *coefficient += 1;
            at_most += 1;
        }
    }
    let terms = sum.into_iter().map(|(variable, c)| (variable, c.div_euclid(2))).filter(|(_, c)| *c != 0).collect();
    ProgramRow { implied: true, ..ProgramRow::at_most(terms, at_most.div_euclid(2)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Dice;

    const VARIABLES: usize = 10;

    fn draw(dice: &mut Dice) -> Program {
        let rows = (0..9)
            .map(|_| {
                let terms = (0..VARIABLES).filter(|_| dice.chance(40)).collect::<Vec<_>>();
                let terms = terms.into_iter().map(|variable| (variable, dice.between(-1, 4))).collect();
                ProgramRow::at_most(terms, dice.between(0, 7))
            })
            .collect();
        Program { variables: VARIABLES, rows }
    }

    fn choices() -> impl Iterator<Item = Vec<bool>> {
        (0..1_u32 << VARIABLES).map(|bits| (0..VARIABLES).map(|i| bits >> i & 1 == 1).collect())
    }

    #[test]
    fn no_choice_is_lost_whatever_the_values_and_what_is_found_is_broken() {
        let mut dice = Dice::of(7);
        let mut broken = 0;
        for _ in 0..200 {
            let program = draw(&mut dice);
            let thirds = || (0..VARIABLES).map(|_| dice.between(0, 6)).collect::<Vec<i64>>();
            let values: Vec<f64> = { thirds }().into_iter().map(|sixths| float(sixths) / 6.0).collect();
            let mut found = halves(&program, &values);
            assert!(found.iter().all(|row| row.sum(&values) > float(row.at_most)), "{values:?} {found:?}");
            broken += found.len();
            found.extend(program.rows.iter().flat_map(rounded_down));
            let implied = Program { variables: VARIABLES, rows: found };
            for choice in choices().filter(|choice| program.is_satisfied(choice)) {
                assert!(implied.is_satisfied(&choice), "{program:?} {choice:?}");
            }
        }
        assert!(broken > 100, "{broken}");
    }

    #[test]
    fn two_pairs_do_not_fit_in_three_places() {
        let places = ProgramRow::at_most(vec![(0, 2), (1, 2), (2, 1)], 3);
        let rows = rounded_down(&places);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].terms.clone(), rows[0].at_most), (vec![(0, 1), (1, 1)], 1));
    }

    #[test]
    fn an_odd_cycle_is_found() {
        let row = |a: usize, b: usize| ProgramRow::at_most(vec![(a, 1), (b, 1)], 1);
        let program = Program { variables: 5, rows: vec![row(0, 1), row(1, 2), row(2, 3), row(3, 4), row(0, 4)] };
        let found = halves(&program, &[0.5; 5]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].terms.len(), found[0].at_most), (5, 2));
    }
}
