//! Limit: a child who needs to be the only one is.

use super::joint::{names, whole};
use super::{Inequality, Joint, Limit};
use crate::domain::{ChildId, Companions, Household, Scenario};
use crate::policy::About;

/// `solo` of the contract.
///
/// Linear: a solo child weighs as much as all the units that could come instead.
pub(super) struct Solo;

fn is_solo(scenario: &Scenario, child: ChildId) -> bool {
    scenario.child(child).companions == Companions::Solo
}

impl Limit for Solo {
    fn about(&self) -> &'static About {
        &About {
            id: "solo",
            title: "Solo placements",
            asks: "A child recommended to live solo is the only one fostered in the home or unit.",
            because: "The child's assessment recommends it, and others may not be safe beside the child.",
            source: "National Placements Standard, livingCompanions: solo placement recommended; Fostering Services: \
                     National Minimum Standards (2011), standard 15",
        }
    }

    fn breach(&self, scenario: &Scenario, _home: &Household, everyone: &[ChildId]) -> Option<String> {
        self.unit_breach(scenario, everyone)
    }

    fn unit_breach(&self, scenario: &Scenario, everyone: &[ChildId]) -> Option<String> {
        if everyone.len() < 2 {
            return None;
        }
        let solo = everyone.iter().copied().find(|child| is_solo(scenario, *child))?;
        let others = everyone.iter().copied().filter(|child| *child != solo);
        Some(format!("{} is to live solo, beside {}", scenario.child(solo).reference, names(scenario, others)))
    }

    fn inequalities(&self, joint: &Joint<'_>) -> Vec<Inequality> {
        let solo = |unit: usize| joint.units[unit].children.iter().any(|child| is_solo(joint.scenario, *child));
        let most = whole(joint.most_units).max(1);
        let weights: Vec<i64> = (0..joint.units.len()).map(|unit| if solo(unit) { most } else { 1 }).collect();
        if weights.iter().all(|weight| *weight == 1) && !(0..weights.len()).any(solo) {
            return Vec::new();
        }
        joint.row(&weights, most, joint.most_units).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    #[test]
    fn a_solo_child_is_the_only_one_siblings_included() {
        let mut fixture = Fixture::new();
        let siblings = fixture.siblings(&[8, 8]);
        let other = fixture.child(|child| child.companions = Companions::WithOthers);
        let home = fixture.home(|_| ());
        fixture.scenario.children[siblings[0].index()].companions = Companions::Solo;
        assert!(fixture.breach(&Solo, home, &[]).is_none());
        assert!(fixture.breach(&Solo, home, &[siblings[0]]).is_none());
        assert!(fixture.breach(&Solo, home, &siblings).is_some());
        assert!(fixture.breach(&Solo, home, &[siblings[0], other]).is_some());
        assert!(fixture.breach(&Solo, home, &[siblings[1], other]).is_none());
        assert!(Solo.unit_breach(&fixture.scenario, &siblings).is_some());
        assert!(Solo.unit_breach(&fixture.scenario, &siblings[..1]).is_none());
    }
}
