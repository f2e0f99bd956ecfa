//! The report of a match: its sections, one file each; two lines here register a new one.

mod alternatives;
mod by_locality;
mod children;
mod effect;
mod homes;
mod rules;
mod siblings;
mod summary;
mod support;
mod trust;
mod unmet;

use maud::Markup;
use rayon::prelude::*;

use super::chart::Chart;
use super::document::{Document, Part};
use super::page;
use super::table::Table;
use super::view::View;
use super::words;

/// A part of the report: on the page, and as the tables behind it.
pub(super) trait Section: Sync {
    /// Its anchor.
    fn id(&self) -> &'static str;
    /// Its heading.
    fn title(&self, view: &View<'_>) -> &'static str;
    /// What the page shows.
    fn html(&self, view: &View<'_>) -> Markup;
    /// The tables behind it: sheets of `report.xlsx`, and files if they have a name.
    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        let _ = view;
        Vec::new()
    }
    /// Charts in the workbook over those tables.
    fn charts(&self) -> Vec<Chart> {
        Vec::new()
    }
}

/// Every section, in reading order.
pub(super) const ALL: &[&dyn Section] = &[
    &summary::Summary,
    &siblings::Siblings,
    &children::Children,
    &unmet::NotMet,
    &homes::Homes,
    &alternatives::Alternatives,
    &support::Support,
    &effect::Effect,
    &rules::Rules,
    &trust::Trust,
];

/// The report. A result with faults is never called a proposal.
pub(super) fn document(view: &View<'_>) -> Document {
    let findings = view.findings;
    let files = words::count(findings.reading.inputs.len(), "file", "files");
    let (page, book) = if view.stands() {
        ("Proposed placements", "Proposal")
    } else {
        ("Rejected: not a proposal", "Rejected: not a proposal")
    };
    let settings = &view.scenario.settings;
    Document {
        book: format!("{book}: {}", settings.name),
        alert: (!view.stands()).then(|| page::rejected(&findings.verdict.faults, "result.json")),
        parts: ALL.par_iter().map(|section| part(*section, view)).collect(),
        ..Document::new(page, settings, format!("with {} from {files}", findings.outcome.backend))
    }
}

fn part(section: &dyn Section, view: &View<'_>) -> Part {
    Part {
        id: section.id(),
        title: section.title(view).to_owned(),
        markup: section.html(view),
        tables: section.tables(view),
        charts: section.charts(),
    }
}
