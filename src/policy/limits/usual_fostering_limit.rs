//! Limit: three foster children, unless all are siblings or the others are named on an exemption.

use std::collections::BTreeMap;

use super::joint::{Family, whole};
use super::{Inequality, Joint, Limit};
use crate::domain::{ChildId, Household, Scenario, Sector};
use crate::policy::About;

/// `usual-fostering-limit` of the contract.
///
/// Reading: children named by a kinship home are its only ones, not exempt ones ("being kin is no exemption", contract
/// 6); in every other home `named_children` are those named on an exemption (contract 1).
///
/// Linear: a unit weighs its children who are not exempt, or all that the limit leaves free if it is lawful only as one
/// family; a unit of that kind also shuts out units whose children are all exempt, which weigh nothing.
pub(super) struct UsualFosteringLimit;

/// How many of these count towards the limit.
fn counted(home: &Household, children: &[ChildId]) -> i64 {
    if home.sector == Sector::Kinship || home.named_children.is_empty() {
        return whole(children.len());
    }
    whole(children.iter().filter(|child| !home.named_children.contains(child)).count())
}

impl Limit for UsualFosteringLimit {
    fn about(&self) -> &'static About {
        &About {
            id: "usual-fostering-limit",
            title: "Usual fostering limit",
            asks: "At most three children (or as policy sets) are fostered in one home, unless all are siblings of \
                   each other; children named on an exemption are not counted.",
            because: "Above the limit without an exemption the home counts as a children's home.",
            source: "Children Act 1989, Schedule 7, paras 2 (limit of three), 3 (siblings), 4 (exemption by name), \
                     5 (treated as a children's home)",
        }
    }

    fn breach(&self, scenario: &Scenario, home: &Household, everyone: &[ChildId]) -> Option<String> {
        let limit = scenario.settings.policy.usual_fostering_limit;
        if whole(everyone.len()) <= limit || counted(home, everyone) <= limit || scenario.all_siblings(everyone) {
            return None;
        }
        Some(format!("{} children who are not all siblings and not exempt, limit {limit}", counted(home, everyone)))
    }

    fn inequalities(&self, joint: &Joint<'_>) -> Vec<Inequality> {
        let left = joint.scenario.settings.policy.usual_fostering_limit - counted(joint.home, joint.staying);
        let free = left.max(1);
        let counts: Vec<i64> = joint.units.iter().map(|unit| counted(joint.home, &unit.children)).collect();
        let weights: Vec<i64> = counts.iter().map(|count| (*count).min(free)).collect();
        let mut rows: Vec<Inequality> = joint.row(&weights, free, joint.most_units).into_iter().collect();

        let only_as_one_family: Vec<usize> = (0..counts.len()).filter(|unit| counts[*unit] > left).collect();
        let mut exempt: BTreeMap<Family, Vec<usize>> = BTreeMap::new();
        for unit in (0..counts.len()).filter(|unit| counts[*unit] == 0 && left >= 0) {
            exempt.entry(joint.family(unit)).or_default().push(unit);
        }
        for units in exempt.values() {
            let mut weights = vec![0; counts.len()];
            for unit in units.iter().chain(&only_as_one_family) {
                weights[*unit] = 1;
            }
            rows.extend(joint.row(&weights, 1, joint.most_units));
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    /// Whether so many siblings and so many unrelated children, of whom the first few are named, may live together.
    fn holds(siblings: usize, unrelated: usize, named: usize, sector: Sector) -> bool {
        let mut fixture = Fixture::new();
        let mut everyone: Vec<ChildId> = (0..unrelated).map(|_| fixture.child(|_| ())).collect();
        everyone.extend(fixture.siblings(&vec![8; siblings]));
        let home = fixture.home(|home| {
            home.sector = sector;
            home.named_children = everyone.iter().take(named).copied().collect();
        });
        fixture.breach(&UsualFosteringLimit, home, &everyone).is_none()
    }

    #[test]
    fn three_or_all_siblings() {
        assert!(holds(0, 3, 0, Sector::InHouse));
        assert!(!holds(0, 4, 0, Sector::InHouse));
        assert!(holds(6, 0, 0, Sector::InHouse));
        assert!(!holds(3, 1, 0, Sector::InHouse));
        assert!(holds(2, 1, 0, Sector::InHouse));
    }

    #[test]
    fn those_named_on_an_exemption_are_not_counted() {
        assert!(holds(3, 1, 1, Sector::Ifa));
        assert!(!holds(4, 1, 1, Sector::Ifa));
        assert!(holds(0, 5, 2, Sector::InHouse));
    }

    #[test]
    fn being_kin_is_no_exemption() {
        assert!(!holds(3, 1, 4, Sector::Kinship));
        assert!(!holds(0, 4, 4, Sector::Kinship));
        assert!(holds(4, 0, 4, Sector::Kinship), "all are siblings");
    }

    #[test]
    fn policy_sets_the_number() {
        let mut fixture = Fixture::new();
        fixture.scenario.settings.policy.usual_fostering_limit = 1;
        let everyone = [fixture.child(|_| ()), fixture.child(|_| ())];
        let home = fixture.home(|_| ());
        assert!(fixture.breach(&UsualFosteringLimit, home, &everyone).is_some());
        assert!(fixture.breach(&UsualFosteringLimit, home, &everyone[..1]).is_none());
    }
}
