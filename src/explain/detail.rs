//! How much is said of each child: everything where the scenario is small; the best and the most pressing where it is
//! large, since nobody reads a million rows and making them takes longer than the search.

use crate::domain::Scenario;

/// Up to so many pairs of a child in scope and a place everything is said: a month's 150 children and 300 homes are 45,000.
pub const PAIRS_TOLD_IN_FULL: usize = 100_000;

/// Options of one child that are listed where there are more pairs than that, best first.
const OPTIONS_LISTED: usize = 20;

/// Options of all children together that are listed at most, but for [`FEWEST_OPTIONS`] of each: with them the list can be
/// opened in Excel, which takes 1,048,576 rows.
const ALL_OPTIONS: usize = 1_000_000;
const FEWEST_OPTIONS: usize = 5;

/// Near misses of one want that are then told in words.
const NEAR_MISSES_TOLD: usize = 20;

/// Pairs of children and homes that are then asked what closes the one to the other: all of a council's, and the most
/// pressing eight hundred of a region with 5,000 homes.
const QUESTIONS: usize = 4_000_000;

/// Steps from a place to who lives there, and from a child to where it could live, before a list of rivals is given up.
const STEPS: usize = 50_000;

/// How much is said at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Options of one child, best first; the proposed place is always among them.
    pub options: usize,
    /// Near misses of one want told in words: homes that are not free first, since a telephone call may change that.
    pub near_misses: usize,
    /// Pairs of a child and a home asked for what closes the home, for wants that are not met. A want beyond them is told
    /// briefly: by the number of homes open. Placements come first, then families, siblings and in-house homes; of one
    /// want the most urgent children.
    pub questions: usize,
    /// Steps from rival to rival; more rivals than that are not listed.
    pub steps: usize,
}

impl Detail {
    /// Everything, whatever it takes.
    pub const FULL: Self =
        Self { options: usize::MAX, near_misses: usize::MAX, questions: usize::MAX, steps: usize::MAX };

    /// As much as a scenario of this size bears.
    pub fn of(scenario: &Scenario) -> Self {
        let places = scenario.households.len() + scenario.provisions.len();
        Self::of_numbers(scenario.in_scope().count(), places)
    }

    fn of_numbers(children: usize, places: usize) -> Self {
        if children * places <= PAIRS_TOLD_IN_FULL {
            return Self::FULL;
        }
        let options = (ALL_OPTIONS / children).clamp(FEWEST_OPTIONS, OPTIONS_LISTED);
        Self { options, near_misses: NEAR_MISSES_TOLD, questions: QUESTIONS, steps: STEPS }
    }
}

/// What was left out of the reasons of a large scenario; all 0 = nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct LeftOut {
    /// Options beyond the best ones of each child.
    pub options: usize,
    /// Near misses that are counted and not told in words.
    pub near_misses: usize,
    /// Wants that are told briefly: by the number of homes open, without what closes the others and who competes.
    pub told_briefly: usize,
    /// Wants whose rivals are too many to be listed.
    pub rivals: usize,
}

impl LeftOut {
    /// Whether everything is told.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_of_a_nation_can_be_opened_in_a_spreadsheet() {
        assert_eq!(Detail::of_numbers(150, 300), Detail::FULL);
        assert_eq!(Detail::of_numbers(8_000, 5_000).options, OPTIONS_LISTED);
        assert!(Detail::of_numbers(60_000, 40_000).options * 60_000 < 1_048_576);
        assert_eq!(Detail::of_numbers(1_000_000, 5_000).options, FEWEST_OPTIONS);
    }
}
