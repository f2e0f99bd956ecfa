//! What becomes of every child on a side, and of whom two sides differ.

use std::collections::{BTreeMap, BTreeSet};

use super::{Difference, Fate};
use crate::Findings;
use crate::domain::{Child, Proposal, Scenario};

/// What becomes of every child, by reference.
pub(super) fn fates(findings: &Findings) -> BTreeMap<String, Fate> {
    let (scenario, proposal) = (&findings.reading.scenario, &findings.outcome.proposal);
    scenario.children.iter().map(|child| (child.reference.clone(), fate(scenario, proposal, child))).collect()
}

fn fate(scenario: &Scenario, proposal: &Proposal, child: &Child) -> Fate {
    let place = proposal.of(child.id).map(|placement| placement.place);
    let mut separated_from: Vec<String> = child
        .group
        .into_iter()
        .flat_map(|group| &scenario.groups[group.index()].members)
        .filter(|other| **other != child.id && proposal.splits(scenario, child.id, **other))
        .map(|other| scenario.child(*other).reference.clone())
        .collect();
    separated_from.sort();
    Fate {
        place: place.map(|place| scenario.place_name(place).to_owned()),
        sector: place.map(|place| scenario.place_sector(place).to_owned()).unwrap_or_default(),
        in_house: place.is_some_and(|place| scenario.is_in_house(place)),
        in_scope: child.in_scope(),
        moves: child.in_scope() && child.current.is_some() && child.current != place,
        separated_from,
        weekly_cost_pence: place.filter(|_| child.in_scope()).map(|place| scenario.weekly_cost(place).0),
    }
}

/// The children whom any side treats otherwise than the first does.
pub(super) fn differences(sides: &[BTreeMap<String, Fate>]) -> Vec<Difference> {
    let everybody: BTreeSet<&String> = sides.iter().flat_map(BTreeMap::keys).collect();
    let on_each = |child: &String| sides.iter().map(|side| side.get(child).cloned()).collect::<Vec<_>>();
    everybody
        .into_iter()
        .map(|child| Difference { child: child.clone(), sides: on_each(child) })
        .filter(|each| each.sides.iter().any(|side| *side != each.sides[0]))
        .collect()
}
