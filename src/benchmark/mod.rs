//! The benchmark: how long each stage takes, how much memory, and how near the best a proposal is proved to be.
//!
//! *Takes* which cases are asked for, and who is to solve them. *Gives* a [`Benchmark`]: for each case and solver every
//! stage's seconds and peak memory, and every level's value, bound and gap in the level's own unit. *Never* solves two
//! cases at once or in one process, and never calls a run proved that the clock ended.

mod clock;
mod export;
mod goals;
mod machine;
mod memory;
mod order;
mod process;
mod python;
mod record;
mod session;
mod stages;
mod suite;
mod summary;

pub use export::{Format, export};
pub use goals::GoalFigure;
pub use machine::machine;
pub use record::{
    Asked, Benchmark, CaseRecord, Ended, LevelFigure, Limits, Machine, ProgrammeSize, Run, SCHEMA_VERSION, Stage,
};
pub use session::{Bench, Done, Told, run};
pub use stages::{Files, Measurement, Reporter, Solver, measure};
pub use suite::{Case, Source, cases};
pub use summary::{AtLeast, Group, Spread};
