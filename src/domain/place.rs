//! Localities, and where a child can live.

use super::{HouseholdId, ProvisionId, Tenths};

/// A locality: a district, postcode district or town, as fine as the caller wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locality {
    /// The caller's own code.
    pub reference: String,
    /// Its name for people.
    pub name: String,
    /// Easting and northing in metres on the national grid; none = unknown.
    pub grid: Option<(i64, i64)>,
    /// The authority whose area it is in.
    pub authority: Option<String>,
}

impl Locality {
    /// Straight-line miles, `sqrt(dE² + dN²) / 1000 / 1.6093`, kept in tenths and rounded half up: the national
    /// indicator's formula (`domain.md` 3.7). In whole numbers throughout, so that every machine agrees.
    pub fn tenths_to(&self, other: &Self) -> Option<Tenths> {
        let (e1, n1) = self.grid?;
        let (e2, n2) = other.grid?;
        let square = |d: i64| i128::from(d) * i128::from(d);
        let metres_squared = square(e1 - e2) + square(n1 - n2);
        // tenths = floor(m / 160.93 + 1/2) = the largest t with (t - 1/2) × 160.93 ≤ m, that is
        // (2t - 1) × 16093 ≤ 200 m, that is ((2t - 1) × 16093)² ≤ 40000 m².
        let root = (metres_squared * 40_000).isqrt() / 16_093;
        i64::try_from((root + 1) / 2).ok().map(Tenths)
    }

    /// Whether [`Self::tenths_to`] is at most this, without its square root; none = unknown.
    pub fn is_within(&self, other: &Self, farthest: Tenths) -> Option<bool> {
        let (e1, n1) = self.grid?;
        let (e2, n2) = other.grid?;
        let square = |d: i128| d.checked_mul(d);
        // root < 2 × farthest + 1 in the words of `tenths_to`.
        let reach = square((2 * i128::from(farthest.0) + 1) * 16_093);
        let metres_squared =
            square(i128::from(e1) - i128::from(e2))?.checked_add(square(i128::from(n1) - i128::from(n2))?)?;
        Some(
            farthest.0 >= 0
                && reach.is_none_or(|reach| metres_squared.checked_mul(40_000).is_some_and(|far| far < reach)),
        )
    }
}

/// Where a child can live: a known home, or a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A fostering household.
    Home(HouseholdId),
    /// A provision.
    Provision(ProvisionId),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(e: i64, n: i64) -> Locality {
        Locality { reference: String::new(), name: String::new(), grid: Some((e, n)), authority: None }
    }

    #[test]
    fn distance_is_rounded_half_up_to_a_tenth() {
        assert_eq!(at(0, 0).tenths_to(&at(0, 0)), Some(Tenths(0)));
        assert_eq!(at(0, 0).tenths_to(&at(1609, 0)), Some(Tenths(10)));
        assert_eq!(at(0, 0).tenths_to(&at(80, 0)), Some(Tenths(0)), "80 m is 0.497 tenths");
        assert_eq!(at(0, 0).tenths_to(&at(81, 0)), Some(Tenths(1)), "81 m is 0.503 tenths");
        assert_eq!(at(400_000, 300_000).tenths_to(&at(403_000, 304_000)), Some(Tenths(31)), "5 km is 3.107 miles");
    }

    #[test]
    fn within_is_the_same_distance_read_without_a_root() {
        let far = at(0, 0);
        for metres in (0..3_000).chain([32_178, 32_266, 32_267, 1_000_000]) {
            let there = at(metres, metres / 3);
            let tenths = far.tenths_to(&there).expect("known");
            for limit in [-1, 0, tenths.0 - 1, tenths.0, tenths.0 + 1, 200, i64::MAX] {
                assert_eq!(far.is_within(&there, Tenths(limit)), Some(tenths.0 <= limit), "{metres} m, limit {limit}");
            }
        }
        let unknown = Locality { grid: None, ..at(0, 0) };
        assert_eq!(far.is_within(&unknown, Tenths(200)), None);
    }

    #[test]
    fn whole_numbers_agree_with_the_formula() {
        for metres in 0..20_000_i64 {
            let expected = (f64::from(i32::try_from(metres).expect("small")) / 1000.0 / 1.6093 * 10.0 + 0.5).floor();
            let got = at(0, 0).tenths_to(&at(metres, 0)).expect("known").0;
            assert!((f64::from(i32::try_from(got).expect("small")) - expected).abs() < 0.5, "{metres} m");
        }
    }
}
