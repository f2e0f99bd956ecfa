//! `report.xlsx`: the tables of the report as sheets, with numbers that are numbers and text that is text.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Chart, ChartType, Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::page::palette;
use super::table::{Cell, Table};
use super::tables::sectors;
use super::view::{Kind, View};

/// Rows of a sheet at most: more would open slowly, and the CSV file has them all.
const MOST_ROWS: usize = 50_000;
/// Letters that a cell of a workbook can hold.
const MOST_LETTERS: usize = 32_000;
/// The number by which workbooks know A4 paper.
const A4: u8 = 9;

/// The workbook.
pub(super) fn bytes(view: &View<'_>, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(view)?);
    let formats = Formats::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        write(sheet, table, &formats)?;
        if table.sheet == sectors::SHEET {
            sheet.insert_chart(0, 4, &chart(table.rows.len()))?;
        }
    }
    workbook.save_to_buffer()
}

/// The planning date stands for the time of writing, so that the same findings give the same bytes.
fn properties(view: &View<'_>) -> Result<DocProperties, XlsxError> {
    let date: Date = view.scenario.settings.date;
    let year = u16::try_from(date.year()).unwrap_or(1900);
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    let written = ExcelDateTime::from_ymd(year, month, day).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?;
    let status = if view.stands() { "Proposal" } else { "Rejected: not a proposal" };
    Ok(DocProperties::new()
        .set_title(clipped(&format!("{status}: {}", view.scenario.settings.name), 200))
        .set_comment(concat!("placewell ", env!("CARGO_PKG_VERSION"), ": it proposes; people decide."))
        .set_creation_datetime(&written))
}

struct Formats {
    head: Format,
    text: Format,
    whole: Format,
    miles: Format,
    money: Format,
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
            seconds: cell().set_num_format("0.00"),
        }
    }
}

fn colour(hex: &str) -> Color {
    Color::from(hex)
}

fn write(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(table.sheet)?;
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
        Cell::Seconds(seconds) => sheet.write_number_with_format(row, at, *seconds, &formats.seconds)?,
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

/// A bar for the proposal and one for the work by hand, stacked by where children would live.
fn chart(kinds: usize) -> Chart {
    let mut chart = Chart::new(ChartType::BarStacked);
    for (row, kind) in (1_u32..).zip(Kind::ALL.iter().copied().map(Some).chain([None])).take(kinds) {
        let fill = if kind.is_some() { palette::of_kind(kind).0 } else { palette::BAD };
        chart
            .add_series()
            .set_name((sectors::SHEET, row, 0))
            .set_categories((sectors::SHEET, 0, 1, 0, 2))
            .set_values((sectors::SHEET, row, 1, row, 2))
            .set_format(
                rust_xlsxwriter::ChartFormat::new()
                    .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(colour(fill))),
            );
    }
    chart.title().set_name("Where the children would live");
    chart.y_axis().set_reverse();
    chart.set_width(720).set_height(360);
    chart.set_alt_text(
        "Stacked bars: children by where they would live, in the proposal and by hand. The figures are in columns A to C.",
    );
    chart
}
