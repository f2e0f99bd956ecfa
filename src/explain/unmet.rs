//! What could not be met, and why: rules that close homes, near misses, and who competes for the rest.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::contention::Rivals;
use super::scene::{Scene, sorted};
use super::{Detail, Unmet, Want, closed, contention};
use crate::domain::{Child, ChildId, HouseholdId, Place, Plan, Suitability, Urgency};

/// Whom a want is about, and the want: what is to be said is the same for all who share both.
type Matter = (Want, Vec<ChildId>);

/// For each of the children one for each want that is not met, most pressing first; none = every want is met.
pub(super) fn of(scene: &Scene<'_>, children: &[&Child], detail: Detail) -> Vec<Vec<Unmet>> {
    let wanted: Vec<Vec<Want>> = children.par_iter().map(|child| wants(scene, child.id)).collect();
    let matters: Vec<Vec<Matter>> = children
        .par_iter()
        .zip(&wanted)
        .map(|(child, wants)| wants.iter().map(|want| (*want, about(scene, child.id, *want))).collect())
        .collect();
    let in_full = in_full(scene, children, &matters, detail);
    let all: BTreeSet<&Matter> = matters.iter().flatten().collect();
    let all: Vec<&Matter> = all.into_iter().collect();
    let tell = |matter: &&Matter| {
        if in_full.contains(*matter) { told(scene, matter, detail) } else { briefly(scene, matter) }
    };
    let unmet: Vec<Unmet> = all.par_iter().map(tell).collect();
    let told: BTreeMap<&Matter, Unmet> = all.into_iter().zip(unmet).collect();
    let of_child = |(wants, matters): (&Vec<Want>, &Vec<Matter>)| {
        let from = |first: usize| Unmet { wants: wants[first..].to_vec(), ..told[&matters[first]].clone() };
        (0..matters.len()).map(from).collect()
    };
    wanted.iter().zip(&matters).map(of_child).collect()
}

/// The matters that are told in full: the most pressing ones, as many as there are questions for.
fn in_full<'m>(
    scene: &Scene<'_>,
    children: &[&Child],
    matters: &'m [Vec<Matter>],
    detail: Detail,
) -> BTreeSet<&'m Matter> {
    let of_child = |(child, matters): (&&Child, &'m Vec<Matter>)| {
        let urgency = child.urgency;
        matters.iter().map(move |matter| (matter.0, urgency, matter)).collect::<Vec<_>>()
    };
    let mut pressing: Vec<(Want, Urgency, &Matter)> = children.iter().zip(matters).flat_map(of_child).collect();
    pressing.sort_by_key(|(want, urgency, _)| (*want, *urgency));
    let mut questions = 0_usize;
    let mut in_full: BTreeSet<&Matter> = BTreeSet::new();
    for (want, _, matter) in pressing {
        if in_full.contains(matter) {
            continue;
        }
        questions = questions.saturating_add(number_of_homes(scene, want).saturating_mul(matter.1.len()));
        if questions > detail.questions {
            break;
        }
        in_full.insert(matter);
    }
    in_full
}

/// What closes the homes, which are nearly open, and who competes for those that are open.
fn told(scene: &Scene<'_>, (want, about): &Matter, detail: Detail) -> Unmet {
    let homes: Vec<HouseholdId> = homes_for(scene, *want).collect();
    let closed = closed::of(scene, about, homes.iter().copied(), detail.near_misses);
    let rivals = contention::of(scene, about, *want, &closed.open, detail.steps);
    Unmet {
        wants: vec![*want],
        homes: homes.len(),
        open_homes: closed.open.len(),
        is_crowded: rivals == Rivals::TooMany,
        contention: if let Rivals::Listed(contention) = rivals { Some(contention) } else { None },
        closed_by: closed.by,
        near_misses: closed.near_misses,
        nearly: closed.nearly,
        about: about.clone(),
        is_brief: false,
    }
}

/// Only how many of the homes could take them.
fn briefly(scene: &Scene<'_>, (want, about): &Matter) -> Unmet {
    let in_scope: Vec<ChildId> = about.iter().copied().filter(|id| scene.scenario.child(*id).in_scope()).collect();
    let elsewhere = |place: Place| {
        let stays = about.iter().filter(|id| !in_scope.contains(id));
        stays.clone().all(|id| scene.staying_at(place).contains(id))
    };
    let is_open = |place: &&Place| {
        matches!(place, Place::Home(_))
            && (*want != Want::InHouse || scene.scenario.is_in_house(**place))
            && elsewhere(**place)
            && (in_scope.len() == 1 || scene.could_live(&in_scope, **place))
    };
    let open_homes = in_scope.first().map_or(0, |first| scene.places_of(*first).iter().filter(is_open).count());
    Unmet {
        wants: vec![*want],
        about: about.clone(),
        closed_by: Vec::new(),
        homes: number_of_homes(scene, *want),
        open_homes,
        near_misses: Vec::new(),
        nearly: Vec::new(),
        contention: None,
        is_brief: true,
        is_crowded: false,
    }
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

fn number_of_homes(scene: &Scene<'_>, want: Want) -> usize {
    if want == Want::InHouse { scene.homes_in_house } else { scene.scenario.households.len() }
}

/// Whether children live in a family there.
pub(super) fn is_family(scene: &Scene<'_>, place: Place) -> bool {
    match place {
        Place::Home(_) => true,
        Place::Provision(id) => scene.scenario.provision(id).kind.is_family(),
    }
}
