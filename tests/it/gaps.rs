//! `placewell gaps` as people and scripts meet it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

fn scenario(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

/// Runs `gaps` and asks for how it ends.
fn gaps(folder: &Path, arguments: &[&str], exit: i32) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_placewell"));
    let output =
        command.arg("gaps").arg(folder).args(arguments).env("NO_COLOR", "1").output().expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(exit), "{said}");
    output
}

/// Every file that `gaps` writes for a scenario.
fn files(name: &str, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let room: TempDir = tempfile::tempdir().expect("a temporary folder");
    let out = room.path().join("out");
    let mut all = vec!["--quiet", "--out", out.to_str().expect("a plain path")];
    all.extend(arguments);
    assert!(gaps(&scenario(name), &all, 0).stdout.is_empty());
    let entries = fs::read_dir(&out).expect("written").map(|entry| entry.expect("readable").path());
    entries
        .map(|path| (path.file_name().expect("named").to_string_lossy().into_owned(), fs::read(&path).expect("a file")))
        .collect()
}

/// The rows of a CSV file, by heading.
fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn sum(rows: &[BTreeMap<String, String>], column: &str) -> i64 {
    rows.iter().map(|row| row[column].parse::<i64>().expect("a count")).sum()
}

fn names(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}

#[test]
fn files_agree_with_each_other_and_with_the_folder() {
    let name = "middlesbrough-2008";
    let files = files(name, &[]);
    assert_eq!(names(&files), ["gaps.csv", "gaps.json", "homes.csv", "report.html", "report.xlsx"]);
    let (gaps, homes) = (rows(&files["gaps.csv"]), rows(&files["homes.csv"]));
    let (children, households) = (
        rows(&fs::read(scenario(name).join("children.csv")).expect("there")),
        rows(&fs::read(scenario(name).join("households.csv")).expect("there")),
    );
    assert_eq!(sum(&gaps, "children"), i64::try_from(children.len()).expect("few"));
    assert_eq!(sum(&gaps, "homes"), i64::try_from(households.len()).expect("few"));
    assert_eq!(sum(&gaps, "places"), sum(&households, "places"));
    for (whole, part) in [
        ("places", "places"),
        ("places_filled", "filled"),
        ("places_usable", "usable"),
        ("places_mismatched", "mismatched"),
        ("places_held", "held"),
    ] {
        assert_eq!(sum(&gaps, whole), sum(&homes, part), "{whole}");
    }
    // A home that is not available has nothing but filled and held places.
    let mut held = 0;
    let by_id: BTreeMap<&String, _> = households.iter().map(|row| (&row["household_id"], row)).collect();
    for home in &homes {
        let household = by_id[&home["household_id"]];
        let count = |column: &str| home[column].parse::<i64>().expect("a count");
        if ["", "available"].contains(&household["status"].as_str()) {
            assert_eq!(count("held"), 0, "{home:?}");
        } else {
            assert_eq!(count("held"), (count("places") - count("filled")).max(0), "{home:?}");
            assert!(home["reason"].starts_with(&household["status"]), "{home:?}");
        }
        held += count("held");
    }
    assert!(held >= 65, "the published stock has 65 places not available, and {held} are held");
    let json: serde_json::Value = serde_json::from_slice(&files["gaps.json"]).expect("JSON");
    assert_eq!(json["total"]["places_held"], held);
    assert_eq!(json["cells"].as_array().expect("a list").len(), gaps.len());
    let page = String::from_utf8(files["report.html"].clone()).expect("UTF-8");
    assert!(page.contains("For use inside the team") && page.contains("H05"), "{page}");
}

#[test]
fn the_same_folder_gives_the_same_bytes_on_any_number_of_threads() {
    assert_eq!(files("first-look", &["--threads", "1"]), files("first-look", &["--threads", "3"]));
}

#[test]
fn any_dimensions_in_any_order() {
    for by in ["siblings", "locality,age", "specialism,siblings,age"] {
        let files = files("first-look", &["--by", by]);
        let header = String::from_utf8_lossy(&files["gaps.csv"]).lines().next().expect("a header").to_owned();
        assert!(header.starts_with(&format!("{by},children,")), "{header}");
        assert_eq!(sum(&rows(&files["gaps.csv"]), "places"), 8);
    }
    let refused = gaps(&scenario("first-look"), &["--by", "sex"], 2);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("age, specialism, locality, siblings"), "{said}");
}

