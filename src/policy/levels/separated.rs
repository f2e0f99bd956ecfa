//! Level: siblings who would live apart, and children together who should not.

use super::Level;
use crate::domain::{ChildId, LevelId, Place, Plan, Proposal, Scenario};
use crate::policy::About;

/// `separated` of the contract.
pub(super) struct Separated;

/// Whether a pair counts if it lives apart: siblings to live together, one of them at least in scope.
fn is_wanted(scenario: &Scenario, a: ChildId, b: ChildId) -> bool {
    any_in_scope(scenario, a, b)
        && scenario.are_siblings(a, b)
        && matches!(scenario.plan(a, b), Plan::PreferTogether | Plan::MustTogether)
}

/// Whether a pair counts if it lives together: better apart, one of them at least in scope.
fn is_unwanted(scenario: &Scenario, a: ChildId, b: ChildId) -> bool {
    any_in_scope(scenario, a, b) && scenario.plan(a, b) == Plan::ShouldApart
}

fn any_in_scope(scenario: &Scenario, a: ChildId, b: ChildId) -> bool {
    scenario.child(a).in_scope() || scenario.child(b).in_scope()
}

/// Every two of these.
fn pairs(children: &[ChildId]) -> impl Iterator<Item = (ChildId, ChildId)> + '_ {
    children.iter().enumerate().flat_map(|(i, a)| children[i + 1..].iter().map(|b| (*a, *b)))
}

/// Every two siblings who are to live together.
fn wanted(scenario: &Scenario) -> impl Iterator<Item = (ChildId, ChildId)> + '_ {
    scenario.groups.iter().flat_map(|group| pairs(&group.members)).filter(|(a, b)| is_wanted(scenario, *a, *b))
}

impl Level for Separated {
    fn about(&self) -> &'static About {
        &About {
            id: "separated",
            title: "Siblings separated",
            asks: "As few pairs of siblings as possible who are to be together live apart or lack a place, and as few \
                   pairs as possible who should be apart live together.",
            because: "Siblings are placed together unless an assessment says otherwise.",
            source: "Children Act 1989, s.22C(8)(c); CoramBAAF, Together or Apart (the plan for two siblings)",
        }
    }

    fn id(&self) -> LevelId {
        LevelId::Separated
    }

    fn unit(&self) -> &'static str {
        "pairs"
    }

    fn count(&self, scenario: &Scenario, proposal: &Proposal) -> i64 {
        let apart = wanted(scenario).filter(|(a, b)| !proposal.together(*a, *b)).count();
        let together = scenario
            .relations
            .keys()
            .filter(|(a, b)| is_unwanted(scenario, *a, *b) && proposal.together(*a, *b))
            .count();
        super::whole(apart) + super::whole(together)
    }

    fn constant(&self, scenario: &Scenario) -> i64 {
        super::whole(wanted(scenario).count())
    }

    fn charge(&self, scenario: &Scenario, unit: &[ChildId], _place: Place, staying: &[ChildId]) -> i64 {
        let with_those_who_stay = unit.iter().flat_map(|a| staying.iter().map(|b| (*a, *b)));
        pairs(unit)
            .chain(with_those_who_stay)
            .map(|(a, b)| i64::from(is_unwanted(scenario, a, b)) - i64::from(is_wanted(scenario, a, b)))
            .sum()
    }

    fn pair_charge(&self, scenario: &Scenario, a: ChildId, b: ChildId) -> i64 {
        i64::from(!scenario.are_siblings(a, b) && is_unwanted(scenario, a, b))
    }
}
