//! Who watches a search: its clock, `Ctrl-C`, and whoever wants to see how it goes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::backend::{Backend, Effort};
use super::lexicographic::{PartState, solve_part};
use super::outcome::Stopped;
use super::program::{Part, Program, ProgramRow};
use super::progress::{LevelProgress, OnProgress, Steps};
use crate::model::Objective;

/// Limits on a search, and a view of it.
#[derive(Clone)]
pub struct Watch {
    /// When the run began that is watched.
    pub began: Instant,
    /// When the best proposal so far is taken.
    pub deadline: Option<Instant>,
    /// Set when the user asks to stop.
    pub interrupted: Arc<AtomicBool>,
    /// Told a few times a second how the run goes.
    pub progress: Option<OnProgress>,
}

impl Default for Watch {
    fn default() -> Self {
        Self { began: Instant::now(), deadline: None, interrupted: Arc::default(), progress: None }
    }
}

impl Watch {
    /// Solves every part. Ends at once when stopped: a part that is still at work is abandoned with what it has told.
    pub(super) fn run(
        &self,
        parts: &Arc<Vec<Part>>,
        backend: &Arc<dyn Backend + Send>,
        start: Option<&[bool]>,
        objectives: &[Objective],
        threads: usize,
    ) -> Vec<PartState> {
        let starts: Vec<Option<Vec<bool>>> =
            parts.iter().map(|part| start.and_then(|start| complete(part, start, backend.as_ref()))).collect();
        let states: Arc<Vec<Mutex<PartState>>> = Arc::new(
            starts
                .iter()
                .map(|chosen| Mutex::new(PartState { chosen: chosen.clone(), ..PartState::default() }))
                .collect(),
        );
        let work = {
            let (parts, states, backend, watch) = (parts.clone(), states.clone(), backend.clone(), self.clone());
            move || {
                use rayon::prelude::*;
                parts.par_iter().zip(starts).enumerate().for_each(|(i, (part, start))| {
                    let publish = |state: &PartState| {
                        let values = watch.progress.is_some().then(|| state.values(part)).flatten();
                        let mut known = lock(&states[i]);
                        known.clone_from(state);
                        known.values = values;
                        !watch.is_over()
                    };
                    solve_part(part, backend.as_ref(), start, watch.deadline, &publish);
                });
            }
        };
        self.attend(threads, work, &|| self.tell_parts(&states, objectives));
        states.iter().map(|state| lock(state).clone()).collect()
    }

    /// When one of so many things that share the time left is to end.
    pub(super) fn share_of(&self, things: usize) -> Option<Instant> {
        let now = Instant::now();
        let things = u32::try_from(things.max(1)).unwrap_or(u32::MAX);
        self.deadline.map(|deadline| now + deadline.saturating_duration_since(now) / things)
    }

    /// Waits for work on so many threads, and tells how it goes. Work that is still going on when the search is abandoned
    /// goes on unheard.
    pub(super) fn attend(&self, threads: usize, work: impl FnOnce() + Send + 'static, tell: &dyn Fn()) {
        let (done, all_done) = mpsc::channel();
        std::thread::spawn(move || {
            match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
                Ok(pool) => pool.install(work),
                Err(_) => work(),
            }
            // Nobody listens any more if the search was stopped.
            let _ = done.send(());
        });
        loop {
            match all_done.recv_timeout(Duration::from_millis(100)) {
                Err(RecvTimeoutError::Timeout) if !self.is_abandoned() => tell(),
                _ => break,
            }
        }
        tell();
    }

    /// Whether the search is to end.
    pub fn is_over(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed) || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// A back-end that overruns its time by this much is not waited for.
    pub(super) fn is_abandoned(&self) -> bool {
        const GRACE: Duration = Duration::from_millis(500);
        self.interrupted.load(Ordering::Relaxed)
            || self.deadline.is_some_and(|deadline| Instant::now() >= deadline + GRACE)
    }

    fn tell_parts(&self, states: &[Mutex<PartState>], objectives: &[Objective]) {
        if self.progress.is_none() {
            return;
        }
        let done = states.iter().filter(|state| lock(state).ended).count();
        let steps = Steps { done, of: states.len(), what: "independent parts" };
        self.tell("searching", Some(steps), || {
            objectives.iter().enumerate().map(|(at, objective)| level_of(states, at, objective)).collect()
        });
    }

    pub(super) fn why(&self, states: &[PartState]) -> Stopped {
        if self.interrupted.load(Ordering::Relaxed) {
            Stopped::Interrupted
        } else if states.iter().any(|state| state.error.is_some()) || self.deadline.is_none() {
            Stopped::BackEnd
        } else {
            Stopped::TimeLimit
        }
    }
}

/// What is known of a level over all parts.
fn level_of(states: &[Mutex<PartState>], at: usize, objective: &Objective) -> LevelProgress {
    let mut known = LevelProgress {
        level: objective.level,
        value: Some(objective.constant),
        bound: Some(objective.constant),
        seconds: 0.0,
    };
    for state in states {
        let state = lock(state);
        let level = state.levels.get(at).copied().unwrap_or_default();
        known.value = known.value.zip(state.values.as_ref().and_then(|values| values.get(at))).map(|(a, b)| a + b);
        known.bound = known.bound.zip(level.bound).map(|(a, b)| a + b);
        known.seconds += level.seconds;
    }
    known
}

fn lock(state: &Mutex<PartState>) -> std::sync::MutexGuard<'_, PartState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The part's share of chosen columns, with its helper variables set so that every row holds, if there is such a
/// setting.
pub(super) fn complete(part: &Part, start: &[bool], backend: &dyn Backend) -> Option<Vec<bool>> {
    let is_column = |variable: &usize| *variable < start.len();
    let mut values: Vec<bool> = part.variables.iter().map(|variable| is_column(variable) && start[*variable]).collect();
    if part.program.is_satisfied(&values) {
        return Some(values);
    }
    let alive: Vec<bool> = part.variables.iter().zip(&values).map(|(v, chosen)| *chosen || !is_column(v)).collect();
    let (mut program, old) = part.program.reduce(&alive);
    for (position, variable) in old.iter().enumerate() {
        if values[*variable] {
            program.rows.push(ProgramRow { tight: true, ..ProgramRow::at_most(vec![(position, 1)], 1) });
        }
    }
    let found = solve_zero(&program, backend)?;
    for (variable, value) in old.iter().zip(found) {
        values[*variable] = value;
    }
    part.program.is_satisfied(&values).then_some(values)
}

fn solve_zero(program: &Program, backend: &dyn Backend) -> Option<Vec<bool>> {
    backend.minimise(program, &vec![0; program.variables], None, Effort::default()).ok()?.values
}
