//! `options.csv`: the places that each child could have, ranked, and what each would cost in every level; of a large
//! scenario the best ones and the proposed one.

use crate::domain::{ChildId, LevelId};
use crate::explain::{Alternative, Exact};
use crate::report::table::{Cell, Column, Table};
use crate::report::view::View;
use crate::report::words;

/// The table.
pub(crate) fn table(view: &View<'_>) -> Table {
    let mut columns = vec![
        Column::new("child_id", "Child", 14),
        Column::new("rank", "Rank", 6),
        Column::new("placement", "Placement", 14),
        Column::new("sector", "Sector", 13),
        Column::new("miles", "Miles from home", 9),
        Column::new("proposed", "Proposed", 9),
        Column::new("whole_unit", "Whole unit moves", 9),
        Column::new("blocked_by", "Somebody else would have to move", 40),
    ];
    let levels = || LevelId::ALL.iter().map(|level| level.word());
    columns.extend(levels().map(|level| Column::new(format!("direct_{level}"), format!("Direct: {level}"), 11)));
    columns.extend(levels().map(|level| Column::new(format!("exact_{level}"), format!("Exact: {level}"), 11)));
    columns.push(Column::new("exact_result", "Exact result", 12));
    columns.push(Column::new("others_moved", "Others who would move", 26));
    let reasons = &view.findings.reasons.children;
    let rows =
        reasons.iter().flat_map(|each| each.options.iter().map(|option| row(view, each.child, option))).collect();
    Table { sheet: "Options".into(), file: Some("options.csv"), columns, rows }
}

fn row(view: &View<'_>, child: ChildId, option: &Alternative) -> Vec<Cell> {
    let scenario = view.scenario;
    let exact = option.exact.as_ref();
    let mut cells = vec![
        Cell::text(view.name(child)),
        Cell::count(option.rank),
        Cell::text(scenario.place_name(option.place)),
        Cell::text(scenario.place_sector(option.place)),
        scenario.miles_from_home(scenario.child(child), option.place).into(),
        Cell::yes_no(option.proposed),
        Cell::yes_no(option.whole_unit),
        Cell::list(option.blocked_by.iter().map(words::objection)),
    ];
    cells.extend(changes(Some(&option.direct)));
    cells.extend(changes(exact.and_then(|each| each.change.as_ref())));
    cells.push(Cell::text(exact.map_or("", result)));
    cells.push(Cell::list(exact.map(|each| view.names(&each.others_moved)).unwrap_or_default()));
    cells
}

fn changes(changes: Option<&Vec<(LevelId, i64)>>) -> impl Iterator<Item = Cell> {
    LevelId::ALL.iter().map(move |level| {
        changes
            .and_then(|all| all.iter().find(|(id, _)| id == level))
            .map(|(_, change)| words::level_cell(*level, *change))
            .into()
    })
}

/// What a re-solve says, in one word for files.
fn result(exact: &Exact) -> &'static str {
    match (&exact.change, exact.proven) {
        (None, true) => "impossible",
        (None, false) => "none_found",
        (Some(_), true) => "proven",
        (Some(_), false) => "not_proven",
    }
}
