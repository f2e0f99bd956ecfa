//! What a difference means, in words that a panel reads.

use crate::compare::{Comparison, Effect, Side, Standing};
use crate::domain::{LevelId, PencePerWeek};
use crate::report::words;

/// Weeks of a year, for money.
const WEEKS: i64 = 52;

/// `3 more children live outside in-house and kinship homes`; none = no difference.
pub(super) fn change(level: LevelId, by: i64) -> Option<String> {
    if by == 0 {
        return None;
    }
    let size = by.saturating_abs();
    let more = if by > 0 { "more" } else { "fewer" };
    let number =
        |one: &str, many: &str| format!("{} {more} {}", words::whole(size), if size == 1 { one } else { many });
    Some(match level {
        LevelId::Unplaced => number("point of urgency without a place", "points of urgency without a place"),
        LevelId::NotInFamily => number("child not in a family", "children not in a family"),
        LevelId::Separated => number("sibling pair against its plan", "sibling pairs against their plan"),
        LevelId::External => {
            number("child outside in-house and kinship homes", "children outside in-house and kinship homes")
        }
        LevelId::Moved => number("child leaves its home", "children leave their homes"),
        LevelId::Mismatch => number("point of mismatch", "points of mismatch"),
        LevelId::WeeklyCost => {
            let pounds = |pence: i64| words::pounds(PencePerWeek(pence));
            let less = if by > 0 { "more" } else { "less" };
            format!("{} a week {less} ({} in {WEEKS} weeks)", pounds(size), pounds(size.saturating_mul(WEEKS)))
        }
    })
}

/// Every level on which a side differs from the first, in the order of the first side's priorities, with how far it can be
/// relied on.
pub(super) fn changes(comparison: &Comparison, side: &Side) -> Vec<(String, Standing)> {
    let first = &comparison.sides[0];
    let levels = first.findings.outcome.levels.iter().map(|each| each.level);
    levels
        .filter_map(|level| {
            let said = change(level, side.value(level) - first.value(level))?;
            Some((said, comparison.standing(side, level)))
        })
        .collect()
}

/// A word that qualifies a difference; blank where it is proved.
pub(super) fn doubt(standing: Standing) -> &'static str {
    match standing {
        Standing::Proved => "",
        Standing::Counted => " (only counted)",
        Standing::NotProved => " (not proved)",
        Standing::OtherMeasure => " (counted by other preferences)",
    }
}

/// A side against the first in one sentence.
pub(super) fn sentence(comparison: &Comparison, side: &Side) -> String {
    let said: Vec<String> = changes(comparison, side)
        .into_iter()
        .map(|(change, standing)| format!("{change}{}", doubt(standing)))
        .collect();
    let first = &comparison.sides[0].label;
    if said.is_empty() {
        return format!("No level differs from {first}.");
    }
    format!("Against {first}: {}.", words::and(&said))
}

/// How many children a side treats otherwise than the first.
pub(super) fn touched(comparison: &Comparison, side: usize) -> usize {
    comparison.children.iter().filter(|each| each.sides[side] != each.sides[0]).count()
}

/// What an effect is called: of the children concerned.
pub(super) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::LosesPlace => "Have no place",
        Effect::GainsPlace => "Have a place",
        Effect::LeavesInHouse => "Live outside in-house and kinship homes",
        Effect::EntersInHouse => "Live in an in-house or kinship home",
        Effect::MoreApart => "Live apart from more brothers and sisters",
        Effect::LessApart => "Live apart from fewer brothers and sisters",
        Effect::Moves => "Leave their home",
        Effect::KeepsHome => "Keep their home",
        Effect::OtherPlace => "Live in another place",
        Effect::OnlyHere => "Are only in this scenario",
        Effect::OnlyFirst => "Are not in this scenario",
    }
}

/// The same, as one word for files.
pub(super) fn effect_word(effect: Effect) -> &'static str {
    match effect {
        Effect::LosesPlace => "loses_place",
        Effect::GainsPlace => "gains_place",
        Effect::LeavesInHouse => "leaves_in_house",
        Effect::EntersInHouse => "enters_in_house",
        Effect::MoreApart => "more_apart",
        Effect::LessApart => "less_apart",
        Effect::Moves => "moves",
        Effect::KeepsHome => "keeps_home",
        Effect::OtherPlace => "other_place",
        Effect::OnlyHere => "only_here",
        Effect::OnlyFirst => "only_first",
    }
}

/// How far a difference can be relied on, for a line of small print.
pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Proved => "proved",
        Standing::Counted => "only counted",
        Standing::NotProved => "not proved",
        Standing::OtherMeasure => "other preferences",
    }
}

/// How far a difference can be relied on, as one word for files.
pub(super) fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Proved => "proved",
        Standing::Counted => "only_counted",
        Standing::NotProved => "not_proved",
        Standing::OtherMeasure => "other_measure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_say_what_they_count() {
        let said = |level, by| change(level, by).unwrap_or_default();
        assert_eq!(change(LevelId::External, 0), None);
        assert_eq!(said(LevelId::External, 1), "1 more child outside in-house and kinship homes");
        assert_eq!(said(LevelId::Separated, -2), "2 fewer sibling pairs against their plan");
        assert_eq!(said(LevelId::WeeklyCost, -45_050), "£450.50 a week less (£23,426 in 52 weeks)");
    }
}
