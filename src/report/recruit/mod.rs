//! The report of a recruitment plan: what a commissioner takes to panel. Its sections, one file each, in reading order.

mod demand;
mod fan;
mod funnel;
mod limits;
mod lines;
mod money;
mod net;
mod one_page;
mod parts;
mod phrases;
mod record;
mod sources;
mod terminal;
mod tornado;
mod trial;
mod view;

use view::View;

use super::document::{Document, Part};
use super::words;
use super::{Error, File};
use crate::Recruitment;

pub use terminal::recruitment_terminal;

/// Every section, in reading order.
const PARTS: &[fn(&View<'_>) -> Part] = &[
    one_page::part,
    lines::part,
    parts::part,
    net::part,
    funnel::part,
    money::part,
    fan::part,
    tornado::part,
    trial::part,
    demand::part,
    limits::part,
];

/// Every file of a recruitment plan, in a fixed order: `recruitment.csv`, which `recruit --plan` reads back,
/// `recruitment.json`, the page and the workbook.
///
/// # Errors
/// A file that cannot be made, which no scenario should cause.
pub fn recruitment_files(found: &Recruitment) -> Result<Vec<File>, Error> {
    document(&View::of(found)).files(Some(("recruitment.json", recruitment_json(found)?.into_bytes())))
}

/// The content of `recruitment.json`.
///
/// # Errors
/// A number that JSON cannot hold.
pub fn recruitment_json(found: &Recruitment) -> Result<String, Error> {
    Ok(serde_json::to_string_pretty(&record::record(&View::of(found)))? + "\n")
}

fn document(view: &View<'_>) -> Document {
    let reading = &view.found.reading;
    let files = words::count(reading.inputs.len(), "file", "files");
    let what = if view.found.plan_was_given() { "A recruitment plan, tried" } else { "Recruitment plan" };
    let made = format!("with {} from {files}", phrases::backend(view.found));
    Document {
        modes: phrases::modes(view),
        parts: PARTS.iter().map(|part| part(view)).collect(),
        ..Document::new(what, &reading.scenario.settings, made)
    }
}
