//! The cheapest repair: one change to what exists, before anybody is recruited.

use std::collections::BTreeSet;

use super::Effect;
use crate::domain::{ChildId, HouseholdId, PlacementType, Tenths, Years};

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
    /// Changes that stand between a child and a home.
    pub considered: usize,
    /// Those that were made and solved again; the others were left out by the limit on their number.
    pub tried: usize,
    /// Those that make any level better.
    pub found: Vec<Repair>,
}
