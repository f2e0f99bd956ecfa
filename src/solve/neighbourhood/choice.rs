//! A choice among offers: who lives where, and the levels of it, kept in whole numbers.

use std::collections::BTreeMap;

use super::ground::{Ground, Taken};
use crate::domain::{ChildId, Place, Proposal};
use crate::model;

/// Lawful units of offers, no child in two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The units taken of each offer, in order.
    pub(super) taken: Vec<Vec<u32>>,
    /// Where each child is, by its position.
    pub(super) at: Vec<Option<Taken>>,
    /// How many children in scope live in a place, by offer.
    pub(super) living: Vec<i64>,
    /// Every level of the priorities, in their order.
    pub(super) levels: Vec<i64>,
}

/// Units that leave and units that come, in places that no other change of the same time touches; provisions, whose
/// units do not touch each other, excepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) leave: Vec<Taken>,
    pub(super) come: Vec<Taken>,
}

impl Choice {
    /// A proposal as a choice; none = a unit of it is not among the offers.
    pub(super) fn of(ground: &Ground<'_>, proposal: &Proposal) -> Option<Self> {
        let scenario = ground.scenario;
        let mut choice = Self {
            taken: vec![Vec::new(); ground.offers.len()],
            at: vec![None; scenario.children.len()],
            living: vec![0; ground.offers.len()],
            levels: ground.levels.iter().map(|level| level.constant(scenario)).collect(),
        };
        let mut come = Vec::new();
        for (place, children) in model::units_of(scenario, proposal) {
            let offer = ground.offer_of(place)?;
            let unit = ground.offers[offer].units.iter().position(|unit| unit.children == children)?;
            come.push(Taken::of(offer, unit));
        }
        choice.apply(ground, &Change { leave: Vec::new(), come });
        Some(choice)
    }

    pub(super) fn proposal(&self, ground: &Ground<'_>) -> Proposal {
        let units = self.taken.iter().zip(ground.offers).flat_map(|(taken, offer)| {
            taken.iter().map(|unit| (offer.units[*unit as usize].children.as_slice(), offer.place))
        });
        model::place(ground.scenario, units)
    }

    /// What the levels would change by.
    pub(super) fn difference(&self, ground: &Ground<'_>, change: &Change) -> Vec<i64> {
        let mut sums = vec![0; self.levels.len()];
        let mut add = |sign: i64, worth: Vec<i64>| {
            for (sum, by) in sums.iter_mut().zip(worth) {
                *sum += sign * by;
            }
        };
        let is_home = |offer: usize| matches!(ground.offers[offer].place, Place::Home(_));
        for (offer, units) in self.after(change).into_iter().filter(|(offer, _)| is_home(*offer)) {
            add(-1, ground.worth(offer, &self.taken[offer]));
            add(1, ground.worth(offer, &units));
        }
        // The units of a provision are homes of their own.
        for (sign, units) in [(-1, &change.leave), (1, &change.come)] {
            for taken in units.iter().filter(|taken| !is_home(taken.offer as usize)) {
                add(sign, ground.worth(taken.offer as usize, &[taken.unit]));
            }
        }
        sums
    }

    /// Makes the change.
    pub(super) fn apply(&mut self, ground: &Ground<'_>, change: &Change) {
        let difference = self.difference(ground, change);
        for (level, by) in self.levels.iter_mut().zip(difference) {
            *level += by;
        }
        let count = |children: &[ChildId]| i64::try_from(children.len()).expect("a count of children fits");
        let after = self.after(change);
        for taken in &change.leave {
            let children = ground.children(*taken);
            self.living[taken.offer as usize] -= count(children);
            for child in children {
                self.at[child.index()] = None;
            }
        }
        for taken in &change.come {
            let children = ground.children(*taken);
            self.living[taken.offer as usize] += count(children);
            for child in children {
                self.at[child.index()] = Some(*taken);
            }
        }
        for (offer, units) in after {
            self.taken[offer] = units;
        }
    }

    /// Who would live in each place that the change touches.
    pub(super) fn after(&self, change: &Change) -> BTreeMap<usize, Vec<u32>> {
        let mut after: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for taken in change.leave.iter().chain(&change.come) {
            let offer = taken.offer as usize;
            after.entry(offer).or_insert_with(|| self.taken[offer].clone());
        }
        for taken in &change.leave {
            if let Some(units) = after.get_mut(&(taken.offer as usize)) {
                units.retain(|unit| *unit != taken.unit);
            }
        }
        for taken in &change.come {
            if let Some(units) = after.get_mut(&(taken.offer as usize)) {
                let at = units.partition_point(|unit| *unit < taken.unit);
                units.insert(at, taken.unit);
            }
        }
        after
    }

    /// Whether the child lives in a home now.
    pub(super) fn is_at_home(&self, ground: &Ground<'_>, child: ChildId) -> bool {
        self.at[child.index()].is_some_and(|taken| matches!(ground.offers[taken.offer as usize].place, Place::Home(_)))
    }
}
