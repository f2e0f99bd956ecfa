//! What a result says, and that it says it in a form that people, spreadsheets and programs can trust.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use placewell::domain::{LevelId, Proposal, Scenario, Sector, Sex, Urgency};
use placewell::scenario::{Problem, Reading, Severity};
use placewell::solve::{BackendName, LevelOutcome, Outcome, Size, Stopped, by_hand};
use placewell::verify::{Certified, verify, verify_files};
use placewell::{Baseline, Findings, Request, compatibility, explain, report};
use serde_json::Value;

use crate::support::Town;

const SCRIPT: &str = "<script>alert(1)</script>";
const FORMULA: &str = "=cmd|' /C calc'!A0";

/// Ids that would do harm if they were taken for something else than text; siblings split, together and staying; one
/// child whom nobody can take.
fn town() -> Town {
    Town::new()
        .child(SCRIPT, |c| (c.age, c.sex) = (6, Sex::M))
        .child(FORMULA, |c| c.age = 9)
        .child("\"quoted\" & 'id'", |c| c.age = 3)
        .child(&"long".repeat(50), |_| ())
        .child("solo", |c| c.urgency = Urgency::Today)
        .child("adult", |c| c.age = 19)
        .child("settled", |_| ())
        .child("mover", |c| c.may_move = true)
        .siblings(&[SCRIPT, FORMULA])
        .home("@Small", |h| (h.places, h.bedrooms) = (1, vec![1]))
        .home("Kin", |h| (h.sector, h.places) = (Sector::Kinship, 1))
        .home("Home", |h| (h.places, h.bedrooms) = (2, vec![1, 1]))
        .provision("Agency", |p| p.capacity = Some(1))
        .lives("settled", "Home")
        .lives("mover", "Home")
        .named("Kin", "\"quoted\" & 'id'")
        .off("never")
}

/// The levels as they are, with this bound above or below each value.
fn levels(scenario: &Scenario, proposal: &Proposal, below: i64) -> Vec<LevelOutcome> {
    let verdict = verify(scenario, proposal);
    let of = |level: &LevelId| LevelOutcome {
        level: *level,
        in_priorities: scenario.settings.priorities.contains(level),
        value: verdict.level(*level),
        bound: scenario.settings.priorities.contains(level).then(|| verdict.level(*level) - below),
        seconds: 0.25,
    };
    LevelId::ALL.iter().map(of).collect()
}

fn findings_of(scenario: Scenario, proposal: Proposal, below: i64) -> Findings {
    let graph = compatibility::graph(&scenario);
    let baseline = by_hand(&scenario, &graph);
    let warning = Problem {
        file: "children.csv".into(),
        line: Some(3),
        column: Some("needs".into()),
        severity: Severity::Warning,
        code: "W007",
        found: "`<b>bold</b>` is offered by nobody".into(),
        mend: "check the spelling".into(),
    };
    Findings {
        reasons: explain::explain(&scenario, &graph, &proposal),
        verdict: verify(&scenario, &proposal),
        certified: Certified::default(),
        outcome: Outcome {
            levels: levels(&scenario, &proposal, below),
            proposal,
            certificates: Vec::new(),
            backend: "none".into(),
            stopped: (below > 0).then_some(Stopped::TimeLimit),
            size: Size::default(),
        },
        baseline: Baseline { verdict: verify(&scenario, &baseline), proposal: baseline },
        request: Request { backend: BackendName::Highs, ..Request::default() },
        reading: Reading { scenario, warnings: vec![warning], inputs: Vec::new() },
    }
}

/// What a duty desk would do, taken for the proposal: lawful, and made without a solver.
fn findings(below: i64) -> Findings {
    let scenario = town().build();
    let proposal = by_hand(&scenario, &compatibility::graph(&scenario));
    findings_of(scenario, proposal, below)
}

fn rejected() -> Findings {
    let scenario = town().build();
    let mut proposal = by_hand(&scenario, &compatibility::graph(&scenario));
    let home = proposal.placements.iter().flatten().next().copied();
    proposal.placements.fill(home);
    findings_of(scenario, proposal, 0)
}

