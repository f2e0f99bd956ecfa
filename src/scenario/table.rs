//! A table as it was found: text cells with their lines, the columns that are known, nothing yet understood.

use csv::StringRecord;

use super::codes;
use super::problem::{At, Problems, nearest, quote};
use crate::domain::unguarded;

/// A kind of table: its name and its columns.
#[derive(Debug)]
pub(super) struct Kind {
    /// `children` for `children.csv` and for the sheet `children`.
    pub(super) name: &'static str,
    /// Whether a scenario must have it.
    pub(super) required: bool,
    /// Its columns, in the order of the contract.
    pub(super) columns: &'static [Column],
}

/// A column of a kind of table.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// Whether the header must have it.
    pub(super) required: bool,
}

/// A column that the header must have.
pub(super) const fn required(name: &'static str) -> Column {
    Column { name, required: true }
}

/// A column that may be missing.
pub(super) const fn optional(name: &'static str) -> Column {
    Column { name, required: false }
}

/// A table as found.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) kind: &'static Kind,
    /// The file, or `scenario.xlsx!sheet`.
    pub(super) file: String,
    /// Which columns of the kind the header has.
    present: Vec<bool>,
    rows: Vec<(u64, StringRecord)>,
    /// It could not be read, or not all of it, which has been noted; ids that it would have are not missed.
    pub(super) incomplete: bool,
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    table: &'t Table,
    pub(super) line: u64,
    cells: &'t StringRecord,
}

impl Table {
    /// A table without rows, in place of one that is missing.
    pub(super) fn empty(kind: &'static Kind) -> Self {
        let (file, present) = (format!("{}.csv", kind.name), vec![true; kind.columns.len()]);
        Self { kind, file, present, rows: Vec::new(), incomplete: kind.required }
    }

    /// A table without rows, in place of one that could not be read.
    pub(super) fn unreadable(kind: &'static Kind) -> Self {
        Self { incomplete: true, ..Self::empty(kind) }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}

impl<'t> Row<'t> {
    /// The trimmed text of a cell; none = blank, or the table lacks the column.
    pub(super) fn cell(&self, column: &str) -> Option<&'t str> {
        let text = self.cells.get(self.position(column)).unwrap_or("").trim();
        let text = unguarded(text);
        (!text.is_empty()).then_some(text)
    }

    /// Whether the header has the column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.table.present[self.position(column)]
    }

    /// Where a cell stands.
    pub(super) fn at(&self, column: &'t str) -> At<'t> {
        At { file: &self.table.file, line: Some(self.line), column: Some(column) }
    }

    fn position(&self, column: &str) -> usize {
        let columns = self.table.kind.columns;
        // Called for every cell: most names differ in length or in their last letter.
        let last = column.as_bytes().last();
        let is_it = |each: &Column| {
            each.name.len() == column.len() && each.name.as_bytes().last() == last && each.name == column
        };
        columns.iter().position(is_it).expect("the code asks only for columns of the table")
    }
}

/// A header cell as a column name: any case, spaces and hyphens as underscores.
pub(super) fn header_name(cell: &str) -> String {
    cell.trim().to_lowercase().replace([' ', '-'], "_")
}

/// The most columns of a table.
pub(super) const MOST_COLUMNS: usize = 1_000;
/// The longest cell, in bytes.
pub(super) const LONGEST_CELL: usize = 64 * 1024;

/// Builds a table row by row, so that only cells of known columns are kept.
pub(super) struct TableBuilder<'p> {
    table: Table,
    problems: &'p Problems,
    /// Cells of a row; 0 = no header yet.
    width: usize,
    /// For each column of the kind, its position in the file.
    positions: Vec<Option<usize>>,
    nameless: Vec<usize>,
    /// The header was refused.
    refused: bool,
}

impl<'p> TableBuilder<'p> {
    pub(super) fn new(kind: &'static Kind, file: &str, problems: &'p Problems) -> Self {
        let table = Table { file: file.to_owned(), incomplete: false, ..Table::empty(kind) };
        Self {
            table,
            problems,
            width: 0,
            positions: vec![None; kind.columns.len()],
            nameless: Vec::new(),
            refused: false,
        }
    }

