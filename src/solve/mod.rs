//! Back-ends and the lexicographic search.
mod outcome;
pub use outcome::{LevelOutcome, Outcome, Size, Stopped};

/// A back-end by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum BackendName {
    /// HiGHS: exact and fast.
    Highs,
    /// microlp: pure Rust, for small scenarios.
    Microlp,
}
