//! What the terminal shows after `gaps`: plain text, at most 80 columns.

use std::cmp::Reverse;
use std::path::Path;

use super::Spread;
use super::shown::{Grid, Line, Shown, code};
use super::tables::dimension_heading;
use super::{repairs, worths};
use crate::Sufficiency;
use crate::report::table::SUPPRESSED;
use crate::report::terminal::{clean, paragraph};
use crate::report::words;

/// Rows of one table; the files have all.
const MOST_ROWS: usize = 15;
/// The columns shown, each with its heading.
const COLUMNS: [(&str, &str); 8] = [
    ("children_in_need", "Need"),
    ("children_short", "Short"),
    ("children_unplaced", "No place"),
    ("places", "Places"),
    ("places_filled", "Filled"),
    ("places_usable", "Usable"),
    ("places_mismatched", "Mismatch"),
    ("places_held", "Held"),
];

/// The summary of a run; `out` is the folder that the files went to.
pub fn sufficiency_terminal(sufficiency: &Sufficiency, spread: &Spread, out: Option<&Path>) -> String {
    let shown = Shown::of(sufficiency, spread);
    let settings = &shown.scenario.settings;
    let mut lines = Vec::new();
    paragraph(&mut lines, "", &format!("{}, {}", settings.name, words::date(settings.date)));
    lines.push(String::new());
    if !sufficiency.findings.verdict.stands() {
        let rejected = "REJECTED. The independent check found faults in the proposal on which this position rests; do \
                        not rely on it.";
        paragraph(&mut lines, "", rejected);
        lines.push(String::new());
    }
    headline(&shown, &mut lines);
    for dimension in &spread.by {
        if let Some(grid) = shown.grid(&[*dimension]) {
            lines.push(String::new());
            table(&shown, dimension_heading(*dimension), grid, &mut lines);
        }
    }
    if !spread.disclosure {
        let repairs = sufficiency.repairs.iter().map(|found| repairs::lines(&shown, found));
        let worths = sufficiency.worths.iter().map(|found| worths::lines(&shown, found));
        for section in repairs.chain(worths) {
            lines.push(String::new());
            for line in &section {
                paragraph(&mut lines, "", line);
            }
        }
    }
    lines.push(String::new());
    paragraph(&mut lines, "", &mode(spread));
    if let Some(out) = out {
        lines.push(String::new());
        lines.push(format!("Report:    {}", clean(&out.join("report.html").display().to_string())));
        lines.push(format!("Tables:    {}", clean(&out.join("gaps.csv").display().to_string())));
    }
    lines.join("\n") + "\n"
}

fn headline(shown: &Shown<'_>, lines: &mut Vec<String>) {
    let total = shown.total();
    let count = |column: &str| text(total.count(column));
    let children = format!(
        "{} children in need: {} in-house, {} kinship, {} agency, {} residential, {} unplaced. Short of a home: {}.",
        count("children_in_need"),
        count("children_in_house"),
        count("children_kinship"),
        count("children_agency"),
        count("children_residential"),
        count("children_unplaced"),
        count("children_short"),
    );
    let places = format!(
        "{} approved places in {} homes: {} filled, {} vacant and usable, {} vacant and mismatched, {} held. Children \
         above approval: {}.",
        count("places"),
        count("homes"),
        count("places_filled"),
        count("places_usable"),
        count("places_mismatched"),
        count("places_held"),
        count("places_above"),
    );
    paragraph(lines, "", &children);
    paragraph(lines, "", &places);
}

/// The rows with the most children short first.
fn table(shown: &Shown<'_>, heading: &str, grid: &Grid, lines: &mut Vec<String>) {
    let mut rows: Vec<&Line> = grid.rows.iter().collect();
    rows.sort_by_key(|line| Reverse(line.count("children_short").unwrap_or(0)));
    let name = |line: &Line| {
        let text: String = line.bands.iter().map(|band| code(shown.scenario, band)).collect();
        let text = clean(&text);
        if text.chars().count() > 16 { text.chars().take(15).chain(['\u{2026}']).collect() } else { text }
    };
    let row = |name: &str, cells: [String; 8]| {
        let cells: Vec<String> = COLUMNS
            .iter()
            .zip(cells)
            .map(|((_, heading), cell)| format!("{cell:>width$}", width = heading.len().max(5) + 1))
            .collect();
        format!("{name:<16}{}", cells.concat())
    };
    lines.push(row(heading, COLUMNS.map(|(_, heading)| heading.to_owned())));
    for line in rows.iter().take(MOST_ROWS) {
        lines.push(row(&name(line), COLUMNS.map(|(column, _)| text(line.count(column)))));
    }
    if rows.len() > MOST_ROWS {
        lines.push(format!("  and {} more", rows.len() - MOST_ROWS));
    }
    lines.push(row("All", COLUMNS.map(|(column, _)| text(shown.total().count(column)))));
}

fn text(count: Option<i64>) -> String {
    count.map_or_else(|| SUPPRESSED.to_owned(), |count| count.to_string())
}

/// In which mode the report is.
pub(super) fn mode(spread: &Spread) -> String {
    if spread.disclosure {
        "For use outside the team: counts from 1 to 5, and those that would give them back, are shown as c; nothing is \
         shown about one child or one home."
            .to_owned()
    } else {
        "For use inside the team: small counts are shown. --disclosure makes tables that can leave it.".to_owned()
    }
}
