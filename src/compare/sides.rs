//! Solving every side by the same thread.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::fates::{differences, fates};
use super::toll::toll;
use super::{Comparison, Refused, Side};
use crate::domain::{Child, ChildId, Counts, Place, Placement, Proposal, Scenario};
use crate::scenario::Reading;
use crate::solve::Watch;
use crate::verify;
use crate::{Findings, Request, propose_beside};

/// A side as asked for.
pub struct Asked {
    /// What to call it in tables; different for every side.
    pub label: String,
    /// What to call it in a report.
    pub title: String,
    /// What was changed, in words; empty for a scenario as it stands.
    pub policy: String,
    /// The scenario.
    pub reading: Reading,
    /// Whether it is the first side's scenario under a policy: its proposal is then checked against the first side's rules too.
    pub of_first: bool,
}

/// Solves every side and lays it beside the first. Where several proposals are equally good on every level, a side takes one
/// that leaves as many children as can be where the first side has them. A time limit holds for each side.
///
/// # Errors
/// The first side that has no proposal.
///
/// # Panics
/// Without any side.
pub fn compare(asked: Vec<Asked>, request: &Request, watch: &Watch) -> Result<Comparison, Refused> {
    let mut sides: Vec<Side> = Vec::new();
    for Asked { label, title, policy, reading, of_first } in asked {
        let near = sides.first().and_then(|first| as_on_first(&first.findings, &reading.scenario));
        let findings = propose_beside(reading, near.as_ref(), request, &afresh(watch, request))
            .map_err(|error| Refused { label: label.clone(), error })?;
        let breaks = sides
            .first()
            .filter(|_| of_first)
            .map(|first| verify::verify(&first.findings.reading.scenario, &findings.outcome.proposal).faults);
        let counts = Counts::of(&findings.reading.scenario, &findings.outcome.proposal);
        sides.push(Side { label, title, policy, findings, counts, toll: Vec::new(), breaks });
    }
    let all: Vec<_> = sides.iter().map(|side| fates(&side.findings)).collect();
    let (first, others) = all.split_first().expect("at least one side");
    for (side, fates) in sides.iter_mut().skip(1).zip(others) {
        side.toll = toll(first, fates);
    }
    Ok(Comparison { sides, children: differences(&all) })
}

/// The first side's proposal in the words of another scenario: children and places by reference; none = it is the same
/// scenario, whose own search finds the same.
fn as_on_first(first: &Findings, here: &Scenario) -> Option<Proposal> {
    let there = &first.reading.scenario;
    if there == here {
        return None;
    }
    let homes = here.households.iter().map(|home| (home.reference.as_str(), Place::Home(home.id)));
    let provisions = here.provisions.iter().map(|each| (each.reference.as_str(), Place::Provision(each.id)));
    let places: BTreeMap<&str, Place> = homes.chain(provisions).collect();
    let children: BTreeMap<&str, ChildId> =
        there.children.iter().map(|child| (child.reference.as_str(), child.id)).collect();
    let placement = |child: &Child| {
        let placement = first.outcome.proposal.of(*children.get(child.reference.as_str())?)?;
        let place = *places.get(there.place_name(placement.place))?;
        Some(Placement { place, unit: placement.unit })
    };
    Some(Proposal { placements: here.children.iter().map(placement).collect() })
}

/// The watch of one search: its time limit begins now.
pub(super) fn afresh(watch: &Watch, request: &Request) -> Watch {
    let deadline = request.time_limit.map(|seconds| Instant::now() + Duration::from_secs_f64(seconds));
    Watch { deadline, ..watch.clone() }
}
