//! Limit: a child who needs only older, or only younger, children beside it has no others.

use super::joint::whole;
use super::{Choice, Inequality, Joint, Limit};
use crate::domain::{Child, ChildId, Companions, Household, Scenario};
use crate::policy::About;

/// `companions` of the contract; binds those who stay, and siblings, as well.
///
/// Linear: a unit that cannot bear some of the others weighs as much as all of these that could come instead.
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
        let families = joint.families();
        let refuses = |unit: usize, other: usize| {
            let others = &joint.units[other].children;
            let child = |id: &ChildId| joint.scenario.child(*id);
            families[unit] != families[other]
                && joint.units[unit].children.iter().any(|a| others.iter().any(|b| !bears(child(a), child(b))))
        };
        (0..joint.units.len())
            .filter_map(|unit| {
                let refused: Vec<usize> = (0..joint.units.len()).filter(|other| refuses(unit, *other)).collect();
                if refused.is_empty() {
                    return None;
                }
                let most = whole(joint.most_units.clamp(1, refused.len()));
                let mut terms = vec![(most, Choice::Unit(unit))];
                terms.extend(refused.into_iter().map(|other| (1, Choice::Unit(other))));
                Some(Inequality { terms, at_most: most })
            })
            .collect()
    }
}
