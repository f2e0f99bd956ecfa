//! Policy: a rule, limit or preference is switched off, to see what it costs.
//!
//! The result answers a question and is no proposal for today: it is checked against the rules as they are as well, and
//! says what it breaks. `distance` is a rule and a preference of the same id, so both are off.

use super::{Mend, PolicyChange, nearest};
use crate::policy::{limits, preferences, rules};

pub(super) const POLICY: PolicyChange = PolicyChange {
    id: "without",
    title: "A rule switched off",
    changes: "The rule, limit or preference \u{201c}RULE\u{201d} is switched off, to see what it costs: not a proposal for today.",
    value: Some("RULE"),
    apply: |scenario, value| {
        let rules = rules::ALL.iter().map(|each| each.about().id);
        let limits = limits::ALL.iter().map(|each| each.about().id);
        let known: Vec<&str> = rules.chain(limits).chain(preferences::ALL.iter().map(|each| each.about().id)).collect();
        if !known.contains(&value) {
            return Err(Mend::new(
                format!("there is no rule `{value}`"),
                format!("perhaps `{}`; `placewell rules` lists all", nearest(value, known)),
            ));
        }
        scenario.settings.switched_off.entry(value.to_owned()).or_insert_with(|| "compare".to_owned());
        Ok(())
    },
};
