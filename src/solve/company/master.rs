//! The linear programme over companies: one for all levels and cases, which grows from the last solution.

mod divide;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ascend::{Aim, count, float};
use super::prices::Prices;
use super::quotients::{Quotients, Row};
use super::{Companies, facets};
use crate::domain::Place;
use crate::solve::backend::{Backend, Growing};

/// What it costs, in a level's usual units, that a child has no place who must have one, or that a level held is above its
/// value: no solution has that, but one within the cases of a proof, which no proposal keeps.
const MISSING: f64 = 1e4;

/// Companies, and single units of provisions, that take part, and the rows that they fill.
pub(super) struct Master<'b> {
    backend: &'b dyn Backend,
    programme: Box<dyn Growing>,
    /// What a column of the programme stands for.
    columns: Vec<Stands>,
    companies: Vec<Company>,
    known: BTreeSet<(usize, Vec<u32>)>,
    rows: Vec<Means>,
    /// The row of a child, and the column that says that it has no place.
    of_child: Vec<Option<(usize, usize)>>,
    of_site: Vec<Option<usize>>,
    /// The row of each level held, in their order.
    of_level: Vec<usize>,
    /// What all charges of each level held may sum to.
    held: Vec<i64>,
    /// Rows about one sibling group, by group.
    of_group: BTreeMap<usize, Vec<usize>>,
    facets: Vec<Facet>,
    quotients: Vec<Arc<Row>>,
    of_quotient: Vec<usize>,
    /// Children who must be placed in the case at hand.
    must_place: Vec<bool>,
    /// Charges are counted in such units, so that the programme's numbers are near 1.
    scales: Vec<f64>,
}

/// A company of a home or a unit of a provision.
struct Company {
    column: usize,
    units: Vec<u32>,
    charges: Vec<i64>,
    closed: bool,
}

/// What a column stands for.
#[derive(Clone, Copy)]
enum Stands {
    Company(usize),
    /// A child without a place.
    Left(usize),
    /// A level held that is above its value.
    Over,
}

/// What a row of the programme stands for.
enum Means {
    Child(usize),
    Home,
    Room(usize),
    /// Quotient of a sum of rows.
    Quotient(usize),
    Held(usize),
    Facet(usize),
}

/// Weights of sets of a group that disjoint sets cannot exceed 1 with.
struct Facet {
    group: usize,
    row: usize,
    weights: Vec<f64>,
}

/// A solution of the programme.
pub(super) struct Solution {
    /// What the level is worth in it.
    pub(super) value: f64,
    pub(super) prices: Prices,
    /// How much of each company is chosen.
    shares: Vec<f64>,
}

impl<'b> Master<'b> {
    /// The programme of the first level, with the companies of these units, such as those of a proposal; none = the
    /// back-end has none that grows.
    pub(super) fn of(companies: &Companies<'_>, units: &[u32], backend: &'b dyn Backend) -> Option<Self> {
        let mut master = Self {
            backend,
            programme: backend.growing(false)?,
            columns: Vec::new(),
            companies: Vec::new(),
            known: BTreeSet::new(),
            rows: Vec::new(),
            of_child: vec![None; companies.must_place.len()],
            of_site: vec![None; companies.sites.len()],
            of_level: Vec::new(),
            held: Vec::new(),
            of_group: BTreeMap::new(),
            facets: Vec::new(),
            quotients: Vec::new(),
            of_quotient: Vec::new(),
            must_place: companies.must_place.clone(),
            scales: means(companies),
        };
        let children: BTreeSet<u32> = companies.units.children.iter().copied().collect();
        for child in children {
            let child = child as usize;
            let row = master.row(Means::Child(child), 1.0, true);
            let cost = if companies.must_place[child] { MISSING } else { 0.0 };
            let column = master.column(Stands::Left(child), cost, &[(row, 1.0)]);
            master.of_child[child] = Some((row, column));
        }
        for (site, each) in companies.sites.iter().enumerate() {
            let (meaning, room) = match each.place {
                Place::Home(_) => (Means::Home, Some(1)),
                Place::Provision(id) => (Means::Room(id.index()), companies.rooms[id.index()]),
            };
            if let Some(room) = room {
                master.of_site[site] = Some(master.row(meaning, float(room), false));
            }
        }
        master.join(companies, units.iter().copied());
        Some(master)
    }

