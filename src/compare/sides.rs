//! Solving every side by the same thread.

use std::time::{Duration, Instant};

use super::fates::{differences, fates};
use super::toll::toll;
use super::{Comparison, Refused, Side};
use crate::domain::Counts;
use crate::scenario::Reading;
use crate::solve::Watch;
use crate::verify;
use crate::{Request, propose_for};

/// A side as asked for.
pub struct Asked {
    /// What to call it; different for every side.
    pub label: String,
    /// What was changed, in words; empty for a scenario as it stands.
    pub policy: String,
    /// The scenario.
    pub reading: Reading,
    /// Whether it is the first side's scenario under a policy: its proposal is then checked against the first side's rules too.
    pub of_first: bool,
}

/// Solves every side and lays it beside the first. A time limit holds for each side.
///
/// # Errors
/// The first side that has no proposal.
///
/// # Panics
/// Without any side.
pub fn compare(asked: Vec<Asked>, request: &Request, watch: &Watch) -> Result<Comparison, Refused> {
    let mut sides: Vec<Side> = Vec::new();
    for Asked { label, policy, reading, of_first } in asked {
        let findings = propose_for(reading, request, &afresh(watch, request))
            .map_err(|error| Refused { label: label.clone(), error })?;
        let breaks = sides
            .first()
            .filter(|_| of_first)
            .map(|first| verify::verify(&first.findings.reading.scenario, &findings.outcome.proposal).faults);
        let counts = Counts::of(&findings.reading.scenario, &findings.outcome.proposal);
        sides.push(Side { label, policy, findings, counts, toll: Vec::new(), breaks });
    }
    let all: Vec<_> = sides.iter().map(|side| fates(&side.findings)).collect();
    let (first, others) = all.split_first().expect("at least one side");
    for (side, fates) in sides.iter_mut().skip(1).zip(others) {
        side.toll = toll(first, fates);
    }
    Ok(Comparison { sides, children: differences(&all) })
}

/// The watch of one search: its time limit begins now.
pub(super) fn afresh(watch: &Watch, request: &Request) -> Watch {
    let deadline = request.time_limit.map(|seconds| Instant::now() + Duration::from_secs_f64(seconds));
    Watch { deadline, ..watch.clone() }
}
