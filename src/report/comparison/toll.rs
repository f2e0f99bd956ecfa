//! Whom each side touches, by what it means for them.

use maud::{Markup, html};

use super::Found;
use super::phrases;
use crate::report::document::Part;
use crate::report::page::html::{Head, number, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

/// Children whom one cell of the page names.
const MOST_NAMED: usize = 12;

pub(super) fn part(found: Found<'_>) -> Part {
    Part::new("whom", "Whom it touches", html(found)).with([table(found)])
}

fn html(found: Found<'_>) -> Markup {
    let first = &found.comparison.sides[0].label;
    let heads: Vec<Head> = vec![column("Side"), column("What changes"), number("Children"), column("Who")];
    let mut rows: Vec<Vec<Markup>> = Vec::new();
    for side in &found.comparison.sides[1..] {
        for (effect, children) in &side.toll {
            rows.push(vec![
                super::label(side),
                text(phrases::effect(*effect)),
                text(words::whole(i64::try_from(children.len()).unwrap_or(i64::MAX))),
                text(words::some(children, MOST_NAMED)),
            ]);
        }
    }
    html! {
        p {
            "Each against " (first) ". A child may be in several rows: one who lives in another place may also live apart from a brother."
        }
        @if rows.is_empty() {
            p { "No child is treated otherwise on any side." }
        } @else {
            (page_table("Children whom a side treats otherwise", &heads, &rows))
        }
    }
}

fn table(found: Found<'_>) -> Table {
    let columns = vec![
        Column::new("side", "Side", 24),
        Column::new("effect", "What changes", 18),
        Column::new("children", "Children", 10),
        Column::new("who", "Who", 60),
    ];
    let mut rows = Vec::new();
    for side in &found.comparison.sides[1..] {
        for (effect, children) in &side.toll {
            rows.push(vec![
                Cell::text(side.label.as_str()),
                Cell::text(phrases::effect_word(*effect)),
                Cell::count(children.len()),
                Cell::list(children),
            ]);
        }
    }
    Table { sheet: "Whom it touches".into(), file: None, columns, rows }
}
