//! How the comparison was made, and what it does not say.

use maud::{Markup, html};

use super::Found;
use crate::compare::Side;
use crate::report::document::Part;
use crate::report::page::html::{MOST_ROWS, more, number, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;
use crate::verify::Fault;

pub(super) fn part(found: Found<'_>) -> Part {
    let broken: Vec<(&Side, &Fault)> = broken(found);
    let part = Part::new("method", "How this was compared", html(found, &broken)).with([sides(found)]);
    if broken.is_empty() { part } else { part.with([breaks(&broken)]) }
}

fn broken(found: Found<'_>) -> Vec<(&Side, &Fault)> {
    let sides = found.comparison.sides.iter();
    sides.flat_map(|side| side.breaks.iter().flatten().map(move |fault| (side, fault))).collect()
}

fn html(found: Found<'_>, broken: &[(&Side, &Fault)]) -> Markup {
    let heads = [column("Side"), column("What it is"), column("Priorities, in order"), number("Children")];
    let rows: Vec<Vec<Markup>> = found
        .comparison
        .sides
        .iter()
        .map(|side| {
            vec![
                super::label(side),
                text(what(side)),
                text(priorities(side).join(", ")),
                text(side.counts.children.to_string()),
            ]
        })
        .collect();
    html! {
        p {
            "Every side was solved afresh, each level made as small as possible and then held, and every proposal was checked by a \
             separate reading of every rule and limit. The levels count children to be placed only."
        }
        (page_table("The sides", &heads, &rows))
        @if !broken.is_empty() {
            h3 { "What a side breaks of the reference\u{2019}s rules" }
            (page_table("Breaches of the rules of the reference", &[column("Side"), column("Rule"), column("Who and where"), column("Found")], &breach_rows(broken)))
            (more(broken.len(), "report.xlsx"))
        }
    }
}

fn what(side: &Side) -> &str {
    if side.policy.is_empty() { &side.findings.reading.scenario.settings.name } else { &side.policy }
}

fn priorities(side: &Side) -> Vec<&'static str> {
    side.findings.reading.scenario.settings.priorities.iter().map(|level| words::level_title(*level)).collect()
}

fn breach_rows(broken: &[(&Side, &Fault)]) -> Vec<Vec<Markup>> {
    let rows = broken.iter().take(MOST_ROWS).map(|(side, fault)| {
        vec![super::label(side), text(words::title(&fault.id)), text(fault.concerns.join(", ")), text(&fault.found)]
    });
    rows.collect()
}

fn sides(found: Found<'_>) -> Table {
    let columns = vec![
        Column::new("side", "Side", 24),
        Column::new("what", "What it is", 60),
        Column::new("priorities", "Priorities", 44),
        Column::new("children", "Children to be placed", 10),
        Column::new("proven", "All levels proved", 10),
        Column::new("verified", "Verified", 10),
    ];
    let rows = found.comparison.sides.iter().map(|side| {
        vec![
            Cell::text(side.label.as_str()),
            Cell::text(what(side)),
            Cell::list(side.findings.reading.scenario.settings.priorities.iter().map(|level| level.word())),
            Cell::count(side.counts.children),
            Cell::yes_no(side.findings.outcome.is_proven()),
            Cell::yes_no(side.findings.verdict.stands()),
        ]
    });
    Table { sheet: "Sides".into(), file: None, columns, rows: rows.collect() }
}

fn breaks(broken: &[(&Side, &Fault)]) -> Table {
    let columns = vec![
        Column::new("side", "Side", 24),
        Column::new("rule", "Rule", 20),
        Column::new("concerns", "Who and where", 30),
        Column::new("found", "Found", 50),
    ];
    let rows = broken.iter().map(|(side, fault)| {
        vec![
            Cell::text(side.label.as_str()),
            Cell::text(fault.id.as_str()),
            Cell::list(&fault.concerns),
            Cell::text(fault.found.as_str()),
        ]
    });
    Table { sheet: "Breaches".into(), file: None, columns, rows: rows.collect() }
}
