//! The other columns of `proposal.csv`: whatever a reader would take from them must be what the placements say.

use std::collections::BTreeMap;

use super::Findings;
use super::rows::Table;
use crate::domain::{Child, ChildId, Placement, Plan, Proposal, Scenario, unguarded};
use crate::policy::preferences;

/// Compares every column that is there with the recount.
pub(super) fn check(scenario: &Scenario, table: &Table, findings: &mut Findings) {
    let mut living: BTreeMap<Placement, Vec<ChildId>> = BTreeMap::new();
    for child in &scenario.children {
        if let Some(there) = table.proposal.of(child.id) {
            living.entry(there).or_default().push(child.id);
        }
    }
    for child in &scenario.children {
        let beside = table.proposal.of(child.id).and_then(|there| living.get(&there)).map_or(&[][..], Vec::as_slice);
        for (column, expected) in expected(scenario, &table.proposal, child, beside) {
            let Some(cell) = table.cell(child.id, column) else { continue };
            if !expected.allows(cell) {
                let found = format!("`{cell}`, recounted `{}`", expected.text());
                findings.fault(column, vec![child.reference.clone()], found);
            }
        }
    }
}

/// What a cell must say.
enum Expected {
    Exactly(String),
    /// A number about a child who stays: no level counts it, so it may be left blank.
    OrBlank(String),
    /// Ids in any order.
    Ids(Vec<String>),
}

impl Expected {
    fn allows(&self, cell: &str) -> bool {
        match self {
            Self::Exactly(text) => cell == text,
            Self::OrBlank(text) => cell.is_empty() || cell == text,
            Self::Ids(ids) => same_ids(ids, cell),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Exactly(text) | Self::OrBlank(text) => text.clone(),
            Self::Ids(ids) => ids.join(";"),
        }
    }
}

fn same_ids(ids: &[String], cell: &str) -> bool {
    let sorted = |text: &str| {
        let mut parts: Vec<String> = text.split(';').map(|each| each.trim().to_owned()).collect();
        parts.retain(|each| !each.is_empty());
        parts.sort();
        parts
    };
    let mut ids = ids.to_vec();
    ids.sort();
    sorted(cell) == ids || sorted(unguarded(cell)) == ids
}

fn expected(
    scenario: &Scenario,
    proposal: &Proposal,
    child: &Child,
    beside: &[ChildId],
) -> Vec<(&'static str, Expected)> {
    let place = proposal.of(child.id).map(|placement| placement.place);
    let status = match place {
        None => "unplaced",
        Some(_) if child.current.is_none() => "new",
        Some(place) if child.current == Some(place) => "stays",
        Some(_) => "moved",
    };
    let number = |value: Option<i64>| {
        let text = value.map_or(String::new(), |value| value.to_string());
        if child.in_scope() { Expected::Exactly(text) } else { Expected::OrBlank(text) }
    };
    let siblings = child.group.map_or(&[][..], |group| &scenario.groups[group.index()].members);
    let miles = place.and_then(|place| scenario.miles_from_home(child, place));
    vec![
        ("sector", Expected::Exactly(place.map_or("", |place| scenario.place_sector(place)).to_owned())),
        ("status", Expected::Exactly(status.to_owned())),
        ("placed_with", others(scenario, child, beside, |other| proposal.together(child.id, other))),
        (
            "separated_from",
            others(scenario, child, siblings, |other| is_separated(scenario, proposal, child.id, other)),
        ),
        ("miles", Expected::Exactly(miles.map_or(String::new(), |miles| miles.to_string()))),
        ("mismatch", number(place.map(|place| preferences::mismatch(scenario, child, place)))),
        ("weekly_cost_pence", number(place.map(|place| scenario.weekly_cost(place).0))),
    ]
}

/// The others among these, in id order, of whom it holds.
fn others(scenario: &Scenario, child: &Child, among: &[ChildId], holds: impl Fn(ChildId) -> bool) -> Expected {
    let others = among.iter().filter(|other| **other != child.id && holds(**other));
    Expected::Ids(others.map(|other| scenario.child(*other).reference.clone()).collect())
}

/// A pair that the level `separated` counts because the plan was to be together.
pub(super) fn is_separated(scenario: &Scenario, proposal: &Proposal, a: ChildId, b: ChildId) -> bool {
    scenario.are_siblings(a, b)
        && (scenario.child(a).in_scope() || scenario.child(b).in_scope())
        && matches!(scenario.plan(a, b), Plan::PreferTogether | Plan::MustTogether)
        && !proposal.together(a, b)
}
