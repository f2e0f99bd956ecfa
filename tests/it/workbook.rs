//! `scenario.xlsx`: tables as sheets, with the values that Excel really stores.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use placewell::domain::Scenario;
use placewell::scenario::{self, Problem};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, XlsxError};
use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::reading::folder;

/// A workbook with the required tables; children are filled in by the caller.
fn workbook(fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("scenario.toml"), "date = 2026-04-01\n").expect("a file is written");
    let mut book = Workbook::new();
    rows(
        &mut book,
        "Households",
        &[
            &["household_id", "sector", "locality", "places", "age_min", "age_max", "placement_types", "bedrooms"],
            &["H1", "in_house", "here", "2", "0", "17", "short_term", "1;1"],
        ],
    );
    rows(&mut book, "LOCALITIES", &[&["locality", "easting", "northing"], &["here", "400000", "300000"]]);
    fill(&mut book).expect("a workbook");
    book.save(folder.path().join("scenario.xlsx")).expect("a workbook is saved");
    folder
}

fn rows(book: &mut Workbook, name: &str, rows: &[&[&str]]) {
    let sheet = book.add_worksheet().set_name(name).expect("a name");
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
}

fn one_child(book: &mut Workbook) {
    rows(book, "children", &[&["child_id", "age", "sex", "locality"], &["C1", "3", "F", "here"]]);
}

fn read(folder: &Path) -> Scenario {
    scenario::read(folder).unwrap_or_else(|problems| panic!("{problems:#?}")).scenario
}

fn places(problems: &[Problem]) -> Vec<String> {
    let line = |each: &Problem| each.line.map_or(String::new(), |line| format!(":{line}"));
    problems.iter().map(|each| format!("{}{} {}", each.file, line(each), each.code)).collect()
}

#[test]
fn dates_numbers_and_booleans_of_excel() {
    let folder = workbook(|book| {
        let header = [
            "child_id",
            "date_of_birth",
            "sex",
            "locality",
            "own_room",
            "max_miles",
            "expected_weeks",
            "current_household",
        ];
        rows(book, "children", &[&header]);
        let sheet = book.worksheet_from_name("children")?;
        // The second row is left blank.
        let date = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_number(2, 0, 7.0)?;
        sheet.write_datetime_with_format(2, 1, ExcelDateTime::from_ymd(2015, 2, 3)?, &date)?;
        sheet.write_number(2, 2, 2.0)?;
        sheet.write_string(2, 3, " here ")?;
        sheet.write_boolean(2, 4, true)?;
        sheet.write_number(2, 5, 12.5)?;
        sheet.write_formula(2, 6, Formula::new("=20+6").set_result("26"))?;
        sheet.write_string(3, 0, "C2")?;
        sheet.write_string(3, 1, "03/02/2015")?;
        sheet.write_string(3, 2, "M")?;
        sheet.write_string(3, 3, "here")?;
        sheet.write_string(3, 7, "H1")?;
        Ok(())
    });
    let read = read(folder.path());
    let child = &read.children[0];
    assert_eq!((child.reference.as_str(), child.age, child.sex.word()), ("7", 11, "F"));
    assert_eq!((child.own_room, child.max_miles.0, child.expected_weeks), (true, 125, 26));
    assert_eq!((read.children[1].age, read.children[1].current.is_some()), (11, true));
}

#[test]
fn faults_name_the_sheet_and_its_row() {
    let folder = workbook(|book| {
        rows(book, "children", &[&["child_id", "age", "sex", "locality"], &[], &["C1", "x", "F", "here"]]);
        let sheet = book.worksheet_from_name("children")?;
        sheet.write_number(3, 0, 2.0)?;
        sheet.write_number(3, 1, 4.5)?;
        sheet.write_string(3, 2, "F")?;
        sheet.write_string(3, 3, "there")?;
        sheet.write_string(3, 6, "stray")?;
        Ok(())
    });
    let problems = scenario::read(folder.path()).expect_err("faults");
    assert_eq!(places(&problems), ["scenario.xlsx!children:3 S014", "scenario.xlsx!children:4 S010",]);
}

#[test]
fn a_table_stands_in_one_place_only() {
    let both = workbook(|book| {
        one_child(book);
        rows(book, "Decision", &[&["child_id", "household_id", "decision"]]);
        rows(book, "Notes", &[&["anything"]]);
        Ok(())
    });
    let reading = scenario::read(both.path()).expect("a scenario");
    assert_eq!(places(&reading.warnings), ["scenario.xlsx!decision W003"]);
    std::fs::write(both.path().join("scores.csv"), "child_id,household_id,points\nC1,H1,3\n")
        .expect("a file is written");
    assert_eq!(read(both.path()).scores.len(), 1, "tables of both kinds are one scenario");
    std::fs::write(both.path().join("children.csv"), "child_id,age,sex,locality\nC1,3,F,here\n")
        .expect("a file is written");
    let problems = scenario::read(both.path()).expect_err("a fault");
    assert_eq!(places(&problems), ["scenario.xlsx!children S004", "scenario.xlsx!decision W003"]);
}

#[test]
fn cells_far_out_are_refused_without_filling_memory() {
    let folder = workbook(|book| {
        one_child(book);
        book.worksheet_from_name("children")?.write_string(1_048_575, 16_383, "x")?;
        Ok(())
    });
    let problems = scenario::read(folder.path()).expect_err("a fault");
    assert_eq!(places(&problems), ["scenario.xlsx!children:1048576 S003"]);
}

#[test]
fn a_file_that_is_no_workbook_is_one_fault() {
    for bytes in [&b"child_id,age\n"[..], b"PK\x03\x04 not a workbook", b""] {
        let folder = folder(&[("scenario.xlsx", bytes)]);
        let problems = scenario::read(folder.path()).expect_err("a fault");
        assert_eq!(places(&problems), ["scenario.xlsx S011"]);
    }
}

#[test]
fn a_damaged_workbook_never_panics() {
    let whole = workbook(|book| {
        one_child(book);
        Ok(())
    });
    let path = whole.path().join("scenario.xlsx");
    let bytes = std::fs::read(&path).expect("a workbook");
    for cut in [10, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
        std::fs::write(&path, &bytes[..cut]).expect("a file is written");
        assert!(scenario::read(whole.path()).is_err(), "cut at {cut}");
    }
    for at in (0..bytes.len()).step_by(37) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        std::fs::write(&path, &damaged).expect("a file is written");
        // Refused or read: either will do, as long as it answers.
        let _ = scenario::read(whole.path());
    }
}

/// The workbook with one text of its first sheet replaced.
fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        if name == "xl/worksheets/sheet1.xml" {
            assert!(text.contains(old), "{text}");
            text = text.replace(old, new);
        }
        to.start_file(name, SimpleFileOptions::default()).expect("a part begins");
        to.write_all(text.as_bytes()).expect("a part is written");
    }
    to.finish().expect("a workbook").into_inner()
}

#[test]
fn cell_references_beyond_every_number_are_contained() {
    let whole = workbook(|book| {
        one_child(book);
        Ok(())
    });
    let path = whole.path().join("scenario.xlsx");
    let bytes = std::fs::read(&path).expect("a workbook");
    for reference in ["ZZZZZZZZZZZZ2", "A99999999999999", "2", "A", "A0", "É2", ""] {
        std::fs::write(&path, replaced(&bytes, "\"A2\"", &format!("\"{reference}\""))).expect("a file is written");
        let problems = scenario::read(whole.path()).expect_err("a fault");
        assert!(places(&problems)[0].ends_with("S011") || places(&problems)[0].ends_with("S003"), "{problems:#?}");
    }
}
