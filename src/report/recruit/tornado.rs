//! Which assumption moves the plan most.

use maud::html;

use super::one_page::pounds;
use super::phrases;
use super::view::View;
use crate::domain::{Assumption, Pence, Rate};
use crate::recruitment::Again;
use crate::report::chart::{Chart, Form};
use crate::report::document::Part;
use crate::report::page::draw::Told;
use crate::report::page::draw::tornado::{Bar, tornado};
use crate::report::page::html::shown;
use crate::report::page::palette::{OPEN, PROPOSED};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

const SHEET: &str = "What moves the plan";

/// The section.
pub(super) fn part(view: &View<'_>) -> Part {
    let title = "What moves the plan most";
    let levers = &view.panel.levers;
    if levers.is_empty() {
        let markup = html! {
            @match view.panel.again {
                Again::NotAsked => p { "The plan was given, not sought: what other assumptions would ask for is not known." },
                Again::Stopped => p { "Time ended before plans under other assumptions were made: which of them matters most is not known." },
                Again::Done => p { "No range is given for any assumption (" code { "[ranges]" } " in scenario.toml), so it is not known which of them matters most." },
            }
        };
        return Part::new("tornado", title, markup);
    }
    let bars: Vec<Bar<'_>> = levers
        .iter()
        .map(|each| Bar {
            name: phrases::assumption(each.assumption),
            low: households(each.low),
            high: households(each.high),
        })
        .collect();
    let told = most(view).unwrap_or_default();
    let table = table(view);
    let markup = html! {
        p { (told) " Each assumption is taken at both ends of its range, all others as they are, and a plan is made again from " (words::whole(i64::from(view.panel.request.fewer))) " futures with the same luck; as assumed, those ask for " (self::told(middle(view))) "." }
        @if let Some(middle) = middle(view) {
            (tornado(&Told { id: "tornado-drawn", title: "Households to approve, by assumption", told: &told }, middle, &bars, &words::whole))
        }
        (shown("Households and cost at both ends of each assumption", &table))
    };
    let chart = Chart::of_columns(SHEET, Form::Bars, &[(3, OPEN), (4, PROPOSED)]).told(
        "Households to approve, by assumption",
        ("", "Households"),
        "Two bars for each assumption: households of the plan at its low and at its high end. The figures are in the columns to the left.",
    );
    Part::new("tornado", title, markup).with([table]).charted(chart)
}

/// Households of the plan made from the futures of the levers, every assumption as it is.
fn middle(view: &View<'_>) -> Option<i64> {
    households(view.panel.middle)
}

fn told(households: Option<i64>) -> String {
    households.map_or_else(|| "more than the catalogue offers".to_owned(), phrases::households)
}

fn households(end: Option<(i64, Pence)>) -> Option<i64> {
    end.map(|(households, _)| households)
}

/// The assumption that moves the plan most, in a sentence; none if no range is given or nothing moves.
pub(super) fn most(view: &View<'_>) -> Option<String> {
    let lever = view.panel.levers.first().filter(|lever| lever.low != lever.high)?;
    let (low, high) = range(view, lever.assumption);
    let share = |end: Option<Rate>| end.map_or_else(|| "one end".to_owned(), words::percent);
    let plan = |end| told(households(end));
    Some(format!(
        "Most depends on this assumption: {}. At {} of what is assumed: {}. At {}: {}. As assumed: {}.",
        phrases::assumption(lever.assumption).to_lowercase(),
        share(low),
        plan(lever.low),
        share(high),
        plan(lever.high),
        told(middle(view)),
    ))
}

fn range(view: &View<'_>, assumption: Assumption) -> (Option<Rate>, Option<Rate>) {
    let range = view.scenario.settings.ranges.get(&assumption);
    (range.map(|range| range.0), range.map(|range| range.1))
}

fn table(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("assumption", "Assumption", 32),
        Column::new("low", "Low end (of what is assumed)", 13),
        Column::new("high", "High end (of what is assumed)", 13),
        Column::new("households_low", "Households at the low end", 13),
        Column::new("households_high", "Households at the high end", 13),
        Column::new("cost_low", "Cost of the plan at the low end", 16),
        Column::new("cost_high", "Cost of the plan at the high end", 16),
    ];
    let none = || Cell::text("no plan");
    let count = |end: Option<(i64, Pence)>| end.map_or_else(none, |(households, _)| Cell::Whole(households));
    let cost_of = |end: Option<(i64, Pence)>| end.map_or_else(none, |(_, cost)| cost.into());
    let rows = view.panel.levers.iter().map(|lever| {
        let (low, high) = range(view, lever.assumption);
        vec![
            Cell::text(phrases::assumption(lever.assumption)),
            low.into(),
            high.into(),
            count(lever.low),
            count(lever.high),
            cost_of(lever.low),
            cost_of(lever.high),
        ]
    });
    Table { sheet: SHEET.into(), file: None, columns, rows: rows.collect() }
}

/// The cost of the plan as it is assumed, for comparison.
pub(super) fn cost(view: &View<'_>) -> String {
    pounds(view.found.plan.cost)
}
