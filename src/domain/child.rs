//! A child and what the child needs.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{
    ChildId, Companions, GroupId, LocalityId, Months, Pets, Place, PlacementType, Sex, Suitability, Tenths, Urgency,
    Weeks, Years,
};

/// A child who needs a placement, or who has one. Every optional cell has been filled with its default.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a yes/no column of children.csv")]
pub struct Child {
    /// The child's position in [`super::Scenario::children`].
    pub id: ChildId,
    /// The caller's own pseudonym.
    pub reference: String,
    /// Completed years on the planning date.
    pub age: Years,
    /// Completed years at the end of the planned stay.
    pub age_end: Years,
    /// Completed months at the end of the planned stay; where only `age` was given, the oldest it can be.
    pub months_end: Months,
    /// Recorded sex.
    pub sex: Sex,
    /// Home locality, from which distance is measured.
    pub locality: LocalityId,
    /// The sibling group, if the child has siblings here.
    pub group: Option<GroupId>,
    /// The kind of placement needed.
    pub placement_type: PlacementType,
    /// Specialisms the carers must have.
    pub needs: BTreeSet<String>,
    /// When the placement is needed.
    pub urgency: Urgency,
    /// Who the child can live alongside.
    pub companions: Companions,
    /// Whether the child can live with pets.
    pub pets: Pets,
    /// A known risk to animals.
    pub harm_to_animals: bool,
    /// A known risk to other children: no shared bedroom.
    pub harm_to_others: bool,
    /// Asthma or another respiratory condition: a smoke-free home at any age.
    pub respiratory_condition: bool,
    /// Needs a bedroom alone.
    pub own_room: bool,
    /// May live outside the authority of the home locality.
    pub out_of_area_ok: bool,
    /// The farthest home from the child's locality.
    pub max_miles: Tenths,
    /// Where the child's school is.
    pub school_locality: Option<LocalityId>,
    /// Ethnicity, as the caller words it.
    pub ethnicity: Option<String>,
    /// Religion, as the caller words it.
    pub religion: Option<String>,
    /// Language, as the caller words it.
    pub language: Option<String>,
    /// How well foster care suits the child.
    pub foster_care: Suitability,
    /// How well residential care suits the child.
    pub residential_care: Suitability,
    /// How well supported accommodation suits the child.
    pub supported_accommodation: Suitability,
    /// Where the child lives now, if placed.
    pub current: Option<Place>,
    /// Placed, and may be matched again.
    pub may_move: bool,
    /// Planned length of stay.
    pub expected_weeks: Weeks,
}

impl Child {
    /// Whether the child is to be matched: without a placement now, or allowed to move.
    pub fn in_scope(&self) -> bool {
        self.current.is_none() || self.may_move
    }

    /// Sets every age from the day of birth, for a stay of [`Self::expected_weeks`] from this day.
    pub fn set_ages(&mut self, born: Date, on: Date) {
        let end = on.saturating_add(self.expected_weeks.weeks());
        self.age = completed_months(born, on).div_euclid(12);
        self.months_end = completed_months(born, end);
        self.age_end = self.months_end.div_euclid(12);
    }
}

/// Completed months from a birth to a date. Someone born on the 31st is a month older on the 1st after a month
/// without a 31st; so someone born on 29 February is a year older on 1 March.
pub fn completed_months(born: Date, on: Date) -> Months {
    let calendar = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    calendar(on) - calendar(born) - i64::from(on.day() < born.day())
}
