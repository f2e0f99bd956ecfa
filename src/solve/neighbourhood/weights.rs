//! All levels as one cost: a guide to a search, whose finds are judged level by level.

use super::ground::Ground;
use crate::model::Model;
use crate::policy::levels::Level;
use crate::solve::linear::float;

/// How much a level outweighs the next one, where both change by what is usual for a child: enough that a trade against
/// the order of the priorities is rare, and little enough that the last levels are not drowned.
const RATIO: f64 = 12.0;
/// Every so many units are looked at to see what is usual.
const SAMPLED: usize = 61;
/// Weights are rounded to whole numbers after they are multiplied by this.
const SCALE: f64 = 64.0;

/// What a unit of each level weighs.
pub(super) fn weights(ground: &Ground<'_>) -> Vec<f64> {
    let usual = |level: &&dyn Level| {
        let all = ground.offers.iter().flat_map(|offer| offer.units.iter().map(move |unit| (offer, unit)));
        let (mut charged, mut children) = (0, 0);
        for (offer, unit) in all.step_by(SAMPLED) {
            let charge = level.charge(ground.scenario, &unit.children, offer.place, &offer.staying);
            if charge != 0 {
                charged += charge.abs();
                children += i64::try_from(unit.children.len()).unwrap_or(1);
            }
        }
        (float(charged) / float(children.max(1))).max(1.0)
    };
    let mut weights = Vec::new();
    let mut worth = 1.0;
    for level in ground.levels.iter().rev() {
        weights.push(worth / usual(level));
        worth *= RATIO;
    }
    weights.reverse();
    weights
}

/// What each variable costs at these weights.
#[expect(clippy::cast_possible_truncation, reason = "what is found is judged level by level")]
pub(super) fn folded(model: &Model, weights: &[f64]) -> Vec<i64> {
    let of = |variable: usize| {
        let levels = model.objectives.iter().zip(weights);
        levels.map(|(objective, weight)| float(objective.charges[variable]) * weight * SCALE).sum::<f64>()
    };
    (0..model.variables()).map(|variable| of(variable).round() as i64).collect()
}
