//! The least price of all siblings of one family who could live in one provision, in as many units as suits.

use std::collections::BTreeMap;

use super::adds::{Adds, LEVELS, of_child};
use super::ground::{Family, Ground};
use super::home::gcd;
use super::leaf::{Leaf, TooLarge};
use super::units::{Guest, Law, Memo, Unit, units};
use crate::domain::{ChildId, Place, Provision};
use crate::policy::provision::unit_breach;

/// One provision and the siblings of one family who could come.
pub(super) struct Packing<'g, 's> {
    ground: &'g Ground<'s>,
    there: &'g Provision,
    family: Family,
    guests: Vec<(ChildId, Adds)>,
    memo: Memo,
}

impl<'g, 's> Packing<'g, 's> {
    /// Every family of which somebody could come.
    pub(super) fn all(ground: &'g Ground<'s>, there: &'g Provision, asked: [bool; LEVELS]) -> Vec<Self> {
        let place = Place::Provision(there.id);
        let mut families: BTreeMap<Family, Vec<(ChildId, Adds)>> = BTreeMap::new();
        for child in ground.open_to(place) {
            let adds = of_child(ground.scenario, ground.scenario.child(*child), place, &[], asked);
            families.entry(ground.family(*child)).or_default().push((*child, adds));
        }
        families
            .into_iter()
            .map(|(family, guests)| Self { ground, there, family, guests, memo: Memo::default() })
            .collect()
    }

    /// The greatest number that divides whatever a child could add here, by level.
    pub(super) fn steps(&self) -> Adds {
        let mut steps = Adds::default();
        for (_, adds) in &self.guests {
            for (step, add) in steps.iter_mut().zip(adds) {
                *step = gcd(*step, *add);
            }
        }
        steps
    }

    /// The least price under these multipliers.
    pub(super) fn least(&mut self, leaf: &Leaf<'_>) -> Result<i128, TooLarge> {
        let (ground, there) = (self.ground, self.there);
        let mut priced = Vec::with_capacity(self.guests.len());
        for (number, (child, adds)) in self.guests.iter().enumerate() {
            if let Some((price, left)) = leaf.price(*child, Place::Provision(there.id), adds)? {
                priced.push(Guest { child: *child, price, left, number });
            }
        }
        let most = there.max_siblings.max(1).min(ground.room(there.id).unwrap_or(i64::MAX));
        let part = |unit: &[ChildId]| {
            i64::try_from(unit.len()).is_ok_and(|heads| heads <= most)
                && ground.hereditary.iter().all(|limit| limit.unit_breach(ground.scenario, unit).is_none())
        };
        let whole = |unit: &[ChildId]| unit_breach(ground.scenario, there, unit).is_none();
        let units = units(
            ground,
            (self.family, Place::Provision(there.id)),
            leaf,
            priced,
            Law { part: &part, whole: &whole, memo: &mut self.memo },
        )?;
        Ok(cheapest(&units, &[], &mut BTreeMap::new()))
    }
}

/// The least price of units without a child in common, of those without any of these children.
fn cheapest(units: &[Unit], taken: &[ChildId], known: &mut BTreeMap<Vec<ChildId>, i128>) -> i128 {
    if let Some(price) = known.get(taken) {
        return *price;
    }
    let free: Vec<&Unit> =
        units.iter().filter(|unit| unit.children.iter().all(|child| !taken.contains(child))).collect();
    // The first child of all that are free is in one of its units or in none.
    let first = free.iter().filter_map(|unit| unit.children.first()).min();
    let mut best = free.iter().filter(|unit| unit.children.is_empty()).map(|unit| unit.price).sum();
    if let Some(first) = first {
        let without = |more: &[ChildId]| {
            let mut all = [taken, more].concat();
            all.sort_unstable();
            all
        };
        best = cheapest(units, &without(&[*first]), known);
        for unit in free.iter().filter(|unit| unit.children.first() == Some(first)) {
            best = best.min(unit.price + cheapest(units, &without(&unit.children), known));
        }
    }
    known.insert(taken.to_vec(), best);
    best
}
