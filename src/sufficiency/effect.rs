//! What a change of the scenario does: solved again, level by level.

use crate::domain::{ChildId, LevelId, PencePerWeek};

/// The effect of a change, from a scenario that was changed, solved again and verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Every level before and after: priorities in their order, then those left out.
    pub levels: Vec<LevelChange>,
    /// Whether every level of the priorities is proved, before and after.
    pub proven: bool,
    /// Children in need who would come into an in-house or kinship home, less those who would leave one.
    pub children_brought_in_house: i64,
    /// Sibling pairs kept together, less those newly apart.
    pub pairs_kept_together: i64,
    /// Children placed, less those no longer placed.
    pub children_placed: i64,
    /// By how much the placements of children in need cost less a week; negative = more.
    pub saved: PencePerWeek,
    /// The children whose place changes, in id order of the scenario before the change.
    pub moved: Vec<ChildId>,
}

/// One level before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelChange {
    /// Which.
    pub level: LevelId,
    /// Its value before.
    pub before: i64,
    /// Its value after.
    pub after: i64,
}
