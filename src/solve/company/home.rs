//! The least-cost lawful company of one home: depth first over the units that cost less than nothing.

use super::Companies;
use super::law::Memo;
use super::prices::{Amount, Prices};
use super::rest::{Candidate, Rest, Room, in_order, less};
use crate::policy::limits::Strangers;

/// So many candidates are looked at first: of most homes, no others matter once the best company of these is known.
/// Tests have small homes.
const FIRST: usize = if cfg!(test) { 2 } else { 24 };

/// The search of one home after another, with the memory it needs.
pub(super) struct Homes<T> {
    candidates: Vec<Candidate<T>>,
    /// Those that cost more for each child than the first ones.
    aside: Vec<Candidate<T>>,
    rest: Rest<T>,
    /// How many companies may be looked at.
    most_nodes: usize,
    chosen: Vec<u32>,
    sorted: Vec<u32>,
    best: T,
    best_units: Vec<u32>,
    nodes: usize,
    /// Companies that should not be, and cost: by pair of children.
    pairs: Vec<(u32, u32, T)>,
    /// Quotients of which candidates have something left, and how much.
    rests: Vec<(u32, u32)>,
    /// What each quotient is divided by, and costs; nothing where there are none.
    quotients: Vec<(u32, T)>,
    /// What those chosen, and the home, have left of each.
    left: Vec<u32>,
}

impl<T: Amount> Homes<T> {
    /// A search that, once it has looked at so many companies of a home, takes a bound instead: true, only less tight.
    pub(super) fn within(most_nodes: usize) -> Self {
        Self {
            candidates: Vec::new(),
            aside: Vec::new(),
            rest: Rest::new(),
            most_nodes,
            chosen: Vec::new(),
            sorted: Vec::new(),
            best: T::default(),
            best_units: Vec::new(),
            nodes: 0,
            pairs: Vec::new(),
            rests: Vec::new(),
            quotients: Vec::new(),
            left: Vec::new(),
        }
    }

    /// The least cost of a lawful company, nobody included, and its units, numbered in the home; the cost of each unit
    /// is asked.
    pub(super) fn least(
        &mut self,
        companies: &Companies<'_>,
        site: usize,
        prices: &Prices<T>,
        cost: impl Fn(usize) -> T,
    ) -> T {
        self.begin();
        let units = companies.sites[site].units.clone();
        let first = units.start;
        let worth = units.map(|unit| (unit, cost(unit))).filter(|(_, cost)| *cost < T::default());
        self.candidates.extend(worth.map(|(unit, cost)| candidate(companies, first, unit, cost)));
        self.search(companies, site, prices, None)
    }

    /// As [`Homes::least`], for companies that hold this unit, among the others that cost less than nothing.
    pub(super) fn least_with(
        &mut self,
        companies: &Companies<'_>,
        site: usize,
        prices: &Prices<T>,
        forced: usize,
        cost: impl Fn(usize) -> T,
    ) -> T {
        let units = &companies.sites[site].units;
        self.begin();
        let forced = candidate(companies, units.start, forced, cost(forced));
        for unit in units.clone().filter(|unit| companies.units.families[*unit] != forced.family) {
            let cost = cost(unit);
            if cost < T::default() {
                self.candidates.push(candidate(companies, units.start, unit, cost));
            }
        }
        self.search(companies, site, prices, Some(forced))
    }

    /// The units of the last least company, in order.
    pub(super) fn units(&self) -> &[u32] {
        &self.best_units
    }

    fn begin(&mut self) {
        self.candidates.clear();
        self.chosen.clear();
        self.best_units.clear();
        self.pairs.clear();
        self.rests.clear();
        self.quotients.clear();
        self.left.clear();
        self.best = T::default();
        self.nodes = 0;
    }

