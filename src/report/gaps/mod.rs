//! The report of `gaps`: the position of a service, what would mend it, and what one more home is worth.
//!
//! Under disclosure control no row speaks of one child or one home, and small counts are `c`.

mod headline;
mod how;
mod json;
mod margins;
mod place;
mod repairs;
mod shown;
mod tables;
mod terminal;
mod told;
mod unused;
mod worths;

pub use json::sufficiency_json;
pub use terminal::sufficiency_terminal;

use maud::html;

use super::document::Document;
use super::{Error, File, page, words};
use crate::Sufficiency;
use crate::domain::Dimension;
use shown::Shown;

/// What is asked of the report of `gaps`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// By what the tables are split, in this order.
    pub by: Vec<Dimension>,
    /// Whether the tables are to leave the team: small counts are suppressed, and no row is about one child or home.
    pub disclosure: bool,
}

/// Every file of the report, in a fixed order.
///
/// # Errors
/// A file that cannot be made, which no scenario should cause.
pub fn sufficiency_files(sufficiency: &Sufficiency, spread: &Spread) -> Result<Vec<File>, Error> {
    let record = ("gaps.json", sufficiency_json(sufficiency, spread)?.into_bytes());
    document(&Shown::of(sufficiency, spread)).files(Some(record))
}

/// The report: its sections in reading order.
fn document(shown: &Shown<'_>) -> Document {
    let findings = &shown.sufficiency.findings;
    let files = words::count(findings.reading.inputs.len(), "file", "files");
    let made = format!("with {} from {files}", findings.outcome.backend);
    let mut document = Document::new("Recruitment gaps", &shown.scenario.settings, made);
    document.modes.push(terminal::mode(shown.spread));
    if !findings.verdict.stands() {
        document.alert = Some(if shown.spread.disclosure {
            // Faults name children and homes.
            html! { div.banner role="alert" { h2 { "This is not a proposal" } p { "The independent check found faults. Do not act on what follows." } } }
        } else {
            page::rejected(&findings.verdict.faults, "result.json of placewell match")
        });
    }
    document.parts.push(headline::part(shown));
    document.parts.extend(place::part(shown));
    document.parts.push(margins::part(shown));
    document.parts.push(unused::part(shown));
    // Repairs are about one home or child each, and so are kinds made from few children: they stay in the team.
    if !shown.spread.disclosure {
        document.parts.extend(shown.sufficiency.repairs.as_ref().map(|found| repairs::part(shown, found)));
        document.parts.extend(shown.sufficiency.worths.as_ref().map(|found| worths::part(shown, found)));
    }
    document.parts.push(how::part(shown));
    document
}
