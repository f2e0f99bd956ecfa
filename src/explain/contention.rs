//! Contention: which children compete for which places.

use std::collections::{BTreeSet, VecDeque};

use super::scene::Scene;
use super::unmet::is_family;
use super::{Contention, Want};
use crate::domain::{ChildId, HouseholdId, Place};

/// Who competes.
#[derive(PartialEq, Eq)]
pub(super) enum Rivals {
    /// No place is open.
    NoPlace,
    /// These.
    Listed(Contention),
    /// So many that nobody would read who they are.
    TooMany,
}

/// Who competes with these children for what they want, if that is found in so many steps.
pub(super) fn of(scene: &Scene<'_>, about: &[ChildId], want: Want, open_homes: &[HouseholdId], steps: usize) -> Rivals {
    let contention = match want {
        Want::Siblings => Some(for_all_together(scene, about, open_homes)),
        Want::Placement => Chain::of(scene, about, |_| true, steps),
        Want::Family => Chain::of(scene, about, |place| is_family(scene, place), steps),
        Want::InHouse => Chain::of(scene, about, |place| scene.scenario.is_in_house(place), steps),
    };
    match contention {
        None => Rivals::TooMany,
        Some(contention) if contention.places.is_empty() => Rivals::NoPlace,
        Some(contention) => Rivals::Listed(contention),
    }
}

/// The homes that could take them all, and who would live there.
fn for_all_together(scene: &Scene<'_>, about: &[ChildId], open_homes: &[HouseholdId]) -> Contention {
    let places: Vec<Place> = open_homes.iter().copied().map(Place::Home).collect();
    let in_scope = about.iter().copied().filter(|child| scene.scenario.child(*child).in_scope());
    let children: BTreeSet<ChildId> = in_scope.chain(places.iter().flat_map(|place| scene.placed_at(*place))).collect();
    Contention { children: children.into_iter().collect(), places }
}

/// An alternating closure in the making: the places that the children could have, the children who would live there,
/// the places that they could have, and so on.
///
/// A child who could as well live in a place that is not reached moves there, in a copy of the proposal that leaves
/// the same children unplaced, and is no rival. In the end nobody outside the set lives in one of its places, and
/// nobody within could live outside them; so whatever the set could do better by itself, the whole could do better.
struct Chain<'a, F> {
    scene: &'a Scene<'a>,
    /// Which places meet the want.
    counts: F,
    /// By the child's position: whether it is of the set.
    children: Vec<bool>,
    /// By the place's position: whether it is reached.
    reached: Vec<bool>,
    /// By the place's position: who lives there, where that differs from the proposal.
    moved: Vec<Option<Vec<ChildId>>>,
    /// Reached, and not yet looked into.
    to_look: VecDeque<Place>,
    /// How many more places may be looked at.
    steps: usize,
}

impl<'a, F: Fn(Place) -> bool> Chain<'a, F> {
    /// None = it takes more steps than these.
    fn of(scene: &'a Scene<'a>, start: &[ChildId], counts: F, steps: usize) -> Option<Contention> {
        let places = scene.scenario.households.len() + scene.scenario.provisions.len();
        let mut chain = Self {
            scene,
            counts,
            children: vec![false; scene.scenario.children.len()],
            reached: vec![false; places],
            moved: vec![None; places],
            to_look: VecDeque::new(),
            steps,
        };
        chain.include(start);
        let mut rivals: VecDeque<(ChildId, Place)> = VecDeque::new();
        loop {
            while let Some(place) = chain.to_look.pop_front() {
                let living: Vec<ChildId> = chain.living_at(place).to_vec();
                rivals.extend(living.into_iter().filter(|each| !chain.leaves(*each, place)).map(|each| (each, place)));
            }
            let Some((rival, place)) = rivals.pop_front() else { break };
            if !chain.leaves(rival, place) {
                let bound = scene.bound_to(rival);
                chain.include(bound);
            }
            if chain.steps == 0 {
                return None;
            }
        }
        Some(Contention {
            children: scene.scenario.in_scope().map(|child| child.id).filter(|id| chain.children[id.index()]).collect(),
            places: scene.graph.places().filter(|place| chain.reached[scene.position(*place)]).collect(),
        })
    }

    /// Adds children, and reaches every place that they could have.
    fn include(&mut self, children: &[ChildId]) {
        for child in children {
            if std::mem::replace(&mut self.children[child.index()], true) {
                continue;
            }
            let places = self.scene.places_of(*child);
            self.steps = self.steps.saturating_sub(places.len());
            for place in places.iter().filter(|place| (self.counts)(**place)) {
                if !std::mem::replace(&mut self.reached[self.scene.position(*place)], true) {
                    self.to_look.push_back(*place);
                }
            }
        }
    }

    fn living_at(&self, place: Place) -> &[ChildId] {
        self.moved[self.scene.position(place)].as_ref().map_or_else(|| self.scene.living_at(place), Vec::as_slice)
    }

    /// Whether the child is no rival for this place: it stays there, is of the set, has left, or can leave now.
    fn leaves(&mut self, child: ChildId, place: Place) -> bool {
        let stays = !self.scene.scenario.child(child).in_scope();
        stays || self.children[child.index()] || !self.living_at(place).contains(&child) || self.move_out(child, place)
    }

    /// Moves the child, with those it is bound to, to a place that is not reached, if one can take them as it is.
    fn move_out(&mut self, child: ChildId, from: Place) -> bool {
        let scene = self.scene;
        let bound = scene.bound_to(child);
        let mut looked = 0;
        let elsewhere = scene.places_of(child).iter().copied().find(|place| {
            looked += 1;
            !self.reached[scene.position(*place)]
                && (self.counts)(*place)
                && scene.has_room(*place, self.living_at(*place), bound)
        });
        self.steps = self.steps.saturating_sub(looked);
        let Some(to) = elsewhere else { return false };
        let left = self.living_at(from).iter().copied().filter(|each| !bound.contains(each)).collect();
        let joined = [self.living_at(to), bound].concat();
        self.moved[scene.position(from)] = Some(left);
        self.moved[scene.position(to)] = Some(joined);
        true
    }
}
