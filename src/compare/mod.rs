//! Scenarios and policies side by side: what each choice costs.
//!
//! *Takes* findings of several scenarios, or of one under several policies. *Gives* a [`Comparison`], level by level and
//! child by child, and a [`Frontier`] of two levels. *Never* compares what was not verified.

use crate::Findings;
use crate::domain::LevelId;

/// Findings side by side; the first is what the others are compared with.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The sides, in the order asked for.
    pub sides: Vec<Side>,
    /// Children whom any side treats otherwise than the first does, in the order of their references.
    pub children: Vec<Difference>,
}

/// One side.
#[derive(Clone, Debug)]
pub struct Side {
    /// What to call it.
    pub label: String,
    /// What was changed, in words; empty for a scenario as it stands.
    pub policy: String,
    /// What was found.
    pub findings: Findings,
}

/// One child on every side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The child's reference.
    pub child: String,
    /// On each side: none = the side has no such child.
    pub sides: Vec<Option<Fate>>,
}

/// What becomes of a child on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The place's reference; none = unplaced.
    pub place: Option<String>,
    /// Sector or kind of the place; blank without one.
    pub sector: String,
    /// References of siblings who would live elsewhere against the plan.
    pub separated_from: Vec<String>,
    /// What the place costs a week, in pence.
    pub weekly_cost_pence: Option<i64>,
}

/// The exact trade-off between two levels, everything before them in the priorities held at its best.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// The two levels.
    pub levels: (LevelId, LevelId),
    /// Points no one of which is better than another on both levels, by the first level.
    pub points: Vec<Point>,
}

/// One point of a frontier, with the verified proposal that reaches it.
#[derive(Clone, Debug)]
pub struct Point {
    /// The values of the two levels.
    pub values: (i64, i64),
    /// Whether it is proved that nothing beats it on both.
    pub proven: bool,
    /// The outcome, all levels counted.
    pub outcome: crate::solve::Outcome,
}
