//! What `bench --export` writes, read back by other code, is the model.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use placewell::benchmark::{Format, export};
use placewell::domain::Scenario;
use placewell::model::{self, Model};
use placewell::scenario::synthetic::{self, Recipe};
use placewell::{compatibility, scenario};

/// Terms by the name of the column, and the right-hand side; noughts say nothing.
type Row = (BTreeMap<String, i64>, i64);

/// A programme as anybody would read it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Read {
    objective: BTreeMap<String, i64>,
    rows: BTreeMap<String, Row>,
    binaries: Vec<String>,
}

impl Read {
    fn charge(terms: &mut BTreeMap<String, i64>, column: &str, factor: i64) {
        if factor != 0 {
            assert_eq!(terms.insert(column.to_owned(), factor), None, "{column} stands twice in a row");
        }
    }
}

fn read_mps(text: &str) -> Read {
    let (mut read, mut section, mut objective, mut ended) = (Read::default(), "", "", false);
    for line in text.lines() {
        assert!(!ended, "nothing follows the end");
        let fields: Vec<&str> = line.split_whitespace().collect();
        if !line.starts_with(' ') {
            section = fields[0];
            ended = section == "ENDATA";
            continue;
        }
        match (section, fields.as_slice()) {
            ("ROWS", ["N", name]) => objective = name,
            ("ROWS", ["L", name]) => _ = read.rows.insert((*name).to_owned(), Row::default()),
            ("COLUMNS", [_, "'MARKER'", _]) => {}
            ("COLUMNS", [column, row, factor]) => {
                let factor = factor.parse().expect("a whole number");
                let row = if *row == objective {
                    &mut read.objective
                } else {
                    &mut read.rows.get_mut(*row).expect("a row").0
                };
                Read::charge(row, column, factor);
            }
            ("RHS", [_, row, value]) => {
                read.rows.get_mut(*row).expect("a row").1 = value.parse().expect("a whole number");
            }
            ("BOUNDS", ["BV", _, column]) => read.binaries.push((*column).to_owned()),
            other => panic!("not understood: {other:?}"),
        }
    }
    assert!(ended);
    read
}

fn read_lp(text: &str) -> Read {
    let mut read = Read::default();
    let (body, binaries) = text.split_once("Binaries\n").expect("binaries");
    let (objective, rows) = body.split_once("Subject To\n").expect("rows");
    read.binaries = binaries.strip_suffix("End\n").expect("an end").split_whitespace().map(str::to_owned).collect();
    let sum = |words: &[&str]| {
        let mut terms = BTreeMap::new();
        let (mut sign, mut factor) = (1, 0);
        for word in words {
            match *word {
                "+" => sign = 1,
                "-" => sign = -1,
                number if number.parse::<i64>().is_ok() => factor = sign * number.parse::<i64>().expect("a number"),
                column => Read::charge(&mut terms, column, factor),
            }
        }
        terms
    };
    let words: Vec<&str> = objective.split_whitespace().collect();
    assert!(words[0] == "Minimize" && words[1].ends_with(':'));
    read.objective = sum(&words[2..]);
    let mut name = "";
    let mut terms: Vec<&str> = Vec::new();
    let mut words = rows.split_whitespace();
    while let Some(word) = words.next() {
        if let Some(new) = word.strip_suffix(':') {
            name = new;
        } else if word == "<=" {
            let at_most = words.next().and_then(|number| number.parse().ok()).expect("a right-hand side");
            read.rows.insert(name.to_owned(), (sum(&terms), at_most));
            terms.clear();
        } else {
            terms.push(word);
        }
    }
    read
}

/// The programme of a level, made from the model by hand.
fn expected(model: &Model, at: usize) -> Read {
    let name = |i: usize| if i < model.columns.len() { format!("z{i}") } else { format!("s{i}") };
    let named = |terms: &mut dyn Iterator<Item = (usize, i64)>| -> BTreeMap<String, i64> {
        terms.filter(|(_, factor)| *factor != 0).map(|(i, factor)| (name(i), factor)).collect()
    };
    let charges = |at: usize| named(&mut model.objectives[at].charges.iter().copied().enumerate());
    let mut rows: BTreeMap<String, Row> = model
        .rows
        .iter()
        .enumerate()
        .map(|(i, row)| (format!("r{i}"), (named(&mut row.terms.iter().copied()), row.at_most)))
        .collect();
    for (held, objective) in model.objectives.iter().enumerate().take(at) {
        let most = objective.charges.iter().filter(|charge| **charge > 0).sum();
        rows.insert(format!("hold_{}", objective.level), (charges(held), most));
    }
    Read { objective: charges(at), rows, binaries: (0..model.variables()).map(name).collect() }
}

