//! Level after level before any choice is known: each is taken to be what its relaxation shows, until what is left is few
//! enough for an integer search.
//!
//! Of a large programme the relaxations mostly show the very values, and a good choice is what takes long. On the face where
//! the first levels have these values a search is short. A choice found there proves them all, one after the other: each
//! relaxation is a bound given the values before it, and the choice has them. Where there is none, nothing is claimed.

use std::ops::RangeInclusive;
use std::time::Instant;

use super::backend::Backend;
use super::bound::Proof;
use super::lexicographic::{Face, Found, PartLevel, ROUNDS, STEPS, alive, narrow, search, search_to};
use super::program::total;
use super::relax::{Begin, relax_from, some_columns};

/// So few variables are searched at once, and this part of all at most; of more, a level is taken to be what is proved of it.
const FEW_TO_SEARCH: usize = 5_000;
const FEW_OF_ALL: usize = 2;
/// So many further from a bound, where near it there is nothing.
const MANY_TO_SEARCH: usize = 10_000;
/// A search that takes more nodes is given up.
const NODES: i32 = 200;

/// What was found.
pub(super) struct Ahead {
    /// The face of the levels that are closed, with the choice.
    pub(super) face: Face,
    /// Those levels.
    pub(super) levels: Vec<PartLevel>,
}

/// Closes the first of so many levels together, if that succeeds; `goes_on` is asked after each of them.
pub(super) fn look_ahead(
    face: &Face,
    levels: usize,
    backend: &dyn Backend,
    deadline: Option<Instant>,
    goes_on: &dyn Fn() -> bool,
) -> Option<Ahead> {
    let part = face.program.variables / FEW_OF_ALL;
    let searched = FEW_TO_SEARCH.min(part)..=MANY_TO_SEARCH.min(part);
    until_few(face, levels, &searched, backend, deadline, goes_on)
}

/// As [`look_ahead`], searching where so many variables are left: at the bound, and further from it.
fn until_few(
    face: &Face,
    levels: usize,
    searched: &RangeInclusive<usize>,
    backend: &dyn Backend,
    deadline: Option<Instant>,
    goes_on: &dyn Fn() -> bool,
) -> Option<Ahead> {
    let mut columns = face.best.clone()?;
    let mut face = face.clone();
    let mut closed = Vec::new();
    for level in 0..levels {
        let began = Instant::now();
        let cost = face.costs[level].clone();
        let some = some_columns(&face.program, &cost, &columns);
        let known = face.best.as_deref().map(|best| total(&cost, best));
        let from = Begin { columns: some, enough: known, best: None };
        let relaxed = relax_from(&mut face.program, &cost, from, ROUNDS, true, backend, deadline)?;
        let (values, mut bound, proofs) = (relaxed.values, relaxed.proof.bound, [relaxed.proof]);
        // The best choice known goes along as far as it has the values.
        face.best = face.best.filter(|best| total(&cost, best) <= bound);
        let is_last = level + 1 == levels;
        let is_searched = face.best.is_none() && (is_last || count_alive(&face, &proofs, bound) <= *searched.start());
        if is_searched {
            let most = if is_last { MANY_TO_SEARCH } else { *searched.end() };
            bound = first_choice(&mut face, &cost, &proofs, bound, most, backend, deadline)?;
        }
        let is_found = is_searched && face.best.is_some();
        if face.best.as_deref().is_some_and(|best| total(&cost, best) > bound) {
            bound = search(&mut face, &cost, &proofs, bound, backend, deadline).ok()?;
        }
        let value = face.best.as_deref().map_or(bound, |best| total(&cost, best));
        let old = narrow(&mut face, level, &proofs, value);
        closed.push(PartLevel { bound: Some(bound), seconds: began.elapsed().as_secs_f64() });
        if is_found || is_last {
            face.best.as_ref()?;
            return Some(Ahead { face, levels: closed });
        }
        if !goes_on() {
            return None;
        }
        let takes_part = |variable: &usize| values[*variable] > 0.0;
        columns = old.iter().map(takes_part).collect();
        if let Some(best) = &face.best {
            columns.iter_mut().zip(best).for_each(|(column, chosen)| *column |= chosen);
        }
    }
    None
}

