//! A result as it stands in its files, broken one cell at a time: each corruption is caught by its own fault.

use std::collections::BTreeSet;

use placewell::domain::{LevelId, Proposal, Scenario, Sex};
use placewell::scenario::{Reading, synthetic::tiny};
use placewell::solve::{BackendName, LevelOutcome, Outcome, Size};
use placewell::verify::{Certified, OWN_FAULTS, read_proposal, verify, verify_files};
use placewell::{Baseline, Findings, Request, compatibility, explain, report};

use crate::exhaustive;
use crate::support::{Town, proposal};

/// Three siblings, two of them together in a unit, one in a home with another child; one who stays, one unplaced.
fn town() -> Scenario {
    Town::new()
        .child("=Sum", |c| c.age = 1)
        .child("Ann", |_| ())
        .child("Bob", |c| (c.sex, c.age) = (Sex::M, 4))
        .child("Cat", |c| c.age = 5)
        .child("Dan", |_| ())
        .child("Eve", |_| ())
        .siblings(&["Ann", "Bob", "Cat"])
        .home("Big", |h| (h.bedrooms, h.carers_room_cot) = (vec![2, 1, 1], true))
        .home("One", |h| h.places = 1)
        .home("-Two", |_| ())
        .provision("P", |p| (p.max_siblings, p.capacity) = (2, Some(2)))
        .locality("NEXT", Some((8_000, 0)), Some("Here"))
        .put("Big", "NEXT")
        .lives("Dan", "-Two")
        .build()
}

struct Files {
    scenario: Scenario,
    csv: String,
    json: String,
}

impl Files {
    fn of(scenario: Scenario, proposal: &Proposal) -> Self {
        let verdict = verify(&scenario, proposal);
        assert_eq!(verdict.faults, []);
        let priorities = &scenario.settings.priorities;
        let left_out = LevelId::ALL.iter().filter(|level| !priorities.contains(level));
        let levels = priorities.iter().chain(left_out).map(|level| LevelOutcome {
            level: *level,
            in_priorities: priorities.contains(level),
            value: verdict.level(*level),
            bound: priorities.contains(level).then(|| verdict.level(*level)),
            seconds: 0.0,
        });
        let outcome = Outcome {
            proposal: proposal.clone(),
            levels: levels.collect(),
            certificates: Vec::new(),
            backend: "by hand".to_owned(),
            stopped: None,
            size: Size::default(),
        };
        let reasons = explain::explain(&scenario, &compatibility::graph(&scenario), proposal);
        let findings = Findings {
            reading: Reading { scenario: scenario.clone(), warnings: Vec::new(), inputs: Vec::new() },
            request: Request { backend: BackendName::Highs, ..Request::default() },
            outcome,
            baseline: Baseline { proposal: proposal.clone(), verdict: verdict.clone() },
            verdict,
            certified: Certified::default(),
            reasons,
        };
        let files = report::files(&findings).expect("written in memory");
        let text = |name: &str| {
            let (_, bytes) = files.iter().find(|(file, _)| *file == name).expect("is among the files");
            String::from_utf8(bytes.clone()).expect("UTF-8")
        };
        Self { csv: text("proposal.csv"), json: text("result.json"), scenario }
    }

    fn good() -> Self {
        let scenario = town();
        let placed = [("=Sum", "Big"), ("Cat", "Big"), ("Ann", "P#3"), ("Bob", "P#3")];
        let proposal = proposal(&scenario, &placed);
        Self::of(scenario, &proposal)
    }

    /// The ids of all faults, each once.
    fn caught(&self) -> Vec<String> {
        let verdict = verify_files(&self.scenario, &self.csv, Some(&self.json));
        let mut ids: Vec<String> = verdict.faults.into_iter().map(|fault| fault.id).collect();
        ids.dedup();
        ids
    }

    /// Puts something else into one cell.
    fn with_cell(mut self, child: &str, column: &str, text: &str) -> Self {
        let (header, mut rows) = self.rows();
        let at = header.iter().position(|each| each == column).expect("a column of the contract");
        let row = rows.iter_mut().find(|row| row[0] == child).expect("a row for every child");
        assert_ne!(row[at], text, "{child}, {column}: nothing would change");
        text.clone_into(&mut row[at]);
        self.csv = written(&header, &rows);
        self
    }

