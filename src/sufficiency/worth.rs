//! What one more home is worth: the first, the second, the n-th of a kind, each solved again.

use std::cmp::Ordering as Order;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::catalogue::Catalogue;
use super::change::with_homes_of;
use super::effect::{effect, solve_again};
use super::{Asked, Effect, Error};
use crate::domain::{HomeKind, KindId, Pence, PencePerWeek};

/// The worth of the homes of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// The kind, by its position in [`Worths::catalogue`].
    pub kind: KindId,
    /// The effect of one home, of two, of three and so on, each against none: the n-th is worth the difference from the
    /// one before it. Ends after the first home that adds nothing, or at the number asked for.
    pub homes: Vec<Effect>,
}

/// The worth of every kind, best first home first.
#[derive(Clone, Debug, PartialEq)]
pub struct Worths {
    /// The kinds, and whether the scenario names them.
    pub catalogue: Catalogue,
    /// How many of a kind were tried at most.
    pub most: usize,
    /// Whether time or the user ended the search before every home asked for was solved again.
    pub cut_short: bool,
    /// By kind.
    pub kinds: Vec<Worth>,
}

/// What one more home adds to those before it, in the terms of [`Effect`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Children brought in-house.
    pub children_brought_in_house: i64,
    /// Sibling pairs kept together.
    pub pairs_kept_together: i64,
    /// Children placed.
    pub children_placed: i64,
    /// Saved a week on the placements of children in need.
    pub saved: PencePerWeek,
}

impl Worth {
    /// What each home adds to those before it, in their order.
    pub fn added(&self) -> Vec<Added> {
        let in_all = |effect: &Effect| Added {
            children_brought_in_house: effect.children_brought_in_house,
            pairs_kept_together: effect.pairs_kept_together,
            children_placed: effect.children_placed,
            saved: effect.saved,
        };
        let so_far = std::iter::once(Added::default()).chain(self.homes.iter().map(in_all));
        let added = |(before, after): (Added, Added)| Added {
            children_brought_in_house: after.children_brought_in_house - before.children_brought_in_house,
            pairs_kept_together: after.pairs_kept_together - before.pairs_kept_together,
            children_placed: after.children_placed - before.children_placed,
            saved: PencePerWeek(after.saved.0 - before.saved.0),
        };
        so_far.zip(self.homes.iter().map(in_all)).map(added).collect()
    }
}

impl Added {
    /// Saved in 52 weeks on placements, less what one household of the kind costs a year beside what is paid for each
    /// child. What recruiting it costs once is not in it.
    pub fn saved_in_52_weeks(&self, kind: &HomeKind) -> Pence {
        Pence(52 * self.saved.0 - kind.yearly_cost.0)
    }
}

/// What homes of every kind of a catalogue are worth: one home, two, up to so many of it (and no more than the kind says
/// there are), each number solved again and verified.
///
/// # Errors
/// A back-end that fails; a proposal that does not pass the independent check.
pub fn worths(asked: &Asked<'_>, catalogue: Catalogue, most: usize) -> Result<Worths, Error> {
    let (done, all) = (AtomicUsize::new(0), catalogue.kinds.len());
    let solved: Vec<(Worth, bool)> = asked.on_threads(|| {
        let solve = |kind: &HomeKind| {
            let worth = worth(asked, kind, most)?;
            (asked.step)(done.fetch_add(1, Ordering::Relaxed) + 1, all);
            Ok(worth)
        };
        catalogue.kinds.par_iter().map(solve).collect::<Result<_, Error>>()
    })?;
    let cut_short = solved.iter().any(|(_, cut_short)| *cut_short);
    let mut kinds: Vec<Worth> = solved.into_iter().map(|(worth, _)| worth).collect();
    kinds.retain(|worth| !worth.homes.is_empty());
    kinds.sort_by(|a, b| {
        let first = a.homes.iter().zip(&b.homes).map(|(a, b)| a.compare(b, asked.scenario)).next();
        first.unwrap_or(Order::Equal).then(a.kind.cmp(&b.kind))
    });
    Ok(Worths { catalogue, most, cut_short, kinds })
}

/// The homes of one kind, until one adds nothing; and whether the search was stopped before that.
fn worth(asked: &Asked<'_>, kind: &HomeKind, most: usize) -> Result<(Worth, bool), Error> {
    let most = kind.most.map_or(most, |there| most.min(usize::try_from(there).unwrap_or(0)));
    let mut homes: Vec<Effect> = Vec::new();
    for count in 1..=most {
        let grown = with_homes_of(asked.scenario, kind, count);
        let Some(outcome) = solve_again(asked, &grown.scenario)? else {
            return Ok((Worth { kind: kind.id, homes }, true));
        };
        let effect = effect(asked, &grown, &outcome);
        let adds = homes.last().map_or_else(
            || effect.is_better(asked.scenario),
            |before| effect.compare(before, asked.scenario) == Order::Less,
        );
        homes.push(effect);
        if !adds {
            break;
        }
    }
    Ok((Worth { kind: kind.id, homes }, false))
}
