//! Scenarios whose whole programme is too large to be built: a first proposal from the best fractional choice, better ones by
//! neighbourhoods, then a bound of each level by whole homes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::backend::Backend;
use super::company::{Ascent, Climb, Companies, Settling};
use super::neighbourhood::{self, Diligence, Matter};
use super::outcome::{LevelOutcome, Outcome, Size, Stopped};
use super::progress::LevelProgress;
use super::watch::Watch;
use crate::compatibility::Graph;
use crate::domain::{Certificate, LevelId, Proposal, Scenario};
use crate::model::Offer;
use crate::policy::levels;

/// From so many pattern columns on, the whole programme is not built.
pub(super) const MANY_COLUMNS: usize = 400_000;

/// Steps of the climb to the bound of a level at most, and of the one to a first choice.
const STEPS: usize = 3_000;
const STEPS_TO_START: usize = 1_500;
/// Which part of the time that may take, and that together with making it whole; then the search for better ones, of what is
/// left.
const TO_START: usize = 4;
const TO_SETTLE: usize = 3;
const TO_IMPROVE: usize = 3;

/// What is known so far.
struct Known {
    proposal: Proposal,
    /// The levels of the priorities, in their order.
    values: Vec<i64>,
    /// What is proved of them, in their order, and in how many seconds; fewer while the search goes on.
    proofs: Vec<(Certificate, f64)>,
    /// Whether the clock ended the search for a better proposal.
    out_of_time: bool,
}

/// Improves a lawful proposal part by part, then bounds each level given those before it. Ends by itself, or where
/// `watch` says so; what is still at work then is abandoned.
pub(super) fn propose(
    (scenario, graph, offers): (&Scenario, &Graph, Vec<Offer>),
    start: &Proposal,
    backend: &Arc<dyn Backend + Send>,
    diligence: Diligence,
    threads: usize,
    watch: &Watch,
) -> Outcome {
    let columns = offers.iter().map(|offer| offer.units.len()).sum();
    let known = search((scenario, graph, offers), start, backend, diligence, threads, watch);
    let known = lock(&known);
    let outcome_of = |(at, id): (usize, &LevelId)| {
        let proof = known.proofs.get(at);
        LevelOutcome {
            level: *id,
            in_priorities: at < scenario.settings.priorities.len(),
            value: levels::level(*id).count(scenario, &known.proposal),
            bound: proof.map(|(certificate, _)| certificate.bound),
            seconds: proof.map_or(0.0, |(_, seconds)| *seconds),
        }
    };
    let left_out = LevelId::ALL.iter().filter(|id| !scenario.settings.priorities.contains(id));
    let levels: Vec<LevelOutcome> =
        scenario.settings.priorities.iter().chain(left_out).enumerate().map(outcome_of).collect();
    let proven = levels.iter().all(|level| level.is_proven() != Some(false));
    Outcome {
        levels,
        proposal: known.proposal.clone(),
        certificates: known.proofs.iter().map(|(certificate, _)| certificate.clone()).collect(),
        backend: backend.name(),
        stopped: if proven { None } else { Some(why(watch, known.out_of_time)) },
        size: Size {
            children: scenario.in_scope().count(),
            pairs: graph.pairs(),
            columns,
            switches: 0,
            rows: 0,
            parts: 1,
        },
    }
}

/// Only a search that had all its passes ended by its own rule, however early its bounds were done.
fn why(watch: &Watch, out_of_time: bool) -> Stopped {
    if watch.interrupted.load(std::sync::atomic::Ordering::Relaxed) {
        Stopped::Interrupted
    } else if out_of_time || watch.is_over() {
        Stopped::TimeLimit
    } else {
        Stopped::OwnRule
    }
}

