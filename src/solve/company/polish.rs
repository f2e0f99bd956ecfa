//! The best multipliers there are: a linear programme over companies, which join as they are priced.
//!
//! Sources: Dantzig and Wolfe, Decomposition principle for linear programs, Operations Research 8 (1960), pages 101-111;
//! the prices tried lie between the best and the programme's: Wentges, Weighted Dantzig-Wolfe decomposition for linear
//! mixed-integer programming, International Transactions in Operational Research 4 (1997), pages 151-162.

use std::collections::{BTreeMap, BTreeSet};

use super::Companies;
use super::ascend::{Aim, float};
use super::price::{Priced, TO_CLIMB};
use super::prices::Prices;
use crate::domain::{ChildId, Place};
use crate::solve::backend::Backend;
use crate::solve::program::{Program, ProgramRow};

/// How much of the best multipliers is in those that are tried next.
const OF_BEST: f64 = 0.5;
/// Nearer than this to the programme's value, a bound cannot grow by a whole number.
const NEAR: f64 = 1e-6;

/// Companies, and single units of provisions, that take part: by place and units.
#[derive(Default)]
pub(super) struct Pool {
    columns: Vec<Column>,
    known: BTreeSet<(usize, Vec<u32>)>,
}

struct Column {
    site: usize,
    units: Vec<u32>,
    charges: Vec<i64>,
}

