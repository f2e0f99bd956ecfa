//! Limit: a child who needs only older, or only younger, children beside it has no others.

use std::collections::{BTreeMap, BTreeSet};

use super::joint::{Family, whole};
use super::{Choice, Inequality, Joint, Limit};
use crate::domain::{Child, ChildId, Companions, Household, Scenario, Years};
use crate::policy::About;

/// `companions` of the contract; binds those who stay, and siblings, as well.
///
/// Linear: by steps of age, see [`one_way`].
pub(super) struct CompanionAges;

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
        let asks = matches!(child.companions, Companions::OnlyOlder | Companions::OnlyYounger);
        let other = everyone.iter().copied().find(|b| asks && !bears(child, scenario.child(*b)))?;
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
        let mut rows = Vec::new();
        if joint.most_units > 1 {
            let mut switches = 0;
            one_way(joint, Companions::OnlyOlder, |child| child.age, &mut switches, &mut rows);
            one_way(joint, Companions::OnlyYounger, |child| -child.age, &mut switches, &mut rows);
        }
        rows
    }
}

/// The rows for children who bear nobody lower than themselves on this scale.
///
/// A unit that asks so has the child itself as its lowest, as it is lawful alone. The heights that are asked for cut the
/// scale into steps, each with a switch: nobody who moves in is on that step or below. A unit that asks turns on the
/// switch of the step below its height; a unit turns off that of its own step; each switch needs the one below it.
fn one_way(
    joint: &Joint<'_>,
    asks: Companions,
    height: impl Fn(&Child) -> Years,
    switches: &mut usize,
    rows: &mut Vec<Inequality>,
) {
    let children = |unit: usize| joint.units[unit].children.iter().map(|child| joint.scenario.child(*child));
    let lowest: Vec<Years> =
        (0..joint.units.len()).map(|unit| children(unit).map(&height).min().expect("a unit has children")).collect();
    let asking: Vec<usize> =
        (0..lowest.len()).filter(|unit| children(*unit).any(|child| child.companions == asks)).collect();
    let heights: BTreeSet<Years> = asking.iter().map(|unit| lowest[*unit]).collect();

    let mut below = Years::MIN;
    let mut last_switch = None;
    for asked in heights {
        let step: Vec<usize> = (0..lowest.len()).filter(|unit| (below..asked).contains(&lowest[*unit])).collect();
        if !step.is_empty() {
            let switch = Choice::Switch(*switches);
            *switches += 1;
            let most = whole(joint.most_units.min(step.len()));
            let mut terms = vec![(most, switch)];
            terms.extend(step.iter().map(|unit| (1, Choice::Unit(*unit))));
            rows.push(Inequality { terms, at_most: most });
            if let Some(lower) = last_switch.replace(switch) {
                rows.push(Inequality { terms: vec![(1, switch), (-1, lower)], at_most: 0 });
            }
            below = asked;
        }
        let Some(switch) = last_switch else { continue };
        let mut by_family: BTreeMap<Family, Vec<(i64, Choice)>> = BTreeMap::new();
        for unit in asking.iter().filter(|unit| lowest[**unit] == asked) {
            by_family.entry(joint.family(*unit)).or_default().push((1, Choice::Unit(*unit)));
        }
        rows.extend(by_family.into_values().map(|mut terms| {
            terms.push((-1, switch));
            Inequality { terms, at_most: 0 }
        }));
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
