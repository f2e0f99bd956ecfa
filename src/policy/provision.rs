//! Who may live in a provision (contract 3): an agency framework, a children's home, supported accommodation.

use super::Objection;
use crate::domain::{Child, ChildId, Provision, Scenario};

/// Everything against the child living there; empty = it may. A child may stay in its present provision.
pub fn objections(scenario: &Scenario, child: &Child, provision: &Provision) -> Vec<Objection> {
    let _ = (scenario, child, provision);
    todo!()
}

/// Whether the child may live there.
pub fn is_open(scenario: &Scenario, child: &Child, provision: &Provision) -> bool {
    objections(scenario, child, provision).is_empty()
}

/// What is wrong if exactly these children live together in one unit of the provision; none = lawful.
pub fn unit_breach(scenario: &Scenario, provision: &Provision, unit: &[ChildId]) -> Option<Objection> {
    let _ = (scenario, provision, unit);
    todo!()
}