    fn row(&mut self, meaning: Means, at_most: f64, tight: bool) -> usize {
        self.programme.row(&[], at_most, tight);
        self.rows.push(meaning);
        self.rows.len() - 1
    }

    fn column(&mut self, stands: Stands, cost: f64, terms: &[(usize, f64)]) -> usize {
        self.programme.column(cost, f64::INFINITY, terms);
        self.columns.push(stands);
        self.columns.len() - 1
    }

    /// Holds the level at this value, and goes on with the one after it.
    pub(super) fn hold(&mut self, companies: &Companies<'_>, value: i64) {
        let level = self.of_level.len();
        let scale = self.scales[level];
        let charged = self.companies.iter().filter(|company| company.charges[level] != 0);
        let terms: Vec<(usize, f64)> =
            charged.map(|company| (company.column, float(company.charges[level]) / scale)).collect();
        self.held.push(value - companies.constants[level]);
        self.programme.row(&terms, float(self.held[level]) / scale, false);
        self.rows.push(Means::Held(level));
        let row = self.rows.len() - 1;
        self.of_level.push(row);
        self.column(Stands::Over, MISSING, &[(row, -1.0)]);
        for company in &self.companies {
            let next = company.charges.get(level + 1).copied().unwrap_or(0);
            // Most cost nothing on either level, and a back-end takes a change of nothing for a change.
            if company.charges[level] != 0 || next != 0 {
                let cost = self.scales.get(level + 1).map_or(0.0, |scale| float(next) / scale);
                self.programme.set_cost(company.column, cost);
            }
        }
    }

    /// Only what these companies leave open takes part from now on.
    pub(super) fn within(&mut self, companies: &Companies<'_>) {
        for company in &mut self.companies {
            let closed = company.units.iter().any(|unit| companies.is_closed(*unit as usize));
            if closed != company.closed {
                company.closed = closed;
                self.programme.set_limits(company.column, 0.0, if closed { 0.0 } else { f64::INFINITY });
            }
        }
        for (child, must) in companies.must_place.iter().enumerate() {
            if let Some((_, column)) = self.of_child[child].filter(|_| self.must_place[child] != *must) {
                self.programme.set_cost(column, if *must { MISSING } else { 0.0 });
            }
        }
        self.must_place.clone_from(&companies.must_place);
    }

    /// Lets the companies of these units, which come in order, join; says how many are new.
    pub(super) fn join(&mut self, companies: &Companies<'_>, units: impl Iterator<Item = u32>) -> usize {
        let mut by_site: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        let before = self.companies.len();
        for unit in units {
            let site = companies.sites.partition_point(|site| site.units.end <= unit as usize);
            if matches!(companies.sites[site].place, Place::Home(_)) {
                by_site.entry(site).or_default().push(unit);
            } else {
                self.add(companies, site, vec![unit]);
            }
        }
        for (site, units) in by_site {
            self.add(companies, site, units);
        }
        self.companies.len() - before
    }

