//! Who could live where: a picture of children and places while it can be taken in, and always in figures.

use maud::{Markup, html};

use super::{Section, by_locality};
use crate::domain::Place;
use crate::report::open::{Row, places};
use crate::report::page::html::{MOST_ROWS as MOST_IN_TABLE, more, number, table, text, words as column};
use crate::report::page::matrix::{self, Mark};
use crate::report::table::{Cell, Column, Table};
use crate::report::view::View;
use crate::report::words;

/// The largest picture that people can take in.
const MOST_ROWS: usize = 40;
const MOST_COLUMNS: usize = 80;

/// Open places of one child that a cell of the workbook names where not every place is marked.
const MOST_LISTED: usize = 20;

pub(super) struct Homes;

impl Section for Homes {
    fn id(&self) -> &'static str {
        "homes"
    }

    fn title(&self, _: &View<'_>) -> &'static str {
        "Who could live where"
    }

    fn html(&self, view: &View<'_>) -> Markup {
        let rows = view.open();
        let places = places(view.scenario);
        html! {
            p {
                "By the rules about one child and one home alone. Whether there is room beside the others is settled by \
                 the limits on each home."
            }
            @if rows.len() <= MOST_ROWS && places.len() <= MOST_COLUMNS && !rows.is_empty() && !places.is_empty() {
                (picture(view, rows, &places))
            } @else if !rows.is_empty() {
                p {
                    "With " (words::children(rows.len())) " and " (words::count(places.len(), "place", "places"))
                    " a picture of each could not be read, so the pairs are added up by locality."
                }
                (by_locality::heat(view, rows))
            }
            (figures(view, rows))
            @if rows.iter().any(|row| !row.is_whole) {
                p.quiet { "With so many pairs of a child and a place, only those that are open are counted; how nearly the others are was not asked." }
            }
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        let columns = vec![
            Column::new("child_id", "Child", 14),
            Column::new("open", "Places open", 10),
            Column::new("near_misses", "Near misses", 10),
            Column::new("closed", "Closed by two or more", 12),
            Column::new("placement", "Would live in", 16),
            Column::new("open_places", "Which are open", 60),
        ];
        let rows = view.open();
        let cells = rows.iter().map(|row| {
            vec![
                Cell::text(row.child.reference.as_str()),
                Cell::count(row.open_count()),
                row.count(Mark::Near).map(Cell::count).into(),
                row.count(Mark::Closed).map(Cell::count).into(),
                Cell::text(row.there(view)),
                Cell::list(names(view, row)),
            ]
        });
        vec![Table { sheet: "Who could live where".into(), file: None, columns, rows: cells.collect() }]
    }
}

/// The open places by name; of a large scenario the first, and how many more there are.
fn names(view: &View<'_>, row: &Row<'_>) -> Vec<String> {
    let most = if row.is_whole { usize::MAX } else { MOST_LISTED };
    let named = row.open().take(most).map(|place| view.scenario.place_name(place).to_owned());
    let more = row.open_count().saturating_sub(most);
    named.chain((more > 0).then(|| format!("{more} more"))).collect()
}

fn picture(view: &View<'_>, rows: &[Row<'_>], places: &[Place]) -> Markup {
    let children: Vec<&str> = rows.iter().map(|row| row.child.reference.as_str()).collect();
    let names: Vec<&str> = places.iter().map(|place| view.scenario.place_name(*place)).collect();
    let marks: Vec<Vec<Mark>> = rows.iter().map(|row| row.marks.iter().map(|(_, mark)| *mark).collect()).collect();
    let open: usize = rows.iter().map(Row::open_count).sum();
    let told = format!(
        "{} by {}: {open} of {} pairs are open. The table below has the figures for each child.",
        words::children(rows.len()),
        words::count(places.len(), "place", "places"),
        rows.len() * places.len()
    );
    html! {
        figure.matrix {
            figcaption { "Children (rows, fewest open places first) and places (columns)" }
            (matrix::key())
            div.scroll role="region" tabindex="0" aria-label="Picture of who could live where" {
                (matrix::matrix(&children, &names, &marks, &told))
            }
        }
    }
}

fn figures(view: &View<'_>, rows: &[Row<'_>]) -> Markup {
    let heads = [
        column("Child"),
        number("Places open"),
        number("Near misses"),
        column("Would live in"),
        column("Open to the child"),
    ];
    let cells: Vec<Vec<Markup>> = rows
        .iter()
        .take(MOST_IN_TABLE)
        .map(|row| {
            let open: Vec<&str> = row.open().map(|place| view.scenario.place_name(place)).collect();
            vec![
                text(&row.child.reference),
                text(open.len().to_string()),
                text(row.count(Mark::Near).map_or_else(|| "not asked".to_owned(), |near| near.to_string())),
                text(row.there(view)),
                text(words::some(&open, 8)),
            ]
        })
        .collect();
    html! {
        (table("Places open to each child, fewest first", &heads, &cells))
        (more(rows.len(), "options.csv"))
    }
}