/// Looks for a choice near the bound, and further off while so many variables are left at most; gives what is proved of the
/// level then. None = it takes too long.
fn first_choice(
    face: &mut Face,
    cost: &[i64],
    proofs: &[Proof],
    bound: i64,
    most: usize,
    backend: &dyn Backend,
    deadline: Option<Instant>,
) -> Option<i64> {
    let mut known = bound;
    for step in STEPS {
        let target = bound.saturating_add(step);
        if count_alive(face, proofs, target) > most {
            break;
        }
        match search_to(face, cost, proofs, Some(target), Some(NODES), backend, deadline).ok()? {
            Found::Nothing => known = target + 1,
            Found::Bound(found) => {
                face.best.as_ref()?;
                return Some(found.map_or(known, |found| found.clamp(known, target + 1)));
            }
        }
    }
    Some(known)
}

fn count_alive(face: &Face, proofs: &[Proof], value: i64) -> usize {
    alive(face.program.variables, proofs, value).iter().filter(|alive| **alive).count()
}

#[cfg(test)]
mod tests {
    use super::super::BackendName;
    use super::super::program::{Program, ProgramRow};
    use super::*;
    use crate::domain::Dice;

    const VARIABLES: usize = 12;

    /// Rows in which children and places are scarce, and three levels on each of which many choices are equal.
    fn drawn(seed: u64) -> Face {
        let mut dice = Dice::of(seed);
        let mut rows: Vec<ProgramRow> = (0..9).map(|row| ProgramRow::at_most(Vec::new(), 1 + row % 2)).collect();
        for variable in 0..VARIABLES {
            for row in &mut rows {
                if dice.below(3) == 0 {
                    row.terms.push((variable, 1));
                }
            }
        }
        let mut level = |least: i64, sides| {
            (0..VARIABLES).map(|_| least + i64::try_from(dice.below(sides)).expect("small")).collect::<Vec<i64>>()
        };
        let costs = vec![level(-2, 2), level(0, 2), level(-1, 4)];
        Face {
            variables: (0..VARIABLES).collect(),
            program: Program { variables: VARIABLES, rows },
            costs,
            best: Some(vec![false; VARIABLES]),
            order: Vec::new(),
        }
    }

    #[test]
    fn levels_closed_together_are_the_best_one_after_the_other() {
        let backend = BackendName::best().backend().expect("this build has a back-end");
        let mut closed = 0;
        for seed in 0..60 {
            let face = drawn(seed);
            let choices =
                (0..1_u32 << VARIABLES).map(|bits| (0..VARIABLES).map(|at| bits >> at & 1 == 1).collect::<Vec<bool>>());
            let values = |choice: &Vec<bool>| face.costs.iter().map(|cost| total(cost, choice)).collect::<Vec<i64>>();
            let best = choices.filter(|choice| face.program.is_satisfied(choice)).map(|choice| values(&choice)).min();
            let best = best.expect("to choose nothing is lawful");
            for few in [0, 6, VARIABLES] {
                let Some(ahead) = until_few(&face, 3, &(few..=few), backend.as_ref(), None, &|| true) else { continue };
                let bounds: Vec<i64> = ahead.levels.iter().map(|level| level.bound.expect("is closed")).collect();
                assert_eq!(bounds, best[..bounds.len()], "{seed} {few}");
                let mut choice = vec![false; VARIABLES];
                let of_face = ahead.face.best.expect("has a choice");
                ahead.face.variables.iter().zip(of_face).for_each(|(variable, chosen)| choice[*variable] = chosen);
                assert!(face.program.is_satisfied(&choice), "{seed} {few}");
                assert_eq!(values(&choice)[..bounds.len()], bounds, "{seed} {few}");
                closed += 1;
            }
        }
        assert!(closed > 90, "{closed} of 180");
    }

    #[test]
    fn who_is_told_to_stop_claims_nothing() {
        let backend = BackendName::best().backend().expect("this build has a back-end");
        assert!(until_few(&drawn(1), 3, &(0..=0), backend.as_ref(), None, &|| false).is_none());
    }
}
