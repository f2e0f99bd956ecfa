//! Quantities, each whole and each with its unit in its type.

use std::fmt;

/// Completed years.
pub type Years = i64;
/// Completed months.
pub type Months = i64;
/// Weeks.
pub type Weeks = i64;
/// Points of a preference: 0 is ideal.
pub type Points = i64;

/// A distance in tenths of a mile, rounded half up from the straight line between two localities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenths(pub i64);

impl Tenths {
    /// Whole miles, rounded down (`contract` 6: points use the kept tenths).
    pub fn whole_miles(self) -> i64 {
        self.0.div_euclid(10)
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0.div_euclid(10), self.0.rem_euclid(10))
    }
}

/// Money: pence a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PencePerWeek(pub i64);

impl fmt::Display for PencePerWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, pence) = if self.0 < 0 { ("-", self.0.unsigned_abs()) } else { ("", self.0.unsigned_abs()) };
        let pounds = (pence / 100).to_string();
        let mut grouped = String::new();
        for (i, digit) in pounds.chars().enumerate() {
            if i > 0 && (pounds.len() - i) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        write!(f, "{sign}£{grouped}.{:02}", pence % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_and_keeps_its_pence() {
        assert_eq!(PencePerWeek(0).to_string(), "£0.00");
        assert_eq!(PencePerWeek(123_456_789).to_string(), "£1,234,567.89");
        assert_eq!(PencePerWeek(-100_005).to_string(), "-£1,000.05");
    }

    #[test]
    fn tenths_print_one_place() {
        assert_eq!(Tenths(7).to_string(), "0.7");
        assert_eq!(Tenths(199).to_string(), "19.9");
        assert_eq!(Tenths(199).whole_miles(), 19);
    }
}
