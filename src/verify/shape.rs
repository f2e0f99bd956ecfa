//! A proposal that can be counted: one entry for every child of the scenario, in places the scenario has.

use super::Findings;
use crate::domain::{Place, Placement, Proposal, Scenario};

/// The proposal with whatever cannot be read taken out, each a fault: entries too few or too many, places the scenario
/// does not have, and homes split into units (so that nobody is overlooked when a home's children are counted).
pub(super) fn sound(scenario: &Scenario, proposal: &Proposal, findings: &mut Findings) -> Proposal {
    for child in scenario.children.iter().skip(proposal.placements.len()) {
        findings.fault("missing-child", vec![child.reference.clone()], "no entry in the proposal");
    }
    for extra in scenario.children.len()..proposal.placements.len() {
        findings.fault("unknown-id", Vec::new(), format!("entry {extra} is of no child"));
    }
    let placements = scenario.children.iter().map(|child| {
        let placement = proposal.placements.get(child.id.index()).copied().flatten()?;
        let known = match placement.place {
            Place::Home(id) => id.index() < scenario.households.len(),
            Place::Provision(id) => id.index() < scenario.provisions.len(),
        };
        if !known {
            findings.fault(
                "unknown-id",
                vec![child.reference.clone()],
                format!("no such place: {:?}", placement.place),
            );
            return None;
        }
        match placement.place {
            Place::Home(id) if placement.unit != 0 => {
                let concerns = vec![child.reference.clone(), scenario.household(id).reference.clone()];
                findings.fault("unit", concerns, format!("unit {} of a home, which has none", placement.unit));
                Some(Placement::home(id))
            }
            _ => Some(placement),
        }
    });
    Proposal { placements: placements.collect() }
}
