//! How time and memory grow with size: charts, and the same figures in a table.

use maud::{Markup, html};

use super::cases::told;
use super::figures::{NONE, cells, digits, kib, mebibytes, proved, seconds, solver_title};
use crate::benchmark::{Benchmark, CaseRecord, Ended, Run, Spread};
use crate::report::document::Part;
use crate::report::page::draw::Told;
use crate::report::page::draw::growth::{Point, Series, growth};
use crate::report::page::html::{MOST_ROWS, more, number, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};

pub(super) fn part(found: &Benchmark) -> Part {
    Part::new("growth", "How it grows", html(found)).with([table(found)])
}

/// One solver on one size, all shares and seeds together.
struct Row<'b> {
    case: &'b str,
    solver: &'b str,
    children: usize,
    columns: Option<Spread>,
    runs: Vec<&'b Run>,
    records: Vec<&'b CaseRecord>,
}

impl Row<'_> {
    /// The time of a run that did not finish is the time that it was waited for.
    fn seconds(&self) -> Option<Spread> {
        let time = |run: &&Run| match run.ended {
            Ended::Failed => None,
            Ended::Cut => run.waited_for(),
            Ended::Proof | Ended::Clock | Ended::NoSearch => run.solve_seconds,
        };
        Spread::of(self.runs.iter().filter_map(time))
    }

    fn memory(&self) -> Option<Spread> {
        Spread::of(self.runs.iter().filter_map(|run| run.peak_kib).map(|size| mebibytes(kib(size))))
    }

    /// Whether the middle run did not finish.
    fn is_bound(&self) -> bool {
        let unfinished = self.runs.iter().filter(|run| matches!(run.ended, Ended::Clock | Ended::Cut)).count();
        2 * unfinished >= self.runs.len()
    }

    fn ratios(&self) -> (Option<Spread>, bool) {
        let all: Vec<_> = self.records.iter().filter_map(|record| record.ratio(self.solver)).collect();
        (Spread::of(all.iter().map(|ratio| ratio.figure)), all.iter().any(|ratio| ratio.is_bound))
    }
}

fn rows(found: &Benchmark) -> Vec<Row<'_>> {
    let mut cases: Vec<&str> = Vec::new();
    for record in &found.cases {
        if !cases.contains(&record.case.as_str()) {
            cases.push(&record.case);
        }
    }
    let pairs = cases.into_iter().flat_map(|case| found.asked.solvers.iter().map(move |solver| (case, solver)));
    let rows = pairs.map(|(case, solver)| row(found, case, solver));
    rows.filter(|row| !row.runs.is_empty()).collect()
}

fn row<'b>(found: &'b Benchmark, case: &str, solver: &'b str) -> Row<'b> {
    let records: Vec<&CaseRecord> = found.cases.iter().filter(|record| record.case == case).collect();
    let count = |count: usize| super::figures::whole(i64::try_from(count).unwrap_or(i64::MAX));
    Row {
        case: records.first().map_or("", |record| record.case.as_str()),
        solver,
        children: records.iter().map(|record| record.children).max().unwrap_or(0),
        columns: Spread::of(records.iter().filter_map(|record| record.size).map(|size| count(size.variables))),
        runs: records.iter().filter_map(|record| record.run(solver)).collect(),
        records,
    }
}

fn html(found: &Benchmark) -> Markup {
    let rows = rows(found);
    let heads = [
        column("Case"),
        column("Solver"),
        number("Children"),
        number("Ended by proof"),
        number("Graph to proposal, seconds"),
        number("Peak memory, MiB"),
        number("Times as long as placewell"),
    ];
    let shown: Vec<Vec<Markup>> = rows.iter().take(MOST_ROWS).map(shown).collect();
    let time = Told {
        id: "growth-time",
        title: "Seconds from the graph to the proposal, by children to be placed",
        told: "seconds",
    };
    let memory =
        Told { id: "growth-memory", title: "Peak memory of the whole process, by children to be placed", told: "MiB" };
    let times: Vec<(Option<Spread>, bool)> = rows.iter().map(|row| (row.seconds(), row.is_bound())).collect();
    let memories: Vec<(Option<Spread>, bool)> = rows.iter().map(|row| (row.memory(), false)).collect();
    html! {
        p { "All shares of siblings and all seeds of a size together. Both axes of a chart are logarithmic: a straight line is a power of the size." }
        (chart(found, &rows, &time, &times))
        (chart(found, &rows, &memory, &memories))
        (page_table("Time and memory by size", &heads, &shown))
        (more(rows.len(), "growth.csv"))
        p.note {
            "A solver that did not finish is told with the time that it was waited for, and its ratio as at least that. There are ratios only \
             where placewell ended by proof."
        }
    }
}

