//! What multipliers prove, in whole numbers.

use super::Companies;
use super::ascend::{Aim, float};
use super::price::TO_CLAIM;
use super::prices::Prices;
use crate::domain::{Branch, CERTIFICATE_UNIT, Certificate, ChildId, Multipliers, ProvisionId};

impl Companies<'_> {
    /// What these multipliers prove of the level after these values: the multipliers are rounded, the bound is not.
    pub fn certificate(&self, values: &[i64], prices: &Prices) -> Certificate {
        let whole = self.whole(values.len(), prices);
        let bound = self.bound(values, &whole);
        Certificate {
            level: self.levels[values.len()],
            bound,
            proof: Branch::Multipliers(self.multipliers(values.len(), &whole)),
        }
    }

    /// Multipliers in whole numbers of 1 / [`CERTIFICATE_UNIT`], as lawful as they must be.
    pub(super) fn whole(&self, level: usize, prices: &Prices) -> Prices<i128> {
        let at_least_0 = |price: f64| rounded(price).max(0);
        let unit = i128::from(CERTIFICATE_UNIT);
        let weight = |(at, price): (usize, &f64)| match at.cmp(&level) {
            std::cmp::Ordering::Less => at_least_0(*price),
            std::cmp::Ordering::Equal => unit,
            std::cmp::Ordering::Greater => 0,
        };
        let child = |(price, must): (&f64, &bool)| if *must { rounded(*price) } else { at_least_0(*price) };
        let place = |(price, room): (&f64, &Option<i64>)| if room.is_some() { at_least_0(*price) } else { 0 };
        let set = |(set, price): (usize, &f64)| match rounded(*price) {
            price if price != 0 && self.is_open_set(set) => price,
            _ => 0,
        };
        Prices {
            levels: prices.levels.iter().enumerate().map(weight).collect(),
            children: prices.children.iter().zip(&self.must_place).map(child).collect(),
            provisions: prices.provisions.iter().zip(&self.rooms).map(place).collect(),
            groups: prices.groups.iter().enumerate().map(set).collect(),
            quotients: prices.quotients.map(at_least_0),
        }
    }

    /// The bound, rounded up to the next value that the level can have.
    fn bound(&self, values: &[i64], prices: &Prices<i128>) -> i64 {
        let scaled = self.scaled(&Aim::level(self.levels.len(), values), prices);
        let (constant, step) = (i128::from(self.constants[values.len()]), i128::from(self.steps[values.len()]));
        let unit = i128::from(CERTIFICATE_UNIT);
        let above = scaled - constant * unit;
        let steps = above.div_euclid(unit * step) + i128::from(above.rem_euclid(unit * step) != 0);
        i64::try_from(constant + steps * step).unwrap_or(i64::MIN)
    }

    /// What a bound of a level is above that rounds up to this value, with room for the roundings of a climb.
    pub(super) fn just_below(&self, level: usize, value: i64) -> f64 {
        float(value - self.steps[level]) + 1e-3
    }

    /// The bound times [`CERTIFICATE_UNIT`].
    pub(super) fn scaled(&self, aim: &Aim, prices: &Prices<i128>) -> i128 {
        let levels = prices.levels.iter().zip(&self.constants).zip(&aim.held);
        let levels: i128 = levels.map(|((w, constant), held)| w * i128::from(constant - held.unwrap_or(0))).sum();
        let children: i128 = prices.children.iter().sum();
        let places: i128 =
            prices.provisions.iter().zip(&self.rooms).map(|(price, room)| price * i128::from(room.unwrap_or(0))).sum();
        levels - children - places - self.packed(prices) - prices.quotients.most() + self.price(prices, TO_CLAIM).cost
    }

    fn multipliers(&self, level: usize, prices: &Prices<i128>) -> Multipliers {
        let narrow = |price: &i128| i64::try_from(*price).expect("rounded to what fits");
        let some = |prices: &[i128]| -> Vec<(usize, i64)> {
            prices.iter().enumerate().filter(|(_, price)| **price != 0).map(|(i, price)| (i, narrow(price))).collect()
        };
        Multipliers {
            children: some(&prices.children).into_iter().map(|(i, price)| (ChildId::at(i), price)).collect(),
            provisions: some(&prices.provisions).into_iter().map(|(i, price)| (ProvisionId::at(i), price)).collect(),
            levels: some(&prices.levels[..level]).into_iter().map(|(i, price)| (self.levels[i], price)).collect(),
            groups: some(&prices.groups).into_iter().map(|(set, price)| (self.siblings(set), price)).collect(),
            quotients: prices.quotients.rows().map(|(row, price)| row.told(&self.levels, narrow(price))).collect(),
        }
    }
}

/// In whole numbers of 1 / [`CERTIFICATE_UNIT`]; what is beyond all reason is cut off.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "advice may be rounded")]
fn rounded(price: f64) -> i128 {
    const MOST: f64 = (1_i64 << 40) as f64;
    if price.is_finite() { (price.clamp(-MOST, MOST) * CERTIFICATE_UNIT as f64).round() as i128 } else { 0 }
}
