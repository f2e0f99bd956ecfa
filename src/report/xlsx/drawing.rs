//! The charts of a workbook, drawn by the spreadsheet from the cells of a sheet.

use rust_xlsxwriter::{Chart as Drawn, ChartFormat, ChartLine, ChartMarker, ChartSolidFill, ChartType};

use super::colour;
use crate::domain::Rate;
use crate::report::chart::{Chart, Form, Values};
use crate::report::page::palette::Colour;
use crate::report::table::{Cell, Table};

/// Letters that the words for a chart can have.
const MOST_TOLD: usize = 250;

/// The chart over a sheet that shows these columns of the table; none if it would show nothing.
pub(super) fn draw(chart: &Chart, table: &Table, shown: &[usize]) -> Option<Drawn> {
    let mut drawn = Drawn::new(match chart.form {
        Form::StackedBars => ChartType::BarStacked,
        Form::Bars => ChartType::Bar,
        Form::Lines => ChartType::Line,
    });
    let last_row = u32::try_from(table.rows.len()).ok().filter(|rows| *rows > 0)?;
    let last_column = u16::try_from(shown.len()).ok()?.checked_sub(1)?;
    let sheet = table.sheet.as_ref();
    let mut is_empty = true;
    for series in &chart.series {
        let (name, categories, values) = match series.values {
            Values::Column(at) => {
                let Some(at) = shown.iter().position(|each| *each == at).and_then(|at| u16::try_from(at).ok()) else {
                    continue;
                };
                ((0, at), (1, 0, last_row, 0), (1, at, last_row, at))
            }
            Values::Row(row) => {
                let Some(row) = u32::try_from(row + 1).ok().filter(|row| *row <= last_row) else { continue };
                ((row, 0), (0, 1, 0, last_column), (row, 1, row, last_column))
            }
        };
        let of = |(row, column, to_row, to_column)| (sheet, row, column, to_row, to_column);
        let added = drawn.add_series().set_name((sheet, name.0, name.1));
        added.set_categories(of(categories)).set_values(of(values)).set_format(&mut filled(chart.form, series.colour));
        if chart.form == Form::Lines {
            added.set_marker(ChartMarker::new().set_automatic());
        }
        is_empty = false;
    }
    drawn.title().set_name(chart.title.as_str());
    if matches!(chart.form, Form::StackedBars | Form::Bars) {
        drawn.y_axis().set_reverse();
    }
    name_axes(&mut drawn, chart);
    if let Some(least) = least_share(chart, table) {
        drawn.y_axis().set_min(least).set_num_format("0%");
    }
    drawn.set_width(720).set_height(360);
    drawn.set_alt_text(super::clipped(&chart.alt, MOST_TOLD));
    (!is_empty).then_some(drawn)
}

/// Where the axis of a chart of shares begins, in whole tenths: lines that lie close together need room to be told apart.
fn least_share(chart: &Chart, table: &Table) -> Option<f64> {
    let columns = chart.series.iter().filter_map(|each| match each.values {
        Values::Column(at) if chart.form == Form::Lines => Some(at),
        _ => None,
    });
    let cells: Vec<&Cell> = columns.flat_map(|at| table.rows.iter().map(move |row| &row[at])).collect();
    let shares: Option<Vec<Rate>> =
        cells.into_iter().map(|cell| if let Cell::Share(rate) = cell { Some(*rate) } else { None }).collect();
    let tenths = shares?.into_iter().min()?.0.div_euclid(100_000);
    Some(f64::from(i32::try_from(tenths).ok()?) / 10.0)
}

/// Horizontal bars have their categories on the vertical axis.
fn name_axes(drawn: &mut Drawn, chart: &Chart) {
    let (categories, values) = (chart.axes.0.as_str(), chart.axes.1.as_str());
    let is_upright = chart.form == Form::Lines;
    let (across, up) = if is_upright { (categories, values) } else { (values, categories) };
    if !across.is_empty() {
        drawn.x_axis().set_name(across);
    }
    if !up.is_empty() {
        drawn.y_axis().set_name(up);
    }
}

fn filled(form: Form, with: Colour) -> ChartFormat {
    let mut format = ChartFormat::new();
    match form {
        Form::Lines => format.set_line(ChartLine::new().set_color(colour(with)).set_width(2.25)),
        _ => format.set_solid_fill(ChartSolidFill::new().set_color(colour(with))),
    };
    format
}
