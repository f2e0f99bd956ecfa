//! The linear programme of a level over units, and a step of a first-order method on it.
//!
//! Rows: each child lives in one unit at most; each home takes so many children and so many families, and one large unit;
//! each provision has so many places; each level held is at most its value. What limits say of companies beyond that is
//! left to pricing. A step: every unit moves against its cost at the multipliers, every multiplier by how far its row is
//! broken where the units are heading.
//!
//! Sources: Chambolle and Pock, A first-order primal-dual algorithm for convex problems with applications to imaging,
//! Journal of Mathematical Imaging and Vision 40 (2011), pages 120-145; Pock and Chambolle, Diagonal preconditioning for
//! first order primal-dual algorithms in convex optimization, IEEE International Conference on Computer Vision (2011),
//! pages 1762-1769, for how far each moves.

use rayon::prelude::*;

use super::ascend::{Aim, count, float};
use super::portion::{Part, Portion, portions};
use super::prices::Prices;
use super::{Companies, Site};
use crate::domain::Place;

/// Units move a little less far than they may.
pub(super) const SHORT_OF_FULL: f64 = 0.998;

/// How a row of a place counts a unit.
#[derive(Clone, Copy)]
pub(super) enum Counts {
    /// By its children, those beyond so many left out: a unit alone in a home may hold more than strangers may be.
    Children(usize),
    /// As one if it has so many children or more.
    Units(usize),
}

/// A point: how much of each unit that takes part, and the multiplier of each row (children, places, levels held).
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    pub(super) units: Vec<f32>,
    pub(super) rows: Vec<f64>,
}

/// The programme of an aim, scaled so that costs and rows are alike, over the units that take part: as if there was nothing
/// of all others, until it is looked again who does.
pub(super) struct Relaxation<'c, 'a> {
    pub(super) companies: &'c Companies<'a>,
    /// What a unit costs, in parts of [`Relaxation::scale`].
    pub(super) costs: Vec<f32>,
    scale: f64,
    /// The levels held, each with what its row is multiplied by.
    pub(super) held: Vec<(usize, f64)>,
    /// The rows of each place: where they begin, one more at the end, and how they count.
    pub(super) firsts: Vec<usize>,
    pub(super) counts: Vec<Counts>,
    /// The right side of each row.
    most: Vec<f64>,
    /// How far each row moves at most.
    of_rows: Vec<f64>,
    portions: Vec<Portion>,
    /// A unit of which there is nothing takes part where it costs less than this, in parts of [`Relaxation::scale`].
    margin: f32,
}

impl<'c, 'a> Relaxation<'c, 'a> {
    /// The programme; nothing takes part yet, and only what costs less than a margin will.
    pub(super) fn of(companies: &'c Companies<'a>, aim: &Aim, margin: f32) -> Self {
        let cost = |unit: usize| -> f64 {
            companies.charges(unit).iter().zip(&aim.weights).map(|(c, weight)| f64::from(*c) * weight).sum()
        };
        let scale = typical((0..companies.units()).map(cost));
        let mut held = Vec::new();
        let mut most = vec![1.0; companies.must_place.len()];
        let (mut firsts, mut counts) = (vec![0], Vec::new());
        for site in &companies.sites {
            for (row, at_most) in rows(companies, site) {
                counts.push(row);
                most.push(at_most);
            }
            firsts.push(counts.len());
        }
        for (level, value) in aim.held.iter().enumerate() {
            let Some(value) = value else { continue };
            let by = 1.0 / companies.typical[level];
            held.push((level, by));
            most.push(float(value - companies.constants[level]) * by);
        }
        #[expect(clippy::cast_possible_truncation, reason = "a climb may be rounded")]
        let costs = (0..companies.units()).map(|unit| (cost(unit) / scale) as f32).collect();
        let portions = portions(companies);
        Self { companies, costs, scale, held, firsts, counts, most, of_rows: Vec::new(), portions, margin }
    }

    /// Lets those open units take part of which there is some, or that are nearly worth having at these multipliers.
    pub(super) fn focus(&mut self, all: &[f32], rows: &[f64], open: &(impl Fn(usize, usize) -> bool + Sync)) {
        let takes_part =
            |site: usize, unit: usize, cost: f32| (all[unit] > 0.0 || cost < self.margin) && open(site, unit);
        self.portions = self.portions.par_iter().map(|portion| portion.focused(self, rows, &takes_part)).collect();
        let mut sums = vec![0.0; self.most.len()];
        for portion in &self.portions {
            portion.sum(self, &mut sums);
        }
        self.of_rows = sums.into_iter().map(|sum: f64| SHORT_OF_FULL / sum.max(1.0)).collect();
    }

