//! Children by where they would live: every child in scope once.

use crate::report::table::{Cell, Column, Table};
use crate::report::view::{Kind, View, by_kind};

/// The sheet's name.
pub(crate) const SHEET: &str = "Where children live";

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
    Table { sheet: SHEET, file: None, columns, rows: rows.collect() }
}
