//! The siblings who could move in together, each unit with its price.

use super::adds::together;
use super::facts::{Facts, Pairs};
use super::ground::{Family, Ground};
use super::leaf::{Leaf, TooLarge};
use super::quotients::Held;
use super::sets::Sets;
use crate::domain::{ChildId, Place};

/// A search gives up after so many units of one family and takes a lower bound for it, which is true as well.
const MOST_STEPS: usize = 100_000;

/// A child and its own price in a place.
#[derive(Clone, Debug)]
pub(super) struct Guest {
    pub(super) child: ChildId,
    pub(super) price: i128,
    /// What it has of quotients for what it adds to levels.
    pub(super) left: Held,
    /// Which of all of its family it is to whom the place is open.
    pub(super) number: usize,
}

/// Children of one family who move in together.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) family: Family,
    /// In id order. Nobody stands for a unit that is only a lower bound on what any unit of the family costs.
    pub(super) children: Vec<ChildId>,
    pub(super) price: i128,
    /// In a home, how many of them each quotient names; those charged for them alone are in the price.
    pub(super) held: Held,
    /// Whether one of them should live apart from somebody.
    pub(super) may_disturb: bool,
}

/// Families of more than so many are not remembered.
const MOST_REMEMBERED: usize = 10;

/// Which sets of a family were found lawful in a place, whatever the prices: by the numbers of its guests as bits.
#[derive(Clone, Debug, Default)]
pub(super) struct Memo(Vec<u8>);

impl Memo {
    fn part(&mut self, set: usize, ask: impl FnOnce() -> bool) -> bool {
        self.answer(set, 0, ask)
    }

    fn whole(&mut self, set: usize, ask: impl FnOnce() -> bool) -> bool {
        self.answer(set, 2, ask)
    }

    fn answer(&mut self, set: usize, shift: u32, ask: impl FnOnce() -> bool) -> bool {
        if set >> MOST_REMEMBERED != 0 {
            return ask();
        }
        if set >= self.0.len() {
            self.0.resize((set + 1).next_power_of_two(), 0);
        }
        let known = self.0[set] >> shift & 3;
        if known != 0 {
            return known == 2;
        }
        let answer = ask();
        self.0[set] |= if answer { 2 } else { 1 } << shift;
        answer
    }
}

/// A guest's number as a bit; beyond all that is remembered, whatever it is.
fn bit(number: usize) -> usize {
    1 << number.min(MOST_REMEMBERED)
}

/// What is asked of a set of siblings in a place.
pub(super) struct Law<'a> {
    /// Whether it could be part of a lawful unit.
    pub(super) part: &'a dyn Fn(&[ChildId]) -> bool,
    /// Whether it is lawful if it could.
    pub(super) whole: &'a dyn Fn(&[ChildId]) -> bool,
    /// What was asked before.
    pub(super) memo: &'a mut Memo,
}

/// What two siblings cost who live together and add -1, or 1, to `separated`, and what they have of quotients for it.
struct Pair {
    kept: (i128, Held),
    disturbed: (i128, Held),
}

impl Pair {
    fn of(leaf: &Leaf<'_>) -> Result<Self, TooLarge> {
        Ok(Self { kept: leaf.together(-1)?, disturbed: leaf.together(1)? })
    }

    fn is_nothing(&self) -> bool {
        [&self.kept, &self.disturbed].iter().all(|(price, left)| *price == 0 && left.is_empty())
    }
}

/// The lawful units of a family in a place that cost less than nothing.
pub(super) fn units(
    ground: &Ground<'_>,
    (family, place): (Family, Place),
    leaf: &Leaf<'_>,
    mut guests: Vec<Guest>,
    law: Law<'_>,
) -> Result<Vec<Unit>, TooLarge> {
    let (facts, pair) = (leaf.facts(), Pair::of(leaf)?);
    if let [Guest { child, price, ref left, number }] = guests[..] {
        let alone = [child];
        let is_open = || facts.among(&alone).allow_whole(&alone);
        let is_lawful = |law: Law<'_>| {
            law.memo.part(bit(number), || (law.part)(&alone)) && law.memo.whole(bit(number), || (law.whole)(&alone))
        };
        let (more, held) = of_quotients(leaf, place, &alone, left);
        let price = price + more;
        if price >= 0 || !is_open() || !is_lawful(law) {
            return Ok(Vec::new());
        }
        return Ok(vec![Unit {
            family,
            children: alone.to_vec(),
            price,
            held,
            may_disturb: ground.may_disturb(child),
        }]);
    }
    let sets = leaf.sets(family);
    let saves = match sets {
        None => drop_costly(ground, facts, &mut guests, &pair),
        // A set without somebody may cost more than the whole: nobody is left out.
        Some(_) => at_least(ground, &guests, &pair),
    };
    let children: Vec<ChildId> = guests.iter().map(|guest| guest.child).collect();
    let pairs = facts.among(&children);
    let below: Vec<i128> = sets.map(|sets| sets.below_nothing(&children).collect()).unwrap_or_default();
    let lowest = below.iter().copied().min().unwrap_or(0);
    let mut search = Search {
        ground,
        leaf,
        family,
        place,
        guests,
        saves,
        sets,
        lowest,
        pair: Some(pair).filter(|pair| !pair.is_nothing()),
        pairs,
        law,
        left: Vec::new(),
        steps: 0,
        found: Vec::new(),
    };
    search.extend(0, &mut Vec::new(), 0, 0);
    if search.steps > MOST_STEPS {
        // Whatever units there are of these, each set is at most one of them.
        let price = search.saves.iter().map(|saves| (*saves).min(0)).chain(below).sum();
        let may_disturb = search.guests.iter().any(|guest| ground.may_disturb(guest.child));
        return Ok(vec![Unit { family, children: Vec::new(), price, held: Vec::new(), may_disturb }]);
    }
    Ok(search.found)
}

