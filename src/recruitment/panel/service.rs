//! The service with the plan and without it, in the same futures.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::funnel::{approved, quarters};
use super::{Fan, PanelRequest};
use crate::domain::{Goal, Pence, Proposal, Scenario, Sector};
use crate::futures::{NoDemand, future, with_plan};
use crate::recruitment::aims::Heads;
use crate::recruitment::seating;
use crate::{compatibility, verify};

/// What all futures together say.
pub(super) struct Seen {
    pub(super) base_line: i64,
    pub(super) leavers: i64,
    pub(super) under_way: i64,
    pub(super) saving_a_year: (Pence, Pence, Pence),
    pub(super) fan: Vec<Fan>,
}

/// One future.
struct One {
    /// In-house share by quarter: with the plan, without.
    shares: Vec<(i64, i64)>,
    /// What the plan saves a week on the horizon.
    saved: i64,
    /// In-house households of today that have left by the horizon.
    left: i64,
    /// In-house households that have been approved on the way.
    approved: i64,
}

/// The futures with the plan and without it.
pub(super) fn see(scenario: &Scenario, homes: &[i64], request: &PanelRequest) -> Result<Seen, NoDemand> {
    let own = in_house(scenario);
    let first = request.futures + request.plans * request.fewer;
    let numbers: Vec<u32> = (first..first + request.seen).collect();
    // The first day is the same in every future.
    let today = Seated::of(&future(scenario, request.seed, first, 0)?).share;
    let one = |number: &u32| one(scenario, homes, &own, today, request.seed, *number);
    let all: Vec<One> = numbers.par_iter().map(one).collect::<Result<_, _>>()?;
    let count = i64::from(request.seen).max(1);
    let sum = |part: &dyn Fn(&One) -> i64| all.iter().map(part).sum::<i64>();
    let yearly: i64 = scenario.kinds.iter().zip(homes).map(|(kind, homes)| homes * kind.yearly_cost.0).sum();
    let saved: Vec<i64> = all.iter().map(|one| 52 * one.saved - yearly).collect();
    let months = quarters(horizon(scenario)).enumerate();
    let fan = months.map(|(i, month)| Fan {
        month,
        with_plan: FIVE.map(|percent| percentile(all.iter().map(|one| one.shares[i].0), percent)),
        without: FIVE.map(|percent| percentile(all.iter().map(|one| one.shares[i].1), percent)),
    });
    let saving = |percent| Pence(percentile(saved.iter().copied(), percent));
    Ok(Seen {
        base_line: i64::try_from(own.len()).unwrap_or(i64::MAX),
        leavers: (sum(&|one| one.left) + count - 1) / count,
        under_way: sum(&|one| one.approved) / count,
        saving_a_year: (saving(50), saving(5), saving(95)),
        fan: fan.collect(),
    })
}

fn horizon(scenario: &Scenario) -> i64 {
    scenario.settings.demand.as_ref().map_or(0, |demand| demand.horizon_months)
}

fn one(
    scenario: &Scenario,
    homes: &[i64],
    own: &BTreeSet<&str>,
    today: i64,
    seed: u64,
    number: u32,
) -> Result<One, NoDemand> {
    let horizon = horizon(scenario);
    let lag = scenario.settings.funnel.months_to_approve;
    let mut one = One { shares: vec![(today, today)], saved: 0, left: 0, approved: 0 };
    for month in quarters(horizon).skip(1) {
        let later = future(scenario, seed, number, month)?;
        let recruited: Vec<i64> = homes.iter().map(|homes| approved(*homes, month, horizon, lag)).collect();
        let without = Seated::of(&later);
        if month == horizon {
            let there = in_house(&later);
            let whole = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
            one.left = whole(own.difference(&there).count());
            one.approved = whole(there.difference(own).count());
        }
        let with =
            if recruited.iter().all(|homes| *homes == 0) { without } else { Seated::of(&with_plan(later, &recruited)) };
        one.shares.push((with.share, without.share));
        one.saved = without.weekly_cost - with.weekly_cost;
    }
    Ok(one)
}

/// References of the council's own households.
fn in_house(scenario: &Scenario) -> BTreeSet<&str> {
    let own = scenario.households.iter().filter(|home| home.sector == Sector::InHouse);
    own.map(|home| &*home.reference).collect()
}

/// A service on one day, under a lawful proposal.
#[derive(Clone, Copy)]
struct Seated {
    share: i64,
    weekly_cost: i64,
}

impl Seated {
    /// Everybody is placed for whom there is a place, in-house first and siblings together, whatever is said of budgets and
    /// of residential care: without the plan these would only hide what it costs. A child who still has no place is
    /// reckoned at the cost of an agency.
    fn of(day: &Scenario) -> Self {
        let mut day = day.clone();
        day.settings.goals.wanted.retain(|goal, _| matches!(goal, Goal::InHouse | Goal::SiblingsTogether));
        let graph = compatibility::graph(&day);
        let staying = Proposal::of_those_who_stay(&day);
        let seated = seating::seat(&day, &graph, &Heads::of(&day, &staying));
        // Nothing counts that the verifier does not let stand.
        let proposal = if verify::verify(&day, &seated).stands() { seated } else { staying };
        let heads = Heads::of(&day, &proposal);
        let agency = day.settings.costs.0.get(&Sector::Ifa).map_or(0, |cost| cost.0);
        Self {
            share: if heads.children == 0 { 1_000_000 } else { 1_000_000 * heads.in_house / heads.children },
            weekly_cost: heads.weekly_cost + heads.unplaced * agency,
        }
    }
}

const FIVE: [usize; 5] = [5, 25, 50, 75, 95];

/// The nearest rank: the smallest value that so many in a hundred do not exceed. 0 of none.
fn percentile(values: impl Iterator<Item = i64>, percent: usize) -> i64 {
    let mut values: Vec<i64> = values.collect();
    values.sort_unstable();
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_nearest_rank() {
        let of = |percent| percentile((1..=20).rev(), percent);
        assert_eq!(FIVE.map(of), [1, 5, 10, 15, 19]);
        assert_eq!(FIVE.map(|percent| percentile([7].into_iter(), percent)), [7; 5]);
        assert_eq!(percentile(std::iter::empty(), 50), 0);
    }
}
