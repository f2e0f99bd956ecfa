//! Each provision as a whole: its capacity, and who lives together in each of its units.

use std::collections::BTreeMap;

use super::{Findings, concerns};
use crate::domain::{ChildId, Place, Proposal, Provision, ProvisionId, Scenario};
use crate::policy::provision;

/// Checks every provision in which anybody would live.
pub(super) fn check(scenario: &Scenario, proposal: &Proposal, findings: &mut Findings) {
    let mut units: BTreeMap<(ProvisionId, u32), Vec<ChildId>> = BTreeMap::new();
    for child in &scenario.children {
        if let Some(placement) = proposal.of(child.id)
            && let Place::Provision(there) = placement.place
        {
            units.entry((there, placement.unit)).or_default().push(child.id);
        }
    }
    for each in &scenario.provisions {
        let here: Vec<&Vec<ChildId>> = units.range((each.id, 0)..=(each.id, u32::MAX)).map(|(_, unit)| unit).collect();
        for unit in &here {
            check_unit(scenario, each, unit, findings);
        }
        check_capacity(scenario, each, &here.into_iter().flatten().copied().collect::<Vec<_>>(), findings);
    }
}

/// A child who stays is a unit of one: who lives with it there is not among the inputs, so nobody can be said to join.
fn check_unit(scenario: &Scenario, there: &Provision, unit: &[ChildId], findings: &mut Findings) {
    let whom = || concerns(scenario, unit, Some(Place::Provision(there.id)));
    if !unit.iter().any(|child| scenario.child(*child).in_scope()) && unit.len() == 1 {
        return;
    }
    if unit.iter().any(|child| !scenario.child(*child).in_scope()) {
        findings.fault("unit", whom(), "a child who stays is a unit of one, and others are put in it");
    } else if let Some(objection) = provision::unit_breach(scenario, there, unit) {
        findings.fault(objection.id, whom(), objection.found);
    }
}

fn check_capacity(scenario: &Scenario, there: &Provision, children: &[ChildId], findings: &mut Findings) {
    let count = i64::try_from(children.len()).unwrap_or(i64::MAX);
    let Some(capacity) = there.capacity.filter(|capacity| count > *capacity) else { return };
    let whom = concerns(scenario, children, Some(Place::Provision(there.id)));
    let found = format!("{count} children, capacity {capacity}");
    if children.iter().any(|child| scenario.child(*child).in_scope()) {
        findings.fault("capacity", whom, found);
    } else {
        findings.list("capacity", whom, found);
    }
}
