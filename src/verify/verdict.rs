//! What an independent check found.

use crate::domain::LevelId;

/// The verdict on a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Everything that is wrong; empty = the proposal stands.
    pub faults: Vec<Fault>,
    /// Every level, recounted from scenario and proposal alone, in the default order.
    pub levels: Vec<(LevelId, i64)>,
    /// No proposal can leave fewer unplaced, in the units of that level: a bound by maximum flow, made without the model.
    pub unplaced_at_least: i64,
    /// Breaches among those who stay, or lifted by a decision: listed, not faults.
    pub listed: Vec<Fault>,
}

impl Verdict {
    /// Whether the proposal may be called one.
    pub fn stands(&self) -> bool {
        self.faults.is_empty()
    }

    /// The recounted value of a level.
    pub fn level(&self, id: LevelId) -> i64 {
        self.levels.iter().find(|(level, _)| *level == id).expect("every level is recounted").1
    }
}

/// One thing that is wrong: ids only, no case details.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The id of the rule, limit or level that is broken, or one of the verifier's own (`twice-placed`, `unknown-id`, ...).
    pub id: String,
    /// Whom and what it concerns: the caller's ids of children and places.
    pub concerns: Vec<String>,
    /// What was found against what is allowed.
    pub found: String,
}
