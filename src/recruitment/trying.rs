//! A plan in futures, through the full matching model: can all goals hold together in one lawful proposal?

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::aims::{Heads, aims};
use super::{Ending, Trial, Trials, seating};
use crate::domain::{Goal, LevelId, Proposal, Scenario};
use crate::futures::{NoDemand, future, with_plan};
use crate::model::{self, Model, Objective};
use crate::policy::levels;
use crate::solve::{self, Attained, BackendName, Effort, ProgramRow, SolveError, Steps, Watch};
use crate::{compatibility, verify};

/// Branch-and-bound nodes of the last search of a future: no clock, so that every machine decides alike.
const NODES: i32 = 500;

/// Why a plan could not be tried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTrial {
    /// The scenario has no demand model.
    #[error(transparent)]
    Demand(#[from] NoDemand),
    /// The back-end failed.
    #[error(transparent)]
    Backend(#[from] SolveError),
}

/// A plan of so many homes of each kind in the futures with these numbers, side by side, told to the watch as phase
/// `phase`. When the watch ends first, only the futures that were finished; each by itself is the same however many are
/// tried, and wherever.
///
/// # Errors
/// A scenario without a demand model; a back-end that fails.
pub fn trials(
    scenario: &Scenario,
    homes: &[i64],
    seed: u64,
    numbers: &[u32],
    backend: BackendName,
    watch: &Watch,
    phase: &'static str,
) -> Result<Trials, NoTrial> {
    let month = scenario.settings.demand.as_ref().ok_or(NoDemand)?.horizon_months;
    let done = AtomicUsize::new(0);
    let one = |number: &u32| {
        if watch.is_over() {
            return Ok(None);
        }
        let trial = try_future(&future(scenario, seed, *number, month)?, homes, *number, backend, watch)?;
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        watch.tell(phase, Some(Steps { done, of: numbers.len(), what: "futures" }), Vec::new);
        // A search that the watch ended has not been finished.
        Ok(Some(trial).filter(|trial| trial.ending != Ending::Undecided || !watch.is_over()))
    };
    let trials: Result<Vec<Option<Trial>>, NoTrial> = numbers.par_iter().map(one).collect();
    Ok(Trials { seed, trials: trials?.into_iter().flatten().collect() })
}

/// Whether every goal of the scenario can hold in one lawful proposal of this future with so many homes more of each kind,
/// sibling groups, rooms and every limit included. `number` is only what to call it.
///
/// Where a goal could be met by leaving children without a place (a budget, a residential share), only proposals count that
/// leave no more without one than the future must without the homes, the urgent counting more as in the level `unplaced`.
///
/// Reached only with a proposal that the verifier lets stand; not reached only with a proof. A search that ends before
/// either, by its limit on nodes or by the watch, is undecided.
///
/// # Errors
/// A back-end that fails.
pub fn try_future(
    future: &Scenario,
    homes: &[i64],
    number: u32,
    backend: BackendName,
    watch: &Watch,
) -> Result<Trial, SolveError> {
    let unplaced = unplaced_at_most(future, backend, watch)?;
    let service = with_plan(future.clone(), homes);
    Attempt { service: &service, number, unplaced }.run(backend, watch)
}

/// How many may be without a place, as the level `unplaced` counts them.
#[derive(Clone, Copy)]
enum LeftOut {
    /// No goal becomes easier by it.
    Any,
    AtMost(i64),
    /// The search was stopped before it was known.
    Unknown,
}

/// The least value of the level `unplaced`, where a goal could be met by leaving children without a place.
fn unplaced_at_most(future: &Scenario, backend: BackendName, watch: &Watch) -> Result<LeftOut, SolveError> {
    let wanted = &future.settings.goals.wanted;
    if !wanted.contains_key(&Goal::Residential) && !wanted.contains_key(&Goal::WeeklyBudget) {
        return Ok(LeftOut::Any);
    }
    let mut plain = future.clone();
    plain.settings.goals.wanted.clear();
    plain.settings.priorities = vec![LevelId::Unplaced];
    let graph = compatibility::graph(&plain);
    let start = seating::seat(&plain, &graph, &Heads::of(&plain, &Proposal::of_those_who_stay(&plain)));
    let verdict = verify::verify(&plain, &start);
    let seated = unplaced(&plain, &start);
    if verdict.stands() && seated <= verdict.unplaced_at_least {
        return Ok(LeftOut::AtMost(seated));
    }
    let outcome = match solve::propose(&plain, &graph, &start, backend, 1, watch) {
        Ok(outcome) => outcome,
        // Nothing is lawful; then nothing is to be asked of it either.
        Err(SolveError::Infeasible) => return Ok(LeftOut::Any),
        Err(error) => return Err(error),
    };
    let found = LeftOut::AtMost(unplaced(&plain, &outcome.proposal));
    Ok(if outcome.is_proven() { found } else { LeftOut::Unknown })
}

fn unplaced(scenario: &Scenario, proposal: &Proposal) -> i64 {
    levels::level(LevelId::Unplaced).count(scenario, proposal)
}

/// One future with the homes recruited.
struct Attempt<'a> {
    service: &'a Scenario,
    number: u32,
    unplaced: LeftOut,
}

