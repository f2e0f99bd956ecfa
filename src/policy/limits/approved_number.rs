//! Limit: no more children than the carers are approved for.

use super::joint::whole;
use super::{Inequality, Joint, Limit};
use crate::domain::{ChildId, Household, Scenario};
use crate::policy::About;

/// `approved-number` of the contract.
///
/// Linear: with `free` places left, a unit weighs its children, or all of `free` if it is lawful only as one family
/// by `places_for_siblings`; weights sum to at most `free`. Where nothing is free every lawful unit is of the family
/// that stays, so that 1 in place of 0 is right.
pub(super) struct ApprovedNumber;

impl Limit for ApprovedNumber {
    fn about(&self) -> &'static About {
        &About {
            id: "approved-number",
            title: "Approved number",
            asks: "No more children are fostered in the home than it is approved for; one sibling group may be as many \
                   as the home is approved for when all are siblings.",
            because: "The number is among the terms on which the fostering panel's assessment led to approval.",
            source: "Fostering Services (England) Regulations 2011, reg 27(5)(a) (terms of approval)",
        }
    }

    fn breach(&self, scenario: &Scenario, home: &Household, everyone: &[ChildId]) -> Option<String> {
        if self.holds(scenario, home, everyone) {
            return None;
        }
        let count = whole(everyone.len());
        Some(if home.places_for_siblings > home.places {
            format!("{count} children, approved for {}, or {} siblings", home.places, home.places_for_siblings)
        } else {
            format!("{count} children, approved for {}", home.places)
        })
    }

    fn holds(&self, scenario: &Scenario, home: &Household, everyone: &[ChildId]) -> bool {
        let count = whole(everyone.len());
        count <= home.places || (count <= home.places_for_siblings && scenario.all_siblings(everyone))
    }

    fn inequalities(&self, joint: &Joint<'_>) -> Vec<Inequality> {
        let free = (joint.home.places - whole(joint.staying.len())).max(1);
        let weights: Vec<i64> = joint.units.iter().map(|unit| whole(unit.children.len()).min(free)).collect();
        joint.row(&weights, free, usize::MAX).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    /// Whether so many siblings and so many unrelated children may live in a home approved for so many.
    fn holds(siblings: usize, unrelated: usize, places: i64, for_siblings: i64) -> bool {
        let mut fixture = Fixture::new();
        let mut everyone = fixture.siblings(&vec![8; siblings]);
        everyone.extend((0..unrelated).map(|_| fixture.child(|_| ())));
        let home = fixture.home(|home| (home.places, home.places_for_siblings) = (places, for_siblings));
        let holds = fixture.breach(&ApprovedNumber, home, &everyone).is_none();
        let household = fixture.scenario.household(home);
        assert_eq!(ApprovedNumber.holds(&fixture.scenario, household, &everyone), holds);
        holds
    }

    #[test]
    fn up_to_the_approved_number_anyone() {
        assert!(holds(0, 0, 0, 0));
        assert!(holds(0, 2, 2, 2));
        assert!(!holds(0, 3, 2, 2));
        assert!(!holds(0, 1, 0, 0));
    }

    #[test]
    fn above_it_one_sibling_group_only() {
        assert!(holds(3, 0, 2, 3));
        assert!(!holds(4, 0, 2, 3));
        assert!(!holds(2, 1, 2, 3));
        assert!(holds(0, 1, 0, 1), "a child alone is a sibling group");
        assert!(holds(3, 0, 3, 2), "a lower number for siblings takes nothing away");
    }
}
