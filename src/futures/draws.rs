//! Draws that stand against a rate, so that a higher rate keeps what a lower one drew.

use crate::domain::{Dice, Rate};

/// A Poisson stream of this mean, one stream of draws for each event. The events are those points of a stream of mean
/// one along a line that lie before the rate: a higher rate has the same events and some more (thinning; Lewis and
/// Shedler, "Simulation of nonhomogeneous Poisson processes by thinning", 1979). Each comes with its number on the line:
/// the cell, and the position in the cell.
pub(super) fn events(rate: Rate, dice: &mut Dice) -> Vec<((i64, usize), Dice)> {
    let mut events = Vec::new();
    let cells = rate.0.div_euclid(Rate::ONE.0) + 1;
    for cell in 0..cells {
        let mut own = dice.fork();
        for position in 0..of_mean_one(&mut own) {
            let at = cell * Rate::ONE.0 + own.between(0, Rate::ONE.0 - 1);
            let stream = own.fork();
            if at < rate.0 {
                events.push(((cell, position), stream));
            }
        }
    }
    events
}

/// 10^18 / e: the chance of none in a Poisson draw of mean one, and of one.
const NONE: i64 = 367_879_441_171_442_322;

/// A Poisson draw of mean one, by its table of chances k! parts of 1/e, exact to 18 digits.
fn of_mean_one(dice: &mut Dice) -> usize {
    let drawn = dice.between(0, 999_999_999_999_999_999);
    let (mut count, mut chance, mut reached) = (0, NONE, NONE);
    while drawn >= reached && chance > 0 {
        count += 1;
        chance /= count;
        reached += chance;
    }
    usize::try_from(count).unwrap_or(0)
}

/// One of the items by its share, the first of them for the lowest draws; the last takes what is left. None = no items.
pub(super) fn share_of<T: Copy>(items: &[(T, Rate)], dice: &mut Dice) -> Option<T> {
    let mut left = dice.between(0, Rate::ONE.0 - 1);
    for (item, share) in items {
        left -= share.0;
        if left < 0 {
            return Some(*item);
        }
    }
    items.last().map(|(item, _)| *item)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(rate: i64, seed: u64) -> Vec<(i64, usize)> {
        events(Rate(rate), &mut Dice::of(seed)).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn a_higher_rate_keeps_the_events_of_a_lower_one() {
        for seed in 0..200 {
            let few = numbers(2_500_000, seed);
            let more = numbers(4_100_000, seed);
            assert!(few.iter().all(|each| more.contains(each)), "seed {seed}");
        }
    }

    #[test]
    fn mean_and_variance_are_those_of_a_poisson_stream() {
        let counts: Vec<i64> =
            (0..20_000).map(|seed| i64::try_from(numbers(3_700_000, seed).len()).expect("few")).collect();
        let sum: i64 = counts.iter().sum();
        // 20,000 × 3.7 = 74,000, standard deviation 272.
        assert!((sum - 74_000).abs() < 5 * 272, "{sum}");
        let squares: i64 = counts.iter().map(|count| (10 * count - 37).pow(2)).sum();
        // Hundredths of 20,000 × 3.7; the standard deviation of their sum is 100 × sqrt(20,000 × (3.7 + 2 × 3.7²)).
        assert!((squares - 7_400_000).abs() < 5 * 78_900, "{squares}");
    }

    #[test]
    fn shares_are_taken_in_order() {
        let items = [(1, Rate(250_000)), (2, Rate(750_000))];
        let mut dice = Dice::of(4);
        let ones = (0..10_000).filter(|_| share_of(&items, &mut dice) == Some(1)).count();
        assert!(ones.abs_diff(2_500) < 5 * 44, "{ones}");
        assert_eq!(share_of::<i64>(&[], &mut dice), None);
    }
}
