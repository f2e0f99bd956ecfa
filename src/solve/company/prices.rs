//! Multipliers: what a unit of each level weighs, and what each child and each place of a provision is worth.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

use super::quotients::Quotients;

/// A number in which companies can be priced: fractions to climb, whole numbers to claim.
pub(in crate::solve) trait Amount:
    Copy
    + PartialOrd
    + Default
    + Send
    + Sync
    + From<i32>
    + Sum
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
{
    /// Which of two costs is less for each child.
    fn by_child(left: (Self, u32), right: (Self, u32)) -> Ordering;
    /// One of so many parts of a cost, rounded down.
    fn each(cost: Self, parts: u32) -> Self;
}

impl Amount for f64 {
    fn by_child(left: (Self, u32), right: (Self, u32)) -> Ordering {
        // Products of rounded numbers would not be in one order.
        (left.0 / Self::from(left.1)).total_cmp(&(right.0 / Self::from(right.1)))
    }

    fn each(cost: Self, parts: u32) -> Self {
        cost / Self::from(parts)
    }
}

impl Amount for i128 {
    fn by_child(left: (Self, u32), right: (Self, u32)) -> Ordering {
        (left.0 * Self::from(right.1)).cmp(&(right.0 * Self::from(left.1)))
    }

    fn each(cost: Self, parts: u32) -> Self {
        cost.div_euclid(Self::from(parts))
    }
}

/// Multipliers of one kind of number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices<T = f64> {
    /// The weight of each level, in the order of the priorities; 0 = the level does not count.
    pub levels: Vec<T>,
    /// What taking a child costs, by child of the scenario; at least 0 unless the child must be placed.
    pub children: Vec<T>,
    /// What a place costs, by provision of the scenario; at least 0.
    pub provisions: Vec<T>,
    /// What it costs that siblings live together as exactly that set, by number of the set
    /// ([`Companies::set`](super::Companies::set)); of either sign. Nothing at all where no set costs anything.
    pub groups: Vec<T>,
    /// What it costs to fill quotients of sums of rows; at least 0. Climbs know nothing of them.
    pub(in crate::solve) quotients: Quotients<T>,
}
