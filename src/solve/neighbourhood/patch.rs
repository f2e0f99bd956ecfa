//! One neighbourhood: some homes and children thought anew while all others keep their places.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Change, Choice};
use super::ground::{Ground, Taken};
use crate::domain::{ChildId, Place, ProvisionId};
use crate::model::{self, Anew, Model, Offer};
use crate::policy::limits;

/// What is thought anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Patch {
    /// Homes of which all who live there in scope are thought anew, by offer.
    pub(super) homes: Vec<usize>,
    /// The children, in id order: all who live in those homes, and others.
    pub(super) children: Vec<ChildId>,
    /// How many of them each provision may hold.
    pub(super) rooms: BTreeMap<ProvisionId, i64>,
}

/// The integer programme of a patch.
pub(super) struct Plot {
    pub(super) model: Model,
    /// The unit of each column.
    pub(super) origin: Vec<Taken>,
    /// The units of these children now.
    pub(super) now: BTreeSet<Taken>,
}

impl Patch {
    /// How many units of its homes have nobody but its children.
    pub(super) fn columns(&self, ground: &Ground<'_>) -> usize {
        let is_free = |child: &ChildId| self.children.binary_search(child).is_ok();
        let of_home =
            |offer: &usize| ground.offers[*offer].units.iter().filter(|unit| unit.children.iter().all(is_free)).count();
        self.homes.iter().map(of_home).sum()
    }

    /// The integer programme of the patch.
    pub(super) fn plot(&self, ground: &Ground<'_>, choice: &Choice) -> Plot {
        let mut is_free = vec![false; ground.scenario.children.len()];
        for child in &self.children {
            is_free[child.index()] = true;
        }
        let now: BTreeSet<Taken> = self.children.iter().filter_map(|child| choice.at[child.index()]).collect();
        let homes: BTreeSet<usize> = self.homes.iter().copied().collect();
        let elsewhere = now.iter().map(|taken| taken.offer as usize).filter(|offer| !homes.contains(offer));
        let provisions =
            (0..ground.offers.len()).filter(|offer| matches!(ground.offers[*offer].place, Place::Provision(_)));
        let places: BTreeSet<usize> = homes.iter().copied().chain(elsewhere).chain(provisions).collect();
        let is_whole =
            |offer: usize| homes.contains(&offer) || matches!(ground.offers[offer].place, Place::Provision(_));
        let mut candidates: Vec<Taken> = Vec::new();
        for position in places.iter().copied().filter(|position| is_whole(*position)) {
            let units = (0..ground.offers[position].units.len()).map(|unit| Taken::of(position, unit));
            candidates.extend(units.filter(|taken| ground.children(*taken).iter().all(|child| is_free[child.index()])));
        }
        let mut by_place: BTreeMap<usize, BTreeSet<Taken>> = BTreeMap::new();
        for taken in now.iter().copied().chain(candidates) {
            by_place.entry(taken.offer as usize).or_default().insert(taken);
        }
        let mut origin = Vec::new();
        let mut offers = Vec::new();
        for (position, units) in by_place {
            let offer = &ground.offers[position];
            let staying =
                if is_whole(position) { offer.staying.clone() } else { beside(ground, choice, position, &now) };
            let of_units = units.iter().map(|taken| offer.units[taken.unit as usize].clone()).collect();
            offers.push(Offer { place: offer.place, staying, first: 0, units: of_units });
            origin.extend(units);
        }
        model::number(&mut offers);
        let anew = Anew { is_free: &is_free, rooms: &self.rooms };
        let model = model::among_some(ground.scenario, ground.graph, &offers, Some(anew), &[]);
        Plot { model, origin, now }
    }
}

/// Who lives in a home and keeps the place.
fn beside(ground: &Ground<'_>, choice: &Choice, offer: usize, free: &BTreeSet<Taken>) -> Vec<ChildId> {
    let kept = choice.taken[offer].iter().map(|unit| Taken { offer: Taken::of(offer, 0).offer, unit: *unit });
    let kept = kept.filter(|taken| !free.contains(taken)).flat_map(|taken| ground.children(taken).iter().copied());
    let mut all: Vec<ChildId> = ground.offers[offer].staying.iter().copied().chain(kept).collect();
    all.sort_unstable();
    all
}

impl Plot {
    /// The change that makes exactly these columns chosen, if it is lawful.
    pub(super) fn change(
        &self,
        ground: &Ground<'_>,
        choice: &Choice,
        patch: &Patch,
        chosen: &[bool],
    ) -> Option<Change> {
        let then: BTreeSet<Taken> =
            self.origin.iter().zip(chosen).filter(|(_, c)| **c).map(|(taken, _)| *taken).collect();
        let change = Change {
            leave: self.now.difference(&then).copied().collect(),
            come: then.difference(&self.now).copied().collect(),
        };
        is_lawful(ground, choice, patch, &change, &then).then_some(change)
    }
}

/// Whether nobody is in two places, everybody is placed who must be, and every place that changes is lawful: by the plain
/// reading of every limit, whatever was said by rows.
fn is_lawful(ground: &Ground<'_>, choice: &Choice, patch: &Patch, change: &Change, then: &BTreeSet<Taken>) -> bool {
    let mut placed = BTreeSet::new();
    let once = then.iter().flat_map(|taken| ground.children(*taken)).all(|child| placed.insert(*child));
    let pinned = patch.children.iter().all(|child| placed.contains(child) || !ground.graph.must_place(*child));
    let active = limits::active(ground.scenario);
    let homes = choice.after(change).into_iter().all(|(offer, units)| {
        let there = &ground.offers[offer];
        let Place::Home(home) = there.place else { return true };
        let coming = units.iter().flat_map(|unit| &there.units[*unit as usize].children);
        let mut everyone: Vec<ChildId> = there.staying.iter().chain(coming).copied().collect();
        everyone.sort_unstable();
        let home = ground.scenario.household(home);
        active.iter().all(|limit| limit.holds(ground.scenario, home, &everyone))
    });
    let rooms = patch.rooms.iter().all(|(id, room)| {
        let Some(offer) = ground.offer_of(Place::Provision(*id)) else { return true };
        let inside = then.iter().filter(|taken| taken.offer as usize == offer);
        let living: usize = inside.map(|taken| ground.children(*taken).len()).sum();
        i64::try_from(living).is_ok_and(|living| living <= *room)
    });
    once && pinned && homes && rooms
}
