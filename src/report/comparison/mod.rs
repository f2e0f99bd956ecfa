//! The report of a comparison: sides laid beside the first, and the trade-off of two levels.

mod children;
mod frontier;
mod levels;
mod method;
mod phrases;
mod record;
mod summary;
mod terminal;
mod toll;

use maud::{Markup, html};

use super::document::{Document, Part};
use super::{Error, File, page};
use crate::compare::{Comparison, Frontier, Side};
use crate::verify::Fault;

pub use terminal::comparison_terminal;

/// What is reported.
#[derive(Clone, Copy)]
pub(super) struct Found<'f> {
    pub(super) comparison: &'f Comparison,
    pub(super) frontier: Option<&'f Frontier>,
}

/// Every file of a comparison, in a fixed order: `comparison.csv`, `differences.csv`, `frontier.csv` where a frontier was
/// asked for, `comparison.json`, the page and the workbook.
///
/// # Errors
/// A file that cannot be made, which no scenario should cause.
pub fn comparison_files(comparison: &Comparison, frontier: Option<&Frontier>) -> Result<Vec<File>, Error> {
    let record = ("comparison.json", comparison_json(comparison, frontier)?.into_bytes());
    document(Found { comparison, frontier }).files(Some(record))
}

/// The content of `comparison.json`.
///
/// # Errors
/// A number that JSON cannot hold.
pub fn comparison_json(comparison: &Comparison, frontier: Option<&Frontier>) -> Result<String, Error> {
    Ok(serde_json::to_string_pretty(&record::record(Found { comparison, frontier }))? + "\n")
}

fn document(found: Found<'_>) -> Document {
    let first = &found.comparison.sides[0];
    let what = match (found.comparison.sides.len(), found.frontier) {
        (1, Some(_)) => "A trade-off",
        _ => "What each choice costs",
    };
    let made = format!("with {}", first.findings.outcome.backend);
    let faults: Vec<Fault> = faults(found);
    Document {
        alert: (!faults.is_empty()).then(|| page::rejected(&faults, "comparison.json")),
        parts: parts(found),
        ..Document::new(what, &first.findings.reading.scenario.settings, made)
    }
}

fn parts(found: Found<'_>) -> Vec<Part> {
    let mut parts = vec![summary::part(found), levels::part(found)];
    if found.comparison.sides.len() > 1 {
        parts.push(toll::part(found));
    }
    parts.push(children::part(found));
    parts.extend(found.frontier.map(|frontier| frontier::part(found, frontier)));
    parts.push(method::part(found));
    parts
}

/// What the independent check found on any side or at any point.
fn faults(found: Found<'_>) -> Vec<Fault> {
    let sides = found.comparison.sides.iter().flat_map(|side| &side.findings.verdict.faults);
    let points = found.frontier.iter().flat_map(|frontier| &frontier.points).flat_map(|point| &point.verdict.faults);
    sides.chain(points).cloned().collect()
}

/// A side's label, which may be broken where its parts meet.
fn label(side: &Side) -> Markup {
    let mut parts = side.label.split_inclusive(['=', ',', '+', '-']).peekable();
    html! {
        @while let Some(part) = parts.next() { (part) @if parts.peek().is_some() { wbr; } }
    }
}
