//! Policy: the council's own and kinship homes come before keeping brothers and sisters together.

use super::{PolicyChange, put_before};
use crate::domain::LevelId;

pub(super) const POLICY: PolicyChange = PolicyChange {
    id: "in-house-first",
    title: "In-house before siblings together",
    changes: "Keeping children in in-house and kinship homes comes before keeping brothers and sisters together.",
    value: None,
    apply: |scenario, _| {
        put_before(&mut scenario.settings.priorities, LevelId::External, LevelId::Separated);
        Ok(())
    },
};
