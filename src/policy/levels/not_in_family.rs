//! Level: children in residential or supported provision whom a family would suit.

use super::{Level, each_placed};
use crate::domain::{Child, ChildId, LevelId, Place, Proposal, Scenario, Suitability};
use crate::policy::About;

/// `not_in_family` of the contract.
pub(super) struct NotInFamily;

fn counts(scenario: &Scenario, child: &Child, place: Place) -> i64 {
    let family = match place {
        Place::Home(_) => true,
        Place::Provision(id) => scenario.provision(id).kind.is_family(),
    };
    i64::from(!family && child.foster_care != Suitability::Unsuitable)
}

impl Level for NotInFamily {
    fn about(&self) -> &'static About {
        &About {
            id: "not_in_family",
            title: "Not in a family",
            asks: "As few children as possible whom foster care suits live in residential or supported provision.",
            because: "Most children do best in a family; a children's home is for those whose needs ask for one.",
            source: "Children Act 1989, s.22C(5)-(7) (the most appropriate placement; preference for connected \
                     persons); National Placements Standard, foster care suitability; the rank is local policy",
        }
    }

    fn id(&self) -> LevelId {
        LevelId::NotInFamily
    }

    fn unit(&self) -> &'static str {
        "children"
    }

    fn count(&self, scenario: &Scenario, proposal: &Proposal) -> i64 {
        each_placed(scenario, proposal).map(|(child, place)| counts(scenario, child, place)).sum()
    }

    fn constant(&self, _scenario: &Scenario) -> i64 {
        0
    }

    fn charge(&self, scenario: &Scenario, unit: &[ChildId], place: Place, _staying: &[ChildId]) -> i64 {
        unit.iter().map(|child| counts(scenario, scenario.child(*child), place)).sum()
    }
}
