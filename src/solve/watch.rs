//! Who watches a search: its clock, `Ctrl-C`, and whoever wants to see how it goes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::backend::{Backend, Effort};
use super::lexicographic::{PartState, solve_part};
use super::outcome::Stopped;
use super::program::{Part, Program, ProgramRow};

/// Who is told how a search goes.
pub type OnProgress = Arc<dyn Fn(&Progress) + Send + Sync>;

/// Limits on a search, and a view of it.
#[derive(Clone, Default)]
pub struct Watch {
    /// When the best proposal so far is taken.
    pub deadline: Option<Instant>,
    /// Set when the user asks to stop.
    pub interrupted: Arc<AtomicBool>,
    /// Told a few times a second how the search goes.
    pub progress: Option<OnProgress>,
}

/// How a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Independent parts.
    pub parts: usize,
    /// Parts that are done.
    pub parts_done: usize,
    /// The level, by its position in the priorities, that the slowest part is at.
    pub level: usize,
}

impl Watch {
    /// Solves every part. Ends at once when stopped: a part that is still at work is abandoned with what it has told.
    pub(super) fn run(
        &self,
        parts: &Arc<Vec<Part>>,
        backend: &Arc<dyn Backend + Send>,
        start: Option<&[bool]>,
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
        let (done, all_done) = mpsc::channel();
        let work = {
            let (parts, states, backend, watch) = (parts.clone(), states.clone(), backend.clone(), self.clone());
            move || {
                use rayon::prelude::*;
                let work = || {
                    parts.par_iter().zip(starts).enumerate().for_each(|(i, (part, start))| {
                        let publish = |state: &PartState| {
                            lock(&states[i]).clone_from(state);
                            !watch.is_over()
                        };
                        solve_part(part, backend.as_ref(), start, watch.deadline, &publish);
                    });
                };
                match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
                    Ok(pool) => pool.install(work),
                    Err(_) => work(),
                }
                // Nobody listens any more if the search was stopped.
                let _ = done.send(());
            }
        };
        std::thread::spawn(work);
        loop {
            match all_done.recv_timeout(Duration::from_millis(100)) {
                Err(RecvTimeoutError::Timeout) if !self.is_abandoned() => self.tell(&states),
                _ => break,
            }
        }
        states.iter().map(|state| lock(state).clone()).collect()
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

    fn tell(&self, states: &[Mutex<PartState>]) {
        let Some(progress) = &self.progress else { return };
        let parts_done = states.iter().filter(|state| lock(state).ended).count();
        let level = states
            .iter()
            .map(lock)
            .filter(|state| !state.ended)
            .map(|state| state.levels.len().saturating_sub(1))
            .min()
            .unwrap_or(0);
        progress(&Progress { parts: states.len(), parts_done, level });
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

fn lock(state: &Mutex<PartState>) -> std::sync::MutexGuard<'_, PartState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The part's share of chosen columns, with its helper variables set so that every row holds, if there is such a
/// setting.
fn complete(part: &Part, start: &[bool], backend: &dyn Backend) -> Option<Vec<bool>> {
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
