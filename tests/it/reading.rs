//! Scenario folders as people really write them.

use std::path::Path;

use placewell::domain::{DecisionKind, LevelId, Place, Plan, Sector, Sex, Suitability, Tenths};
use placewell::scenario::{self, Problem, Reading, Severity};

const SETTINGS: &str = "date = 2026-04-01\n";
const CHILDREN: &str = "child_id,age,sex,locality\nC1,7,F,here\n";
const HOUSEHOLDS: &str = "household_id,sector,locality,places,age_min,age_max,placement_types,bedrooms\n\
                          H1,in_house,here,2,0,17,short_term,1;1\n";
const LOCALITIES: &str = "locality,name,easting,northing,authority\nhere,Here,400000,300000,Leeds\n";

/// A folder with these files; a required file that is not among them takes a small default.
pub(super) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let defaults = [
        ("scenario.toml", SETTINGS),
        ("children.csv", CHILDREN),
        ("households.csv", HOUSEHOLDS),
        ("localities.csv", LOCALITIES),
    ];
    for (name, text) in defaults {
        std::fs::write(folder.path().join(name), text).expect("a file is written");
    }
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("a file is written");
    }
    folder
}

fn read(files: &[(&str, &str)]) -> Result<Reading, Vec<Problem>> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    scenario::read(folder(&files).path())
}

