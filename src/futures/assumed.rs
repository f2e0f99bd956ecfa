//! Another assumption about what comes.

use crate::domain::{Assumption, Demand, Rate, Scenario};

/// The scenario with one assumption at a multiple of itself. Shares and chances stop at 1. Where groups of siblings are
/// more frequent, single children are as much fewer; where they would be more than all, they are all. Stays are so many
/// times as long, in whole weeks.
///
/// The same futures of both scenarios differ by that assumption alone: what more arrivals add is added to the same
/// arrivals, what more leavers take is taken beside the same leavers.
pub fn assumed(scenario: &Scenario, assumption: Assumption, multiple: Rate) -> Scenario {
    let times = |rate: Rate| Rate(multiple.of_rounded_down(rate.0));
    let at_most_all = |rate: Rate| times(rate).min(Rate::ONE);
    let mut changed = scenario.clone();
    let settings = &mut changed.settings;
    let supply = &mut settings.supply;
    match (assumption, &mut settings.demand) {
        (Assumption::LeaversPerYear, _) => supply.leavers_per_year = at_most_all(supply.leavers_per_year),
        (Assumption::Pipeline, _) => {
            supply.pipeline.iter_mut().for_each(|approval| approval.chance = at_most_all(approval.chance));
        }
        (_, None) => {}
        (Assumption::GroupsPerMonth, Some(demand)) => demand.groups_per_month = times(demand.groups_per_month),
        (Assumption::SiblingGroups, Some(demand)) => more_siblings(demand, multiple),
        (Assumption::Needs, Some(demand)) => demand.needs.values_mut().for_each(|share| *share = at_most_all(*share)),
        (Assumption::Stays, Some(demand)) => demand.stays.iter_mut().for_each(|stay| {
            stay.from = multiple.of_rounded_down(stay.from);
            stay.to = multiple.of_rounded_down(stay.to);
        }),
    }
    changed
}

/// Groups of two and more, so many times as frequent.
fn more_siblings(demand: &mut Demand, multiple: Rate) {
    let together: i64 = demand.group_sizes.iter().filter(|(size, _)| *size > 1).map(|(_, share)| share.0).sum();
    if together == 0 {
        return;
    }
    let most = Rate(i64::try_from(i128::from(Rate::ONE.0).pow(2) / i128::from(together)).unwrap_or(i64::MAX));
    let multiple = multiple.min(most);
    demand.group_sizes.retain(|(size, _)| *size > 1);
    demand.group_sizes.iter_mut().for_each(|(_, share)| *share = Rate(multiple.of_rounded_down(share.0)));
    let rest = Rate::ONE.0 - demand.group_sizes.iter().map(|(_, share)| share.0).sum::<i64>();
    demand.group_sizes.insert(0, (1, Rate(rest)));
}