    fn rows(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let mut reader = csv::Reader::from_reader(self.csv.as_bytes());
        let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let header = owned(reader.headers().expect("a header"));
        (header, reader.records().map(|record| owned(&record.expect("a row"))).collect())
    }

    fn with_rows(mut self, change: impl FnOnce(&mut Vec<Vec<String>>)) -> Self {
        let (header, mut rows) = self.rows();
        change(&mut rows);
        self.csv = written(&header, &rows);
        self
    }

    fn with_json(mut self, change: impl FnOnce(&mut serde_json::Value)) -> Self {
        let mut json = serde_json::from_str(&self.json).expect("JSON");
        change(&mut json);
        self.json = json.to_string();
        self
    }
}

fn written(header: &[String], rows: &[Vec<String>]) -> String {
    written_with(b',', header, rows)
}

fn written_with(delimiter: u8, header: &[String], rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    for record in [header].into_iter().chain(rows.iter().map(Vec::as_slice)) {
        writer.write_record(record).expect("in memory");
    }
    String::from_utf8(writer.into_inner().expect("in memory")).expect("UTF-8")
}

#[test]
fn a_good_result_reads_back_as_it_was_proposed() {
    let good = Files::good();
    assert_eq!(good.caught(), [""; 0], "{}", good.csv);
    let again = read_proposal(&good.scenario, &good.csv).expect("reads");
    let ids = |name| crate::support::child(&good.scenario, name);
    assert!(again.together(ids("Ann"), ids("Bob")));
    assert!(again.together(ids("=Sum"), ids("Cat")));
    assert_eq!(again.of(ids("Eve")), None);
    assert!(again.of(ids("Dan")).is_some());
}

/// The best proposals of random scenarios: whatever the writer can say, the verifier reads as it was meant.
#[test]
fn what_is_written_is_read_as_it_was_meant() {
    for seed in 0..60 {
        let scenario = tiny(seed);
        let Some(best) = exhaustive::best(&scenario) else { continue };
        let files = Files::of(scenario, &best.proposal);
        assert_eq!(files.caught(), [""; 0], "seed {seed}:\n{}", files.csv);
        let again = read_proposal(&files.scenario, &files.csv).expect("reads");
        for level in LevelId::ALL {
            let count = |proposal: &Proposal| exhaustive::count(&files.scenario, proposal, *level);
            assert_eq!(count(&again), count(&best.proposal), "seed {seed}, {level}");
        }
    }
}

#[test]
fn spreadsheets_may_have_saved_it() {
    let good = Files::good();
    let (header, mut rows) = good.rows();
    rows.reverse();
    let windows = format!("\u{feff}{}", written(&header, &rows).replace('\n', "\r\n"));
    assert!(verify_files(&good.scenario, &windows, None).stands());
    let few: Vec<Vec<String>> = rows.iter().map(|row| row[..3].to_vec()).collect();
    let text = written_with(b';', &["Child_ID", "Placement", "unit"].map(str::to_owned), &few);
    assert!(verify_files(&good.scenario, &text, None).stands(), "only whom, where and in which unit");
}

