//! The cheapest lawful company of units of different families: a search that a counting bound cuts short.

use std::collections::BTreeMap;

use super::adds::together;
use super::ground::{Family, Ground};
use super::home::joined;
use super::room::Room;
use super::units::Unit;
use crate::domain::ChildId;

/// A search gives up after so many steps and takes a lower bound, which is true as well.
const MOST_STEPS: usize = 400_000;

/// Room for more than so many counts as room for any number.
const MANY: usize = 8;

/// The least price of units of different families that may live together, each lawful alone, nobody included. `pair` is what
/// two children cost who should be apart and are not.
pub(super) fn cheapest(
    ground: &Ground<'_>,
    units: Vec<Unit>,
    room: Room,
    pair: i128,
    is_lawful: &mut dyn FnMut(&[ChildId]) -> bool,
) -> i128 {
    let best = units.iter().map(|unit| unit.price).min().unwrap_or(0).min(0);
    if room.children < 2 || room.families < 2 {
        return best;
    }
    let mut by_family: BTreeMap<Family, Vec<Unit>> = BTreeMap::new();
    for unit in units.into_iter().filter(|unit| unit.children.len() < room.children) {
        by_family.entry(unit.family).or_default().push(unit);
    }
    let mut families: Vec<Vec<Unit>> = by_family.into_values().collect();
    for units in &mut families {
        units.sort_by_key(|unit| unit.price);
    }
    families.sort_by_key(|units| units[0].price);
    let rest = Rest::of(&families, room);
    let mut search = Search { ground, families: &families, rest, pair, is_lawful, best, steps: 0 };
    let left = search.rest.all();
    search.join(0, &mut Vec::new(), left, 0);
    search.best
}

/// How much room is left: children and families, nothing where either is any number.
#[derive(Clone, Copy)]
struct Left {
    children: Option<usize>,
    families: Option<usize>,
}

impl Left {
    /// What is left beside a unit of so many; none = it does not fit.
    fn beside(self, heads: usize) -> Option<Self> {
        Some(Self {
            children: self.children.map_or(Some(None), |left| left.checked_sub(heads).map(Some))?,
            families: self.families.map_or(Some(None), |left| left.checked_sub(1).map(Some))?,
        })
    }
}

/// What the families from each position on cost at the least, whoever may live with whom, by the room that is left.
struct Rest {
    prices: Vec<i128>,
    room: Left,
}

impl Rest {
    fn of(families: &[Vec<Unit>], room: Room) -> Self {
        let some = |room: usize| Some(room).filter(|room| *room <= MANY);
        let room = Left { children: some(room.children), families: some(room.families) };
        let mut rest = Self { prices: Vec::new(), room };
        let (children, kinds) = (room.children.map_or(1, |room| room + 1), room.families.map_or(1, |room| room + 1));
        rest.prices = vec![0; (families.len() + 1) * children * kinds];
        for (position, units) in families.iter().enumerate().rev() {
            let mut by_heads: BTreeMap<usize, i128> = BTreeMap::new();
            for unit in units {
                let least = by_heads.entry(unit.children.len()).or_insert(unit.price);
                *least = unit.price.min(*least);
            }
            for heads in 0..children {
                for others in 0..kinds {
                    let left = Left { children: room.children.map(|_| heads), families: room.families.map(|_| others) };
                    let mut best = rest.least(position + 1, left);
                    for (heads, price) in &by_heads {
                        if let Some(beside) = left.beside(*heads) {
                            best = best.min(price + rest.least(position + 1, beside));
                        }
                    }
                    let at = rest.at(position, left);
                    rest.prices[at] = best;
                }
            }
        }
        rest
    }

    fn all(&self) -> Left {
        self.room
    }

    fn at(&self, position: usize, left: Left) -> usize {
        let children = self.room.children.map_or(1, |room| room + 1);
        let families = self.room.families.map_or(1, |room| room + 1);
        (position * children + left.children.unwrap_or(0)) * families + left.families.unwrap_or(0)
    }

    fn least(&self, position: usize, left: Left) -> i128 {
        self.prices[self.at(position, left)]
    }
}

struct Search<'a, 's> {
    ground: &'a Ground<'s>,
    /// The family that could be cheapest first; of each, the cheapest unit first.
    families: &'a [Vec<Unit>],
    rest: Rest,
    pair: i128,
    is_lawful: &'a mut dyn FnMut(&[ChildId]) -> bool,
    best: i128,
    steps: usize,
}

impl<'a> Search<'a, '_> {
    /// Tries every unit of every family from this position on beside those chosen, who cost `price` together.
    fn join(&mut self, from: usize, chosen: &mut Vec<&'a Unit>, left: Left, price: i128) {
        let families = self.families;
        for (position, units) in families.iter().enumerate().skip(from) {
            if price + self.rest.least(position, left) >= self.best {
                return;
            }
            for unit in units {
                let Some(beside) = left.beside(unit.children.len()) else { continue };
                let least = price + unit.price + self.rest.least(position + 1, beside);
                if least >= self.best {
                    continue;
                }
                self.steps += 1;
                if self.steps > MOST_STEPS {
                    self.best = least;
                    continue;
                }
                let price = price + unit.price + self.disturbance(chosen, unit);
                let movers = joined(&[], chosen.iter().flat_map(|unit| &unit.children).chain(&unit.children));
                if chosen.is_empty() || (self.is_lawful)(&movers) {
                    self.best = self.best.min(price);
                    chosen.push(unit);
                    self.join(position + 1, chosen, beside, price);
                    chosen.pop();
                }
            }
        }
    }

    /// What it costs that children should live apart who would live together.
    fn disturbance(&self, chosen: &[&Unit], unit: &Unit) -> i128 {
        if self.pair == 0 || !unit.may_disturb {
            return 0;
        }
        let others = chosen.iter().filter(|other| other.may_disturb).flat_map(|other| &other.children);
        let pairs = others.flat_map(|a| unit.children.iter().map(|b| together(self.ground.scenario, *a, *b)));
        self.pair * i128::from(pairs.sum::<i64>())
    }
}
