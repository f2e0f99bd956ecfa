//! Hard rules about a child in scope and a home (contract 3).

use super::About;
use crate::domain::{Child, Household, Scenario};

/// A condition that one child and one home must meet.
pub trait Rule: Sync {
    /// What it asks and why.
    fn about(&self) -> &'static About;
    /// Whether the child may live in the home as far as this rule goes.
    fn holds(&self, scenario: &Scenario, child: &Child, home: &Household) -> bool;
    /// Where it does not hold: what was found against what is allowed.
    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String;
}

/// Every rule, in the order of the contract.
pub const ALL: &[&dyn Rule] = &[];
