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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Placement, Sector};
    use crate::policy::fixture::Fixture;

    #[test]
    fn all_but_in_house_and_kinship_homes_count() {
        for (sector, value) in [(Sector::InHouse, 0), (Sector::Kinship, 0), (Sector::Ifa, 1), (Sector::OtherLa, 1)] {
            let fixture = Fixture::pair(|_| (), |home| home.sector = sector);
            let there = Placement::home(fixture.scenario.households[0].id);
            assert_eq!(External.count(&fixture.scenario, &Proposal { placements: vec![Some(there)] }), value);
            assert_eq!(External.count(&fixture.scenario, &Proposal { placements: vec![None] }), 0);
        }
        let fixture = Fixture::with_provision(|_| (), |_| ());
        let there = Placement::provision(fixture.scenario.provisions[0].id, 1);
        assert_eq!(External.count(&fixture.scenario, &Proposal { placements: vec![Some(there)] }), 1);
    }
}
