//! The units of some places that take part in a linear programme, laid out for steps of a first-order method.

use std::ops::Range;

use super::Companies;
use super::price::narrow;
use super::relaxation::{Relaxation, SHORT_OF_FULL};

/// Portions in which units are swept; the sums are made in their order, whoever did them.
const PORTIONS: usize = 32;

/// Places in order, and the units there that take part.
#[derive(Default)]
pub(super) struct Portion {
    sites: Range<usize>,
    /// Where the units of each site end.
    ends: Vec<u32>,
    units: Vec<u32>,
    /// Where the children of each unit begin; one more at the end.
    starts: Vec<u32>,
    children: Vec<u32>,
    costs: Vec<f32>,
    /// How far each unit moves at most: one part of what is in its column.
    lengths: Vec<f32>,
    /// What each unit adds to the rows of the levels held, unit after unit.
    held: Vec<f32>,
}

/// What a portion adds to the rows.
pub(super) struct Part {
    pub(super) children: Vec<f32>,
    /// From the first row of a place of the portion on.
    pub(super) places: Vec<f64>,
    pub(super) first: usize,
    pub(super) levels: Vec<f64>,
    pub(super) moved: f64,
}

/// All places, and no units yet.
pub(super) fn portions(companies: &Companies<'_>) -> Vec<Portion> {
    let most = companies.units().div_ceil(PORTIONS);
    let mut portions: Vec<Range<usize>> = Vec::new();
    for (at, site) in companies.sites.iter().enumerate() {
        match portions.last_mut() {
            Some(last) if site.units.end - companies.sites[last.start].units.start <= most => last.end = at + 1,
            _ => portions.push(at..at + 1),
        }
    }
    portions.into_iter().map(|sites| Portion { sites, ..Portion::default() }).collect()
}

impl Portion {
    pub(super) fn units(&self) -> &[u32] {
        &self.units
    }

    pub(super) fn lengths(&self) -> &[f32] {
        &self.lengths
    }

    fn members(&self, unit: usize) -> &[u32] {
        &self.children[self.starts[unit] as usize..self.starts[unit + 1] as usize]
    }

    /// The same places with the units that take part, by their site, number and cost at these multipliers.
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a climb may be rounded")]
    pub(super) fn focused(
        &self,
        of: &Relaxation<'_, '_>,
        rows: &[f64],
        takes_part: &impl Fn(usize, usize, f32) -> bool,
    ) -> Self {
        let companies = of.companies;
        let (of_places, of_levels) = rows[companies.must_place.len()..].split_at(of.counts.len());
        let mut portion = Self { sites: self.sites.clone(), starts: vec![0], ..Self::default() };
        for site in self.sites.clone() {
            let here = of.firsts[site]..of.firsts[site + 1];
            let counts = &of.counts[here.clone()];
            for unit in companies.sites[site].units.clone().filter(|unit| !companies.is_closed(*unit)) {
                let (charges, members) = (companies.charges(unit), companies.units.children(unit));
                let held = || of.held.iter().map(|(level, by)| charges[*level] as f32 * *by as f32);
                let mut cost = of.costs[unit];
                cost += held().zip(of_levels).map(|(weight, price)| weight * *price as f32).sum::<f32>();
                cost += members.iter().map(|child| rows[*child as usize] as f32).sum::<f32>();
                let there = counts.iter().zip(&of_places[here.clone()]);
                cost += there.map(|(row, price)| row.of(members.len()) * *price as f32).sum::<f32>();
                if !takes_part(site, unit, cost) {
                    continue;
                }
                let places: f32 = counts.iter().map(|row| row.of(members.len())).sum();
                let column = members.len() as f32 + places + held().map(f32::abs).sum::<f32>();
                portion.units.push(narrow(unit));
                portion.children.extend_from_slice(members);
                portion.starts.push(narrow(portion.children.len()));
                portion.costs.push(of.costs[unit]);
                portion.lengths.push(SHORT_OF_FULL as f32 / column);
                portion.held.extend(held());
            }
            portion.ends.push(narrow(portion.units.len()));
        }
        portion
    }

    /// Adds what is in the rows.
    pub(super) fn sum(&self, of: &Relaxation<'_, '_>, sums: &mut [f64]) {
        let (of_children, rest) = sums.split_at_mut(of.companies.must_place.len());
        let (of_places, of_levels) = rest.split_at_mut(of.counts.len());
        self.each(|site, unit| {
            let members = self.members(unit);
            for child in members {
                of_children[*child as usize] += 1.0;
            }
            let there = of.firsts[site]..of.firsts[site + 1];
            for (sum, row) in of_places[there.clone()].iter_mut().zip(&of.counts[there]) {
                *sum += f64::from(row.of(members.len()));
            }
            for (sum, weight) in of_levels.iter_mut().zip(&self.held[unit * of.held.len()..]) {
                *sum += f64::from(weight.abs());
            }
        });
    }

    /// Every unit with its site.
    fn each(&self, mut look: impl FnMut(usize, usize)) {
        let mut unit = 0;
        for (site, end) in self.sites.clone().zip(&self.ends) {
            while unit < *end as usize {
                look(site, unit);
                unit += 1;
            }
        }
    }

    /// Moves the units against their costs at these multipliers, so many times as far; those of children are given once more,
    /// as a step reads them.
    #[expect(clippy::cast_possible_truncation, reason = "a climb may be rounded")]
    pub(super) fn sweep(
        &self,
        of: &Relaxation<'_, '_>,
        rows: &[f64],
        children: &[f32],
        lengthen: f32,
        from: &[f32],
        to: &mut [f32],
    ) -> Part {
        let (of_places, of_levels) = rows[children.len()..].split_at(of.counts.len());
        let levels: Vec<f32> = of_levels.iter().map(|row| *row as f32).collect();
        let first = of.firsts[self.sites.start];
        let mut part = Part {
            children: vec![0.0; children.len()],
            places: vec![0.0; of.firsts[self.sites.end] - first],
            first,
            levels: vec![0.0; levels.len()],
            moved: 0.0,
        };
        self.each(|site, unit| {
            let members = self.members(unit);
            let there = of.firsts[site]..of.firsts[site + 1];
            let counts = &of.counts[there.clone()];
            let held = &self.held[unit * levels.len()..(unit + 1) * levels.len()];
            let mut cost = self.costs[unit];
            for (weight, price) in held.iter().zip(&levels) {
                cost += price * weight;
            }
            for child in members {
                cost += children[*child as usize];
            }
            for (row, price) in counts.iter().zip(&of_places[there.clone()]) {
                cost += row.of(members.len()) * *price as f32;
            }
            let length = self.lengths[unit] * lengthen;
            let share = (from[unit] - length * cost).clamp(0.0, 1.0);
            to[unit] = share;
            let by = share - from[unit];
            if by != 0.0 {
                part.moved += f64::from(by * by / length);
            }
            let heading = share + by;
            if heading != 0.0 {
                for child in members {
                    part.children[*child as usize] += heading;
                }
                for (row, sum) in counts.iter().zip(&mut part.places[there.start - first..]) {
                    *sum += f64::from(row.of(members.len()) * heading);
                }
                for (weight, sum) in held.iter().zip(&mut part.levels) {
                    *sum += f64::from(heading * weight);
                }
            }
        });
        part
    }
}
