//! Level after level: each bound given the values before it, from the multipliers of the level before.

use std::ops::Range;

use rayon::prelude::*;

use super::Companies;
use super::ascend::{Aim, Ascent, Climb};
use super::master::{Master, means};
use super::polish::Goal;
use super::price::Guess;
use super::prices::Prices;
use super::quotients::Quotients;
use super::tree::Tree;
use crate::domain::{Certificate, Proposal};
use crate::model;
use crate::solve::Watch;
use crate::solve::backend::Backend;

/// How much more the multipliers of the level before may weigh than those of the level itself; not at all, among others.
const HEAVIER: [f64; 6] = [0.0, 0.25, 1.0, 4.0, 16.0, 64.0];
/// How much of the level's own middling multipliers is added to them.
const OWN: [f64; 3] = [0.0, 0.5, 1.0];
/// The same for a climb: where multipliers of the level before weigh too little, it takes long to make them heavier.
const HEAVIER_TO_CLIMB: [f64; 5] = [1.0, 2.0, 4.0, 16.0, 64.0];

/// Of so few units the proofs of the first levels and of the last ones are looked for side by side.
const FEW_TO_HALVE: usize = 5_000;

/// How hard to look for proofs.
#[derive(Clone, Copy)]
pub(in crate::solve) struct Effort<'w> {
    /// Rounds of the linear programme for each level, and for each case.
    pub(in crate::solve) rounds: usize,
    /// Whether to look for rows that take long to find.
    pub(in crate::solve) thorough: bool,
    /// Cases of each level at most.
    pub(in crate::solve) cases: usize,
    /// Whether a level is known to have no lower value: only then cases are looked at.
    pub(in crate::solve) proved: &'w [bool],
    /// When to stop at the latest: what ends by the clock is not the same every time.
    pub(in crate::solve) watch: &'w Watch,
}