fn good(files: &[(&str, &str)]) -> Reading {
    read(files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Every fault as `file:line column code`.
fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let problems = read(files).expect_err("a fault");
    problems.iter().filter(|each| each.severity == Severity::Fault).map(place).collect()
}

fn warnings(files: &[(&str, &str)]) -> Vec<String> {
    good(files).warnings.iter().map(place).collect()
}

fn place(problem: &Problem) -> String {
    let line = problem.line.map_or(String::new(), |line| format!(":{line}"));
    format!("{}{line} {} {}", problem.file, problem.column.as_deref().unwrap_or("-"), problem.code)
}

#[test]
fn a_folder_with_every_table() {
    let reading = good(&[
        (
            "scenario.toml",
            "name = \"A day\"\ndate = 2026-04-01\npriorities = [\"unplaced\", \"moved\"]\n\
             age_bands = [\"0-4\", \"5-17\"]\n[policy]\nmax_miles = 12.5\nneeded_within_days = { today = 1 }\n\
             [costs]\nifa = 100000\n",
        ),
        (
            "children.csv",
            "child_id,date_of_birth,sex,locality,sibling_group,current_household,may_move,expected_weeks,max_miles\n\
             b,2016-04-02,F,here,G1,,,52,3.4\n\
             c,01/04/2016,M,here,G1,,,,\n\
             a,2025-12-31,1,here,,H1,no,,\n\
             d,2010-04-01,U,here,,P1,yes,,\n",
        ),
        ("relations.csv", "child_a,child_b,plan,reason\nc,b,must together,close\n"),
        ("exclusions.csv", "child_id,household_id,plan,reason\nb,H1,kin,aunt\n"),
        ("scores.csv", "child_id,household_id,points\nc,H1,-3\n"),
        ("provision.csv", "provision_id,kind,age_min,age_max,weekly_cost\nP1,residential,10,17,500000\n"),
        ("decisions.csv", "child_id,household_id,decision,reason,decided_on\nd,H1,forbid,worse,2026-03-31\n"),
    ]);
    let read = &reading.scenario;
    assert_eq!(read.settings.name, "A day");
    assert_eq!(read.settings.priorities, [LevelId::Unplaced, LevelId::Moved]);
    assert_eq!(read.settings.policy.max_miles, Tenths(125));
    assert_eq!(read.children.iter().map(|each| &*each.reference).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    let [baby, sister, brother, eldest] = &read.children[..] else { panic!("four children") };
    assert_eq!((baby.age, baby.months_end, baby.sex, baby.in_scope()), (0, 3, Sex::M, false));
    assert_eq!((sister.age, sister.age_end, sister.months_end, sister.max_miles), (9, 10, 131, Tenths(34)));
    assert_eq!((brother.age, brother.residential_care, brother.max_miles), (10, Suitability::Suitable, Tenths(125)));
    assert_eq!((eldest.age, eldest.supported_accommodation, eldest.in_scope()), (16, Suitability::Suitable, true));
    assert!(matches!((baby.current, eldest.current), (Some(Place::Home(_)), Some(Place::Provision(_)))));
    assert_eq!(read.plan(sister.id, brother.id), Plan::MustTogether);
    assert_eq!(read.groups.len(), 1);
    assert!(read.is_kin(sister.id, read.households[0].id));
    assert_eq!(read.scores.values().copied().collect::<Vec<_>>(), [-3]);
    assert_eq!(read.decisions[0].kind, DecisionKind::Forbid);
    let home = &read.households[0];
    assert_eq!((home.sector, home.places_for_siblings, home.weekly_cost.0), (Sector::InHouse, 2, 45_000));
    assert_eq!((&*home.bedrooms, home.authority.as_deref()), (&[1, 1][..], Some("Leeds")));
    assert_eq!(reading.inputs.len(), 9);
    assert_eq!(reading.inputs[0].rows, Some(4));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let one = good(&[("children.csv", "child_id,age,sex,locality\nC1,7,F,here\nC10,8,M,here\nC2,9,F,here\n")]);
    let other = good(&[("children.csv", "sex,child_id,locality,age\nF,C2,here,9\nM,C10,here,8\nF,C1,here,7\n")]);
    assert_eq!(one.scenario.children, other.scenario.children);
}

#[test]
fn only_an_age_is_the_oldest_it_can_be() {
    let text = "child_id,age,sex,locality,expected_weeks\nC1,1,F,here,104\nC2,0,F,here,51\n";
    let s = good(&[("children.csv", text)]).scenario;
    assert_eq!((s.children[0].age, s.children[0].age_end, s.children[0].months_end), (1, 3, 47));
    assert_eq!((s.children[1].age, s.children[1].age_end, s.children[1].months_end), (0, 0, 11));
}

#[test]
fn a_missing_folder_is_a_fault() {
    let problems = scenario::read(Path::new("/no/such/folder")).expect_err("a fault");
    assert_eq!(problems.iter().map(|each| each.code).collect::<Vec<_>>(), ["S001"]);
}

#[test]
fn lines_are_counted_right_after_blank_lines_and_breaks_in_cells() {
    let text = "\r\nchild_id,age,sex,locality,needs\r\n\r\nC1,7,F,here,\"a\r\nb\"\r\n,,,,\r\n\r\nC2,x,F,here,\r\nC3,1,q,here,\r\n";
    assert_eq!(faults(&[("children.csv", text)]), ["children.csv:8 age S014", "children.csv:9 sex S013"]);
}

#[test]
fn excel_writes_semicolons_and_hints() {
    for text in [
        "child_id;age;sex;locality\nC1;7;F;here\n",
        "sep=;\r\nchild_id;age;sex;locality\r\nC1;7;F;here\r\n",
        "\u{feff}Child ID\tAge\tSEX\tLocality\nC1\t7\tF\there\n",
        "child-id,\"age\",sex,locality,,\nC1,7,F,here,,\n,,,,,\n",
    ] {
        let reading = good(&[("children.csv", text)]);
        assert_eq!(reading.scenario.children[0].age, 7, "{text}");
        assert_eq!(reading.warnings, [], "{text}");
    }
}

#[test]
fn a_header_says_what_is_unknown_missing_and_twice() {
    let text = "child_id,agee,SEX,sex,locality\nC1,7,F,F,here\n";
    let problems = read(&[("children.csv", text)]).expect_err("a fault");
    assert_eq!(
        problems.iter().map(place).collect::<Vec<_>>(),
        ["children.csv:1 agee W001", "children.csv:1 sex S009", "children.csv:2 date_of_birth S012"]
    );
    assert!(problems[0].mend.contains("`age`"), "{}", problems[0].mend);
    assert_eq!(faults(&[("children.csv", "child_id,age,locality\nC1,7,here\n")]), ["children.csv:1 sex S008"]);
}

#[test]
fn unknown_columns_only_warn() {
    assert_eq!(
        warnings(&[("children.csv", "child_id,age,sex,locality,Name of dog\nC1,7,F,here,Rex\n")]),
        ["children.csv:1 name_of_dog W001"]
    );
}

#[test]
fn words_for_nothing_are_nothing() {
    let children = "child_id,age,sex,locality,needs,ethnicity,religion\nC1,7,F,here,None,Not known,none\n";
    let homes = format!("{},skills,languages\n{},none; N/A,Unknown;Welsh\n", head(HOUSEHOLDS), row(HOUSEHOLDS));
    let read = good(&[("children.csv", children), ("households.csv", &homes)]).scenario;
    let (child, home) = (&read.children[0], &read.households[0]);
    assert!(child.needs.is_empty() && home.skills.is_empty());
    assert_eq!((child.ethnicity.as_deref(), child.religion.as_deref()), (None, Some("none")), "none is a religion");
    assert_eq!(home.languages.iter().collect::<Vec<_>>(), ["Welsh"]);
}

fn head(table: &str) -> &str {
    table.lines().next().expect("a header")
}

fn row(table: &str) -> &str {
    table.lines().nth(1).expect("a row")
}

#[test]
fn older_encodings_are_read_with_a_warning() {
    let mut bytes = b"locality,name\r\nhere,Caf\xe9\r\n".to_vec();
    let read = |bytes: &[u8]| scenario::read(folder(&[("localities.csv", bytes)]).path()).expect("a scenario");
    let reading = read(&bytes);
    assert_eq!(reading.scenario.localities[0].name, "Café");
    assert_eq!(
        reading.warnings.iter().map(place).collect::<Vec<_>>(),
        ["localities.csv:2 - W002", "localities.csv:2 easting W006"]
    );
    bytes = "\u{feff}locality,name\r\nhere,Café\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&bytes).scenario.localities[0].name, "Café");
}

#[test]
fn names_of_files_count_in_any_case_but_once() {
    let folder = folder(&[]);
    std::fs::rename(folder.path().join("children.csv"), folder.path().join("Children.CSV")).expect("renamed");
    assert_eq!(scenario::read(folder.path()).expect("a scenario").inputs[0].file, "Children.CSV");
    std::fs::write(folder.path().join("children.csv"), CHILDREN).expect("a file is written");
    if std::fs::read_dir(folder.path()).expect("a folder").count() == 5 {
        let problems = scenario::read(folder.path()).expect_err("a fault");
        assert_eq!(problems.iter().map(place).collect::<Vec<_>>(), ["children.csv - S004"]);
    }
}

#[test]
fn a_long_cell_and_a_wide_row_are_refused() {
    let long = format!("child_id,age,sex,locality,needs\nC1,7,F,here,{}\nC2,x,F,here,\n", "n".repeat(70_000));
    assert_eq!(faults(&[("children.csv", &long)]), ["children.csv:2 - S003", "children.csv:3 age S014"]);
    let wide = format!("child_id,age,sex,locality\nC1,7,F,here{}\n", ",x".repeat(1_000_000));
    assert_eq!(faults(&[("children.csv", &wide)]), ["children.csv:2 - S010"]);
    let header = format!("child_id,age,sex,locality{}\nC1,7,F,here\n", ",x".repeat(1_000_000));
    assert_eq!(faults(&[("children.csv", &header)]), ["children.csv:1 - S003"]);
}

#[test]
fn a_file_of_more_than_200_mb_is_refused() {
    let folder = folder(&[]);
    let file = std::fs::File::create(folder.path().join("scores.csv")).expect("a file");
    file.set_len(200_000_001).expect("a sparse file");
    let problems = scenario::read(folder.path()).expect_err("a fault");
    assert_eq!(problems.iter().map(place).collect::<Vec<_>>(), ["scores.csv - S003"]);
}

#[test]
fn localities_at_the_edge_of_the_grid_have_a_distance() {
    let text = "locality,easting,northing\nhere,-10000000,-10000000\nthere,10000000,10000000\n";
    let read = good(&[("localities.csv", text)]).scenario;
    assert!(read.localities[0].tenths_to(&read.localities[1]).is_some_and(|tenths| tenths.0 > 100_000));
    let text = "locality,easting,northing\nhere,9223372036854775807,-9223372036854775808\n";
    assert_eq!(
        faults(&[("localities.csv", text)]),
        ["localities.csv:2 easting S014", "localities.csv:2 northing S014"]
    );
}

#[test]
fn pins_hold_together_or_are_refused() {
    let children = "child_id,age,sex,locality,sibling_group,current_household,may_move\nC1,7,F,here,g,,\n\
                    C2,6,F,here,g,,\nC3,5,F,here,,H1,\nC4,9,F,here,,H1,yes\n";
    let homes = "household_id,sector,locality,places,places_for_siblings,age_min,age_max,placement_types,bedrooms\n\
                 H1,in_house,here,2,,0,17,short_term,1;1;1\nH2,in_house,here,1,2,0,6,short_term,2\n";
    let header = "child_id,household_id,decision,rule,reason\n";
    let with = |decisions: &str, plans: &str| {
        let decisions = format!("{header}{decisions}");
        let plans = format!("child_a,child_b,plan\n{plans}");
        let files = [("children.csv", children), ("households.csv", homes)];
        let files = [&files[..], &[("decisions.csv", &*decisions), ("relations.csv", &*plans)]].concat();
        let problems = read(&files).map_or_else(|problems| problems, |_| Vec::new());
        problems.iter().filter(|each| each.severity == Severity::Fault).map(place).collect::<Vec<_>>()
    };
    assert_eq!(with("C1,H1,pin,,\n", ""), [""; 0], "one stays, one who may move can leave");
    assert_eq!(with("C1,H1,pin,,\nC4,H1,pin,,\n", ""), ["decisions.csv:3 decision D013"], "three for two places");
    assert_eq!(with("C1,H1,pin,,\n", "C1,C2,must_together\n"), ["decisions.csv:2 decision D013"], "C2 has no place");
    assert_eq!(with("C1,H2,pin,,\n", ""), ["decisions.csv:2 decision D012"], "too old for the home");
    let lifted = "C1,H2,pin,,\nC1,H2,override,age-range,Agreed\n";
    assert_eq!(with(lifted, ""), [""; 0]);
    assert_eq!(with(lifted, "C1,C2,must_together\n"), [""; 0]);
    let forbidden = format!("{lifted}C2,H2,forbid,,\n");
    assert_eq!(with(&forbidden, "C1,C2,must_together\n"), ["decisions.csv:2 decision D013"], "C2 is shut out");
    let elsewhere = format!("{lifted}C2,H1,pin,,\n");
    assert_eq!(with(&elsewhere, "C1,C2,must_together\n").len(), 3, "each is shut out of the other's home, one is full");
    assert_eq!(with("C3,H1,pin,,\n", ""), ["decisions.csv:2 child_id D011"], "C3 stays");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
        which in 0_usize..9,
    ) {
        let _ = scenario::read(folder(&[(FILES[which], &bytes)]).path());
    }

    #[test]
    fn any_cells_are_read_or_refused(
        cells in proptest::collection::vec("[ -~é\"\n;,']{0,6}|-?[0-9]{1,25}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|C1|H1|here|pin|yes", 0..40),
        which in 1_usize..9,
    ) {
        let header = HEADERS[which];
        let width = header.split(',').count();
        let rows: Vec<String> = cells.chunks(width).map(|row| row.join(",")).collect();
        let text = format!("{header}\n{}\n", rows.join("\n"));
        let _ = scenario::read(folder(&[(FILES[which], text.as_bytes())]).path());
    }
}

const FILES: [&str; 9] = [
    "scenario.toml",
    "children.csv",
    "households.csv",
    "localities.csv",
    "relations.csv",
    "exclusions.csv",
    "scores.csv",
    "provision.csv",
    "decisions.csv",
];
const HEADERS: [&str; 9] = [
    "",
    "child_id,date_of_birth,age,sex,locality,max_miles,current_household,may_move,expected_weeks,needs",
    "household_id,sector,locality,places,age_min,age_max,placement_types,bedrooms,available_from,resident_ages",
    "locality,name,easting,northing,authority",
    "child_a,child_b,plan,reason",
    "child_id,household_id,plan",
    "child_id,household_id,points",
    "provision_id,kind,age_min,age_max,capacity,max_siblings,weekly_cost",
    "child_id,household_id,decision,rule,reason,decided_on",
];
