//! The siblings who could move in together, each unit with its price.

use super::adds::together;
use super::facts::Facts;
use super::ground::{Family, Ground};
use super::leaf::{Leaf, TooLarge};
use super::sets::Sets;
use crate::domain::ChildId;

/// A search gives up after so many units of one family and takes a lower bound for it, which is true as well.
const MOST_STEPS: usize = 100_000;

/// A child and its own price in a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guest {
    pub(super) child: ChildId,
    pub(super) price: i128,
}

/// Children of one family who move in together.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) family: Family,
    /// In id order. Nobody stands for a unit that is only a lower bound on what any unit of the family costs.
    pub(super) children: Vec<ChildId>,
    pub(super) price: i128,
    /// Whether one of them should live apart from somebody.
    pub(super) may_disturb: bool,
}

/// The units of a family that cost less than nothing, where `part` says whether a unit could be part of a lawful one, and
/// `whole` whether it is lawful if it could. A pair that adds 1 to `separated` costs what it weighs in this leaf.
pub(super) fn units(
    ground: &Ground<'_>,
    family: Family,
    leaf: &Leaf<'_>,
    mut guests: Vec<Guest>,
    part: &mut dyn FnMut(&[ChildId]) -> bool,
    whole: &dyn Fn(&[ChildId]) -> bool,
) -> Result<Vec<Unit>, TooLarge> {
    let (facts, pair) = (leaf.facts(), leaf.pair()?);
    let part = &mut |unit: &[ChildId]| facts.allow_part(unit) && part(unit);
    let whole = &|unit: &[ChildId]| facts.allow_whole(unit) && whole(unit);
    if let [Guest { child, price }] = guests[..] {
        let alone = [child];
        if price >= 0 || !part(&alone) || !whole(&alone) {
            return Ok(Vec::new());
        }
        return Ok(vec![Unit { family, children: alone.to_vec(), price, may_disturb: ground.may_disturb(child) }]);
    }
    let sets = leaf.sets(family);
    let saves = match sets {
        None => drop_costly(ground, facts, &mut guests, pair),
        // A set without somebody may cost more than the whole: nobody is left out.
        Some(_) => at_least(ground, &guests, pair),
    };
    let children: Vec<ChildId> = guests.iter().map(|guest| guest.child).collect();
    let below: Vec<i128> = sets.map(|sets| sets.below_nothing(&children).collect()).unwrap_or_default();
    let lowest = below.iter().copied().min().unwrap_or(0);
    let mut search =
        Search { ground, family, guests, saves, sets, lowest, pair, steps: 0, part, whole, found: Vec::new() };
    search.extend(0, &mut Vec::new(), 0);
    if search.steps > MOST_STEPS {
        // Whatever units there are of these, each set is at most one of them.
        let price = search.saves.iter().map(|saves| (*saves).min(0)).chain(below).sum();
        let may_disturb = search.guests.iter().any(|guest| ground.may_disturb(guest.child));
        return Ok(vec![Unit { family, children: Vec::new(), price, may_disturb }]);
    }
    Ok(search.found)
}

/// Leaves out whoever costs more than it could ever save, until nobody does. What each of the others costs at the least.
fn drop_costly(ground: &Ground<'_>, facts: &Facts, guests: &mut Vec<Guest>, pair: i128) -> Vec<i128> {
    loop {
        let saves = at_least(ground, guests, pair);
        let is_bound = |child: ChildId| ground.is_bound(child) || facts.bind(child);
        let keep: Vec<bool> =
            guests.iter().zip(&saves).map(|(guest, saves)| *saves < 0 || is_bound(guest.child)).collect();
        if keep.iter().all(|keep| *keep) {
            return saves;
        }
        let mut keep = keep.into_iter();
        guests.retain(|_| keep.next().unwrap_or(true));
    }
}

/// What each costs at the least: its own price and all that its siblings here could save by living with it.
fn at_least(ground: &Ground<'_>, guests: &[Guest], pair: i128) -> Vec<i128> {
    guests.iter().map(|guest| guest.price + saved(ground, guests, guest.child, pair)).collect()
}

fn saved(ground: &Ground<'_>, guests: &[Guest], child: ChildId, pair: i128) -> i128 {
    let others = guests.iter().filter(|other| other.child != child && pair != 0);
    others.map(|other| pair * i128::from(together(ground.scenario, child, other.child)).min(0)).sum()
}

struct Search<'a, 's> {
    ground: &'a Ground<'s>,
    family: Family,
    guests: Vec<Guest>,
    saves: Vec<i128>,
    /// What a unit is charged for being exactly that set, and the least of these charges.
    sets: Option<&'a Sets>,
    lowest: i128,
    pair: i128,
    steps: usize,
    part: &'a mut dyn FnMut(&[ChildId]) -> bool,
    whole: &'a dyn Fn(&[ChildId]) -> bool,
    found: Vec<Unit>,
}

impl Search<'_, '_> {
    /// Tries everybody from this position on beside those chosen, who cost `price` together but for charges on sets.
    fn extend(&mut self, from: usize, chosen: &mut Vec<ChildId>, price: i128) {
        for next in from..self.guests.len() {
            let least: i128 = self.saves[next..].iter().map(|saves| (*saves).min(0)).sum();
            if price + least + self.lowest >= 0 {
                return;
            }
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return;
            }
            let Guest { child, price: own } = self.guests[next];
            let with: i64 = if self.pair == 0 {
                0
            } else {
                chosen.iter().map(|other| together(self.ground.scenario, child, *other)).sum()
            };
            let price = price + own + self.pair * i128::from(with);
            chosen.push(child);
            if (self.part)(chosen) {
                let charged = price + self.sets.map_or(0, |sets| sets.of(chosen));
                if charged < 0 && (self.whole)(chosen) {
                    let may_disturb = chosen.iter().any(|child| self.ground.may_disturb(*child));
                    self.found.push(Unit {
                        family: self.family,
                        children: chosen.clone(),
                        price: charged,
                        may_disturb,
                    });
                }
                self.extend(next + 1, chosen, price);
            }
            chosen.pop();
        }
    }
}
