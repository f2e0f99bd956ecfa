//! What a recruitment plan says on the page, in the workbook, in `recruitment.csv` and on the terminal.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use placewell::domain::{Assumption, Goal, Pence, PencePerWeek, Rate};
use placewell::recruitment::{
    Again, Ending, Fan, Lever, Line, Panel, PanelRequest, Part, Plan, Step, Total, Trial, Trials,
};
use placewell::scenario::{self, Reading};
use placewell::solve::BackendName;
use placewell::{RecruitRequest, Recruitment, Shard, report};
use serde_json::Value;

use crate::reading::folder;

const SETTINGS: &str = "name = \"Test <town>\"\ndate = 2014-03-31\n\
    [demand]\nhorizon_months = 24\ngroups_per_month = 6.5\nstays = [{ weeks = \"0-52\", share = 1.0 }]\n\
    ages = { 0-17 = 1.0 }\n\
    [goals]\nshare_of_futures = 0.9\nin_house = 0.8\nsiblings_together = 1.0\n\
    [ranges]\ngroups_per_month = { low = 0.8, high = 1.2 }\nleavers_per_year = { low = 0.5, high = 1.5 }\n\
    [sources]\n\"costs.ifa\" = \"CMA, 2021\"\n";
const PLACES: &str = "locality,name\nTS1,Central\nTS3,East <b>\n";
const CHILDREN: &str = "child_id,age,sex,locality\nC1,7,F,TS1\nC2,8,M,TS3\n";
const HOMES: &str = "household_id,sector,locality,places,age_min,age_max,placement_types,bedrooms\n\
    H1,in_house,TS1,2,0,17,short_term,1;1\n";
const KINDS: &str = "kind_id,title,locality,places,placement_types,bedrooms,source\n\
    teen,=Teenagers,TS1;TS3,1,short_term,1,\n\
    siblings,Three or more siblings,TS1;TS3,3,short_term,1;1;1,\"Council, 2014\"\n";

fn reading() -> Reading {
    let files = [
        ("scenario.toml", SETTINGS),
        ("localities.csv", PLACES),
        ("children.csv", CHILDREN),
        ("households.csv", HOMES),
        ("kinds.csv", KINDS),
    ]
    .map(|(name, text)| (name, text.as_bytes()));
    scenario::read(folder(&files).path()).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn lines(reading: &Reading) -> Vec<Line> {
    let kinds = &reading.scenario.kinds;
    let line = |(kind, households): (&_, i64)| -> Line {
        let kind: &placewell::domain::HomeKind = kind;
        Line {
            kind: kind.id,
            locality: kind.home.locality,
            households,
            interval: (households - 2, households + 3),
            places: households * kind.home.places,
            applications: households * 3,
            enquiries: households * 25,
            start_month: 15,
            enquiries_a_month: Some(households * 2),
            recruitment_cost: Pence(households * 1_000_000),
            yearly_cost: Pence(households * 500_000),
            weekly_cost: PencePerWeek(45_000),
        }
    };
    let all = kinds.iter().zip([9, 5, 6, 0]).map(line);
    all.filter(|line| line.households > 0).collect()
}

fn sum(lines: &[Line], of: fn(&Line) -> i64) -> i64 {
    lines.iter().map(of).sum()
}

fn panel(reading: &Reading) -> Panel {
    let lines = lines(reading);
    let total = Total {
        households: sum(&lines, |line| line.households),
        interval: (14, 29),
        places: sum(&lines, |line| line.places),
        applications: sum(&lines, |line| line.applications),
        enquiries: sum(&lines, |line| line.enquiries),
        recruitment_cost: Pence(sum(&lines, |line| line.recruitment_cost.0)),
        yearly_cost: Pence(sum(&lines, |line| line.yearly_cost.0)),
        cost: (Pence(30_000_000), Pence(52_000_000)),
    };
    let fan = (0..=8).map(|quarter| Fan {
        month: quarter * 3,
        with_plan: [62, 66, 69, 72, 76].map(|share| share * 10_000 + quarter * 17_000),
        without: [62, 66, 69, 72, 76].map(|share| share * 10_000 - quarter * 6_000),
    });
    let step = |quarter: i64| Step { month: quarter * 3, enquiries: quarter * 62, households: quarter * 5 / 2 };
    Panel {
        lines,
        total,
        parts: vec![
            (Part::ReplaceLeavers, vec![4, 3, 2, 0]),
            (Part::MeetGrowth, vec![2, 0, 1, 0]),
            (Part::EnlargePool, vec![3, 2, 3, 0]),
        ],
        base_line: 84,
        leavers: 19,
        under_way: 2,
        saving_a_year: (Pence(41_250_000), Pence(-3_000_000), Pence(90_000_000)),
        levers: vec![
            Lever { assumption: Assumption::GroupsPerMonth, low: Some((11, Pence(22_000_000))), high: None },
            Lever {
                assumption: Assumption::LeaversPerYear,
                low: Some((16, Pence(33_000_000))),
                high: Some((25, Pence(50_000_000))),
            },
        ],
        middle: Some((20, Pence(40_000_000))),
        fan: fan.collect(),
        campaign: (0..=8).map(step).collect(),
        again: Again::Done,
        request: PanelRequest::usual(1, 500),
    }
}

fn trials(reached: u32, of: u32) -> Trials {
    let trial = |future: u32| Trial {
        future,
        ending: if future < reached { Ending::Reached } else { Ending::NotReached },
        children: 300,
        children_in_house: 246,
        children_residential: 22,
        children_unplaced: 0,
        groups: 40,
        groups_split: i64::from(future >= reached),
        weekly_cost: PencePerWeek(21_000_000),
        goals: BTreeMap::from([(Goal::InHouse, true), (Goal::SiblingsTogether, future < reached)]),
    };
    Trials { seed: 2, trials: (0..of).map(trial).collect() }
}

fn recruitment() -> Recruitment {
    let reading = reading();
    let plan = Plan {
        homes: vec![9, 5, 6, 0],
        cost: Pence(40_000_000),
        bound: Pence(40_000_000),
        held: 452,
        futures: 500,
        rounds: 14,
        cuts: 320,
    };
    let request = RecruitRequest {
        backend: BackendName::Highs,
        threads: 1,
        time_limit: None,
        futures: 500,
        seed: 1,
        test: 500,
        share: Rate(900_000),
        plan: None,
        shard: None,
        against_one_model: None,
    };
    let panel = panel(&reading);
    Recruitment { reading, request, plan, calibration: Vec::new(), trials: trials(442, 500), panel, race: None }
}

fn bytes(found: &Recruitment) -> BTreeMap<&'static str, Vec<u8>> {
    report::recruitment_files(found).expect("made").into_iter().collect()
}

