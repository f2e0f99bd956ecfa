//! The two-stage programme: the cheapest homes with which the goals hold in a share of futures.
//!
//! Benders' decomposition: the first stage proposes homes, each future says by a least cut what it lacks, the first stage
//! learns. First in fractions, where a round is quick, then in whole numbers. Futures are asked side by side and answer
//! in order, so that the plan is the same on any number of threads.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::alike::Alike;
use super::cuts::{Undecided, gcd};
use super::flow::Flow;
use super::master::Master;
use super::network::whole;
use super::{Plan, Stage};
use crate::domain::{Goal, HomeKind, Pence, Rate};
use crate::solve::{BackendName, SolveError, Watch};

/// A fallback is the least of these multiples of what the relaxation says that is enough, in sixteenths.
const MULTIPLES: [i64; 9] = [16, 17, 18, 20, 24, 32, 48, 64, 128];
/// So many of them are tried in each round in whole numbers.
const NEAR: usize = 3;

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPlan {
    /// Even with every kind of home at its most the goals hold in too few futures.
    #[error("no plan reaches the goals in {needed} of {futures} futures; the most is {}", .reachable)]
    OutOfReach {
        /// In how many futures they must hold.
        needed: usize,
        /// In how many they can.
        reachable: usize,
        /// Of how many.
        futures: usize,
        /// The goals that stand in the way.
        obstacles: Vec<Obstacle>,
        /// The cheapest plan that holds wherever one can.
        nearest: Box<Plan>,
    },
    /// The search was stopped before any plan was found.
    #[error("the search was stopped before any plan was found")]
    Stopped,
    /// The back-end failed.
    #[error(transparent)]
    Backend(#[from] SolveError),
}

/// A goal that cannot hold in some futures, however many homes are recruited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The goal.
    pub goal: Goal,
    /// In how many futures it cannot hold.
    pub futures: usize,
    /// By how many children (of sibling groups: by how many groups) it is missed in the worst of them.
    pub worst: i64,
    /// And in the middle one of them.
    pub median: i64,
}

/// The cheapest homes with which the goals hold in this share of the futures, rounded up. `costs` are those of one home
/// by kind over the horizon ([`cost_of_one`]). Homes of kinds that are alike in every future and cost the same are shared
/// out as the children in need live; among other plans of equal cost the search decides, which takes the same steps every
/// time. When the watch ends first, the best plan so far, with the bound so far.
///
/// # Errors
/// [`NoPlan`]: the goals are out of reach, nothing was found in time, or the back-end failed.
pub fn plan(
    kinds: &[HomeKind],
    costs: &[Pence],
    stages: &[Stage],
    share: Rate,
    backend: BackendName,
    watch: &Watch,
) -> Result<Plan, NoPlan> {
    let search = Search::of(kinds, costs, stages, backend, watch);
    let needed = usize::try_from(share.of_rounded_up(whole(stages.len()))).unwrap_or(0).min(stages.len());
    let reachable = search.can_hold.iter().filter(|can| **can).count();
    if reachable >= needed {
        return search.cheapest(needed);
    }
    Err(NoPlan::OutOfReach {
        needed,
        reachable,
        futures: stages.len(),
        obstacles: search.obstacles(),
        nearest: Box::new(search.cheapest(reachable)?),
    })
}

/// What one home of a kind costs until the horizon: recruitment once, and the yearly cost of so many months.
pub fn cost_of_one(kind: &HomeKind, horizon_months: i64) -> Pence {
    Pence(kind.recruitment_cost.0 + kind.yearly_cost.0 * horizon_months / 12)
}

pub(super) struct Search<'a> {
    stages: &'a [Stage],
    alike: Alike,
    /// Costs of one home, in units of what they have in common.
    pub(super) costs: Vec<i64>,
    pub(super) unit: i64,
    /// The most homes of each kind; of kinds that are alike all are of the first.
    pub(super) most: Vec<i64>,
    /// Whether each future holds without any recruit, and with the most.
    holds_anyway: Vec<bool>,
    can_hold: Vec<bool>,
    backend: BackendName,
    watch: &'a Watch,
}

impl<'a> Search<'a> {
    pub(super) fn of(
        kinds: &[HomeKind],
        costs: &[Pence],
        stages: &'a [Stage],
        backend: BackendName,
        watch: &'a Watch,
    ) -> Self {
        let mut useful = vec![0; kinds.len()];
        for by_stage in stages.iter().map(|stage| stage.useful(kinds.len())) {
            for (most, useful) in useful.iter_mut().zip(by_stage) {
                *most = useful.max(*most);
            }
        }
        let unit = costs.iter().map(|cost| cost.0).fold(0, gcd).max(1);
        let costs: Vec<i64> = costs.iter().map(|cost| cost.0 / unit).collect();
        let alike = Alike::of(kinds, &costs, stages);
        let most = alike.most(&useful);
        Self {
            holds_anyway: held(stages, &vec![0; kinds.len()]),
            can_hold: held(stages, &most),
            stages,
            alike,
            costs,
            unit,
            most,
            backend,
            watch,
        }
    }

