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

use std::ops::Range;

use rayon::prelude::*;

use super::ascend::{Aim, count, float};
use super::prices::Prices;
use super::{Companies, Site};
use crate::domain::Place;

/// Portions in which units are swept; the sums are made in their order, whoever did them.
const PORTIONS: usize = 32;
/// Units move a little less far than they may.
const SHORT_OF_FULL: f64 = 0.998;

/// How a row of a place counts a unit.
#[derive(Clone, Copy)]
enum Counts {
    /// By its children, those beyond so many left out: a unit alone in a home may hold more than strangers may be.
    Children(usize),
    /// As one if it has so many children or more.
    Units(usize),
}

/// A point: how much of each unit, and the multiplier of each row (children, places, levels held).
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    pub(super) units: Vec<f32>,
    pub(super) rows: Vec<f64>,
}

/// The programme of an aim, scaled so that costs and rows are alike.
pub(super) struct Relaxation<'c, 'a> {
    companies: &'c Companies<'a>,
    /// What a unit costs, in parts of [`Relaxation::scale`].
    costs: Vec<f32>,
    scale: f64,
    /// The levels held, each with what its row is multiplied by.
    held: Vec<(usize, f64)>,
    /// The rows of each place: where they begin, one more at the end, and how they count.
    firsts: Vec<usize>,
    counts: Vec<Counts>,
    /// The right side of each row.
    most: Vec<f64>,
    /// How far each unit and each row moves at most.
    of_units: Vec<f32>,
    of_rows: Vec<f64>,
    /// Places in order, in the portions that are swept at once.
    portions: Vec<Range<usize>>,
}

/// What a portion adds to the rows.
struct Part {
    children: Vec<f32>,
    places: Vec<f64>,
    levels: Vec<f64>,
    moved: f64,
}

impl<'c, 'a> Relaxation<'c, 'a> {
    pub(super) fn of(companies: &'c Companies<'a>, aim: &Aim) -> Self {
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
        let (of_units, of_rows) = (Vec::new(), Vec::new());
        let portions = portions(companies);
        let mut all = Self { companies, costs, scale, held, firsts, counts, most, of_units, of_rows, portions };
        all.measure();
        all
    }

    /// How far units and rows may move: one part of what is in their columns and rows.
    #[expect(clippy::cast_possible_truncation, reason = "a climb may be rounded")]
    fn measure(&mut self) {
        let companies = self.companies;
        let mut rows = vec![0.0; self.most.len()];
        let mut units = vec![0.0; companies.units()];
        let levels = companies.must_place.len() + self.counts.len();
        for (at, site) in companies.sites.iter().enumerate() {
            for unit in site.units.clone().filter(|unit| !companies.is_closed(*unit)) {
                let size = companies.units.size(unit);
                let mut column = companies.heads(unit);
                for child in companies.units.children(unit) {
                    rows[*child as usize] += 1.0;
                }
                for row in self.firsts[at]..self.firsts[at + 1] {
                    let weight = f64::from(self.counts[row].of(size));
                    column += weight;
                    rows[companies.must_place.len() + row] += weight;
                }
                for (at, (level, by)) in self.held.iter().enumerate() {
                    let weight = f64::from(companies.charges(unit)[*level].abs()) * by;
                    column += weight;
                    rows[levels + at] += weight;
                }
                units[unit] = (SHORT_OF_FULL / column) as f32;
            }
        }
        self.of_units = units;
        self.of_rows = rows.into_iter().map(|sum: f64| SHORT_OF_FULL / sum.max(1.0)).collect();
    }

