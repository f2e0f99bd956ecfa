//! Level: children who may move and do.

use super::Level;
use crate::domain::{Child, ChildId, LevelId, Place, Proposal, Scenario};
use crate::policy::About;

/// `moved` of the contract. A child who may move and is left without a place has lost its home, and counts.
pub(super) struct Moved;

fn leaves(child: &Child, place: Option<Place>) -> bool {
    child.may_move && child.current.is_some() && place != child.current
}

impl Level for Moved {
    fn about(&self) -> &'static About {
        &About {
            id: "moved",
            title: "Moves",
            asks: "As few children as possible who have a home leave it.",
            because: "A settled child is moved only in the child's own interest.",
            source: "Fostering Services: National Minimum Standards (2011), standard 15",
        }
    }

    fn id(&self) -> LevelId {
        LevelId::Moved
    }

    fn unit(&self) -> &'static str {
        "children"
    }

    fn count(&self, scenario: &Scenario, proposal: &Proposal) -> i64 {
        let place = |child: &Child| proposal.of(child.id).map(|placement| placement.place);
        scenario.in_scope().map(|child| i64::from(leaves(child, place(child)))).sum()
    }

    fn constant(&self, scenario: &Scenario) -> i64 {
        scenario.in_scope().map(|child| i64::from(leaves(child, None))).sum()
    }

    fn charge(&self, scenario: &Scenario, unit: &[ChildId], place: Place, _staying: &[ChildId]) -> i64 {
        let children = unit.iter().map(|child| scenario.child(*child));
        -children.map(|child| i64::from(child.may_move && child.current == Some(place))).sum::<i64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{HouseholdId, Placement};
    use crate::policy::fixture::Fixture;

    #[test]
    fn whoever_may_move_and_is_not_at_home_counts() {
        let mut fixture = Fixture::new();
        let homes = [fixture.home(|_| ()), fixture.home(|_| ())];
        fixture.child(|child| (child.current, child.may_move) = (Some(Place::Home(homes[0])), true));
        let value = |at: Option<HouseholdId>| {
            Moved.count(&fixture.scenario, &Proposal { placements: vec![at.map(Placement::home)] })
        };
        assert_eq!(value(Some(homes[0])), 0);
        assert_eq!(value(Some(homes[1])), 1);
        assert_eq!(value(None), 1);
    }

    #[test]
    fn another_unit_of_the_same_provision_is_no_move() {
        let mut fixture = Fixture::new();
        let there = fixture.provision(|_| ());
        fixture.child(|child| (child.current, child.may_move) = (Some(Place::Provision(there)), true));
        let placements = vec![Some(Placement::provision(there, 7))];
        assert_eq!(Moved.count(&fixture.scenario, &Proposal { placements }), 0);
    }
}
