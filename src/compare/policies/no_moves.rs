//! Policy: whoever has a home keeps it, unless somebody would have no place.
//!
//! The children stay in scope, so that every level counts the same children on every side; were they taken out with
//! `may_move = no`, their costs and mismatches would vanish from the levels and look like savings.

use super::{PolicyChange, put_first};
use crate::domain::LevelId;

pub(super) const POLICY: PolicyChange = PolicyChange {
    id: "no-moves",
    title: "No moves but to place somebody",
    changes: "A child who has a home leaves it only where somebody would otherwise have no place at all.",
    value: None,
    apply: |scenario, _| {
        put_first(&mut scenario.settings.priorities, LevelId::Moved);
        Ok(())
    },
};
