//! Scenarios and policies side by side: what each choice costs.
//!
//! *Takes* scenarios, or one scenario under several policies. *Gives* a [`Comparison`], level by level and child by
//! child, and a [`Frontier`] of two levels. *Never* compares what was not verified.
//!
//! Every side is solved afresh by the same thread as `placewell match` ([`crate::propose_for`]), so a side compared with
//! itself differs in nothing.

mod fates;
mod frontier;
pub mod policies;
mod sides;
mod toll;

use crate::domain::{Counts, LevelId, Proposal};
use crate::policy::preferences;
use crate::verify::{Fault, Verdict};
use crate::{Error, Findings};

pub use frontier::{frontier, level_named};
pub use policies::{Mend, Policy, PolicyChange};
pub use sides::{Asked, compare};

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
    /// What to call it in tables: short, and different for every side.
    pub label: String,
    /// What to call it in a report: the scenario's name, or the policy's title.
    pub title: String,
    /// What was changed, in words; empty for a scenario as it stands.
    pub policy: String,
    /// What was found.
    pub findings: Findings,
    /// Its proposal in head counts.
    pub counts: Counts,
    /// Whom this side treats otherwise than the first, by what it means for them; those that concern nobody left out.
    pub toll: Vec<(Effect, Vec<String>)>,
    /// What its placements break of the rules of the first side; none = another folder, whose rules are its own.
    pub breaks: Option<Vec<Fault>>,
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
    /// Whether the place is an in-house or kinship home.
    pub in_house: bool,
    /// Whether the child is to be matched; one who is not stays where it is.
    pub in_scope: bool,
    /// Whether the child has a home and would leave it.
    pub moves: bool,
    /// References of siblings who would live elsewhere against the plan.
    pub separated_from: Vec<String>,
    /// What the place costs a week, in pence; none = unplaced, or not in scope and so counted in no level.
    pub weekly_cost_pence: Option<i64>,
}

/// What a side means for a child, against the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Has no place here and one on the first side.
    LosesPlace,
    /// Has a place here and none on the first side.
    GainsPlace,
    /// Is in-house or with kin on the first side, and elsewhere here.
    LeavesInHouse,
    /// Is in-house or with kin here, and elsewhere on the first side.
    EntersInHouse,
    /// Lives apart from more brothers and sisters against the plan.
    MoreApart,
    /// Lives apart from fewer.
    LessApart,
    /// Leaves its home here, and not on the first side.
    Moves,
    /// Keeps its home here, and not on the first side.
    KeepsHome,
    /// Lives in another place, whatever else.
    OtherPlace,
    /// Is in this scenario and not in the first.
    OnlyHere,
    /// Is in the first scenario and not in this one.
    OnlyFirst,
}

/// How far a difference of two levels can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Both values are proved: each is the best there is, given the levels before it on its side.
    Proved,
    /// A side leaves the level out of its priorities: the value is that of its proposal, and an equally good one might have another.
    Counted,
    /// A side's value is not proved.
    NotProved,
    /// The two sides do not count the same points: another preference is on, or has another weight.
    OtherMeasure,
}

impl Side {
    /// The value of a level on the side's proposal.
    pub fn value(&self, level: LevelId) -> i64 {
        self.findings.outcome.levels.iter().find(|each| each.level == level).map_or(0, |each| each.value)
    }
}

/// What each preference counts on a side.
fn points(side: &Side) -> Vec<i64> {
    let scenario = &side.findings.reading.scenario;
    preferences::ALL.iter().map(|each| preferences::weight(scenario, *each)).collect()
}

impl Comparison {
    /// How far the difference between a side and the first can be relied on, at one level.
    pub fn standing(&self, side: &Side, level: LevelId) -> Standing {
        let proven = |side: &Side| {
            let of_it = side.findings.outcome.levels.iter().find(|each| each.level == level);
            of_it.and_then(crate::solve::LevelOutcome::is_proven)
        };
        if level == LevelId::Mismatch && points(side) != points(&self.sides[0]) {
            return Standing::OtherMeasure;
        }
        match (proven(&self.sides[0]), proven(side)) {
            (Some(true), Some(true)) => Standing::Proved,
            (Some(false), _) | (_, Some(false)) => Standing::NotProved,
            _ => Standing::Counted,
        }
    }

    /// Whether every side is a verified proposal.
    pub fn stands(&self) -> bool {
        self.sides.iter().all(|side| side.findings.verdict.stands())
    }

    /// Whether every level asked for is proved on every side.
    pub fn is_proven(&self) -> bool {
        self.sides.iter().all(|side| side.findings.outcome.is_proven())
    }
}

/// The exact trade-off between two levels, everything before them in the priorities held at its best.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// The two levels.
    pub levels: (LevelId, LevelId),
    /// The levels before the earlier of the two, in their order, and the value at which each is held.
    pub held: Vec<(LevelId, i64)>,
    /// Points no one of which is better than another on both levels, by the first level.
    pub points: Vec<Point>,
    /// Whether there are more.
    pub rest: Rest,
}

/// What is known of points that were not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// There are none: the set is complete.
    None,
    /// There may be more, with a smaller value of the first level than any shown: so many were asked for.
    MostPoints,
    /// There may be more: the search was stopped.
    Stopped,
}

/// One point of a frontier, with the verified proposal that reaches it.
#[derive(Clone, Debug)]
pub struct Point {
    /// The values of the two levels.
    pub values: (i64, i64),
    /// Whether it is proved that nothing beats it on both.
    pub proven: bool,
    /// The outcome, all levels counted. Its levels are in the order in which they were made small for this point.
    pub outcome: crate::solve::Outcome,
    /// The independent check of its proposal.
    pub verdict: Verdict,
}

impl Point {
    /// The proposal that reaches it.
    pub fn proposal(&self) -> &Proposal {
        &self.outcome.proposal
    }
}

/// Why there is no comparison.
#[derive(Debug, thiserror::Error)]
#[error("{label}: {error}")]
pub struct Refused {
    /// The side that is at fault.
    pub label: String,
    /// Its fault.
    pub error: Error,
}