/// What is changed, and the faults that must be found, exactly. Where there are several, one brings the others with it: whoever
/// is called by another id is missing under its own, a level that cannot be read is not reported, nor proven.
fn corruptions() -> Vec<(Files, &'static [&'static str])> {
    let good = Files::good;
    let cell = |child: &str, column: &str, text: &str| good().with_cell(child, column, text);
    let level =
        |field: &'static str, value: serde_json::Value| good().with_json(move |json| json["levels"][0][field] = value);
    vec![
        (cell("Ann", "child_id", "Zoe"), &["missing-child", "unknown-id"]),
        (cell("Ann", "placement", "Nowhere"), &["unknown-id"]),
        (cell("Ann", "child_id", "Bob"), &["missing-child", "twice-placed"]),
        (good().with_rows(|rows| rows.push(rows[0].clone())), &["twice-placed"]),
        (good().with_rows(|rows| drop(rows.pop())), &["missing-child"]),
        (cell("Cat", "unit", "1"), &["unit"]),
        (cell("Eve", "unit", "1"), &["unit"]),
        (Files { csv: good().csv.replacen("placement", "placed", 1), ..good() }, &["columns"]),
        (Files { csv: good().csv.replacen("status", "child_id", 1), ..good() }, &["columns"]),
        (Files { csv: good().csv + "Fay,One\n", ..good() }, &["unreadable"]),
        (Files { csv: String::new(), ..good() }, &["columns"]),
        (cell("Cat", "sector", "ifa"), &["sector"]),
        (cell("Cat", "status", "stays"), &["status"]),
        (cell("Dan", "status", "moved"), &["status"]),
        (cell("Cat", "placed_with", ""), &["placed_with"]),
        (cell("Dan", "placed_with", "Eve"), &["placed_with"]),
        (cell("Ann", "separated_from", ""), &["separated_from"]),
        (cell("Cat", "miles", "4.9"), &["miles"]),
        (cell("Cat", "miles", ""), &["miles"]),
        (cell("Cat", "mismatch", "0"), &["mismatch"]),
        (cell("Dan", "mismatch", "7"), &["mismatch"]),
        (cell("Cat", "weekly_cost_pence", "44999"), &["weekly_cost_pence"]),
        (cell("Cat", "weekly_cost_pence", ""), &["weekly_cost_pence"]),
        (cell("Cat", "bedroom", ""), &["bedroom"]),
        (cell("Cat", "bedroom", "room 9"), &["bedroom"]),
        (cell("Cat", "bedroom", "carers' room"), &["bedroom"]),
        (cell("Cat", "bedroom", "room 1, shared with '=Sum"), &["bedroom"]),
        (cell("Eve", "bedroom", "room 1"), &["bedroom"]),
        (good().with_json(|json| json["proposal"]["placed"] = 5.into()), &["counts"]),
        (good().with_json(|json| json["proposal"]["pairs_separated"] = 0.into()), &["counts"]),
        (good().with_json(|json| json["levels"].as_array_mut().expect("a list").swap(1, 2)), &["order"]),
        (level("value", 0.into()), &["unplaced"]),
        (level("bound", 2.into()), &["bound"]),
        (level("bound", 0.into()), &["proven"]),
        (level("bound", serde_json::Value::Null), &["proven"]),
        (level("proven", false.into()), &["proven"]),
        (level("id", "happiness".into()), &["proven", "unknown-id", "unplaced"]),
        (level("value", "1".into()), &["proven", "unplaced", "unreadable"]),
        (Files { json: "{".to_owned(), ..good() }, &["unreadable"]),
        (good().with_json(|json| json["placements"][1]["placement"] = "One".into()), &["placements"]),
        (good().with_json(|json| json["placements"][1] = json["placements"][2].clone()), &["placements"]),
    ]
}

