//! scenario.xlsx: the same tables as sheets, with the dates, numbers and yes/no values of Excel.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use csv::StringRecord;
use zip::ZipArchive;

use super::problem::{At, Problems, quote};
use super::table::{Kind, MOST_COLUMNS, Table, TableBuilder};
use super::{KINDS, codes};

/// The most bytes that the parts of a workbook may unpack to, together.
const LARGEST_UNPACKED: u64 = 500_000_000;
/// The rows of a sheet.
const ROWS_OF_EXCEL: u32 = 1_048_576;

/// The tables of a workbook by the name of their kind; none = it cannot be read, which has been noted.
pub(super) fn tables(file: &str, bytes: &[u8], problems: &Problems) -> Option<BTreeMap<&'static str, Table>> {
    let mut tables = BTreeMap::new();
    let refuse = |found: String| {
        let mend = "save it from your spreadsheet program as an Excel workbook (.xlsx) without a password";
        problems.add(At::file(file), codes::BAD_WORKBOOK, found, mend);
    };
    match unpacked(bytes) {
        Err(error) => refuse(format!("no workbook: {error}")),
        Ok(size) if size > LARGEST_UNPACKED => {
            let mend = "remove sheets and formats that the scenario does not need";
            problems.add(At::file(file), codes::TOO_LARGE, "more than 500 MB when unpacked", mend);
        }
        // Some sums of calamine are unchecked: what a damaged file makes of them must not end the program.
        Ok(_) => match catch_unwind(AssertUnwindSafe(|| sheets(file, bytes, problems, &mut tables))) {
            Ok(Ok(())) => return Some(tables),
            Ok(Err(error)) => refuse(error.to_string()),
            Err(_) => refuse("a workbook that is damaged".to_owned()),
        },
    }
    None
}

/// The size of everything in the archive. It is unpacked to learn it, since the size that it states may be wrong.
fn unpacked(bytes: &[u8]) -> io::Result<u64> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(io::Error::other)?;
    let mut size = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(io::Error::other)?;
        size += io::copy(&mut part.take(LARGEST_UNPACKED + 1 - size), &mut io::sink())?;
        if size > LARGEST_UNPACKED {
            break;
        }
    }
    Ok(size)
}

fn sheets(
    file: &str,
    bytes: &[u8],
    problems: &Problems,
    tables: &mut BTreeMap<&'static str, Table>,
) -> Result<(), calamine::XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let names = workbook.sheet_names();
    unread(file, &names, problems);
    for kind in KINDS {
        let same = names.iter().filter(|name| name.trim().eq_ignore_ascii_case(kind.name));
        let same: Vec<&String> = same.collect();
        let Some(name) = same.first() else { continue };
        let shown = format!("{file}!{name}");
        if let Some(other) = same.get(1) {
            let found = format!("a second sheet {}", quote(other));
            problems.add(At::file(&shown), codes::TWICE, found, "keep one of the two sheets");
        }
        let table = sheet(kind, &shown, &mut workbook, name, problems)?;
        tables.insert(kind.name, table.unwrap_or_else(|| Table::unreadable(kind)));
    }
    Ok(())
}

/// Warns of sheets that are not read because their names are misspelt.
fn unread(file: &str, names: &[String], problems: &Problems) {
    for name in names.iter().map(|name| name.trim().to_lowercase()) {
        let near = KINDS.iter().map(|kind| (strsim::damerau_levenshtein(kind.name, &name), kind.name)).min();
        if let Some((1..=2, near)) = near {
            let shown = format!("{file}!{name}");
            let mend = format!("rename it to {near} if it is meant");
            problems.add(At::file(&shown), codes::UNREAD_FILE, format!("the sheet {}", quote(&name)), mend);
        }
    }
}

fn sheet(
    kind: &'static Kind,
    shown: &str,
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    problems: &Problems,
) -> Result<Option<Table>, calamine::XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let mut rows = Rows { builder: TableBuilder::new(kind, shown, problems), row: 0, cells: Vec::new(), width: 0 };
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let at = At { file: shown, line: Some(u64::from(row) + 1), column: None };
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS || row >= ROWS_OF_EXCEL || row < rows.row {
            let mend = "remove the cells far out on the sheet";
            problems.add(at, codes::TOO_LARGE, "a cell outside the first 1,000 columns, or out of order", mend);
            return Ok(None);
        }
        if row > rows.row && !rows.flush() {
            return Ok(rows.builder.finish());
        }
        rows.row = row;
        if let DataRef::Error(error) = cell.get_value() {
            let found = format!("the error {} in cell {}", quote(&error.to_string()), reference(row, column));
            problems.add(at, codes::BAD_WORKBOOK, found, "replace the error by a value, or empty the cell");
        }
        if rows.cells.len() <= column {
            rows.cells.resize(column + 1, String::new());
        }
        rows.cells[column] = text(cell.get_value());
    }
    rows.flush();
    Ok(rows.builder.finish())
}

/// Gathers the cells of a row.
struct Rows<'p> {
    builder: TableBuilder<'p>,
    row: u32,
    cells: Vec<String>,
    /// Cells of the header: a sheet leaves out blank cells at the end of a row.
    width: usize,
}

impl Rows<'_> {
    fn flush(&mut self) -> bool {
        let mut cells = std::mem::take(&mut self.cells);
        if cells.len() < self.width {
            cells.resize(self.width, String::new());
        }
        if self.width == 0 {
            self.width = cells.len();
        }
        self.builder.row(u64::from(self.row) + 1, &StringRecord::from(cells))
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        // What an error should have been is unknown: it has been noted, and counts as blank.
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.replace("\r\n", "\n").replace('\r', "\n"),
        DataRef::SharedString(text) => text.replace("\r\n", "\n").replace('\r', "\n"),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(date) => date_text(date),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
    }
}

/// An Excel date as ISO; the time of day is left out. A number that is no date stays a number.
fn date_text(date: &ExcelDateTime) -> String {
    let days = date.as_f64();
    if !date.is_datetime() || !(1.0..2_958_466.0).contains(&days) {
        return days.to_string();
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// `B7` for the second column of the seventh row.
fn reference(row: u32, column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).expect("below 26")));
        left /= 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_excel() {
        assert_eq!([0, 25, 26, 701, 702].map(|column| reference(6, column)), ["A7", "Z7", "AA7", "ZZ7", "AAA7"]);
    }

    #[test]
    fn bytes_that_are_no_workbook_are_refused() {
        for bytes in [&b""[..], b"PK\x03\x04", b"child_id,age\n"] {
            let problems = Problems::default();
            assert!(tables("scenario.xlsx", bytes, &problems).is_none());
            assert_eq!(problems.sorted().iter().map(|each| each.code).collect::<Vec<_>>(), [codes::BAD_WORKBOOK]);
        }
    }
}
