//! From approvals back to enquiries, and when.

use super::{Line, Step, Total};
use crate::domain::{Funnel, HomeKind, KindId, Pence, Rate, Scenario};
use crate::recruitment::Plan;

/// The lines of a plan.
pub(super) fn lines(scenario: &Scenario, homes: &[i64], others: &[Plan]) -> Vec<Line> {
    let funnel = &scenario.settings.funnel;
    let horizon = scenario.settings.demand.as_ref().map_or(0, |demand| demand.horizon_months);
    let kinds = scenario.kinds.iter().zip(homes).filter(|(_, households)| **households > 0);
    kinds
        .map(|(kind, households)| line(kind, *households, interval(kind.id, *households, others), funnel, horizon))
        .collect()
}

fn line(kind: &HomeKind, households: i64, interval: (i64, i64), funnel: &Funnel, horizon: i64) -> Line {
    let applications = at_least(households, funnel.approvals_per_application);
    let enquiries = at_least(applications, funnel.applications_per_enquiry);
    let start_month = horizon - funnel.months_to_approve;
    Line {
        kind: kind.id,
        locality: kind.home.locality,
        households,
        interval,
        places: households * kind.home.places,
        applications,
        enquiries,
        start_month,
        enquiries_a_month: (start_month >= 0).then(|| ceiling(enquiries, start_month.max(1))),
        recruitment_cost: Pence(households * kind.recruitment_cost.0),
        yearly_cost: Pence(households * kind.yearly_cost.0),
        weekly_cost: kind.home.weekly_cost,
    }
}

fn interval(kind: KindId, households: i64, others: &[Plan]) -> (i64, i64) {
    let of = |plan: &Plan| plan.homes.get(kind.index()).copied().unwrap_or(0);
    range(households, others.iter().map(of))
}

fn range<T: Ord + Copy>(one: T, others: impl Iterator<Item = T> + Clone) -> (T, T) {
    (others.clone().fold(one, T::min), others.fold(one, T::max))
}

/// All lines together.
pub(super) fn total(lines: &[Line], plan: &Plan, others: &[Plan]) -> Total {
    let sum = |part: &dyn Fn(&Line) -> i64| lines.iter().map(part).sum::<i64>();
    let households = sum(&|line| line.households);
    Total {
        households,
        interval: range(households, others.iter().map(|other| other.homes.iter().sum())),
        places: sum(&|line| line.places),
        applications: sum(&|line| line.applications),
        enquiries: sum(&|line| line.enquiries),
        recruitment_cost: Pence(sum(&|line| line.recruitment_cost.0)),
        yearly_cost: Pence(sum(&|line| line.yearly_cost.0)),
        cost: range(plan.cost, others.iter().map(|other| other.cost)),
    }
}

/// The campaign by quarter, and on the horizon.
pub(super) fn campaign(lines: &[Line], horizon: i64, months_to_approve: i64) -> Vec<Step> {
    let last = (horizon - months_to_approve).max(0);
    let step = |month: i64| Step {
        month,
        enquiries: lines
            .iter()
            .map(|line| if last == 0 { line.enquiries } else { ceiling(line.enquiries * month.min(last), last) })
            .sum(),
        households: lines.iter().map(|line| approved(line.households, month, horizon, months_to_approve)).sum(),
    };
    quarters(horizon).map(step).collect()
}

/// The first day, each quarter, and the horizon.
pub(super) fn quarters(horizon: i64) -> impl Iterator<Item = i64> {
    (0..horizon).step_by(3).chain([horizon])
}

/// How many of so many households are approved by a month, if approvals are spread evenly from the end of the funnel to
/// the horizon; rounded down.
pub(super) fn approved(households: i64, month: i64, horizon: i64, months_to_approve: i64) -> i64 {
    if month >= horizon {
        return households;
    }
    let first = months_to_approve.max(0);
    if first >= horizon { 0 } else { households * (month - first).max(0) / (horizon - first) }
}

/// How many of the wider end of a funnel it takes for so many of the narrower end, rounded up.
fn at_least(households: i64, rate: Rate) -> i64 {
    let parts = i128::from(households) * i128::from(Rate::ONE.0);
    let rate = i128::from(rate.0.max(1));
    i64::try_from((parts + rate - 1) / rate).unwrap_or(i64::MAX)
}

fn ceiling(number: i64, by: i64) -> i64 {
    (number + by - 1) / by
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_funnel_backwards_is_rounded_up_at_each_end() {
        // A third of applications and 12 % of enquiries: 20 approvals take 61 applications and 509 enquiries.
        assert_eq!(at_least(20, Rate(330_000)), 61);
        assert_eq!(at_least(61, Rate(120_000)), 509);
        assert_eq!((at_least(0, Rate(330_000)), at_least(7, Rate::ONE)), (0, 7));
        assert_eq!((at_least(1, Rate(500_000)), at_least(1, Rate(333_333)), at_least(1, Rate(333_334))), (2, 4, 3));
    }

    #[test]
    fn approvals_are_spread_from_the_end_of_the_funnel_to_the_horizon() {
        let by = |month| approved(10, month, 24, 9);
        assert_eq!([0, 9, 10, 12, 21, 23, 24, 30].map(by), [0, 0, 0, 2, 8, 9, 10, 10]);
        assert_eq!([0, 5, 6].map(|month| approved(10, month, 6, 9)), [0, 0, 10], "no time for the funnel");
        assert_eq!([0, 3, 6].map(|month| approved(10, month, 6, 0)), [0, 5, 10]);
        assert_eq!(quarters(24).collect::<Vec<_>>(), [0, 3, 6, 9, 12, 15, 18, 21, 24]);
        assert_eq!(quarters(7).collect::<Vec<_>>(), [0, 3, 6, 7]);
    }
}
