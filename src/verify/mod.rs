//! The independent check.
mod verdict;
pub use verdict::{Fault, Verdict};
