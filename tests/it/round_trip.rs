//! What is written is read back as the same scenario.

use std::path::{Path, PathBuf};

use placewell::domain::{Decision, DecisionKind, Scenario};
use placewell::scenario::{self, synthetic};

use crate::reading::folder;

fn there_and_back(scenario: &Scenario) -> Scenario {
    let beside = tempfile::tempdir().expect("a temporary folder");
    let folder = beside.path().join("a/b/written");
    scenario::write(scenario, &folder).expect("a folder is written");
    let left = std::fs::read_dir(folder.parent().expect("a parent")).expect("a folder").count();
    assert_eq!(left, 1, "nothing is left beside the folder");
    scenario::read(&folder).unwrap_or_else(|problems| panic!("{problems:#?}")).scenario
}

/// Every folder below that holds a scenario.
pub(super) fn scenario_folders(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            scenario_folders(&path, found);
        } else if path.file_name().is_some_and(|name| name == "scenario.toml") {
            found.push(folder.to_path_buf());
        }
    }
}

#[test]
fn every_scenario_of_the_project() {
    let mut folders = Vec::new();
    scenario_folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"), &mut folders);
    assert!(!folders.is_empty());
    for folder in folders.iter().filter(|folder| !folder.iter().any(|part| part == "broken")) {
        let read = scenario::read(folder).unwrap_or_else(|problems| panic!("{}: {problems:#?}", folder.display()));
        assert_eq!(there_and_back(&read.scenario), read.scenario, "{}", folder.display());
    }
}

#[test]
fn made_scenarios() {
    for seed in 0..40 {
        let made = synthetic::tiny(seed);
        assert_eq!(there_and_back(&made), made, "seed {seed}");
    }
    for seed in 0..120 {
        let made = synthetic::tiny_planning(seed);
        assert_eq!(there_and_back(&made), made, "seed {seed} with kinds and an outlook");
    }
    // A nation takes longer than a test should; it is drawn and written as a region is.
    for (name, ..) in synthetic::SIZES.into_iter().filter(|(name, ..)| *name != "nation") {
        let made = synthetic::scenario(&synthetic::Recipe::named(name, 7).expect("a known recipe"));
        assert!(there_and_back(&made) == made, "{name}");
    }
}

#[test]
fn texts_that_spreadsheets_and_files_would_spoil() {
    let children = "child_id,age,sex,locality,sibling_group,ethnicity\n\
                    =1+1,7,F,here,\"a \"\"b\"\", c\",\n'=1+2,7,F,here,\"a \"\"b\"\", c\",@x\n\
                    -7,3,M,here,,\"two\nlines\"\n''@x,3,M,here,,é\n007,1,F,here,,'\n";
    let folder = folder(&[("children.csv", children.as_bytes())]);
    let mut scenario = scenario::read(folder.path()).expect("a scenario").scenario;
    let ids: Vec<&str> = scenario.children.iter().map(|each| &*each.reference).collect();
    assert_eq!(ids, ["'@x", "-7", "007", "=1+1", "=1+2"], "`'=1+2` is `=1+2` made safe");
    scenario.settings.name = "\"quoted\" \\ \t\nnext".to_owned();
    scenario.settings.switched_off.insert("solo".to_owned(), "=cmd|' /C calc'!A0".to_owned());
    scenario.decisions.push(Decision {
        child: scenario.children[0].id,
        household: scenario.households[0].id,
        kind: DecisionKind::Forbid,
        rule: None,
        reason: Some("=HYPERLINK(\"http://x\")".to_owned()),
        decided_by: Some("+44".to_owned()),
        decided_on: None,
    });
    assert_eq!(there_and_back(&scenario), scenario);
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let folder = folder(&[]);
    let before = scenario::read(folder.path()).expect("a scenario").scenario;
    let error = scenario::write(&before, folder.path()).expect_err("an error");
    assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
}

#[test]
fn an_empty_folder_is_filled() {
    let from = folder(&[]);
    let before = scenario::read(from.path()).expect("a scenario").scenario;
    let empty = tempfile::tempdir().expect("a temporary folder");
    scenario::write(&before, empty.path()).expect("a folder is written");
    assert_eq!(scenario::read(empty.path()).expect("a scenario").scenario, before);
    let files = std::fs::read_dir(empty.path()).expect("a folder").count();
    assert_eq!(files, 4, "nothing else is left there");
}
