//! Exact options: each alternative re-solved with the child pinned there.

use rayon::prelude::*;

use super::{Alternative, ChildReasons, Exact};
use crate::compatibility::Graph;
use crate::domain::{ChildId, Place, Placement, Proposal};
use crate::solve::{Outcome, SolveError};

/// Fills in [`Alternative::exact`] for every option of these children. `solve` finds the best proposal of a graph
/// that differs from `graph` in one pin; it may start from, and fall back to, the proposal that it is given, which
/// does not always keep the pin. The options are solved at the same time, each on its own.
///
/// # Errors
/// The first failure of `solve`, in the order of children and options, that does not say that a pin cannot be kept.
pub fn exact_options(
    graph: &Graph,
    outcome: &Outcome,
    children: &mut [ChildReasons],
    solve: &(impl Fn(&Graph, &Proposal) -> Result<Outcome, SolveError> + Sync),
) -> Result<(), SolveError> {
    let asked: Vec<(ChildId, &Alternative)> =
        children.iter().flat_map(|each| each.options.iter().map(move |option| (each.child, option))).collect();
    let solved: Vec<Result<Exact, SolveError>> =
        asked.into_par_iter().map(|(child, option)| exact(graph, outcome, child, option, solve)).collect();
    let options = children.iter_mut().flat_map(|each| &mut each.options);
    for (option, exact) in options.zip(solved) {
        option.exact = Some(exact?);
    }
    Ok(())
}

fn exact(
    graph: &Graph,
    outcome: &Outcome,
    child: ChildId,
    option: &Alternative,
    solve: &impl Fn(&Graph, &Proposal) -> Result<Outcome, SolveError>,
) -> Result<Exact, SolveError> {
    if option.proposed {
        let change = outcome.levels.iter().map(|level| (level.level, 0)).collect();
        return Ok(Exact { change: Some(change), proven: outcome.is_proven(), others_moved: Vec::new() });
    }
    let found = match solve(&graph.pinned(child, option.place), &outcome.proposal) {
        Ok(found) => found,
        Err(SolveError::Infeasible) => return Ok(Exact { change: None, proven: true, others_moved: Vec::new() }),
        Err(error) => return Err(error),
    };
    if place_of(found.proposal.of(child)) != Some(option.place) {
        return Ok(Exact { change: None, proven: false, others_moved: Vec::new() });
    }
    let change = outcome.levels.iter().zip(&found.levels).map(|(old, new)| (new.level, new.value - old.value));
    Ok(Exact {
        change: Some(change.collect()),
        proven: found.is_proven(),
        others_moved: others_moved(child, &outcome.proposal, &found.proposal),
    })
}

fn others_moved(child: ChildId, before: &Proposal, after: &Proposal) -> Vec<ChildId> {
    let all = (0..before.placements.len()).map(ChildId::at);
    all.filter(|each| *each != child && place_of(before.of(*each)) != place_of(after.of(*each))).collect()
}

fn place_of(placement: Option<Placement>) -> Option<Place> {
    placement.map(|placement| placement.place)
}
