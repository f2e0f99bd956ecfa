//! Plans made again: from other futures, under other assumptions, without leavers or growth.

use std::cmp::Reverse;

use super::{Lever, PanelRequest, Part, Remake};
use crate::domain::{Pence, Rate, Scenario};
use crate::futures::assumed;
use crate::recruitment::Plan;

/// Households and cost of a plan.
type Size = (i64, Pence);

/// All that is made again.
#[derive(Default)]
pub(super) struct Again {
    pub(super) others: Vec<Plan>,
    pub(super) levers: Vec<Lever>,
    pub(super) middle: Option<Size>,
    pub(super) parts: Vec<(Part, Vec<i64>)>,
}

/// Makes plans again.
pub(super) fn again<E>(
    scenario: &Scenario,
    homes: &[i64],
    request: &PanelRequest,
    remake: Remake<'_, E>,
) -> Result<Again, E> {
    let (levers, middle) = levers(scenario, request, remake)?;
    Ok(Again {
        others: others(scenario, request, remake)?,
        levers,
        middle,
        parts: parts(scenario, homes, request, remake)?,
    })
}

/// Plans from sets of futures that have no future in common with each other or with the plan's own.
fn others<E>(scenario: &Scenario, request: &PanelRequest, remake: Remake<'_, E>) -> Result<Vec<Plan>, E> {
    let mut plans = Vec::new();
    for set in 0..request.plans {
        let first = request.futures + set * request.fewer;
        plans.extend(remake(scenario, first..first + request.fewer)?);
    }
    Ok(plans)
}

fn size(plan: &Plan) -> Size {
    (plan.homes.iter().sum(), plan.cost)
}

/// Each assumption at both ends of its range, and the plan from the same futures as it is.
fn levers<E>(
    scenario: &Scenario,
    request: &PanelRequest,
    remake: Remake<'_, E>,
) -> Result<(Vec<Lever>, Option<Size>), E> {
    let ranges = &scenario.settings.ranges;
    let make = |scenario: &Scenario| Ok(remake(scenario, 0..request.fewer)?.as_ref().map(size));
    let mut levers = Vec::new();
    for (assumption, (low, high)) in ranges {
        let at = |multiple: Rate| make(&assumed(scenario, *assumption, multiple));
        levers.push(Lever { assumption: *assumption, low: at(*low)?, high: at(*high)? });
    }
    levers.sort_by_key(|lever| (Reverse(width(lever)), lever.assumption));
    Ok((levers, if ranges.is_empty() { None } else { make(scenario)? }))
}

/// How far the ends of a lever are apart, in cost; an end where no plan keeps the promise is farthest.
fn width(lever: &Lever) -> i64 {
    match (lever.low, lever.high) {
        (Some((_, low)), Some((_, high))) => (high.0 - low.0).abs(),
        _ => i64::MAX,
    }
}

/// The three parts of the sector's method.
fn parts<E>(
    scenario: &Scenario,
    homes: &[i64],
    request: &PanelRequest,
    remake: Remake<'_, E>,
) -> Result<Vec<(Part, Vec<i64>)>, E> {
    let mut steady = scenario.clone();
    steady.settings.supply.leavers_per_year = Rate(0);
    let with_growth = remake(&steady, 0..request.futures)?;
    if let Some(demand) = &mut steady.settings.demand {
        demand.growth_per_year = Rate(0);
    }
    let without_growth = remake(&steady, 0..request.futures)?;
    let (Some(with_growth), Some(pool)) = (with_growth, without_growth) else { return Ok(Vec::new()) };
    let less = |more: &[i64], fewer: &[i64]| more.iter().zip(fewer).map(|(more, fewer)| more - fewer).collect();
    Ok(vec![
        (Part::ReplaceLeavers, less(homes, &with_growth.homes)),
        (Part::MeetGrowth, less(&with_growth.homes, &pool.homes)),
        (Part::EnlargePool, pool.homes),
    ])
}
