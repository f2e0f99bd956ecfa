//! Scenarios whose whole programme is too large to be built: a good proposal by neighbourhoods.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::backend::Backend;
use super::neighbourhood::{self, Diligence, Matter};
use super::outcome::{LevelOutcome, Outcome, Size, Stopped};
use super::progress::LevelProgress;
use super::watch::Watch;
use crate::compatibility::Graph;
use crate::domain::{LevelId, Proposal, Scenario};
use crate::model::Offer;
use crate::policy::levels;

/// From so many pattern columns on, the whole programme is not built.
pub(super) const MANY_COLUMNS: usize = 400_000;

/// The best proposal known, and its levels.
type Best = Mutex<(Proposal, Vec<i64>)>;

/// Improves a lawful proposal part by part. Ends by itself after passes that find nothing, or where `watch` says so; a
/// part that is still at work then is abandoned.
pub(super) fn propose(
    (scenario, graph, offers): (&Scenario, &Graph, Vec<Offer>),
    start: &Proposal,
    backend: &Arc<dyn Backend + Send>,
    diligence: Diligence,
    threads: usize,
    watch: &Watch,
) -> Outcome {
    let columns = offers.iter().map(|offer| offer.units.len()).sum();
    let best = search((scenario, graph, offers), start, backend, diligence, threads, watch);
    let (proposal, _) = best.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let outcome_of = |id: LevelId| LevelOutcome {
        level: id,
        in_priorities: scenario.settings.priorities.contains(&id),
        value: levels::level(id).count(scenario, &proposal),
        bound: None,
        seconds: 0.0,
    };
    let left_out = LevelId::ALL.iter().filter(|id| !scenario.settings.priorities.contains(id));
    let levels = scenario.settings.priorities.iter().chain(left_out).map(|id| outcome_of(*id)).collect();
    Outcome {
        levels,
        proposal,
        certificates: Vec::new(),
        backend: backend.name(),
        stopped: Some(why(watch)),
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

fn why(watch: &Watch) -> Stopped {
    if watch.interrupted.load(std::sync::atomic::Ordering::Relaxed) {
        Stopped::Interrupted
    } else if watch.is_over() {
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
) -> Arc<Best> {
    let best: Arc<Best> = Arc::new(Mutex::new((start.clone(), Vec::new())));
    let (done, all_done) = mpsc::channel();
    let work = {
        let (scenario, graph, start) = (scenario.clone(), graph.clone(), start.clone());
        let (backend, watch, best) = (backend.clone(), watch.clone(), best.clone());
        move || {
            let publish = |proposal: Proposal, levels: &[i64]| {
                *best.lock().unwrap_or_else(PoisonError::into_inner) = (proposal, levels.to_vec());
            };
            let matter = Matter { scenario: &scenario, graph: &graph, offers: &offers };
            let work = || neighbourhood::improve(matter, &start, backend.as_ref(), diligence, &watch, &publish);
            match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
                Ok(pool) => pool.install(work),
                Err(_) => work(),
            };
            // Nobody listens any more if the search was stopped.
            let _ = done.send(());
        }
    };
    std::thread::spawn(work);
    loop {
        match all_done.recv_timeout(Duration::from_millis(100)) {
            Err(RecvTimeoutError::Timeout) if !watch.is_abandoned() => tell(scenario, &best, watch),
            _ => break,
        }
    }
    tell(scenario, &best, watch);
    best
}

fn tell(scenario: &Scenario, best: &Best, watch: &Watch) {
    watch.tell("searching part by part", None, || {
        let (_, values) = &*best.lock().unwrap_or_else(PoisonError::into_inner);
        let level = |(level, value): (&LevelId, &i64)| LevelProgress {
            level: *level,
            value: Some(*value),
            bound: None,
            seconds: 0.0,
        };
        scenario.settings.priorities.iter().zip(values).map(level).collect()
    });
}
