//! Policy: neither the weekly cost nor who runs a home decides; suitability does.

use super::PolicyChange;
use crate::domain::LevelId;

pub(super) const POLICY: PolicyChange = PolicyChange {
    id: "cost-blind",
    title: "Cost and sector do not count",
    changes: "Neither the weekly cost nor whether a home is in-house decides anything; suitability does.",
    value: None,
    apply: |scenario, _| {
        let blind = [LevelId::WeeklyCost, LevelId::External];
        scenario.settings.priorities.retain(|level| !blind.contains(level));
        Ok(())
    },
};
