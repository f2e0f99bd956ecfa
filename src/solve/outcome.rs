//! What a solve found, in a form that cannot claim more than was proved.

use crate::domain::{Certificate, Claim, LevelId, Proposal};

/// The best proposal found, with what is proved about each level.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The proposal; not yet verified.
    pub proposal: Proposal,
    /// Every level: those of `priorities` in their order, then those left out.
    pub levels: Vec<LevelOutcome>,
    /// Proofs of bounds that need no solver to be checked, one for a level at most.
    pub certificates: Vec<Certificate>,
    /// The back-end, by name.
    pub backend: String,
    /// Why the search ended before everything was proved, if it did.
    pub stopped: Option<Stopped>,
    /// Sizes of the model.
    pub size: Size,
}

impl Outcome {
    /// Whether every level of `priorities` is proved.
    pub fn is_proven(&self) -> bool {
        self.levels.iter().all(|level| level.is_proven() != Some(false))
    }

    /// Takes a bound of a level that was proved elsewhere, where it says more.
    pub(crate) fn raise(&mut self, level: LevelId, bound: i64) {
        for each in self.levels.iter_mut().filter(|each| each.level == level && each.in_priorities) {
            each.bound = each.bound.max(Some(bound));
        }
    }

    /// What it claims about its own proposal, for the verifier.
    pub fn claims(&self) -> Vec<Claim> {
        let claim = |each: &LevelOutcome| Claim {
            level: each.level,
            value: each.value,
            bound: each.bound,
            proven: each.is_proven(),
        };
        self.levels.iter().map(claim).collect()
    }
}

/// One level of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelOutcome {
    /// Which level.
    pub level: LevelId,
    /// Whether it is among the priorities; a left-out level is only counted.
    pub in_priorities: bool,
    /// Its value on the proposal.
    pub value: i64,
    /// The proven lower bound given the levels before it; none = none is known, or the level is left out.
    pub bound: Option<i64>,
    /// Seconds spent on it.
    pub seconds: f64,
}

impl LevelOutcome {
    /// Whether no proposal with the same levels before it can do better; none for a left-out level.
    pub fn is_proven(&self) -> Option<bool> {
        self.in_priorities.then(|| self.bound.is_some_and(|bound| bound >= self.value))
    }
}

/// Why a search ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stopped {
    /// The user's time limit ran out.
    TimeLimit,
    /// `Ctrl-C`.
    Interrupted,
    /// The back-end gave up on a level without a limit of ours.
    BackEnd,
    /// The search of a large scenario ended by its own rule: several passes over everything found nothing better.
    OwnRule,
}

/// Sizes of the integer programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Size {
    /// Children in scope.
    pub children: usize,
    /// Open pairs of a child and a home or provision.
    pub pairs: usize,
    /// Pattern columns: a sibling subset in a place.
    pub columns: usize,
    /// Helper columns.
    pub switches: usize,
    /// Rows.
    pub rows: usize,
    /// Independent parts.
    pub parts: usize,
}
