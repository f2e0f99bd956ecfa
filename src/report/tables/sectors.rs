//! Children by where they would live: every child in scope once.

use crate::report::chart::{Chart, Form};
use crate::report::page::palette;
use crate::report::table::{Cell, Column, Table};
use crate::report::view::{Kind, View, by_kind};

/// The sheet's name.
const SHEET: &str = "Where children live";

/// The table.
pub(crate) fn table(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("where", "Where", 32),
        Column::new("proposal", view.name_of_result(), 14),
        Column::new("by_hand", "By hand", 14),
    ];
    let rows =
        by_kind(&view.proposal.counts).into_iter().zip(by_kind(&view.baseline.counts)).map(|((kind, a), (_, b))| {
            vec![Cell::text(kind.map_or("No place", Kind::title)), Cell::count(a), Cell::count(b)]
        });
    Table { sheet: SHEET.into(), file: None, columns, rows: rows.collect() }
}

/// A bar for the proposal and one for the work by hand, stacked by where children would live.
pub(crate) fn chart() -> Chart {
    let kinds = Kind::ALL.iter().copied().map(Some).chain([None]);
    let colours = kinds.map(|kind| if kind.is_some() { palette::of_kind(kind).0 } else { palette::BAD });
    let rows: Vec<_> = colours.enumerate().collect();
    Chart::of_rows(SHEET, Form::StackedBars, &rows).told(
        "Where the children would live",
        ("", ""),
        "Stacked bars: children by where they would live, in the proposal and by hand. The figures are in columns A to C.",
    )
}
