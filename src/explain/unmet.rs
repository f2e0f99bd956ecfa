//! What could not be met, and why: rules that close homes, near misses, and who competes for the rest.

use super::scene::{Scene, sorted};
use super::{Unmet, Want, closed, contention};
use crate::domain::{ChildId, HouseholdId, Place, Plan, Suitability};

/// One for each want that is not met, most pressing first; empty = every want is met.
pub(super) fn of(scene: &Scene<'_>, child: ChildId) -> Vec<Unmet> {
    let wants = wants(scene, child);
    wants
        .iter()
        .enumerate()
        .map(|(first, want)| {
            let about = about(scene, child, *want);
            let homes: Vec<HouseholdId> = homes_for(scene, *want).collect();
            let closed = closed::of(scene, &about, homes.iter().copied());
            Unmet {
                wants: wants[first..].to_vec(),
                homes: homes.len(),
                open_homes: closed.open.len(),
                contention: contention::of(scene, &about, *want, &closed.open),
                closed_by: closed.by,
                near_misses: closed.near_misses,
                about,
            }
        })
        .collect()
}

/// What the child was to have and does not. A child for whom foster care is unsuitable does not want a family home.
fn wants(scene: &Scene<'_>, id: ChildId) -> Vec<Want> {
    let child = scene.scenario.child(id);
    let mut wants = Vec::new();
    let placement = scene.proposal.of(id);
    match placement {
        None => wants.push(Want::Placement),
        Some(there) if !is_family(scene, there.place) && child.foster_care != Suitability::Unsuitable => {
            wants.push(Want::Family);
        }
        Some(_) => {}
    }
    if wanted_siblings(scene, id).any(|sibling| !scene.proposal.together(id, sibling)) {
        wants.push(Want::Siblings);
    }
    let in_house = |place| scene.scenario.is_in_house(place);
    if placement.is_some_and(|there| !in_house(there.place)) && child.foster_care != Suitability::Unsuitable {
        wants.push(Want::InHouse);
    }
    wants
}

/// Brothers and sisters with whom the plan is to be together, those who stay included.
fn wanted_siblings(scene: &Scene<'_>, child: ChildId) -> impl Iterator<Item = ChildId> {
    let scenario = scene.scenario;
    let members = scenario.child(child).group.map_or(&[][..], |group| &scenario.groups[group.index()].members);
    members.iter().copied().filter(move |other| {
        *other != child && matches!(scenario.plan(child, *other), Plan::PreferTogether | Plan::MustTogether)
    })
}

/// Whom the lists of a want are about, in id order: the child and those it is bound to; for siblings, all who are
/// wanted together and those they are bound to.
fn about(scene: &Scene<'_>, child: ChildId, want: Want) -> Vec<ChildId> {
    let mut all = scene.bound_to(child).to_vec();
    if want == Want::Siblings {
        all.extend(wanted_siblings(scene, child).flat_map(|sibling| scene.bound_to(sibling).iter().copied()));
    }
    sorted(&all)
}

/// The homes that would meet the want.
fn homes_for<'a>(scene: &'a Scene<'_>, want: Want) -> impl Iterator<Item = HouseholdId> + 'a {
    let homes = scene.scenario.households.iter();
    homes.filter(move |home| want != Want::InHouse || home.is_in_house()).map(|home| home.id)
}

/// Whether children live in a family there.
pub(super) fn is_family(scene: &Scene<'_>, place: Place) -> bool {
    match place {
        Place::Home(_) => true,
        Place::Provision(id) => scene.scenario.provision(id).kind.is_family(),
    }
}
