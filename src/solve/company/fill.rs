//! Filling a provision: the price of a place at which it is just full.

use std::ops::Range;

use super::packing::Packings;
use super::price::narrow;
use super::prices::Prices;
use super::{Companies, Site};

/// How finely the price of a place is looked for.
const HALVINGS: usize = 30;
/// Where a price was right a moment ago, it is looked for from so much of it to so much.
const AROUND: [f64; 2] = [0.8, 1.25];

/// What a family chooses at some price of a place.
#[derive(Clone, Copy, Default)]
struct Choice {
    /// What it costs where places are free.
    cost: f64,
    used: f64,
    /// Its units: from here, so many.
    first: usize,
    units: usize,
}

/// A family, by its units that cost less than nothing where places are free, with what it chooses at a lower price of a
/// place and at a higher one.
struct Family {
    units: Range<usize>,
    low: Choice,
    high: Choice,
}

/// The search of one provision's price.
struct Filling<'f> {
    companies: &'f Companies<'f>,
    costs: &'f [f64],
    /// The number of the unit of the first cost.
    start: usize,
    /// Units of families, one family after another.
    asking: Vec<usize>,
    /// Units of choices.
    chosen: Vec<u32>,
    packings: Packings<f64>,
}

impl Companies<'_> {
    /// Fills a provision at the price of a place that makes the bound the greatest; gives what its choice costs and that
    /// price. A guess of the price makes it quicker.
    pub(super) fn fill(&self, prices: &Prices, site: &Site, room: Option<i64>, guess: Option<f64>) -> (f64, f64) {
        let costs: Vec<f64> = site.units.clone().map(|unit| self.cost(prices, unit)).collect();
        let mut filling = Filling {
            companies: self,
            costs: &costs,
            start: site.units.start,
            asking: Vec::new(),
            chosen: Vec::new(),
            packings: Packings::new(),
        };
        let mut families = filling.families(site);
        let room = room.map_or(f64::INFINITY, |room| f64::from(i32::try_from(room).unwrap_or(i32::MAX)));
        let dearest = filling.asking.iter().map(|unit| -filling.cost(*unit) / self.heads(*unit)).fold(0.0, f64::max);
        let [mut low, mut high] = guess.filter(|guess| *guess > 0.0).map_or([0.0, dearest], |g| AROUND.map(|a| a * g));
        let mut low_used = filling.choose(&mut families, low, |family| &mut family.low);
        let mut high_used = 0.0;
        if low_used <= room && low > 0.0 {
            (high, high_used, low) = (low, low_used, 0.0);
            for family in &mut families {
                family.high = family.low;
            }
            low_used = filling.choose(&mut families, 0.0, |family| &mut family.low);
        } else if high < dearest {
            high_used = filling.choose(&mut families, high, |family| &mut family.high);
            if high_used > room {
                (low, low_used, high, high_used) = (high, high_used, dearest, 0.0);
                for family in &mut families {
                    family.low = std::mem::take(&mut family.high);
                }
            }
        }
        if low_used <= room {
            return (families.iter().map(|family| family.low.cost).sum(), 0.0);
        }
        let mut settled: Vec<Choice> = Vec::new();
        let mut settled_use = 0.0;
        for _ in 0..HALVINGS {
            // What is the best choice at two prices is the best between them.
            families.retain(|family| {
                let is_open = filling.of(family.low) != filling.of(family.high);
                if !is_open {
                    settled.push(family.low);
                    settled_use += family.low.used;
                }
                is_open
            });
            if high_used >= room {
                break;
            }
            let price = f64::midpoint(low, high);
            let before: Vec<Choice> = families.iter().map(|family| family.high).collect();
            let used = settled_use + filling.choose(&mut families, price, |family| &mut family.high);
            if used > room {
                low = price;
                for (family, before) in families.iter_mut().zip(before) {
                    family.low = std::mem::replace(&mut family.high, before);
                }
            } else {
                (high, high_used) = (price, used);
            }
        }
        let chosen = settled.iter().copied().chain(families.iter().map(|family| family.high));
        (chosen.map(|choice| choice.cost + high * choice.used).sum::<f64>() - high * room, high)
    }

    /// How many children a unit holds.
    pub(super) fn heads(&self, unit: usize) -> f64 {
        f64::from(narrow(self.units.size(unit)))
    }
}

impl Filling<'_> {
    fn cost(&self, unit: usize) -> f64 {
        self.costs[unit - self.start]
    }

    /// The families that ask for a place where places are free.
    fn families(&mut self, site: &Site) -> Vec<Family> {
        let mut families = Vec::new();
        for units in self.companies.families(site) {
            let first = self.asking.len();
            self.asking.extend(units.filter(|unit| self.costs[unit - self.start] < 0.0));
            if self.asking.len() > first {
                let (low, high) = Default::default();
                families.push(Family { units: first..self.asking.len(), low, high });
            }
        }
        families
    }

    /// What each family chooses at this price of a place; gives how many places they use.
    fn choose(&mut self, families: &mut [Family], price: f64, choice: impl Fn(&mut Family) -> &mut Choice) -> f64 {
        let mut used = 0.0;
        for family in families {
            let found = self.choice(family.units.clone(), price);
            used += found.used;
            *choice(family) = found;
        }
        used
    }

    fn choice(&mut self, family: Range<usize>, price: f64) -> Choice {
        let (companies, costs, start) = (self.companies, self.costs, self.start);
        let here = |unit: usize| costs[unit - start] + price * companies.heads(unit);
        let units = &self.asking[family];
        let first = self.chosen.len();
        let mut choice = Choice { first, ..Choice::default() };
        if let [unit] = *units {
            if here(unit) < 0.0 {
                self.chosen.push(narrow(unit));
            }
        } else {
            self.packings.least(companies, units.iter().copied(), here);
            self.chosen.extend(self.packings.units().iter().map(|unit| narrow(*unit)));
        }
        for unit in &self.chosen[first..] {
            choice.cost += self.cost(*unit as usize);
            choice.used += companies.heads(*unit as usize);
        }
        choice.units = self.chosen.len() - first;
        choice
    }

    fn of(&self, choice: Choice) -> &[u32] {
        &self.chosen[choice.first..choice.first + choice.units]
    }
}
