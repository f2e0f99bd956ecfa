//! `placewell bench`: what it writes, and that it measures the very thing that `match` does.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use placewell::benchmark::{Benchmark, Ended, Run};
use tempfile::TempDir;

fn placewell(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_placewell"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary runs")
}

fn room() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

fn read(out: &Path) -> Benchmark {
    serde_json::from_str(&fs::read_to_string(out.join("benchmark.json")).expect("written")).expect("of this layout")
}

fn run<'b>(found: &'b Benchmark, case: usize, solver: &str) -> &'b Run {
    found.cases[case].run(solver).unwrap_or_else(|| panic!("no run of {solver}"))
}

/// A benchmark of cases that take no time, in any build.
fn small(more: &[&str]) -> (TempDir, Benchmark) {
    let place = room();
    let out = place.path().join("out");
    let arguments = [&["bench", "--quiet", "--shares", "60", "--threads", "2", "--out", text(&out)], more].concat();
    let ended = placewell(&arguments);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let found = read(&out);
    (place, found)
}

#[test]
fn every_stage_and_level_is_told_and_gaps_are_values_less_bounds() {
    let (place, found) = small(&["--cases", "7/14", "--seeds", "1,2"]);
    assert_eq!((found.cases.len(), found.asked.solvers.len()), (2, 4));
    for case in &found.cases {
        assert_eq!((case.children, case.households), (7, 14));
        let own = case.run("placewell").expect("placewell's run");
        let stages: Vec<&str> = own.stages.iter().map(|stage| stage.id.as_str()).collect();
        let all = [
            "read",
            "graph",
            "by_hand",
            "search",
            "prove",
            "verify",
            "certify",
            "verify_by_hand",
            "explain",
            "report",
            "write",
            "model",
        ];
        assert_eq!(stages, all);
        assert_eq!((own.ended, own.stands, own.levels.len()), (Ended::Proof, Some(true), 7));
        for run in &case.runs {
            for level in &run.levels {
                assert_eq!(
                    level.gap,
                    level.value.zip(level.bound).map(|(value, bound)| value - bound),
                    "{}",
                    run.solver
                );
            }
        }
        for peer in ["plain", "naive"] {
            let peer = case.run(peer).expect("a peer's run");
            assert_eq!((peer.ended, peer.stands), (Ended::Proof, Some(true)), "{}", peer.solver);
            let values = |run: &Run| run.levels.iter().map(|level| level.value).collect::<Vec<_>>();
            assert_eq!(values(peer), values(own), "{}", peer.solver);
        }
        assert_eq!(case.run("first-come").map(|run| run.ended), Some(Ended::NoSearch));
    }
    let names = [
        "report.html",
        "report.xlsx",
        "benchmark.csv",
        "levels.csv",
        "stages.csv",
        "peers.csv",
        "growth.csv",
        "results.csv",
    ];
    for name in names {
        assert!(place.path().join("out").join(name).exists(), "{name}");
    }
}

/// The one table is what anybody counts from the record; tables have thousandths.
#[test]
fn the_table_of_results_holds_every_level_and_ratio_of_the_record() {
    let (place, found) = small(&["--cases", "7/14,3/6", "--seeds", "1,2,3"]);
    let read_table = |name: &str| {
        let table = csv::Reader::from_path(place.path().join("out").join(name)).expect("written");
        let rows = table.into_deserialize().collect::<Result<Vec<std::collections::BTreeMap<String, String>>, _>>();
        rows.expect("a table")
    };
    let results = read_table("results.csv");
    let cases: Vec<&str> = results.iter().map(|row| row["case"].as_str()).collect();
    assert_eq!(cases, ["7/14", "3/6"]);
    for row in &results {
        let records: Vec<_> = found.cases.iter().filter(|record| record.case == row["case"]).collect();
        let own: Vec<&Run> = records.iter().filter_map(|record| record.run("placewell")).collect();
        let levels: Vec<_> = own.iter().flat_map(|run| &run.levels).collect();
        let certified = levels.iter().filter(|level| level.certified == level.value).count();
        assert_eq!([&row["seeds"], &row["ended_by_proof"], &row["levels"]], ["3", "3", "21"]);
        assert_eq!((&row["levels_proved"], &row["levels_certified"]), (&"21".to_owned(), &certified.to_string()));
        let number = |key: &str| row[key].parse::<f64>().expect("a number");
        let mut seconds: Vec<f64> = own.iter().map(|run| run.seconds).collect();
        seconds.sort_by(f64::total_cmp);
        for (end, expected) in [("min", seconds[0]), ("median", seconds[1]), ("max", seconds[2])] {
            assert!((number(&format!("seconds_{end}")) - expected).abs() < 0.001, "{row:?}");
        }
        for peer in ["plain", "naive"] {
            let ratio = |record: &&placewell::benchmark::CaseRecord| {
                let solving = |solver: &str| record.run(solver).and_then(|run| run.solve_seconds).expect("it ended");
                solving(peer) / solving("placewell")
            };
            let most = records.iter().map(ratio).fold(0.0, f64::max);
            assert!((number(&format!("{peer}_ratio_max")) - most).abs() < 0.001, "{row:?}");
            assert_eq!(row[&format!("{peer}_ratio_is_bound")], "no");
        }
        assert!(!row.contains_key("first-come_ratio_max"), "it searches for nothing");
    }
    let solvers: std::collections::BTreeSet<String> =
        read_table("levels.csv").into_iter().map(|mut row| row.remove("solver").expect("a solver")).collect();
    assert_eq!(solvers.len(), 4, "levels of the peers stand beside placewell's");
}

