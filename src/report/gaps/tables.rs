//! The tables of `gaps`: files and sheets.

use super::shown::{Grid, Shown, cell, code};
use crate::domain::{Dimension, Sector};
use crate::report::table::{Cell, Column, Table};
use crate::sufficiency::Tally;

/// The whole table by all dimensions, and one by each.
pub(super) fn sheets(shown: &Shown<'_>) -> Vec<Table> {
    let whole = shown.cross().map(|grid| of_grid(shown, grid, "Position", Some("gaps.csv")));
    let mut tables: Vec<Table> = whole.into_iter().collect();
    if shown.spread.by.len() > 1 {
        let margins = shown.spread.by.iter().filter_map(|dimension| Some((*dimension, shown.grid(&[*dimension])?)));
        tables.extend(margins.map(|(dimension, grid)| of_grid(shown, grid, sheet(dimension), None)));
    }
    tables
}

/// Homes and places by who runs the home.
pub(super) fn by_sector(shown: &Shown<'_>) -> Table {
    const COLUMNS: [&str; 6] =
        ["homes", "places", "places_filled", "places_usable", "places_mismatched", "places_held"];
    let sectors = Sector::ALL.iter().filter_map(|sector| {
        let tally = of_sectors(shown, |each| each == *sector);
        let counts = COLUMNS.map(|column| Cell::Whole(tally.column(column)));
        (tally.homes > 0).then(|| [Cell::text(who(*sector))].into_iter().chain(counts).collect())
    });
    let counted = COLUMNS.map(|column| Column::new(column, heading(column), 10));
    Table {
        sheet: "By sector".into(),
        file: None,
        columns: [Column::new("sector", "Who runs the home", 30)].into_iter().chain(counted).collect(),
        rows: sectors.collect(),
    }
}

/// The homes of some sectors together.
pub(super) fn of_sectors(shown: &Shown<'_>, which: impl Fn(Sector) -> bool) -> Tally {
    let mut tally = Tally::default();
    for fact in &shown.sufficiency.position.homes {
        if which(shown.scenario.household(fact.home).sector) {
            tally += Tally::of_home(fact);
        }
    }
    tally
}

fn who(sector: Sector) -> &'static str {
    match sector {
        Sector::InHouse => "The council\u{2019}s own carers",
        Sector::Kinship => "Family and friends (kinship)",
        Sector::Ifa => "Independent fostering agencies",
        Sector::OtherLa => "Other councils\u{2019} carers",
    }
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

/// Each home.
pub(super) fn homes(shown: &Shown<'_>) -> Table {
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