impl Attempt<'_> {
    fn run(&self, backend: BackendName, watch: &Watch) -> Result<Trial, SolveError> {
        let service = self.service;
        let graph = compatibility::graph(service);
        let staying = Heads::of(service, &Proposal::of_those_who_stay(service));
        let start = seating::seat(service, &graph, &staying);
        if let Some(trial) = self.reached(&start) {
            return Ok(trial);
        }
        if watch.is_over() || matches!(self.unplaced, LeftOut::Unknown) {
            return Ok(self.ended(Ending::Undecided, &start));
        }
        let model = model::build(service, &graph);
        let mut wanted = aims(service, &model, &staying, &service.settings.goals);
        if let (LeftOut::AtMost(most), Some(level)) = (self.unplaced, of_unplaced(&model)) {
            let terms = level.charges.iter().copied().enumerate().filter(|(_, charge)| *charge != 0).collect();
            wanted.wanted.push(ProgramRow::at_most(terms, most - level.constant));
        }
        let effort = Effort { nodes: Some(NODES), ..Effort::default() };
        let attained = match solve::attain(service, &model, &wanted, &start, backend, effort, watch) {
            Ok(attained) => attained,
            Err(SolveError::Infeasible) => return Ok(self.ended(Ending::NotReached, &start)),
            Err(error) => return Err(error),
        };
        let fill = |proposal: &Proposal| seating::fill(service, &graph, &staying, proposal);
        match attained {
            Attained::All(proposal) => {
                let trial = self.reached(&fill(&proposal)).or_else(|| self.reached(&proposal));
                trial.ok_or_else(|| SolveError::Backend {
                    backend: "trial".to_owned(),
                    message: format!("the verifier refuses the proposal of future {}", self.number),
                })
            }
            Attained::Impossible(proposal) => Ok(self.ended(Ending::NotReached, &fill(&proposal))),
            Attained::Unknown(proposal) => Ok(self.ended(Ending::Undecided, &fill(&proposal))),
        }
    }

    fn ended(&self, ending: Ending, proposal: &Proposal) -> Trial {
        Trial::of(self.number, ending, &Heads::of(self.service, proposal), &self.service.settings.goals)
    }

    /// The trial, if every goal holds in this proposal and the verifier lets it stand.
    fn reached(&self, proposal: &Proposal) -> Option<Trial> {
        let trial = self.ended(Ending::Reached, proposal);
        let holds = trial.goals.values().all(|holds| *holds)
            && match self.unplaced {
                LeftOut::Any => true,
                LeftOut::AtMost(most) => unplaced(self.service, proposal) <= most,
                LeftOut::Unknown => false,
            };
        (holds && verify::verify(self.service, proposal).stands()).then_some(trial)
    }
}

fn of_unplaced(model: &Model) -> Option<&Objective> {
    model.objectives.iter().find(|objective| objective.level == LevelId::Unplaced)
}