    /// Leaves only what is beside children who have a place and, in each place, beside units taken there.
    pub(super) fn leave(&mut self, placed: &[bool], taken: &[Vec<u32>]) {
        for (most, _) in self.most.iter_mut().zip(placed).filter(|(_, placed)| **placed) {
            *most = 0.0;
        }
        let children = placed.len();
        for (at, site) in self.companies.sites.iter().enumerate().filter(|(at, _)| !taken[*at].is_empty()) {
            let sizes = || taken[at].iter().map(|unit| self.companies.units.size(site.units.start + *unit as usize));
            for (row, (counts, most)) in (self.firsts[at]..).zip(rows(self.companies, site)) {
                let used: f64 = sizes().map(|size| f64::from(counts.of(size))).sum();
                self.most[children + row] = (most - used).max(0.0);
            }
        }
    }

    /// The rows' multipliers; those of places count only where they are given.
    pub(super) fn rows(&self, prices: &Prices, places: &[f64]) -> Vec<f64> {
        let mut rows: Vec<f64> = prices.children.iter().map(|price| price / self.scale).collect();
        rows.extend(places.iter().map(|price| price / self.scale));
        rows.resize(prices.children.len() + self.counts.len(), 0.0);
        rows.extend(self.held.iter().map(|(level, by)| prices.levels[*level] / self.scale / by));
        rows
    }

    /// Of how much there is of every unit: of those that take part.
    pub(super) fn among(&self, all: &[f32]) -> Vec<f32> {
        self.portions.iter().flat_map(Portion::units).map(|unit| all[*unit as usize]).collect()
    }

    /// How much there is of every unit.
    pub(super) fn share(&self, point: &Point) -> Vec<f32> {
        let mut all = vec![0.0; self.companies.units()];
        for (unit, share) in self.portions.iter().flat_map(Portion::units).zip(&point.units) {
            all[*unit as usize] = *share;
        }
        all
    }

    /// The multipliers of children and levels at a point, and those of places.
    pub(super) fn prices(&self, aim: &Aim, point: &Point) -> (Prices, Vec<f64>) {
        let all: Vec<f64> = point.rows.iter().map(|row| row * self.scale).collect();
        let (children, rest) = all.split_at(self.companies.must_place.len());
        let (places, held) = rest.split_at(self.counts.len());
        let mut levels = aim.weights.clone();
        for ((level, by), price) in self.held.iter().zip(held) {
            levels[*level] += price * by;
        }
        let prices = Prices { levels, children: children.to_vec(), ..Prices::default() };
        (prices, places.to_vec())
    }

    /// A step from here, where multipliers weigh so much beside units; gives how far it goes.
    #[expect(clippy::cast_possible_truncation, reason = "a climb may be rounded")]
    pub(super) fn step(&self, here: &Point, balance: f64, next: &mut Point) -> f64 {
        let children: Vec<f32> = here.rows[..self.companies.must_place.len()].iter().map(|row| *row as f32).collect();
        let (mut from, mut to) = (&here.units[..], &mut next.units[..]);
        let mut tasks = Vec::with_capacity(self.portions.len());
        for portion in &self.portions {
            let (first, others) = to.split_at_mut(portion.units().len());
            let (there, elsewhere) = from.split_at(portion.units().len());
            tasks.push((portion, there, first));
            (from, to) = (elsewhere, others);
        }
        let sweep = |(portion, from, to): (&Portion, &[f32], &mut [f32])| {
            portion.sweep(self, &here.rows, &children, 1.0 / balance as f32, from, to)
        };
        let parts: Vec<Part> = tasks.into_par_iter().map(sweep).collect();
        let mut sums = vec![0.0; here.rows.len()];
        let mut moved = 0.0;
        let (of_children, rest) = sums.split_at_mut(children.len());
        let (of_places, of_levels) = rest.split_at_mut(self.counts.len());
        for part in parts {
            moved += part.moved;
            add(of_children, part.children.into_iter().map(f64::from));
            add(&mut of_places[part.first..], part.places.into_iter());
            add(of_levels, part.levels.into_iter());
        }
        for (row, sum) in sums.into_iter().enumerate() {
            let length = self.of_rows[row] * balance;
            let to = here.rows[row] + length * (sum - self.most[row]);
            let is_free = self.companies.must_place.get(row) == Some(&true);
            next.rows[row] = if is_free { to } else { to.max(0.0) };
            moved += (next.rows[row] - here.rows[row]).powi(2) / length;
        }
        moved.sqrt()
    }

    /// How far units and rows are apart in two points, as steps measure it.
    pub(super) fn apart(&self, one: &Point, other: &Point) -> (f64, f64) {
        let lengths = self.portions.iter().flat_map(Portion::lengths);
        let units = one.units.iter().zip(&other.units).zip(lengths);
        let units: f64 = units.map(|((one, other), length)| f64::from((one - other).powi(2) / length)).sum();
        let rows = one.rows.iter().zip(&other.rows).zip(&self.of_rows);
        let rows: f64 = rows.map(|((one, other), length)| (one - other).powi(2) / length).sum();
        (units.sqrt(), rows.sqrt())
    }
}

impl Counts {
    #[expect(clippy::cast_precision_loss, reason = "a unit holds few children")]
    pub(super) fn of(self, size: usize) -> f32 {
        match self {
            Self::Children(most) => size.min(most) as f32,
            Self::Units(from) => f32::from(u8::from(size >= from)),
        }
    }
}

