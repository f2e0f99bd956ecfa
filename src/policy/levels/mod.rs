//! The levels by which a proposal is judged (contract 4), each read twice: counted on a proposal for the verifier,
//! summed over choices for the model. A test compares the two readings.

mod external;
mod mismatch;
mod moved;
mod not_in_family;
mod separated;
mod unplaced;
mod weekly_cost;

use super::About;
use crate::domain::{Child, ChildId, LevelId, Place, Proposal, Scenario};

/// One level: a whole number to be made small.
pub trait Level: Sync {
    /// What it counts and why.
    fn about(&self) -> &'static About;
    /// Which level it is.
    fn id(&self) -> LevelId;
    /// What one is, for people: `children`, `pairs`, `points`, `pence a week`.
    fn unit(&self) -> &'static str;

    /// The plain reading: its value on a proposal.
    fn count(&self, scenario: &Scenario, proposal: &Proposal) -> i64;

    /// The linear reading: its value if nobody in scope were placed.
    fn constant(&self, scenario: &Scenario) -> i64;
    /// The linear reading: the change if this unit of children in scope is placed there, where `staying` stay
    /// (those who stay in the home; empty for a provision, whose units are separate homes).
    fn charge(&self, scenario: &Scenario, unit: &[ChildId], place: Place, staying: &[ChildId]) -> i64;
    /// The linear reading: the further change if two children in scope of different units live in one home.
    /// Only [`Plan::ShouldApart`](crate::domain::Plan) between children of different sibling groups has one.
    fn pair_charge(&self, scenario: &Scenario, a: ChildId, b: ChildId) -> i64 {
        let _ = (scenario, a, b);
        0
    }
}

/// Every level, in the default order of priorities.
pub const ALL: &[&dyn Level] = &[
    &unplaced::Unplaced,
    &not_in_family::NotInFamily,
    &separated::Separated,
    &external::External,
    &moved::Moved,
    &mismatch::Mismatch,
    &weekly_cost::WeeklyCost,
];

/// The level with this id.
pub fn level(id: LevelId) -> &'static dyn Level {
    *ALL.iter().find(|level| level.id() == id).expect("the catalogue has every level")
}

/// The children in scope who have a place, and the place.
fn each_placed<'a>(scenario: &'a Scenario, proposal: &'a Proposal) -> impl Iterator<Item = (&'a Child, Place)> {
    scenario.in_scope().filter_map(|child| Some((child, proposal.of(child.id)?.place)))
}

/// A count as a whole number of a level.
fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("fewer children than i64::MAX")
}
