//! The position: every child and every home once, with the profile under which it is counted.

use std::collections::BTreeSet;

use crate::domain::{AgeBand, ChildId, HouseholdId, LocalityId, Place, SizeBand};

/// The position of a service under a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Every child of the scenario, in id order.
    pub children: Vec<ChildFact>,
    /// Every known home, in id order.
    pub homes: Vec<HomeFact>,
}

/// Under what a child or a home is counted: one value on each of the four dimensions, so that margins add up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Profile {
    /// A child's age band; of a home, the bands that its approval reaches into.
    pub age: Band,
    /// A child's needs; of a home, the carers' skills.
    pub specialism: Band,
    /// A child's home locality; of a home, where it is.
    pub locality: Band,
    /// How many siblings a child is one of, 1 = alone; of a home, how many siblings it may take together.
    pub siblings: Band,
}

/// A value on one dimension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// From the first to the last of these age bands; one band for a child.
    Ages(AgeBand, AgeBand),
    /// Exactly these specialisms; empty = none.
    Specialism(BTreeSet<String>),
    /// A locality.
    Locality(LocalityId),
    /// A band of sizes of sibling groups.
    Siblings(SizeBand),
}

/// One child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildFact {
    /// Who.
    pub child: ChildId,
    /// Under what it is counted.
    pub profile: Profile,
    /// How it stands.
    pub standing: Standing,
}

/// How a child stands under the proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether the child is to be matched; others stay where they are.
    pub in_need: bool,
    /// Where it would live; none = unplaced.
    pub place: Option<Place>,
    /// Whose care that is; none = unplaced.
    pub care: Option<Care>,
    /// Whether recruitment should have served it: in need, foster care not unsuitable, and in no in-house or kinship home.
    pub short: bool,
    /// Whether a sibling would live apart against the plan for them.
    pub separated: bool,
}

/// Whose care a child is in, as tables tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Care {
    /// The council's own carers.
    InHouse,
    /// Family and friends.
    Kinship,
    /// An agency's or another council's carers.
    Agency,
    /// Residential or supported provision: not a family.
    Residential,
}

/// One known home, and what its places are doing.
///
/// A home that takes nobody now holds all its free places: its status is not `available`, or it is available only
/// after the last day on which any urgency allows it (never, if the rule `available` is switched off). In every other
/// home the free places are usable for as many children who are *short of a home* elsewhere as could all be added
/// together to those who would live there: each by every rule about the two, and all by every limit. The rest are
/// mismatched.
///
/// Where everybody who is short elsewhere could be added and places are left over, there is no lack to measure them
/// by: they are spare, and usable as well, unless the home is closed to every single child in need who lives
/// elsewhere, by a rule or by a limit that asks about the home's company as it would then be; then they are
/// mismatched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeFact {
    /// Which.
    pub home: HouseholdId,
    /// Under what it is counted.
    pub profile: Profile,
    /// Approved places.
    pub places: i64,
    /// Children above the approved number, where brothers and sisters may exceed it or the present placements do.
    /// Always: places + above = filled + usable + mismatched + held.
    pub above: i64,
    /// Children who would live there.
    pub filled: i64,
    /// Places free, open, and fit for children who are short of a home: as many of them as could be added together;
    /// and those that are spare.
    pub usable: i64,
    /// Places free that nobody short of a home can fill.
    pub mismatched: i64,
    /// What closes the mismatched places: the rule, decision or limit that keeps out most of those who are left, the
    /// first in the order of the catalogue among equals. Of all largest additions the one whose ids come first counts.
    pub mismatch: Option<Mismatch>,
    /// Places free in a home that takes nobody now.
    pub held: i64,
    /// The status and its reason, or the day from which it takes children, for a home that takes nobody now.
    pub held_reason: Option<String>,
}

/// What closes a free place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mismatch {
    /// The rule or limit; `forbid` or `pin` for a decision.
    pub id: &'static str,
    /// How many children it keeps out of those short of a home elsewhere; of all children in need elsewhere, where
    /// nobody short is left. A child whom several rules keep out counts for each.
    pub children: usize,
}

/// A cell of a table: what it counts is in each name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Children of the scenario.
    pub children: i64,
    /// Children who stay where they are.
    pub children_staying: i64,
    /// Children to be matched.
    pub children_in_need: i64,
    /// Children in need, in an in-house home.
    pub children_in_house: i64,
    /// Children in need, in a kinship home.
    pub children_kinship: i64,
    /// Children in need, with an agency or another council's carers.
    pub children_agency: i64,
    /// Children in need, in residential or supported provision.
    pub children_residential: i64,
    /// Children in need without a place.
    pub children_unplaced: i64,
    /// The recruitment gap in children: [`Standing::short`].
    pub children_short: i64,
    /// Children with a sibling apart against the plan.
    pub children_separated: i64,
    /// Homes.
    pub homes: i64,
    /// Approved places.
    pub places: i64,
    /// Children above the approved number.
    pub places_above: i64,
    /// Places filled.
    pub places_filled: i64,
    /// Places vacant and usable.
    pub places_usable: i64,
    /// Places vacant and mismatched.
    pub places_mismatched: i64,
    /// Places held.
    pub places_held: i64,
}
