//! Findings become files and text for people.
//!
//! *Takes* [`Findings`]. *Gives* the bytes of every file of a result, and what the terminal shows; [`write()`] puts the
//! files in place, whole or not at all. *Never* decides, re-solves or recounts: what it says was found before it.
//!
//! # A report of another command
//! A report is a `Document`: a heading, what must be read first, and `Part`s (sections); `page` makes the page of it,
//! `xlsx` the workbook, `csv` the files. To add one: a folder `report/<command>/` with one file for each section, each
//! `pub(super) fn part(found: &Found) -> Part`; `mod.rs` lists them in reading order and has `document(found)`; a
//! function here, beside [`files`], ends in `document.files(record)`. Each figure is put into a `Table` once:
//! `page::html::shown` prints it, the sheet holds it, and the file if it has a name (to be added to [`NAMES`]). Pictures
//! are in `page/`, each to stand beside a table with the same figures; `Part::charted` adds a native chart to a sheet.
//! A result that the independent check rejected has `page::rejected` as its `alert`.

mod benchmark;
mod certificate;
mod certified;
mod chart;
mod comparison;
mod csv;
mod document;
mod folder;
mod gaps;
mod open;
mod page;
mod recruit;
mod result;
mod sections;
mod table;
mod tables;
mod terminal;
mod view;
mod words;
mod xlsx;

pub use benchmark::{benchmark_files, benchmark_json, benchmark_schema, benchmark_terminal};
pub use certificate::{CertificateFile, certificate_json, certificate_schema};
pub use certified::certified_lines;
pub use comparison::{comparison_files, comparison_json, comparison_terminal};
pub use folder::{abandon, may_write, room_beside, unfinished, write, write_with};
pub use gaps::{Spread, sufficiency_files, sufficiency_json, sufficiency_terminal};
pub use recruit::{recruitment_files, recruitment_json, recruitment_terminal};
pub use result::{ResultFile, schema};
pub use table::{Cell, Column, Table};
pub use terminal::terminal;
pub use words::level_amount;

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
    "certificate.json",
    "report.html",
    "report.xlsx",
    "gaps.csv",
    "gaps.json",
    "homes.csv",
    "recruitment.csv",
    "recruitment.json",
    "forecast.csv",
    "futures.csv",
    "part.json",
    "comparison.csv",
    "differences.csv",
    "frontier.csv",
    "comparison.json",
    "benchmark.csv",
    "levels.csv",
    "growth.csv",
    "stages.csv",
    "peers.csv",
    "results.csv",
    "benchmark.json",
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
    crate::on_threads(findings.request.threads, || {
        let view = View::of(findings);
        let records = || {
            let certificate = certificate_json(findings)?;
            Ok::<_, Error>((record(&view, certificate.as_deref())?, certificate))
        };
        let (records, document) = rayon::join(records, || sections::document(&view));
        let (record, certificate) = records?;
        let mut files = document.files(Some(("result.json", record.into_bytes())))?;
        files.extend(certificate.map(|text| ("certificate.json", text.into_bytes())));
        Ok(files)
    })
}

/// The content of `result.json`.
///
/// # Errors
/// A number that JSON cannot hold.
pub fn json(findings: &Findings) -> Result<String, Error> {
    record(&View::of(findings), certificate_json(findings)?.as_deref())
}

fn record(view: &View<'_>, certificate: Option<&str>) -> Result<String, Error> {
    Ok(serde_json::to_string_pretty(&result::result(view, certificate))? + "\n")
}
