//! The command as people and scripts meet it: what it prints where, what it writes, how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use placewell::policy::{levels, limits, preferences, rules};
use tempfile::TempDir;

const FILES: [&str; 7] =
    ["options.csv", "proposal.csv", "report.html", "report.xlsx", "result.json", "support.csv", "unplaced.csv"];

/// A run of `placewell`, ended.
struct Run(Output);

impl Run {
    fn exit(&self) -> i32 {
        self.0.status.code().expect("not killed")
    }

    fn out(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    fn err(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// Ends as expected, or shows what was said.
    fn ends(self, exit: i32) -> Self {
        assert_eq!(self.exit(), exit, "standard output:\n{}\nstandard error:\n{}", self.out(), self.err());
        self
    }
}

fn placewell<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_placewell"));
    Run(command.args(arguments).env("NO_COLOR", "1").output().expect("the binary runs"))
}

fn scenario(name: &str) -> String {
    text(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name))
}

fn text(path: &Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}

/// A place for results that goes away.
fn room() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .map(|path| (path.file_name().expect("named").to_string_lossy().into_owned(), fs::read(&path).expect("a file")))
        .collect()
}

/// A copy of a scenario, to be changed.
fn copy(name: &str, to: &Path) -> PathBuf {
    let folder = to.join("copy");
    fs::create_dir(&folder).expect("new");
    for (file, bytes) in contents(Path::new(&scenario(name))) {
        fs::write(folder.join(file), bytes).expect("written");
    }
    folder
}

fn change(file: &Path, from: &str, to: &str) {
    let before = fs::read_to_string(file).expect("readable");
    assert!(before.contains(from), "`{from}` is not in {}", file.display());
    fs::write(file, before.replacen(from, to, 1)).expect("written");
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in:\n{text}"))
}

#[test]
fn the_readme_says_what_happens() {
    trycmd::TestCases::new().case("README.md").case("scenarios/first-look/README.md");
}

#[test]
fn a_match_writes_every_file_and_ends_proven() {
    let room = room();
    let out = room.path().join("result");
    let run = placewell(["match", &scenario("first-look"), "--out", &text(&out)]).ends(0);
    assert!(run.out().contains("proved"), "{}", run.out());
    let written = contents(&out);
    for file in FILES {
        assert!(written.contains_key(file), "no {file} among {:?}", written.keys());
    }
}

#[test]
fn a_second_match_replaces_the_result_and_nothing_is_left_over() {
    let room = room();
    let out = room.path().join("result");
    placewell(["match", &scenario("small/kinship"), "--out", &text(&out)]).ends(0);
    placewell(["match", &scenario("first-look"), "--out", &text(&out)]).ends(0);
    assert!(fs::read_to_string(out.join("proposal.csv")).expect("written").contains("C8,AGENCY"));
    assert_eq!(fs::read_dir(room.path()).expect("readable").count(), 1, "a temporary folder was left behind");
}

#[test]
fn a_faulty_folder_is_refused_with_every_fault_and_nothing_is_touched() {
    let room = room();
    let faulty = copy("first-look", room.path());
    change(&faulty.join("children.csv"), "C5,12,M", "C5,twelve,M");
    change(&faulty.join("households.csv"), "H3,in_house,HAVEN", "H3,in_house,NOWHERE");
    let out = room.path().join("result");
    placewell(["match", &scenario("first-look"), "--out", &text(&out)]).ends(0);
    let before = contents(&out);

    let run = placewell(["match", &text(&faulty), "--out", &text(&out)]).ends(2);
    assert!(run.out().is_empty(), "faults belong to standard error: {}", run.out());
    for said in ["children.csv", "twelve", "households.csv", "NOWHERE", "mend:", "2 faults"] {
        assert!(run.err().contains(said), "`{said}` is not in:\n{}", run.err());
    }
    assert_eq!(contents(&out), before, "the earlier result was touched");

    let fresh = room.path().join("fresh");
    placewell(["match", &text(&faulty), "--out", &text(&fresh)]).ends(2);
    assert!(!fresh.exists(), "something was half-written");
    placewell(["check", &text(&faulty)]).ends(2);
}

#[test]
fn pins_that_cannot_hold_together_are_refused_with_their_ids() {
    let room = room();
    let faulty = copy("first-look", room.path());
    let decisions = faulty.join("decisions.csv");
    let before = fs::read_to_string(&decisions).expect("readable");
    fs::write(&decisions, format!("{before}C4,H3,pin,,A wish,team manager,2026-03-02\n")).expect("written");
    let run = placewell(["match", &text(&faulty)]).ends(2);
    assert!(run.err().contains("C4") && run.err().contains("H3"), "{}", run.err());
}