    fn search(
        &mut self,
        companies: &Companies<'_>,
        site: usize,
        prices: &Prices<T>,
        mut forced: Option<Candidate<T>>,
    ) -> T {
        self.note_rests(companies, site, prices, forced.as_mut());
        if let Some(forced) = &forced {
            self.best = forced.cost + self.beside(forced);
            self.best_units.push(forced.unit);
        } else {
            for each in &self.candidates {
                let cost = each.cost + self.beside(each);
                if cost < self.best {
                    self.best = cost;
                    self.best_units.clear();
                    self.best_units.push(each.unit);
                }
            }
        }
        let free = companies.sites[site].free;
        if self.candidates.is_empty() || free.families < 2 {
            return self.best;
        }
        self.candidates.retain(|each| (each.size as usize) < free.children);
        for pair in &companies.pairs[companies.sites[site].pairs.clone()] {
            let charge =
                pair.charges.iter().zip(&prices.levels).map(|(charge, weight)| T::from(*charge) * *weight).sum();
            if charge != T::default() {
                self.pairs.push((pair.a, pair.b, charge));
            }
        }
        let (so_far, free) = match forced {
            Some(forced) if (forced.size as usize) < free.children => {
                self.chosen.push(forced.unit);
                self.choose(&forced);
                (self.best, less_by(free, forced.size))
            }
            Some(_) => return self.best,
            None => (T::default(), free),
        };
        let mut memo = companies.law[site].lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.set_aside();
        let taken = forced.map_or(0, |forced| forced.bedrooms as usize);
        let bedrooms = companies.sites[site].bedrooms.saturating_sub(taken);
        let room = Room { children: free.children, bedrooms };
        self.rest.arrange(&mut self.candidates, room);
        let all = self.extend(companies, site, &mut memo, (0, room, free.families), so_far);
        if self.call_back(all, so_far, free) {
            self.rest.arrange(&mut self.candidates, room);
            self.chosen.truncate(usize::from(forced.is_some()));
            self.nodes = 0;
            if !self.extend(companies, site, &mut memo, (0, room, free.families), so_far) {
                self.best = less(self.best, self.rest.at_best(0, so_far, room));
            }
        } else if !all {
            self.best = less(self.best, self.rest.at_best(0, so_far, room));
        }
        self.best
    }

    /// Leaves all but the candidates that cost least for each child for later.
    fn set_aside(&mut self) {
        self.aside.clear();
        if self.candidates.len() > FIRST {
            self.candidates.select_nth_unstable_by(FIRST, in_order);
            self.aside.extend(self.candidates.drain(FIRST..));
        }
    }

    /// Puts the candidates that were left for later where they could still be in a company better than the best, if there
    /// are any; all of them where not every company of the first ones was looked at.
    fn call_back(&mut self, all: bool, so_far: T, free: Strangers) -> bool {
        if self.candidates.is_empty() || self.aside.is_empty() {
            return false;
        }
        let one = self.aside.iter().fold(self.rest.one, |least, each| less(least, each.cost));
        let first = self.rest.each;
        let best = self.best;
        let matters = |each: &Candidate<T>| {
            let others = free.families.saturating_sub(1);
            let Some(places) = free.children.checked_sub(each.size as usize) else { return false };
            let mut with = None;
            if let Ok(others) = i32::try_from(others) {
                with = Some(T::from(others) * one);
            }
            if let Ok(places) = i32::try_from(places) {
                let least = T::each(T::from(places) * first.0, first.1);
                with = Some(with.map_or(least, |with| more(with, least)));
            }
            with.is_none_or(|with| so_far + each.cost + with < best)
        };
        let before = self.candidates.len();
        self.candidates.extend(self.aside.drain(..).filter(|each| !all || matters(each)));
        self.candidates.len() > before
    }

    /// Tries every company that goes on with candidates from here on, in this room; false = it has become too many.
    fn extend(
        &mut self,
        companies: &Companies<'_>,
        site: usize,
        memo: &mut Memo,
        (from, room, families): (usize, Room, usize),
        so_far: T,
    ) -> bool {
        for i in from..self.candidates.len() {
            let each = self.candidates[i];
            if families == 0 || self.rest.at_best(i, so_far, room) >= self.best {
                return true;
            }
            let Some(left) = room.beside(each.size, each.bedrooms) else { continue };
            if self.rest.at_best(each.next as usize, so_far + each.cost, left) >= self.best {
                continue;
            }
            self.nodes += 1;
            if self.nodes > self.most_nodes {
                return false;
            }
            self.chosen.push(each.unit);
            if self.is_lawful(companies, site, memo) {
                let cost = so_far + each.cost + self.apart(companies, site, each.unit) + self.beside(&each);
                if cost < self.best {
                    self.best = cost;
                    self.best_units.clear();
                    self.best_units.extend_from_slice(&self.chosen);
                    self.best_units.sort_unstable();
                }
                self.choose(&each);
                let all = self.extend(companies, site, memo, (each.next as usize, left, families - 1), cost);
                self.unchoose(&each);
                if !all {
                    return false;
                }
            }
            self.chosen.pop();
        }
        true
    }

