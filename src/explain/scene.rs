//! What every reason looks at: the proposal laid out by place, and who is bound to whom.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::compatibility::Graph;
use crate::domain::{ChildId, HouseholdId, LevelId, Place, Placement, Plan, Proposal, ProvisionId, Scenario};
use crate::policy::limits::{self, Limit};
use crate::policy::{Objection, Pairs, provision};

/// A proposal, indexed for asking "what if".
pub(super) struct Scene<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) graph: &'a Graph,
    pub(super) proposal: &'a Proposal,
    pub(super) pairs: Pairs<'a>,
    /// Every level: the priorities in their order, then those left out.
    pub(super) order: Vec<LevelId>,
    limits: Vec<&'static dyn Limit>,
    /// By the place's position, see [`Scene::position`].
    staying: Vec<Vec<ChildId>>,
    living: Vec<Vec<ChildId>>,
    /// By the child's position: whom it can only live with (itself included), in id order.
    bound: Vec<Vec<ChildId>>,
    /// What those who stay in a home break by themselves, where they do.
    broken: BTreeMap<HouseholdId, Vec<Objection>>,
    /// By the child's position: the places it could have, see [`Scene::places_of`].
    places: Vec<Vec<Place>>,
    /// In-house and kinship homes.
    pub(super) homes_in_house: usize,
    /// By the provision's position: a unit that nobody has.
    free_unit: Vec<u32>,
}

impl<'a> Scene<'a> {
    /// Lays out the proposal.
    pub(super) fn of(scenario: &'a Scenario, graph: &'a Graph, proposal: &'a Proposal) -> Self {
        let limits = limits::active(scenario);
        let mut scene = Self {
            scenario,
            graph,
            proposal,
            pairs: Pairs::of(scenario),
            order: order_of_levels(scenario),
            bound: bonds(scenario, &limits),
            limits,
            staying: by_place(scenario, |child| {
                let child = scenario.child(child);
                child.current.filter(|_| !child.in_scope())
            }),
            living: by_place(scenario, |child| proposal.of(child).map(|placement| placement.place)),
            broken: BTreeMap::new(),
            places: Vec::new(),
            homes_in_house: scenario.households.iter().filter(|home| home.is_in_house()).count(),
            free_unit: free_units(scenario, proposal),
        };
        scene.broken = scenario.households.iter().filter_map(|home| scene.broken_by_those_who_stay(home.id)).collect();
        scene.places = scenario
            .children
            .par_iter()
            .map(|child| {
                let open = graph.places_of(child.id).into_iter();
                open.filter(|place| scene.could_live(scene.bound_to(child.id), *place)).collect()
            })
            .collect();
        scene
    }

    /// A place's position among homes, then provisions.
    pub(super) fn position(&self, place: Place) -> usize {
        position(self.scenario, place)
    }

    /// Whom the child can only live with (must-together, in scope), itself included, in id order.
    pub(super) fn bound_to(&self, child: ChildId) -> &[ChildId] {
        &self.bound[child.index()]
    }

    /// The places that the child could have, homes first: open by every pair rule and decision to it and to those it
    /// is bound to, with room for them beside those who stay.
    pub(super) fn places_of(&self, child: ChildId) -> &[Place] {
        &self.places[child.index()]
    }

    /// Who stays there.
    pub(super) fn staying_at(&self, place: Place) -> &[ChildId] {
        &self.staying[self.position(place)]
    }

    /// Who would live there, those who stay included.
    pub(super) fn living_at(&self, place: Place) -> &[ChildId] {
        &self.living[self.position(place)]
    }

    /// Who would move in or keep a place there: the children in scope.
    pub(super) fn placed_at(&self, place: Place) -> impl Iterator<Item = ChildId> {
        self.living_at(place).iter().copied().filter(|child| self.scenario.child(*child).in_scope())
    }

    /// The child and its brothers and sisters in scope, in id order.
    fn family(&self, of: ChildId) -> impl Iterator<Item = ChildId> {
        let group = self.scenario.child(of).group.map(|group| self.scenario.groups[group.index()].members.as_slice());
        let alone = if group.is_none() { Some(of) } else { None };
        let all = group.into_iter().flatten().copied().chain(alone);
        all.filter(|child| self.scenario.child(*child).in_scope())
    }

    /// The children in scope of one sibling group who would live together in this home or unit, in id order.
    pub(super) fn siblings_at(&self, of: ChildId, placement: Placement) -> Vec<ChildId> {
        self.family(of).filter(|each| self.proposal.of(*each) == Some(placement)).collect()
    }

    /// The units of a provision in which brothers and sisters of the child would live, by their eldest id.
    pub(super) fn units_of_siblings(&self, of: ChildId, id: ProvisionId) -> Vec<Placement> {
        let siblings = self.family(of).filter(|each| *each != of);
        let placements = siblings.filter_map(|each| self.proposal.of(each));
        let mut there: Vec<Placement> = placements.filter(|each| each.place == Place::Provision(id)).collect();
        there.dedup();
        there
    }

    /// A unit of the provision that nobody has.
    pub(super) fn free_unit(&self, id: ProvisionId) -> u32 {
        self.free_unit[id.index()]
    }

    /// The child's unit: the siblings in scope with whom it would live, or to whom it is bound if it is unplaced.
    pub(super) fn unit_of(&self, child: ChildId) -> Vec<ChildId> {
        match self.proposal.of(child) {
            Some(placement) => self.siblings_at(child, placement),
            None => self.bound_to(child).to_vec(),
        }
    }

