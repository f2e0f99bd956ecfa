//! localities.csv: where things are.

use super::cells::Cells;
use super::codes;
use super::ids::Ids;
use super::problem::Problems;
use super::table::{Kind, optional, required};
use crate::domain::Locality;

pub(super) const KIND: Kind = Kind {
    name: "localities",
    required: true,
    columns: &[
        required("locality"),
        optional("name"),
        optional("easting"),
        optional("northing"),
        optional("authority"),
    ],
};

/// Metres on the grid, either way: far beyond these islands, and far from where squares would overflow.
const GRID: std::ops::RangeInclusive<i64> = -10_000_000..=10_000_000;

/// The localities, in id order.
pub(super) fn read(ids: &Ids<'_>, problems: &Problems) -> Vec<Locality> {
    ids.localities
        .rows()
        .map(|(id, row)| {
            let cells = Cells { row, problems };
            let (easting, northing) = (cells.whole("easting", GRID), cells.whole("northing", GRID));
            if row.cell("easting").is_some() != row.cell("northing").is_some() {
                let missing = if row.cell("easting").is_none() { "easting" } else { "northing" };
                let mend = "give both easting and northing, or neither";
                cells.add(missing, codes::HALF_GRID, "one of the two coordinates", mend);
            }
            Locality {
                reference: id.to_owned(),
                name: cells.text("name").unwrap_or_else(|| id.to_owned()),
                grid: easting.zip(northing),
                authority: cells.text("authority"),
            }
        })
        .collect()
}
