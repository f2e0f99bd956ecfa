//! The position by each dimension: children, then homes and their places.

use std::cmp::Reverse;

use maud::{Markup, html};

use super::shown::{Grid, Line, Shown, cell, code};
use super::tables::{dimension_heading, heading, sheets};
use crate::domain::Dimension;
use crate::report::document::Part;
use crate::report::page::html as page;
use crate::report::table::{Cell, Column, Table};
use crate::sufficiency::Band;

const OF_CHILDREN: [&str; 8] = [
    "children_in_need",
    "children_in_house",
    "children_kinship",
    "children_agency",
    "children_residential",
    "children_unplaced",
    "children_short",
    "children_separated",
];
const OF_HOMES: [&str; 7] =
    ["homes", "places", "places_above", "places_filled", "places_usable", "places_mismatched", "places_held"];

pub(super) fn part(shown: &Shown<'_>) -> Part {
    let markup = html! {
        @for dimension in &shown.spread.by {
            @if let Some(grid) = shown.grid(&[*dimension]) {
                h3 { "By " (dimension_heading(*dimension).to_lowercase()) }
                (table(shown, *dimension, grid, &OF_CHILDREN, of_children(*dimension), "children_short"))
                (table(shown, *dimension, grid, &OF_HOMES, of_homes(*dimension), "places"))
            }
        }
        p.note {
            "Every table counts each child and each home once, so that its rows add up to the last one. The whole table, \
             by all of these together, is gaps.csv."
        }
    };
    Part::new("margins", "The position by kind", markup).with(sheets(shown))
}

fn of_children(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Age => "Children to be matched, by age",
        Dimension::Specialism => "Children to be matched, by what they need of carers",
        Dimension::Locality => "Children to be matched, by home locality",
        Dimension::Siblings => "Children to be matched, by how many brothers and sisters they are, themselves included",
    }
}

fn of_homes(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Age => "Homes and places, by the ages that they are approved for",
        Dimension::Specialism => "Homes and places, by what the carers are trained for",
        Dimension::Locality => "Homes and places, by where they are",
        Dimension::Siblings => "Homes and places, by how many brothers and sisters they may take together",
    }
}

/// The rows that count somebody, the most first; a suppressed count has no rank of its own.
fn table(
    shown: &Shown<'_>,
    dimension: Dimension,
    grid: &Grid,
    columns: &[&'static str],
    caption: &str,
    by: &str,
) -> Markup {
    let mut lines: Vec<&Line> =
        grid.rows.iter().filter(|line| columns.iter().any(|column| line.count(column) != Some(0))).collect();
    if dimension == Dimension::Locality || dimension == Dimension::Specialism {
        lines.sort_by_key(|line| Reverse(line.count(by).unwrap_or(0)));
    }
    let cells = |name: String, line: &Line| -> Vec<Cell> {
        [Cell::text(name)].into_iter().chain(columns.iter().map(|column| cell(line.count(column)))).collect()
    };
    let mut rows: Vec<Vec<Cell>> = lines.iter().map(|line| cells(name(shown, &line.bands[0]), line)).collect();
    rows.push(cells("All".to_owned(), &shown.total()));
    let first = Column::new(dimension.word(), dimension_heading(dimension), 20);
    let counted = columns.iter().map(|column| Column::new(*column, heading(column), 10));
    let table = Table {
        sheet: "Margin".into(),
        file: Some("gaps.csv"),
        columns: [first].into_iter().chain(counted).collect(),
        rows,
    };
    page::shown(caption, &table)
}

/// A value on a dimension for people.
fn name(shown: &Shown<'_>, band: &Band) -> String {
    match band {
        Band::Locality(id) => shown.scenario.locality(*id).name.clone(),
        Band::Specialism(skills) if skills.is_empty() => "none".to_owned(),
        Band::Specialism(skills) => skills.iter().map(|skill| skill.replace('_', " ")).collect::<Vec<_>>().join(", "),
        other => code(shown.scenario, other),
    }
}
