//! The head counts that `result.json` states, counted again.

use serde_json::Value;

use super::Findings;
use super::cells::is_separated;
use crate::domain::{Child, ChildId, LevelId, Proposal, Scenario};
use crate::policy::levels;

/// Compares every count that the record states of the proposal.
pub(super) fn check(scenario: &Scenario, proposal: &Proposal, record: &Value, findings: &mut Findings) {
    for (name, count) in counts(scenario, proposal) {
        if let Some(stated) = record.get("proposal").and_then(|counts| counts.get(name))
            && stated.as_i64() != Some(count)
        {
            findings.fault("counts", vec![name.to_owned()], format!("stated {stated}, counted {count}"));
        }
    }
}

fn counts(scenario: &Scenario, proposal: &Proposal) -> Vec<(&'static str, i64)> {
    let sector = |child: &Child| Some(scenario.place_sector(proposal.of(child.id)?.place));
    let placed_in = |sectors: &[&str]| {
        let there = |child: &&Child| sector(child).is_some_and(|sector| sectors.contains(&sector));
        whole(scenario.in_scope().filter(there).count())
    };
    let placed = whole(scenario.in_scope().filter(|child| proposal.of(child.id).is_some()).count());
    let children = whole(scenario.in_scope().count());
    vec![
        ("children", children),
        ("placed", placed),
        ("unplaced", children - placed),
        ("in_house", placed_in(&["in_house", "kinship"])),
        ("kinship", placed_in(&["kinship"])),
        ("agency", placed_in(&["ifa", "ifa_framework", "ifa_spot"])),
        ("other_council", placed_in(&["other_la"])),
        ("residential", placed_in(&["residential"])),
        ("supported", placed_in(&["supported"])),
        ("pairs_separated", whole(pairs_separated(scenario, proposal))),
        ("weekly_cost_pence", levels::level(LevelId::WeeklyCost).count(scenario, proposal)),
    ]
}

fn pairs_separated(scenario: &Scenario, proposal: &Proposal) -> usize {
    let of_group = |members: &[ChildId]| {
        let apart = |(i, a): (usize, &ChildId)| {
            members[i + 1..].iter().filter(|b| is_separated(scenario, proposal, *a, **b)).count()
        };
        members.iter().enumerate().map(apart).sum::<usize>()
    };
    scenario.groups.iter().map(|group| of_group(&group.members)).sum()
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