#[test]
fn memory_is_measured_where_the_system_tells() {
    let (_place, found) = small(&["--cases", "3/6", "--seeds", "1", "--peers", "none"]);
    let own = run(&found, 0, "placewell");
    assert_eq!(own.peak_kib.is_some(), found.machine.memory_from.is_some());
    let peaks: Vec<_> = own.stages.iter().filter_map(|stage| stage.peak_kib).collect();
    assert!(peaks.is_sorted(), "{peaks:?}");
    assert!(cfg!(not(target_os = "linux")) || own.peak_kib > Some(1_000), "{:?}", own.peak_kib);
}

#[test]
fn levels_are_those_of_match_on_the_same_folder_and_names_are_escaped() {
    let place = room();
    let scenario = place.path().join("a <b> & c");
    fs::create_dir(&scenario).expect("made");
    let first = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-look");
    for entry in fs::read_dir(first).expect("there").map(|entry| entry.expect("readable").path()) {
        fs::copy(&entry, scenario.join(entry.file_name().expect("named"))).expect("copied");
    }
    let (measured, found) = small(&["--cases", "", "--scenario", text(&scenario), "--peers", "plain"]);
    assert_eq!((found.cases[0].case.as_str(), found.cases[0].seed), ("a <b> & c", None));
    let matched = place.path().join("matched");
    assert!(placewell(&["match", text(&scenario), "--quiet", "--out", text(&matched)]).status.success());
    let result: serde_json::Value =
        serde_json::from_slice(&fs::read(matched.join("result.json")).expect("written")).expect("JSON");
    let levels = result["levels"].as_array().expect("levels");
    for (level, measured) in levels.iter().zip(&run(&found, 0, "placewell").levels) {
        assert_eq!(level["id"].as_str(), Some(measured.id.as_str()));
        assert_eq!((level["value"].as_i64(), level["bound"].as_i64()), (measured.value, measured.bound));
    }
    let page = fs::read_to_string(measured.path().join("out/report.html")).expect("written");
    assert!(page.contains("a &lt;b&gt; &amp; c") && !page.contains("<b>"));
}

#[test]
fn a_limit_of_no_time_ends_by_the_clock_with_a_verified_proposal() {
    let place = room();
    let out = place.path().join("out");
    let ended = placewell(&[
        "bench",
        "--quiet",
        "--cases",
        "daily",
        "--shares",
        "45",
        "--seeds",
        "1",
        "--peers",
        "none",
        "--time-limit-per-case",
        "0",
        "--out",
        text(&out),
    ]);
    let found = read(&out);
    let own = run(&found, 0, "placewell");
    assert_eq!(own.stands, Some(true));
    // What needs no time may be proved all the same.
    let expected = if own.levels.iter().all(placewell::benchmark::LevelFigure::is_proven) { 0 } else { 4 };
    assert_eq!(ended.status.code(), Some(expected));
    assert_eq!(own.ended == Ended::Proof, expected == 0);
}

#[test]
fn what_is_not_there_is_refused_and_nothing_is_written() {
    let place = room();
    let out = place.path().join("out");
    for (wrong, named) in [
        (&["--cases", "county"][..], "county"),
        (&["--peers", "gurobi"], "gurobi"),
        (&["--cases", ""], "no case"),
        (&["--shares", "101"], "101"),
    ] {
        let ended = placewell(&[&["bench", "--out", text(&out)], wrong].concat());
        assert_eq!(ended.status.code(), Some(2), "{wrong:?}");
        assert!(String::from_utf8_lossy(&ended.stderr).contains(named), "{wrong:?}");
    }
    assert!(!out.exists());
}

