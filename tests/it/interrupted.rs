//! How a run is shown while it goes on, and what `Ctrl-C` leaves behind: once a verified proposal, twice nothing broken.
//! No test waits for a time: each waits for a line, and whatever a fast or slow machine did by then is one of few lawful
//! ends.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use tempfile::TempDir;

/// A run of `match` on an invented scenario, with its folder of results.
struct Run {
    scenario: PathBuf,
    results: PathBuf,
    // Goes when the run does.
    _room: TempDir,
    child: Child,
    errors: BufReader<ChildStderr>,
    said: String,
}

impl Run {
    /// On `first-look` or an invented scenario of this size.
    fn start(size: &str, more: &[&str]) -> Self {
        let room = tempfile::tempdir().expect("a temporary folder");
        let results = room.path().join("results");
        fs::create_dir(&results).expect("new");
        Self::start_into(size, more, room, results)
    }

    /// As [`Run::start`], with the results in a folder that is there.
    fn start_into(size: &str, more: &[&str], room: TempDir, results: PathBuf) -> Self {
        let mut scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(size);
        if !scenario.exists() {
            scenario = room.path().join("invented");
            let mut generate = Command::new(env!("CARGO_BIN_EXE_placewell"));
            let generated = generate.args(["generate", "--seed", "3", "--size", size]).arg(&scenario).output();
            assert!(generated.expect("the binary runs").status.success());
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_placewell"))
            .args(["match", "--threads", "1"])
            .arg(&scenario)
            .arg("--out")
            .arg(results.join("result"))
            .args(more)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let errors = BufReader::new(child.stderr.take().expect("piped"));
        Self { scenario, results, _room: room, child, errors, said: String::new() }
    }

    fn result(&self) -> PathBuf {
        self.results.join("result")
    }

    /// Reads what it says until a line holds this; false = it ended without.
    fn waits_for(&mut self, words: &str) -> bool {
        let mut line = String::new();
        while self.errors.read_line(&mut line).expect("text") > 0 {
            self.said.push_str(&line);
            if line.contains(words) {
                return true;
            }
            line.clear();
        }
        false
    }

    fn interrupt(&self) {
        // It may have ended by itself: then there is nobody to be told.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).output().expect("kill is there");
    }

    /// The exit code; what it said last is kept.
    fn ends(&mut self) -> i32 {
        self.errors.read_to_string(&mut self.said).expect("text");
        let ended = self.child.wait().expect("it ends");
        ended.code().unwrap_or_else(|| panic!("killed: {ended}\n{}", self.said))
    }

    /// Every file of a result is there, `verify` agrees, and nothing else is beside it. Gives `result.json`.
    fn is_whole(&self) -> serde_json::Value {
        assert_eq!(names(&self.results), ["result"], "{}", self.said);
        let files =
            ["options.csv", "proposal.csv", "report.html", "report.xlsx", "result.json", "support.csv", "unplaced.csv"];
        let written = names(&self.result());
        assert!(files.iter().all(|file| written.iter().any(|name| name == file)), "{written:?}");
        let verified = Command::new(env!("CARGO_BIN_EXE_placewell"))
            .arg("verify")
            .args([&self.scenario, &self.result()])
            .output()
            .expect("the binary runs");
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
        let record = fs::read_to_string(self.result().join("result.json")).expect("written");
        serde_json::from_str(&record).expect("JSON")
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn lines_tell_every_phase_and_what_is_proved() {
    let mut run = Run::start("first-look", &["--progress", "plain"]);
    assert_eq!(run.ends(), 0, "{}", run.said);
    let phases = [
        "reading",
        "finding who could live where",
        "matching by hand",
        "building the programme",
        "searching",
        "proving and finding the reasons",
        "writing the files",
        "7 of 7 levels proved",
    ];
    let mut at = 0;
    for phase in phases {
        at += run.said[at..].find(phase).unwrap_or_else(|| panic!("no `{phase}` in its place:\n{}", run.said));
    }
    let searching = run.said.lines().find(|line| line.contains("searching")).expect("found above");
    assert!(searching.contains("unplaced") && searching.contains("weekly_cost"), "{searching}");
    run.is_whole();
}

#[test]
fn who_asks_for_nothing_is_told_nothing() {
    for quiet in [&["--progress", "off"][..], &["--progress", "plain", "--quiet"], &[]] {
        let mut run = Run::start("first-look", quiet);
        assert_eq!((run.ends(), run.said.as_str()), (0, ""), "{quiet:?}");
    }
}

#[test]
fn an_interrupted_search_keeps_a_verified_proposal() {
    let mut run = Run::start("month", &["--progress", "plain"]);
    assert!(run.waits_for("reading"), "{}", run.said);
    run.interrupt();
    let exit = run.ends();
    let result = run.is_whole();
    assert!(run.said.contains("stopping"), "{}", run.said);
    match exit {
        4 => assert_eq!(result["stopped"], "interrupted", "{}", run.said),
        // A fast machine has proved everything before it is told.
        0 => assert!(result["stopped"].is_null()),
        other => panic!("exit {other}: {}", run.said),
    }
}

#[test]
fn a_second_interrupt_ends_at_once_and_leaves_nothing_broken() {
    let mut run = Run::start("council", &["--progress", "plain"]);
    assert!(run.waits_for("reading"), "{}", run.said);
    run.interrupt();
    assert!(run.waits_for("stopping"), "{}", run.said);
    run.interrupt();
    match run.ends() {
        130 => {
            assert!(run.said.contains("ended at once"), "{}", run.said);
            assert!(names(&run.results).is_empty(), "{:?}", names(&run.results));
        }
        // A very fast machine was done before it was told again.
        0 | 4 => _ = run.is_whole(),
        other => panic!("exit {other}: {}", run.said),
    }
}

#[test]
fn a_second_interrupt_leaves_an_earlier_result_as_it_was() {
    let mut first = Run::start("first-look", &[]);
    assert_eq!(first.ends(), 0);
    let earlier = fs::read(first.result().join("proposal.csv")).expect("written");

    let room = tempfile::tempdir().expect("a temporary folder");
    let mut run = Run::start_into("council", &["--progress", "plain"], room, first.results.clone());
    assert!(run.waits_for("reading"), "{}", run.said);
    run.interrupt();
    assert!(run.waits_for("stopping"), "{}", run.said);
    run.interrupt();
    assert!(matches!(run.ends(), 0 | 4 | 130), "{}", run.said);
    assert_eq!(names(&first.results), ["result"]);
    if run.said.contains("ended at once") {
        assert_eq!(fs::read(first.result().join("proposal.csv")).expect("there"), earlier);
        first.is_whole();
    }
}
