//! Whom a side touches, by what it means for them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Effect, Fate};

impl Effect {
    /// Every effect, the gravest first.
    pub const ALL: &'static [Self] = &[
        Self::LosesPlace,
        Self::GainsPlace,
        Self::LeavesInHouse,
        Self::EntersInHouse,
        Self::MoreApart,
        Self::LessApart,
        Self::Moves,
        Self::KeepsHome,
        Self::OtherPlace,
        Self::OnlyHere,
        Self::OnlyFirst,
    ];

    fn is_of(self, first: Option<&Fate>, here: Option<&Fate>) -> bool {
        let (Some(first), Some(here)) = (first, here) else {
            return self == if first.is_some() { Self::OnlyFirst } else { Self::OnlyHere };
        };
        let both = first.place.is_some() && here.place.is_some();
        match self {
            Self::LosesPlace => first.place.is_some() && here.place.is_none(),
            Self::GainsPlace => first.place.is_none() && here.place.is_some(),
            Self::LeavesInHouse => both && first.in_house && !here.in_house,
            Self::EntersInHouse => both && !first.in_house && here.in_house,
            Self::MoreApart => here.separated_from.len() > first.separated_from.len(),
            Self::LessApart => here.separated_from.len() < first.separated_from.len(),
            Self::Moves => here.moves && !first.moves,
            Self::KeepsHome => first.moves && !here.moves,
            Self::OtherPlace => both && first.place != here.place,
            Self::OnlyHere | Self::OnlyFirst => false,
        }
    }
}

/// Whom the side treats otherwise than the first, by effect; effects that concern nobody are left out.
pub(super) fn toll(first: &BTreeMap<String, Fate>, here: &BTreeMap<String, Fate>) -> Vec<(Effect, Vec<String>)> {
    let everybody: BTreeSet<&String> = first.keys().chain(here.keys()).collect();
    let of_effect = |effect: Effect| {
        let children = everybody.iter().filter(|child| effect.is_of(first.get(**child), here.get(**child)));
        (effect, children.map(|child| (*child).clone()).collect::<Vec<_>>())
    };
    Effect::ALL.iter().map(|effect| of_effect(*effect)).filter(|(_, children)| !children.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fate(place: Option<&str>, in_house: bool, apart: usize, moves: bool) -> Fate {
        Fate {
            place: place.map(str::to_owned),
            sector: String::new(),
            in_house,
            in_scope: true,
            moves,
            separated_from: vec!["S".to_owned(); apart],
            weekly_cost_pence: None,
        }
    }

    fn between(first: Option<Fate>, here: Option<Fate>) -> Vec<Effect> {
        let side = |fate: Option<Fate>| fate.map(|fate| ("C".to_owned(), fate)).into_iter().collect();
        toll(&side(first), &side(here)).into_iter().map(|(effect, _)| effect).collect()
    }

    #[test]
    fn each_change_is_told_for_what_it_is() {
        use Effect::*;
        let (home, away, none) = (
            || Some(fate(Some("H"), true, 0, false)),
            || Some(fate(Some("A"), false, 1, true)),
            || Some(fate(None, false, 1, true)),
        );
        assert_eq!(between(home(), home()), []);
        assert_eq!(between(home(), away()), [LeavesInHouse, MoreApart, Moves, OtherPlace]);
        assert_eq!(between(away(), home()), [EntersInHouse, LessApart, KeepsHome, OtherPlace]);
        assert_eq!(between(home(), none()), [LosesPlace, MoreApart, Moves]);
        assert_eq!(between(none(), away()), [GainsPlace]);
        assert_eq!(between(None, home()), [OnlyHere]);
        assert_eq!(between(home(), None), [OnlyFirst]);
    }
}
