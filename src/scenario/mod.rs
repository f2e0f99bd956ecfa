//! A folder becomes a scenario, or a complete list of what is wrong with it; and back.
//!
//! *Takes* a folder. *Gives* a [`Reading`], or every [`Problem`] at once. *Never* stops at the first fault.

mod problem;
pub mod synthetic;

pub use problem::{Problem, Severity};

use std::path::Path;

use crate::domain::Scenario;

/// A scenario as read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The scenario.
    pub scenario: Scenario,
    /// Doubtful values, for the report.
    pub warnings: Vec<Problem>,
    /// Every file read, by name.
    pub inputs: Vec<Input>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Input {
    /// Name within the folder.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Rows of data, for a table.
    pub rows: Option<usize>,
}

/// Reads a scenario folder.
///
/// # Errors
/// Every fault found, with the warnings beside them, in the order of file, line and column.
pub fn read(folder: &Path) -> Result<Reading, Vec<Problem>> {
    let _ = folder;
    todo!()
}

/// Writes a scenario as a folder that [`read`] reads back as the same scenario.
pub fn write(scenario: &Scenario, folder: &Path) -> std::io::Result<()> {
    let _ = (scenario, folder);
    todo!()
}

/// Writes a template folder that explains itself (`placewell new`).
pub fn template(folder: &Path) -> std::io::Result<()> {
    let _ = folder;
    todo!()
}