fn bytes(findings: &Findings) -> BTreeMap<&'static str, Vec<u8>> {
    report::files(findings).expect("made").into_iter().collect()
}

fn text(findings: &Findings, name: &str) -> String {
    String::from_utf8(bytes(findings).remove(name).expect("there")).expect("UTF-8")
}

/// What stands between the first `from` and the next `to` after it, for each `from`.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap_or("")).collect()
}

#[test]
fn every_file_is_there_once_and_is_named_as_ours() {
    let files = report::files(&findings(0)).expect("made");
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        ["proposal.csv", "unplaced.csv", "options.csv", "support.csv", "result.json", "report.html", "report.xlsx"]
    );
    assert!(names.iter().all(|name| report::NAMES.contains(name)));
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    assert_eq!(bytes(&findings(0)), bytes(&findings(0)));
}

#[test]
fn seconds_stand_only_where_they_may() {
    let mut slower = findings(0);
    slower.outcome.levels.iter_mut().for_each(|level| level.seconds = 9.75);
    let (fast, slow) = (bytes(&findings(0)), bytes(&slower));
    for (name, content) in fast {
        let may_differ = ["result.json", "report.html", "report.xlsx"].contains(&name);
        assert_eq!(content != slow[name], may_differ, "{name}");
    }
}

#[test]
fn proposal_csv_has_the_columns_of_the_contract_and_a_row_for_every_child() {
    let findings = findings(0);
    let csv = text(&findings, "proposal.csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    assert_eq!(
        header,
        [
            "child_id",
            "placement",
            "unit",
            "sector",
            "status",
            "placed_with",
            "separated_from",
            "miles",
            "mismatch",
            "weekly_cost_pence",
            "bedroom",
            "reasons"
        ]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("whole")).collect();
    assert_eq!(rows.len(), findings.reading.scenario.children.len());
    let status = |child: &str| {
        let row = rows.iter().find(|row| &row[0] == child).unwrap_or_else(|| panic!("no row for {child}"));
        row[4].to_owned()
    };
    assert_eq!(status("settled"), "stays");
    assert_eq!(status("mover"), "stays", "a child who may move and does not");
    assert_eq!(status("adult"), "unplaced");
    assert_eq!(status("solo"), "new");
    assert!(
        rows.iter().all(|row| row[7].is_empty() || row[7].split_once('.').is_some_and(|(_, tenths)| tenths.len() == 1))
    );
    assert!(rows.iter().all(|row| !row[11].is_empty()), "every child has a reason");
    assert!(!csv.contains('\r'));
}

#[test]
fn no_cell_of_any_csv_file_runs_as_a_formula() {
    let findings = findings(0);
    for name in ["proposal.csv", "unplaced.csv", "options.csv", "support.csv"] {
        let content = text(&findings, name);
        let mut reader = csv::Reader::from_reader(content.as_bytes());
        for row in reader.records() {
            for cell in &row.expect("whole") {
                let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
                assert!(!runs, "{name}: {cell}");
            }
        }
    }
    assert!(text(&findings, "proposal.csv").contains("'=cmd"), "the id is there, made safe");
}

#[test]
fn strange_ids_are_read_back_as_they_were_meant() {
    let findings = findings(0);
    let record = text(&findings, "result.json");
    let verdict = verify_files(&findings.reading.scenario, &text(&findings, "proposal.csv"), Some(&record));
    assert_eq!(verdict.faults, []);
}

#[test]
fn nothing_that_files_say_becomes_part_of_the_page() {
    for page in [text(&findings(0), "report.html"), text(&rejected(), "report.html")] {
        assert!(!page.contains("<script"), "an id is a script");
        assert!(!page.contains("<b>bold"), "a warning is markup");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the id is there as text");
        for tag in between(&page, "<", ">") {
            assert!(!tag.contains("quoted"), "an id is inside a tag: {tag}");
        }
    }
}

