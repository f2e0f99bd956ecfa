//! What the households are for: the three parts of the sector's method.

use std::collections::BTreeMap;

use maud::html;

use super::view::View;
use crate::recruitment::{Again, Part as Purpose};
use crate::report::chart::{Chart, Form};
use crate::report::document::Part;
use crate::report::page::draw::Told;
use crate::report::page::draw::paint::Paint;
use crate::report::page::draw::stacked::{Bar, stacked};
use crate::report::page::html::shown;
use crate::report::page::palette::{OPEN, PROPOSED, QUIET};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

const SHEET: &str = "What they are for";

/// The parts in their order, each with how it is drawn, its name, and what it means.
const PURPOSES: &[(Purpose, Paint, &str, &str)] = &[
    (
        Purpose::ReplaceLeavers,
        Paint::Dark,
        "Replace carers who leave",
        "households that are needed only because carers leave",
    ),
    (
        Purpose::MeetGrowth,
        Paint::Light,
        "Meet growth in children",
        "households that are needed only because more children arrive each year",
    ),
    (
        Purpose::EnlargePool,
        Paint::White,
        "Enlarge the pool",
        "households that would be needed even if nobody left and arrivals did not grow: for the right age, place and room for brothers and sisters, and for times with more children than usual",
    ),
];

/// The section.
pub(super) fn part(view: &View<'_>) -> Part {
    if view.panel.parts.is_empty() {
        let why = match view.panel.again {
            Again::NotAsked => "The plan was given, not sought, so its parts are not known.",
            Again::Stopped => {
                "Time ended before the plans without leavers and without growth were made, so the parts are not known."
            }
            Again::Done => {
                "No plan of the catalogue keeps the promise without leavers or without growth, so the parts are not known."
            }
        };
        let markup = html! { p { (why) } };
        return Part::new("purposes", "What they are for", markup);
    }
    let table = table(view);
    let keys: Vec<(Paint, &str)> = PURPOSES.iter().map(|(_, paint, name, _)| (*paint, *name)).collect();
    let all: Vec<i64> = PURPOSES.iter().map(|(purpose, ..)| of(view, *purpose).iter().sum()).collect();
    let told: Vec<String> = keys.iter().zip(&all).map(|((_, name), number)| format!("{name}: {number}")).collect();
    let told = told.join(", ");
    let mut bars = vec![Bar { name: "All kinds", parts: all }];
    let by_row = by_row(view);
    bars.extend(by_row.iter().map(|(name, parts)| Bar { name, parts: parts.clone() }));
    let markup = html! {
        p { "The three parts of a recruitment target, as the sector counts them (The Fostering Network)." }
        ul { @for (.., name, meaning) in PURPOSES { li { strong { (name) } ": " (meaning) "." } } }
        (stacked(&Told { id: "purposes-drawn", title: "Households by what they are for", told: &told }, &keys, &bars, "households"))
        (shown("Households by what they are for", &table))
        p.note {
            "Three plans from the same futures: as if nobody left and arrivals did not grow, which is the pool; with growth, \
             which adds the second part; as it is, which adds the first. What meets growth also replaces somebody. A \
             negative number says that a kind is needed less."
        }
    };
    let chart = Chart::of_columns(SHEET, Form::StackedBars, &[(1, PROPOSED), (2, OPEN), (3, QUIET)]).told(
        "Households by what they are for",
        ("", "Households"),
        &format!("Stacked bars by kind of home; figures to the left. All kinds: {told}."),
    );
    Part::new("purposes", "What they are for", markup).with([table]).charted(chart)
}

/// Households of a part, by the position of the kind.
fn of<'v>(view: &'v View<'_>, purpose: Purpose) -> &'v [i64] {
    let all = view.panel.parts.iter().find(|(each, _)| *each == purpose);
    all.map_or(&[], |(_, households)| households.as_slice())
}

/// Households of each part by kind, all localities together, in the order of the catalogue.
fn by_row(view: &View<'_>) -> Vec<(String, Vec<i64>)> {
    let mut order: Vec<&str> = Vec::new();
    let mut sums: BTreeMap<&str, (String, Vec<i64>)> = BTreeMap::new();
    for kind in &view.scenario.kinds {
        let entry = sums.entry(&kind.row).or_insert_with(|| {
            order.push(&kind.row);
            (kind.title.clone(), vec![0; PURPOSES.len()])
        });
        for (sum, (purpose, ..)) in entry.1.iter_mut().zip(PURPOSES) {
            *sum += of(view, *purpose).get(kind.id.index()).copied().unwrap_or(0);
        }
    }
    let kinds = order.into_iter().filter_map(|row| sums.remove(row));
    kinds.filter(|(_, parts)| parts.iter().any(|part| *part != 0)).collect()
}

fn table(view: &View<'_>) -> Table {
    let mut columns = vec![Column::new("kind", "Kind of home", 34)];
    columns.extend(PURPOSES.iter().map(|(_, _, name, _)| Column::new(*name, format!("{name} (households)"), 16)));
    columns.push(Column::new("all", "All households", 12));
    let line = |name: &str, parts: &[i64]| -> Vec<Cell> {
        let parts = parts.iter().copied().chain([parts.iter().sum()]);
        [Cell::text(words::capital(name))].into_iter().chain(parts.map(Cell::Whole)).collect()
    };
    let kinds = by_row(view);
    let all: Vec<i64> = PURPOSES.iter().map(|(purpose, ..)| of(view, *purpose).iter().sum()).collect();
    let mut rows: Vec<Vec<Cell>> = kinds.iter().map(|(name, parts)| line(name, parts)).collect();
    rows.push(line("All kinds", &all));
    Table { sheet: SHEET.into(), file: None, columns, rows }
}