#[test]
fn a_folder_that_is_no_scenario_is_a_failed_run_and_not_a_crash() {
    let place = room();
    let out = place.path().join("out");
    let ended = placewell(&[
        "bench",
        "--quiet",
        "--cases",
        "",
        "--scenario",
        text(place.path()),
        "--peers",
        "plain",
        "--out",
        text(&out),
    ]);
    assert_eq!(ended.status.code(), Some(1));
    let found = read(&out);
    for solver in ["placewell", "plain"] {
        let run = run(&found, 0, solver);
        assert_eq!(run.ended, Ended::Failed);
        assert!(run.note.as_deref().is_some_and(|note| note.contains("refused")), "{:?}", run.note);
    }
}

#[test]
fn the_schema_names_every_field_of_a_record() {
    let (_place, found) = small(&["--cases", "3/6", "--seeds", "1", "--peers", "first-come"]);
    let schema = placewell(&["schema", "benchmark"]);
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).expect("a schema");
    let fields = schema["properties"].as_object().expect("fields");
    let record = serde_json::to_value(&found).expect("JSON");
    let told: Vec<&String> = record.as_object().expect("a record").keys().collect();
    assert_eq!(told, fields.keys().collect::<Vec<_>>());
}

/// A benchmark that takes long, after it has told of its first run.
#[cfg(unix)]
fn under_way(out: &Path) -> (std::process::Child, std::io::BufReader<std::process::ChildStderr>) {
    use std::io::BufRead;
    let mut child = Command::new(env!("CARGO_BIN_EXE_placewell"))
        .args(["bench", "--cases", "daily,month", "--shares", "60", "--seeds", "1", "--peers", "naive"])
        .args(["--threads", "1", "--out", text(out)])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut errors = std::io::BufReader::new(child.stderr.take().expect("piped"));
    let mut line = String::new();
    errors.read_line(&mut line).expect("text");
    assert!(
        line.starts_with("[1/4] daily, 60 % with siblings, seed 1: placewell ") && line.contains(" left"),
        "{line}"
    );
    (child, errors)
}

#[cfg(unix)]
fn signal(child: &std::process::Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill is there");
    assert!(sent.success());
}

#[test]
#[cfg(unix)]
fn a_benchmark_that_is_killed_loses_nothing_that_was_measured() {
    let place = room();
    let out = place.path().join("out");
    fs::create_dir(&out).expect("made");
    fs::write(out.join("benchmark.json"), "an earlier result").expect("written");
    let (mut child, _errors) = under_way(&out);
    signal(&child, "-KILL");
    child.wait().expect("it ends");
    let kept = place.path().join("out-unfinished");
    let found = read(&kept);
    assert!(found.stopped_early && found.runs() >= 1 && found.asked.runs == 4, "{}", found.runs());
    assert_eq!(run(&found, 0, "placewell").ended, Ended::Proof);
    let page = fs::read_to_string(kept.join("report.html")).expect("written");
    assert!(page.contains("Unfinished: ") && page.contains(" of 4 runs were made"));
    let earlier = fs::read_to_string(out.join("benchmark.json")).expect("still there");
    assert_eq!(earlier, "an earlier result");
}

#[test]
#[cfg(unix)]
fn a_benchmark_that_is_stopped_reports_what_it_has_and_leaves_out_the_run_that_was_under_way() {
    let place = room();
    let out = place.path().join("out");
    let (mut child, mut errors) = under_way(&out);
    signal(&child, "-INT");
    let mut said = String::new();
    std::io::Read::read_to_string(&mut errors, &mut said).expect("text");
    assert_eq!(child.wait().expect("it ends").code(), Some(4), "{said}");
    let found = read(&out);
    assert!(found.stopped_early && (1..4).contains(&found.runs()), "{said}");
    assert!(found.cases.iter().flat_map(|case| &case.runs).all(|run| run.ended != Ended::Cut), "{said}");
    assert!(!place.path().join("out-unfinished").exists(), "it is all in the report");
}

#[test]
fn a_folder_that_is_not_ours_is_refused_before_anything_is_measured() {
    let place = room();
    let out = place.path().join("out");
    let kept = place.path().join("out-unfinished");
    for folder in [&out, &kept] {
        fs::create_dir(folder).expect("made");
        fs::write(folder.join("letter.txt"), "mine").expect("written");
        let ended = placewell(&["bench", "--cases", "3/6", "--out", text(&out)]);
        assert_eq!(ended.status.code(), Some(2), "{}", folder.display());
        assert!(!String::from_utf8_lossy(&ended.stderr).contains("[1/"), "{}", folder.display());
        fs::remove_dir_all(folder).expect("removed");
    }
}
