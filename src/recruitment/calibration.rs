//! What the full matching model taught the programme.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Trials;
use crate::domain::{Goal, Pence};

/// One round: a plan, tried through the full model on futures that the programme knew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Households by the position of their kind.
    pub homes: Vec<i64>,
    /// What the plan costs.
    pub cost: Pence,
    /// Futures in which the second stage said that the goals hold, of those that were tried.
    pub held: usize,
    /// The plan on these futures through the full model.
    pub trials: Trials,
    /// By how many heads each goal was asked for more strictly in the next round; empty = the last round.
    pub tightened: BTreeMap<Goal, i64>,
}

/// One big integer programme with every future in it, solved by the back-end alone: what the plan is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneModel {
    /// Its variables.
    pub variables: usize,
    /// Its rows.
    pub rows: usize,
    /// The cheapest plan that it found; none = it found none in its time.
    pub cost: Option<Pence>,
    /// What it proved that any plan costs at least.
    pub bound: Option<Pence>,
    /// How long it took.
    pub took: Duration,
}
