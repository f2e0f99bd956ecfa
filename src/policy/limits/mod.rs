//! Limits on all who are fostered in one home (contract 3), each read twice: plainly for the verifier, linearly for
//! the model. A test over all small homes compares the two readings.

mod approved_number;
pub mod bedrooms;
mod companions;
mod joint;
mod must_apart;
mod must_together;
#[cfg(test)]
mod readings;
mod solo;
mod strangers;
mod usual_fostering_limit;

use super::About;
use crate::domain::{ChildId, Household, PlacementUnit, Scenario};

#[cfg(test)]
pub(crate) use readings::small_home;
pub use strangers::{Strangers, bedrooms_needed, free_bedrooms, strangers};

/// A condition that everybody fostered in one home must meet together.
pub trait Limit: Sync {
    /// What it asks and why.
    fn about(&self) -> &'static About;

    /// The plain reading: what is wrong if exactly these children, in id order, live in the home; none = lawful.
    fn breach(&self, scenario: &Scenario, home: &Household, everyone: &[ChildId]) -> Option<String>;

    /// Whether there is no breach: the same reading without the words.
    fn holds(&self, scenario: &Scenario, home: &Household, everyone: &[ChildId]) -> bool {
        self.breach(scenario, home, everyone).is_none()
    }

    /// The plain reading for siblings who live together in one unit of a provision; most limits do not apply there.
    fn unit_breach(&self, scenario: &Scenario, everyone: &[ChildId]) -> Option<String> {
        let _ = (scenario, everyone);
        None
    }

    /// Whether every part of a lawful company is lawful: fewer children never break the limit.
    fn is_hereditary(&self) -> bool {
        true
    }

    /// The linear reading: a choice of units is lawful exactly if some setting of the switches satisfies every
    /// inequality. See [`Joint`] for what may be taken for granted.
    fn inequalities(&self, joint: &Joint<'_>) -> Vec<Inequality>;
}

/// A home and the units that could move in.
///
/// Granted: each unit alone, with those who stay, satisfies every limit in its plain reading (others are never
/// offered); the model chooses at most one unit of a sibling group in a home; at most `most_units` units at once, which
/// follows from that and from `approved-number`, so that this limit alone must not take it for granted.
#[derive(Clone, Copy, Debug)]
pub struct Joint<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The home.
    pub home: &'a Household,
    /// Who stays there, in id order.
    pub staying: &'a [ChildId],
    /// Who could move in.
    pub units: &'a [PlacementUnit],
    /// How many units can move in at once at most, by approved number and number of families: a sound "big M".
    pub most_units: usize,
}

/// `Σ terms ≤ at_most` over yes/no choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inequality {
    /// Whole-number coefficients.
    pub terms: Vec<(i64, Choice)>,
    /// The right-hand side.
    pub at_most: i64,
}

/// A yes/no choice of one limit in one home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// This unit of [`Joint::units`] moves in.
    Unit(usize),
    /// A helper of this limit in this home, numbered from 0.
    Switch(usize),
}

/// Every limit, in the order of the contract.
pub const ALL: &[&dyn Limit] = &[
    &approved_number::ApprovedNumber,
    &usual_fostering_limit::UsualFosteringLimit,
    &bedrooms::Bedrooms,
    &must_apart::MustApart,
    &solo::Solo,
    &companions::CompanionAges,
    &must_together::MustTogether,
];

/// The limits that are on in this scenario.
pub fn active(scenario: &Scenario) -> Vec<&'static dyn Limit> {
    ALL.iter().copied().filter(|limit| super::is_on(scenario, limit.about())).collect()
}