fn file(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("written")
}

fn check(scenario: &Scenario) {
    let model = model::build(scenario, &compatibility::graph(scenario));
    let place = tempfile::tempdir().expect("a temporary folder");
    for format in Format::ALL {
        let folder = place.path().join(format.word());
        export(scenario, &model, *format, &folder).expect("written");
        for (at, objective) in model.objectives.iter().enumerate() {
            let text = file(&folder, &format!("{}-{}.{}", at + 1, objective.level, format.word()));
            let read = if *format == Format::Mps { read_mps(&text) } else { read_lp(&text) };
            assert_eq!(read, expected(&model, at), "{format:?}, {}", objective.level);
            assert!(text.lines().all(|line| line.len() < 500), "a reader of {format:?} may cut longer lines");
        }
        let lines = |name: &str| file(&folder, name).lines().count() - 1;
        assert_eq!((lines("columns.csv"), lines("rows.csv")), (model.variables(), model.rows.len()));
        assert_eq!(lines("levels.csv"), model.objectives.len());
        let again = place.path().join("again");
        export(scenario, &model, *format, &again).expect("written");
        for entry in fs::read_dir(&folder).expect("there").map(|entry| entry.expect("readable")) {
            let same = fs::read(again.join(entry.file_name())).expect("there as well");
            assert!(fs::read(entry.path()).expect("readable") == same, "{} differs", entry.path().display());
        }
        fs::remove_dir_all(&again).expect("removed");
    }
}

#[test]
fn exported_models_are_the_model() {
    for seed in 0..40 {
        check(&synthetic::tiny(seed));
    }
    check(&synthetic::scenario(&Recipe::named("daily", 1).expect("a known size")));
}

#[test]
fn bench_exports_beside_its_report_whole_or_not_at_all() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("out");
    let bench = |more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_placewell"));
        command.args(["bench", "--quiet", "--cases", "4/8", "--shares", "60", "--seeds", "1,2", "--peers", "none"]);
        command.args(more).output().expect("the binary runs")
    };
    let path = out.to_str().expect("a plain path");
    let ended = bench(&["--export", "mps", "--out", path]);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let mut recipe = Recipe::named("month", 2).expect("a known size");
    recipe.resize(4);
    (recipe.households, recipe.sibling_share_percent) = (8, 60);
    let scenario = synthetic::scenario(&recipe);
    let model = model::build(&scenario, &compatibility::graph(&scenario));
    let folder = out.join("models/002-4-8-60-seed-2");
    assert_eq!(read_mps(&file(&folder, "1-unplaced.mps")), expected(&model, 0));
    assert!(file(&folder, "README.md").contains("hold_") && out.join("report.html").exists());
    assert_eq!(fs::read_dir(place.path()).expect("there").count(), 1, "nothing is left beside it");
    // Another run replaces both; one without models leaves none.
    assert!(bench(&["--out", path]).status.success());
    assert!(out.join("benchmark.json").exists() && !out.join("models").exists());
    assert_eq!(bench(&["--export", "mps"]).status.code(), Some(2), "a folder is needed");
    assert_eq!(bench(&["--export", "nl", "--out", path]).status.code(), Some(2));
}

#[test]
fn a_python_that_is_not_there_is_a_run_that_failed() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("out");
    let folder = place.path().join("scenario");
    let recipe = Recipe { children: 4, households: 8, ..Recipe::named("daily", 1).expect("a known size") };
    scenario::write(&synthetic::scenario(&recipe), &folder).expect("written");
    let ended = std::process::Command::new(env!("CARGO_BIN_EXE_placewell"))
        .args(["bench", "--quiet", "--cases", "", "--peers", "cp-sat", "--python"])
        .arg(place.path().join("no-python"))
        .args([Path::new("--scenario"), &folder, Path::new("--out"), &out])
        .output()
        .expect("the binary runs");
    assert!(ended.status.success(), "a peer that fails is no failure of ours");
    let found: placewell::benchmark::Benchmark =
        serde_json::from_str(&file(&out, "benchmark.json")).expect("of this layout");
    let run = found.cases[0].run("cp-sat").expect("a run");
    assert_eq!(run.ended, placewell::benchmark::Ended::Failed);
    assert!(run.note.as_deref().is_some_and(|note| note.contains("requirements.txt")), "{:?}", run.note);
}