#[test]
fn a_folder_with_other_things_in_it_is_never_overwritten() {
    let room = room();
    let out = room.path().join("letters");
    fs::create_dir(&out).expect("new");
    fs::write(out.join("letter.txt"), "Dear all").expect("written");
    let run = placewell(["match", &scenario("first-look"), "--out", &text(&out)]).ends(2);
    assert!(run.err().contains("letters"), "{}", run.err());
    placewell(["new", &text(&out)]).ends(2);
    assert_eq!(contents(&out).len(), 1);
}

#[test]
fn a_proposal_that_breaks_a_rule_fails_verification_by_that_rule() {
    let room = room();
    let out = room.path().join("result");
    placewell(["match", &scenario("first-look"), "--out", &text(&out)]).ends(0);
    let run = placewell(["verify", &scenario("first-look"), &text(&out)]).ends(0);
    assert!(run.out().contains("stands"), "{}", run.out());

    change(&out.join("proposal.csv"), "C8,AGENCY", "C8,H3");
    let run = placewell(["verify", &scenario("first-look"), &text(&out)]).ends(3);
    assert!(run.err().contains("resident-ages"), "{}", run.err());
    assert!(!run.out().contains("stands"), "{}", run.out());
}

#[test]
fn a_stopped_search_keeps_a_verified_proposal_and_says_so_by_its_exit_code() {
    let room = room();
    let out = room.path().join("result");
    let scenario = scenario("leeds-2011");
    let run = placewell(["match", &scenario, "--time-limit", "0", "--out", &text(&out), "--format", "json"]).ends(4);
    assert_eq!(json(&run.out())["proven"], false);
    placewell(["verify", &scenario, &text(&out)]).ends(0);
}

#[test]
fn json_is_for_programs_and_quiet_is_quiet() {
    let run = placewell(["match", &scenario("wolverhampton-2014"), "--format", "json"]).ends(0);
    let result = json(&run.out());
    assert_eq!(result["proven"], true);
    let levels: Vec<&str> =
        result["levels"].as_array().expect("a list").iter().filter_map(|level| level["id"].as_str()).collect();
    assert_eq!(levels, ["unplaced", "not_in_family", "separated", "external", "moved", "mismatch", "weekly_cost"]);
    for level in result["levels"].as_array().expect("a list") {
        assert_eq!(level["value"], level["bound"], "{level}");
    }
    assert!(json(&placewell(["check", &scenario("first-look"), "--format", "json"]).ends(0).out()).is_array());
    let run = placewell(["match", &scenario("first-look"), "--quiet"]).ends(0);
    assert_eq!((run.out(), run.err()), (String::new(), String::new()));
}

#[test]
fn the_catalogue_is_printed_with_its_sources() {
    let printed = json(&placewell(["rules", "--format", "json"]).ends(0).out());
    let catalogue = [
        ("rules", rules::ALL.len()),
        ("limits", limits::ALL.len()),
        ("preferences", preferences::ALL.len()),
        ("levels", levels::ALL.len()),
    ];
    for (kind, number) in catalogue {
        let items = printed[kind].as_array().expect("a list");
        assert_eq!(items.len(), number, "{kind}");
        assert!(items.iter().all(|item| item["source"].as_str().is_some_and(|source| !source.is_empty())), "{kind}");
    }
    assert!(placewell(["rules"]).ends(0).out().contains("usual-fostering-limit"));
}

#[test]
fn options_name_what_keeping_a_group_together_costs() {
    let run = placewell(["options", &scenario("wolverhampton-2014"), "--child", "D14"]).ends(0);
    let line = run.out().lines().find(|line| line.contains(" W38 ")).expect("W38 is an option").to_owned();
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    // unplaced, not_in_family, separated, external
    assert_eq!(cells[2..6], ["·", "·", "+1", "-1"], "{line}");

    let run = placewell(["options", &scenario("wolverhampton-2014"), "--child", "S01"]).ends(2);
    assert!(run.err().contains("S01"), "{}", run.err());
}

