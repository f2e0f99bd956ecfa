//! Quotients of sums of rows: what a lawful proposal has of them at the most, and what companies and units are charged.

use std::collections::BTreeMap;

use super::adds::{Adds, LEVELS, at};
use super::ground::Ground;
use super::leaf::{TooLarge, product, sum};
use crate::domain::{ChildId, Place, ProvisionId, Quotient};

/// The quotients of one set of multipliers; their ids must be known.
pub(super) struct Quotients<'c> {
    all: Vec<&'c Quotient>,
    /// Which of them name the child, by child.
    of_child: Vec<Vec<usize>>,
    of_place: BTreeMap<Place, Vec<usize>>,
    /// Those that name levels.
    with_levels: Vec<usize>,
}

/// How much a unit has of some quotients: the children that they name, and what is left of what it adds to levels once that
/// was divided, which is never below nothing.
pub(super) type Held = Vec<(usize, i128)>;

impl<'c> Quotients<'c> {
    pub(super) fn of(children: usize, quotients: &'c [Quotient]) -> Self {
        let all: Vec<&Quotient> = quotients.iter().filter(|quotient| quotient.number != 0).collect();
        let mut of_child = vec![Vec::new(); if all.is_empty() { 0 } else { children }];
        let mut of_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        let with_levels = (0..all.len()).filter(|position| !all[*position].levels.is_empty()).collect();
        for (position, quotient) in all.iter().enumerate() {
            for child in &quotient.children {
                of_child[child.index()].push(position);
            }
            for place in &quotient.places {
                of_place.entry(*place).or_default().push(position);
            }
        }
        Self { all, of_child, of_place, with_levels }
    }

    fn number(&self, quotient: usize) -> i128 {
        i128::from(self.all[quotient].number)
    }

    fn divisor(&self, quotient: usize) -> i128 {
        i128::from(self.all[quotient].divisor)
    }

    /// The most that any lawful proposal is charged: a child is in one place, a home takes one company, a provision as many
    /// children as it has room for, levels held add what is left to their values at most.
    pub(super) fn most(&self, ground: &Ground<'_>, nobody: &Adds, held: &Adds) -> Result<i128, TooLarge> {
        let left = |level: usize| i128::from(held[level]) - i128::from(nobody[level]);
        let room = |there: ProvisionId| i128::from(ground.room(there).unwrap_or(0));
        let mut most = 0;
        for quotient in &self.all {
            let children = quotient.children.iter().map(|_| 1);
            let places =
                quotient.places.iter().map(|place| if let Place::Provision(id) = place { room(*id) } else { 1 });
            let mut all = children.chain(places).sum::<i128>();
            for (level, times) in &quotient.levels {
                all = sum(all, i128::from(*times) * left(at(*level)))?;
            }
            let whole = all.div_euclid(i128::from(quotient.divisor));
            most = sum(most, whole.checked_mul(i128::from(quotient.number)).ok_or(TooLarge)?)?;
        }
        Ok(most)
    }

    /// Which levels are in any of the sums.
    pub(super) fn asks(&self) -> [bool; LEVELS] {
        let mut asked = [false; LEVELS];
        for (level, _) in self.with_levels.iter().flat_map(|quotient| &self.all[*quotient].levels) {
            asked[at(*level)] = true;
        }
        asked
    }

    /// What is charged for adding this to levels, as far as it is whole divisors, of either sign; and what is left of each
    /// quotient, from nothing to less than its divisor. So much can be charged one by one, for what is left is never taken
    /// back by what else there is.
    pub(super) fn of_adds(&self, adds: &Adds) -> Result<(i128, Held), TooLarge> {
        let (mut price, mut left) = (0, Held::new());
        for quotient in &self.with_levels {
            let mut all = 0;
            for (level, times) in &self.all[*quotient].levels {
                all = sum(all, i128::from(*times) * i128::from(adds[at(*level)]))?;
            }
            let divisor = self.divisor(*quotient);
            price = sum(price, product(self.number(*quotient), all.div_euclid(divisor))?)?;
            if all.rem_euclid(divisor) > 0 {
                left.push((*quotient, all.rem_euclid(divisor)));
            }
        }
        Ok((price, left))
    }

    /// How much of each quotient these have, where there are any, with what is left of what they add to levels.
    pub(super) fn held(&self, unit: &[ChildId], left: &[(usize, i128)]) -> Held {
        if self.all.is_empty() {
            return Vec::new();
        }
        let named = unit.iter().flat_map(|child| &self.of_child[child.index()]).map(|quotient| (*quotient, 1));
        let mut all: Held = named.chain(left.iter().copied()).collect();
        all.sort_unstable();
        all.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().map(|(_, held)| held).sum())).collect()
    }

    /// What a unit that holds so many is charged in every home at the least.
    pub(super) fn of_unit(&self, held: &Held) -> i128 {
        held.iter().map(|(quotient, children)| self.number(*quotient) * (children / self.divisor(*quotient))).sum()
    }

    /// What a unit that holds so many is charged in a provision.
    pub(super) fn of_unit_in(&self, there: Place, unit: &[ChildId], held: &Held) -> i128 {
        let heads: i128 = unit.iter().map(|_| 1).sum();
        let named = self.of_place.get(&there).map_or(&[][..], Vec::as_slice);
        let with_place = named.iter().map(|quotient| {
            let children = held.iter().find(|(of, _)| of == quotient).map_or(0, |(_, children)| *children);
            self.number(*quotient) * ((children + heads) / self.divisor(*quotient))
        });
        let others = held.iter().filter(|(quotient, _)| !named.contains(quotient));
        let without = others.map(|(quotient, children)| self.number(*quotient) * (children / self.divisor(*quotient)));
        with_place.sum::<i128>() + without.sum::<i128>()
    }

    /// A home in which nobody is chosen yet.
    pub(super) fn at(&self, home: Place) -> Company<'_, 'c> {
        let mut sums = vec![0; self.all.len()];
        for quotient in self.of_place.get(&home).into_iter().flatten() {
            sums[*quotient] = 1;
        }
        Company { quotients: self, sums }
    }
}

/// The sums of the quotients in one home, as units are chosen for it.
pub(super) struct Company<'h, 'c> {
    quotients: &'h Quotients<'c>,
    sums: Vec<i128>,
}

impl Company<'_, '_> {
    /// What is charged for a unit that holds so many beside those chosen, more than [`Quotients::of_unit`].
    pub(super) fn beside(&self, held: &Held) -> i128 {
        let more = held.iter().map(|(quotient, children)| {
            let (before, by) = (self.sums[*quotient], self.quotients.divisor(*quotient));
            self.quotients.number(*quotient) * ((before + children) / by - before / by - children / by)
        });
        more.sum()
    }

    /// Chooses a unit that holds so many.
    pub(super) fn add(&mut self, held: &Held) {
        for (quotient, children) in held {
            self.sums[*quotient] += children;
        }
    }

    /// Takes it back.
    pub(super) fn remove(&mut self, held: &Held) {
        for (quotient, children) in held {
            self.sums[*quotient] -= children;
        }
    }
}