    /// Nobody anywhere, at these multipliers; those of places count only where they are given.
    pub(super) fn point(&self, prices: &Prices, places: &[f64], units: &[f32]) -> Point {
        let mut rows: Vec<f64> = prices.children.iter().map(|price| price / self.scale).collect();
        rows.extend(places.iter().map(|price| price / self.scale));
        rows.resize(prices.children.len() + self.counts.len(), 0.0);
        rows.extend(self.held.iter().map(|(level, by)| prices.levels[*level] / self.scale / by));
        let mut units = units.to_vec();
        units.resize(self.companies.units(), 0.0);
        Point { units, rows }
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
        let mut rest = &mut next.units[..];
        let mut tasks = Vec::with_capacity(self.portions.len());
        for portion in &self.portions {
            let units =
                self.companies.sites[portion.start].units.start..self.companies.sites[portion.end - 1].units.end;
            let (first, others) = rest.split_at_mut(units.len());
            tasks.push((portion, first));
            rest = others;
        }
        let sweep =
            |(portion, to): (&Range<usize>, &mut [f32])| self.sweep(here, &children, balance, portion.clone(), to);
        let parts: Vec<Part> = tasks.into_par_iter().map(sweep).collect();
        let mut sums = vec![0.0; here.rows.len()];
        let mut moved = 0.0;
        let (of_children, rest) = sums.split_at_mut(children.len());
        let (of_places, of_levels) = rest.split_at_mut(self.counts.len());
        for (part, portion) in parts.into_iter().zip(&self.portions) {
            moved += part.moved;
            add(of_children, part.children.into_iter().map(f64::from));
            add(&mut of_places[self.firsts[portion.start]..], part.places.into_iter());
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

    /// Moves the units of a portion of the places.
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a climb may be rounded")]
    fn sweep(&self, here: &Point, children: &[f32], balance: f64, portion: Range<usize>, to: &mut [f32]) -> Part {
        let companies = self.companies;
        let (held, lengthen) = (children.len() + self.counts.len(), (1.0 / balance) as f32);
        let levels: Vec<(usize, f32)> =
            self.held.iter().zip(&here.rows[held..]).map(|((level, by), row)| (*level, (row * by) as f32)).collect();
        let first = companies.sites[portion.start].units.start;
        let mut part = Part {
            children: vec![0.0; children.len()],
            places: vec![0.0; self.firsts[portion.end] - self.firsts[portion.start]],
            levels: vec![0.0; levels.len()],
            moved: 0.0,
        };
        for site in portion.clone() {
            let rows = self.firsts[site]..self.firsts[site + 1];
            let there = rows.start - self.firsts[portion.start];
            let counts = &self.counts[rows.clone()];
            let prices = &here.rows[children.len() + rows.start..children.len() + rows.end];
            for unit in companies.sites[site].units.clone() {
                let (charges, members) = (companies.charges(unit), companies.units.children(unit));
                let mut cost = self.costs[unit];
                for (level, price) in &levels {
                    cost += price * charges[*level] as f32;
                }
                for child in members {
                    cost += children[*child as usize];
                }
                for (row, price) in counts.iter().zip(prices) {
                    cost += row.of(members.len()) * *price as f32;
                }
                let length = self.of_units[unit] * lengthen;
                let from = here.units[unit];
                let share = (from - length * cost).clamp(0.0, 1.0);
                to[unit - first] = share;
                let by = share - from;
                if by != 0.0 {
                    part.moved += f64::from(by * by / length);
                }
                let heading = share + by;
                if heading == 0.0 {
                    continue;
                }
                for child in members {
                    part.children[*child as usize] += heading;
                }
                for (row, sum) in counts.iter().zip(&mut part.places[there..]) {
                    *sum += f64::from(row.of(members.len()) * heading);
                }
                for ((level, by), sum) in self.held.iter().zip(&mut part.levels) {
                    *sum += f64::from(heading) * f64::from(charges[*level]) * by;
                }
            }
        }
        part
    }

    /// How far units and rows are apart in two points, as steps measure it.
    pub(super) fn apart(&self, one: &Point, other: &Point) -> (f64, f64) {
        let units = one.units.iter().zip(&other.units).zip(&self.of_units).filter(|(_, length)| **length > 0.0);
        let units: f64 = units.map(|((one, other), length)| f64::from((one - other).powi(2) / length)).sum();
        let rows = one.rows.iter().zip(&other.rows).zip(&self.of_rows);
        let rows: f64 = rows.map(|((one, other), length)| (one - other).powi(2) / length).sum();
        (units.sqrt(), rows.sqrt())
    }
}

impl Counts {
    #[expect(clippy::cast_precision_loss, reason = "a unit holds few children")]
    fn of(self, size: usize) -> f32 {
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

fn portions(companies: &Companies<'_>) -> Vec<Range<usize>> {
    let most = companies.units().div_ceil(PORTIONS);
    let mut portions: Vec<Range<usize>> = Vec::new();
    for (at, site) in companies.sites.iter().enumerate() {
        match portions.last_mut() {
            Some(last) if site.units.end - companies.sites[last.start].units.start <= most => last.end = at + 1,
            _ => portions.push(at..at + 1),
        }
    }
    portions
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
                let relaxation = Relaxation::of(&companies, &aim);
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
