//! Plans made again: from other futures, under other assumptions, without leavers or growth.

use std::cmp::Reverse;

use super::{Lever, PanelRequest, Part, Remade, Remake};
use crate::domain::{Pence, Rate, Scenario};
use crate::futures::assumed;
use crate::recruitment::Plan;

/// Households and cost of a plan.
type Size = (i64, Pence);

/// All that is made again.
#[derive(Default)]
pub(super) struct Made {
    pub(super) others: Vec<Plan>,
    pub(super) levers: Vec<Lever>,
    pub(super) middle: Option<Size>,
    pub(super) parts: Vec<(Part, Vec<i64>)>,
    /// Something is left out, since time ended.
    pub(super) stopped: bool,
}

/// Makes plans again.
pub(super) fn again<E>(
    scenario: &Scenario,
    homes: &[i64],
    request: &PanelRequest,
    remake: Remake<'_, E>,
) -> Result<Made, E> {
    let mut made = Made::default();
    made.levers(scenario, request, remake)?;
    made.others(scenario, request, remake)?;
    made.parts(scenario, homes, request, remake)?;
    Ok(made)
}

fn size(plan: &Plan) -> Size {
    (plan.homes.iter().sum(), plan.cost)
}

impl Made {
    /// Plans from sets of futures that have no future in common with each other or with the plan's own.
    fn others<E>(&mut self, scenario: &Scenario, request: &PanelRequest, remake: Remake<'_, E>) -> Result<(), E> {
        for set in 0..request.plans {
            let first = request.futures + set * request.fewer;
            match remake(scenario, first..first + request.fewer)? {
                Remade::Plan(plan) => self.others.push(plan),
                Remade::OutOfReach => {}
                Remade::Stopped => self.stopped = true,
            }
        }
        Ok(())
    }

    /// Each assumption at both ends of its range, and the plan from the same futures as it is.
    fn levers<E>(&mut self, scenario: &Scenario, request: &PanelRequest, remake: Remake<'_, E>) -> Result<(), E> {
        let ranges = &scenario.settings.ranges;
        if ranges.is_empty() {
            return Ok(());
        }
        // None = stopped; none within = out of reach.
        let make = |scenario: &Scenario| {
            Ok(match remake(scenario, 0..request.fewer)? {
                Remade::Plan(plan) => Some(Some(size(&plan))),
                Remade::OutOfReach => Some(None),
                Remade::Stopped => None,
            })
        };
        let middle = make(scenario)?;
        self.stopped |= middle.is_none();
        self.middle = middle.flatten();
        for (assumption, (low, high)) in ranges {
            let at = |multiple: Rate| make(&assumed(scenario, *assumption, multiple));
            match (at(*low)?, at(*high)?) {
                (Some(low), Some(high)) => self.levers.push(Lever { assumption: *assumption, low, high }),
                _ => self.stopped = true,
            }
        }
        self.levers.sort_by_key(|lever| (Reverse(width(lever)), lever.assumption));
        Ok(())
    }

    /// The three parts of the sector's method.
    fn parts<E>(
        &mut self,
        scenario: &Scenario,
        homes: &[i64],
        request: &PanelRequest,
        remake: Remake<'_, E>,
    ) -> Result<(), E> {
        let mut steady = scenario.clone();
        steady.settings.supply.leavers_per_year = Rate(0);
        let with_growth = remake(&steady, 0..request.futures)?;
        if let Some(demand) = &mut steady.settings.demand {
            demand.growth_per_year = Rate(0);
        }
        let without_growth = remake(&steady, 0..request.futures)?;
        self.stopped |= with_growth == Remade::Stopped || without_growth == Remade::Stopped;
        if let (Remade::Plan(with_growth), Remade::Plan(pool)) = (with_growth, without_growth) {
            let less = |more: &[i64], fewer: &[i64]| more.iter().zip(fewer).map(|(more, fewer)| more - fewer).collect();
            self.parts = vec![
                (Part::ReplaceLeavers, less(homes, &with_growth.homes)),
                (Part::MeetGrowth, less(&with_growth.homes, &pool.homes)),
                (Part::EnlargePool, pool.homes),
            ];
        }
        Ok(())
    }
}

/// How far the ends of a lever are apart, in cost; an end where no plan keeps the promise is farthest.
fn width(lever: &Lever) -> i64 {
    match (lever.low, lever.high) {
        (Some((_, low)), Some((_, high))) => (high.0 - low.0).abs(),
        _ => i64::MAX,
    }
}
