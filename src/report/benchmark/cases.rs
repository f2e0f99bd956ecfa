//! Each case in one row: how large, how long, how much memory, and whether it ended by proof.

use maud::{Markup, html};

use super::figures::{self, cells, digits, kib, mebibytes, proved, seconds, spread};
use crate::benchmark::{Benchmark, Group, Run, Spread};
use crate::report::document::Part;
use crate::report::page::html::{MOST_ROWS, more, number, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};

pub(super) fn part(found: &Benchmark) -> Part {
    Part::new("cases", "Case by case", html(found)).with([table(found)])
}

fn html(found: &Benchmark) -> Markup {
    let heads = [
        column("Case"),
        number("Children"),
        number("Homes"),
        number("Columns"),
        number("Ended by proof"),
        number("Whole run, seconds"),
        number("Processor seconds"),
        number("Graph to proposal, seconds"),
        number("Peak memory, MiB"),
    ];
    let groups = found.groups();
    let rows: Vec<Vec<Markup>> = groups.iter().take(MOST_ROWS).map(row).collect();
    html! {
        p {
            "Each row is one case with one share of children who come with brothers or sisters. Where there are several seeds, the \
             middle one is told, and below it the least and the most."
        }
        (page_table("placewell, case by case", &heads, &rows))
        (more(groups.len(), "benchmark.csv"))
    }
}

fn row(group: &Group<'_>) -> Vec<Markup> {
    let own = group.own();
    vec![
        text(group.label()),
        sized(sizes(group, |record| Some(record.children))),
        sized(sizes(group, |record| Some(record.households))),
        sized(sizes(group, |record| record.size.map(|size| size.variables))),
        text(proved(&own)),
        told(whole_run(&own), seconds),
        told(processor(&own), seconds),
        told(solving(&own), seconds),
        told(memory(&own), |size| digits(mebibytes(size))),
    ]
}

fn sizes(group: &Group<'_>, of: impl Fn(&crate::benchmark::CaseRecord) -> Option<usize>) -> Option<Spread> {
    let counts = group.records.iter().filter_map(|record| of(record));
    Spread::of(counts.map(|count| figures::whole(i64::try_from(count).unwrap_or(i64::MAX))))
}

fn sized(size: Option<Spread>) -> Markup {
    told(size, |size| figures::level_value("", size.round()))
}

/// The middle, and below it the ends.
pub(super) fn told(figures: Option<Spread>, write: impl Fn(f64) -> String) -> Markup {
    let (middle, ends) = spread(figures, write);
    html! { (middle) @if !ends.is_empty() { small { (ends) } } }
}

fn whole_run(own: &[&Run]) -> Option<Spread> {
    Spread::of(own.iter().map(|run| run.seconds))
}

fn processor(own: &[&Run]) -> Option<Spread> {
    Spread::of(own.iter().filter_map(|run| run.processor_seconds))
}

fn solving(own: &[&Run]) -> Option<Spread> {
    Spread::of(own.iter().filter_map(|run| run.solve_seconds))
}

fn memory(own: &[&Run]) -> Option<Spread> {
    Spread::of(own.iter().filter_map(|run| run.peak_kib).map(kib))
}

fn table(found: &Benchmark) -> Table {
    let mut columns = vec![
        Column::new("case", "Case", 14),
        Column::new("sibling_share_percent", "Children with siblings, in a hundred", 12),
        Column::new("seeds", "Seeds", 8),
        Column::new("children", "Children to be placed", 10),
        Column::new("households", "Homes", 10),
        Column::new("columns", "Columns of the pattern model, median", 12),
        Column::new("ended_by_proof", "Runs that ended by proof", 10),
    ];
    for (key, heading) in [
        ("seconds", "Whole run, seconds"),
        ("processor_seconds", "Processor seconds"),
        ("solve_seconds", "Graph to proposal, seconds"),
        ("peak_mib", "Peak memory, MiB"),
    ] {
        for (end, word) in [("min", "least"), ("median", "median"), ("max", "most")] {
            columns.push(Column::new(format!("{key}_{end}"), format!("{heading}, {word}"), 12));
        }
    }
    let rows = found.groups().into_iter().map(|group| {
        let own = group.own();
        let children = group.records.iter().map(|record| record.children).max().unwrap_or(0);
        let households = group.records.iter().map(|record| record.households).max().unwrap_or(0);
        let proved = own.iter().filter(|run| run.ended == crate::benchmark::Ended::Proof).count();
        let mut row = vec![
            Cell::text(group.case),
            group.share.map_or(Cell::Blank, Cell::Whole),
            Cell::count(group.records.len()),
            Cell::count(children),
            Cell::count(households),
            sizes(&group, |record| record.size.map(|size| size.variables))
                .map_or(Cell::Blank, |size| Cell::Real(size.median)),
            Cell::count(proved),
        ];
        let memory = memory(&own).map(|each| Spread {
            min: mebibytes(each.min),
            median: mebibytes(each.median),
            max: mebibytes(each.max),
        });
        row.extend([whole_run(&own), processor(&own), solving(&own), memory].into_iter().flat_map(cells));
        row
    });
    Table { sheet: "Cases".into(), file: Some("benchmark.csv"), columns, rows: rows.collect() }
}
