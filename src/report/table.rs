//! A table of values, made once: the CSV file, the sheet and the page show the same rows.

use std::borrow::Cow;

use crate::domain::{Pence, PencePerWeek, Rate, Tenths};

/// What stands for a small count in tables that leave the team.
pub(crate) const SUPPRESSED: &str = "c";

/// Rows of values with what to call their columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The sheet's name, at most 31 characters.
    pub sheet: Cow<'static, str>,
    /// The CSV file with the same rows, if there is one.
    pub file: Option<&'static str>,
    /// Columns, in order.
    pub columns: Vec<Column>,
    /// Rows; each has one cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The header in files.
    pub key: String,
    /// The header for people.
    pub heading: String,
    /// About how many characters are to be seen at once.
    pub width: u16,
}

/// One value, with its unit in its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Unknown, or not asked.
    Blank,
    /// Words and ids: always text, never a formula.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Miles with one place.
    Miles(Tenths),
    /// Money: whole pence in CSV, pounds in a sheet.
    Money(PencePerWeek),
    /// A share: a decimal in CSV, in a hundred in a sheet.
    Share(Rate),
    /// A small count that must not be told.
    Suppressed,
    /// Seconds that something took: never in a file that is to be the same on every run.
    Seconds(f64),
    /// Another measured number; likewise.
    Real(f64),
}

impl Column {
    /// A column by its header in files, its header for people and its width.
    pub fn new(key: impl Into<String>, heading: impl Into<String>, width: u16) -> Self {
        Self { key: key.into(), heading: heading.into(), width }
    }
}

impl Cell {
    /// Text; blank if there is none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A list inside a cell: `;` between the items, and none within them.
    pub fn list<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> Self {
        let items: Vec<String> = items.into_iter().map(|each| each.as_ref().replace(';', ",")).collect();
        Self::text(items.join(";"))
    }

    /// A whole number.
    ///
    /// # Panics
    /// Beyond the range of `i64`, which no count of things in memory reaches.
    pub fn count(count: usize) -> Self {
        Self::Whole(i64::try_from(count).expect("a count of things in memory"))
    }

    /// `yes` or `no`.
    pub fn yes_no(yes: bool) -> Self {
        Self::text(if yes { "yes" } else { "no" })
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}
impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Whole(value)
    }
}
impl From<Tenths> for Cell {
    fn from(value: Tenths) -> Self {
        Self::Miles(value)
    }
}
impl From<Pence> for Cell {
    fn from(value: Pence) -> Self {
        Self::Money(PencePerWeek(value.0))
    }
}
impl From<Rate> for Cell {
    fn from(value: Rate) -> Self {
        Self::Share(value)
    }
}
impl From<PencePerWeek> for Cell {
    fn from(value: PencePerWeek) -> Self {
        Self::Money(value)
    }
}
