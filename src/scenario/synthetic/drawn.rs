//! What came out of a draw, counted.

use std::collections::BTreeSet;

use super::beds::Beds;
use crate::domain::{Scenario, Status};

/// Margins of a scenario: counts of children, and of places in known homes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Children in scope.
    pub in_scope: usize,
    /// Of them, those of a sibling group.
    pub with_siblings: usize,
    /// The sibling groups they belong to.
    pub groups: usize,
    /// Children in scope who live somewhere now.
    pub may_move: usize,
    /// Known homes.
    pub homes: usize,
    /// Approved places of these homes.
    pub places: usize,
    /// Children who live in them now.
    pub filled: usize,
    /// Places nobody lives in, of homes that are on hold or not available.
    pub held: usize,
}

impl Drawn {
    /// Counts.
    pub fn of(scenario: &Scenario) -> Self {
        let lived_in = Beds::lived_in(scenario, |_| true);
        let places = |places: i64| usize::try_from(places).unwrap_or(0);
        let closed = scenario.households.iter().zip(&lived_in).filter(|(home, _)| home.status != Status::Available);
        Self {
            in_scope: scenario.in_scope().count(),
            with_siblings: scenario.in_scope().filter(|child| child.group.is_some()).count(),
            groups: scenario.in_scope().filter_map(|child| child.group).collect::<BTreeSet<_>>().len(),
            may_move: scenario.in_scope().filter(|child| child.current.is_some()).count(),
            homes: scenario.households.len(),
            places: scenario.households.iter().map(|home| places(home.places)).sum(),
            filled: lived_in.iter().sum(),
            held: closed.map(|(home, there)| places(home.places).saturating_sub(*there)).sum(),
        }
    }
}
