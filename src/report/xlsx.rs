//! `report.xlsx`: the tables of the report as sheets, with numbers that are numbers and text that is text.

mod drawing;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::document::Document;
use super::page::palette;
use super::table::{Cell, SUPPRESSED, Table};

/// Rows of a sheet at most: more would open slowly, and the CSV file has them all.
const MOST_ROWS: usize = 50_000;
/// Letters that a cell of a workbook can hold.
const MOST_LETTERS: usize = 32_000;
/// How hard the file is packed, from 1 to 9: with the usual 6 it was 6 to 14 % smaller, and nobody should wait for that.
const PACKED: u8 = 3;
/// The number by which workbooks know A4 paper.
const A4: u8 = 9;

/// The workbook.
pub(super) fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document)?);
    workbook.set_zip_compression_level(PACKED);
    let formats = Formats::new();
    for part in &document.parts {
        for table in &part.tables {
            let sheet = workbook.add_worksheet();
            write(sheet, table, &formats)?;
            for chart in part.charts.iter().filter(|chart| chart.sheet == table.sheet) {
                let shown = columns_with_content(table);
                if let Some(drawn) = drawing::draw(chart, table, &shown) {
                    let beside = u16::try_from(shown.len() + 1).expect("a table has few columns");
                    sheet.insert_chart(0, beside, &drawn)?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}

/// The planning date stands for the time of writing, so that the same findings give the same bytes.
fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    let date = document.date;
    let year = u16::try_from(date.year()).unwrap_or(1900);
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    let written = ExcelDateTime::from_ymd(year, month, day).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?;
    Ok(DocProperties::new()
        .set_title(clipped(&document.book, 200))
        .set_comment(concat!("placewell ", env!("CARGO_PKG_VERSION"), ": it proposes; people decide."))
        .set_creation_datetime(&written))
}

struct Formats {
    head: Format,
    text: Format,
    whole: Format,
    miles: Format,
    money: Format,
    share: Format,
    seconds: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: cell()
                .set_bold()
                .set_text_wrap()
                .set_indent(1)
                .set_background_color(colour(palette::PROPOSED))
                .set_font_color(colour(palette::PAPER))
                .set_border_bottom(FormatBorder::Thin),
            text: cell().set_text_wrap().set_indent(1),
            whole: cell().set_num_format("#,##0"),
            miles: cell().set_num_format("0.0"),
            money: cell().set_num_format("£#,##0.00"),
            share: cell().set_num_format("0.0%"),
            seconds: cell().set_num_format("0.00"),
        }
    }
}

fn colour(hex: &str) -> Color {
    Color::from(hex)
}

fn write(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(table.sheet.as_ref())?;
    let shown = columns_with_content(table);
    for (at, column) in (0_u16..).zip(&shown) {
        let column = &table.columns[*column];
        sheet.write_string_with_format(0, at, column.heading.as_str(), &formats.head)?;
        sheet.set_column_width(at, f64::from(column.width))?;
    }
    let headings = shown.iter().map(|at| (table.columns[*at].heading.as_str(), table.columns[*at].width));
    sheet.set_row_height(0, height(headings))?;
    for (row, cells) in (1_u32..).zip(table.rows.iter().take(MOST_ROWS)) {
        for (at, column) in (0_u16..).zip(&shown) {
            write_cell(sheet, row, at, &cells[*column], formats)?;
        }
        let texts = shown.iter().filter_map(|at| match &cells[*at] {
            Cell::Text(text) => Some((text.as_str(), table.columns[*at].width)),
            _ => None,
        });
        sheet.set_row_height(row, height(texts))?;
    }
    let last_row = u32::try_from(table.rows.len().min(MOST_ROWS)).expect("at most 50,000");
    let last_column = u16::try_from(shown.len().saturating_sub(1)).expect("a table has few columns");
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_footer("&L&A&RPage &P of &N");
    if table.rows.len() > MOST_ROWS {
        let rest = format!("{} more in {}", table.rows.len() - MOST_ROWS, table.file.unwrap_or("result.json"));
        sheet.write_string(last_row + 1, 0, rest)?;
    }
    Ok(())
}

/// A column that is blank throughout is left out of the sheet; a table without rows keeps its columns.
fn columns_with_content(table: &Table) -> Vec<usize> {
    let is_blank = |at: &usize| table.rows.iter().all(|row| row[*at] == Cell::Blank);
    (0..table.columns.len()).filter(|at| table.rows.is_empty() || !is_blank(at)).collect()
}

/// The height in points of a row of wrapped texts in columns so many characters wide: not every program finds it itself.
fn height<'t>(texts: impl Iterator<Item = (&'t str, u16)>) -> f64 {
    const LINE: f64 = 15.0;
    const MOST_LINES: usize = 26;
    let lines = texts.map(|(text, width)| text.chars().count().div_ceil(usize::from(width.max(3) - 2))).max();
    let lines = lines.unwrap_or(1).clamp(1, MOST_LINES);
    LINE * f64::from(u32::try_from(lines).unwrap_or(1))
}

fn write_cell(sheet: &mut Worksheet, row: u32, at: u16, cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => return Ok(()),
        Cell::Text(text) => sheet.write_string_with_format(row, at, clipped(text, MOST_LETTERS), &formats.text)?,
        Cell::Whole(number) => sheet.write_number_with_format(row, at, number_of(*number), &formats.whole)?,
        Cell::Miles(miles) => sheet.write_number_with_format(row, at, number_of(miles.0) / 10.0, &formats.miles)?,
        Cell::Money(pence) => sheet.write_number_with_format(row, at, number_of(pence.0) / 100.0, &formats.money)?,
        Cell::Share(rate) => {
            sheet.write_number_with_format(row, at, number_of(rate.0) / 1_000_000.0, &formats.share)?
        }
        Cell::Suppressed => sheet.write_string_with_format(row, at, SUPPRESSED, &formats.text)?,
        Cell::Seconds(number) | Cell::Real(number) => {
            sheet.write_number_with_format(row, at, *number, &formats.seconds)?
        }
    };
    Ok(())
}

/// A workbook holds every number as a double; beyond 2⁵³ the nearest one.
#[expect(clippy::cast_precision_loss, reason = "the format has no other number")]
fn number_of(number: i64) -> f64 {
    number as f64
}

fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most).chain(['\u{2026}']).collect() }
}
