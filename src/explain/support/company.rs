//! Whom the child would live with, and without.

use super::super::beds::names;
use super::{Placed, SupportNeeded};
use crate::domain::{ChildId, Place, Plan};

pub(super) fn needed(placed: &Placed<'_>) -> Vec<SupportNeeded> {
    [apart(placed), together(placed), risk(placed)].into_iter().flatten().collect()
}

/// Brothers and sisters planned to be together who would not be.
fn apart(placed: &Placed<'_>) -> Option<SupportNeeded> {
    let (scenario, child) = (placed.scene.scenario, placed.child);
    let siblings = child.group.map_or(&[][..], |group| &scenario.groups[group.index()].members);
    let missed: Vec<ChildId> = siblings
        .iter()
        .copied()
        .filter(|other| *other != child.id && !placed.scene.proposal.together(child.id, *other))
        .filter(|other| matches!(scenario.plan(child.id, *other), Plan::PreferTogether | Plan::MustTogether))
        .collect();
    (!missed.is_empty()).then(|| SupportNeeded {
        about: "separated",
        lacking: format!("not with siblings {}", names(scenario, &missed)),
        support: "a plan for time together as often as possible, and for living together later".to_owned(),
        source: "Children Act 1989, s22C(8)(c), and Schedule 2, para 15: contact with relatives",
    })
}

/// Children with whom the plan is to be apart.
fn together(placed: &Placed<'_>) -> Option<SupportNeeded> {
    let (scenario, child) = (placed.scene.scenario, placed.child);
    let met: Vec<ChildId> =
        company(placed).into_iter().filter(|other| scenario.plan(child.id, *other) == Plan::ShouldApart).collect();
    (!met.is_empty()).then(|| SupportNeeded {
        about: "should-apart",
        lacking: format!("with {}, planned to be apart", names(scenario, &met)),
        support: "a risk assessment of their living together, and a plan to part them".to_owned(),
        source: "National Minimum Standard 15: the impact on existing household members is considered",
    })
}

/// A child known to be a risk to others, and others in the home.
fn risk(placed: &Placed<'_>) -> Option<SupportNeeded> {
    let fostered = company(placed).len();
    let resident = placed.home.map_or(0, |home| home.resident_ages.len());
    (placed.child.harm_to_others && fostered + resident > 0).then(|| SupportNeeded {
        about: "harm-to-others",
        lacking: format!("a known risk to other children; {} live there", fostered + resident),
        support: "a risk assessment and a safer caring plan for everybody in the home".to_owned(),
        source: "National Minimum Standard 15: the impact on existing household members is considered",
    })
}

/// Other fostered children in the home, or of the unit.
fn company(placed: &Placed<'_>) -> Vec<ChildId> {
    let living = placed.scene.living_at(placed.placement.place).iter().copied();
    let others = living.filter(|other| *other != placed.child.id);
    match placed.placement.place {
        Place::Home(_) => others.collect(),
        Place::Provision(_) => others.filter(|other| placed.scene.proposal.together(*other, placed.child.id)).collect(),
    }
}
