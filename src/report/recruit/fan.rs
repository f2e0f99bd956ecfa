//! The in-house share month by month in all futures, with the plan and without it.

use maud::{Markup, html};

use super::phrases;
use super::view::View;
use crate::domain::{Goal, Rate};
use crate::recruitment;
use crate::report::chart::{Chart, Form};
use crate::report::document::Part;
use crate::report::page::draw::fan::{Moment, fan};
use crate::report::page::draw::{Axes, Told};
use crate::report::page::html::shown;
use crate::report::page::palette::{BAD, INK, OPEN, PROPOSED, QUIET};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

const SHEET: &str = "In-house share";

/// The section.
pub(super) fn part(view: &View<'_>) -> Part {
    let title = "The in-house share, month by month";
    if view.panel.fan.is_empty() {
        return Part::new("fan", title, html! { p { "The months before the horizon were not drawn." } });
    }
    let goal = view.scenario.settings.goals.share(Goal::InHouse);
    let told = told(view);
    let table = table(view, goal);
    let markup = html! {
        p { (told) }
        p.note {
            "Counted in " (words::whole(i64::from(view.panel.request.seen))) " futures that the plan has not seen, from a lawful \
             proposal for each that was made without search: a service reaches at least so much if it matches everybody anew \
             who came after the planning date. With the plan: those of it who are approved by then."
        }
        (drawn(view, "fan-drawn", 300))
        (shown("The in-house share by month: the 5th, 25th, 50th, 75th and 95th of each hundred futures from the lowest, with the plan and without it", &table))
    };
    let mut series = vec![(1, OPEN), (3, PROPOSED), (5, OPEN), (6, QUIET), (8, INK), (10, QUIET)];
    if goal.is_some() {
        series.push((11, BAD));
    }
    let chart = Chart::of_columns(SHEET, Form::Lines, &series).told(
        "The in-house share in all futures",
        ("Month", "Share of children in care"),
        "Lines by month, with the plan and without it: the share that 5, 50 and 95 of 100 futures have less of, and the goal. The figures are in the columns to the left.",
    );
    Part::new("fan", title, markup).with([table]).charted(chart)
}

/// The fan under an id of its own, so many pixels high.
pub(super) fn drawn(view: &View<'_>, id: &str, height: i64) -> Markup {
    let month = |each: &recruitment::Fan| Moment { month: each.month, with: each.with_plan, without: each.without };
    let months: Vec<Moment> = view.panel.fan.iter().map(month).collect();
    let axes = Axes {
        across: "",
        up: "children with our own carers or with family and friends, of each hundred in care",
        across_text: &|month| phrases::month(view.day(month)),
        up_text: &|share| words::percent(Rate(share)),
        months: true,
    };
    let goal = view.scenario.settings.goals.share(Goal::InHouse);
    let told = Told { id, title: "The in-house share in all futures", told: &told(view) };
    fan(&told, &axes, &months, goal.map(|goal| goal.0), height)
}

fn told(view: &View<'_>) -> String {
    let Some(last) = view.panel.fan.last() else { return String::new() };
    let percent = |share: i64| words::percent(Rate(share));
    format!(
        "In {}, the middle future has {} in-house with the plan and {} without it; nine of ten futures lie between {} \
         and {} with it, and between {} and {} without.",
        view.month(last.month),
        percent(last.with_plan[2]),
        percent(last.without[2]),
        percent(last.with_plan[0]),
        percent(last.with_plan[4]),
        percent(last.without[0]),
        percent(last.without[4]),
    )
}

fn table(view: &View<'_>, goal: Option<Rate>) -> Table {
    let mut columns = vec![Column::new("month", "Month", 16)];
    for (key, side) in [("with", "With"), ("without", "Without")] {
        for share in ["5", "25", "50", "75", "95"] {
            columns.push(Column::new(format!("{key}_{share}"), format!("{side}: {share}th"), 12));
        }
    }
    columns.push(Column::new("goal", "Goal", 9));
    let rows = view.panel.fan.iter().map(|each| {
        let shares = each.with_plan.into_iter().chain(each.without).map(|share| Cell::Share(Rate(share)));
        [Cell::text(phrases::short_month(view.day(each.month)))]
            .into_iter()
            .chain(shares)
            .chain([goal.into()])
            .collect()
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    Table { sheet: SHEET.into(), file: None, columns, rows }
}
