//! A report before it is a page, a workbook and files: what every command's report is made of.

use jiff::civil::Date;
use maud::Markup;

use super::chart::Chart;
use super::table::Table;
use super::{Error, File, csv, page, xlsx};
use crate::domain::Settings;

/// A report.
pub(crate) struct Document {
    /// What it is, of which scenario: the heading of the page.
    pub(crate) title: String,
    /// The title of the workbook.
    pub(crate) book: String,
    /// The planning date; it stands for the time of writing, so that the same findings give the same bytes.
    pub(crate) date: Date,
    /// What the date is.
    pub(crate) date_is: &'static str,
    /// What readers should know of the data, such as that they are invented.
    pub(crate) note: Option<String>,
    /// In which mode the report was made, such as that small counts are suppressed: one sentence each.
    pub(crate) modes: Vec<String>,
    /// What must be read before anything else, such as that the result was rejected: [`page::rejected`].
    pub(crate) alert: Option<Markup>,
    /// The sections, in reading order.
    pub(crate) parts: Vec<Part>,
    /// With what it was made and from what: `with HiGHS from 7 files`.
    pub(crate) made: String,
}

/// A section: on the page, and as the tables behind it.
pub(crate) struct Part {
    /// Its anchor.
    pub(crate) id: &'static str,
    /// Its heading.
    pub(crate) title: String,
    /// What the page shows.
    pub(crate) markup: Markup,
    /// The tables behind it: sheets of the workbook, and files if they have a name.
    pub(crate) tables: Vec<Table>,
    /// Charts in the workbook, over those tables.
    pub(crate) charts: Vec<Chart>,
}

impl Document {
    /// A report without sections on a scenario with these settings: `what` is what it is, as in the heading.
    pub(crate) fn new(what: &str, settings: &Settings, made: String) -> Self {
        let title = format!("{what}: {}", settings.name);
        let (date, note) = (settings.date, settings.note.clone());
        let date_is = "Planning date";
        Self {
            book: title.clone(),
            title,
            date,
            date_is,
            note,
            modes: Vec::new(),
            alert: None,
            parts: Vec::new(),
            made,
        }
    }

    /// Every table, in reading order.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts.iter().flat_map(|part| &part.tables)
    }

    /// The files of the report: each table that has a file, `record` between them and the page, and the workbook.
    pub(crate) fn files(&self, record: Option<File>) -> Result<Vec<File>, Error> {
        let page_and_tables = || {
            let page = page::document(self).into_bytes();
            let named = self.tables().filter_map(|table| Some((table.file?, table)));
            let tables =
                named.map(|(name, table)| Ok((name, csv::bytes(table)?))).collect::<Result<Vec<File>, Error>>();
            (page, tables)
        };
        let ((page, tables), workbook) = rayon::join(page_and_tables, || xlsx::workbook(self));
        let mut files = tables?;
        files.extend(record);
        files.push(("report.html", page));
        files.push(("report.xlsx", workbook?));
        Ok(files)
    }
}

impl Part {
    /// A section without tables.
    pub(crate) fn new(id: &'static str, title: impl Into<String>, markup: Markup) -> Self {
        Self { id, title: title.into(), markup, tables: Vec::new(), charts: Vec::new() }
    }

    /// The section with tables behind it.
    pub(crate) fn with(mut self, tables: impl IntoIterator<Item = Table>) -> Self {
        self.tables.extend(tables);
        self
    }

    /// The section with a chart in the workbook.
    pub(crate) fn charted(mut self, chart: Chart) -> Self {
        self.charts.push(chart);
        self
    }
}
