//! Quotients of sums of rows: what a lawful proposal has of them at the most, and what companies and units are charged.

use std::collections::BTreeMap;

use super::ground::Ground;
use super::leaf::{TooLarge, sum};
use crate::domain::{ChildId, Place, ProvisionId, Quotient};

/// The quotients of one set of multipliers; their ids must be known.
pub(super) struct Quotients<'c> {
    all: Vec<&'c Quotient>,
    /// Which of them name the child, by child.
    of_child: Vec<Vec<usize>>,
    of_place: BTreeMap<Place, Vec<usize>>,
}

/// How many children a unit has of some quotients.
pub(super) type Held = Vec<(usize, i128)>;

impl<'c> Quotients<'c> {
    pub(super) fn of(children: usize, quotients: &'c [Quotient]) -> Self {
        let all: Vec<&Quotient> = quotients.iter().filter(|quotient| quotient.number != 0).collect();
        let mut of_child = vec![Vec::new(); if all.is_empty() { 0 } else { children }];
        let mut of_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        for (position, quotient) in all.iter().enumerate() {
            for child in &quotient.children {
                of_child[child.index()].push(position);
            }
            for place in &quotient.places {
                of_place.entry(*place).or_default().push(position);
            }
        }
        Self { all, of_child, of_place }
    }

    fn number(&self, quotient: usize) -> i128 {
        i128::from(self.all[quotient].number)
    }

    fn divisor(&self, quotient: usize) -> i128 {
        i128::from(self.all[quotient].divisor)
    }

    /// The most that any lawful proposal is charged: a child is in one place, a home takes one company, a provision as many
    /// children as it has room for.
    pub(super) fn most(&self, ground: &Ground<'_>) -> Result<i128, TooLarge> {
        let room = |there: ProvisionId| i128::from(ground.room(there).unwrap_or(0));
        let mut most = 0;
        for quotient in &self.all {
            let children = quotient.children.iter().map(|_| 1);
            let places =
                quotient.places.iter().map(|place| if let Place::Provision(id) = place { room(*id) } else { 1 });
            let whole = children.chain(places).sum::<i128>() / i128::from(quotient.divisor);
            most = sum(most, whole.checked_mul(i128::from(quotient.number)).ok_or(TooLarge)?)?;
        }
        Ok(most)
    }

    /// How many children of each quotient these are, where there are any.
    pub(super) fn held(&self, unit: &[ChildId]) -> Held {
        if self.all.is_empty() {
            return Vec::new();
        }
        let mut named: Vec<usize> = unit.iter().flat_map(|child| &self.of_child[child.index()]).copied().collect();
        named.sort_unstable();
        named.chunk_by(|a, b| a == b).map(|same| (same[0], same.iter().map(|_| 1).sum())).collect()
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
