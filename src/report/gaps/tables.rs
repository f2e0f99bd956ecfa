//! The tables of `gaps`: files and sheets.

use maud::html;

use super::shown::{Grid, Shown, cell, code};
use crate::domain::Dimension;
use crate::report::document::Part;
use crate::report::page::html as page;
use crate::report::table::{Cell, Column, Table};
use crate::sufficiency::Tally;

/// Every table, in the order of the report.
fn all(shown: &Shown<'_>) -> Vec<Table> {
    let mut tables: Vec<Table> =
        shown.cross().map(|grid| of_grid(shown, grid, "Position", Some("gaps.csv"))).into_iter().collect();
    if shown.spread.by.len() > 1 {
        let margins = shown.spread.by.iter().filter_map(|dimension| Some((*dimension, shown.grid(&[*dimension])?)));
        tables.extend(margins.map(|(dimension, grid)| of_grid(shown, grid, sheet(dimension), None)));
    }
    if !shown.spread.disclosure {
        tables.push(homes(shown));
    }
    tables
}

/// The section of the tables.
pub(super) fn part(shown: &Shown<'_>) -> Part {
    let tables = all(shown);
    let markup = html! {
        @for table in &tables { (page::shown(&table.sheet, table)) }
    };
    Part::new("position", "The position today", markup).with(tables)
}

fn sheet(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Age => "By age",
        Dimension::Specialism => "By specialism",
        Dimension::Locality => "By locality",
        Dimension::Siblings => "By siblings",
    }
}

fn of_grid(shown: &Shown<'_>, grid: &Grid, sheet: &'static str, file: Option<&'static str>) -> Table {
    let by = grid.by.iter().map(|dimension| Column::new(dimension.word(), dimension_heading(*dimension), 16));
    let counted = Tally::default().columns().map(|(name, _)| Column::new(name, heading(name), 12));
    let rows = grid.rows.iter().map(|line| {
        let bands = line.bands.iter().map(|band| Cell::text(code(shown.scenario, band)));
        bands.chain(line.counts.iter().map(|count| cell(*count))).collect()
    });
    Table { sheet: sheet.into(), file, columns: by.chain(counted).collect(), rows: rows.collect() }
}

/// What a dimension is called, for people.
pub(super) fn dimension_heading(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Age => "Age band",
        Dimension::Specialism => "Specialism",
        Dimension::Locality => "Locality",
        Dimension::Siblings => "Siblings",
    }
}

/// What a column counts, for people.
pub(super) fn heading(column: &str) -> &'static str {
    match column {
        "children" => "Children",
        "children_staying" => "Children who stay",
        "children_in_need" => "Children in need",
        "children_in_house" => "In need: in-house",
        "children_kinship" => "In need: kinship",
        "children_agency" => "In need: agency",
        "children_residential" => "In need: residential",
        "children_unplaced" => "In need: unplaced",
        "children_short" => "Short of a home",
        "children_separated" => "Apart from siblings",
        "homes" => "Homes",
        "places" => "Places approved",
        "places_above" => "Above approval",
        "places_filled" => "Places filled",
        "places_usable" => "Vacant, usable",
        "places_mismatched" => "Vacant, mismatched",
        _ => "Places held",
    }
}

fn homes(shown: &Shown<'_>) -> Table {
    let columns = vec![
        Column::new("household_id", "Home", 14),
        Column::new("sector", "Sector", 12),
        Column::new("locality", "Locality", 14),
        Column::new("places", "Places approved", 10),
        Column::new("above", "Above approval", 10),
        Column::new("filled", "Places filled", 10),
        Column::new("usable", "Vacant, usable", 10),
        Column::new("mismatched", "Vacant, mismatched", 10),
        Column::new("closed_by", "Closed by", 24),
        Column::new("children_kept_out", "Children kept out", 10),
        Column::new("held", "Places held", 10),
        Column::new("reason", "Why held", 40),
    ];
    let rows = shown.sufficiency.position.homes.iter().map(|fact| {
        let home = shown.scenario.household(fact.home);
        vec![
            Cell::text(home.reference.as_str()),
            Cell::text(home.sector.word()),
            Cell::text(shown.scenario.locality(home.locality).reference.as_str()),
            Cell::Whole(fact.places),
            Cell::Whole(fact.above),
            Cell::Whole(fact.filled),
            Cell::Whole(fact.usable),
            Cell::Whole(fact.mismatched),
            Cell::text(fact.mismatch.as_ref().map_or("", |mismatch| mismatch.id)),
            fact.mismatch.as_ref().map(|mismatch| Cell::count(mismatch.children)).into(),
            Cell::Whole(fact.held),
            Cell::text(fact.held_reason.clone().unwrap_or_default()),
        ]
    });
    Table { sheet: "Homes".into(), file: Some("homes.csv"), columns, rows: rows.collect() }
}
