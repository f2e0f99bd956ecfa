//! Level: what the placements cost a week.

use super::{Level, each_placed, whole};
use crate::domain::{ChildId, LevelId, Place, Proposal, Scenario};
use crate::policy::About;

/// `weekly_cost` of the contract.
pub(super) struct WeeklyCost;

impl Level for WeeklyCost {
    fn about(&self) -> &'static About {
        &About {
            id: "weekly_cost",
            title: "Weekly cost",
            asks: "Between proposals that are equal in everything before, the cheaper.",
            because: "Money saved without loss to any child is there for the next one.",
            source: "Local Government Act 1999, s.3 (best value); the costs are the scenario's own",
        }
    }

    fn id(&self) -> LevelId {
        LevelId::WeeklyCost
    }

    fn unit(&self) -> &'static str {
        "pence a week"
    }

    fn count(&self, scenario: &Scenario, proposal: &Proposal) -> i64 {
        each_placed(scenario, proposal).map(|(_, place)| scenario.weekly_cost(place).0).sum()
    }

    fn constant(&self, _scenario: &Scenario) -> i64 {
        0
    }

    fn charge(&self, scenario: &Scenario, unit: &[ChildId], place: Place, _staying: &[ChildId]) -> i64 {
        whole(unit.len()) * scenario.weekly_cost(place).0
    }
}
