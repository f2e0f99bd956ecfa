//! The planning date, and what follows from it for a child.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::domain::{Child, Policy, Suitability, Tenths};

/// The planning date of every invented scenario.
pub(super) const PLANNING_DATE: Date = date(2026, 3, 31);

/// Sets every age of a child from the day of birth, and the kinds of care that suit by default at that age.
pub(super) fn set_age(child: &mut Child, born: Date, weeks: i64) {
    let end = PLANNING_DATE.saturating_add(weeks.weeks());
    let months = |on: Date| {
        let whole =
            (i64::from(on.year()) - i64::from(born.year())) * 12 + i64::from(on.month()) - i64::from(born.month());
        if on.day() < born.day() { whole - 1 } else { whole }
    };
    let age = months(PLANNING_DATE) / 12;
    let policy = Policy::default();
    let suitable = |from| if age >= from { Suitability::Suitable } else { Suitability::Unsuitable };
    child.residential_care = suitable(policy.residential_from_age);
    child.supported_accommodation = suitable(policy.supported_from_age);
    child.expected_weeks = weeks;
    child.age = age;
    child.months_end = months(end);
    child.age_end = child.months_end / 12;
}

/// Miles as a scenario keeps them.
pub(super) fn miles(whole: i64) -> Tenths {
    Tenths(whole * 10)
}
