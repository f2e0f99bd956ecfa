//! `proposal.csv`: a row for every child, those who stay included.

use crate::domain::{Child, Place};
use crate::policy::preferences;
use crate::report::table::{Cell, Column, Table};
use crate::report::view::View;
use crate::report::words;

/// The table.
pub(crate) fn table(view: &View<'_>) -> Table {
    Table {
        sheet: "Proposal".into(),
        file: Some("proposal.csv"),
        columns: vec![
            Column::new("child_id", "Child", 14),
            Column::new("placement", "Placement", 14),
            Column::new("unit", "Unit", 6),
            Column::new("sector", "Sector", 13),
            Column::new("status", "Status", 10),
            Column::new("placed_with", "Lives with", 22),
            Column::new("separated_from", "Separated from", 18),
            Column::new("miles", "Miles from home", 9),
            Column::new("mismatch", "Mismatch points", 10),
            Column::new("weekly_cost_pence", "Weekly cost", 11),
            Column::new("bedroom", "Bedroom", 18),
            Column::new("reasons", "Reasons", 60),
        ],
        rows: view.scenario.children.iter().map(|child| row(view, child)).collect(),
    }
}

fn row(view: &View<'_>, child: &Child) -> Vec<Cell> {
    let scenario = view.scenario;
    let side = &view.proposal;
    let there = side.proposal.of(child.id);
    let place = there.map(|placement| placement.place);
    let with = side.lives_with(child.id);
    let unit = there.filter(|placement| matches!(placement.place, Place::Provision(_)) && !with.is_empty());
    // The levels count children in scope only, so only their cells add up to them.
    let counted = place.filter(|_| child.in_scope());
    let bedroom = view.reasons(child.id).and_then(|each| each.here.as_ref()).and_then(|here| here.bedroom.clone());
    vec![
        Cell::text(child.reference.as_str()),
        Cell::text(place.map_or("", |place| scenario.place_name(place))),
        unit.map(|placement| i64::from(placement.unit)).into(),
        Cell::text(place.map_or("", |place| scenario.place_sector(place))),
        Cell::text(side.status(child).word()),
        Cell::list(view.names(&with)),
        Cell::list(view.names(&side.separated_from(child.id))),
        place.and_then(|place| scenario.miles_from_home(child, place)).into(),
        counted.map(|place| preferences::mismatch(scenario, child, place)).into(),
        counted.map(|place| scenario.weekly_cost(place)).into(),
        Cell::text(bedroom.unwrap_or_default()),
        Cell::text(words::reason(view, child)),
    ]
}
