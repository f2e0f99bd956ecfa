//! Findings become files and text for people.
//!
//! *Takes* [`Findings`]. *Gives* the bytes of every file of a result, and what the terminal shows; [`write()`] puts the
//! files in place, whole or not at all. *Never* decides, re-solves or recounts: what it says was found before it.

mod csv;
mod folder;
mod open;
mod page;
mod result;
mod sections;
mod table;
mod tables;
mod terminal;
mod view;
mod words;
mod xlsx;

pub use folder::write;
pub use result::{ResultFile, schema};
pub use table::{Cell, Column, Table};
pub use terminal::terminal;

use std::path::PathBuf;

use crate::Findings;
use view::View;

/// A file of a result: its name and its bytes.
pub type File = (&'static str, Vec<u8>);

/// Every file that a result may hold; a folder with one of them is ours to replace.
pub const NAMES: &[&str] = &[
    "proposal.csv",
    "unplaced.csv",
    "options.csv",
    "support.csv",
    "result.json",
    "report.html",
    "report.xlsx",
    "gaps.csv",
    "recruitment.csv",
    "forecast.csv",
];

/// Why a result could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file system refused.
    #[error("cannot write the result: {0}")]
    Io(#[from] std::io::Error),
    /// The folder holds other things.
    #[error("`{}` holds something else than a result of placewell\n  mend: name a new or empty folder", folder.display())]
    NotOurs {
        /// The folder.
        folder: PathBuf,
    },
    /// A table could not be written as CSV.
    #[error("cannot write a table: {0}")]
    Csv(#[from] ::csv::Error),
    /// `report.xlsx` could not be written.
    #[error("cannot write `report.xlsx`: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// `result.json` could not be written.
    #[error("cannot write `result.json`: {0}")]
    Json(#[from] serde_json::Error),
}

/// Every file of a result, in a fixed order. All but `result.json` and the report are the same bytes on every run.
///
/// # Errors
/// A file that cannot be made, which no scenario should cause.
pub fn files(findings: &Findings) -> Result<Vec<File>, Error> {
    let view = View::of(findings);
    let mut files = Vec::new();
    let tables: Vec<Table> = sections::ALL.iter().flat_map(|section| section.tables(&view)).collect();
    for table in &tables {
        if let Some(name) = table.file {
            files.push((name, csv::bytes(table)?));
        }
    }
    files.push(("result.json", json(findings)?.into_bytes()));
    files.push(("report.html", page::page(&view).into_bytes()));
    files.push(("report.xlsx", xlsx::bytes(&view, &tables)?));
    Ok(files)
}

/// The content of `result.json`.
///
/// # Errors
/// A number that JSON cannot hold.
pub fn json(findings: &Findings) -> Result<String, Error> {
    Ok(serde_json::to_string_pretty(&result::result(&View::of(findings)))? + "\n")
}
