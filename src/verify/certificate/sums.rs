//! The sums of the formula, home by home and family by family, and the bounds that follow from them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::adds::{Adds, LEVELS, at, with_nobody};
use super::ground::Ground;
use super::home::{Pricing, gcd};
use super::leaf::{Case, Leaf, TooLarge, sum};
use super::packing::Packing;
use crate::domain::{CERTIFICATE_UNIT, Household, LevelId};

/// So many cases are priced together, so that what a home could take is found once for all of them.
const TOGETHER: usize = 64;

/// The least prices of one home or family, by case.
type Least = Vec<Result<i128, TooLarge>>;

/// The bound of each level that holds in all its cases.
pub(super) fn proved(ground: &Ground<'_>, cases: &[Case<'_>], held: &Adds) -> BTreeMap<LevelId, Result<i64, TooLarge>> {
    let nobody = with_nobody(ground.scenario);
    let mut bounds: BTreeMap<LevelId, Result<i64, TooLarge>> = BTreeMap::new();
    for together in cases.chunks(TOGETHER) {
        let leaves: Vec<Leaf<'_>> = together.iter().map(|case| Leaf::of(ground, case)).collect();
        let (totals, steps) = totals(ground, &leaves, &nobody, held);
        for (case, total) in together.iter().zip(totals) {
            let level = at(case.level);
            let bound = total.and_then(|total| rounded(total, nobody[level], steps[level]));
            let so_far = bounds.entry(case.level).or_insert(bound);
            *so_far = so_far.and_then(|least| Ok(least.min(bound?)));
        }
    }
    bounds
}

/// The least value that a level can have: it moves from its value with nobody placed in whole steps.
fn rounded(total: i128, nobody: i64, step: i64) -> Result<i64, TooLarge> {
    let (nobody, step) = (i128::from(nobody), i128::from(step.max(1)));
    let unit = i128::from(CERTIFICATE_UNIT) * step;
    let above = sum(total, -nobody * i128::from(CERTIFICATE_UNIT))?;
    let steps = above.div_euclid(unit) + i128::from(above.rem_euclid(unit) > 0);
    i64::try_from(sum(nobody, steps * step)?).map_err(|_| TooLarge)
}

/// The sum of the formula for each case, in units of [`CERTIFICATE_UNIT`], and the steps in which each level moves.
fn totals(ground: &Ground<'_>, leaves: &[Leaf<'_>], nobody: &Adds, held: &Adds) -> (Least, Adds) {
    let mut asked = [false; LEVELS];
    for leaf in leaves {
        for (asked, asks) in asked.iter_mut().zip(leaf.asks()) {
            *asked |= asks;
        }
    }
    let scenario = ground.scenario;
    let of_home = |home: &Household| {
        let mut pricing = Pricing::of(ground, home, asked);
        (leaves.iter().map(|leaf| pricing.least(leaf)).collect::<Least>(), pricing.steps())
    };
    let of_family = |packing: &mut Packing<'_, '_>| {
        (leaves.iter().map(|leaf| packing.least(leaf)).collect::<Least>(), packing.steps())
    };
    let homes: Vec<(Least, Adds)> = scenario.households.par_iter().map(of_home).collect();
    let mut packings: Vec<Packing<'_, '_>> =
        scenario.provisions.par_iter().flat_map(|there| Packing::all(ground, there, asked)).collect();
    let families: Vec<(Least, Adds)> = packings.par_iter_mut().map(of_family).collect();
    let mut totals: Least = leaves.iter().map(|leaf| leaf.fixed(ground, nobody, held)).collect();
    let mut steps = Adds::default();
    steps[at(LevelId::Separated)] = 1;
    for (least, of_them) in homes.into_iter().chain(families) {
        for (step, other) in steps.iter_mut().zip(of_them) {
            *step = gcd(*step, other);
        }
        for (total, least) in totals.iter_mut().zip(least) {
            *total = total.and_then(|total| sum(total, least?));
        }
    }
    (totals, steps)
}
