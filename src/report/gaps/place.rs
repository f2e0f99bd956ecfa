//! Where children are short of a home: locality by age band.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use maud::html;

use super::shown::{Grid, Line, PICTURE, Shown, cell};
use crate::domain::Dimension;
use crate::report::document::Part;
use crate::report::page::draw::heat::heat;
use crate::report::table::{Cell, Column, Table};
use crate::sufficiency::Band;

const COUNTED: &str = "children_short";

/// The section, if the tables are split by age and by locality.
pub(super) fn part(shown: &Shown<'_>) -> Option<Part> {
    let table = table(shown)?;
    let caption = "Children short of a home, by home locality and age";
    let markup = html! {
        p {
            "Each cell counts children to be matched for whom foster care is suitable and who would live neither with the \
             council\u{2019}s own carers nor with family and friends. This is where, and for which ages, recruitment is needed."
        }
        @if table.rows.len() > 1 {
            (heat(caption, &table, (1, 1)))
        } @else {
            p { "No child is short of a home." }
        }
    };
    Some(Part::new("where", "Where children are short of a home", markup).with([table]))
}

fn table(shown: &Shown<'_>) -> Option<Table> {
    let cross =
        [PICTURE.to_vec(), vec![Dimension::Locality, Dimension::Age]].into_iter().find_map(|by| shown.grid(&by))?;
    let (ages, localities) = (shown.grid(&[Dimension::Age])?, shown.grid(&[Dimension::Locality])?);
    let is_some = |line: &&Line| line.count(COUNTED) != Some(0);
    let across: BTreeSet<&Band> = ages.rows.iter().filter(is_some).map(|line| &line.bands[0]).collect();
    let mut down: Vec<&Line> = localities.rows.iter().filter(is_some).collect();
    // A suppressed count has no rank of its own, which would tell about it.
    down.sort_by_key(|line| Reverse(line.count(COUNTED).unwrap_or(0)));
    let mut columns = vec![Column::new("locality", "Locality", 24)];
    columns.extend(across.iter().map(|band| {
        let code = super::shown::code(shown.scenario, band);
        Column::new(format!("age_{code}"), format!("Age {code}"), 9)
    }));
    columns.push(Column::new("all", "All ages", 9));
    let row = |name: String, count: &dyn Fn(&Band) -> Option<i64>, all: Option<i64>| -> Vec<Cell> {
        let counts = across.iter().map(|band| cell(count(band)));
        [Cell::text(name)].into_iter().chain(counts).chain([cell(all)]).collect()
    };
    let mut rows: Vec<Vec<Cell>> = down
        .iter()
        .map(|line| {
            let there = &line.bands[0];
            let name =
                if let Band::Locality(id) = there { shown.scenario.locality(*id).name.clone() } else { String::new() };
            row(name, &|age| find(cross, &[age, there]), line.count(COUNTED))
        })
        .collect();
    rows.push(row("All".to_owned(), &|age| find(ages, &[age]), shown.total().count(COUNTED)));
    Some(Table { sheet: "Short by place and age".into(), file: None, columns, rows })
}

/// The count of the cell with these bands, in any order; a cell that is not there counts nobody.
fn find(grid: &Grid, bands: &[&Band]) -> Option<i64> {
    let line = grid.rows.iter().find(|line| bands.iter().all(|band| line.bands.contains(band)));
    line.map_or(Some(0), |line| line.count(COUNTED))
}
