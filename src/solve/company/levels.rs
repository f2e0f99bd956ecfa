//! Level after level: each bound given the values before it, from the multipliers of the level before.

use super::Companies;
use super::ascend::{Aim, Climb};
use super::prices::Prices;
use crate::domain::Certificate;

/// How much more the multipliers of the level before may weigh than those of the level itself.
const HEAVIER: [f64; 5] = [0.25, 1.0, 4.0, 16.0, 64.0];
/// How much of the level's own middling multipliers is added to them.
const OWN: [f64; 3] = [0.0, 0.5, 1.0];

impl Companies<'_> {
    /// A bound of each level given these values of the levels before it, with its proof; one for each value. A climb ends
    /// early where it meets the value.
    pub fn certificates(&self, values: &[i64], climb: &Climb) -> Vec<Certificate> {
        let mut certificates = Vec::with_capacity(values.len());
        let mut before: Option<Prices> = None;
        for (level, value) in values.iter().enumerate() {
            let aim = Aim::level(self.levels.len(), &values[..level]);
            let start = before.as_ref().map(|before| self.carried(&aim, level, before));
            let ascent = self.ascend(&aim, start.as_ref(), &Climb { enough: Some(just_below(*value)), ..*climb });
            certificates.push(self.certificate(&values[..level], &ascent.prices));
            before = Some(ascent.prices);
        }
        certificates
    }

    /// The best start for a level from the multipliers of the level before it.
    fn carried(&self, aim: &Aim, level: usize, before: &Prices) -> Prices {
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

/// What a bound that rounds up to the value is above, with room for the roundings of a climb.
#[expect(clippy::cast_precision_loss, reason = "whole numbers below 2^53 are exact")]
fn just_below(value: i64) -> f64 {
    value as f64 - 1.0 + 1e-3
}
