//! How many children a home can still take, kept while homes are filled.

use crate::domain::{Child, Household, HouseholdId, Place, Scenario};

/// For each home, how many more children can be approved there and sleep in a room alone.
pub(super) struct Beds(Vec<usize>);

impl Beds {
    /// What is left beside everybody who lives there now.
    pub(super) fn of(scenario: &Scenario) -> Self {
        let homes = scenario.households.iter().zip(Self::lived_in(scenario, |_| true));
        Self(homes.map(|(home, there)| for_children(home).saturating_sub(there)).collect())
    }

    /// For each home, how many of the children who count live there now.
    pub(super) fn lived_in(scenario: &Scenario, counts: impl Fn(&Child) -> bool) -> Vec<usize> {
        let mut there = vec![0; scenario.households.len()];
        for child in scenario.children.iter().filter(|child| counts(child)) {
            if let Some(Place::Home(home)) = child.current {
                there[home.index()] += 1;
            }
        }
        there
    }

    pub(super) fn free(&self, home: HouseholdId) -> usize {
        self.0[home.index()]
    }

    pub(super) fn take(&mut self, home: HouseholdId, children: usize) {
        self.0[home.index()] = self.0[home.index()].saturating_sub(children);
    }
}

/// At most the usual fostering limit, each child in a room alone.
fn for_children(home: &Household) -> usize {
    usize::try_from(home.places.min(3)).unwrap_or(0).min(home.bedrooms.len())
}