fn shown(row: &Row<'_>) -> Vec<Markup> {
    let (ratios, at_least) = row.ratios();
    vec![
        text(row.case),
        text(solver_title(row.solver)),
        text(row.children.to_string()),
        text(if row.runs.iter().all(|run| run.ended == Ended::NoSearch) { NONE.to_owned() } else { proved(&row.runs) }),
        told(row.seconds(), seconds),
        told(row.memory(), digits),
        html! { @if at_least { "\u{2265}\u{a0}" } (told(ratios, digits)) },
    ]
}

/// A chart of one figure of each row; `what` says in `told` what the figure counts, which the words of the chart repeat.
fn chart(found: &Benchmark, rows: &[Row<'_>], what: &Told<'_>, figures: &[(Option<Spread>, bool)]) -> Markup {
    let unit = what.told;
    let mut series = Vec::new();
    let mut said = Vec::new();
    for solver in &found.asked.solvers {
        let mut points: Vec<Point> = Vec::new();
        for (row, (spread, is_bound)) in rows.iter().zip(figures).filter(|(row, _)| row.solver == solver) {
            let Some(Spread { min: low, median: middle, max: high }) = *spread else { continue };
            let size = super::figures::whole(i64::try_from(row.children).unwrap_or(i64::MAX));
            points.push(Point { size, low, middle, high, is_bound: *is_bound });
        }
        if points.is_empty() {
            continue;
        }
        points.sort_by(|a, b| a.size.total_cmp(&b.size));
        let value = |point: &Point| format!("{} {unit} at {} children", digits(point.middle), digits(point.size));
        let values: Vec<String> = points.iter().map(value).collect();
        said.push(format!("{}: {}", solver_title(solver), values.join(", ")));
        series.push(Series { name: solver_title(solver), points });
    }
    growth(&Told { told: &said.join(". "), ..*what }, "children to be placed", unit, &series)
}

fn table(found: &Benchmark) -> Table {
    let mut columns = vec![
        Column::new("case", "Case", 14),
        Column::new("solver", "Solver", 14),
        Column::new("children", "Children to be placed", 10),
        Column::new("columns", "Columns of the pattern model, median", 12),
        Column::new("runs", "Runs", 8),
        Column::new("ended_by_proof", "Runs that ended by proof", 10),
        Column::new("ratio_is_bound", "Ratio is at least that", 10),
    ];
    for (key, heading) in [
        ("solve_seconds", "Graph to proposal, seconds"),
        ("peak_mib", "Peak memory, MiB"),
        ("ratio", "Times as long as placewell"),
    ] {
        for (end, word) in [("min", "least"), ("median", "median"), ("max", "most")] {
            columns.push(Column::new(format!("{key}_{end}"), format!("{heading}, {word}"), 12));
        }
    }
    let rows = rows(found).into_iter().map(|row| {
        let (ratios, at_least) = row.ratios();
        let proved = row.runs.iter().filter(|run| run.ended == Ended::Proof).count();
        let mut all = vec![
            Cell::text(row.case),
            Cell::text(row.solver),
            Cell::count(row.children),
            row.columns.map_or(Cell::Blank, |size| Cell::Real(size.median)),
            Cell::count(row.runs.len()),
            Cell::count(proved),
            ratios.map_or(Cell::Blank, |_| Cell::yes_no(at_least)),
        ];
        all.extend([row.seconds(), row.memory(), ratios].into_iter().flat_map(cells));
        all
    });
    Table { sheet: "Growth".into(), file: Some("growth.csv"), columns, rows: rows.collect() }
}
