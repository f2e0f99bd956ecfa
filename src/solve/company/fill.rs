//! Filling a provision: the price of a place at which it is just full.

use super::packing::Packings;
use super::price::{Priced, narrow};
use super::prices::Prices;
use super::{Companies, Site};

/// How finely the price of a place is looked for.
const HALVINGS: usize = 30;

/// What a family asks of a provision.
struct Family {
    /// Units that cost less than nothing where places are free.
    units: Vec<usize>,
}

/// What is chosen at one price of a place.
struct Filled {
    price: f64,
    cost: f64,
    used: f64,
    units: Vec<u32>,
}

impl Companies<'_> {
    /// Fills a provision at the price of a place that makes the bound the greatest, and gives that price. Where the last
    /// place is between two choices, some of both is chosen.
    pub(super) fn fill(&self, prices: &Prices, site: &Site, room: Option<i64>, some: &mut Priced<f64>) -> f64 {
        let costs: Vec<f64> = site.units.clone().map(|unit| self.cost(prices, unit)).collect();
        let cost = |unit: usize| costs[unit - site.units.start];
        let asking =
            self.families(site).map(|units| Family { units: units.filter(|unit| cost(*unit) < 0.0).collect() });
        let families: Vec<Family> = asking.filter(|family| !family.units.is_empty()).collect();
        let mut packings = Packings::new();
        let mut at = |price: f64| self.filled(&families, &cost, price, &mut packings);
        let all = at(0.0);
        let room = room.map(|room| f64::from(i32::try_from(room.max(0)).unwrap_or(i32::MAX)));
        let Some(room) = room.filter(|room| *room < all.used) else {
            some.cost += all.cost;
            some.units.extend(all.units.into_iter().map(|unit| (unit, 1.0)));
            return 0.0;
        };
        let of_each =
            |family: &Family| family.units.iter().map(|unit| -cost(*unit) / self.heads(*unit)).fold(0.0, f64::max);
        let dearest = families.iter().map(of_each).fold(0.0, f64::max);
        let (mut low, mut high) = (all, at(dearest));
        for _ in 0..HALVINGS {
            if high.used >= room {
                break;
            }
            let found = at(f64::midpoint(low.price, high.price));
            if found.used > room {
                low = found;
            } else {
                high = found;
            }
        }
        some.cost += high.cost - high.price * room;
        merge(&high.units, &low.units, ((room - high.used) / (low.used - high.used)).clamp(0.0, 1.0), &mut some.units);
        high.price
    }

    fn filled(
        &self,
        families: &[Family],
        cost: &impl Fn(usize) -> f64,
        price: f64,
        packings: &mut Packings<f64>,
    ) -> Filled {
        let mut filled = Filled { price, cost: 0.0, used: 0.0, units: Vec::new() };
        for family in families {
            let here = |unit: usize| cost(unit) + price * self.heads(unit);
            if let [unit] = family.units[..] {
                if here(unit) < 0.0 {
                    filled.cost += here(unit);
                    filled.used += self.heads(unit);
                    filled.units.push(narrow(unit));
                }
                continue;
            }
            filled.cost += packings.least(self, family.units.iter().copied(), here);
            filled.used += packings.units().iter().map(|unit| self.heads(*unit)).sum::<f64>();
            filled.units.extend(packings.units().iter().map(|unit| narrow(*unit)));
        }
        filled
    }

    /// How many children a unit holds.
    pub(super) fn heads(&self, unit: usize) -> f64 {
        f64::from(narrow(self.units.size(unit)))
    }
}

/// Two choices in order, this much of the second.
fn merge(first: &[u32], second: &[u32], more: f64, into: &mut Vec<(u32, f32)>) {
    #[expect(clippy::cast_possible_truncation, reason = "a share is a guide")]
    let more = more as f32;
    let (mut i, mut j) = (0, 0);
    while i < first.len() || j < second.len() {
        let (a, b) = (first.get(i).copied().unwrap_or(u32::MAX), second.get(j).copied().unwrap_or(u32::MAX));
        let share = if a <= b { 1.0 - more } else { 0.0 } + if b <= a { more } else { 0.0 };
        into.push((a.min(b), share));
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
}
