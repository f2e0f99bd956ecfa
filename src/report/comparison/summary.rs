//! What each side costs, in sentences, with where the children would live.

use maud::{Markup, html};

use super::Found;
use super::phrases;
use crate::compare::Side;
use crate::report::chart::{Chart, Form};
use crate::report::document::Part;
use crate::report::page::html::{Head, Tone, number, table as page_table, tag, text, words as column};
use crate::report::page::{palette, picture};
use crate::report::table::{Cell, Column, Table};
use crate::report::view::{Kind, by_kind};
use crate::report::words;

const SHEET: &str = "Where children live";

pub(super) fn part(found: Found<'_>) -> Part {
    let table = where_children_live(found);
    let title = if found.comparison.sides.len() > 1 { "What each choice costs" } else { "The proposal" };
    Part::new("summary", title, html(found, &table)).with([table]).charted(chart())
}

fn html(found: Found<'_>, table: &Table) -> Markup {
    let sides = &found.comparison.sides;
    html! {
        p.big { (opening(found)) }
        @for (at, side) in sides.iter().enumerate().skip(1) { (article(found, at, side)) }
        h3 { "Where the children would live" }
        figure { (bars(found)) }
        (counts(found, table))
    }
}

fn opening(found: Found<'_>) -> String {
    let sides = &found.comparison.sides;
    let first = format!("{} ({})", sides[0].title, sides[0].label);
    if sides.len() == 1 {
        return format!("{first}: {} to be placed.", words::children(sides[0].counts.children));
    }
    let others = words::count(sides.len() - 1, "other choice is", "other choices are");
    let touched = found.comparison.children.len();
    let whom = match touched {
        0 => "No child is treated otherwise by any of them.".to_owned(),
        some => format!("{} {} treated otherwise by one of them.", words::children(some), words::is_are(some)),
    };
    format!("The reference is {first}; {others} compared with it. {whom}")
}

fn article(found: Found<'_>, at: usize, side: &Side) -> Markup {
    let touched = phrases::touched(found.comparison, at);
    let changes = phrases::changes(found.comparison, side);
    let broken = side.breaks.as_ref().map_or(0, Vec::len);
    html! {
        article class=[(broken > 0).then_some("bad")] {
            h3 { (side.title) " " code { (side.label) } }
            @if !side.policy.is_empty() { p { (side.policy) } }
            @if changes.is_empty() {
                p { (tag(Tone::Good, "No level differs")) }
            } @else {
                ul {
                    @for (change, standing) in &changes {
                        li { (change) " " (super::levels::standing_tag(*standing)) }
                    }
                }
            }
            p {
                @if touched == 0 { "Every child is treated as by the reference." }
                @else { (words::children(touched)) " " (words::is_are(touched)) " treated otherwise: see " a href="#children" { "child by child" } "." }
            }
            @if broken > 0 {
                p {
                    (tag(Tone::Bad, "Not lawful today"))
                    " These placements break the rules of the reference in " (words::count(broken, "way", "ways"))
                    ". They show what the rules cost; they are no proposal."
                }
            }
        }
    }
}

fn bars(found: Found<'_>) -> Markup {
    let sides: Vec<_> = found.comparison.sides.iter().map(|side| (side.label.as_str(), &side.counts)).collect();
    let told: Vec<String> = sides
        .iter()
        .map(|(label, counts)| {
            format!("{label}: {} in-house or kin, {} without a place", counts.in_house, counts.unplaced)
        })
        .collect();
    html! {
        (picture::bars(&sides, &told.join("; ")))
        ul.chips {
            @for kind in Kind::ALL { li { (picture::key(Some(*kind))) (kind.title()) } }
            li { (picture::key(None)) "No place" }
        }
    }
}

/// The table behind the bars, its labels free to break.
fn counts(found: Found<'_>, table: &Table) -> Markup {
    let heads = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, each)| if at == 0 { column(each.heading.as_str()) } else { number(each.heading.as_str()) });
    let heads: Vec<Head> = heads.collect();
    let rows = found.comparison.sides.iter().zip(&table.rows).map(|(side, cells)| {
        let numbers = cells.iter().skip(1).map(|cell| text(words::cell(cell)));
        std::iter::once(super::label(side)).chain(numbers).collect()
    });
    page_table("Children to be placed, by where they would live", &heads, &rows.collect::<Vec<_>>())
}

fn where_children_live(found: Found<'_>) -> Table {
    let kinds = Kind::ALL.iter().map(|kind| Column::new(kind.word().replace('-', "_"), kind.title(), 14));
    let mut columns = vec![Column::new("side", "Side", 24)];
    columns.extend(kinds);
    columns.push(Column::new("no_place", "No place", 10));
    let rows = found.comparison.sides.iter().map(|side| {
        let mut row = vec![Cell::text(side.label.as_str())];
        row.extend(by_kind(&side.counts).into_iter().map(|(_, number)| Cell::count(number)));
        row
    });
    Table { sheet: SHEET.into(), file: None, columns, rows: rows.collect() }
}

fn chart() -> Chart {
    let kinds = Kind::ALL.iter().copied().map(Some).chain([None]);
    let colours = kinds.map(|kind| if kind.is_some() { palette::of_kind(kind).0 } else { palette::BAD });
    let columns: Vec<_> = colours.enumerate().map(|(at, colour)| (at + 1, colour)).collect();
    Chart::of_columns(SHEET, Form::StackedBars, &columns).told(
        "Where the children would live",
        ("", "children"),
        "Stacked bars: children by where they would live, a bar for each side.",
    )
}
