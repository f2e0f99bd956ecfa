//! How it was measured, and on what.

use maud::{Markup, html};

use super::figures::{digits, kib};
use crate::benchmark::Benchmark;
use crate::report::document::Part;
use crate::report::page::html::{MOST_CHILDREN, more_than, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

pub(super) fn part(found: &Benchmark) -> Part {
    Part::new("method", "How this was measured", html(found)).with([table(found)])
}

/// What stands above everything where a proposal was rejected or two proofs contradict each other.
pub(super) fn rejected(faults: &[String]) -> Markup {
    html! {
        div.banner role="alert" {
            h2 { "Something is wrong" }
            p { "A proposal was rejected by the independent check, or two proofs contradict each other. Rely on no figure of these runs." }
            ul { @for fault in faults { li { (fault) } } }
        }
    }
}

fn facts(found: &Benchmark) -> Vec<(&'static str, String)> {
    let machine = &found.machine;
    let unknown = || "not told by the system".to_owned();
    let limits: Vec<String> =
        found.asked.limits.iter().map(|limit| format!("{} {} s", limit.case, digits_of(limit.seconds))).collect();
    vec![
        ("Measured at", machine.measured_at.clone()),
        ("Processor", machine.processor.clone().unwrap_or_else(unknown)),
        ("Processors that could be used", machine.processors.to_string()),
        ("Memory", machine.memory_kib.map_or_else(unknown, |size| format!("{} GiB", digits(kib(size) / 1_048_576.0)))),
        (
            "Threads that wanted a processor before",
            machine.load_before.map_or_else(unknown, |load| format!("{} in the last minute, on average", digits(load))),
        ),
        ("System", machine.system.clone()),
        ("placewell", format!("{}, {} build", found.placewell_version, machine.build)),
        ("Threads of placewell", found.asked.threads.to_string()),
        ("Time limit of each search", words::and(&limits)),
        ("Solvers", words::and(&found.asked.solvers)),
        ("Peak memory", machine.memory_from.clone().unwrap_or_else(|| "not measured on this system".to_owned())),
    ]
}

/// A limit is written as it was set.
fn digits_of(limit: f64) -> String {
    limit.to_string()
}

fn html(found: &Benchmark) -> Markup {
    let rows: Vec<Vec<Markup>> = facts(found).into_iter().map(|(what, is)| vec![text(what), text(is)]).collect();
    html! {
        (page_table("The machine and what was asked for", &[column("What"), column("Is")], &rows))
        p {
            "Cases are run one after another, every solver of a case in a process of its own, started by this one; the whole run is \
             timed from there to its result. A run ends by proof, when every level is proved, or by the clock: the proposal is then the \
             best found, and another run may find another. A process that goes on long after its time is cut: a peer after one and a \
             quarter of its time and ten seconds, placewell, which looks for certificates as well, after three times and a minute. \
             What it had told by then is in benchmark.json. One seed of every case is run before the next, with plain HiGHS and first \
             come right beside placewell; then the other peers."
        }
        @let notes = super::peers::notes(found);
        @if !notes.is_empty() {
            h3 { "What else there is to say" }
            ul { @for note in notes.iter().take(MOST_CHILDREN) { li { (note) } } }
            (more_than(MOST_CHILDREN, notes.len(), "benchmark.json"))
        }
    }
}

fn table(found: &Benchmark) -> Table {
    let columns = vec![Column::new("what", "What", 30), Column::new("is", "Is", 50)];
    let rows = facts(found).into_iter().map(|(what, is)| vec![Cell::text(what), Cell::text(is)]);
    Table { sheet: "Machine".into(), file: None, columns, rows: rows.collect() }
}
