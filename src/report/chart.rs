//! A chart of the workbook: the spreadsheet draws it from the cells of a table, so it changes as they do.

use super::page::palette::Colour;

/// A chart over one table.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    /// The sheet of the table; the chart stands there, to the right of the columns.
    pub(crate) sheet: String,
    /// How it is drawn.
    pub(crate) form: Form,
    /// Its title.
    pub(crate) title: String,
    /// What it shows, for those who do not see it.
    pub(crate) alt: String,
    /// What each axis counts, with its unit: categories, values. Blank = not said.
    pub(crate) axes: (String, String),
    /// What is drawn.
    pub(crate) series: Vec<Series>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Horizontal bars, the parts of each laid end to end.
    StackedBars,
    /// Horizontal bars.
    Bars,
    /// Lines over the categories.
    Lines,
}

/// One series: a name, its categories and its values, by the position of rows and columns in the table.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    /// Where its values are.
    pub(crate) values: Values,
    /// Its colour.
    pub(crate) colour: Colour,
}

/// Where values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// In this column of every row; the heading is the name, the first column the categories.
    Column(usize),
    /// In this row, from the second column to the last; the first column is the name, the headings the categories.
    Row(usize),
}

impl Chart {
    /// A chart of these columns of a table, the first column being the categories.
    pub(crate) fn of_columns(sheet: &str, form: Form, columns: &[(usize, Colour)]) -> Self {
        let series = columns.iter().map(|(at, colour)| Series { values: Values::Column(*at), colour });
        Self::new(sheet, form, series.collect())
    }

    /// A chart of these rows of a table.
    pub(crate) fn of_rows(sheet: &str, form: Form, rows: &[(usize, Colour)]) -> Self {
        let series = rows.iter().map(|(at, colour)| Series { values: Values::Row(*at), colour });
        Self::new(sheet, form, series.collect())
    }

    fn new(sheet: &str, form: Form, series: Vec<Series>) -> Self {
        let sheet = sheet.to_owned();
        Self { sheet, form, title: String::new(), alt: String::new(), axes: Default::default(), series }
    }

    /// The chart with its title, what each axis counts, and what it shows in words.
    pub(crate) fn told(mut self, title: &str, axes: (&str, &str), alt: &str) -> Self {
        title.clone_into(&mut self.title);
        self.axes = (axes.0.into(), axes.1.into());
        alt.clone_into(&mut self.alt);
        self
    }
}
