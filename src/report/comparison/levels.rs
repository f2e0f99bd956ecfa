//! Level by level: each side's value, what is proved of it, and how it differs from the first.

use maud::{Markup, html};

use super::Found;
use super::phrases;
use crate::compare::{Side, Standing};
use crate::domain::LevelId;
use crate::report::document::Part;
use crate::report::page::html::{Head, Tone, number, table as page_table, tag, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;
use crate::solve::LevelOutcome;

pub(super) fn part(found: Found<'_>) -> Part {
    Part::new("levels", "Level by level", html(found)).with([table(found)])
}

/// How far a difference can be relied on; its colour says the same as its words.
pub(super) fn standing_tag(standing: Standing) -> Markup {
    match standing {
        Standing::Proved => tag(Tone::Good, "Proved"),
        Standing::Counted => tag(Tone::Plain, "Only counted"),
        Standing::NotProved => tag(Tone::Doubt, "Not proved"),
        Standing::OtherMeasure => tag(Tone::Plain, "Other preferences"),
    }
}

/// The levels in the order of the first side.
fn order(found: Found<'_>) -> impl Iterator<Item = &LevelOutcome> {
    found.comparison.sides[0].findings.outcome.levels.iter()
}

fn of(side: &Side, level: LevelId) -> Option<&LevelOutcome> {
    side.findings.outcome.levels.iter().find(|each| each.level == level)
}

fn html(found: Found<'_>) -> Markup {
    let sides = &found.comparison.sides;
    let mut heads: Vec<Head> = vec![column("Level")];
    heads.extend(sides.iter().map(|side| number(side.label.as_str())));
    let rows: Vec<Vec<Markup>> = order(found)
        .enumerate()
        .map(|(rank, level)| {
            let mut row = vec![html! {
                @if level.in_priorities { (rank + 1) ". " }
                (words::level_title(level.level)) small { (words::level_unit(level.level)) }
            }];
            row.extend(sides.iter().enumerate().map(|(at, side)| value(found, at, side, level.level)));
            row
        })
        .collect();
    html! {
        p {
            "Smaller is better on every level. The numbers before the levels are the priorities of the reference; a side under \
             another order of priorities makes its levels small in its own order."
        }
        (page_table("The value of each level, and its difference from the reference", &heads, &rows))
        @if sides.len() > 1 {
            p.note {
                "Proved: the best there is on both sides, given the levels before it. Only counted: a side leaves this level out of \
                 its priorities, so that an equally good proposal might have another value. Not proved: a side\u{2019}s value is the best \
                 found. Other preferences: the two sides do not count the same points."
            }
        }
    }
}

fn value(found: Found<'_>, at: usize, side: &Side, level: LevelId) -> Markup {
    let value = side.value(level);
    let by = value - found.comparison.sides[0].value(level);
    let own = of(side, level);
    html! {
        (words::level_value(level, value))
        @if at > 0 && by != 0 {
            small.change { (words::level_change(level, by)) " · " (phrases::standing(found.comparison.standing(side, level))) }
        }
        @if let Some((false, bound)) = own.and_then(|own| Some((own.is_proven()?, own.bound))) {
            small {
                "not proved"
                @if let Some(bound) = bound.filter(|bound| *bound > 0) { "; at least " (words::level_value(level, bound)) }
            }
        }
        @if own.is_some_and(|own| !own.in_priorities) { small { "left out" } }
    }
}

fn table(found: Found<'_>) -> Table {
    let columns = vec![
        Column::new("level", "Level", 16),
        Column::new("side", "Side", 24),
        Column::new("rank", "Rank in the side's priorities", 10),
        Column::new("value", "Value", 14),
        Column::new("difference", "Difference from the first side", 14),
        Column::new("difference_is", "The difference is", 14),
        Column::new("bound", "Proven lower bound", 14),
        Column::new("proven", "Proven", 12),
    ];
    let rows = order(found).flat_map(|level| found.comparison.sides.iter().map(|side| row(found, level.level, side)));
    Table { sheet: "Levels".into(), file: Some("comparison.csv"), columns, rows: rows.collect() }
}

fn row(found: Found<'_>, level: LevelId, side: &Side) -> Vec<Cell> {
    let rank = side.findings.outcome.levels.iter().position(|each| each.level == level && each.in_priorities);
    let cell = |value| words::level_cell(level, value);
    let own = of(side, level);
    vec![
        Cell::text(level.word()),
        Cell::text(side.label.as_str()),
        rank.map_or(Cell::Blank, |rank| Cell::count(rank + 1)),
        cell(side.value(level)),
        cell(side.value(level) - found.comparison.sides[0].value(level)),
        Cell::text(phrases::standing_word(found.comparison.standing(side, level))),
        own.and_then(|own| own.bound).map_or(Cell::Blank, cell),
        own.and_then(LevelOutcome::is_proven).map_or(Cell::text("only counted"), Cell::yes_no),
    ]
}