#[test]
fn the_page_needs_nothing_else() {
    let page = text(&findings(0), "report.html");
    for reference in between(&page, "href=\"", "\"").into_iter().chain(between(&page, "src=\"", "\"")) {
        let anchor = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads outside"));
        assert!(page.contains(&format!("id=\"{anchor}\"")), "#{anchor} leads nowhere");
    }
    let style = between(&page, "<style>", "</style>").concat();
    assert!(style.len() < 12_000 && !style.contains("url(") && !style.contains("@import"), "{} bytes", style.len());
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn the_page_has_its_landmarks_and_every_section() {
    let page = text(&findings(0), "report.html");
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    for landmark in ["<h1", "<main", "<header", "<nav", "<footer"] {
        assert_eq!(page.matches(landmark).count(), 1, "{landmark}");
    }
    assert!(page.contains("class=\"skip\" href=\"#main\""));
    let sections = between(&page, "<section id=\"", "\"");
    assert_eq!(
        sections,
        ["summary", "siblings", "children", "unmet", "homes", "alternatives", "support", "effect", "rules", "trust"]
    );
    for section in sections {
        assert!(page.contains(&format!("<h2 id=\"{section}-title\">")), "{section} has no heading");
        assert!(page.contains(&format!("<a href=\"#{section}\">")), "{section} is not in the contents");
    }
}

#[test]
fn tables_and_pictures_can_be_heard() {
    let page = text(&findings(0), "report.html");
    for table in between(&page, "<table", "</table>") {
        assert!(table.contains("<caption>"), "{table}");
        assert!(between(table, "<th", ">").iter().all(|th| th.contains("scope=") || th.starts_with("ead")), "{table}");
    }
    for region in between(&page, "class=\"scroll", ">") {
        assert!(
            region.contains("tabindex=\"0\"") && region.contains("role=\"region\"") && region.contains("aria-label=")
        );
    }
    for picture in between(&page, "<svg", "</svg>") {
        let named = picture.contains("role=\"img\"") && picture.contains("<title") && picture.contains("<desc");
        assert!(named || picture.contains("aria-hidden=\"true\""), "{picture}");
    }
}

#[test]
fn a_result_with_faults_is_never_called_a_proposal() {
    let rejected = rejected();
    assert!(!rejected.verdict.stands());
    let page = text(&rejected, "report.html");
    assert!(page.contains("role=\"alert\"") && page.contains("This is not a proposal"));
    assert!(page.contains("<h1>Rejected: not a proposal"));
    assert!(!page.contains("Proposed placements") && !page.contains(">Proved<") && !page.contains(">Proposal<"));
    let shown = report::terminal(&rejected, None);
    assert!(shown.contains("REJECTED. This is not a proposal"));
    assert!(!shown.contains("  proved") && !shown.contains("Proposal"), "{shown}");
    let record: Value = serde_json::from_str(&text(&rejected, "result.json")).expect("JSON");
    assert_eq!((&record["proven"], &record["verdict"]["stands"]), (&Value::Bool(false), &Value::Bool(false)));
}

#[test]
fn nothing_is_called_proved_that_is_not() {
    let open = findings(1);
    let page = text(&open, "report.html");
    assert!(
        !page.contains(">Proved<") && page.contains(">Not proved<") && page.contains("time limit ended the search")
    );
    assert!(report::terminal(&open, None).contains("not proved"));
    let record: Value = serde_json::from_str(&text(&open, "result.json")).expect("JSON");
    assert_eq!((&record["proven"], &record["stopped"]), (&Value::Bool(false), &Value::from("time_limit")));
    assert!(text(&findings(0), "report.html").contains(">Proved<"));
}

#[test]
fn a_level_left_out_is_only_counted() {
    let scenario = town().set(|settings| settings.priorities.truncate(2)).build();
    let proposal = by_hand(&scenario, &compatibility::graph(&scenario));
    let findings = findings_of(scenario, proposal, 0);
    let record: Value = serde_json::from_str(&text(&findings, "result.json")).expect("JSON");
    assert_eq!(record["levels"][6]["proven"], Value::Null);
    assert_eq!(record["levels"][6]["in_priorities"], Value::Bool(false));
    assert!(text(&findings, "report.html").contains("Only counted"));
}

#[test]
fn the_schema_describes_the_result() {
    let schema: Value = serde_json::from_str(&report::schema()).expect("JSON");
    let record: Value = serde_json::from_str(&text(&findings(0), "result.json")).expect("JSON");
    let required = |of: &Value| -> Vec<String> {
        let names = of["required"].as_array().expect("a list").iter();
        names.map(|name| name.as_str().expect("a name").to_owned()).collect()
    };
    for name in required(&schema) {
        assert!(record.get(&name).is_some(), "result.json lacks {name}");
    }
    for name in ["levels", "baseline", "verdict", "inputs", "switched_off", "placewell_version", "schema_version"] {
        assert!(required(&schema).iter().any(|each| each == name), "{name} is not required");
    }
    for name in record.as_object().expect("an object").keys() {
        assert!(schema["properties"].get(name).is_some(), "the schema lacks {name}");
    }
    let level = &schema["$defs"]["Level"];
    for name in ["id", "value", "bound", "proven", "seconds"] {
        assert!(level["properties"][name]["description"].is_string(), "level.{name} is not documented");
    }
    assert_eq!(record["switched_off"][0]["id"], "never");
}

#[test]
fn a_sheet_holds_text_as_text_and_numbers_as_numbers() {
    let content = bytes(&findings(0)).remove("report.xlsx").expect("there");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(content)).expect("a workbook");
    let names = book.sheet_names().clone();
    for name in ["Summary", "Levels", "Proposal", "Siblings", "Unmet", "Options", "Support", "Rules", "Proof"] {
        assert!(names.iter().any(|each| each == name), "no sheet {name}");
    }
    for name in &names {
        let formulas = book.worksheet_formula(name).expect("a sheet");
        assert!(formulas.used_cells().next().is_none(), "{name} has a formula");
    }
    let proposal = book.worksheet_range("Proposal").expect("a sheet");
    let cells: Vec<&Data> = proposal.cells().map(|(_, _, cell)| cell).collect();
    assert!(cells.iter().any(|cell| matches!(cell, Data::String(text) if text == FORMULA)));
    assert!(cells.iter().any(|cell| matches!(cell, Data::Float(pounds) if (*pounds - 450.0).abs() < 0.001)));
}

