//! Which households, where: the lines of the plan.

use std::collections::{BTreeMap, BTreeSet};

use maud::html;

use super::phrases;
use super::sources;
use super::view::View;
use crate::domain::LocalityId;
use crate::recruitment::{self, Again, Line};
use crate::report::document::Part;
use crate::report::page::html::{number, table, text, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

/// The section.
pub(super) fn part(view: &View<'_>) -> Part {
    let heads = [
        column("Kind of home"),
        column("Locality"),
        number("Households"),
        number("Fewest to most households"),
        number("Places"),
    ];
    let rows = view.panel.lines.iter().map(|line| {
        vec![
            text(&view.kind(line).title),
            text(view.locality(line)),
            text(words::whole(line.households)),
            text(format!("{} to {}", words::whole(line.interval.0), words::whole(line.interval.1))),
            text(words::whole(line.places)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let markup = html! {
        @if rows.is_empty() {
            p { "The plan has no households." }
        } @else {
            (table("Households to approve and the places they bring", &heads, &rows))
            p.note {
                (range(view)) " What each kind is, row by row, is in "
                code { "kinds.csv" } " of the scenario."
            }
        }
    };
    Part::new("lines", "Which households, and where", markup).with([file(view)])
}

/// What the fewest and the most households are.
fn range(view: &View<'_>) -> String {
    let request = &view.panel.request;
    match view.panel.again {
        Again::NotAsked => "The plan was given, so there is no range.".to_owned(),
        Again::Stopped => "Time ended before other plans were made: the range is too narrow.".to_owned(),
        Again::Done => format!(
            "Fewest to most: over this plan and {} plans made from other sets of {} futures. Where that range is wide, \
             another kind or locality would serve nearly as well.",
            request.plans, request.fewer
        ),
    }
}

/// Households by kind and locality, with margins.
pub(super) fn by_locality(view: &View<'_>) -> Table {
    let mut cells: BTreeMap<(&str, LocalityId), i64> = BTreeMap::new();
    let mut titles: Vec<(&str, &str)> = Vec::new();
    for line in &view.panel.lines {
        let kind = view.kind(line);
        *cells.entry((&kind.row, line.locality)).or_default() += line.households;
        if !titles.iter().any(|(row, _)| *row == kind.row) {
            titles.push((&kind.row, &kind.title));
        }
    }
    let localities: BTreeSet<LocalityId> = cells.keys().map(|(_, locality)| *locality).collect();
    let name = |id: LocalityId| view.scenario.locality(id);
    let mut columns = vec![Column::new("kind", "Kind of home", 34)];
    columns.extend(localities.iter().map(|id| Column::new(name(*id).reference.as_str(), name(*id).name.as_str(), 10)));
    columns.push(Column::new("all", "All households", 11));
    let counted = |row: Option<&str>, locality: Option<LocalityId>| -> i64 {
        let there = cells.iter().filter(|((kind, at), _)| {
            row.is_none_or(|row| row == *kind) && locality.is_none_or(|locality| locality == *at)
        });
        there.map(|(_, households)| households).sum()
    };
    let line = |title: &str, row: Option<&str>| -> Vec<Cell> {
        let each = localities.iter().map(|id| Cell::Whole(counted(row, Some(*id))));
        [Cell::text(title)].into_iter().chain(each).chain([Cell::Whole(counted(row, None))]).collect()
    };
    let mut rows: Vec<Vec<Cell>> = titles.iter().map(|(row, title)| line(title, Some(row))).collect();
    rows.push(line("All kinds", None));
    Table { sheet: "Households".into(), file: None, columns, rows }
}

/// `recruitment.csv`: a row for each kind and locality; `recruit --plan` reads `kind` and `households` back.
fn file(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("kind", "Kind", 18),
        Column::new("title", "Kind of home", 34),
        Column::new("locality", "Locality", 14),
        Column::new("households", "Households", 11),
        Column::new("households_low", "Fewest households", 11),
        Column::new("households_high", "Most households", 11),
        Column::new("places", "Places", 8),
        Column::new("replace_leavers", "Households to replace leavers", 12),
        Column::new("meet_growth", "Households to meet growth", 12),
        Column::new("enlarge_pool", "Households to enlarge the pool", 12),
        Column::new("applications", "Applications needed", 12),
        Column::new("enquiries", "Enquiries needed", 11),
        Column::new("start_month", "Last enquiries (month)", 11),
        Column::new("recruitment_cost_pence", "Cost to recruit all of them, once", 16),
        Column::new("yearly_cost_pence", "Cost of all of them a year, beside each child\u{2019}s", 16),
        Column::new("weekly_cost_pence", "Cost of each child a week", 12),
        Column::new("source", "Source of the costs", 40),
    ];
    let rows = view.panel.lines.iter().map(|line| row(view, line));
    Table { sheet: "Plan".into(), file: Some("recruitment.csv"), columns, rows: rows.collect() }
}

fn row(view: &View<'_>, line: &Line) -> Vec<Cell> {
    let kind = view.kind(line);
    let for_part = |part| {
        let all = view.panel.parts.iter().find(|(each, _)| *each == part);
        Cell::from(all.and_then(|(_, households)| households.get(line.kind.index())).copied())
    };
    vec![
        Cell::text(kind.reference.as_str()),
        Cell::text(kind.title.as_str()),
        Cell::text(view.scenario.locality(line.locality).reference.as_str()),
        Cell::Whole(line.households),
        Cell::Whole(line.interval.0),
        Cell::Whole(line.interval.1),
        Cell::Whole(line.places),
        for_part(recruitment::Part::ReplaceLeavers),
        for_part(recruitment::Part::MeetGrowth),
        for_part(recruitment::Part::EnlargePool),
        Cell::Whole(line.applications),
        Cell::Whole(line.enquiries),
        Cell::text(phrases::month_key(view.day(line.start_month))),
        line.recruitment_cost.into(),
        line.yearly_cost.into(),
        line.weekly_cost.into(),
        Cell::text(sources::of_kind(kind)),
    ]
}
