//! The ground of a search among offers: what a unit and a company of units are worth, and what a provision holds.

use std::collections::BTreeMap;

use super::Matter;
use crate::compatibility::Graph;
use crate::domain::{ChildId, Place, Scenario};
use crate::model::Offer;
use crate::policy::levels::{self, Level};
use crate::policy::provision;

/// A unit of an offer, by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Taken {
    pub(super) offer: u32,
    pub(super) unit: u32,
}

impl Taken {
    pub(super) fn of(offer: usize, unit: usize) -> Self {
        let small = |position: usize| u32::try_from(position).expect("fewer than 4,294,967,296 units in a place");
        Self { offer: small(offer), unit: small(unit) }
    }
}

/// A scenario's offers, ready for a search.
pub(super) struct Ground<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) graph: &'a Graph,
    pub(super) offers: &'a [Offer],
    pub(super) levels: Vec<&'static dyn Level>,
    /// How many children in scope a provision holds, by offer; none for a home, or where all have room.
    pub(super) room: Vec<Option<i64>>,
    /// The position of the offer of a place.
    of_place: BTreeMap<Place, usize>,
    /// With whom of other sibling groups a child should not live.
    apart: BTreeMap<ChildId, Vec<ChildId>>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(Matter { scenario, graph, offers }: Matter<'a>) -> Self {
        let mut apart: BTreeMap<ChildId, Vec<ChildId>> = BTreeMap::new();
        for (a, b) in scenario.should_apart() {
            apart.entry(a).or_default().push(b);
            apart.entry(b).or_default().push(a);
        }
        let room = |offer: &Offer| match offer.place {
            Place::Home(_) => None,
            Place::Provision(id) => provision::room(scenario, scenario.provision(id)),
        };
        Self {
            scenario,
            graph,
            offers,
            levels: scenario.settings.priorities.iter().map(|id| levels::level(*id)).collect(),
            room: offers.iter().map(room).collect(),
            of_place: offers.iter().enumerate().map(|(position, offer)| (offer.place, position)).collect(),
            apart,
        }
    }

    pub(super) fn children(&self, taken: Taken) -> &'a [ChildId] {
        &self.offers[taken.offer as usize].units[taken.unit as usize].children
    }

    /// The offer of a place, if it could take anybody.
    pub(super) fn offer_of(&self, place: Place) -> Option<usize> {
        self.of_place.get(&place).copied()
    }

    /// What the units that live together in a place change at every level.
    pub(super) fn worth(&self, offer: usize, units: &[u32]) -> Vec<i64> {
        let there = &self.offers[offer];
        let members = |unit: &u32| &there.units[*unit as usize].children;
        let mut worth: Vec<i64> = self
            .levels
            .iter()
            .map(|level| {
                let charge = |unit| level.charge(self.scenario, members(unit), there.place, &there.staying);
                units.iter().map(charge).sum()
            })
            .collect();
        if matches!(there.place, Place::Home(_)) {
            for (position, first) in units.iter().enumerate() {
                for (a, b) in
                    units[position + 1..].iter().flat_map(|second| self.unwanted(members(first), members(second)))
                {
                    for (sum, level) in worth.iter_mut().zip(&self.levels) {
                        *sum += level.pair_charge(self.scenario, a, b);
                    }
                }
            }
        }
        worth
    }

    /// The pairs of two units who should not live together.
    fn unwanted(&self, first: &[ChildId], second: &[ChildId]) -> Vec<(ChildId, ChildId)> {
        let of = |a: &ChildId| self.apart.get(a).into_iter().flatten().map(|b| (*a, *b)).collect::<Vec<_>>();
        first.iter().flat_map(of).filter(|(_, b)| second.contains(b)).collect()
    }
}
