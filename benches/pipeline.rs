//! How long each stage of the thread takes, on invented scenarios of two sizes; nothing here asserts a time.
//!
//! `cargo bench` runs all; `cargo bench -- month` or `cargo bench -- solve` those whose name matches. The solver's
//! levels are timed as the priorities up to that level, since a level is only solved where those before it are held.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, criterion_group, criterion_main};
use placewell::benchmark::{self, Format};
use placewell::domain::Scenario;
use placewell::scenario::synthetic::{self, Recipe};
use placewell::solve::{self, BackendName, Peer, Watch};
use placewell::{Findings, Request, compatibility, explain, model, report, scenario, verify};

/// Worker threads of the solver.
const THREADS: usize = 2;

/// Sizes of which every stage is timed; of a council only those that take less than a second or so.
const SIZES: [&str; 2] = ["daily", "month"];

fn invented(size: &str) -> Scenario {
    synthetic::scenario(&Recipe::named(size, 1).expect("a size of the catalogue"))
}

fn group<'c>(criterion: &'c mut Criterion, stage: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(stage);
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group
}

fn reading(criterion: &mut Criterion) {
    let mut group = group(criterion, "read");
    for size in ["daily", "month", "council"] {
        let folder = tempfile::tempdir().expect("a folder for the scenario");
        scenario::write(&invented(size), folder.path()).expect("written");
        group.bench_function(size, |b| b.iter(|| scenario::read(folder.path()).expect("a lawful scenario")));
        let plain = format!("{size}, cells split and no more");
        group.bench_function(plain, |b| b.iter(|| cells(folder.path())));
    }
}

/// A plain pass over the tables of a folder: how many cells there are.
fn cells(folder: &Path) -> usize {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let tables = files.filter(|file| file.extension().is_some_and(|end| end == "csv"));
    let count = |file: PathBuf| {
        let mut reader = csv::Reader::from_path(file).expect("a table");
        reader.records().map(|record| record.expect("a row").len()).sum::<usize>()
    };
    tables.map(count).sum()
}

fn building(criterion: &mut Criterion) {
    for size in ["daily", "month", "council"] {
        let scenario = invented(size);
        let graph = compatibility::graph(&scenario);
        group(criterion, "graph").bench_function(size, |b| b.iter(|| compatibility::graph(&scenario)));
        group(criterion, "model").bench_function(size, |b| b.iter(|| model::build(&scenario, &graph)));
        group(criterion, "by hand").bench_function(size, |b| b.iter(|| solve::by_hand(&scenario, &graph)));
        let proposal = solve::by_hand(&scenario, &graph);
        group(criterion, "verify").bench_function(size, |b| b.iter(|| verify::verify(&scenario, &proposal)));
    }
}

fn solving(criterion: &mut Criterion) {
    for size in SIZES {
        let mut scenario = invented(size);
        let graph = compatibility::graph(&scenario);
        let by_hand = solve::by_hand(&scenario, &graph);
        let all = scenario.settings.priorities.clone();
        let mut group = group(criterion, "solve");
        for upto in 1..=all.len() {
            scenario.settings.priorities = all[..upto].to_vec();
            let level = format!("{size}, up to {}", all[upto - 1]);
            let solve = |scenario: &Scenario| {
                solve::propose(scenario, &graph, &by_hand, BackendName::best(), THREADS, &Watch::default())
                    .expect("a proposal")
            };
            group.bench_with_input(BenchmarkId::from_parameter(level), &scenario, |b, scenario| {
                b.iter(|| solve(scenario));
            });
        }
    }
}

fn telling(criterion: &mut Criterion) {
    for size in SIZES {
        let findings = findings(&invented(size));
        let scenario = &findings.reading.scenario;
        let graph = compatibility::graph(scenario);
        let proposal = &findings.outcome.proposal;
        group(criterion, "explain").bench_function(size, |b| b.iter(|| explain::explain(scenario, &graph, proposal)));
        group(criterion, "report").bench_function(size, |b| b.iter(|| report::files(&findings).expect("files")));
        let files = report::files(&findings).expect("files");
        let place = tempfile::tempdir().expect("a folder for results");
        let out = place.path().join("out");
        group(criterion, "write").bench_function(size, |b| b.iter(|| report::write(&out, &files).expect("written")));
        let model = model::build(scenario, &graph);
        let models = place.path().join("models");
        group(criterion, "export").bench_function(size, |b| {
            b.iter(|| benchmark::export(scenario, &model, Format::Mps, &models).expect("written"));
        });
    }
}

/// The model of `plain` and `naive`, peers of `placewell bench`, level after level: what a day takes them.
fn peers(criterion: &mut Criterion) {
    let scenario = invented("daily");
    let graph = compatibility::graph(&scenario);
    for (name, peer) in [("plain", Peer::Plain), ("naive", Peer::Naive)] {
        group(criterion, "peers").bench_function(format!("daily, {name}"), |b| {
            b.iter(|| solve::peer(peer, &scenario, &graph, None, &mut |_| {}).expect("a proposal"));
        });
    }
}

/// The main job: from a folder to the bytes of every file. As each draw asks other questions, three of each size.
fn matching(criterion: &mut Criterion) {
    for (size, seed) in SIZES.iter().flat_map(|size| (1..=3).map(move |seed| (size, seed))) {
        let folder = tempfile::tempdir().expect("a folder for the scenario");
        let scenario = synthetic::scenario(&Recipe::named(size, seed).expect("a size of the catalogue"));
        scenario::write(&scenario, folder.path()).expect("written");
        let the_main_job = || {
            let findings = placewell::propose(folder.path(), &request(), &Watch::default()).expect("findings");
            report::files(&findings).expect("files")
        };
        group(criterion, "match").bench_function(format!("{size}, seed {seed}"), |b| b.iter(the_main_job));
    }
}

fn request() -> Request {
    Request { threads: THREADS, ..Request::default() }
}

/// The whole thread, from the scenario's own folder.
fn findings(scenario: &Scenario) -> Findings {
    let folder = tempfile::tempdir().expect("a folder for the scenario");
    scenario::write(scenario, folder.path()).expect("written");
    placewell::propose(folder.path(), &request(), &Watch::default()).expect("findings")
}

criterion_group!(benches, reading, building, solving, telling, matching, peers);
criterion_main!(benches);
