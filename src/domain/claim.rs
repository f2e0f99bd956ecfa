//! What is claimed about a proposal.

use super::LevelId;

/// A level as somebody reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which level.
    pub level: LevelId,
    /// Its value, as claimed.
    pub value: i64,
    /// The lower bound claimed, given the levels before it.
    pub bound: Option<i64>,
    /// Whether it is claimed to be proven; none = the level is left out of the priorities, and nothing is claimed.
    pub proven: Option<bool>,
}
