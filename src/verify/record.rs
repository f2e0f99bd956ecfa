//! What `result.json` claims about the proposal.

use serde_json::Value;

use super::{Claim, Findings, tally};
use crate::domain::{LevelId, Proposal, Scenario};

/// The levels claimed; none if the record cannot be read. What cannot be read, a proof claimed of everything that some level
/// does not bear out, and placements that are not those of `proposal.csv`, are faults.
pub(super) fn check(
    scenario: &Scenario,
    proposal: &Proposal,
    text: &str,
    findings: &mut Findings,
) -> Option<Vec<Claim>> {
    let record: Value = serde_json::from_str(text)
        .map_err(|broken| findings.fault("unreadable", Vec::new(), format!("result.json: {broken}")))
        .ok()?;
    let Some(entries) = record.get("levels").and_then(Value::as_array) else {
        findings.fault("unreadable", Vec::new(), "result.json: no list `levels`");
        return None;
    };
    let claims: Vec<Claim> = entries.iter().filter_map(|entry| claim(entry, findings)).collect();
    all_proven(scenario, &record, &claims, findings);
    order(scenario, &claims, findings);
    tally::check(scenario, proposal, &record, findings);
    placements(scenario, proposal, &record, findings);
    Some(claims)
}

fn claim(entry: &Value, findings: &mut Findings) -> Option<Claim> {
    let id = entry.get("id").and_then(Value::as_str).unwrap_or("");
    let Some(level) = LevelId::read(id) else {
        findings.fault("unknown-id", vec![id.to_owned()], "result.json: no level of this id");
        return None;
    };
    let field = |name: &str| entry.get(name).filter(|value| !value.is_null());
    let sound = field("value").is_some_and(Value::is_i64)
        && field("bound").is_none_or(Value::is_i64)
        && field("proven").is_none_or(Value::is_boolean);
    if !sound {
        findings.fault(
            "unreadable",
            vec![id.to_owned()],
            "result.json: value and bound are whole, proven is true or false",
        );
    }
    Some(Claim {
        level,
        value: field("value")?.as_i64()?,
        bound: field("bound").and_then(Value::as_i64),
        proven: field("proven").and_then(Value::as_bool),
    })
}

/// `proven` of the whole stands for every level of the priorities.
fn all_proven(scenario: &Scenario, record: &Value, claims: &[Claim], findings: &mut Findings) {
    if record.get("proven").and_then(Value::as_bool) != Some(true) {
        return;
    }
    for level in &scenario.settings.priorities {
        if !claims.iter().any(|claim| claim.level == *level && claim.proven == Some(true)) {
            findings.fault(
                "proven",
                vec![level.word().to_owned()],
                "all is claimed to be proven, and this level is not",
            );
        }
    }
}

/// A bound is given the levels before it, so it says nothing if they stand in another order than the scenario's.
fn order(scenario: &Scenario, claims: &[Claim], findings: &mut Findings) {
    let priorities = &scenario.settings.priorities;
    let with_bounds = claims.iter().filter(|claim| claim.bound.is_some() || claim.proven.is_some());
    let positions: Vec<_> =
        with_bounds.map(|claim| priorities.iter().position(|level| *level == claim.level)).collect();
    if positions.contains(&None) || !positions.is_sorted() {
        findings.fault(
            "order",
            Vec::new(),
            "bounds are claimed for other levels, or in another order, than the priorities",
        );
    }
}

/// Where result.json lists placements, they are those of proposal.csv.
fn placements(scenario: &Scenario, proposal: &Proposal, record: &Value, findings: &mut Findings) {
    let Some(listed) = record.get("placements").and_then(Value::as_array) else { return };
    let mut expected: Vec<(&str, Option<&str>)> = scenario
        .children
        .iter()
        .map(|child| {
            let place = proposal.of(child.id).map(|placement| scenario.place_name(placement.place));
            (child.reference.as_str(), place)
        })
        .collect();
    let mut found: Vec<(&str, Option<&str>)> = listed
        .iter()
        .map(|each| {
            let text = |name: &str| each.get(name).and_then(Value::as_str);
            (text("child_id").unwrap_or(""), text("placement"))
        })
        .collect();
    expected.sort_unstable();
    found.sort_unstable();
    if found == expected {
        return;
    }
    let elsewhere: Vec<_> = found.iter().filter(|each| expected.binary_search(each).is_err()).collect();
    for (child, place) in &elsewhere {
        let found = format!("result.json says {}, proposal.csv does not", place.unwrap_or("unplaced"));
        findings.fault("placements", vec![(*child).to_owned()], found);
    }
    if elsewhere.is_empty() {
        findings.fault("placements", Vec::new(), "result.json lists a child twice or not at all");
    }
}
