//! The cheapest lawful company of units of different families: a search that a counting bound cuts short.

use std::collections::BTreeMap;

use super::adds::together;
use super::ground::{Family, Ground};
use super::home::joined;
use super::quotients::Company;
use super::room::Room;
use super::units::Unit;
use crate::domain::ChildId;

/// A search gives up after so many steps and takes a lower bound, which is true as well.
const MOST_STEPS: usize = 2_000_000;

/// Room for more than so many counts as room for any number.
const MANY: usize = 8;

/// The least price of units of different families that may live together, each lawful alone, nobody included. `pair` is what
/// two children cost who should be apart and are not; `quotients` are charged as units join.
pub(super) fn cheapest(
    ground: &Ground<'_>,
    units: Vec<Unit>,
    room: &Room,
    (pair, quotients): (i128, Company<'_, '_>),
    is_lawful: &mut dyn FnMut(&[ChildId]) -> bool,
) -> i128 {
    let best = units.iter().map(|unit| unit.price + quotients.beside(&unit.held)).min().unwrap_or(0).min(0);
    if room.children < 2 || room.bedrooms < 2 {
        return best;
    }
    let mut by_family: BTreeMap<Family, Vec<Bedded>> = BTreeMap::new();
    for unit in units.into_iter().filter(|unit| unit.children.len() < room.children && !ground.any_solo(&unit.children))
    {
        let bedrooms = if room.bedrooms > MANY { 0 } else { room.needs(ground, &unit.children) };
        by_family.entry(unit.family).or_default().push(Bedded { unit, bedrooms });
    }
    let mut families: Vec<Vec<Bedded>> = by_family.into_values().collect();
    for units in &mut families {
        units.sort_by_key(|each| each.unit.price);
    }
    families.sort_by_key(|units| units[0].unit.price);
    let rest = Rest::of(&families, room);
    let left = rest.room;
    let mut search = Search { ground, families: &families, rest, pair, quotients, is_lawful, best, steps: 0 };
    search.join(0, &mut Vec::new(), left, 0);
    search.best
}

/// A unit, and the bedrooms that it needs at the least.
struct Bedded {
    unit: Unit,
    bedrooms: usize,
}

/// How much room is left: none where it is any number.
#[derive(Clone, Copy)]
struct Left {
    children: Option<usize>,
    bedrooms: Option<usize>,
}

impl Left {
    /// What is left beside so many; none = they do not fit.
    fn beside(self, heads: usize, bedrooms: usize) -> Option<Self> {
        Some(Self {
            children: self.children.map_or(Some(None), |left| left.checked_sub(heads).map(Some))?,
            bedrooms: self.bedrooms.map_or(Some(None), |left| left.checked_sub(bedrooms).map(Some))?,
        })
    }
}

/// What the families from each position on cost at the least, whoever may live with whom, by the room that is left.
struct Rest {
    prices: Vec<i128>,
    room: Left,
}

impl Rest {
    fn of(families: &[Vec<Bedded>], room: &Room) -> Self {
        let some = |room: usize| Some(room).filter(|room| *room <= MANY);
        let room = Left { children: some(room.children), bedrooms: some(room.bedrooms) };
        let mut rest = Self { prices: Vec::new(), room };
        let (heads, rooms) = rest.sizes();
        rest.prices = vec![0; (families.len() + 1) * heads * rooms];
        for (position, units) in families.iter().enumerate().rev() {
            let mut by_size: BTreeMap<(usize, usize), i128> = BTreeMap::new();
            for each in units {
                let least = by_size.entry((each.unit.children.len(), each.bedrooms)).or_insert(each.unit.price);
                *least = each.unit.price.min(*least);
            }
            for children in 0..heads {
                for bedrooms in 0..rooms {
                    let left =
                        Left { children: room.children.map(|_| children), bedrooms: room.bedrooms.map(|_| bedrooms) };
                    let with = by_size.iter().filter_map(|((heads, bedrooms), price)| {
                        Some(price + rest.least(position + 1, left.beside(*heads, *bedrooms)?))
                    });
                    let best = with.chain([rest.least(position + 1, left)]).min().unwrap_or(0);
                    let at = rest.at(position, left);
                    rest.prices[at] = best;
                }
            }
        }
        rest
    }

    fn sizes(&self) -> (usize, usize) {
        (self.room.children.map_or(1, |room| room + 1), self.room.bedrooms.map_or(1, |room| room + 1))
    }

    fn at(&self, position: usize, left: Left) -> usize {
        let (heads, rooms) = self.sizes();
        (position * heads + left.children.unwrap_or(0)) * rooms + left.bedrooms.unwrap_or(0)
    }

    fn least(&self, position: usize, left: Left) -> i128 {
        self.prices[self.at(position, left)]
    }
}

struct Search<'a, 's, 'h> {
    ground: &'a Ground<'s>,
    /// The family that could be cheapest first; of each, the cheapest unit first.
    families: &'a [Vec<Bedded>],
    rest: Rest,
    pair: i128,
    quotients: Company<'h, 'h>,
    is_lawful: &'a mut dyn FnMut(&[ChildId]) -> bool,
    best: i128,
    steps: usize,
}

impl<'a> Search<'a, '_, '_> {
    /// Tries every unit of every family from this position on beside those chosen, who cost `price` together.
    fn join(&mut self, from: usize, chosen: &mut Vec<&'a Unit>, left: Left, price: i128) {
        let families = self.families;
        for (position, units) in families.iter().enumerate().skip(from) {
            if price + self.rest.least(position, left) >= self.best {
                return;
            }
            for Bedded { unit, bedrooms } in units {
                let Some(beside) = left.beside(unit.children.len(), *bedrooms) else { continue };
                let least = price + unit.price + self.rest.least(position + 1, beside);
                if least >= self.best {
                    continue;
                }
                self.steps += 1;
                if self.steps > MOST_STEPS {
                    self.best = least;
                    continue;
                }
                let price = price + unit.price + self.disturbance(chosen, unit) + self.quotients.beside(&unit.held);
                let movers = joined(&[], chosen.iter().flat_map(|unit| &unit.children).chain(&unit.children));
                if chosen.is_empty() || (self.is_lawful)(&movers) {
                    self.best = self.best.min(price);
                    chosen.push(unit);
                    self.quotients.add(&unit.held);
                    self.join(position + 1, chosen, beside, price);
                    self.quotients.remove(&unit.held);
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
