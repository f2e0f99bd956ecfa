//! What the linear readings share: families, and rows that can bind.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Choice, Inequality, Joint};
use crate::domain::{ChildId, GroupId, Scenario};

/// A sibling group, or a child without siblings here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// The sibling group.
    Group(GroupId),
    /// A child who is alone.
    Alone(ChildId),
}

impl Family {
    /// The family of a child.
    pub(super) fn of(scenario: &Scenario, child: ChildId) -> Self {
        scenario.child(child).group.map_or(Self::Alone(child), Self::Group)
    }
}

impl Joint<'_> {
    /// The family of a unit.
    pub(super) fn family(&self, unit: usize) -> Family {
        Family::of(self.scenario, self.units[unit].children[0])
    }

    /// `Σ weight × unit ≤ at_most` over the units, in their order; nothing if it holds whatever is chosen, as at most
    /// `units` units move in, one of a family.
    pub(super) fn row(&self, weights: &[i64], at_most: i64, units: usize) -> Option<Inequality> {
        let mut heaviest: BTreeMap<Family, i64> = BTreeMap::new();
        for (unit, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0) {
            let most = heaviest.entry(self.family(unit)).or_default();
            *most = (*most).max(*weight);
        }
        (sum_of_largest(heaviest.into_values(), units) > at_most).then(|| Inequality {
            terms: weights
                .iter()
                .enumerate()
                .filter(|(_, weight)| **weight != 0)
                .map(|(unit, weight)| (*weight, Choice::Unit(unit)))
                .collect(),
            at_most,
        })
    }
}

/// The sum of so many of the largest.
pub(super) fn sum_of_largest(values: impl Iterator<Item = i64>, count: usize) -> i64 {
    let mut all: Vec<i64> = values.collect();
    all.sort_unstable_by_key(|value| Reverse(*value));
    all.iter().take(count).sum()
}

/// A count as a whole number of inequalities.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("fewer children than i64::MAX")
}

/// The callers' own ids of these children, for messages.
pub(super) fn names(scenario: &Scenario, children: impl IntoIterator<Item = ChildId>) -> String {
    let all: Vec<&str> = children.into_iter().map(|child| scenario.child(child).reference.as_str()).collect();
    all.join(", ")
}
