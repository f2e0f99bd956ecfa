//! Each home as a whole: every limit that is on, on everybody fostered there.

use super::{Findings, concerns};
use crate::domain::{ChildId, Household, Place, Proposal, Scenario};
use crate::policy::limits::{self, Limit};

/// Checks every home in which anybody would be fostered.
pub(super) fn check(scenario: &Scenario, proposal: &Proposal, findings: &mut Findings) {
    let active = limits::active(scenario);
    for (home, everyone) in scenario.households.iter().zip(proposal.fostered_by_home(scenario)) {
        let staying: Vec<ChildId> =
            everyone.iter().copied().filter(|child| !scenario.child(*child).in_scope()).collect();
        if !everyone.is_empty() {
            for limit in &active {
                check_limit(scenario, *limit, home, (&everyone, &staying), findings);
            }
        }
    }
}

/// What those who stay break by themselves is listed; the home then takes nobody in scope, whatever else might mend it.
fn check_limit(
    scenario: &Scenario,
    limit: &dyn Limit,
    home: &Household,
    (everyone, staying): (&[ChildId], &[ChildId]),
    findings: &mut Findings,
) {
    let id = limit.about().id;
    let whom = |children: &[ChildId]| concerns(scenario, children, Some(Place::Home(home.id)));
    let before = if staying.is_empty() { None } else { limit.breach(scenario, home, staying) };
    if staying.len() < everyone.len()
        && let Some(found) = limit.breach(scenario, home, everyone).or_else(|| before.clone())
    {
        findings.fault(id, whom(everyone), found);
    }
    if let Some(found) = before {
        findings.list(id, whom(staying), found);
    }
}
