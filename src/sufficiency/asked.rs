//! What a search that solves a scenario again is given.

use crate::domain::Scenario;
use crate::solve::{BackendName, Outcome, SolveError, Watch};
use crate::verify::Fault;

/// What a search for repairs, or for the worth of homes, is given.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The scenario as it is.
    pub scenario: &'a Scenario,
    /// Its proposal and what is proved about it: every effect is measured from there.
    pub before: &'a Outcome,
    /// The back-end.
    pub backend: BackendName,
    /// How many changes are solved side by side.
    pub threads: usize,
    /// The clock and `Ctrl-C`: a change that cannot be solved in time is left out.
    pub watch: &'a Watch,
    /// Told how many changes are solved, and of how many.
    pub step: &'a (dyn Fn(usize, usize) + Sync),
}

/// Why there are no repairs or no worths.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// A change could not be solved.
    #[error(transparent)]
    Solve(#[from] SolveError),
    /// The proposal after a change did not pass the independent check: a defect of ours.
    #[error("a proposal after a change does not stand")]
    DoesNotStand(Vec<Fault>),
}

impl Asked<'_> {
    /// Work on as many threads as were asked for; on those there are, where no more can be had.
    pub(super) fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match rayon::ThreadPoolBuilder::new().num_threads(self.threads).build() {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        }
    }
}
