//! The network of children and places, and the flow on it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Bottleneck;
use super::matching::Matching;
use super::room::Rooms;
use crate::domain::{Child, ChildId, HouseholdId, Place, ProvisionId, Rows, Scenario};
use crate::policy::{Pairs, Shortlist, provision};

/// Places with room for some but not for all to whom they are open, and the children who depend on them.
pub(super) struct Network<'s> {
    scenario: &'s Scenario,
    /// Children in scope, neighbours beside each other.
    children: Vec<&'s Child>,
    /// Children to whom a place is open that has room for everybody who could come: placed without asking the flow.
    is_free: Vec<bool>,
    /// Who else can go where, both by position; places by number, homes first.
    open: Rows,
    rooms: Vec<usize>,
}

impl<'s> Network<'s> {
    pub(super) fn of(scenario: &'s Scenario) -> Self {
        let mut children: Vec<&Child> = scenario.in_scope().collect();
        children.sort_by_key(|child| (child.locality, child.id));
        let open = open(scenario, &children);
        let places = scenario.households.len() + scenario.provisions.len();
        let open_to = open.turned(places);
        let rooms: Vec<usize> = rooms(scenario, &children, &open_to);
        let is_free = free(&open, &open_to, &rooms);
        Self { scenario, children, is_free, open, rooms }
    }

    /// For each of these classes of children, the most of it and those before it that can be placed together; and, where
    /// not everybody can, what stands in the way.
    ///
    /// One flow that grows class by class: a path that lets one child more in leaves nobody out who was in.
    pub(super) fn flows(&self, classes: &[&dyn Fn(&Child) -> bool]) -> (Vec<usize>, Option<Bottleneck>) {
        let mut matching = Matching::new(&self.open, &self.rooms);
        let mut free = 0;
        let mut placed = Vec::new();
        for is_of in classes {
            let of_class = self.children.iter().zip(&self.is_free).enumerate().filter(|(_, (child, _))| is_of(child));
            let (left, asked): (Vec<_>, Vec<_>) = of_class.partition(|(_, (_, is_free))| **is_free);
            free += left.len();
            matching.add(asked.into_iter().map(|(position, _)| position));
            placed.push(matching.grow() + free);
        }
        (placed, matching.stuck().map(|(children, places)| self.bottleneck(&children, &places)))
    }

    fn bottleneck(&self, children: &[usize], places: &[usize]) -> Bottleneck {
        let homes = self.scenario.households.len();
        let place = |number: usize| match number.checked_sub(homes) {
            None => Place::Home(HouseholdId::at(number)),
            Some(position) => Place::Provision(ProvisionId::at(position)),
        };
        let children: BTreeSet<ChildId> = children.iter().map(|position| self.children[*position].id).collect();
        Bottleneck {
            children: children.into_iter().collect(),
            places: places.iter().map(|number| place(*number)).collect(),
            room: places.iter().map(|number| self.rooms[*number]).sum(),
        }
    }
}

/// The places that are open to each child, and that it could join.
fn open(scenario: &Scenario, children: &[&Child]) -> Rows {
    let pairs = Pairs::of(scenario);
    let near = pairs.shortlist();
    let joining = Rooms::of(scenario);
    Rows::of(children.par_iter().map(|child| places(scenario, &pairs, &near, &joining, child)).collect())
}

/// What is too far is left out by the list of homes that are near; all else is asked of the rules in their plain reading.
fn places(
    scenario: &Scenario,
    pairs: &Pairs<'_>,
    near: &Shortlist<'_, '_>,
    joining: &Rooms<'_>,
    child: &Child,
) -> Vec<u32> {
    let number = |position: usize| u32::try_from(position).expect("places are numbered by u32");
    let homes = near.near_homes(child).into_iter().filter(|home| {
        let home = scenario.household(*home);
        pairs.is_open(child, home) && joining.may_join(home, child)
    });
    let mut open: Vec<u32> = homes.map(|home| number(home.index())).collect();
    if !pairs.is_pinned(child.id) {
        let there = scenario.provisions.iter().filter(|each| provision::is_open(scenario, child, each));
        open.extend(there.map(|each| number(scenario.households.len() + each.id.index())));
    }
    open
}

/// The room of each place for the children to whom it is open.
fn rooms(scenario: &Scenario, children: &[&Child], open_to: &Rows) -> Vec<usize> {
    let rooms = Rooms::of(scenario);
    let whom = |number: usize| open_to.row(number).iter().map(|child| children[*child as usize]).collect::<Vec<_>>();
    let homes = scenario.households.iter().map(|home| rooms.home(home, &whom(home.id.index())));
    let homes_count = scenario.households.len();
    let provisions = scenario.provisions.iter().map(|each| rooms.provision(each, &whom(homes_count + each.id.index())));
    homes.chain(provisions).collect()
}

/// A place with room for everybody left takes them all, and leaves more room elsewhere: again until nothing changes.
fn free(open: &Rows, open_to: &Rows, rooms: &[usize]) -> Vec<bool> {
    let mut is_free = vec![false; open.count()];
    let mut left: Vec<usize> = (0..rooms.len()).map(|place| open_to.row(place).len()).collect();
    let mut ample: Vec<usize> = (0..rooms.len()).filter(|place| rooms[*place] >= left[*place]).collect();
    while let Some(place) = ample.pop() {
        for child in open_to.row(place) {
            let child = *child as usize;
            if std::mem::replace(&mut is_free[child], true) {
                continue;
            }
            for other in open.row(child) {
                let other = *other as usize;
                left[other] -= 1;
                // Once: when the last who was too many is gone.
                if rooms[other] == left[other] {
                    ample.push(other);
                }
            }
        }
    }
    is_free
}
