//! Level: points of the preferences, and the service's own scores.

use super::{Level, each_placed};
use crate::domain::{ChildId, LevelId, Place, Proposal, Scenario};
use crate::policy::{About, preferences};

/// `mismatch` of the contract.
pub(super) struct Mismatch;

impl Level for Mismatch {
    fn about(&self) -> &'static About {
        &About {
            id: "mismatch",
            title: "Mismatch",
            asks: "The points of all preferences, times their weights, and the service's own scores are as few as possible.",
            because: "Between homes that are all lawful, the nearer to family, school, language and culture the better.",
            source: "Children Act 1989, s.22C(8) (near home, school undisturbed, suited to disability) and s.22(5)(c) \
                     (religious persuasion, racial origin, cultural and linguistic background)",
        }
    }

    fn id(&self) -> LevelId {
        LevelId::Mismatch
    }

    fn unit(&self) -> &'static str {
        "points"
    }

    fn count(&self, scenario: &Scenario, proposal: &Proposal) -> i64 {
        each_placed(scenario, proposal).map(|(child, place)| preferences::mismatch(scenario, child, place)).sum()
    }

    fn constant(&self, _scenario: &Scenario) -> i64 {
        0
    }

    fn charge(&self, scenario: &Scenario, unit: &[ChildId], place: Place, _staying: &[ChildId]) -> i64 {
        unit.iter().map(|child| preferences::mismatch(scenario, scenario.child(*child), place)).sum()
    }
}
