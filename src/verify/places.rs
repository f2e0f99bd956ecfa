//! Each child by itself: who stays is where it was, and every rule and decision leaves the place open to the others.

use super::{Findings, concerns};
use crate::domain::{Child, HouseholdId, Place, Proposal, ProvisionId, Scenario};
use crate::policy::{Bar, Pairs, provision};

/// Checks every child against the place it is given.
pub(super) fn check(scenario: &Scenario, proposal: &Proposal, findings: &mut Findings) {
    let pairs = Pairs::of(scenario);
    for child in &scenario.children {
        let place = proposal.of(child.id).map(|placement| placement.place);
        if !child.in_scope() {
            stays(scenario, &pairs, child, place, findings);
            continue;
        }
        match place {
            Some(Place::Home(home)) => in_home(scenario, &pairs, child, home, findings),
            Some(Place::Provision(there)) => in_provision(scenario, &pairs, child, there, findings),
            None if pairs.is_pinned(child.id) => pin_ignored(scenario, child, findings),
            None => {}
        }
    }
}

/// A child who stays is exactly where it is; what its present home breaks is listed.
fn stays(scenario: &Scenario, pairs: &Pairs<'_>, child: &Child, place: Option<Place>, findings: &mut Findings) {
    if place != child.current {
        let named = |place: Option<Place>| place.map_or("nowhere", |place| scenario.place_name(place));
        let found = format!("lives in {} and stays there, but is put in {}", named(child.current), named(place));
        findings.fault("stays", concerns(scenario, &[child.id], place), found);
        return;
    }
    if let Some(Place::Home(home)) = place {
        let household = scenario.household(home);
        let barred = pairs.bars(child, household).into_iter();
        let rules = barred.filter_map(|bar| if let Bar::Rule(objection) = bar { Some(objection) } else { None });
        for objection in rules.chain(pairs.lifted(child, household)) {
            findings.list(objection.id, concerns(scenario, &[child.id], place), objection.found);
        }
    }
}

fn in_home(scenario: &Scenario, pairs: &Pairs<'_>, child: &Child, home: HouseholdId, findings: &mut Findings) {
    let household = scenario.household(home);
    let whom = || concerns(scenario, &[child.id], Some(Place::Home(home)));
    for bar in pairs.bars(child, household) {
        match &bar {
            Bar::Rule(objection) => findings.fault(bar.id(), whom(), objection.found.clone()),
            Bar::Forbidden => findings.fault(bar.id(), whom(), "a decision forbids this pair"),
            Bar::PinnedElsewhere => pin_ignored(scenario, child, findings),
        }
    }
    for objection in pairs.lifted(child, household) {
        findings.list(objection.id, whom(), objection.found);
    }
}

fn in_provision(scenario: &Scenario, pairs: &Pairs<'_>, child: &Child, there: ProvisionId, findings: &mut Findings) {
    if pairs.is_pinned(child.id) {
        pin_ignored(scenario, child, findings);
    }
    for objection in provision::objections(scenario, child, scenario.provision(there)) {
        findings.fault(objection.id, concerns(scenario, &[child.id], Some(Place::Provision(there))), objection.found);
    }
}

fn pin_ignored(scenario: &Scenario, child: &Child, findings: &mut Findings) {
    let pinned = scenario.pin(child.id).map(Place::Home);
    findings.fault(
        "pin",
        concerns(scenario, &[child.id], pinned),
        "a decision pins the child here, and it is not here",
    );
}
