//! The search for the best proposal: back-ends, and level after level.
//!
//! *Takes* a scenario, its graph and its model. *Gives* an [`Outcome`]: a proposal, and for each level its value and
//! what is proved. *Never* claims more than a bound in whole numbers shows. The only room with fractions in it.

mod ahead;
mod attain;
mod backend;
mod bound;
mod certify;
mod company;
mod dive;
mod first_fit;
#[cfg(feature = "highs")]
mod growing;
mod halves;
#[cfg(feature = "highs")]
mod highs;
mod large;
mod lexicographic;
mod linear;
mod master;
#[cfg(feature = "microlp")]
mod microlp;
mod neighbourhood;
mod outcome;
mod peers;
mod program;
mod progress;
mod relax;
mod rough;
mod siblings;
mod watch;
mod whole;

pub use attain::{Aims, Attained, attain};
pub use backend::{Answer, Backend, Effort, Growing, Relaxation, SolveError};
pub use certify::certify;
pub use company::{Aim, Ascent, Climb, Companies, Prices, Settling};
pub use first_fit::by_hand;
pub use neighbourhood::Diligence;
pub use outcome::{LevelOutcome, Outcome, Size, Stopped};
pub use peers::{MOST_VARIABLES, NoPeer, Peer, PeerLevel, PeerOutcome, PeerTold, peer};
pub use program::{Program, ProgramRow};
pub use progress::{LevelProgress, OnProgress, Progress, Steps};
pub use watch::Watch;
pub use whole::{PARTS, WholeAnswer, WholeColumn, WholeProgramme, WholeRow, fractions, least};

use std::sync::Arc;

use crate::compatibility::Graph;
use crate::domain::{LevelId, Proposal, Scenario};
use crate::model::{self, Model};
use crate::policy::levels;
use lexicographic::PartState;
use program::Part;

/// A back-end by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum BackendName {
    /// `HiGHS`: exact and fast.
    Highs,
    /// microlp: pure Rust, for small scenarios.
    Microlp,
}

impl BackendName {
    /// The best back-end of this build.
    pub fn best() -> Self {
        if cfg!(feature = "highs") { Self::Highs } else { Self::Microlp }
    }

    #[cfg_attr(
        all(feature = "highs", feature = "microlp"),
        expect(clippy::unnecessary_wraps, reason = "a build may lack one")
    )]
    fn backend(self) -> Result<Arc<dyn Backend + Send>, SolveError> {
        match self {
            #[cfg(feature = "highs")]
            Self::Highs => Ok(Arc::new(highs::Highs)),
            #[cfg(not(feature = "highs"))]
            Self::Highs => Err(SolveError::NotBuilt("highs")),
            #[cfg(feature = "microlp")]
            Self::Microlp => Ok(Arc::new(microlp::Microlp)),
            #[cfg(not(feature = "microlp"))]
            Self::Microlp => Err(SolveError::NotBuilt("microlp")),
        }
    }
}

/// The best proposal of a scenario, found part by part on `threads` worker threads. `fallback` is a lawful proposal
/// (the baseline) that is taken, and improved on, where nothing better is known when `watch` stops the search.
///
/// # Errors
/// Where pins cannot hold together, or the back-end fails without any proposal.
pub fn propose(
    scenario: &Scenario,
    graph: &Graph,
    fallback: &Proposal,
    backend: BackendName,
    threads: usize,
    watch: &Watch,
) -> Result<Outcome, SolveError> {
    propose_within(scenario, graph, fallback, &[], backend, threads, watch)?.found()
}

/// As [`propose`]; of the proposals that are equally good on every level, one that leaves as many children as can be where
/// `near` has them: so that two scenarios differ in nothing but what they must.
///
/// # Errors
/// As [`propose`].
pub fn propose_near(
    scenario: &Scenario,
    graph: &Graph,
    fallback: &Proposal,
    near: &Proposal,
    backend: BackendName,
    threads: usize,
    watch: &Watch,
) -> Result<Outcome, SolveError> {
    let mut model = model::build(scenario, graph);
    model.prefer(scenario, near);
    search(scenario, graph, &model, fallback, &[], backend, threads, watch)?.found()
}

/// What a search under caps ends with.
#[derive(Clone, Debug)]
pub enum Within {
    /// The best proposal found within the caps. A bound is one given the caps and the levels before it.
    Found(Outcome),
    /// It is proved that no lawful proposal is within the caps.
    Impossible,
    /// The search was stopped before it found a proposal within the caps, or proved that there is none.
    Undecided(Stopped),
}

impl Within {
    /// The proposal of a search without caps, where only pins can rule out all.
    fn found(self) -> Result<Outcome, SolveError> {
        match self {
            Self::Found(outcome) => Ok(outcome),
            Self::Impossible | Self::Undecided(_) => Err(SolveError::Infeasible),
        }
    }
}

/// As [`propose`], among the proposals whose levels are no larger than these caps, each in the units of its level. A level
/// may be capped that is not among the priorities. `fallback` need not be within the caps.
///
/// # Errors
/// A back-end that fails without any proposal.
pub fn propose_within(
    scenario: &Scenario,
    graph: &Graph,
    fallback: &Proposal,
    caps: &[(LevelId, i64)],
    backend: BackendName,
    threads: usize,
    watch: &Watch,
) -> Result<Within, SolveError> {
    if !caps.is_empty() {
        let model = model::build_within(scenario, graph, caps);
        return search(scenario, graph, &model, fallback, caps, backend, threads, watch);
    }
    let offers = model::offers(scenario, graph);
    let columns: usize = offers.iter().map(|offer| offer.units.len()).sum();
    if columns < large::MANY_COLUMNS || !has_pinned(scenario, graph, fallback) {
        let model = model::among(scenario, graph, &offers, caps);
        return search(scenario, graph, &model, fallback, caps, backend, threads, watch);
    }
    let backend = backend.backend()?;
    let matter = (scenario, graph, offers);
    Ok(Within::Found(large::propose(matter, fallback, &backend, Diligence::default(), threads, watch)))
}

