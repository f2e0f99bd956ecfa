//! Policy: brothers and sisters together before everything but a place for each child.

use super::{PolicyChange, put_first};
use crate::domain::LevelId;

pub(super) const POLICY: PolicyChange = PolicyChange {
    id: "siblings-first",
    title: "Siblings together before all but a place",
    changes: "Keeping brothers and sisters together comes right after a place for every child.",
    value: None,
    apply: |scenario, _| {
        put_first(&mut scenario.settings.priorities, LevelId::Separated);
        Ok(())
    },
};