    /// Whether all of them could live there together, if nobody else in scope did.
    pub(super) fn could_live(&self, together: &[ChildId], place: Place) -> bool {
        together.iter().all(|child| self.graph.is_open(*child, place))
            && match place {
                Place::Home(home) if self.broken.contains_key(&home) => false,
                _ => self.has_room(place, self.staying_at(place), together),
            }
    }

    /// Whether these can join those who live there, as one unit of their own in a provision, as far as limits go.
    pub(super) fn has_room(&self, place: Place, living: &[ChildId], movers: &[ChildId]) -> bool {
        match place {
            Place::Home(home) => {
                let everyone = sorted(&[living, movers].concat());
                let household = self.scenario.household(home);
                self.limits.iter().all(|limit| limit.holds(self.scenario, household, &everyone))
            }
            Place::Provision(id) => self.unit_breaches(id, movers, living.len() + movers.len()).is_empty(),
        }
    }

    /// What is wrong if exactly these live in the home, in any order.
    pub(super) fn breaches(&self, home: HouseholdId, everyone: &[ChildId]) -> Vec<Objection> {
        let everyone = sorted(everyone);
        self.limits
            .iter()
            .filter_map(|limit| {
                let found = limit.breach(self.scenario, self.scenario.household(home), &everyone)?;
                Some(Objection { id: limit.about().id, found })
            })
            .collect()
    }

    /// What is wrong if these join those who stay. A limit that those who stay break alone closes the home too.
    pub(super) fn breaches_beside_those_who_stay(&self, home: HouseholdId, movers: &[ChildId]) -> Vec<Objection> {
        let mut found = self.breaches(home, &[self.staying_at(Place::Home(home)), movers].concat());
        for already in self.broken.get(&home).into_iter().flatten() {
            if found.iter().all(|known| known.id != already.id) {
                found.push(already.clone());
            }
        }
        found
    }

    fn broken_by_those_who_stay(&self, home: HouseholdId) -> Option<(HouseholdId, Vec<Objection>)> {
        let staying = self.staying_at(Place::Home(home));
        let breaches = if staying.is_empty() { Vec::new() } else { self.breaches(home, staying) };
        (!breaches.is_empty()).then_some((home, breaches))
    }

    /// What is wrong if exactly these are one unit of the provision, and so many children live there in all.
    pub(super) fn unit_breaches(&self, id: ProvisionId, unit: &[ChildId], in_all: usize) -> Vec<Objection> {
        let provision = self.scenario.provision(id);
        let full = provision.capacity.filter(|capacity| i64::try_from(in_all).is_ok_and(|count| count > *capacity));
        let full =
            full.map(|capacity| Objection { id: "capacity", found: format!("{in_all} children, room for {capacity}") });
        full.into_iter().chain(provision::unit_breach(self.scenario, provision, unit)).collect()
    }
}

/// Every level: the priorities in their order, then those left out in the default order.
pub(super) fn order_of_levels(scenario: &Scenario) -> Vec<LevelId> {
    let asked = &scenario.settings.priorities;
    let left_out = LevelId::ALL.iter().filter(|level| !asked.contains(level));
    asked.iter().chain(left_out).copied().collect()
}

/// Each child once, in id order.
pub(super) fn sorted(children: &[ChildId]) -> Vec<ChildId> {
    let mut all = children.to_vec();
    all.sort_unstable();
    all.dedup();
    all
}

fn position(scenario: &Scenario, place: Place) -> usize {
    match place {
        Place::Home(id) => id.index(),
        Place::Provision(id) => scenario.households.len() + id.index(),
    }
}

fn free_units(scenario: &Scenario, proposal: &Proposal) -> Vec<u32> {
    let mut free = vec![0; scenario.provisions.len()];
    for placement in scenario.children.iter().filter_map(|child| proposal.of(child.id)) {
        if let Place::Provision(id) = placement.place {
            free[id.index()] = free[id.index()].max(placement.unit + 1);
        }
    }
    free
}

fn by_place(scenario: &Scenario, place_of: impl Fn(ChildId) -> Option<Place>) -> Vec<Vec<ChildId>> {
    let mut by_place = vec![Vec::new(); scenario.households.len() + scenario.provisions.len()];
    for child in &scenario.children {
        if let Some(place) = place_of(child.id) {
            by_place[position(scenario, place)].push(child.id);
        }
    }
    by_place
}

/// Children in scope joined by must-together plans, links of links included.
fn bonds(scenario: &Scenario, limits: &[&dyn Limit]) -> Vec<Vec<ChildId>> {
    let mut bound: Vec<Vec<ChildId>> = scenario.children.iter().map(|child| vec![child.id]).collect();
    if limits.iter().all(|limit| limit.about().id != "must-together") {
        return bound;
    }
    let in_scope = |child: ChildId| scenario.child(child).in_scope();
    for ((a, b), relation) in &scenario.relations {
        let joined = relation.plan == Plan::MustTogether && scenario.are_siblings(*a, *b);
        if joined && in_scope(*a) && in_scope(*b) && !bound[a.index()].contains(b) {
            let all = sorted(&[bound[a.index()].as_slice(), bound[b.index()].as_slice()].concat());
            for child in &all {
                bound[child.index()].clone_from(&all);
            }
        }
    }
    bound
}
