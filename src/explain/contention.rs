//! Contention: which children compete for which places.

use std::collections::{BTreeSet, VecDeque};

use super::scene::Scene;
use super::unmet::is_family;
use super::{Contention, Want};
use crate::domain::{ChildId, HouseholdId, Place};

/// Who competes with these children for what they want; none where no place is open to them.
///
/// For a placement, an alternating closure: the places the child could have, the children in scope who would live
/// there, the places that they could have, and so on. Nobody outside the set would live in one of its places, and
/// nobody within could live outside them; so whatever the set could do better by itself, the whole could do better.
pub(super) fn of(scene: &Scene<'_>, about: &[ChildId], want: Want, open_homes: &[HouseholdId]) -> Option<Contention> {
    let contention = match want {
        Want::Siblings => for_all_together(scene, about, open_homes),
        Want::Placement => closure(scene, about, |_| true),
        Want::Family => closure(scene, about, |place| is_family(scene, place)),
        Want::InHouse => closure(scene, about, |place| scene.scenario.is_in_house(place)),
    };
    (!contention.places.is_empty()).then_some(contention)
}

fn closure(scene: &Scene<'_>, start: &[ChildId], counts: impl Fn(Place) -> bool) -> Contention {
    let mut children: BTreeSet<ChildId> = start.iter().copied().collect();
    let mut places: BTreeSet<Place> = BTreeSet::new();
    let mut to_ask: VecDeque<ChildId> = start.iter().copied().collect();
    while let Some(child) = to_ask.pop_front() {
        for place in scene.places_of(child).iter().copied().filter(|place| counts(*place)) {
            if places.insert(place) {
                let living = scene.placed_at(place).flat_map(|each| scene.bound_to(each).iter().copied());
                to_ask.extend(living.filter(|each| children.insert(*each)));
            }
        }
    }
    Contention { children: children.into_iter().collect(), places: places.into_iter().collect() }
}

/// The homes that could take them all, and who would live there.
fn for_all_together(scene: &Scene<'_>, about: &[ChildId], open_homes: &[HouseholdId]) -> Contention {
    let places: Vec<Place> = open_homes.iter().copied().map(Place::Home).collect();
    let in_scope = about.iter().copied().filter(|child| scene.scenario.child(*child).in_scope());
    let children: BTreeSet<ChildId> = in_scope.chain(places.iter().flat_map(|place| scene.placed_at(*place))).collect();
    Contention { children: children.into_iter().collect(), places }
}