/// What a unit is charged for quotients beside whole divisors of what it adds to levels, and, in a home, what it holds of them.
fn of_quotients(leaf: &Leaf<'_>, place: Place, unit: &[ChildId], left: &[(usize, i128)]) -> (i128, Held) {
    let quotients = leaf.quotients();
    let held = quotients.held(unit, left);
    match place {
        Place::Home(_) => (quotients.of_unit(&held), held),
        Place::Provision(_) => (quotients.of_unit_in(place, unit, &held), Vec::new()),
    }
}

/// Leaves out whoever costs more than it could ever save, until nobody does. What each of the others costs at the least.
fn drop_costly(ground: &Ground<'_>, facts: &Facts, guests: &mut Vec<Guest>, pair: &Pair) -> Vec<i128> {
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
fn at_least(ground: &Ground<'_>, guests: &[Guest], pair: &Pair) -> Vec<i128> {
    guests.iter().map(|guest| guest.price + saved(ground, guests, guest.child, pair)).collect()
}

fn saved(ground: &Ground<'_>, guests: &[Guest], child: ChildId, pair: &Pair) -> i128 {
    let others = guests.iter().filter(|other| other.child != child && pair.kept.0 != 0);
    others.filter(|other| together(ground.scenario, child, other.child) < 0).map(|_| pair.kept.0).sum()
}

struct Search<'a, 's> {
    ground: &'a Ground<'s>,
    leaf: &'a Leaf<'a>,
    family: Family,
    place: Place,
    guests: Vec<Guest>,
    saves: Vec<i128>,
    /// What a unit is charged for being exactly that set, and the least of these charges.
    sets: Option<&'a Sets>,
    lowest: i128,
    /// None = two who live together cost nothing.
    pair: Option<Pair>,
    pairs: Pairs,
    law: Law<'a>,
    /// What those chosen have of quotients for what they add to levels.
    left: Held,
    steps: usize,
    found: Vec<Unit>,
}

impl Search<'_, '_> {
    /// Tries everybody from this position on beside those chosen, the set by numbers, who cost `price` together but for
    /// charges on sets and quotients, of which the latter are never below nothing.
    fn extend(&mut self, from: usize, chosen: &mut Vec<ChildId>, set: usize, price: i128) {
        for next in from..self.guests.len() {
            let least: i128 = self.saves[next..].iter().map(|saves| (*saves).min(0)).sum();
            if price + least + self.lowest >= 0 {
                return;
            }
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return;
            }
            let (child, before) = (self.guests[next].child, self.left.len());
            let price = price + self.guests[next].price + self.beside(next, chosen);
            let set = set | bit(self.guests[next].number);
            chosen.push(child);
            if self.pairs.allow_part(chosen) && self.law.memo.part(set, || (self.law.part)(chosen)) {
                let (more, held) = of_quotients(self.leaf, self.place, chosen, &self.left);
                let charged = price + more + self.sets.map_or(0, |sets| sets.of(chosen));
                if charged < 0
                    && self.pairs.allow_whole(chosen)
                    && self.law.memo.whole(set, || (self.law.whole)(chosen))
                {
                    let may_disturb = chosen.iter().any(|child| self.ground.may_disturb(*child));
                    self.found.push(Unit {
                        family: self.family,
                        children: chosen.clone(),
                        price: charged,
                        held,
                        may_disturb,
                    });
                }
                self.extend(next + 1, chosen, set, price);
            }
            chosen.pop();
            self.left.truncate(before);
        }
    }

    /// What a guest costs beside those chosen who live with it; what it has of quotients, with them, is added.
    fn beside(&mut self, next: usize, chosen: &[ChildId]) -> i128 {
        let Guest { child, ref left, .. } = self.guests[next];
        self.left.extend_from_slice(left);
        let Some(pair) = &self.pair else { return 0 };
        let mut price = 0;
        for other in chosen {
            let (more, left) = match together(self.ground.scenario, child, *other) {
                0 => continue,
                ..0 => &pair.kept,
                1.. => &pair.disturbed,
            };
            price += more;
            self.left.extend_from_slice(left);
        }
        price
    }
}
