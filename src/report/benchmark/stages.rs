//! Stage by stage: seconds, and the most memory that the process had had by its end.

use maud::{Markup, html};

use super::cases::told;
use super::figures::{cells, digits, kib, mebibytes, seconds};
use crate::benchmark::{Benchmark, Spread, Stage};
use crate::report::document::Part;
use crate::report::page::html::{MOST_ROWS, more, number, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};

pub(super) fn part(found: &Benchmark) -> Part {
    Part::new("stages", "Stage by stage", html(found)).with([table(found)])
}

/// What a stage does.
fn title(id: &str) -> &str {
    match id {
        "read" => "Read the folder",
        "graph" => "Compatibility graph",
        "by_hand" => "First come, first served",
        "search" => "Search, with its model",
        "verify" => "Verify the proposal",
        "prove" => "Look for certificates",
        "prove_in_full" => "Look for every certificate, after the result",
        "certify_in_full" => "Work those out again",
        "certify" => "Work the certificates out again",
        "verify_by_hand" => "Verify the baseline",
        "explain" => "Explain",
        "report" => "Report",
        "write" => "Write the files",
        "model" => "The model once more, by itself",
        other => other,
    }
}

/// A stage of a group: one measurement for each seed.
struct Row<'b> {
    group: String,
    case: &'b str,
    share: Option<i64>,
    id: &'b str,
    stages: Vec<&'b Stage>,
}

impl Row<'_> {
    fn seconds(&self) -> Option<Spread> {
        Spread::of(self.stages.iter().map(|stage| stage.seconds))
    }

    fn memory(&self) -> Option<Spread> {
        Spread::of(self.stages.iter().filter_map(|stage| stage.peak_kib).map(|size| mebibytes(kib(size))))
    }
}

fn rows(found: &Benchmark) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for group in found.groups() {
        let own = group.own();
        let Some(longest) = own.iter().max_by_key(|run| run.stages.len()) else { continue };
        for stage in &longest.stages {
            let stages = own.iter().filter_map(|run| run.stages.iter().find(|each| each.id == stage.id)).collect();
            rows.push(Row { group: group.label(), case: group.case, share: group.share, id: &stage.id, stages });
        }
    }
    rows
}

fn html(found: &Benchmark) -> Markup {
    let heads = [column("Case"), column("Stage"), number("Seconds"), number("Peak memory so far, MiB")];
    let rows = rows(found);
    let shown: Vec<Vec<Markup>> = rows
        .iter()
        .take(MOST_ROWS)
        .map(|row| {
            vec![text(&row.group), text(title(row.id)), told(row.seconds(), seconds), told(row.memory(), digits)]
        })
        .collect();
    html! {
        p {
            "Every case is a process of its own. Peak memory is the most that the process has had from its start to the end of the \
             stage, so that it never falls. The search builds the model itself; at the end, after the result is written, the model is \
             built once more to time it alone, which is no part of the whole run."
        }
        (page_table("placewell, stage by stage", &heads, &shown))
        (more(rows.len(), "stages.csv"))
    }
}

fn table(found: &Benchmark) -> Table {
    let columns = vec![
        Column::new("case", "Case", 14),
        Column::new("sibling_share_percent", "Children with siblings, in a hundred", 12),
        Column::new("stage", "Stage", 16),
        Column::new("runs", "Runs", 8),
        Column::new("seconds_min", "Seconds, least", 12),
        Column::new("seconds_median", "Seconds, median", 12),
        Column::new("seconds_max", "Seconds, most", 12),
        Column::new("peak_mib_min", "Peak memory so far, MiB, least", 12),
        Column::new("peak_mib_median", "Peak memory so far, MiB, median", 12),
        Column::new("peak_mib_max", "Peak memory so far, MiB, most", 12),
    ];
    let rows = rows(found).into_iter().map(|row| {
        let mut all = vec![
            Cell::text(row.case),
            row.share.map_or(Cell::Blank, Cell::Whole),
            Cell::text(row.id),
            Cell::count(row.stages.len()),
        ];
        all.extend([row.seconds(), row.memory()].into_iter().flat_map(cells));
        all
    });
    Table { sheet: "Stages".into(), file: Some("stages.csv"), columns, rows: rows.collect() }
}
