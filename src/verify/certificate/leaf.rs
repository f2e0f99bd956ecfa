//! One set of multipliers and the case in which it is to hold, ready to be priced.

use std::collections::BTreeMap;

use super::adds::{Adds, LEVELS, at};
use super::facts::Facts;
use super::ground::{Family, Ground};
use super::quotients::{Held, Quotients};
use super::sets::Sets;
use crate::domain::{CERTIFICATE_UNIT, ChildId, LevelId, Multipliers, Place, ProvisionId};

/// Sums that exact arithmetic does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// No price may be larger than this, so that sums of as many as there could ever be are exact.
const LARGEST: i128 = 1 << 90;

/// Multipliers and the case in which they are to bound a level.
pub(super) struct Case<'c> {
    pub(super) level: LevelId,
    pub(super) multipliers: &'c Multipliers,
    pub(super) facts: Facts,
}

/// A case with its multipliers by position.
pub(super) struct Leaf<'c> {
    level: LevelId,
    facts: &'c Facts,
    weights: [i128; LEVELS],
    children: Vec<i64>,
    provisions: Vec<i64>,
    sets: BTreeMap<Family, Sets>,
    quotients: Quotients<'c>,
}

impl<'c> Leaf<'c> {
    /// The multipliers must be in order: known ids, each once.
    pub(super) fn of(ground: &Ground<'_>, case: &'c Case<'_>) -> Self {
        let Case { level, multipliers, facts } = case;
        let mut weights = [0; LEVELS];
        for (held, weight) in &multipliers.levels {
            weights[at(*held)] = i128::from(*weight);
        }
        weights[at(*level)] = i128::from(CERTIFICATE_UNIT);
        let mut children = vec![0; ground.scenario.children.len()];
        for (child, multiplier) in &multipliers.children {
            children[child.index()] = *multiplier;
        }
        let mut provisions = vec![0; ground.scenario.provisions.len()];
        for (there, multiplier) in &multipliers.provisions {
            provisions[there.index()] = *multiplier;
        }
        let sets = Sets::by_group(ground.scenario, &multipliers.groups);
        let quotients = Quotients::of(ground.scenario.children.len(), &multipliers.quotients);
        Self { level: *level, facts, weights, children, provisions, sets, quotients }
    }

    /// What is known in its case.
    pub(super) fn facts(&self) -> &Facts {
        self.facts
    }

    /// The weights on sets of a family's siblings.
    pub(super) fn sets(&self, family: Family) -> Option<&Sets> {
        self.sets.get(&family)
    }

    /// The quotients of sums of rows.
    pub(super) fn quotients(&self) -> &Quotients<'c> {
        &self.quotients
    }

    /// The levels that weigh anything.
    pub(super) fn asks(&self) -> [bool; LEVELS] {
        let mut asked = self.quotients.asks();
        for (asked, weight) in asked.iter_mut().zip(self.weights) {
            *asked |= weight != 0;
        }
        asked
    }

    /// The price of a child in a place where it adds this, and what it has of quotients for it; none = the case closes the
    /// place to it.
    pub(super) fn price(&self, child: ChildId, place: Place, adds: &Adds) -> Result<Option<(i128, Held)>, TooLarge> {
        if !self.facts.allow(child, place) {
            return Ok(None);
        }
        let room = if let Place::Provision(id) = place { self.provisions[id.index()] } else { 0 };
        let own = i128::from(self.children[child.index()]) + i128::from(room);
        let (price, left) = self.adding(adds)?;
        Ok(Some((within(sum(price, own)?)?, left)))
    }

    /// What adding this to levels weighs, and what of quotients it is.
    fn adding(&self, adds: &Adds) -> Result<(i128, Held), TooLarge> {
        let (mut price, left) = self.quotients.of_adds(adds)?;
        for (weight, add) in self.weights.iter().zip(adds) {
            price = sum(price, product(*weight, i128::from(*add))?)?;
        }
        Ok((within(price)?, left))
    }

    /// The same for two siblings who live together, and add this to `separated`.
    pub(super) fn together(&self, add: i64) -> Result<(i128, Held), TooLarge> {
        let mut adds = Adds::default();
        adds[at(LevelId::Separated)] = add;
        self.adding(&adds)
    }

    /// What one pair of different families that adds 1 to `separated` weighs: no quotient counts it.
    pub(super) fn pair(&self) -> Result<i128, TooLarge> {
        within(self.weights[at(LevelId::Separated)])
    }

    /// All that does not depend on who lives where: levels with nobody placed against the values held, multipliers, room,
    /// the most that the siblings of each group could be charged for living in units, and everybody for quotients.
    pub(super) fn fixed(&self, ground: &Ground<'_>, nobody: &Adds, held: &Adds) -> Result<i128, TooLarge> {
        let mut total = 0;
        for each in LevelId::ALL {
            let value = if *each == self.level { 0 } else { held[at(*each)] };
            let above = i128::from(nobody[at(*each)]) - i128::from(value);
            total = sum(total, product(self.weights[at(*each)], above)?)?;
        }
        for multiplier in &self.children {
            total = sum(total, -i128::from(*multiplier))?;
        }
        for (position, multiplier) in self.provisions.iter().enumerate() {
            let room = ground.room(ProvisionId::at(position)).unwrap_or(0);
            total = sum(total, -i128::from(*multiplier) * i128::from(room))?;
        }
        for sets in self.sets.values() {
            total = sum(total, -sets.most()?)?;
        }
        sum(total, -self.quotients.most(ground, nobody, held)?)
    }
}

pub(super) fn sum(a: i128, b: i128) -> Result<i128, TooLarge> {
    a.checked_add(b).ok_or(TooLarge)
}

pub(super) fn product(a: i128, b: i128) -> Result<i128, TooLarge> {
    a.checked_mul(b).ok_or(TooLarge)
}

fn within(price: i128) -> Result<i128, TooLarge> {
    if (-LARGEST..=LARGEST).contains(&price) { Ok(price) } else { Err(TooLarge) }
}
