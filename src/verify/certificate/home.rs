//! The least price of all who could move into one home together, nobody included: an exact search.
//!
//! What is never part of a cheapest company is left out, and for no other reason: a child who costs more than it could
//! ever save (without it the company is lawful still, and cheaper), and a unit of siblings that costs something.

use std::collections::BTreeMap;

use super::adds::{Adds, LEVELS, of_child, together};
use super::ground::{Family, Ground};
use super::leaf::{Leaf, TooLarge};
use super::units::{Guest, Unit, units};
use crate::domain::{ChildId, Household, Place, Sector};

/// A search gives up after so many steps and takes a lower bound, which is true as well.
const MOST_STEPS: usize = 2_000_000;

/// One home with those who could come.
pub(super) struct Pricing<'g, 's> {
    ground: &'g Ground<'s>,
    home: &'g Household,
    staying: &'g [ChildId],
    guests: BTreeMap<Family, Vec<(ChildId, Adds)>>,
    /// How many children of several families could move in at most.
    several: usize,
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
            several: 0,
            known: BTreeMap::new(),
            steps: Adds::default(),
        };
        if open_to.is_empty() || !pricing.is_lawful(&[]) {
            return pricing;
        }
        pricing.several = pricing.room_for_several(open_to);
        for child in open_to {
            let adds = of_child(ground.scenario, ground.scenario.child(*child), place, staying, asked);
            for (step, add) in pricing.steps.iter_mut().zip(adds) {
                *step = gcd(*step, add);
            }
            pricing.guests.entry(ground.family(*child)).or_default().push((*child, adds));
        }
        pricing
    }

    /// The greatest number that divides whatever a child could add here, by level.
    pub(super) fn steps(&self) -> Adds {
        self.steps
    }

    /// The least price under these multipliers.
    pub(super) fn least(&mut self, leaf: &Leaf) -> Result<i128, TooLarge> {
        let pair = leaf.pair()?;
        let mut all = self.units(leaf, pair)?;
        all.sort_unstable_by(|a, b| a.price.cmp(&b.price).then_with(|| a.children.cmp(&b.children)));
        let mut sums = vec![0];
        for unit in &all {
            sums.push(sums[sums.len() - 1] + unit.price);
        }
        let mut search = Search { pricing: self, units: &all, sums, pair, best: 0, steps: 0 };
        search.join(0, &mut Vec::new(), 0);
        Ok(search.best)
    }

    fn units(&mut self, leaf: &Leaf, pair: i128) -> Result<Vec<Unit>, TooLarge> {
        let (ground, home, staying) = (self.ground, self.home, self.staying);
        let whole = |unit: &[ChildId]| {
            let everyone = joined(staying, unit.iter());
            ground.others.iter().all(|limit| limit.breach(ground.scenario, home, &everyone).is_none())
        };
        let mut all = Vec::new();
        let guests = std::mem::take(&mut self.guests);
        for (family, siblings) in &guests {
            let mut priced = Vec::with_capacity(siblings.len());
            for (child, adds) in siblings {
                if let Some(price) = leaf.price(*child, Place::Home(home.id), adds)? {
                    priced.push(Guest { child: *child, price });
                }
            }
            all.extend(units(ground, *family, priced, pair, &mut |unit| self.is_lawful(unit), &whole));
        }
        self.guests = guests;
        Ok(all)
    }

    /// Whether all limits but `must-together` hold if these move in, in id order.
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

    /// By counting alone: the approved number, the usual limit on those not named on an exemption, and the beds.
    fn room_for_several(&self, open_to: &[ChildId]) -> usize {
        let scenario = self.ground.scenario;
        let on = |id: &str| self.ground.hereditary.iter().any(|limit| limit.about().id == id);
        let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let staying = whole(self.staying.len());
        let mut room = whole(open_to.len());
        if on("approved-number") {
            room = room.min(self.home.places.saturating_sub(staying));
        }
        if on("usual-fostering-limit") {
            let exempt =
                |child: &&ChildId| self.home.sector != Sector::Kinship && self.home.named_children.contains(*child);
            let counted = self.staying.iter().filter(|child| !exempt(child)).count();
            let named = whole(open_to.iter().filter(exempt).count());
            let limit = scenario.settings.policy.usual_fostering_limit;
            room = room.min(limit.saturating_sub(whole(counted)).saturating_add(named));
        }
        if on("bedrooms") {
            let beds = self
                .home
                .bedrooms
                .iter()
                .fold(i64::from(self.home.carers_room_cot), |sum, beds| sum.saturating_add((*beds).max(0)));
            room = room.min(beds.saturating_sub(staying));
        }
        usize::try_from(room.max(0)).unwrap_or(usize::MAX)
    }
}

/// Everybody, in id order.
fn joined<'a>(some: &'a [ChildId], others: impl Iterator<Item = &'a ChildId>) -> Vec<ChildId> {
    let mut all: Vec<ChildId> = some.iter().chain(others).copied().collect();
    all.sort_unstable();
    all
}

/// The search through all lawful sets of units of different families.
struct Search<'a, 'g, 's> {
    pricing: &'a mut Pricing<'g, 's>,
    /// All cost less than nothing, the cheapest first.
    units: &'a [Unit],
    /// What the first so many of them cost together.
    sums: Vec<i128>,
    pair: i128,
    best: i128,
    steps: usize,
}

impl<'a> Search<'a, '_, '_> {
    /// Tries every unit from this position on beside those chosen, who cost `price` together.
    fn join(&mut self, from: usize, chosen: &mut Vec<&'a Unit>, price: i128) {
        let units = self.units;
        let heads: usize = chosen.iter().map(|unit| unit.children.len()).sum();
        let left =
            if chosen.is_empty() { self.pricing.several.max(1) } else { self.pricing.several.saturating_sub(heads) };
        for (next, unit) in units.iter().enumerate().skip(from) {
            // As many units as there is room for children, each as cheap as could be.
            let least = price + self.sums[units.len().min(next.saturating_add(left))] - self.sums[next];
            if least >= self.best {
                return;
            }
            self.steps += 1;
            if self.steps > MOST_STEPS {
                self.best = least;
                return;
            }
            if chosen.iter().any(|other| other.family == unit.family)
                || (!chosen.is_empty() && unit.children.len() > left)
            {
                continue;
            }
            let price = price + unit.price + self.disturbance(chosen, unit);
            let movers = joined(&[], chosen.iter().flat_map(|unit| &unit.children).chain(&unit.children));
            if chosen.is_empty() || self.pricing.is_lawful(&movers) {
                self.best = self.best.min(price);
                chosen.push(unit);
                self.join(next + 1, chosen, price);
                chosen.pop();
            }
        }
    }

    /// What it costs that children should live apart who would live together.
    fn disturbance(&self, chosen: &[&Unit], unit: &Unit) -> i128 {
        if self.pair == 0 || !unit.may_disturb {
            return 0;
        }
        let ground = self.pricing.ground;
        let others = chosen.iter().filter(|other| other.may_disturb).flat_map(|other| &other.children);
        let pairs = others.flat_map(|a| unit.children.iter().map(|b| together(ground.scenario, *a, *b)));
        self.pair * i128::from(pairs.sum::<i64>())
    }
}

/// The greatest common divisor, nothing for two nothings.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i64::try_from(a).unwrap_or(1)
}