    fn is_lawful(&mut self, companies: &Companies<'_>, site: usize, memo: &mut Memo) -> bool {
        self.sorted.clear();
        self.sorted.extend_from_slice(&self.chosen);
        self.sorted.sort_unstable();
        companies.is_lawful(site, memo, &self.sorted)
    }

    /// Finds what each candidate has left of each quotient, with nobody chosen.
    fn note_rests(
        &mut self,
        companies: &Companies<'_>,
        site: usize,
        prices: &Prices<T>,
        forced: Option<&mut Candidate<T>>,
    ) {
        let quotients = &prices.quotients;
        if quotients.is_empty() {
            return;
        }
        self.quotients.extend(quotients.divisors());
        self.left.resize(quotients.len(), 0);
        for row in quotients.at(companies.sites[site].place) {
            self.left[*row as usize] = 1;
        }
        let first = companies.sites[site].units.start;
        for each in self.candidates.iter_mut().chain(forced) {
            let (start, unit) = (self.rests.len(), first + each.unit as usize);
            quotients.rests(companies.units.children(unit), companies.charges(unit), &mut self.rests);
            let narrow = |n: usize| u32::try_from(n).expect("fewer quotients of units than 2^32");
            each.rests = (narrow(start), narrow(self.rests.len()));
        }
    }

    /// What a unit costs beside those chosen, for quotients that they fill together and neither alone.
    fn beside(&self, each: &Candidate<T>) -> T {
        let rests = &self.rests[each.rests.0 as usize..each.rests.1 as usize];
        let filled =
            rests.iter().filter(|(row, rest)| self.left[*row as usize] + rest >= self.quotients[*row as usize].0);
        filled.map(|(row, _)| self.quotients[*row as usize].1).sum()
    }

    fn choose(&mut self, each: &Candidate<T>) {
        for (row, rest) in &self.rests[each.rests.0 as usize..each.rests.1 as usize] {
            let left = &mut self.left[*row as usize];
            *left = (*left + rest) % self.quotients[*row as usize].0;
        }
    }

    fn unchoose(&mut self, each: &Candidate<T>) {
        for (row, rest) in &self.rests[each.rests.0 as usize..each.rests.1 as usize] {
            let divisor = self.quotients[*row as usize].0;
            let left = &mut self.left[*row as usize];
            *left = (*left + divisor - rest) % divisor;
        }
    }

    /// What the last unit costs beside the others of those chosen, for children who should live apart.
    fn apart(&self, companies: &Companies<'_>, site: usize, last: u32) -> T {
        if self.pairs.is_empty() {
            return T::default();
        }
        let first = companies.sites[site].units.start;
        let children = |unit: u32| companies.units.children(first + unit as usize);
        let others = &self.chosen[..self.chosen.len() - 1];
        let beside = |a: u32, b: u32| children(last).contains(&a) && others.iter().any(|o| children(*o).contains(&b));
        let charged = self.pairs.iter().filter(|(a, b, _)| beside(*a, *b) || beside(*b, *a));
        charged.map(|(_, _, charge)| *charge).sum()
    }
}

fn candidate<T>(companies: &Companies<'_>, first: usize, unit: usize, cost: T) -> Candidate<T> {
    let narrow = |n: usize| u32::try_from(n).expect("fewer units than 2^32");
    Candidate {
        cost,
        unit: narrow(unit - first),
        size: narrow(companies.units.size(unit)),
        family: companies.units.families[unit],
        bedrooms: u32::from(companies.units.bedrooms[unit]),
        next: 0,
        rests: (0, 0),
    }
}

fn less_by(free: Strangers, size: u32) -> Strangers {
    Strangers { children: free.children.saturating_sub(size as usize), families: free.families - 1 }
}

fn more<T: Amount>(a: T, b: T) -> T {
    if b > a { b } else { a }
}