/// As [`propose`], part by part: the programme of the whole is never built. This is what [`propose`] does where the whole
/// is too large; a proposal that is found so is lawful and no worse than `fallback` level by level.
///
/// # Errors
/// A back-end that is not built; a `fallback` that leaves out a child who must be placed.
pub fn propose_in_parts(
    scenario: &Scenario,
    graph: &Graph,
    fallback: &Proposal,
    backend: BackendName,
    diligence: Diligence,
    threads: usize,
    watch: &Watch,
) -> Result<Outcome, SolveError> {
    let backend = backend.backend()?;
    if !has_pinned(scenario, graph, fallback) {
        return Err(SolveError::Infeasible);
    }
    let matter = (scenario, graph, model::offers(scenario, graph));
    Ok(large::propose(matter, fallback, &backend, diligence, threads, watch))
}

/// Whether the proposal has a place for every child who must be placed.
fn has_pinned(scenario: &Scenario, graph: &Graph, proposal: &Proposal) -> bool {
    scenario.in_scope().all(|child| proposal.of(child.id).is_some() || !graph.must_place(child.id))
}

#[expect(clippy::too_many_arguments, reason = "what every search here is told, with its model")]
fn search(
    scenario: &Scenario,
    graph: &Graph,
    model: &Model,
    fallback: &Proposal,
    caps: &[(LevelId, i64)],
    backend: BackendName,
    threads: usize,
    watch: &Watch,
) -> Result<Within, SolveError> {
    let backend = backend.backend()?;
    if model.rows.iter().any(|row| row.terms.is_empty() && row.at_most < 0) {
        return Ok(Within::Impossible);
    }
    let starts = starting_columns(model, scenario, fallback);
    let parts: Arc<Vec<Part>> = Arc::new(program::parts(model));
    let states = watch.run(&parts, &backend, starts.as_deref(), &model.objectives, threads);
    match states.iter().find_map(|state| state.error.clone().filter(|_| state.chosen.is_none())) {
        Some(SolveError::Infeasible) => return Ok(Within::Impossible),
        Some(error) => return Err(error),
        None => {}
    }
    let is_within =
        |proposal: &Proposal| caps.iter().all(|(level, cap)| levels::level(*level).count(scenario, proposal) <= *cap);
    let proposal = match chosen_columns(&parts, &states) {
        Some(chosen) => model.proposal(scenario, chosen.into_iter().filter(|v| *v < model.columns.len())),
        None if is_within(fallback) => fallback.clone(),
        None => return Ok(Within::Undecided(watch.why(&states))),
    };
    let levels = level_outcomes(scenario, model, &states, &proposal);
    let proven = levels.iter().all(|level| level.is_proven() != Some(false));
    Ok(Within::Found(Outcome {
        proposal,
        levels,
        certificates: Vec::new(),
        backend: backend.name(),
        stopped: if proven { None } else { Some(watch.why(&states)) },
        size: Size {
            children: scenario.in_scope().count(),
            pairs: graph.pairs(),
            columns: model.columns.len(),
            switches: model.switches,
            rows: model.rows.len(),
            parts: parts.len(),
        },
    }))
}

/// The model's variables that are chosen; none = a part has no choice yet.
fn chosen_columns(parts: &[Part], states: &[PartState]) -> Option<Vec<usize>> {
    let mut all = Vec::new();
    for (state, part) in states.iter().zip(parts) {
        let chosen = state.chosen.as_ref()?;
        all.extend(part.variables.iter().zip(chosen).filter(|(_, c)| **c).map(|(v, _)| *v));
    }
    Some(all)
}

/// The columns of a proposal, if each of its units has one.
fn starting_columns(model: &Model, scenario: &Scenario, proposal: &Proposal) -> Option<Vec<bool>> {
    let mut wanted = model::units_of(scenario, proposal);
    let chosen = model.columns.iter().map(|column| wanted.remove(&(column.place, column.children.clone()))).collect();
    wanted.is_empty().then_some(chosen)
}

/// Every level: the sum over the parts, counted again on the proposal.
fn level_outcomes(scenario: &Scenario, model: &Model, states: &[PartState], proposal: &Proposal) -> Vec<LevelOutcome> {
    let mut outcomes: Vec<LevelOutcome> = model
        .objectives
        .iter()
        .enumerate()
        .map(|(position, objective)| {
            let of_part = |state: &PartState| state.levels.get(position).copied().unwrap_or_default();
            let bound = states
                .iter()
                .map(|state| of_part(state).bound)
                .try_fold(objective.constant, |sum, bound| Some(sum + bound?));
            LevelOutcome {
                level: objective.level,
                in_priorities: true,
                value: levels::level(objective.level).count(scenario, proposal),
                bound,
                seconds: states.iter().map(|state| of_part(state).seconds).sum(),
            }
        })
        .collect();
    let left_out = LevelId::ALL.iter().filter(|id| !scenario.settings.priorities.contains(id));
    outcomes.extend(left_out.map(|id| LevelOutcome {
        level: *id,
        in_priorities: false,
        value: levels::level(*id).count(scenario, proposal),
        bound: None,
        seconds: 0.0,
    }));
    outcomes
}