/// What `options` says of a place is what a run finds with the child pinned there.
#[test]
fn a_pin_of_an_option_reproduces_its_numbers() {
    let room = room();
    let pinned = copy("wolverhampton-2014", room.path());
    fs::write(
        pinned.join("decisions.csv"),
        "child_id,household_id,decision,rule,reason,decided_by,decided_on\nD14,W38,pin,,Close to school,head of service,2014-06-13\n",
    )
    .expect("written");
    let values = |folder: &str| -> BTreeMap<String, i64> {
        let result = json(&placewell(["match", folder, "--format", "json"]).ends(0).out());
        let levels = result["levels"].as_array().expect("a list").iter();
        levels
            .map(|level| (level["id"].as_str().expect("an id").to_owned(), level["value"].as_i64().expect("whole")))
            .collect()
    };
    let (free, pinned) = (values(&scenario("wolverhampton-2014")), values(&text(&pinned)));
    let run = placewell(["options", &scenario("wolverhampton-2014"), "--child", "D14"]).ends(0);
    let line = run.out().lines().find(|line| line.contains(" W38 ")).expect("W38 is an option").to_owned();
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let order = ["unplaced", "not_in_family", "separated", "external", "moved", "mismatch", "weekly_cost"];
    for (level, cell) in order.into_iter().zip(&cells[2..]) {
        let change = if *cell == "·" { 0 } else { cell.parse::<i64>().expect("a signed number") };
        assert_eq!(pinned[level] - free[level], change, "{level}");
    }
}

#[test]
fn a_new_folder_is_ready_to_be_matched() {
    let room = room();
    let folder = room.path().join("mine");
    placewell(["new", &text(&folder)]).ends(0);
    placewell(["check", &text(&folder)]).ends(0);
    placewell(["match", &text(&folder), "--out", &text(&room.path().join("result"))]).ends(0);
    let before = contents(&folder);
    placewell(["new", &text(&folder)]).ends(2);
    assert_eq!(contents(&folder), before);
}

#[test]
fn a_generated_scenario_is_read_and_matched() {
    let room = room();
    let folder = room.path().join("invented");
    placewell(["generate", &text(&folder), "--seed", "7"]).ends(0);
    placewell(["match", &text(&folder), "--quiet"]).ends(0);
}

#[test]
fn what_makes_no_sense_to_generate_is_refused() {
    let room = room();
    let folder = text(&room.path().join("invented"));
    for (arguments, mend) in [
        (&["--sibling-share", "0", "--largest-group", "3"][..], "leave one of the two out"),
        (&["--children", "1", "--sibling-share", "50"], "a share of 0"),
        (&["--size", "planning", "--no-provision"], "name another `--size`"),
        (&["--size", "nation", "--children", "100"], "smaller `--size`"),
        (&["--largest-group", "1"], "2..=8"),
        (&["--sibling-share", "101"], "0..=100"),
        (&["--children", "100001"], "1..=100000"),
    ] {
        let run = placewell(["generate", &folder].into_iter().chain(arguments.iter().copied())).ends(2);
        assert!(run.err().contains(mend), "{arguments:?}: {}", run.err());
    }
    assert_eq!(contents(room.path()).len(), 0, "nothing is written");
    let all = ["--sibling-share", "25", "--moves", "30", "--no-provision", "--no-relations", "--no-rooms"];
    let run = placewell(["generate", &folder].into_iter().chain(all)).ends(0);
    assert!(run.out().contains("20 children to place"), "{}", run.out());
    let name = fs::read_to_string(room.path().join("invented/scenario.toml")).expect("written");
    let asked = "seed 1, 25 % with siblings, 30 % may move, no provision, no plans, rooms for all";
    assert!(name.contains(asked), "{name}");
    placewell(["check", &folder]).ends(0);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let room = room();
    let proposals = ["1", "2", "1", "2"].map(|threads| {
        let out = room.path().join("result");
        placewell(["match", &scenario("leeds-2011"), "--threads", threads, "--out", &text(&out), "--quiet"]).ends(0);
        fs::read(out.join("proposal.csv")).expect("written")
    });
    assert!(proposals.iter().all(|proposal| *proposal == proposals[0]));
}

#[test]
fn what_is_not_there_or_not_known_is_refused_in_a_sentence() {
    for arguments in [
        &["match", "no-such-folder"][..],
        &["check", "no-such-folder"],
        &["verify", "no-such-folder", "no-such-result"],
        &["options", "no-such-folder", "--child", "C1"],
        &["match"],
        &["no-such-command"],
        &["match", "no-such-folder", "--time-limit", "soon"],
        &["match", "no-such-folder", "--threads", "0"],
        &["check", "--explain", "S999"],
    ] {
        let run = placewell(arguments.iter().copied()).ends(2);
        assert!(!run.err().is_empty() && !run.err().contains("panicked"), "{arguments:?}: {}", run.err());
    }
}

#[test]
fn the_schema_and_the_completions_are_printed() {
    assert!(json(&placewell(["schema"]).ends(0).out())["properties"]["levels"].is_object());
    assert!(placewell(["completions", "bash"]).ends(0).out().contains("placewell"));
}
