//! Level by level: value, proven bound and gap, in the level's own unit.

use maud::{Markup, html};

use super::cases::told;
use super::figures::{cells, level_title, level_unit, level_value, seconds, whole};
use crate::benchmark::{Benchmark, Group, LevelFigure, Spread};
use crate::report::document::Part;
use crate::report::page::html::{MOST_ROWS, more, number, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};

pub(super) fn part(found: &Benchmark) -> Part {
    Part::new("levels", "Level by level", html(found)).with([table(found)])
}

/// A level of a group: one figure for each seed.
struct Row<'b> {
    group: String,
    case: &'b str,
    share: Option<i64>,
    id: &'b str,
    figures: Vec<&'b LevelFigure>,
}

fn rows(found: &Benchmark) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for group in found.groups() {
        let own = group.own();
        let Some(longest) = own.iter().max_by_key(|run| run.levels.len()) else { continue };
        for level in &longest.levels {
            let figures = Group::level(&own, &level.id);
            rows.push(Row { group: group.label(), case: group.case, share: group.share, id: &level.id, figures });
        }
    }
    rows
}

impl Row<'_> {
    fn of(&self, figure: impl Fn(&LevelFigure) -> Option<i64>) -> Option<Spread> {
        Spread::of(self.figures.iter().filter_map(|each| figure(each)).map(whole))
    }

    fn proved(&self) -> usize {
        self.figures.iter().filter(|each| each.is_proven()).count()
    }

    fn certified(&self) -> usize {
        self.figures.iter().filter(|each| each.is_certified()).count()
    }
}

fn html(found: &Benchmark) -> Markup {
    let heads = [
        column("Case"),
        column("Level"),
        number("Value"),
        number("Proven bound"),
        number("Gap"),
        number("Proved"),
        number("Certified"),
        number("Seconds"),
    ];
    let rows = rows(found);
    let shown: Vec<Vec<Markup>> = rows.iter().take(MOST_ROWS).map(row).collect();
    html! {
        p {
            "The gap is the value less the bound, in the level\u{2019}s own unit. A bound is one given the values of the levels before \
             it: where an earlier level is not proved, a better proposal may have other values here. Certified: the same follows from a \
             certificate in exact arithmetic, without the solver."
        }
        (page_table("placewell, level by level", &heads, &shown))
        (more(rows.len(), "levels.csv"))
    }
}

fn row(row: &Row<'_>) -> Vec<Markup> {
    let value = |value: f64| level_value(row.id, value);
    vec![
        text(&row.group),
        html! { (level_title(row.id)) small { (level_unit(row.id)) } },
        told(row.of(|each| each.value), value),
        told(row.of(|each| each.bound), value),
        told(row.of(|each| each.gap), value),
        text(format!("{} of {}", row.proved(), row.figures.len())),
        text(format!("{} of {}", row.certified(), row.figures.len())),
        told(Spread::of(row.figures.iter().map(|each| each.seconds)), seconds),
    ]
}

fn table(found: &Benchmark) -> Table {
    let mut columns = vec![
        Column::new("case", "Case", 14),
        Column::new("sibling_share_percent", "Children with siblings, in a hundred", 12),
        Column::new("level", "Level", 16),
        Column::new("unit", "Unit", 14),
        Column::new("runs", "Runs", 8),
        Column::new("proved", "Runs that proved it", 10),
        Column::new("certified", "Runs with a certificate of it", 10),
    ];
    for (key, heading) in [("value", "Value"), ("bound", "Proven bound"), ("gap", "Gap"), ("seconds", "Seconds")] {
        for (end, word) in [("min", "least"), ("median", "median"), ("max", "most")] {
            columns.push(Column::new(format!("{key}_{end}"), format!("{heading}, {word}"), 12));
        }
    }
    let rows = rows(found).into_iter().map(|row| {
        let unit = row.figures.first().map_or("", |each| each.unit.as_str());
        let mut cells_of_row = vec![
            Cell::text(row.case),
            row.share.map_or(Cell::Blank, Cell::Whole),
            Cell::text(row.id),
            Cell::text(unit),
            Cell::count(row.figures.len()),
            Cell::count(row.proved()),
            Cell::count(row.certified()),
        ];
        let spreads = [row.of(|each| each.value), row.of(|each| each.bound), row.of(|each| each.gap)];
        let seconds = Spread::of(row.figures.iter().map(|each| each.seconds));
        cells_of_row.extend(spreads.into_iter().chain([seconds]).flat_map(cells));
        cells_of_row
    });
    Table { sheet: "Levels".into(), file: Some("levels.csv"), columns, rows: rows.collect() }
}