#[test]
fn the_terminal_shows_at_most_80_columns() {
    let shown = report::terminal(&findings(0), Some(std::path::Path::new("out")));
    for line in shown.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    for part in ["Unplaced children", "By hand", "proved", "Without a place", "out/report.html"] {
        assert!(shown.contains(part), "{part} is missing:\n{shown}");
    }
}

#[test]
fn long_lists_are_cut_and_say_where_the_rest_is() {
    let mut town = Town::new().home("Home", |_| ());
    for number in 0..203 {
        town = town.child(&format!("C{number:03}"), |_| ());
    }
    let scenario = town.build();
    let proposal = by_hand(&scenario, &compatibility::graph(&scenario));
    let findings = findings_of(scenario, proposal, 0);
    let page = text(&findings, "report.html");
    assert!(page.contains("3 more in <code>proposal.csv</code>"));
    assert!(between(&page, "<tbody>", "</tbody>").iter().all(|body| body.matches("<tr>").count() <= 200));
    assert_eq!(text(&findings, "proposal.csv").lines().count(), 204);
}

#[test]
fn an_empty_scenario_is_a_normal_answer() {
    let scenario = Town::new().home("Home", |_| ()).build();
    let proposal = by_hand(&scenario, &compatibility::graph(&scenario));
    let findings = findings_of(scenario, proposal, 0);
    assert!(text(&findings, "report.html").contains("No child needs a place"));
    assert!(!text(&findings, "report.html").contains("NaN"));
}
