//! Limit: a child who needs only older, or only younger, children beside it has no others.

use std::collections::BTreeMap;

use super::joint::whole;
use super::{Choice, Inequality, Joint, Limit};
use crate::domain::{Child, ChildId, Companions, Household, Scenario};
use crate::policy::About;

/// `companions` of the contract; binds those who stay, and siblings, as well.
///
/// Linear: the units that hold such a child weigh together as much as all that could come without them of those that it
/// cannot bear.
pub(super) struct CompanionAges;

fn asks(child: &Child) -> bool {
    matches!(child.companions, Companions::OnlyOlder | Companions::OnlyYounger)
}

/// Whether a child bears another child's age.
fn bears(child: &Child, other: &Child) -> bool {
    match child.companions {
        Companions::OnlyOlder => other.age >= child.age,
        Companions::OnlyYounger => other.age <= child.age,
        Companions::Solo | Companions::WithOthers | Companions::NoPreference => true,
    }
}

fn first_pair(scenario: &Scenario, everyone: &[ChildId]) -> Option<(ChildId, ChildId)> {
    everyone.iter().copied().find_map(|a| {
        let child = scenario.child(a);
        let other = everyone.iter().copied().find(|b| asks(child) && !bears(child, scenario.child(*b)))?;
        Some((a, other))
    })
}

impl Limit for CompanionAges {
    fn about(&self) -> &'static About {
        &About {
            id: "companions",
            title: "Older or younger companions only",
            asks: "Every other child fostered in the home is at least as old as a child who is to live only with older \
                   children, and at most as old as one who is to live only with younger.",
            because: "The child's assessment recommends it: for its safety or that of the others.",
            source: "National Placements Standard, livingCompanions: only with other older children, only with other \
                     younger children; Fostering Services: National Minimum Standards (2011), standard 15",
        }
    }

    fn breach(&self, scenario: &Scenario, _home: &Household, everyone: &[ChildId]) -> Option<String> {
        let (a, b) = first_pair(scenario, everyone)?;
        let (child, other) = (scenario.child(a), scenario.child(b));
        let asked = if child.companions == Companions::OnlyOlder { "older" } else { "younger" };
        Some(format!(
            "{}, aged {}, is to live only with {asked} children, beside {}, aged {}",
            child.reference, child.age, other.reference, other.age
        ))
    }

    fn inequalities(&self, joint: &Joint<'_>) -> Vec<Inequality> {
        let children = |unit: usize| joint.units[unit].children.iter().map(|child| joint.scenario.child(*child));
        let mut holders: BTreeMap<ChildId, Vec<usize>> = BTreeMap::new();
        for unit in 0..joint.units.len() {
            for child in children(unit).filter(|child| asks(child)) {
                holders.entry(child.id).or_default().push(unit);
            }
        }
        let row = |(asking, holders): (ChildId, Vec<usize>)| {
            let child = joint.scenario.child(asking);
            let refused: Vec<usize> = (0..joint.units.len())
                .filter(|unit| joint.family(*unit) != joint.family(holders[0]))
                .filter(|unit| children(*unit).any(|other| !bears(child, other)))
                .collect();
            let most = if joint.most_units > 1 { whole(joint.most_units.min(refused.len())) } else { 0 };
            let with_child = holders.into_iter().map(|unit| (most, Choice::Unit(unit)));
            let terms = with_child.chain(refused.into_iter().map(|unit| (1, Choice::Unit(unit)))).collect();
            (most > 0).then_some(Inequality { terms, at_most: most })
        };
        holders.into_iter().filter_map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::{Fixture, set_age};

    /// Whether an 8-year-old who asks so may live beside a child of this age.
    fn holds(asks: Companions, age: i64) -> bool {
        let mut fixture = Fixture::new();
        let child = fixture.child(|child| child.companions = asks);
        let other = fixture.child(|child| set_age(child, age));
        let home = fixture.home(|_| ());
        let lawful = fixture.breach(&CompanionAges, home, &[child, other]).is_none();
        assert!(fixture.breach(&CompanionAges, home, &[child]).is_none());
        lawful
    }

    #[test]
    fn of_the_same_age_is_neither_older_nor_younger() {
        assert!(!holds(Companions::OnlyOlder, 7));
        assert!(holds(Companions::OnlyOlder, 8));
        assert!(holds(Companions::OnlyOlder, 9));
        assert!(holds(Companions::OnlyYounger, 7));
        assert!(holds(Companions::OnlyYounger, 8));
        assert!(!holds(Companions::OnlyYounger, 9));
    }

    #[test]
    fn the_others_ask_nothing_of_ages() {
        for asks in [Companions::WithOthers, Companions::NoPreference, Companions::Solo] {
            assert!(holds(asks, 0) && holds(asks, 17), "{asks}");
        }
    }

    #[test]
    fn it_holds_between_siblings_and_not_in_provision() {
        let mut fixture = Fixture::new();
        let siblings = fixture.siblings(&[4, 9]);
        let home = fixture.home(|_| ());
        fixture.scenario.children[siblings[1].index()].companions = Companions::OnlyOlder;
        assert!(fixture.breach(&CompanionAges, home, &siblings).is_some());
        assert!(CompanionAges.unit_breach(&fixture.scenario, &siblings).is_none());
    }
}