fn text(found: &Recruitment, name: &str) -> String {
    String::from_utf8(bytes(found).remove(name).expect("there")).expect("UTF-8")
}

#[test]
fn every_file_is_named_as_ours_and_is_the_same_on_every_run() {
    let names: Vec<&str> = bytes(&recruitment()).into_keys().collect();
    assert_eq!(names, ["recruitment.csv", "recruitment.json", "report.html", "report.xlsx"]);
    assert!(names.iter().all(|name| report::NAMES.contains(name)));
    assert_eq!(bytes(&recruitment()), bytes(&recruitment()));
}

#[test]
fn the_first_page_says_what_to_approve_what_it_costs_and_how_sure_it_is() {
    let page = text(&recruitment(), "report.html");
    for part in [
        "keep 80 in 100 children in care with our own carers",
        "in 9 of 10 futures by March 2016",
        "approve 20 households (48 places)",
        "It costs £200,000 once",
        "saves £412,500 a year",
        "We tried it on 500 futures",
        "held in 88.4\u{a0}% of them",
        "within sampling error",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("NaN") && !page.contains("inf%"));
}

#[test]
fn names_from_files_stay_text() {
    let page = text(&recruitment(), "report.html");
    assert!(page.contains("Test &lt;town&gt;") && !page.contains("<town>"));
    assert!(page.contains("East &lt;b&gt;") && !page.contains("East <b>"));
    assert!(text(&recruitment(), "recruitment.csv").contains(",'=Teenagers,"));
}

