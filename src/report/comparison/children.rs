//! Child by child: place, sector, split-from and cost on each side.

use maud::{Markup, html};

use super::Found;
use crate::compare::{Difference, Fate};
use crate::domain::PencePerWeek;
use crate::report::document::Part;
use crate::report::page::html::{Head, more, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

pub(super) fn part(found: Found<'_>) -> Part {
    Part::new("children", "Child by child", html(found)).with([table(found)])
}

fn html(found: Found<'_>) -> Markup {
    let sides = &found.comparison.sides;
    let children = &found.comparison.children;
    let mut heads: Vec<Head> = vec![column("Child")];
    heads.extend(sides.iter().map(|side| column(side.label.as_str())));
    let rows: Vec<Vec<Markup>> = children.iter().map(row).collect();
    html! {
        @if sides.len() == 1 {
            p { "One side alone: there is nothing to compare." }
        } @else if children.is_empty() {
            p { "No difference: every child has the same place, with the same brothers and sisters, on every side." }
        } @else {
            p {
                "Only children whom some side treats otherwise than the reference. Where several proposals are equally good on every \
                 level, a side shows one that leaves as many children as can be where the reference has them."
            }
            (page_table("Children whom some side treats otherwise", &heads, &rows))
            (more(rows.len(), "differences.csv"))
        }
    }
}

fn row(difference: &Difference) -> Vec<Markup> {
    let first = difference.sides[0].as_ref();
    let mut row = vec![text(&difference.child)];
    for (at, side) in difference.sides.iter().enumerate() {
        let is_same = at > 0 && side.as_ref() == first;
        row.push(html! {
            @if is_same { "the same" } @else { (fate(side.as_ref(), first.filter(|_| at > 0))) }
        });
    }
    row
}

fn fate(fate: Option<&Fate>, first: Option<&Fate>) -> Markup {
    let Some(fate) = fate else { return text("Not in this scenario") };
    let by = first.and_then(|first| Some(fate.weekly_cost_pence? - first.weekly_cost_pence?)).filter(|by| *by != 0);
    html! {
        @match &fate.place {
            Some(place) => { strong { (place) } small { (sector(&fate.sector)) } },
            None => { strong { "No place" } },
        }
        @if fate.moves { small { "leaves its home" } }
        @if !fate.separated_from.is_empty() { small { "apart from " (words::some(&fate.separated_from, 4)) } }
        @if let Some(cost) = fate.weekly_cost_pence {
            small {
                (words::pounds(PencePerWeek(cost))) " a week"
                @if let Some(by) = by { " " span.change { "(" (signed(by)) ")" } }
            }
        }
    }
}

fn signed(pence: i64) -> String {
    words::level_change(crate::domain::LevelId::WeeklyCost, pence)
}

/// A sector or a kind of provision as people call it.
pub(super) fn sector(word: &str) -> &str {
    match word {
        "in_house" => "in-house home",
        "kinship" => "kinship home",
        "ifa" => "agency home",
        "other_la" => "other council\u{2019}s home",
        "ifa_framework" => "agency framework",
        "ifa_spot" => "agency spot purchase",
        "residential" => "residential care",
        "supported" => "supported accommodation",
        other => other,
    }
}

fn table(found: Found<'_>) -> Table {
    let columns = vec![
        Column::new("child_id", "Child", 14),
        Column::new("side", "Side", 24),
        Column::new("in_scenario", "In the scenario", 10),
        Column::new("differs", "Differs from the first side", 10),
        Column::new("placement", "Placement", 14),
        Column::new("sector", "Sector", 14),
        Column::new("leaves_home", "Leaves its home", 10),
        Column::new("separated_from", "Separated from", 22),
        Column::new("weekly_cost_pence", "Weekly cost", 12),
        Column::new("weekly_cost_difference_pence", "Weekly cost against the first side", 14),
    ];
    let sides = &found.comparison.sides;
    let rows = found.comparison.children.iter().flat_map(|difference| {
        let first = difference.sides[0].as_ref();
        let rows = difference.sides.iter().zip(sides);
        rows.map(move |(fate, side)| cells(&difference.child, &side.label, fate.as_ref(), first))
    });
    Table { sheet: "Child by child".into(), file: Some("differences.csv"), columns, rows: rows.collect() }
}

fn cells(child: &str, label: &str, fate: Option<&Fate>, first: Option<&Fate>) -> Vec<Cell> {
    let cost = |fate: Option<&Fate>| fate.and_then(|fate| fate.weekly_cost_pence);
    let by = cost(fate).zip(cost(first)).map(|(here, there)| PencePerWeek(here - there));
    vec![
        Cell::text(child),
        Cell::text(label),
        Cell::yes_no(fate.is_some()),
        Cell::yes_no(fate != first),
        Cell::text(fate.and_then(|fate| fate.place.clone()).unwrap_or_default()),
        Cell::text(fate.map(|fate| fate.sector.clone()).unwrap_or_default()),
        fate.map_or(Cell::Blank, |fate| Cell::yes_no(fate.moves)),
        Cell::list(fate.map(|fate| fate.separated_from.clone()).unwrap_or_default()),
        cost(fate).map(PencePerWeek).into(),
        by.into(),
    ]
}