    fn add(&mut self, companies: &Companies<'_>, site: usize, units: Vec<u32>) {
        if !self.known.insert((site, units.clone())) {
            return;
        }
        let charges = companies.charges_of(site, &units);
        let mut terms: BTreeMap<usize, f64> = BTreeMap::new();
        for child in units.iter().flat_map(|unit| companies.units.children(*unit as usize)) {
            terms.insert(self.of_child[*child as usize].expect("a child of a unit has a row").0, 1.0);
        }
        if let Some(row) = self.of_site[site] {
            let heads = if matches!(companies.sites[site].place, Place::Home(_)) { 1 } else { terms.len() };
            terms.insert(row, float(i64::try_from(heads).expect("a unit holds few children")));
        }
        for (level, row) in self.of_level.iter().enumerate().filter(|(level, _)| charges[*level] != 0) {
            terms.insert(*row, float(charges[level]) / self.scales[level]);
        }
        for (group, set) in units.iter().filter_map(|unit| companies.part(*unit as usize)) {
            for facet in self.of_group.get(&group).into_iter().flatten().map(|at| &self.facets[*at]) {
                if facet.weights[set] != 0.0 {
                    *terms.entry(facet.row).or_default() += facet.weights[set];
                }
            }
        }
        let alone = companies.charges_alone(&units);
        for (quotient, row) in self.quotients.iter().zip(&self.of_quotient) {
            let part = quotient.of(companies.sites[site].place, children_of(companies, &units), &alone);
            if part != 0 {
                terms.insert(*row, float(part));
            }
        }
        let level = self.of_level.len();
        let terms: Vec<(usize, f64)> = terms.into_iter().collect();
        let column =
            self.column(Stands::Company(self.companies.len()), float(charges[level]) / self.scales[level], &terms);
        self.companies.push(Company { column, units, charges, closed: false });
    }

    /// The least value of the level in the programme, the multipliers, and how much is chosen.
    pub(super) fn solve(&mut self, companies: &Companies<'_>, aim: &Aim) -> Option<Solution> {
        let level = self.of_level.len();
        let scale = self.scales[level];
        let relaxed = self.programme.solve(None)?;
        let mut value = float(companies.constants[level]);
        let mut shares = vec![0.0; self.companies.len()];
        for (share, stands) in relaxed.values.iter().zip(&self.columns) {
            value += share
                * match stands {
                    Stands::Company(at) => {
                        shares[*at] = *share;
                        float(self.companies[*at].charges[level])
                    }
                    Stands::Left(child) if !self.must_place[*child] => 0.0,
                    Stands::Left(_) | Stands::Over => MISSING * scale,
                };
        }
        let multipliers: Vec<f64> = relaxed.multipliers.iter().map(|multiplier| multiplier * scale).collect();
        Some(Solution { value, prices: self.prices(companies, aim, &multipliers), shares })
    }

    fn prices(&self, companies: &Companies<'_>, aim: &Aim, multipliers: &[f64]) -> Prices {
        let groups = if self.facets.is_empty() { 0 } else { companies.sets() };
        let mut prices = Prices {
            levels: aim.weights.clone(),
            children: vec![0.0; companies.must_place.len()],
            provisions: vec![0.0; companies.rooms.len()],
            groups: vec![0.0; groups],
            ..Prices::default()
        };
        let mut quotients = Vec::new();
        for (meaning, multiplier) in self.rows.iter().zip(multipliers) {
            let at_least_0 = multiplier.max(0.0);
            match meaning {
                Means::Child(child) if companies.must_place[*child] => prices.children[*child] += multiplier,
                Means::Child(child) => prices.children[*child] += at_least_0,
                Means::Room(provision) => prices.provisions[*provision] = at_least_0,
                Means::Held(at) => prices.levels[*at] = at_least_0 / self.scales[*at],
                Means::Facet(at) if at_least_0 > 0.0 => self.facets[*at].charge(companies, at_least_0, &mut prices),
                Means::Quotient(at) => quotients.push((Arc::clone(&self.quotients[*at]), at_least_0)),
                Means::Home | Means::Facet(_) => {}
            }
        }
        prices.quotients = Quotients::of(quotients.into_iter());
        prices
    }

    /// Lets rows about sibling groups join that a solution breaks; says how many.
    pub(super) fn refine(&mut self, companies: &Companies<'_>, solution: &Solution) -> usize {
        let before = self.facets.len();
        for (group, shares) in self.groups(companies, solution) {
            let shares: Vec<(usize, f64)> = shares.into_iter().collect();
            let siblings = companies.siblings_of(group).len();
            let Some(weights) = facets::broken(siblings, &shares, self.backend) else { continue };
            let facet = Facet { group, row: self.rows.len(), weights };
            let terms: Vec<(usize, f64)> = self
                .companies
                .iter()
                .map(|company| (company.column, facet.of(companies, &company.units)))
                .filter(|(_, weight)| *weight != 0.0)
                .collect();
            self.programme.row(&terms, 1.0, false);
            self.rows.push(Means::Facet(self.facets.len()));
            self.of_group.entry(group).or_default().push(self.facets.len());
            self.facets.push(facet);
        }
        self.facets.len() - before
    }