#[test]
fn the_lines_are_the_plan_and_their_parts_add_up() {
    let csv = text(&recruitment(), "recruitment.csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    assert_eq!(
        header.join(","),
        "kind,title,locality,households,households_low,households_high,places,replace_leavers,meet_growth,enlarge_pool,\
         applications,enquiries,start_month,recruitment_cost_pence,yearly_cost_pence,weekly_cost_pence,source"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let number = |row: &csv::StringRecord, at: usize| row[at].parse::<i64>().expect("a number");
    assert_eq!(rows.iter().map(|row| number(row, 3)).sum::<i64>(), 20);
    for row in &rows {
        assert_eq!((7..10).map(|at| number(row, at)).sum::<i64>(), number(row, 3), "{row:?}");
        assert_eq!(&row[12], "2015-06");
    }
    assert_eq!((&rows[2][0], &rows[2][16]), ("teen@TS1", "no source given: illustrative default"));
    assert_eq!(&rows[0][16], "Council, 2014");
}

#[test]
fn what_is_not_sure_is_never_called_so() {
    let mut short = recruitment();
    short.trials = trials(400, 500);
    let page = text(&short, "report.html");
    assert!(page.contains("Less than asked for") && page.contains("The plan does not keep its promise"));
    let mut open = recruitment();
    open.plan.bound = Pence(39_000_000);
    assert!(text(&open, "report.html").contains("It is not proved that this is the cheapest plan"));
    let mut given = recruitment();
    given.request.plan = Some(vec![9, 5, 6, 0]);
    let page = text(&given, "report.html");
    assert!(page.contains("only tried") && !page.contains("the cheapest plan"));
    let mut shard = recruitment();
    shard.request.shard = Some(Shard { k: 2, n: 4 });
    assert!(text(&shard, "report.html").contains("Part 2 of 4"));
    let mut untried = recruitment();
    untried.trials.trials.clear();
    let page = text(&untried, "report.html");
    assert!(page.contains("has not been tried") && !page.contains("Reached</span>"));
}

#[test]
fn an_empty_plan_and_a_late_one_are_normal_answers() {
    let mut empty = recruitment();
    empty.panel.lines.clear();
    empty.panel.parts.clear();
    empty.panel.levers.clear();
    empty.panel.fan.clear();
    empty.panel.campaign.clear();
    empty.panel.total = Total {
        households: 0,
        interval: (0, 0),
        places: 0,
        applications: 0,
        enquiries: 0,
        recruitment_cost: Pence(0),
        yearly_cost: Pence(0),
        cost: (Pence(0), Pence(0)),
    };
    let page = text(&empty, "report.html");
    assert!(page.contains("no household needs to be recruited") && !page.contains("NaN"));
    let mut late = recruitment();
    for line in &mut late.panel.lines {
        (line.start_month, line.enquiries_a_month) = (-3, None);
    }
    let page = text(&late, "report.html");
    assert!(page.contains("come too late") && page.contains("December 2013 (past)"));
}

#[test]
fn pictures_can_be_heard_and_every_id_is_there_once() {
    let page = text(&recruitment(), "report.html");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or("")).collect();
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[..at].contains(id), "{id} is there twice");
    }
    for picture in page.split("<svg").skip(1) {
        let picture = picture.split("</svg>").next().unwrap_or("");
        let named = picture.contains("role=\"img\"") && picture.contains("<title") && picture.contains("<desc");
        assert!(named || picture.contains("aria-hidden=\"true\""), "{picture}");
    }
}

#[test]
fn the_workbook_has_every_table_and_no_formula() {
    let content = bytes(&recruitment()).remove("report.xlsx").expect("there");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(content)).expect("a workbook");
    for name in
        ["Households", "Plan", "What they are for", "Net growth", "Funnel", "Cost", "In-house share", "Futures tried"]
    {
        let sheet = book.worksheet_range(name).unwrap_or_else(|_| panic!("no sheet {name}"));
        assert!(sheet.height() > 1, "{name} is empty");
        assert!(book.worksheet_formula(name).expect("a sheet").used_cells().next().is_none(), "{name} has a formula");
    }
    let net = book.worksheet_range("Net growth").expect("a sheet");
    let numbers: Vec<f64> =
        net.rows().filter_map(|row| if let Data::Float(n) = row[1] { Some(n) } else { None }).collect();
    assert_eq!(numbers, [84.0, -19.0, 2.0, 20.0, 3.0, 87.0]);
}

#[test]
fn programs_and_terminals_are_told_the_same() {
    let found = recruitment();
    let record: Value = serde_json::from_str(&text(&found, "recruitment.json")).expect("JSON");
    assert_eq!((&record["households"], &record["reached"]["reached"]), (&Value::from(20), &Value::from(442)));
    assert_eq!(record["lines"][2]["kind"], "teen@TS1");
    let shown = report::recruitment_terminal(&found, Some(std::path::Path::new("out")));
    for line in shown.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(shown.contains("approve 20 households") && shown.contains("out/recruitment.csv"), "{shown}");
}