fn search(
    (scenario, graph, offers): (&Scenario, &Graph, Vec<Offer>),
    start: &Proposal,
    backend: &Arc<dyn Backend + Send>,
    diligence: Diligence,
    threads: usize,
    watch: &Watch,
) -> Arc<Mutex<Known>> {
    let nothing = Known { proposal: start.clone(), values: Vec::new(), proofs: Vec::new(), out_of_time: false };
    let known = Arc::new(Mutex::new(nothing));
    let work = {
        let (scenario, graph, start) = (scenario.clone(), graph.clone(), start.clone());
        let (backend, watch, known) = (backend.clone(), watch.clone(), known.clone());
        move || {
            let publish = |proposal: Proposal, values: &[i64]| {
                *lock(&known) = Known { proposal, values: values.to_vec(), proofs: Vec::new(), out_of_time: false };
            };
            let matter = Matter { scenario: &scenario, graph: &graph, offers: &offers };
            publish(start.clone(), &values(&scenario, &start));
            let companies = Companies::of(&scenario, &graph, &offers);
            let first = companies.as_ref().map(|companies| settled(matter, companies, &start, &watch));
            let (settled, top, was_cut) = first.map_or((None, None, false), |(s, top, cut)| (s, Some(top), cut));
            let start = settled.unwrap_or(start);
            let part = Watch { deadline: watch.share_of(TO_IMPROVE), ..watch.unseen() };
            neighbourhood::improve(matter, &start, backend.as_ref(), diligence, &part, &publish);
            lock(&known).out_of_time = was_cut || part.is_over();
            if let Some(companies) = companies {
                bound(&companies, top.as_ref(), &known, &watch);
            }
        }
    };
    watch.attend(threads, work, &|| tell(scenario, &known, watch));
    known
}

/// The levels of the priorities, in their order.
fn values(scenario: &Scenario, proposal: &Proposal) -> Vec<i64> {
    scenario.settings.priorities.iter().map(|id| levels::level(*id).count(scenario, proposal)).collect()
}

/// A proposal near the best fractional choice, if it is better; that choice; and whether the clock cut its search.
fn settled(
    matter: Matter<'_>,
    companies: &Companies<'_>,
    start: &Proposal,
    watch: &Watch,
) -> (Option<Proposal>, Ascent, bool) {
    let weights = neighbourhood::weights(matter);
    let deadlines = [watch.share_of(TO_START), watch.share_of(TO_SETTLE)];
    let settling = Settling { steps: STEPS_TO_START, deadlines };
    let (settled, top) = companies.settle(&weights, start, &settling);
    let values = |proposal: &Proposal| values(matter.scenario, proposal);
    let was_cut = top.steps < STEPS_TO_START || deadlines[1].is_some_and(|last| Instant::now() >= last);
    (settled.filter(|settled| values(settled) < values(start)), top, was_cut)
}

/// Bounds each level of the best proposal, given the values of those before it.
fn bound(companies: &Companies<'_>, top: Option<&Ascent>, known: &Mutex<Known>, watch: &Watch) {
    let values = lock(known).values.clone();
    // A share more than there are levels: what a climb shows is worked out again after its time.
    let climb = |level: usize| {
        let deadline = watch.share_of(values.len() - level + 1);
        (!watch.is_over()).then_some(Climb { steps: STEPS, deadline, ..Climb::default() })
    };
    let mut began = Instant::now();
    companies.bounds(&values, top, climb, |certificate| {
        lock(known).proofs.push((certificate, began.elapsed().as_secs_f64()));
        began = Instant::now();
    });
}

fn tell(scenario: &Scenario, known: &Mutex<Known>, watch: &Watch) {
    watch.tell("searching part by part", None, || {
        let known = lock(known);
        let level = |(at, (level, value)): (usize, (&LevelId, &i64))| LevelProgress {
            level: *level,
            value: Some(*value),
            bound: known.proofs.get(at).map(|(certificate, _)| certificate.bound),
            seconds: known.proofs.get(at).map_or(0.0, |(_, seconds)| *seconds),
        };
        scenario.settings.priorities.iter().zip(&known.values).enumerate().map(level).collect()
    });
}

fn lock(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_cut_off_by_its_share_of_the_time_is_not_said_to_have_ended_by_itself() {
        let watch = Watch { deadline: Some(Instant::now() + std::time::Duration::from_hours(1)), ..Watch::default() };
        assert_eq!(why(&watch, true), Stopped::TimeLimit);
        assert_eq!(why(&watch, false), Stopped::OwnRule);
        watch.interrupted.store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(why(&watch, true), Stopped::Interrupted);
    }
}