impl Companies<'_> {
    /// A pool of the companies of these units, such as those of a proposal.
    pub(super) fn pool(&self, units: &[u32]) -> Pool {
        let mut pool = Pool::default();
        self.join(&mut pool, units.iter().copied());
        pool
    }

    /// Better multipliers than these, if a linear programme finds any in so many rounds; the bound is true all the same.
    pub(super) fn polish(
        &self,
        values: &[i64],
        start: Prices,
        enough: f64,
        rounds: usize,
        pool: &mut Pool,
        backend: &dyn Backend,
    ) -> Prices {
        let aim = Aim::level(self.levels.len(), values);
        let level = values.len();
        let (mut bound, priced) = self.at(&aim, &start);
        self.join(pool, priced.units.iter().map(|(unit, _)| *unit));
        let mut best = start;
        for _ in 0..rounds {
            if bound > enough {
                break;
            }
            let Some((value, dual)) = self.master(&aim, level, pool, backend) else { break };
            if value - bound < NEAR * bound.abs().max(1.0) {
                break;
            }
            let mut joined = 0;
            for prices in [best.between(&dual, OF_BEST), dual] {
                let (found, priced) = self.at(&aim, &prices);
                joined += self.join(pool, priced.units.iter().map(|(unit, _)| *unit));
                if found > bound {
                    (bound, best) = (found, prices);
                }
            }
            if joined == 0 {
                break;
            }
        }
        best
    }

    /// The bound at these multipliers, but for roundings, and the least choice.
    fn at(&self, aim: &Aim, prices: &Prices) -> (f64, Priced<f64>) {
        let least = self.price(prices, TO_CLIMB);
        let places = prices.provisions.iter().zip(&self.rooms).map(|(price, room)| price * room.map_or(0.0, float));
        (self.fixed(aim, prices) - places.sum::<f64>() + least.cost, least)
    }

    /// Lets the companies of these units, which come in order, join; says how many are new.
    fn join(&self, pool: &mut Pool, units: impl Iterator<Item = u32>) -> usize {
        let mut by_site: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        let before = pool.columns.len();
        for unit in units {
            let site = self.sites.partition_point(|site| site.units.end <= unit as usize);
            if matches!(self.sites[site].place, Place::Home(_)) {
                by_site.entry(site).or_default().push(unit);
            } else {
                self.add(pool, site, vec![unit]);
            }
        }
        for (site, units) in by_site {
            self.add(pool, site, units);
        }
        pool.columns.len() - before
    }

    fn add(&self, pool: &mut Pool, site: usize, units: Vec<u32>) {
        if !pool.known.insert((site, units.clone())) {
            return;
        }
        let mut charges = vec![0; self.levels.len()];
        let mut pairs = Vec::new();
        let whole: Vec<(u32, f32)> = units.iter().map(|unit| (*unit, 1.0)).collect();
        self.pairs_among(&self.sites[site], &whole, &mut pairs);
        let of_pairs = pairs.iter().map(|pair| self.pairs[*pair as usize].charges.as_slice());
        for each in units.iter().map(|unit| self.charges(*unit as usize)).chain(of_pairs) {
            for (sum, charge) in charges.iter_mut().zip(each) {
                *sum += i64::from(*charge);
            }
        }
        pool.columns.push(Column { site, units, charges });
    }

    /// The linear programme over the pool: its value, and its multipliers.
    fn master(&self, aim: &Aim, level: usize, pool: &Pool, backend: &dyn Backend) -> Option<(f64, Prices)> {
        let mut of_child: BTreeMap<u32, Vec<(usize, i64)>> = BTreeMap::new();
        let mut of_site: BTreeMap<usize, Vec<(usize, i64)>> = BTreeMap::new();
        for (variable, column) in pool.columns.iter().enumerate() {
            let children = column.units.iter().flat_map(|unit| self.units.children(*unit as usize));
            let mut heads = 0;
            for child in children {
                of_child.entry(*child).or_default().push((variable, 1));
                heads += 1;
            }
            let terms = of_site.entry(column.site).or_default();
            terms.push((variable, if matches!(self.sites[column.site].place, Place::Home(_)) { 1 } else { heads }));
        }
        let mut rows = Vec::new();
        let mut means = Vec::new();
        for (child, terms) in of_child {
            if self.must_place[child as usize] {
                let less = terms.iter().map(|(variable, _)| (*variable, -1)).collect();
                rows.push(ProgramRow::at_most(less, -1));
                means.push(Means::Must(ChildId::at(child as usize)));
            }
            rows.push(ProgramRow::at_most(terms, 1));
            means.push(Means::Once(ChildId::at(child as usize)));
        }
        for (site, terms) in of_site {
            let (room, meaning) = match self.sites[site].place {
                Place::Home(_) => (Some(1), Means::Home),
                Place::Provision(id) => (self.rooms[id.index()], Means::Room(id.index())),
            };
            if let Some(room) = room {
                rows.push(ProgramRow::at_most(terms, room));
                means.push(meaning);
            }
        }
        for (at, held) in aim.held.iter().enumerate() {
            let Some(value) = held else { continue };
            let charged = pool.columns.iter().enumerate().filter(|(_, column)| column.charges[at] != 0);
            let terms = charged.map(|(variable, column)| (variable, column.charges[at])).collect();
            rows.push(ProgramRow::at_most(terms, value - self.constants[at]));
            means.push(Means::Held(at));
        }
        let cost: Vec<i64> = pool.columns.iter().map(|column| column.charges[level]).collect();
        let relaxed = backend.relax(&Program { variables: cost.len(), rows }, &cost, None)?;
        let value = relaxed.values.iter().zip(&cost).map(|(value, cost)| value * float(*cost)).sum::<f64>();
        let mut prices = Prices {
            levels: aim.weights.clone(),
            children: vec![0.0; self.must_place.len()],
            provisions: vec![0.0; self.rooms.len()],
            groups: Vec::new(),
        };
        for (meaning, multiplier) in means.iter().zip(&relaxed.multipliers) {
            let multiplier = multiplier.max(0.0);
            match meaning {
                Means::Once(child) => prices.children[child.index()] += multiplier,
                Means::Must(child) => prices.children[child.index()] -= multiplier,
                Means::Home => {}
                Means::Room(provision) => prices.provisions[*provision] = multiplier,
                Means::Held(at) => prices.levels[*at] = multiplier,
            }
        }
        Some((value + float(self.constants[level]), prices))
    }
}

/// What a row of the programme stands for.
enum Means {
    Once(ChildId),
    Must(ChildId),
    Home,
    Room(usize),
    Held(usize),
}

impl Prices {
    /// So much of these, and the rest of others.
    fn between(&self, other: &Self, part: f64) -> Self {
        let of_sets = self.groups.len().max(other.groups.len());
        let all_sets = |groups: &[f64]| {
            let mut all = groups.to_vec();
            all.resize(of_sets, 0.0);
            all
        };
        let mixed = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| part * a + (1.0 - part) * b).collect();
        Self {
            levels: mixed(&self.levels, &other.levels),
            children: mixed(&self.children, &other.children),
            provisions: mixed(&self.provisions, &other.provisions),
            groups: mixed(&all_sets(&self.groups), &all_sets(&other.groups)),
        }
    }
}
