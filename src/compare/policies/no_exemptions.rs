//! Policy: no exemption from the usual fostering limit stands (Children Act 1989, Schedule 7).

use super::PolicyChange;
use crate::domain::Sector;

pub(super) const POLICY: PolicyChange = PolicyChange {
    id: "no-exemptions",
    title: "No exemption from the usual fostering limit",
    changes: "No child is named on an exemption from the usual fostering limit; kinship homes keep those named to them.",
    value: None,
    apply: |scenario, _| {
        for home in scenario.households.iter_mut().filter(|home| home.sector != Sector::Kinship) {
            home.named_children.clear();
        }
        Ok(())
    },
};
