//! `support.csv`: what each match lacks, and the support or agreement that would mend it.

use crate::domain::ChildId;
use crate::explain::{Match, SupportNeeded};
use crate::report::table::{Cell, Column, Table};
use crate::report::view::View;

/// The table.
pub(crate) fn table(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("child_id", "Child", 14),
        Column::new("placement", "Placement", 14),
        Column::new("about", "About", 18),
        Column::new("lacking", "What is lacking", 45),
        Column::new("support", "Support or agreement needed", 50),
        Column::new("source", "Asked for by", 36),
    ];
    Table {
        sheet: "Support".into(),
        file: Some("support.csv"),
        columns,
        rows: rows(view).map(|(child, here, support)| row(view, child, here, support)).collect(),
    }
}

/// Everything that any match lacks, in the order of children.
fn rows<'v>(view: &'v View<'_>) -> impl Iterator<Item = (ChildId, &'v Match, &'v SupportNeeded)> {
    let placed = view.findings.reasons.children.iter().filter_map(|each| Some((each.child, each.here.as_ref()?)));
    placed.flat_map(|(child, here)| here.support.iter().map(move |support| (child, here, support)))
}

fn row(view: &View<'_>, child: ChildId, here: &Match, support: &SupportNeeded) -> Vec<Cell> {
    vec![
        Cell::text(view.name(child)),
        Cell::text(view.scenario.place_name(here.place)),
        Cell::text(support.about),
        Cell::text(support.lacking.as_str()),
        Cell::text(support.support.as_str()),
        Cell::text(support.source),
    ]
}
