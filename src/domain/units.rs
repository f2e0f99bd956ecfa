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

/// A share or a rate in millionths: `Rate(128_000)` is 12.8 in a hundred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(pub i64);

impl Rate {
    /// The whole: once, always, all of it.
    pub const ONE: Self = Self(1_000_000);

    /// So much of a whole number, rounded up: how many children 80 % of 7 are at least.
    pub fn of_rounded_up(self, whole: i64) -> i64 {
        let parts = i128::from(self.0) * i128::from(whole);
        i64::try_from((parts + 999_999).div_euclid(1_000_000)).unwrap_or(i64::MAX)
    }

    /// So much of a whole number, rounded down.
    pub fn of_rounded_down(self, whole: i64) -> i64 {
        let parts = i128::from(self.0) * i128::from(whole);
        i64::try_from(parts.div_euclid(1_000_000)).unwrap_or(i64::MAX)
    }
}

impl fmt::Display for Rate {
    /// As a decimal, as `scenario.toml` spells it: `0.128`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, parts) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let digits = format!("{parts:06}");
        let digits = digits.trim_end_matches('0');
        write!(f, "{sign}{whole}.{}", if digits.is_empty() { "0" } else { digits })
    }
}

/// Money, once: pence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pence(pub i64);

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        PencePerWeek(self.0).fmt(f)
    }
}

/// Money: pence a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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
    fn rates_print_as_toml_reads_them_and_take_their_share() {
        assert_eq!(Rate(128_000).to_string(), "0.128");
        assert_eq!(Rate::ONE.to_string(), "1.0");
        assert_eq!(Rate(-50_000).to_string(), "-0.05");
        assert_eq!((Rate(800_000).of_rounded_up(7), Rate(800_000).of_rounded_down(7)), (6, 5));
        assert_eq!((Rate(500_000).of_rounded_up(4), Rate(500_000).of_rounded_down(4)), (2, 2));
    }

    #[test]
    fn tenths_print_one_place() {
        assert_eq!(Tenths(7).to_string(), "0.7");
        assert_eq!(Tenths(199).to_string(), "19.9");
        assert_eq!(Tenths(199).whole_miles(), 19);
    }
}
