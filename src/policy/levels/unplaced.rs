//! Level: children without a place, the urgent ones first.

use super::Level;
use crate::domain::{ChildId, LevelId, Place, Proposal, Scenario};
use crate::policy::About;

/// `unplaced` of the contract.
pub(super) struct Unplaced;

impl Level for Unplaced {
    fn about(&self) -> &'static About {
        &About {
            id: "unplaced",
            title: "Unplaced children",
            asks: "As few children as possible are without a place; one needed today counts 4, within five days 2, later 1.",
            because: "A place tonight is the duty that every other wish comes after.",
            source: "Children Act 1989, s.22A (provision of accommodation); National Placements Standard, neededBy; the \
                     weights are local policy",
        }
    }

    fn id(&self) -> LevelId {
        LevelId::Unplaced
    }

    fn unit(&self) -> &'static str {
        "points of urgency"
    }

    fn count(&self, scenario: &Scenario, proposal: &Proposal) -> i64 {
        scenario.in_scope().filter(|child| proposal.of(child.id).is_none()).map(|child| child.urgency.weight()).sum()
    }

    fn constant(&self, scenario: &Scenario) -> i64 {
        scenario.in_scope().map(|child| child.urgency.weight()).sum()
    }

    fn charge(&self, scenario: &Scenario, unit: &[ChildId], _place: Place, _staying: &[ChildId]) -> i64 {
        -unit.iter().map(|child| scenario.child(*child).urgency.weight()).sum::<i64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{HouseholdId, Placement, Urgency};
    use crate::policy::fixture::Fixture;

    #[test]
    fn the_urgent_count_more_and_those_who_stay_nothing() {
        let mut fixture = Fixture::new();
        let home = fixture.home(|_| ());
        let children: Vec<ChildId> =
            Urgency::ALL.iter().map(|urgency| fixture.child(|child| child.urgency = *urgency)).collect();
        fixture.child(|child| (child.urgency, child.current) = (Urgency::Today, Some(Place::Home(home))));
        let mut proposal = Proposal::of_those_who_stay(&fixture.scenario);
        assert_eq!(Unplaced.count(&fixture.scenario, &proposal), 4 + 2 + 1);
        proposal.placements[children[0].index()] = Some(Placement::home(HouseholdId::at(0)));
        assert_eq!(Unplaced.count(&fixture.scenario, &proposal), 2 + 1);
    }
}
