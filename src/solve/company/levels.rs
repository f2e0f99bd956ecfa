//! Level after level: each bound given the values before it, from the multipliers of the level before.

use super::Companies;
use super::ascend::{Aim, Climb};
use super::prices::Prices;
use crate::domain::{Certificate, ChildId, Proposal};
use crate::model;
use crate::solve::backend::Backend;

/// How much more the multipliers of the level before may weigh than those of the level itself; not at all, among others.
const HEAVIER: [f64; 6] = [0.0, 0.25, 1.0, 4.0, 16.0, 64.0];
/// How much of the level's own middling multipliers is added to them.
const OWN: [f64; 3] = [0.0, 0.5, 1.0];

impl Companies<'_> {
    /// A bound of each level given these values of the levels before it, with its proof; one for each value. A climb ends
    /// early where it meets the value.
    pub fn certificates(&self, values: &[i64], climb: &Climb) -> Vec<Certificate> {
        self.each_level(values, climb, |_, prices| prices)
    }

    /// As [`Companies::certificates`], each climb followed by so many rounds of a linear programme over companies at most,
    /// which begins with those of a proposal that has these values.
    pub(in crate::solve) fn polished(
        &self,
        proposal: &Proposal,
        values: &[i64],
        climb: &Climb,
        rounds: usize,
        backend: &dyn Backend,
    ) -> Vec<Certificate> {
        let mut pool = self.pool(&self.units_of(proposal));
        self.each_level(values, climb, |level, prices| {
            self.polish(&values[..level], prices, self.just_below(level, values[level]), rounds, &mut pool, backend)
        })
    }

    fn each_level(
        &self,
        values: &[i64],
        climb: &Climb,
        mut better: impl FnMut(usize, Prices) -> Prices,
    ) -> Vec<Certificate> {
        let mut certificates = Vec::with_capacity(values.len());
        let mut before: Option<Prices> = None;
        for (level, value) in values.iter().enumerate() {
            let aim = Aim::level(self.levels.len(), &values[..level]);
            let start = before.as_ref().map(|before| self.carried(&values[..level], before));
            let climb = Climb { enough: Some(self.just_below(level, *value)), ..*climb };
            let prices = better(level, self.ascend(&aim, start.as_ref(), &climb).prices);
            certificates.push(self.certificate(&values[..level], &prices));
            before = Some(prices);
        }
        certificates
    }

    /// The units of a proposal, in order.
    fn units_of(&self, proposal: &Proposal) -> Vec<u32> {
        let mut wanted = model::units_of(self.scenario, proposal);
        let mut units = Vec::new();
        for site in &self.sites {
            for unit in site.units.clone() {
                let children = self.units.children(unit).iter().map(|child| ChildId::at(*child as usize)).collect();
                if wanted.remove(&(site.place, children)) {
                    units.push(u32::try_from(unit).expect("fewer units than 2^32"));
                }
            }
        }
        units
    }

    /// The best start for the level after these values, from the multipliers of the level before it.
    pub fn carried(&self, values: &[i64], before: &Prices) -> Prices {
        let (aim, level) = (&Aim::level(self.levels.len(), values), values.len());
        let shape = self.shape(aim);
        let scales = self.scales();
        let ratio = scales[level] / scales[level - 1];
        let own = self.middling(aim, &shape);
        let mut best: Option<(f64, Prices)> = None;
        for heavier in HEAVIER {
            for part in OWN {
                let mut start = before.clone();
                for price in start.levels.iter_mut().chain(&mut start.children) {
                    *price *= heavier * ratio;
                }
                start.levels[level] = 1.0;
                for (price, own) in start.children.iter_mut().zip(&own) {
                    *price += part * own;
                }
                let mut at = shape.flat(aim, &start);
                shape.project(&mut at);
                let bound = self.look(aim, &shape, at, 0.0).0.bound;
                if best.as_ref().is_none_or(|(most, _)| bound > *most) {
                    best = Some((bound, start));
                }
            }
        }
        best.map_or_else(|| before.clone(), |(_, start)| start)
    }
}
