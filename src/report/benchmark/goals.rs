//! The goals, what was measured, and whether it is enough.

use maud::{Markup, html};

use super::figures::{NONE, digits};
use crate::benchmark::{Benchmark, GoalFigure};
use crate::report::document::Part;
use crate::report::page::html::{Tone, number, table as page_table, tag, text, words as column};
use crate::report::table::{Cell, Column, Table};

pub(super) fn part(found: &Benchmark) -> Part {
    Part::new("goals", "Goals", html(found)).with([table(found)])
}

/// What is measured, in words.
pub(super) fn title(figure: &str) -> &str {
    match figure {
        "proven_percent" => "Runs that ended by proof, in a hundred",
        "seconds" => "Whole run, seconds",
        "times_faster_than_plain" => "Times faster than plain HiGHS, from the graph to the proposal",
        "stands_percent" => "Proposals that the independent check accepts, in a hundred",
        "bounded_percent" => "Runs with a proven bound on every level, in a hundred",
        "gap_percent_of_children" => "Largest gap of the first levels, in a hundred children",
        "mismatch_gap_percent" => "Gap of the mismatch, in a hundred of its points",
        "memory_gib" => "Peak memory, GiB",
        other => other,
    }
}

fn html(found: &Benchmark) -> Markup {
    let heads = [
        column("Case"),
        column("What"),
        number("Goal"),
        number("Measured"),
        column("Met"),
        number("Goal beyond"),
        column("Met"),
    ];
    let rows: Vec<Vec<Markup>> = found.goals.iter().map(row).collect();
    html! {
        @if rows.is_empty() {
            p { "None of the cases that have goals was run: daily, month, council, region, nation." }
        } @else {
            p {
                "Measured is the middle one of the seeds, for the share of siblings for which it is worst. Cases that were not run are \
                 not in the table. The goals are for two cores and a release build."
            }
            (page_table("What is to be reached, and what was measured", &heads, &rows))
        }
    }
}

fn row(goal: &GoalFigure) -> Vec<Markup> {
    let limit =
        |target: f64| format!("{}\u{a0}{}", if goal.at_least { "\u{2265}" } else { "\u{2264}" }, digits_of(target));
    let measured = goal.measured.map_or_else(
        || NONE.to_owned(),
        |figure| format!("{}{}", if goal.measured_is_bound { "\u{2265}\u{a0}" } else { "" }, digits(figure)),
    );
    vec![
        text(&goal.case),
        text(title(&goal.figure)),
        text(limit(goal.goal)),
        text(measured),
        met(goal.met),
        text(goal.moonshot.map_or_else(|| NONE.to_owned(), limit)),
        goal.moonshot_met.map_or_else(|| text(NONE), met),
    ]
}

/// A goal is written as it was set.
fn digits_of(target: f64) -> String {
    target.to_string()
}

fn met(met: bool) -> Markup {
    if met { tag(Tone::Good, "Met") } else { tag(Tone::Bad, "Missed") }
}

fn table(found: &Benchmark) -> Table {
    let columns = vec![
        Column::new("case", "Case", 10),
        Column::new("figure", "What", 40),
        Column::new("at", "Goal is", 8),
        Column::new("goal", "Goal", 10),
        Column::new("measured", "Measured", 10),
        Column::new("met", "Met", 8),
        Column::new("moonshot", "Goal beyond", 10),
        Column::new("moonshot_met", "Goal beyond met", 10),
    ];
    let rows = found.goals.iter().map(|goal| {
        vec![
            Cell::text(goal.case.as_str()),
            Cell::text(title(&goal.figure)),
            Cell::text(if goal.at_least { "at least" } else { "at most" }),
            Cell::Real(goal.goal),
            goal.measured.map_or(Cell::Blank, Cell::Real),
            Cell::yes_no(goal.met),
            goal.moonshot.map_or(Cell::Blank, Cell::Real),
            goal.moonshot_met.map_or(Cell::Blank, Cell::yes_no),
        ]
    });
    Table { sheet: "Goals".into(), file: None, columns, rows: rows.collect() }
}
