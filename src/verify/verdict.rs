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

/// The ids of faults that no rule, limit or level of the catalogue owns, each with what it means.
pub const OWN_FAULTS: &[(&str, &str)] = &[
    ("stays", "a child who stays is put elsewhere"),
    ("pin", "a pinned child is not in its home"),
    ("forbid", "a forbidden pair is matched"),
    ("capacity", "more children in a provision than its capacity"),
    ("unit", "units where there are none, or others in the unit of a child who stays"),
    ("unknown-id", "a child, place or level that the scenario does not have"),
    ("twice-placed", "a child has more than one row"),
    ("missing-child", "a child has no row"),
    ("columns", "a column is missing or stands twice"),
    ("unreadable", "a file or row cannot be read"),
    ("sector", "the column says another sector than the placement has"),
    ("status", "the column says another status than the placement means"),
    ("placed_with", "the column names others than those who live together"),
    ("separated_from", "the column names others than the siblings who are apart"),
    ("miles", "the column says another distance"),
    ("mismatch", "the column says other points; about no child, the level of that name"),
    ("weekly_cost_pence", "the column says another cost"),
    ("bedroom", "the column names rooms in which those children may not sleep"),
    ("counts", "result.json states other head counts than there are"),
    ("order", "bounds are claimed in another order than that of the priorities"),
    ("placements", "result.json places children otherwise than proposal.csv"),
    ("bound", "a lower bound is claimed that the proposal refutes"),
    ("proven", "a proof is claimed that the bounds do not bear out"),
    ("certificate-unreadable", "certificate.json is broken off, has unknown fields or numbers that are not whole"),
    ("certificate-hash", "certificate.json is not the file that result.json names"),
    ("certificate-unknown", "a certificate names a child, place or level that the scenario does not have"),
    ("certificate-twice", "a certificate has two numbers for one thing, or a level has two certificates"),
    ("certificate-level", "a certificate is of a level that is left out of the priorities"),
    ("certificate-child", "a multiplier below 0 of a child who may be unplaced, or one of a child who stays"),
    ("certificate-provision", "a multiplier below 0 of a provision, or one of a provision without a capacity"),
    ("certificate-weight", "a weight below 0, or of a level that does not come before"),
    ("certificate-case", "a proof leaves one of two cases out, or asks what is no question"),
    (
        "certificate-quotient",
        "a quotient of rows that not every lawful proposal keeps, or whose number is below nothing",
    ),
    ("certificate-group", "a weight of a set that is not two or more siblings in scope of one group, in order"),
    ("certificate-size", "a proof by more cases, or with weights on more siblings, than are checked"),
    ("certificate-overflow", "a certificate has numbers that exact arithmetic does not hold"),
    ("certificate-bound", "a certificate proves less than it claims"),
    ("certified", "a bound is called certified, and nothing proves it without a solver"),
];