/// The rows of a place, each with its right side.
fn rows(companies: &Companies<'_>, site: &Site) -> Vec<(Counts, f64)> {
    match site.place {
        Place::Provision(id) => {
            companies.rooms[id.index()].map(|room| (Counts::Children(usize::MAX), float(room))).into_iter().collect()
        }
        Place::Home(_) if site.free.families < 2 || site.free.children < 2 => vec![(Counts::Units(1), 1.0)],
        Place::Home(_) => {
            let (families, children) = (site.free.families, site.free.children);
            let mut rows = Vec::new();
            if children < usize::from(u16::MAX) {
                rows.push((Counts::Children(children), count(children)));
                rows.push((Counts::Units(children / 2 + 1), 1.0));
            }
            if families < children {
                rows.push((Counts::Units(1), count(families)));
            }
            rows
        }
    }
}

/// The root of the mean square of what is not 0.
pub(super) fn typical(numbers: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) =
        numbers.filter(|n| *n != 0.0).fold((0.0, 0.0), |(sum, count), number| (sum + number * number, count + 1.0));
    if count == 0.0 { 1.0 } else { (sum / count).sqrt() }
}

fn add(sums: &mut [f64], parts: impl Iterator<Item = f64>) {
    for (sum, part) in sums.iter_mut().zip(parts) {
        *sum += part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compatibility;
    use crate::domain::{Provision, ProvisionId, ProvisionKind};
    use crate::model;
    use crate::policy::limits::small_home;
    use crate::solve::company::Climb;
    use crate::solve::{BackendName, by_hand};

    /// What the linear programme of an aim is worth, by a solver.
    fn by_a_solver(relaxation: &Relaxation<'_, '_>, aim: &Aim) -> Option<f64> {
        let companies = relaxation.companies;
        let backend = BackendName::best().backend().expect("this build has a back-end");
        let mut programme = backend.growing(true)?;
        for (row, most) in relaxation.most.iter().enumerate() {
            programme.row(&[], *most, companies.must_place.get(row) == Some(&true));
        }
        let levels = companies.must_place.len() + relaxation.counts.len();
        for (site, each) in companies.sites.iter().enumerate() {
            for unit in each.units.clone() {
                let children = companies.units.children(unit);
                let mut terms: Vec<(usize, f64)> = children.iter().map(|child| (*child as usize, 1.0)).collect();
                for row in relaxation.firsts[site]..relaxation.firsts[site + 1] {
                    terms
                        .push((companies.must_place.len() + row, f64::from(relaxation.counts[row].of(children.len()))));
                }
                for (at, (level, by)) in relaxation.held.iter().enumerate() {
                    terms.push((levels + at, f64::from(companies.charges(unit)[*level]) * by));
                }
                terms.retain(|(_, weight)| *weight != 0.0);
                programme.column(f64::from(relaxation.costs[unit]), 1.0, &terms);
            }
        }
        let values = programme.solve(None)?.values;
        let cost: f64 = values.iter().zip(&relaxation.costs).map(|(value, cost)| value * f64::from(*cost)).sum();
        let fixed: f64 = companies.constants.iter().zip(&aim.weights).map(|(c, weight)| float(*c) * weight).sum();
        Some(cost * relaxation.scale + fixed)
    }

    #[test]
    fn a_climb_reaches_what_the_linear_programme_is_worth() {
        let mut checked = 0;
        for seed in 0..30 {
            let mut scenario = small_home(seed);
            for (at, room) in [1, 2, 3].into_iter().enumerate() {
                let name = String::from("a provision");
                let plain = Provision::plain(ProvisionId::at(at), name, ProvisionKind::IfaFramework);
                scenario.provisions.push(Provision { capacity: Some(room), max_siblings: 3, ..plain });
            }
            let graph = compatibility::graph(&scenario);
            let offers = model::offers(&scenario, &graph);
            let companies = Companies::of(&scenario, &graph, &offers).expect("small charges");
            // A lawful proposal gives values at which levels can be held.
            let proposal = by_hand(&scenario, &graph);
            let levels = companies.levels().iter().map(|id| crate::policy::levels::level(*id));
            let values: Vec<i64> = levels.map(|level| level.count(&scenario, &proposal)).collect();
            for level in 0..values.len() {
                let aim = Aim::level(values.len(), &values[..level]);
                let relaxation = Relaxation::of(&companies, &aim, f32::INFINITY);
                let Some(worth) = by_a_solver(&relaxation, &aim) else { continue };
                let bound = companies.ascend(&aim, None, &Climb { steps: 4_000, ..Climb::default() }).bound;
                let near = 0.02 * worth.abs() + 0.02 * relaxation.scale;
                assert!(bound > worth - near, "seed {seed}, level {level}: {bound} is less than {worth}");
                checked += 1;
            }
        }
        assert!(BackendName::best().backend().is_ok_and(|backend| backend.growing(true).is_none()) || checked > 150);
    }
}