impl Companies<'_> {
    /// A bound of each level given these values of the levels before it, with its proof; one for each value. A climb ends
    /// early where it meets the value.
    pub fn certificates(&self, values: &[i64], climb: &Climb) -> Vec<Certificate> {
        let mut certificates = Vec::with_capacity(values.len());
        self.bounds(values, None, |_| Some(*climb), |certificate| certificates.push(certificate));
        certificates
    }

    /// As [`Companies::certificates`], where each level has its own climb, none = no further, and its certificate is told as
    /// soon as it is there. The end of a climb to all levels at once is another start for each.
    pub(in crate::solve) fn bounds(
        &self,
        values: &[i64],
        top: Option<&Ascent>,
        climb: impl Fn(usize) -> Option<Climb>,
        mut tell: impl FnMut(Certificate),
    ) {
        let mut before: Option<Ascent> = None;
        for (level, value) in values.iter().enumerate() {
            let Some(climb) = climb(level) else { return };
            let aim = Aim::level(self.levels.len(), &values[..level]);
            let start = self.carry(&values[..level], before.as_ref(), top);
            let climb = Climb { enough: Some(self.just_below(level, *value)), ..climb };
            let ascent = self.ascend(&aim, start.as_ref(), &climb);
            tell(self.certificate(&values[..level], &ascent.prices));
            before = Some(ascent);
        }
    }

    /// A bound of each level given these values of the levels before it, with its proof, by a linear programme over
    /// companies that begins with those of a proposal that has these values; by cases where that falls short of the value.
    /// None = the back-end has no programme that grows.
    pub(in crate::solve) fn proofs(
        &self,
        proposal: &Proposal,
        values: &[i64],
        effort: Effort<'_>,
        backend: &dyn Backend,
    ) -> Option<Vec<Certificate>> {
        let units = self.units_of(proposal);
        let of = |levels: Range<usize>| self.proofs_of(levels, &units, values, effort, backend);
        if self.units() > FEW_TO_HALVE {
            return of(0..values.len());
        }
        // In a small scenario a level learns little from those before it: the first ones and the last ones side by side.
        let half = values.len() / 2;
        let (first, last) = rayon::join(|| of(0..half), || of(half..values.len()));
        let mut certificates = first?;
        if certificates.len() == half {
            certificates.extend(last?);
        }
        Some(certificates)
    }

    /// As [`Companies::proofs`], of these levels.
    fn proofs_of(
        &self,
        levels: Range<usize>,
        units: &[u32],
        values: &[i64],
        effort: Effort<'_>,
        backend: &dyn Backend,
    ) -> Option<Vec<Certificate>> {
        let mut master = Master::of(self, units, backend)?;
        values[..levels.start].iter().for_each(|value| master.hold(self, *value));
        let mut certificates = Vec::with_capacity(levels.len());
        let mut before: Option<Prices> = None;
        for level in levels {
            let value = &values[level];
            if effort.watch.is_over() {
                break;
            }
            let held = &values[..level];
            let aim = Aim::level(self.levels.len(), held);
            // A level that takes long is not to take the time of those after it.
            let watch = Watch { deadline: effort.watch.share_of(values.len() - level), ..effort.watch.unseen() };
            let goal = Goal {
                enough: self.just_below(level, *value),
                rounds: effort.rounds,
                thorough: effort.thorough,
                only_enough: false,
                watch: &watch,
            };
            let start = before.as_ref().map(|before| self.carried(held, before, self.just_below(level, *value)));
            let polished = self.polish(&aim, start, goal, &mut master);
            let mut certificate = self.certificate(held, &polished.prices);
            let mut tree = Tree { master: &mut master, values: held, at_least: *value, goal, left: effort.cases };
            if certificate.bound < *value
                && effort.proved.get(level) == Some(&true)
                && let Some(solution) = &polished.solution
                && let Some(proof) = tree.split(self, &polished.prices, solution, 0)
            {
                certificate = Certificate { bound: *value, proof, ..certificate };
            }
            certificates.push(certificate);
            master.within(self);
            master.hold(self, *value);
            before = Some(polished.prices);
        }
        Some(certificates)
    }

    /// The units of a proposal, in order.
    pub(super) fn units_of(&self, proposal: &Proposal) -> Vec<u32> {
        let mut wanted = model::units_of(self.scenario, proposal);
        let mut units = Vec::new();
        for site in &self.sites {
            for unit in site.units.clone() {
                if wanted.remove(&(site.place, self.children(unit))) {
                    units.push(u32::try_from(unit).expect("fewer units than 2^32"));
                }
            }
        }
        units
    }

    /// The best start for the level after these values, from the multipliers of the level before it; the first one tried
    /// where that shows more than `enough`.
    fn carried(&self, values: &[i64], before: &Prices, enough: f64) -> Prices {
        let (aim, level) = (&Aim::level(self.levels.len(), values), values.len());
        let means = means(self);
        let ratio = means[level] / means[level - 1];
        let own = self.middling(aim).children;
        let tried = |(heavier, part): (f64, f64)| {
            let mut start = before.heavier(heavier * ratio, level);
            for (price, own) in start.children.iter_mut().zip(&own) {
                *price += part * own;
            }
            (self.bound_without_sets(aim, &start), start)
        };
        // Where the level before is of no use, it is the first; all others are looked at side by side.
        let first = tried((HEAVIER[0], OWN[0]));
        if first.0 > enough {
            return first.1;
        }
        let others: Vec<(f64, f64)> =
            HEAVIER.into_iter().flat_map(|heavier| OWN.map(|part| (heavier, part))).skip(1).collect();
        let others: Vec<(f64, Prices)> = if self.is_small() {
            others.into_iter().map(tried).collect()
        } else {
            others.into_par_iter().map(tried).collect()
        };
        let better = |best: (f64, Prices), each: (f64, Prices)| if each.0 > best.0 { each } else { best };
        others.into_iter().fold(first, better).1
    }

    /// The best start of the climb for the level after these values: from the end of the one before, or from that of a climb
    /// to all levels.
    fn carry(&self, values: &[i64], before: Option<&Ascent>, top: Option<&Ascent>) -> Option<Ascent> {
        let (aim, level) = (&Aim::level(self.levels.len(), values), values.len());
        let mut starts = Vec::new();
        if let Some(before) = before {
            let ratio = self.typical[level] / self.typical[level - 1];
            starts.extend(HEAVIER_TO_CLIMB.map(|heavier| before.heavier(heavier * ratio, level)));
        }
        if let Some(top) = top.filter(|top| top.prices.levels[level] > 0.0) {
            starts.push(top.heavier(1.0 / top.prices.levels[level], level));
        }
        let tried = starts.into_iter().map(|start| (self.bound_without_sets(aim, &start.prices), start));
        let best = tried.reduce(|best, each| if each.0 > best.0 { each } else { best })?.1;
        Some(Ascent { share: top.or(before)?.share.clone(), ..best })
    }

    fn bound_without_sets(&self, aim: &Aim, prices: &Prices) -> f64 {
        let alone = Prices { groups: Vec::new(), ..prices.clone() };
        self.bound_at(aim, &alone, &Guess::none(self)).0
    }
}

impl Ascent {
    /// With multipliers so many times as heavy, as far as this level, and no units.
    fn heavier(&self, by: f64, level: usize) -> Self {
        let places = self.places.iter().map(|price| price * by).collect();
        Self { prices: self.prices.heavier(by, level), places, share: Vec::new(), ..*self }
    }
}

impl Prices {
    /// So many times as heavy, 1 for this level, and nothing for those after it.
    fn heavier(&self, by: f64, level: usize) -> Self {
        let mut heavier = Self { quotients: Quotients::default(), ..self.clone() };
        for price in heavier.levels.iter_mut().chain(&mut heavier.children) {
            *price *= by;
        }
        heavier.levels[level] = 1.0;
        heavier.levels[level + 1..].fill(0.0);
        heavier
    }
}
