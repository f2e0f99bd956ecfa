//! `unplaced.csv`: every child whose need is not met as planned, and what stands in the way: a row for each want.

use crate::domain::Child;
use crate::explain::Unmet;
use crate::report::table::{Cell, Column, Table};
use crate::report::view::View;
use crate::report::words;

/// The table.
pub(crate) fn table(view: &View<'_>) -> Table {
    Table {
        sheet: "Unmet".into(),
        file: Some("unplaced.csv"),
        columns: vec![
            Column::new("child_id", "Child", 14),
            Column::new("want", "Not met", 12),
            Column::new("placement", "Placement", 14),
            Column::new("together_with", "Asked for together with", 18),
            Column::new("homes", "Homes", 8),
            Column::new("open_homes", "Open homes", 8),
            Column::new("closed_by", "Homes closed by each rule", 30),
            Column::new("near_misses", "Near misses: one objection only", 36),
            Column::new("contention_children", "Children who compete", 20),
            Column::new("contention_places", "Places they compete for", 20),
            Column::new("reasons", "Why", 38),
        ],
        rows: view.unmet().map(|(child, unmet)| row(view, view.scenario.child(child), unmet)).collect(),
    }
}

fn row(view: &View<'_>, child: &Child, unmet: &Unmet) -> Vec<Cell> {
    let scenario = view.scenario;
    let place = view.proposal.proposal.of(child.id).map(|placement| placement.place);
    let contention = unmet.contention.as_ref();
    let near = unmet.near_misses.iter().map(|miss| {
        format!("{} ({}: {})", scenario.household(miss.home).reference, miss.objection.id, miss.objection.found)
    });
    let further = unmet.nearly.len() - unmet.near_misses.len();
    vec![
        Cell::text(child.reference.as_str()),
        Cell::list(unmet.wants.first().map(|want| words::want_word(*want))),
        Cell::text(place.map_or("", |place| scenario.place_name(place))),
        Cell::list(unmet.about.iter().filter(|each| **each != child.id).map(|each| view.name(*each))),
        Cell::count(unmet.homes),
        Cell::count(unmet.open_homes),
        Cell::list(unmet.closed_by.iter().map(|(id, homes)| format!("{id} {homes}"))),
        Cell::list(near.chain((further > 0).then(|| format!("{further} more")))),
        Cell::list(contention.map(|each| view.names(&each.children)).unwrap_or_default()),
        Cell::list(contention.into_iter().flat_map(|each| &each.places).map(|place| scenario.place_name(*place))),
        Cell::text(words::why_not(view, child.id, unmet)),
    ]
}
