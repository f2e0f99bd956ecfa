//! `placewell recruit` and `placewell merge` as people and batch engines meet them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use placewell::scenario;
use tempfile::TempDir;

use crate::trials::expecting;

/// A room with the folder of a small scenario that looks ahead.
fn room() -> (TempDir, PathBuf) {
    let room = tempfile::tempdir().expect("a temporary folder");
    let folder = room.path().join("service");
    scenario::write(&expecting(), &folder).expect("written");
    (room, folder)
}

fn placewell(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_placewell")).args(arguments).env("NO_COLOR", "1").output().expect("it runs")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// Ends as expected, or shows what was said. Gives what was said to people.
fn ends(output: &Output, exit: i32) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(exit), "standard output:\n{out}\nstandard error:\n{err}");
    format!("{out}{err}")
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path());
    entries
        .map(|path| (path.file_name().expect("named").to_string_lossy().into_owned(), fs::read(&path).expect("a file")))
        .collect()
}

/// A plan that was written by hand, tried in parts.
fn part(folder: &Path, plan: &Path, shard: &str, out: &Path, more: &[&str]) -> Output {
    let mut arguments = vec!["recruit", text(folder), "--plan", text(plan), "--futures", "5", "--test", "14"];
    arguments.extend(["--shard", shard, "--out", text(out)]);
    arguments.extend(more);
    placewell(&arguments)
}

#[test]
fn a_plan_is_made_tried_and_written() {
    let (room, folder) = room();
    let out = room.path().join("plan");
    let made = placewell(&["recruit", text(&folder), "--futures", "10", "--test", "6", "--out", text(&out)]);
    assert!(matches!(made.status.code(), Some(0 | 4)), "{made:?}");
    let written = contents(&out);
    for file in ["recruitment.csv", "recruitment.json", "futures.csv", "report.html", "report.xlsx"] {
        assert!(written.contains_key(file), "no {file} among {:?}", written.keys());
    }
    // What was written is a plan that can be tried.
    let again = room.path().join("again");
    let plan = out.join("recruitment.csv");
    let tried = placewell(&[
        "recruit",
        text(&folder),
        "--plan",
        text(&plan),
        "--futures",
        "10",
        "--test",
        "6",
        "--out",
        text(&again),
    ]);
    ends(&tried, 0);
    assert_eq!(written["futures.csv"], contents(&again)["futures.csv"], "the same plan in the same futures");
}

#[test]
fn parts_become_the_bytes_of_one_machine() {
    let (room, folder) = room();
    let plan = room.path().join("plan.csv");
    fs::write(&plan, "kind,households\ntwo-rooms@CENTRE,3\n").expect("written");
    let out = |name: &str| room.path().join(name);
    ends(&part(&folder, &plan, "1/1", &out("whole"), &["--threads", "1"]), 0);
    for k in 1..=3 {
        ends(&part(&folder, &plan, &format!("{k}/3"), &out(&format!("part-{k}")), &["--threads", "2"]), 0);
    }
    let (one, two, three) = (out("part-1"), out("part-2"), out("part-3"));
    let merge = |parts: &[&Path], to: &Path| {
        let parts = parts.iter().map(|part| text(part));
        placewell(&["merge"].into_iter().chain(parts).chain(["--out", text(to)]).collect::<Vec<_>>())
    };
    ends(&merge(&[&three, &one, &two], &out("merged")), 0);
    assert_eq!(contents(&out("merged")), contents(&out("whole")));

    let nothing = out("nothing");
    assert!(ends(&merge(&[&one, &three], &nothing), 2).contains("missing: 2"));
    assert!(ends(&merge(&[&one, &two, &three, &one], &nothing), 2).contains("part 1 of 3 is there twice"));
    assert!(ends(&merge(&[&one, &room.path().join("nowhere")], &nothing), 2).contains("part.json"));
    let other = out("other");
    ends(&part(&folder, &plan, "2/3", &other, &["--seed", "2"]), 0);
    assert!(ends(&merge(&[&one, &other, &three], &nothing), 2).contains("the seed differs"));
    let futures = two.join("futures.csv");
    let table = fs::read_to_string(&futures).expect("a table");
    let forged = if table.contains(",reached,") {
        table.replacen(",reached,", ",undecided,", 1)
    } else {
        table + "99,reached\n"
    };
    fs::write(&futures, forged).expect("written");
    assert!(ends(&merge(&[&one, &two, &three], &nothing), 2).contains("not those that part.json tells of"));
    assert!(!nothing.exists(), "nothing is half-written");
}

#[test]
fn what_cannot_be_is_refused_with_a_way_to_mend_it() {
    let (room, folder) = room();
    let plan = room.path().join("plan.csv");
    let out = room.path().join("out");
    let refused = |more: &[&str]| {
        let mut arguments = vec!["recruit", text(&folder), "--test", "3", "--out", text(&out)];
        arguments.extend(more);
        ends(&placewell(&arguments), 2)
    };
    for (rows, told) in [
        ("kind,households\ntwo-roms@CENTRE,3\n", "did you mean `two-rooms@CENTRE`?"),
        ("kind,households\ntwo-rooms@CENTRE,x\n", "plan.csv:2, column `households`"),
        ("kind,households\ntwo-rooms@CENTRE,1\ntwo-rooms@CENTRE,1\n", "a second time"),
        ("kind\ntwo-rooms@CENTRE\n", "households"),
        ("kind,households\n", "a plan without rows"),
    ] {
        fs::write(&plan, rows).expect("written");
        let said = refused(&["--plan", text(&plan), "--futures", "3"]);
        assert!(said.contains(told), "{rows}: {said}");
    }
    assert!(refused(&["--plan", "nowhere.csv", "--futures", "3"]).contains("nowhere.csv"));
    assert!(refused(&["--futures", "0"]).contains("--futures"));
    assert!(refused(&["--shard", "4/3"]).contains("2/3"));
    assert!(refused(&["--share", "1.5"]).contains("0.9"));
    let toml = folder.join("scenario.toml");
    let settings = fs::read_to_string(&toml).expect("settings");
    let impossible = settings.replace("in_house = 0.7", "in_house = 1.0");
    assert_ne!(settings, impossible);
    fs::write(&toml, impossible).expect("written");
    fs::write(
        folder.join("kinds.csv"),
        "kind_id,locality,places,placement_types,bedrooms,most,age_max\nfew,CENTRE,1,short_term,1,1,2\n",
    )
    .expect("written");
    let said = refused(&["--futures", "8", "--share", "1"]);
    assert!(said.contains("in_house: out of reach") && said.contains("the nearest plan"), "{said}");
    fs::remove_file(folder.join("kinds.csv")).expect("gone");
    assert!(refused(&["--futures", "3"]).contains("kinds.csv"));
    assert!(!out.exists(), "nothing is half-written");
}
