//! What every certificate of a scenario is checked against: who may live where, and with whom.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::domain::{Child, ChildId, Companions, GroupId, HouseholdId, Place, Plan, Provision, ProvisionId, Scenario};
use crate::policy::limits::{self, Limit};
use crate::policy::{Pairs, provision};

/// The sibling group of a child, or the child itself.
pub(super) type Family = Result<GroupId, ChildId>;

/// The places and who could come.
pub(super) struct Ground<'s> {
    pub(super) scenario: &'s Scenario,
    /// Limits that a part of a lawful company keeps.
    pub(super) hereditary: Vec<&'static dyn Limit>,
    /// The others: `must-together`.
    pub(super) others: Vec<&'static dyn Limit>,
    homes: Vec<Vec<ChildId>>,
    provisions: Vec<Vec<ChildId>>,
    staying: Vec<Vec<ChildId>>,
    room: Vec<Option<i64>>,
    must_place: Vec<bool>,
    /// Children who should live apart from somebody.
    better_apart: BTreeSet<ChildId>,
    /// Whether the limit `solo` is on.
    solo: bool,
    /// Children who must live with somebody.
    bound: BTreeSet<ChildId>,
}

impl<'s> Ground<'s> {
    pub(super) fn of(scenario: &'s Scenario) -> Self {
        let pairs = Pairs::of(scenario);
        let (hereditary, others) = limits::active(scenario).into_iter().partition(|limit| limit.is_hereditary());
        let mut ground = Self {
            scenario,
            hereditary,
            others,
            homes: vec![Vec::new(); scenario.households.len()],
            provisions: vec![Vec::new(); scenario.provisions.len()],
            staying: vec![Vec::new(); scenario.households.len()],
            room: scenario.provisions.iter().map(|each| each.capacity).collect(),
            must_place: scenario.children.iter().map(|child| child.in_scope() && pairs.is_pinned(child.id)).collect(),
            better_apart: planned(scenario, Plan::ShouldApart),
            solo: scenario.switched_off("solo").is_none(),
            bound: planned(scenario, Plan::MustTogether),
        };
        for child in scenario.children.iter().filter(|child| !child.in_scope()) {
            match child.current {
                Some(Place::Home(id)) => ground.staying[id.index()].push(child.id),
                Some(Place::Provision(id)) => {
                    if let Some(room) = &mut ground.room[id.index()] {
                        *room = room.saturating_sub(1);
                    }
                }
                None => {}
            }
        }
        ground.open(&pairs);
        ground
    }

    /// Asks every child in scope where it could live.
    fn open(&mut self, pairs: &Pairs<'s>) {
        let scenario = self.scenario;
        let shortlist = pairs.shortlist();
        let places = |child: &&Child| {
            let homes = shortlist.open_homes(child);
            let may_live =
                |there: &&Provision| !pairs.is_pinned(child.id) && provision::is_open(scenario, child, there);
            let provisions: Vec<ProvisionId> =
                scenario.provisions.iter().filter(may_live).map(|each| each.id).collect();
            (homes, provisions)
        };
        let scope: Vec<&Child> = scenario.in_scope().collect();
        let places: Vec<_> = scope.par_iter().map(places).collect();
        for (child, (homes, provisions)) in scope.iter().zip(places) {
            for home in homes {
                self.homes[home.index()].push(child.id);
            }
            for there in provisions {
                self.provisions[there.index()].push(child.id);
            }
        }
    }

    /// The children in scope to whom a place is open, in id order.
    pub(super) fn open_to(&self, place: Place) -> &[ChildId] {
        match place {
            Place::Home(id) => &self.homes[id.index()],
            Place::Provision(id) => &self.provisions[id.index()],
        }
    }

    /// Who stays in a home, in id order.
    pub(super) fn staying_in(&self, home: HouseholdId) -> &[ChildId] {
        &self.staying[home.index()]
    }

    /// For how many children a provision has room beside those who stay, at least none; none = unlimited.
    pub(super) fn room(&self, there: ProvisionId) -> Option<i64> {
        self.room[there.index()].map(|room| room.max(0))
    }

    /// Whether a decision leaves no lawful proposal in which the child has no place.
    pub(super) fn must_place(&self, child: ChildId) -> bool {
        self.must_place[child.index()]
    }

    /// Whether two children of different families could add to a level by living together.
    pub(super) fn may_disturb(&self, child: ChildId) -> bool {
        self.better_apart.contains(&child)
    }

    /// Whether one of these is to be the only child of its home.
    pub(super) fn any_solo(&self, children: &[ChildId]) -> bool {
        let alone = |child: &ChildId| self.scenario.child(*child).companions == Companions::Solo;
        self.solo && children.iter().any(alone)
    }

    pub(super) fn family(&self, child: ChildId) -> Family {
        self.scenario.child(child).group.ok_or(child)
    }

    /// Whether a plan binds the child to siblings, so that it may have to come where it costs.
    pub(super) fn is_bound(&self, child: ChildId) -> bool {
        self.bound.contains(&child)
    }
}

/// The children of whom some pair has this plan.
fn planned(scenario: &Scenario, plan: Plan) -> BTreeSet<ChildId> {
    let pairs = scenario.relations.iter().filter(|(_, relation)| relation.plan == plan);
    pairs.flat_map(|((a, b), _)| [*a, *b]).collect()
}
