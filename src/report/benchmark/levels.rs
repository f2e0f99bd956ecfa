//! Level by level: value, proven bound and gap, in the level's own unit.

use maud::{Markup, html};

use super::cases::told;
use super::figures::{cells, level_title, level_unit, level_value, seconds, solver_title, whole};
use super::results::peers;
use crate::benchmark::{Benchmark, Group, LevelFigure, Solver, Spread};
use crate::report::document::Part;
use crate::report::page::html::{MOST_ROWS, more, number, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};

pub(super) fn part(found: &Benchmark) -> Part {
    Part::new("levels", "Level by level", html(found)).with([table(found)])
}

/// A level of a group as one solver left it: one figure for each seed.
struct Row<'b> {
    group: String,
    solver: &'b str,
    case: &'b str,
    share: Option<i64>,
    id: &'b str,
    figures: Vec<&'b LevelFigure>,
}

fn rows(found: &Benchmark) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for group in found.groups() {
        for solver in &found.asked.solvers {
            let runs = group.runs(solver);
            let Some(longest) = runs.iter().max_by_key(|run| run.levels.len()) else { continue };
            for level in &longest.levels {
                let figures = Group::level(&runs, &level.id);
                let group_label = group.label();
                rows.push(Row {
                    group: group_label,
                    solver,
                    case: group.case,
                    share: group.share,
                    id: &level.id,
                    figures,
                });
            }
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

    fn is_own(&self) -> bool {
        self.solver == Solver::Placewell.word()
    }

    /// Whether a peer searched for it and did not prove it in every run.
    fn is_left_open(&self, found: &Benchmark) -> bool {
        !self.is_own() && self.proved() < self.figures.len() && peers(found).contains(&self.solver)
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
    let all = rows(found);
    let own: Vec<&Row<'_>> = all.iter().filter(|row| row.is_own()).collect();
    let shown: Vec<Vec<Markup>> = own.iter().take(MOST_ROWS).map(|each| row(each)).collect();
    let open: Vec<&Row<'_>> = all.iter().filter(|row| row.is_left_open(found)).collect();
    html! {
        p {
            "The gap is the value less the bound, in the level\u{2019}s own unit. A bound is one given the values of the levels before \
             it: where an earlier level is not proved, a better proposal may have other values here. Certified: the same follows from a \
             certificate in exact arithmetic, without the solver."
        }
        (page_table("placewell, level by level", &heads, &shown))
        (more(own.len(), "levels.csv"))
        @if !open.is_empty() { (left_open(&open)) }
    }
}

fn row(row: &Row<'_>) -> Vec<Markup> {
    let mut cells = vec![text(&row.group)];
    cells.extend(figures_of(row));
    cells.push(text(format!("{} of {}", row.certified(), row.figures.len())));
    cells.push(told(Spread::of(row.figures.iter().map(|each| each.seconds)), seconds));
    cells
}

/// The level, its value, bound and gap, and how many runs proved it.
fn figures_of(row: &Row<'_>) -> Vec<Markup> {
    let value = |value: f64| level_value(row.id, value);
    vec![
        html! { (level_title(row.id)) small { (level_unit(row.id)) } },
        told(row.of(|each| each.value), value),
        told(row.of(|each| each.bound), value),
        told(row.of(|each| each.gap), value),
        text(format!("{} of {}", row.proved(), row.figures.len())),
    ]
}

fn left_open(open: &[&Row<'_>]) -> Markup {
    let heads = [
        column("Case"),
        column("Peer"),
        column("Level"),
        number("Value"),
        number("Proven bound"),
        number("Gap"),
        number("Proved"),
    ];
    let rows = open.iter().take(MOST_ROWS).map(|row| {
        let mut cells = vec![text(&row.group), text(solver_title(row.solver))];
        cells.extend(figures_of(row));
        cells
    });
    html! {
        h3 { "What peers left open" }
        p { "Levels that a peer did not prove on every seed. A dash: it had found no proposal, or proved no bound, when its time was up." }
        (page_table("Peers, levels that are not proved", &heads, &rows.collect::<Vec<_>>()))
        (more(open.len(), "levels.csv"))
    }
}

fn table(found: &Benchmark) -> Table {
    let mut columns = vec![
        Column::new("case", "Case", 14),
        Column::new("sibling_share_percent", "Children with siblings, in a hundred", 12),
        Column::new("solver", "Solver", 14),
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
            Cell::text(row.solver),
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
