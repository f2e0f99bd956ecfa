//! The trial of a plan: futures that it has not seen, through the full matching model.

use std::collections::BTreeMap;

use crate::domain::{Goal, PencePerWeek, Rate};

/// A plan tried on futures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trials {
    /// The seed of the futures; never that of the plan's own.
    pub seed: u64,
    /// One for each future tried, in the order of their numbers.
    pub trials: Vec<Trial>,
}

/// A plan in one future.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The number of the future.
    pub future: u32,
    /// How it ended.
    pub ending: Ending,
    /// Children in care on the day.
    pub children: i64,
    /// Of those, with in-house or kinship carers.
    pub children_in_house: i64,
    /// Of those, in residential or supported provision.
    pub children_residential: i64,
    /// Of those, without a place.
    pub children_unplaced: i64,
    /// Sibling groups with somebody to be matched.
    pub groups: i64,
    /// Of those, split for want of a home. Siblings who stay in different places, who must live apart, who may not join a
    /// sibling who stays, or of whom one should not be in foster care are split whatever is recruited, and not counted.
    pub groups_split: i64,
    /// What all placements cost a week.
    pub weekly_cost: PencePerWeek,
    /// Whether each goal asked for holds in the verified proposal.
    pub goals: BTreeMap<Goal, bool>,
}

/// What is known about the goals in one future.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// A verified proposal reaches every goal.
    Reached,
    /// It is proved that none does.
    NotReached,
    /// The search stopped before either was known; counted as not reached.
    Undecided,
}

impl Trials {
    /// Futures in which every goal was reached.
    pub fn reached(&self) -> usize {
        self.trials.iter().filter(|trial| trial.ending == Ending::Reached).count()
    }

    /// The share of futures reached, with its 95 % interval by Wilson's score (in millionths): share, low, high.
    pub fn share(&self) -> (Rate, Rate, Rate) {
        Self::share_of(self.reached(), self.trials.len())
    }

    /// As [`Self::share`], from counts.
    pub fn share_of(reached: usize, tried: usize) -> (Rate, Rate, Rate) {
        wilson(reached, tried)
    }
}

/// Wilson, "Probable inference, the law of succession, and statistical inference", 1927; z = 1.96.
fn wilson(reached: usize, of: usize) -> (Rate, Rate, Rate) {
    let (k, n) = (i128::try_from(reached).unwrap_or(0), i128::try_from(of).unwrap_or(0));
    if n == 0 {
        return (Rate(0), Rate(0), Rate::ONE);
    }
    // All terms times 1,000,000, z² = 3.8416; the root is taken of a whole number.
    let (z2, one) = (3_841_600_i128, 1_000_000_i128);
    let middle = (2 * k * one + z2) * one / (2 * (n * one + z2));
    let spread = z2 * (z2 * n + 4 * k * (n - k) * one) / n;
    let half = i128::try_from(spread.unsigned_abs().isqrt()).unwrap_or(0) * one / (2 * (n * one + z2));
    let rate = |parts: i128| Rate(i64::try_from(parts.clamp(0, one)).unwrap_or(0));
    (rate(k * one / n), rate(middle - half), rate(middle + half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // Newcombe 1998, table I: 81 of 263 has the score interval 0.2553 to 0.3662; 0 of 20 has 0 to 0.1611.
        let near = |rate: Rate, expected: i64| assert!((rate.0 - expected).abs() < 100, "{rate} against {expected}");
        let (share, low, high) = wilson(81, 263);
        near(share, 307_985);
        near(low, 255_300);
        near(high, 366_200);
        let (share, low, high) = wilson(0, 20);
        near(share, 0);
        near(low, 0);
        near(high, 161_100);
        assert_eq!(wilson(0, 0), (Rate(0), Rate(0), Rate::ONE));
    }
}