    /// The cheapest plan that holds in so many futures, which can be reached.
    fn cheapest(&self, needed: usize) -> Result<Plan, NoPlan> {
        let anyway = self.holds_anyway.iter().filter(|holds| **holds).count();
        let live: Vec<&Stage> = (0..self.stages.len())
            .filter(|at| self.can_hold[*at] && !self.holds_anyway[*at])
            .map(|at| &self.stages[at])
            .collect();
        let Some(must_hold) = needed.checked_sub(anyway).filter(|must_hold| *must_hold > 0) else {
            return Ok(self.plan(&vec![0; self.costs.len()], 0, 0, 0));
        };
        let may_fail = live.len() - must_hold;
        let undecided = Undecided::of(live, may_fail, &self.most);
        let mut master = Master::of(&undecided, &self.costs, self.backend, self.watch);
        let rounded_up = master.tighten();
        let mut best = rounded_up.and_then(|homes| self.enlarged(&undecided, &homes, &MULTIPLES)).or_else(|| {
            // Everybody's most reaches whatever can be reached.
            (!self.watch.is_over()).then(|| (self.cost(&self.most), self.most.clone()))
        });
        let mut bound = 0;
        while !self.watch.is_over() && best.as_ref().is_none_or(|(cost, _)| *cost > bound) {
            // A start is homes, then which futures hold with them.
            let start = best.as_ref().map(|(_, homes)| {
                let held = undecided.held(homes).into_iter().map(i64::from);
                homes.iter().copied().chain(held).collect::<Vec<i64>>()
            });
            let answer = master.least(start.as_deref())?;
            bound = answer.bound.unwrap_or(0).max(bound);
            let Some(values) = answer.values else { continue };
            let homes = values[..self.costs.len()].to_vec();
            let is_enough = undecided.is_enough(&undecided.held(&homes));
            let found = if is_enough {
                Some((self.cost(&homes), homes))
            } else {
                self.enlarged(&undecided, &homes, &MULTIPLES[..NEAR])
            };
            best = best.into_iter().chain(found).min();
            // A back-end that ended with a gap has nothing more to teach, nor has one whose futures all hold.
            if is_enough || !master.learn(&values) {
                break;
            }
        }
        let (cost, homes) = best.ok_or(NoPlan::Stopped)?;
        Ok(self.plan(&homes, bound.min(cost), master.rounds, master.cuts()))
    }

    /// Homes with which enough futures hold, and their cost: the least of these multiples of each kind, none beyond its most.
    fn enlarged(&self, undecided: &Undecided<'_>, homes: &[i64], sixteenths: &[i64]) -> Option<(i64, Vec<i64>)> {
        let times = |sixteenths: &i64| -> Vec<i64> {
            homes.iter().zip(&self.most).map(|(homes, most)| ((homes * sixteenths + 15) / 16).min(*most)).collect()
        };
        let enough = sixteenths.iter().map(times).find(|homes| undecided.is_enough(&undecided.held(homes)))?;
        Some((self.cost(&enough), enough))
    }

    /// In which futures the goals hold with so many homes.
    pub(super) fn held(&self, homes: &[i64]) -> Vec<bool> {
        held(self.stages, homes)
    }

    /// What homes cost, in units.
    pub(super) fn cost(&self, homes: &[i64]) -> i64 {
        homes.iter().zip(&self.costs).map(|(homes, cost)| homes * cost).sum()
    }

    fn plan(&self, homes: &[i64], bound: i64, rounds: usize, cuts: usize) -> Plan {
        Plan {
            homes: self.alike.share_out(homes),
            cost: Pence(self.cost(homes) * self.unit),
            bound: Pence(bound * self.unit),
            held: self.held(homes).into_iter().filter(|holds| *holds).count(),
            futures: self.stages.len(),
            rounds,
            cuts,
        }
    }

    fn obstacles(&self) -> Vec<Obstacle> {
        let short: Vec<BTreeMap<Goal, i64>> = self.stages.par_iter().map(|stage| stage.shortfall(&self.most)).collect();
        let mut by_goal: BTreeMap<Goal, Vec<i64>> = BTreeMap::new();
        for (goal, by) in short.into_iter().flatten() {
            by_goal.entry(goal).or_default().push(by);
        }
        let one = |(goal, mut short): (Goal, Vec<i64>)| {
            short.sort_unstable();
            Obstacle { goal, futures: short.len(), worst: short[short.len() - 1], median: short[short.len() / 2] }
        };
        by_goal.into_iter().map(one).collect()
    }
}

fn held(stages: &[Stage], homes: &[i64]) -> Vec<bool> {
    stages.par_iter().map_init(Flow::default, |flow, stage| stage.holds_with(flow, homes)).collect()
}
