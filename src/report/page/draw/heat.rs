//! A table of counts whose cells are the darker, the more they count. The number stands in each.

use maud::{Markup, html};

use super::scale::{Scale, real};
use crate::report::page::html::{self as page, Head, number, text, words as column};
use crate::report::table::{Cell, SUPPRESSED, Table};
use crate::report::words;

/// The table shaded. `totals` says how many of its last rows and columns are margins, which are not shaded.
pub(crate) fn heat(caption: &str, table: &Table, totals: (usize, usize)) -> Markup {
    let rows = table.rows.len().saturating_sub(totals.0);
    let columns = table.columns.len().saturating_sub(totals.1);
    let counts = table.rows.iter().take(rows).flat_map(|row| row.iter().take(columns).skip(1));
    let most = counts.filter_map(count).max().unwrap_or(0).max(1);
    let scale = Scale::new((0, most), (0.0, 100.0));
    let heads: Vec<Head> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, each)| if at == 0 { column(each.heading.as_str()) } else { number(each.heading.as_str()) })
        .collect();
    let cells: Vec<Vec<Markup>> = table
        .rows
        .iter()
        .enumerate()
        .map(|(row, cells)| {
            let shade = |at: usize, cell: &Cell| {
                if at == 0 { text(words::cell(cell)) } else { shaded(cell, scale, row < rows && at < columns) }
            };
            cells.iter().enumerate().map(|(at, cell)| shade(at, cell)).collect()
        })
        .collect();
    html! {
        (page::table(caption, &heads, &cells))
        (page::more(cells.len(), table.file.unwrap_or("report.xlsx")))
    }
}

fn count(cell: &Cell) -> Option<i64> {
    if let Cell::Whole(count) = cell { Some(*count) } else { None }
}

/// Nought is a dot to the eye and a nought to the ear; a suppressed count is never shaded.
fn shaded(cell: &Cell, scale: Scale, is_counted: bool) -> Markup {
    html! {
        @match cell {
            Cell::Whole(0) => { span aria-hidden="true" { "\u{b7}" } span.unseen { "0" } }
            Cell::Whole(count) if is_counted => {
                span.heat style=(format!("--share:{:.0}%", scale.at(*count).max(real(12)))) { (words::whole(*count)) }
            }
            Cell::Suppressed => { (SUPPRESSED) }
            other if is_counted => { (words::cell(other)) }
            total => { strong { (words::cell(total)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::Column;

    fn table(rows: Vec<Vec<Cell>>) -> Table {
        let columns = ["band", "a", "b", "all"].map(|key| Column::new(key, format!("<{key}>"), 9)).to_vec();
        Table { sheet: "t".into(), file: None, columns, rows }
    }

    #[test]
    fn the_most_is_darkest_and_margins_are_not_shaded() {
        let rows = vec![
            vec![Cell::text("<b>"), Cell::Whole(4), Cell::Whole(0), Cell::Whole(4)],
            vec![Cell::text("All"), Cell::Whole(8), Cell::Suppressed, Cell::Whole(9)],
        ];
        let drawn = heat("Children", &table(rows), (1, 1)).into_string();
        assert_eq!(drawn.matches("class=\"heat\"").count(), 1, "{drawn}");
        assert!(drawn.contains("--share:100%") && drawn.contains("<strong>9</strong>"), "{drawn}");
        assert!(drawn.contains("&lt;b&gt;") && !drawn.contains("<b>"), "{drawn}");
        assert!(drawn.contains("<span class=\"unseen\">0</span>") && drawn.contains(">c</td>"), "{drawn}");
    }

    #[test]
    fn nobody_and_nothing_are_drawn_too() {
        super::super::support::is_sound(&heat("Children", &table(Vec::new()), (1, 1)).into_string());
        let noughts = vec![vec![Cell::text("x"), Cell::Whole(0), Cell::Blank, Cell::Whole(i64::MAX)]];
        super::super::support::is_sound(&heat("Children", &table(noughts), (0, 0)).into_string());
    }
}
