//! The planning date, and what follows from it for a child.

use jiff::civil::{Date, date};

use crate::domain::{Child, Policy, Suitability, Tenths};

/// The planning date of every invented scenario.
pub(super) const PLANNING_DATE: Date = date(2026, 3, 31);

/// Sets every age of a child from the day of birth, and the kinds of care that suit by default at that age.
pub(super) fn set_age(child: &mut Child, born: Date, weeks: i64) {
    child.expected_weeks = weeks;
    child.set_ages(born, PLANNING_DATE);
    let age = child.age;
    let policy = Policy::default();
    let suitable = |from| if age >= from { Suitability::Suitable } else { Suitability::Unsuitable };
    child.residential_care = suitable(policy.residential_from_age);
    child.supported_accommodation = suitable(policy.supported_from_age);
}

/// Miles as a scenario keeps them.
pub(super) fn miles(whole: i64) -> Tenths {
    Tenths(whole * 10)
}
