//! A table as CSV: UTF-8, commas, LF; the same rows give the same bytes.

use super::Error;
use super::table::{Cell, SUPPRESSED, Table};
use crate::domain::guarded;

/// The bytes of a table.
pub(super) fn bytes(table: &Table) -> Result<Vec<u8>, Error> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.key.as_str()))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(field))?;
    }
    writer.into_inner().map_err(|broken| Error::Io(broken.into_error()))
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Whole(number) => number.to_string(),
        Cell::Miles(tenths) => tenths.to_string(),
        Cell::Money(pence) => pence.0.to_string(),
        Cell::Share(rate) => rate.to_string(),
        Cell::Suppressed => SUPPRESSED.to_owned(),
        Cell::Seconds(number) | Cell::Real(number) => format!("{number:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PencePerWeek, Tenths};
    use crate::report::table::Column;

    #[test]
    fn numbers_stay_numbers_and_lines_end_in_lf() {
        let table = Table {
            sheet: "t".into(),
            file: None,
            columns: ["a", "b", "c", "d", "e"].map(|key| Column::new(key, key, 5)).to_vec(),
            rows: vec![vec![
                Cell::Whole(-4),
                Cell::Miles(Tenths(5)),
                Cell::Money(PencePerWeek(-200)),
                Cell::text("x, \"y\""),
                Cell::Blank,
            ]],
        };
        let text = String::from_utf8(bytes(&table).expect("in memory")).expect("UTF-8");
        assert_eq!(text, "a,b,c,d,e\n-4,0.5,-200,\"x, \"\"y\"\"\",\n");
    }

    #[test]
    fn an_item_cannot_break_a_list() {
        assert_eq!(Cell::list(["a;b", "c"]), Cell::Text("a,b;c".into()));
        assert_eq!(Cell::list(Vec::<String>::new()), Cell::Blank);
    }
}