    /// How much of each set of each group is chosen.
    pub(super) fn groups(
        &self,
        companies: &Companies<'_>,
        solution: &Solution,
    ) -> BTreeMap<usize, BTreeMap<usize, f64>> {
        let mut groups: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
        for (unit, share) in self.chosen(solution) {
            if let Some((group, set)) = companies.part(unit) {
                *groups.entry(group).or_default().entry(set).or_default() += share;
            }
        }
        groups
    }

    /// The units chosen, and how much of each; one may come more than once.
    pub(super) fn chosen<'s>(&'s self, solution: &'s Solution) -> impl Iterator<Item = (usize, f64)> + 's {
        let some = self.companies.iter().zip(&solution.shares).filter(|(_, share)| **share > 1e-7);
        some.flat_map(|(company, share)| company.units.iter().map(|unit| (*unit as usize, *share)))
    }
}

impl Facet {
    /// What a company weighs.
    fn of(&self, companies: &Companies<'_>, units: &[u32]) -> f64 {
        let parts = units.iter().filter_map(|unit| companies.part(*unit as usize));
        parts.filter(|(group, _)| *group == self.group).map(|(_, set)| self.weights[set]).sum()
    }

    /// Charges what the row is worth: to each child what it weighs alone, to each set the rest.
    fn charge(&self, companies: &Companies<'_>, multiplier: f64, prices: &mut Prices) {
        let siblings = companies.siblings_of(self.group);
        for (bit, child) in siblings.iter().enumerate() {
            prices.children[child.index()] += multiplier * self.weights[1 << bit];
        }
        for (set, weight) in self.weights.iter().enumerate().filter(|(set, _)| set.count_ones() > 1) {
            let alone: f64 =
                (0..siblings.len()).filter(|bit| set >> bit & 1 == 1).map(|bit| self.weights[1 << bit]).sum();
            prices.groups[companies.numbered(self.group, set)] += multiplier * (weight - alone);
        }
    }
}

fn children_of<'a>(companies: &'a Companies<'_>, units: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    units.iter().flat_map(|unit| companies.units.children(*unit as usize)).copied()
}

impl Companies<'_> {
    fn place_of(&self, unit: u32) -> Place {
        self.sites[self.sites.partition_point(|site| site.units.end <= unit as usize)].place
    }

    /// The charges of the units of a company, without those of children of different families who should live apart.
    fn charges_alone(&self, units: &[u32]) -> Vec<i64> {
        let mut charges = vec![0; self.levels.len()];
        for each in units.iter().map(|unit| self.charges(*unit as usize)) {
            for (sum, charge) in charges.iter_mut().zip(each) {
                *sum += i64::from(*charge);
            }
        }
        charges
    }

    /// The charges of a company of a home or a unit of a provision.
    fn charges_of(&self, site: usize, units: &[u32]) -> Vec<i64> {
        let mut charges = self.charges_alone(units);
        let holds = |child: u32| children_of(self, units).any(|each| each == child);
        let pairs = &self.pairs[self.sites[site].pairs.clone()];
        let of_pairs = pairs.iter().filter(|pair| holds(pair.a) && holds(pair.b)).map(|pair| pair.charges.as_slice());
        for each in of_pairs {
            for (sum, charge) in charges.iter_mut().zip(each) {
                *sum += i64::from(*charge);
            }
        }
        charges
    }
}

/// The mean charge of a child, by level.
pub(super) fn means(companies: &Companies<'_>) -> Vec<f64> {
    let levels = companies.levels.len();
    let mut sums = vec![0_i64; levels];
    for charges in companies.units.charges.chunks(levels.max(1)) {
        for (sum, charge) in sums.iter_mut().zip(charges) {
            *sum += i64::from(charge.abs());
        }
    }
    let children = count(companies.units.children.len().max(1));
    sums.iter().map(|sum| (float(*sum) / children).max(0.05)).collect()
}
