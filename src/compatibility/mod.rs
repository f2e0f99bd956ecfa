//! The compatibility graph: who could live where.
//!
//! *Takes* a scenario. *Gives* a bipartite [`Graph`] of the children in scope and the places open to them.
//! *Never* weighs one place against another: that is for levels and preferences.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::{Child, ChildId, HouseholdId, Place, ProvisionId, Rows, Scenario};
use crate::policy::{Pairs, Shortlist, provision};

/// Children in scope, places, and an edge wherever every pair rule and decision leaves the place open to the child.
#[derive(Clone, Debug)]
pub struct Graph {
    edges: Arc<Edges>,
    /// Children pinned by [`Graph::pinned`], and where; none = nowhere that is open.
    pinned: BTreeMap<ChildId, Option<Place>>,
}

/// The edges, read from either side. Places are numbered, homes first.
#[derive(Debug)]
struct Edges {
    homes: usize,
    provisions: usize,
    of_child: Rows,
    of_place: Rows,
    must_place: BTreeSet<ChildId>,
}

/// Builds the graph, on the threads of the caller's pool; however many there are, it is the same.
pub fn graph(scenario: &Scenario) -> Graph {
    let pairs = Pairs::of(scenario);
    let shortlist = pairs.shortlist();
    let (homes, provisions) = (scenario.households.len(), scenario.provisions.len());
    let open = |child: &Child| open_to(scenario, &pairs, &shortlist, child);
    let of_child = Rows::of(scenario.children.par_iter().map(open).collect());
    let of_place = of_child.turned(homes + provisions);
    let must_place = scenario.in_scope().map(|child| child.id).filter(|child| pairs.is_pinned(*child)).collect();
    let edges = Edges { homes, provisions, of_child, of_place, must_place };
    Graph { edges: Arc::new(edges), pinned: BTreeMap::new() }
}

/// The numbers of the places that are open to a child, in order.
fn open_to(scenario: &Scenario, pairs: &Pairs<'_>, shortlist: &Shortlist<'_, '_>, child: &Child) -> Vec<u32> {
    if !child.in_scope() {
        return Vec::new();
    }
    let mut open: Vec<u32> = shortlist.open_homes(child).into_iter().map(|home| number(home.index())).collect();
    if !pairs.is_pinned(child.id) {
        let there = scenario.provisions.iter().filter(|each| provision::is_open(scenario, child, each));
        open.extend(there.map(|each| number(scenario.households.len() + each.id.index())));
    }
    open
}

fn number(position: usize) -> u32 {
    u32::try_from(position).expect("places and children are numbered by u32")
}

impl Edges {
    fn place(&self, number: u32) -> Place {
        let position = number as usize;
        match position.checked_sub(self.homes) {
            None => Place::Home(HouseholdId::at(position)),
            Some(position) => Place::Provision(ProvisionId::at(position)),
        }
    }

    fn number(&self, place: Place) -> u32 {
        number(match place {
            Place::Home(id) => id.index(),
            Place::Provision(id) => self.homes + id.index(),
        })
    }

    fn has(&self, child: ChildId, place: Place) -> bool {
        self.of_child.row(child.index()).binary_search(&self.number(place)).is_ok()
    }
}

impl Graph {
    /// The places open to a child in scope, homes first, in id order.
    pub fn places_of(&self, child: ChildId) -> Vec<Place> {
        match self.pinned.get(&child) {
            Some(place) => place.iter().copied().collect(),
            None => self.edges.of_child.row(child.index()).iter().map(|number| self.edges.place(*number)).collect(),
        }
    }

    /// The children in scope to whom a place is open, in id order.
    pub fn children_of(&self, place: Place) -> Vec<ChildId> {
        let row = self.edges.of_place.row(self.edges.number(place) as usize);
        let children = row.iter().map(|child| ChildId::at(*child as usize));
        children.filter(|child| self.pinned.get(child).is_none_or(|there| *there == Some(place))).collect()
    }

    /// Whether the place is open to the child.
    pub fn is_open(&self, child: ChildId, place: Place) -> bool {
        match self.pinned.get(&child) {
            Some(there) => *there == Some(place),
            None => self.edges.has(child, place),
        }
    }

    /// Whether the child must be placed: a person pinned it, or [`Graph::pinned`] did.
    pub fn must_place(&self, child: ChildId) -> bool {
        self.edges.must_place.contains(&child) || self.pinned.contains_key(&child)
    }

    /// The same graph with one child in scope pinned to one place that is open to it.
    #[must_use]
    pub fn pinned(&self, child: ChildId, place: Place) -> Self {
        let mut pinned = self.clone();
        pinned.pinned.insert(child, self.is_open(child, place).then_some(place));
        pinned
    }

    /// How many pairs are open.
    pub fn pairs(&self) -> usize {
        let closed = |(child, there): (&ChildId, &Option<Place>)| {
            self.edges.of_child.row(child.index()).len() - usize::from(there.is_some())
        };
        self.edges.of_child.total() - self.pinned.iter().map(closed).sum::<usize>()
    }

    /// Every place, homes first.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        (0..self.edges.homes + self.edges.provisions).map(|position| self.edges.place(number(position)))
    }
}
