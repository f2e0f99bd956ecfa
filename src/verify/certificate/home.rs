//! The least price of all who could move into one home together, nobody included: an exact search.
//!
//! What is never part of a cheapest company is left out, and for no other reason: a child who costs more than it could
//! ever save (without it the company is lawful still, and cheaper), and a unit of siblings that costs something.

use std::collections::BTreeMap;

use super::adds::{Adds, LEVELS, of_child};
use super::company::cheapest;
use super::ground::{Family, Ground};
use super::leaf::{Leaf, TooLarge};
use super::room::Room;
use super::units::{Guest, Law, Memo, Unit, units};
use crate::domain::{ChildId, Household, Place};
use crate::policy::limits::Limit;

/// One home with those who could come.
pub(super) struct Pricing<'g, 's> {
    ground: &'g Ground<'s>,
    home: &'g Household,
    staying: &'g [ChildId],
    guests: BTreeMap<Family, (Vec<(ChildId, Adds)>, Memo)>,
    /// How many could move in at most, where they are of several families.
    room: Room,
    /// What is known of [`Self::is_lawful`].
    known: BTreeMap<Vec<ChildId>, bool>,
    /// What any child could add to each level, beside nothing.
    steps: Adds,
}

impl<'g, 's> Pricing<'g, 's> {
    pub(super) fn of(ground: &'g Ground<'s>, home: &'g Household, asked: [bool; LEVELS]) -> Self {
        let staying = ground.staying_in(home.id);
        let place = Place::Home(home.id);
        let open_to = ground.open_to(place);
        let mut pricing = Self {
            ground,
            home,
            staying,
            guests: BTreeMap::new(),
            room: Room::none(),
            known: BTreeMap::new(),
            steps: Adds::default(),
        };
        if open_to.is_empty() || !pricing.is_lawful(&[]) {
            return pricing;
        }
        for child in open_to {
            let adds = of_child(ground.scenario, ground.scenario.child(*child), place, staying, asked);
            for (step, add) in pricing.steps.iter_mut().zip(adds) {
                *step = gcd(*step, add);
            }
            pricing.guests.entry(ground.family(*child)).or_default().0.push((*child, adds));
        }
        pricing.room = Room::of(ground, home, |family| pricing.guests.contains_key(&family));
        pricing
    }

    /// The greatest number that divides whatever a child could add here, by level.
    pub(super) fn steps(&self) -> Adds {
        self.steps
    }

    /// The least price under these multipliers.
    pub(super) fn least(&mut self, leaf: &Leaf<'_>) -> Result<i128, TooLarge> {
        let pair = leaf.pair()?;
        let units = self.units(leaf)?;
        let (ground, room) = (self.ground, self.room.clone());
        let quotients = leaf.quotients().at(Place::Home(self.home.id));
        Ok(cheapest(ground, units, &room, (pair, quotients), &mut |movers| self.is_lawful(movers)))
    }

    fn units(&mut self, leaf: &Leaf<'_>) -> Result<Vec<Unit>, TooLarge> {
        let (ground, home, staying) = (self.ground, self.home, self.staying);
        let keeps = |limits: &[&'static dyn Limit], unit: &[ChildId]| {
            let everyone = joined(staying, unit.iter());
            limits.iter().all(|limit| limit.breach(ground.scenario, home, &everyone).is_none())
        };
        let part = |unit: &[ChildId]| keeps(&ground.hereditary, unit);
        let whole = |unit: &[ChildId]| keeps(&ground.others, unit);
        let mut all = Vec::new();
        for (family, (siblings, memo)) in &mut self.guests {
            let mut priced = Vec::with_capacity(siblings.len());
            for (number, (child, adds)) in siblings.iter().enumerate() {
                if let Some((price, left)) = leaf.price(*child, Place::Home(home.id), adds)? {
                    priced.push(Guest { child: *child, price, left, number });
                }
            }
            all.extend(units(
                ground,
                (*family, Place::Home(home.id)),
                leaf,
                priced,
                Law { part: &part, whole: &whole, memo },
            )?);
        }
        Ok(all)
    }

    /// Whether all limits but `must-together` hold if these of several families move in, in id order.
    fn is_lawful(&mut self, movers: &[ChildId]) -> bool {
        if let Some(known) = self.known.get(movers) {
            return *known;
        }
        let everyone = joined(self.staying, movers.iter());
        let limits = &self.ground.hereditary;
        let lawful = everyone.is_empty()
            || limits.iter().all(|limit| limit.breach(self.ground.scenario, self.home, &everyone).is_none());
        self.known.insert(movers.to_vec(), lawful);
        lawful
    }
}

/// Everybody, in id order.
pub(super) fn joined<'a>(some: &'a [ChildId], others: impl Iterator<Item = &'a ChildId>) -> Vec<ChildId> {
    let mut all: Vec<ChildId> = some.iter().chain(others).copied().collect();
    all.sort_unstable();
    all
}

/// The greatest common divisor, nothing for two nothings.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i64::try_from(a).unwrap_or(1)
}
