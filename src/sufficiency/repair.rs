//! The cheapest repair: one change to what exists, before anybody is recruited.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::candidates::candidates;
use super::change::changed;
use super::effect::{effect, solve_again};
use super::{Asked, Effect, Error};
use crate::domain::{ChildId, Grown, HouseholdId, PlacementType, Tenths, Years};

/// One change to what exists. None closes anything that was open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Children named on an exemption from the usual fostering limit.
    Exempt(HouseholdId, BTreeSet<ChildId>),
    /// A held home takes children now.
    Release(HouseholdId),
    /// Approved for one child more, alone or as siblings.
    OnePlace(HouseholdId),
    /// Approved for so many siblings together.
    SiblingPlaces(HouseholdId, i64),
    /// Approved for these ages.
    Ages(HouseholdId, Years, Years),
    /// Approved for this kind of placement too.
    Accept(HouseholdId, PlacementType),
    /// One single bedroom more.
    Bedroom(HouseholdId),
    /// The carers trained in one skill more.
    Train(HouseholdId, String),
    /// A child may live so far from its home locality.
    Farther(ChildId, Tenths),
}

impl Change {
    /// The home that is changed; none = the change is about a child.
    pub fn home(&self) -> Option<HouseholdId> {
        match self {
            Self::Exempt(home, _)
            | Self::Release(home)
            | Self::OnePlace(home)
            | Self::SiblingPlaces(home, _)
            | Self::Ages(home, ..)
            | Self::Accept(home, _)
            | Self::Bedroom(home)
            | Self::Train(home, _) => Some(*home),
            Self::Farther(..) => None,
        }
    }
}

/// A change and what it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// The change.
    pub change: Change,
    /// What it does.
    pub effect: Effect,
}

/// The repairs, best first: compared level by level in the order of the priorities, then by the order of changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Repairs {
    /// Single changes that stand between children and a home: exactly one rule or limit keeps a child, or siblings
    /// together, out of it, and the change puts that right; or more children could come than have room together.
    pub considered: usize,
    /// Those that were made and solved again, the most promising first; the others were left out by the limit on their
    /// number, or on time.
    pub tried: usize,
    /// Those that make the first level that differs better, each against the scenario as it is. Two that mend the same
    /// thing are both listed: what they bring together is not the sum.
    pub found: Vec<Repair>,
}

/// The repairs of a scenario: the single changes of what exists that better its proposal, each made, solved again and
/// verified. At most so many are tried, the most promising first.
///
/// A change of ages moves the ages that carers prefer where they name none, and a skill more is one that some children
/// do not need: both are in the levels after.
///
/// # Errors
/// A back-end that fails; a proposal that does not pass the independent check.
pub fn repairs(asked: &Asked<'_>, most: usize) -> Result<Repairs, Error> {
    let candidates = asked.on_threads(|| candidates(asked.scenario, &asked.before.proposal));
    let considered = candidates.len();
    let (done, all) = (AtomicUsize::new(0), considered.min(most));
    let solved: Vec<Option<Repair>> = asked.on_threads(|| {
        let solve = |change: Change| {
            let repair = repair(asked, change)?;
            (asked.step)(done.fetch_add(1, Ordering::Relaxed) + 1, all);
            Ok(repair)
        };
        candidates.into_par_iter().take(most).map(solve).collect::<Result<_, Error>>()
    })?;
    let solved: Vec<Repair> = solved.into_iter().flatten().collect();
    let tried = solved.len();
    let mut found: Vec<Repair> = solved.into_iter().filter(|each| each.effect.is_better(asked.scenario)).collect();
    found.sort_by(|a, b| a.effect.compare(&b.effect, asked.scenario).then_with(|| a.change.cmp(&b.change)));
    Ok(Repairs { considered, tried, found })
}

/// One change, made and solved again; none = it was stopped.
fn repair(asked: &Asked<'_>, change: Change) -> Result<Option<Repair>, Error> {
    let homes = asked.scenario.households.iter().map(|home| home.id).collect();
    let after = Grown { scenario: changed(asked.scenario, &change), homes };
    let outcome = solve_again(asked, &after.scenario)?;
    Ok(outcome.map(|outcome| Repair { effect: effect(asked, &after, &outcome), change }))
}