#[test]
fn each_corruption_of_a_file_is_caught_by_its_own_fault() {
    let wrong: Vec<String> = corruptions()
        .into_iter()
        .enumerate()
        .map(|(i, (files, expected))| (i, files.caught(), expected))
        .filter(|(_, caught, expected)| caught != expected)
        .map(|(i, caught, expected)| format!("corruption {i}: caught by {caught:?} instead of {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rooms named for those who come must leave a lawful way to sleep for those who stay, whose rooms are not named.
#[test]
fn rooms_are_not_taken_from_those_who_stay() {
    let town = Town::new()
        .child("New", |_| ())
        .child("Stay1", |_| ())
        .child("Stay2", |_| ())
        .siblings(&["Stay1", "Stay2"])
        .home("H", |h| h.bedrooms = vec![2, 1])
        .lives("Stay1", "H")
        .lives("Stay2", "H")
        .build();
    let proposal = proposal(&town, &[("New", "H")]);
    let files = || Files::of(town.clone(), &proposal);
    assert_eq!(files().caught(), [""; 0]);
    assert_eq!(files().with_cell("New", "bedroom", "room 1").caught(), ["bedroom"]);
    assert_eq!(files().with_cell("New", "bedroom", "room 2, shared with Stay1").caught(), ["bedroom"]);
}

/// Two beds do not make a room that two children may share, nor may a child be in two rooms.
#[test]
fn rooms_are_shared_by_those_who_may() {
    let shared = |cat: &str, sum: &str| {
        let good = Files::good().with_cell("Cat", "bedroom", cat);
        good.with_cell("'=Sum", "bedroom", sum).caught()
    };
    assert_eq!(shared("room 1, shared with =Sum", "room 1, shared with Cat"), ["bedroom"], "unrelated");
    assert_eq!(shared("room 1, shared with =Sum", "carers' room"), ["bedroom"], "in two rooms");
    assert_eq!(shared("room 1", "carers' room"), [""; 0], "any lawful way to sleep will do");
    assert_eq!(shared("room 2", "room 1"), [""; 0]);
    assert_eq!(shared("room 2", "room 4"), ["bedroom"], "no such room");
}

#[test]
fn nobody_sleeps_in_two_rooms() {
    let siblings = || {
        let town = Town::new().child("A", |_| ()).child("B", |_| ()).siblings(&["A", "B"]);
        let scenario = town.home("H", |h| h.bedrooms = vec![2, 1]).build();
        let proposal = proposal(&scenario, &[("A", "H"), ("B", "H")]);
        Files::of(scenario, &proposal).with_cell("A", "bedroom", "room 1, shared with B")
    };
    let shared = siblings().with_cell("B", "bedroom", "room 1, shared with A");
    assert_eq!(shared.caught(), [""; 0]);
    assert_eq!(shared.with_cell("B", "bedroom", "room 2").caught(), ["bedroom"]);
}

/// A level that is left out of the priorities has no bound, wherever it stands.
#[test]
fn a_level_left_out_of_the_priorities_claims_nothing() {
    let files = || {
        let mut scenario = town();
        scenario.settings.priorities = vec![LevelId::Unplaced, LevelId::External];
        let nobody = proposal(&scenario, &[]);
        Files::of(scenario, &nobody)
    };
    assert_eq!(files().caught(), [""; 0]);
    for first in [false, true] {
        let forged = files().with_json(|json| {
            let levels = json["levels"].as_array_mut().expect("a list");
            levels[2]["bound"] = levels[2]["value"].clone();
            if first {
                levels.swap(0, 2);
                levels.swap(1, 2);
            }
        });
        assert_eq!(forged.caught(), ["order"], "first: {first}");
    }
}

/// A child moved in the table alone: lawful, but nothing else in the row or the record agrees any more.
#[test]
fn a_placement_changed_by_hand_no_longer_agrees_with_the_rest() {
    let moved = Files::good().with_cell("Cat", "placement", "One").caught();
    let level = |id: &LevelId| moved.iter().any(|each| each == id.word());
    for column in ["miles", "mismatch", "placed_with", "placements"] {
        assert!(moved.iter().any(|each| each == column), "{column}: {moved:?}");
    }
    assert!(level(&LevelId::Mismatch), "{moved:?}");
}

#[test]
fn rules_and_limits_are_checked_on_the_files_too() {
    let files = Files::good().with_cell("Dan", "placement", "One");
    let (header, rows) = files.rows();
    let few: Vec<Vec<String>> = rows.iter().map(|row| row[..3].to_vec()).collect();
    let verdict = verify_files(&files.scenario, &written(&header[..3], &few), None);
    let ids: Vec<&str> = verdict.faults.iter().map(|fault| fault.id.as_str()).collect();
    assert_eq!(ids, ["stays"]);
}

#[test]
fn every_fault_of_the_verifier_has_a_corruption() {
    let here: BTreeSet<&str> = corruptions().into_iter().flat_map(|(_, ids)| ids).copied().collect();
    let in_memory = crate::corrupt::caught_ids();
    let forged = crate::certificates::caught_ids();
    for (id, _) in OWN_FAULTS {
        assert!(here.contains(id) || in_memory.contains(id) || forged.contains(id), "no corruption of `{id}`: add one");
    }
}

#[test]
fn hostile_files_are_refused_without_a_crash() {
    let good = Files::good();
    let long = format!("child_id,placement\n{}", "A,".repeat(100_000));
    let deep = "[".repeat(100_000);
    for text in
        ["", "\u{feff}", "\"", "child_id,placement\n\"", ",,,,\n,,,,", "child_id;placement\n;\n;", long.as_str()]
    {
        assert!(!verify_files(&good.scenario, text, None).stands());
    }
    let numbers = r#"{"levels":[{"id":"unplaced","value":1e999}]}"#;
    let huge =
        r#"{"levels":[{"id":"unplaced","value":9223372036854775807,"bound":-9223372036854775808,"proven":true}]}"#;
    for text in ["", "null", "[]", "{\"levels\":{}}", "{\"levels\":[1,null]}", numbers, huge, deep.as_str()] {
        assert!(!verify_files(&good.scenario, &good.csv, Some(text)).stands());
    }
}