    /// Takes the header, then each row. False = give up on this table.
    pub(super) fn row(&mut self, line: u64, record: &StringRecord) -> bool {
        let at = At { file: &self.table.file, line: Some(line), column: None };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return true;
        }
        if let Some(cell) = record.iter().find(|cell| cell.len() > LONGEST_CELL) {
            let found = format!("a cell of {} bytes", cell.len());
            self.problems.add(at, codes::TOO_LARGE, found, "shorten it: a cell may hold 65,536 bytes");
            self.table.incomplete = true;
            return true;
        }
        if self.width == 0 {
            return self.header(line, record);
        }
        let surplus_is_blank = record.iter().skip(self.width).all(|cell| cell.trim().is_empty());
        if record.len() < self.width || !surplus_is_blank {
            self.problems.add(
                at,
                codes::RAGGED,
                format!("{} cells where the header has {}", record.len(), self.width),
                "add or remove a delimiter, or put a cell that holds one between quotation marks",
            );
            self.table.incomplete = true;
            return true;
        }
        for position in &self.nameless {
            if let Some(value) = record.get(*position).filter(|cell| !cell.trim().is_empty()) {
                let found = format!("{} in a column without a name", quote(value));
                self.problems.add(at, codes::RAGGED, found, "name the column in the header, or empty the cell");
            }
        }
        let cells = self.positions.iter().map(|at| at.and_then(|at| record.get(at)).unwrap_or("").trim());
        self.table.rows.push((line, cells.collect()));
        true
    }

    fn header(&mut self, line: u64, record: &StringRecord) -> bool {
        let at = At { file: &self.table.file, line: Some(line), column: None };
        if record.len() > MOST_COLUMNS {
            let found = format!("{} columns", record.len());
            self.problems.add(at, codes::TOO_LARGE, found, "remove the columns that are not of this table");
            self.refused = true;
            return false;
        }
        self.width = record.len();
        let columns = self.table.kind.columns;
        let mut unknown = Vec::new();
        for (position, cell) in record.iter().enumerate() {
            let name = header_name(cell);
            match columns.iter().position(|column| column.name == name) {
                _ if name.is_empty() => self.nameless.push(position),
                Some(known) if self.positions[known].is_none() => self.positions[known] = Some(position),
                Some(_) => {
                    let at = At { column: Some(&name), ..at };
                    self.problems.add(at, codes::COLUMN_TWICE, quote(cell.trim()), "keep one of the two columns");
                }
                None => unknown.push(name),
            }
        }
        for name in unknown {
            let free = columns.iter().zip(&self.positions).filter(|(_, at)| at.is_none());
            let mend = match nearest(&name, free.map(|(column, _)| column.name)) {
                Some(known) => format!("it is not read; did you mean `{known}`?"),
                None => "it is not read; nothing needs to be done if that is meant".to_owned(),
            };
            let name = quote(&name);
            let at = At { column: Some(name.trim_matches('`')), ..at };
            self.problems.add(at, codes::UNKNOWN_COLUMN, format!("the unknown column {name}"), mend);
        }
        for (known, column) in columns.iter().enumerate() {
            self.table.present[known] = self.positions[known].is_some();
            if column.required && !self.table.present[known] {
                let at = At { column: Some(column.name), ..at };
                let mend = format!("add the column `{}` to the header", column.name);
                self.problems.add(at, codes::MISSING_COLUMN, "a header without this column", mend);
            }
        }
        true
    }

    /// The table; none = it has no header that can be used, which has been noted.
    pub(super) fn finish(self) -> Option<Table> {
        if self.refused {
            return None;
        }
        if self.width == 0 {
            let at = At::file(&self.table.file);
            self.problems.add(at, codes::NO_HEADER, "an empty table", "give it a header line with the column names");
            return None;
        }
        Some(self.table)
    }
}
