//! The plan: how many homes of each kind.

use crate::domain::Pence;

/// How many homes of each kind to recruit, and what is proved about their cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Households by the position of their kind.
    pub homes: Vec<i64>,
    /// What they cost: recruitment once, and the yearly cost over the horizon.
    pub cost: Pence,
    /// What any plan costs at least that keeps the promise in the second stage of the programme.
    pub bound: Pence,
    /// Futures in which the second stage says that the goals hold.
    pub held: usize,
    /// Futures that the programme looked at.
    pub futures: usize,
    /// Rounds of the master programme.
    pub rounds: usize,
    /// Cuts in it at the end.
    pub cuts: usize,
}

impl Plan {
    /// Whether no cheaper plan keeps the promise in the second stage.
    pub fn is_proven(&self) -> bool {
        self.bound >= self.cost
    }
}
