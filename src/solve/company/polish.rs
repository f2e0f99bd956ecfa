//! The best multipliers there are: a linear programme over companies, which join as they are priced.
//!
//! Sources: Dantzig and Wolfe, Decomposition principle for linear programs, Operations Research 8 (1960), pages 101-111;
//! the prices tried lie between the best and the programme's: Wentges, Weighted Dantzig-Wolfe decomposition for linear
//! mixed-integer programming, International Transactions in Operational Research 4 (1997), pages 151-162.

use super::Companies;
use super::ascend::{Aim, float};
use super::master::{Master, Solution};
use super::price::{Priced, TO_CLAIM, TO_CLIMB};
use super::prices::Prices;
use crate::solve::Watch;

/// How much of the best multipliers is in those that are tried next.
const OF_BEST: f64 = 0.5;
/// Nearer than this to the programme's value, or than this part of it, a bound cannot grow by a whole number.
const NEAR: f64 = 1e-6;
const NEAR_IN_PARTS: f64 = 1e-9;
/// Rounds of rows that the programme's solution breaks in one go.
const REFINEMENTS: usize = 100;
const FEW_REFINEMENTS: usize = 30;

/// When to stop.
#[derive(Clone, Copy)]
pub(super) struct Goal<'w> {
    /// A bound above this is enough.
    pub(super) enough: f64,
    /// Rounds at most.
    pub(super) rounds: usize,
    /// Whether to look for rows that take long to find.
    pub(super) thorough: bool,
    /// Whether to stop as soon as the programme's value says that enough is out of reach.
    pub(super) only_enough: bool,
    /// When to stop at the latest.
    pub(super) watch: &'w Watch,
}

/// Where it stopped.
pub(super) struct Polished {
    pub(super) prices: Prices,
    pub(super) bound: f64,
    /// The last solution, if there was one that fell short.
    pub(super) solution: Option<Solution>,
}

impl Companies<'_> {
    /// Better multipliers than these, if the programme finds any; the bound is true all the same.
    pub(super) fn polish(&self, aim: &Aim, start: Option<Prices>, goal: Goal<'_>, master: &mut Master<'_>) -> Polished {
        let nothing = Prices {
            levels: aim.weights.clone(),
            children: vec![0.0; self.must_place.len()],
            provisions: vec![0.0; self.rooms.len()],
            ..Prices::default()
        };
        let mut best = Polished { prices: nothing, bound: f64::NEG_INFINITY, solution: None };
        let (mut refinements, mut nodes) = (0, TO_CLIMB);
        let most = if goal.thorough { REFINEMENTS } else { FEW_REFINEMENTS };
        if let Some(start) = start {
            self.try_prices(aim, start, nodes, &mut best, master);
        }
        for _ in 0..goal.rounds {
            if best.bound > goal.enough || goal.watch.is_over() {
                best.solution = None;
                break;
            }
            let Some(solution) = master.solve(self, aim) else { break };
            let out_of_reach = solution.value <= goal.enough;
            let met = is_met(solution.value, best.bound);
            let mut joined = 0;
            let done = met || out_of_reach && goal.only_enough;
            if !done {
                if best.bound.is_finite() {
                    joined +=
                        self.try_prices(aim, best.prices.between(&solution.prices, OF_BEST), nodes, &mut best, master);
                }
                joined += self.try_prices(aim, solution.prices.clone(), nodes, &mut best, master);
            }
            let mut refined = 0;
            if (joined == 0 || out_of_reach) && refinements < most {
                refined = master.refine(self, &solution);
                if refined == 0 {
                    refined = master.divide(self, &solution, goal.thorough);
                }
                refinements += 1;
            }
            best.solution = Some(solution);
            if joined + refined == 0 {
                if done || nodes == TO_CLAIM {
                    break;
                }
                // Some home was not searched to its end, and hid a company.
                nodes = TO_CLAIM;
            }
        }
        best
    }

    /// Prices everything; says how many companies are new.
    fn try_prices(
        &self,
        aim: &Aim,
        prices: Prices,
        most_nodes: usize,
        best: &mut Polished,
        master: &mut Master<'_>,
    ) -> usize {
        let (bound, least) = self.at(aim, &prices, most_nodes);
        if bound > best.bound {
            best.bound = bound;
            best.prices = prices;
        }
        master.join(self, least.units.iter().copied())
    }

    /// The bound at these multipliers, but for roundings, and the least choice.
    fn at(&self, aim: &Aim, prices: &Prices, most_nodes: usize) -> (f64, Priced<f64>) {
        let least = self.price(prices, most_nodes);
        let places = prices.provisions.iter().zip(&self.rooms).map(|(price, room)| price * room.map_or(0.0, float));
        (self.fixed(aim, prices) - places.sum::<f64>() + least.cost, least)
    }
}

impl Prices {
    /// So much of these, and the rest of others.
    fn between(&self, other: &Self, part: f64) -> Self {
        let of_sets = self.groups.len().max(other.groups.len());
        let all_sets = |groups: &[f64]| {
            let mut all = groups.to_vec();
            all.resize(of_sets, 0.0);
            all
        };
        let mixed = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| part * a + (1.0 - part) * b).collect();
        Self {
            levels: mixed(&self.levels, &other.levels),
            children: mixed(&self.children, &other.children),
            provisions: mixed(&self.provisions, &other.provisions),
            groups: mixed(&all_sets(&self.groups), &all_sets(&other.groups)),
            quotients: self.quotients.between(&other.quotients, part),
        }
    }
}

/// Whether a bound is worth what the programme is, but for roundings.
fn is_met(value: f64, bound: f64) -> bool {
    value - bound < (NEAR_IN_PARTS * bound.abs()).max(NEAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_pence_are_not_met_however_large_the_sum_is() {
        assert!(!is_met(71_005_950.0, 71_005_897.0) && !is_met(7_100_595_000.0, 7_100_594_950.0));
        assert!(is_met(71_005_950.0, 71_005_949.99) && is_met(4.0, 4.0) && !is_met(4.0, 3.999));
    }
}
