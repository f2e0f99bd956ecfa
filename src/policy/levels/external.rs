//! Level: children placed outside in-house and kinship homes.

use super::{Level, each_placed};
use crate::domain::{ChildId, LevelId, Place, Proposal, Scenario};
use crate::policy::About;

/// `external` of the contract.
pub(super) struct External;

impl Level for External {
    fn about(&self) -> &'static About {
        &About {
            id: "external",
            title: "External placements",
            asks: "As few children as possible are placed outside in-house and kinship homes.",
            because: "In-house and kinship homes are usually nearer, cost less and keep the service's own carers in \
                      use; that is a policy, which `priorities` may move or leave out.",
            source: "Local policy: Children Act 1989, s.22C(7) prefers connected persons, and no sector after them \
                     (see the Nationwide Association of Fostering Providers on in-house first)",
        }
    }

    fn id(&self) -> LevelId {
        LevelId::External
    }

    fn unit(&self) -> &'static str {
        "children"
    }

    fn count(&self, scenario: &Scenario, proposal: &Proposal) -> i64 {
        each_placed(scenario, proposal).map(|(_, place)| i64::from(!scenario.is_in_house(place))).sum()
    }

    fn constant(&self, _scenario: &Scenario) -> i64 {
        0
    }

    fn charge(&self, scenario: &Scenario, unit: &[ChildId], place: Place, _staying: &[ChildId]) -> i64 {
        if scenario.is_in_house(place) { 0 } else { super::whole(unit.len()) }
    }
}