#[test]
fn outside_the_team_no_small_count_and_no_home_is_seen() {
    let name = "middlesbrough-2008";
    let files = files(name, &["--disclosure", "--by", "age,locality"]);
    assert_eq!(names(&files), ["gaps.csv", "gaps.json", "report.html", "report.xlsx"]);
    let small: BTreeSet<String> = (1..=5).map(|count| count.to_string()).collect();
    let table = rows(&files["gaps.csv"]);
    for row in &table {
        for (column, count) in row.iter().filter(|(column, _)| !["age", "locality"].contains(&column.as_str())) {
            assert!(!small.contains(count), "{column} in {row:?}");
            assert!(count == "c" || count.parse::<i64>().is_ok(), "{column} in {row:?}");
        }
    }
    assert!(table.iter().any(|row| row["children"] == "c"));
    let json: serde_json::Value = serde_json::from_slice(&files["gaps.json"]).expect("JSON");
    assert_eq!(json["disclosure"], true);
    assert!(json["total"]["places_held"].as_i64().is_some_and(|held| held > 5), "{}", json["total"]);
    assert_eq!(json["total"]["children_unplaced"], "c");
    assert!(json.get("homes").is_none());
    let page = String::from_utf8(files["report.html"].clone()).expect("UTF-8");
    assert!(page.contains("For use outside the team"), "{page}");
    let page = page.split("</style>").nth(1).expect("a page").to_owned();
    let homes = rows(&fs::read(scenario(name).join("households.csv")).expect("there"));
    let children = rows(&fs::read(scenario(name).join("children.csv")).expect("there"));
    let ids = homes.iter().map(|row| &row["household_id"]).chain(children.iter().map(|row| &row["child_id"]));
    for id in ids {
        for text in [&page, &String::from_utf8_lossy(&files["gaps.json"]).into_owned()] {
            let words = || text.split(|letter: char| !letter.is_alphanumeric());
            assert!(words().all(|word| word != id), "{id} is named");
        }
    }
}

#[test]
fn it_ends_as_every_command_does() {
    gaps(&scenario("leeds-2011"), &["--time-limit", "0", "--quiet"], 4);
    let broken = gaps(&scenario("broken/cells"), &["--quiet"], 2);
    assert!(broken.stdout.is_empty() && String::from_utf8_lossy(&broken.stderr).contains("mend:"));
    let room = tempfile::tempdir().expect("a temporary folder");
    fs::write(room.path().join("letter.txt"), "Dear all").expect("written");
    gaps(&scenario("first-look"), &["--out", room.path().to_str().expect("a plain path")], 2);
    assert_eq!(fs::read_dir(room.path()).expect("there").count(), 1);
}

#[test]
fn repairs_are_told_in_words_and_agree_in_every_file() {
    let folder = scenario("small/usual-fostering-limit");
    let said = String::from_utf8(gaps(&folder, &["--repairs", "--by", "age"], 0).stdout).expect("text");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = "1. Exempt home FOUR from the usual fostering limit for A: places 1 child, brings 1 child in-house, \
                costs £450 a week more; 3 more like it.";
    assert!(said.contains(told), "{said}");
    let files = files("small/usual-fostering-limit", &["--repairs"]);
    let table = rows(&files["repairs.csv"]);
    assert!(table.iter().all(|row| row["kind"] == "exempt" && row["household_id"] == "FOUR" && row["proven"] == "yes"));
    assert_eq!(table.iter().map(|row| row["child_ids"].as_str()).collect::<Vec<_>>(), ["A", "B", "C", "D"]);
    assert_eq!((&*table[0]["unplaced_before"], &*table[0]["unplaced_after"]), ("1", "0"));
    let json: serde_json::Value = serde_json::from_slice(&files["gaps.json"]).expect("JSON");
    let repairs = &json["repairs"];
    assert_eq!(repairs["found"].as_array().expect("a list").len(), table.len());
    assert_eq!(repairs["found"][0]["change"], table[0]["change"].as_str());
    assert_eq!(repairs["found"][0]["effect"]["children_placed"], 1);
    let page = String::from_utf8_lossy(&files["report.html"]).into_owned();
    assert!(page.contains(&table[0]["change"]) && page.contains(&table[0]["effect"]), "the page says the same");
}

#[test]
fn fewer_repairs_may_be_tried_and_the_report_says_so() {
    let folder = scenario("small/usual-fostering-limit");
    let output = gaps(&folder, &["--repairs=1", "--format", "json"], 0);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["repairs"]["tried"], 1);
    assert!(json["repairs"]["considered"].as_i64() > Some(1));
    let stopped = gaps(&folder, &["--repairs", "--time-limit", "0", "--format", "json"], 4);
    let json: serde_json::Value = serde_json::from_slice(&stopped.stdout).expect("JSON");
    assert_eq!(json["repairs"]["tried"], 0, "what is not proved is not printed");
    gaps(&folder, &["--repairs", "--disclosure"], 2);
}

#[test]
fn worth_is_drawn_and_the_same_in_every_file() {
    let files = files("small/provision-units", &["--worth=2"]);
    let table = rows(&files["worth.csv"]);
    let siblings: Vec<_> = table.iter().filter(|row| row["kind_id"] == "siblings-3").collect();
    let column = |name: &str| siblings.iter().map(|row| row[name].as_str()).collect::<Vec<_>>();
    assert_eq!(column("home"), ["1", "2"]);
    assert_eq!(column("children_brought_in_house"), ["3", "0"], "nobody is left for the second");
    let weekly: i64 = siblings[0]["saved_pence_a_week"].parse().expect("pence");
    assert_eq!(siblings[0]["saved_pence_in_52_weeks"], (52 * weekly).to_string());
    let json: serde_json::Value = serde_json::from_slice(&files["gaps.json"]).expect("JSON");
    assert_eq!(json["worth"]["default_catalogue"], true);
    let homes: usize = json["worth"]["kinds"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|kind| kind["homes"].as_array().expect("a list").len())
        .sum();
    assert_eq!(homes, table.len());
    let page = String::from_utf8_lossy(&files["report.html"]).into_owned();
    assert!(page.contains("Default catalogue") && page.contains("id=\"worth-in-house-0-title\""));
}
