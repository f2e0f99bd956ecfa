//! The trade-off of two levels: every point that nothing beats on both.

use maud::{Markup, html};

use super::Found;
use crate::compare::{Frontier, Point, Rest};
use crate::domain::LevelId;
use crate::report::chart::{Chart, Form};
use crate::report::document::Part;
use crate::report::page::draw::{self, Axes, Told};
use crate::report::page::html::{Head, Tone, number, table as page_table, tag, text, words as column};
use crate::report::page::palette;
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

const SHEET: &str = "Trade-off";

pub(super) fn part(found: Found<'_>, frontier: &Frontier) -> Part {
    Part::new("frontier", "The trade-off", html(found, frontier)).with([table(frontier)]).charted(chart(frontier))
}

/// What is traded, what is held, and whether all points are shown.
pub(super) fn told(frontier: &Frontier) -> String {
    let (a, b) = frontier.levels;
    let titles = format!("{} against {}", words::level_title(a).to_lowercase(), words::level_title(b).to_lowercase());
    let held: Vec<String> = frontier
        .held
        .iter()
        .map(|(level, value)| {
            let unit = match level {
                LevelId::WeeklyCost => String::new(),
                other => format!(" ({})", words::level_unit(*other)),
            };
            format!("{} at {}{unit}", words::level_title(*level).to_lowercase(), words::level_value(*level, *value))
        })
        .collect();
    let held = if held.is_empty() { String::new() } else { format!(" Held at their best: {}.", words::and(&held)) };
    let points = words::count(frontier.points.len(), "point", "points");
    let rest = match frontier.rest {
        Rest::None if frontier.points.len() == 1 => {
            format!("{points}: nothing has to be traded, both levels are at their best together.")
        }
        Rest::None => {
            format!("{points}, and there are no others: whoever wants less of one must take more of the other.")
        }
        Rest::MostPoints => {
            format!("{points}, as many as were asked for; there may be more with a smaller first level.")
        }
        Rest::Stopped => {
            format!("{points}; the search was stopped, or not every point is proved: there may be others.")
        }
    };
    format!("{}: {rest}{held}", words::capital(&titles))
}

fn html(found: Found<'_>, frontier: &Frontier) -> Markup {
    let (a, b) = frontier.levels;
    let others: Vec<LevelId> = LevelId::ALL.iter().copied().filter(|level| *level != a && *level != b).collect();
    let head = |level: LevelId| number(format!("{} ({})", words::level_title(level), words::level_unit(level)));
    let mut heads: Vec<Head> = vec![column("Point"), head(a), head(b)];
    heads.extend(others.iter().map(|level| head(*level)));
    heads.extend([number("Weekly cost against the point before"), column("Proof")]);
    let rows: Vec<Vec<Markup>> = frontier
        .points
        .iter()
        .enumerate()
        .map(|(at, point)| {
            let cost = |point: &Point| value(point, LevelId::WeeklyCost);
            let before = at.checked_sub(1).map(|before| &frontier.points[before]);
            let step = before.map(|before| words::level_change(LevelId::WeeklyCost, cost(point) - cost(before)));
            let mut row = vec![
                text((at + 1).to_string()),
                text(words::level_value(a, point.values.0)),
                text(words::level_value(b, point.values.1)),
            ];
            row.extend(others.iter().map(|level| text(words::level_value(*level, value(point, *level)))));
            row.push(text(step.unwrap_or_default()));
            row.push(if point.proven { tag(Tone::Good, "Proved") } else { tag(Tone::Doubt, "Not proved") });
            row
        })
        .collect();
    html! {
        p { (found.comparison.sides[0].title) ". " (told(frontier)) }
        (picture(frontier))
        (page_table("Every point that nothing beats on both levels", &heads, &rows))
    }
}

/// The points in steps, each with its number in the table.
fn picture(frontier: &Frontier) -> Markup {
    let (a, b) = frontier.levels;
    let axis = |level: LevelId| {
        let unit = if level == LevelId::WeeklyCost { "pounds a week" } else { words::level_unit(level) };
        format!("{} ({unit})", words::level_title(level))
    };
    let (across, up) = (axis(a), axis(b));
    let (across_text, up_text) = (|value: i64| words::level_value(a, value), |value: i64| words::level_value(b, value));
    let both = Axes { across: &across, up: &up, across_text: &across_text, up_text: &up_text, months: false };
    let points: Vec<draw::frontier::Point> = frontier
        .points
        .iter()
        .enumerate()
        .map(|(at, point)| draw::frontier::Point {
            label: (at + 1).to_string(),
            across: point.values.0,
            up: point.values.1,
            proven: point.proven,
        })
        .collect();
    let title = format!("{} against {}", words::level_title(a), words::level_title(b).to_lowercase());
    let told =
        format!("{} in steps; their values are in the table below.", words::count(points.len(), "point", "points"));
    draw::frontier::frontier(&Told { id: "trade-off", title: &title, told: &told }, &both, &points)
}

/// A chart of the second level over the first.
fn chart(frontier: &Frontier) -> Chart {
    let (a, b) = (words::level_title(frontier.levels.0), words::level_title(frontier.levels.1));
    let told = format!("A line: {} for each value of {}.", b.to_lowercase(), a.to_lowercase());
    Chart::of_columns(SHEET, Form::Lines, &[(1, palette::PROPOSED)]).told("The trade-off", (a, b), &told)
}

/// The value of a level at a point.
pub(super) fn value(point: &Point, level: LevelId) -> i64 {
    point.outcome.levels.iter().find(|each| each.level == level).map_or(0, |each| each.value)
}

/// The points: the two levels, whether they are proved, then every level.
fn table(frontier: &Frontier) -> Table {
    let (a, b) = frontier.levels;
    let others = || LevelId::ALL.iter().copied().filter(|level| *level != a && *level != b);
    let level = |level: LevelId| Column::new(level.word(), words::level_title(level), 16);
    let mut columns =
        vec![level(a), level(b), Column::new("proven", "Proven", 10), Column::new("verified", "Verified", 10)];
    columns.extend(others().map(level));
    let rows = frontier.points.iter().map(|point| {
        let mut row = vec![
            words::level_cell(a, point.values.0),
            words::level_cell(b, point.values.1),
            Cell::yes_no(point.proven),
            Cell::yes_no(point.verdict.stands()),
        ];
        row.extend(others().map(|level| words::level_cell(level, value(point, level))));
        row
    });
    Table { sheet: SHEET.into(), file: Some("frontier.csv"), columns, rows: rows.collect() }
}
