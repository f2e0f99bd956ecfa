//! Weights on sets of siblings: what a unit is charged, and the most that the units of one group could be.

use std::collections::BTreeMap;

use super::ground::Family;
use super::leaf::{TooLarge, sum};
use crate::domain::{ChildId, Scenario};

/// The weights of the sets of one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sets(BTreeMap<Vec<ChildId>, i64>);

impl Sets {
    /// Weights by group; they must be in order, each of siblings of one group.
    pub(super) fn by_group(scenario: &Scenario, weights: &[(Vec<ChildId>, i64)]) -> BTreeMap<Family, Self> {
        let mut groups: BTreeMap<Family, Self> = BTreeMap::new();
        for (set, weight) in weights.iter().filter(|(_, weight)| *weight != 0) {
            if let Some(group) = set.first().and_then(|child| scenario.child(*child).group) {
                groups.entry(Ok(group)).or_default().0.insert(set.clone(), *weight);
            }
        }
        groups
    }

    /// What exactly these, in id order, are charged if they live together.
    pub(super) fn of(&self, unit: &[ChildId]) -> i128 {
        self.0.get(unit).copied().map_or(0, i128::from)
    }

    /// The weights below nothing of units that these could make.
    pub(super) fn below_nothing<'a>(&'a self, could: &'a [ChildId]) -> impl Iterator<Item = i128> + 'a {
        let could_be = |set: &[ChildId]| set.iter().all(|child| could.contains(child));
        self.0.iter().filter(move |(set, weight)| **weight < 0 && could_be(set)).map(|(_, weight)| i128::from(*weight))
    }

    /// The most that disjoint sets can sum to: over all sets of the children, each from smaller ones.
    pub(super) fn most(&self) -> Result<i128, TooLarge> {
        let above: Vec<(&Vec<ChildId>, i64)> =
            self.0.iter().filter(|(_, weight)| **weight > 0).map(|(set, weight)| (set, *weight)).collect();
        let mut children: Vec<ChildId> = above.iter().flat_map(|(set, _)| set.iter().copied()).collect();
        children.sort_unstable();
        children.dedup();
        // Sets by their last child, as bits.
        let mut ending: Vec<Vec<(usize, i64)>> = vec![Vec::new(); children.len()];
        for (set, weight) in above {
            let bits = set.iter().filter_map(|child| children.binary_search(child).ok());
            let set = bits.fold(0_usize, |set, bit| set | 1 << bit);
            let last = set.ilog2() as usize;
            ending[last].push((set, weight));
        }
        let mut most = vec![0_i128; 1 << children.len()];
        for of in 1..most.len() {
            // The last of them is in none of the sets, or in one.
            let last = of.ilog2() as usize;
            let mut best = most[of ^ 1 << last];
            for (set, weight) in ending[last].iter().filter(|(set, _)| set & !of == 0) {
                best = best.max(sum(most[of ^ set], i128::from(*weight))?);
            }
            most[of] = best;
        }
        most.last().copied().ok_or(TooLarge)
    }
}
