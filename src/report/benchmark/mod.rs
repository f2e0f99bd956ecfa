//! The report of a benchmark: what was measured, against the goals, level by level, stage by stage and beside peers.

mod cases;
mod figures;
mod goals;
mod growth;
mod levels;
mod method;
mod peers;
mod results;
mod stages;
mod terminal;

use super::document::{Document, Part};
use super::{Error, File};
use crate::benchmark::Benchmark;

pub use terminal::benchmark_terminal;

/// Every file of a benchmark, in a fixed order: `benchmark.csv`, `growth.csv`, `levels.csv`, `peers.csv`,
/// `results.csv`, `stages.csv`, `benchmark.json`, the page and the workbook.
///
/// # Errors
/// A file that cannot be made, which no measurement should cause.
pub fn benchmark_files(found: &Benchmark) -> Result<Vec<File>, Error> {
    document(found).files(Some(("benchmark.json", benchmark_json(found)?.into_bytes())))
}

/// The content of `benchmark.json`.
///
/// # Errors
/// A number that JSON cannot hold.
pub fn benchmark_json(found: &Benchmark) -> Result<String, Error> {
    Ok(serde_json::to_string_pretty(found)? + "\n")
}

/// The JSON schema of `benchmark.json`.
pub fn benchmark_schema() -> String {
    let schema = schemars::schema_for!(Benchmark);
    serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
}

fn document(found: &Benchmark) -> Document {
    let title = "Benchmark: time, memory and proof".to_owned();
    let at = found.machine.measured_at.parse::<jiff::Timestamp>().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let rejected = found.rejected();
    Document {
        book: title.clone(),
        title,
        date: at.to_zoned(jiff::tz::TimeZone::UTC).date(),
        date_is: "Measured on",
        note: Some("The cases are invented, but for those that were named by folder.".to_owned()),
        modes: modes(found),
        alert: (!rejected.is_empty()).then(|| method::rejected(&rejected)),
        parts: parts(found),
        made: format!("on {}", found.machine.system),
    }
}

fn modes(found: &Benchmark) -> Vec<String> {
    let mut modes = Vec::new();
    if found.machine.build != "release" {
        modes.push("A debug build was measured: its times say nothing of a release build.".to_owned());
    }
    let processors = f64::from(u32::try_from(found.machine.processors).unwrap_or(u32::MAX));
    if let Some(load) = found.machine.load_before.filter(|load| *load > processors / 2.0) {
        modes.push(format!(
            "The machine was busy with other work: {} threads wanted its {processors} processors before the benchmark began. \
             Times are longer than on a machine of its own.",
            figures::digits(load)
        ));
    }
    if found.stopped_early {
        modes.push(format!(
            "Unfinished: {} of {} runs were made. Cases and seeds that are missing are not in the tables.",
            found.runs(),
            found.asked.runs
        ));
    }
    modes
}

fn parts(found: &Benchmark) -> Vec<Part> {
    vec![
        goals::part(found),
        results::part(found),
        cases::part(found),
        growth::part(found),
        levels::part(found),
        peers::part(found),
        stages::part(found),
        method::part(found),
    ]
}
