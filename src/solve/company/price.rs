//! Pricing everything: the least company of every home, the least packing of every group in every provision.

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::home::Homes;
use super::packing::Packings;
use super::prices::{Amount, Prices};
use super::{Companies, Site};
use crate::domain::{Place, ProvisionId};

/// How many places one task prices; the sums are made in the order of the tasks, whoever did them.
const SITES_A_TASK: usize = 64;

/// How many companies of a home are looked at, at most, to climb and to claim.
pub(super) const TO_CLIMB: usize = 2_000;
pub(super) const TO_CLAIM: usize = 1_000_000;

/// What a place of each provision cost when it was last filled.
pub(super) struct Guess(Vec<Mutex<Option<f64>>>);

impl Guess {
    pub(super) fn none(companies: &Companies<'_>) -> Self {
        Self(companies.rooms.iter().map(|_| Mutex::default()).collect())
    }
}

/// The least choice at some prices.
pub(super) struct Priced<T> {
    /// What it costs: charges, children and places.
    pub(super) cost: T,
    /// Its units, in order.
    pub(super) units: Vec<u32>,
}

impl Companies<'_> {
    /// What a unit costs at these prices; nothing where it is closed, so that it is not worth having.
    pub(super) fn cost<T: Amount>(&self, prices: &Prices<T>, unit: usize) -> T {
        let mut cost = T::default();
        if self.is_closed(unit) {
            return cost;
        }
        for (charge, weight) in self.charges(unit).iter().zip(&prices.levels) {
            cost = cost + T::from(*charge) * *weight;
        }
        for child in self.units.children(unit) {
            cost = cost + prices.children[*child as usize];
        }
        if let Some(set) = (!prices.groups.is_empty()).then(|| self.set(unit)).flatten() {
            cost = cost + prices.groups[set];
        }
        if !prices.quotients.is_empty() {
            cost = cost + prices.quotients.of_unit(self.units.children(unit), self.charges(unit));
        }
        cost
    }

    /// What a unit costs in this provision: each child takes a place. A closed unit is not worth having there either.
    pub(super) fn cost_in<T: Amount>(&self, prices: &Prices<T>, provision: usize, unit: usize) -> T {
        let size = i32::try_from(self.units.size(unit)).expect("a unit holds few children");
        let cost = self.cost(prices, unit) + T::from(size) * prices.provisions[provision];
        if prices.quotients.is_empty() || self.is_closed(unit) {
            return cost;
        }
        let there = Place::Provision(ProvisionId::at(provision));
        cost + prices.quotients.of_unit_in(there, self.units.children(unit), self.charges(unit))
    }

    /// The least choice of every place at these prices.
    pub(super) fn price<T: Amount>(&self, prices: &Prices<T>, most_nodes: usize) -> Priced<T> {
        let in_provision = |some: &mut Priced<T>, site: &Site, provision: usize| {
            let mut packings = Packings::new();
            for family in self.families(site) {
                let cost = |unit| self.cost_in(prices, provision, unit);
                some.cost = some.cost + packings.least(self, family, cost);
                some.units.extend(packings.units().iter().map(|unit| narrow(*unit)));
            }
        };
        self.price_with(prices, most_nodes, &|unit| self.cost(prices, unit), &in_provision)
    }

    /// What the least choice of every place costs where a place of a provision costs what makes the bound the greatest, and
    /// what that is: the prices of places do not count.
    pub(super) fn price_and_fill(&self, prices: &Prices, most_nodes: usize, guess: &Guess) -> (f64, Vec<f64>) {
        let places: Vec<Mutex<f64>> = self.rooms.iter().map(|_| Mutex::new(0.0)).collect();
        let in_provision = |some: &mut Priced<f64>, site: &Site, provision: usize| {
            let before = *lock(&guess.0[provision]);
            let (cost, price) = self.fill(prices, site, self.rooms[provision], before);
            some.cost += cost;
            *lock(&guess.0[provision]) = Some(price);
            *lock(&places[provision]) = price;
        };
        let cost = |unit: usize| self.cost(prices, unit);
        let all = self.price_with(prices, most_nodes, &cost, &in_provision);
        (all.cost, places.into_iter().map(|price| price.into_inner().unwrap_or_else(PoisonError::into_inner)).collect())
    }

    fn price_with<T: Amount>(
        &self,
        prices: &Prices<T>,
        most_nodes: usize,
        cost: &(impl Fn(usize) -> T + Sync),
        in_provision: &(impl Fn(&mut Priced<T>, &Site, usize) + Sync),
    ) -> Priced<T> {
        let price_some = |sites: &Range<usize>| {
            let mut some = Priced { cost: T::default(), units: Vec::new() };
            let mut homes = Homes::within(most_nodes);
            for site in sites.clone() {
                match self.sites[site].place {
                    Place::Home(_) => {
                        some.cost = some.cost + homes.least(self, site, prices, cost);
                        let first = self.sites[site].units.start;
                        some.units.extend(homes.units().iter().map(|unit| narrow(first) + unit));
                    }
                    Place::Provision(id) => in_provision(&mut some, &self.sites[site], id.index()),
                }
            }
            some
        };
        let tasks = self.tasks();
        let tasks: Vec<Priced<T>> = if self.is_small() {
            tasks.iter().map(price_some).collect()
        } else {
            tasks.par_iter().map(price_some).collect()
        };
        let mut all = Priced { cost: T::default(), units: Vec::new() };
        for task in tasks {
            all.cost = all.cost + task.cost;
            all.units.extend(task.units);
        }
        all
    }

    /// Places in order, in the portions that are priced at once: homes by the dozen, each provision by itself.
    fn tasks(&self) -> Vec<Range<usize>> {
        let mut tasks: Vec<Range<usize>> = Vec::new();
        for (site, each) in self.sites.iter().enumerate() {
            let joins = matches!(each.place, Place::Home(_));
            match tasks.last_mut() {
                Some(last) if joins && last.len() < SITES_A_TASK => last.end = site + 1,
                _ => tasks.push(site..site + 1),
            }
        }
        tasks
    }

    /// The units of each family of a place: they follow one another.
    pub(super) fn families<'s>(&'s self, site: &'s Site) -> impl Iterator<Item = Range<usize>> + 's {
        let mut start = site.units.start;
        std::iter::from_fn(move || {
            let family = (start < site.units.end).then(|| self.units.families[start])?;
            let mut end = start + 1;
            while end < site.units.end && self.units.families[end] == family {
                end += 1;
            }
            let units = start..end;
            start = end;
            Some(units)
        })
    }
}

pub(super) fn narrow(n: usize) -> u32 {
    u32::try_from(n).expect("fewer units than 2^32")
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
