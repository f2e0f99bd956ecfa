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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Placement, ProvisionKind};
    use crate::policy::fixture::Fixture;

    /// What a child whom foster care suits so counts in provision of this kind.
    fn value(foster_care: Suitability, kind: ProvisionKind) -> i64 {
        let fixture = Fixture::with_provision(|child| child.foster_care = foster_care, |there| there.kind = kind);
        let there = Placement::provision(fixture.scenario.provisions[0].id, 1);
        NotInFamily.count(&fixture.scenario, &Proposal { placements: vec![Some(there)] })
    }

    #[test]
    fn residential_and_supported_count_where_foster_care_would_do() {
        for kind in [ProvisionKind::Residential, ProvisionKind::Supported] {
            assert_eq!(value(Suitability::Preferred, kind), 1);
            assert_eq!(value(Suitability::Suitable, kind), 1);
            assert_eq!(value(Suitability::Unsuitable, kind), 0);
        }
        assert_eq!(value(Suitability::Preferred, ProvisionKind::IfaSpot), 0);
        assert_eq!(value(Suitability::Preferred, ProvisionKind::IfaFramework), 0);
    }
}
