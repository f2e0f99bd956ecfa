//! `[goals]`: what recruitment is to achieve.

use std::collections::BTreeMap;

use crate::domain::{Goal, Goals, Rate};
use crate::scenario::codes;
use crate::scenario::keys::Section;

/// The most pence a week of all placements together: ten thousand million pounds.
const MOST_BUDGET: i64 = 1_000_000_000_000;

/// Reads `[goals]`, which stands in place of the default goals.
pub(super) fn read(section: Section<'_>) -> Goals {
    let names = Goal::ALL.iter().map(|goal| goal.word());
    section.known(&names.clone().chain(["share_of_futures"]).collect::<Vec<_>>());
    let share_of_futures = section.rate("share_of_futures", Rate(0)..=Rate::ONE);
    let mut wanted = BTreeMap::new();
    for goal in Goal::ALL {
        let number = match goal {
            Goal::WeeklyBudget => section.whole(goal.word(), 0..=MOST_BUDGET),
            _ => section.rate(goal.word(), Rate(0)..=Rate::ONE).map(|share| share.0),
        };
        wanted.extend(number.map(|number| (*goal, number)));
    }
    if !names.clone().any(|name| section.value(name).is_some()) {
        let mend = format!("ask for at least one of {}; or remove [goals]", names.collect::<Vec<_>>().join(", "));
        section.wrong("", codes::NO_GOAL, "no goal", mend);
    }
    Goals { share_of_futures: share_of_futures.unwrap_or(Goals::default().share_of_futures), wanted }
}
