//! scores.csv: points from the service's own assessment of a child and a home.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::codes;
use super::ids::Ids;
use super::problem::Problems;
use super::table::{Kind, Table, required};
use crate::domain::{ChildId, HouseholdId, Points};

pub(super) const KIND: Kind = Kind {
    name: "scores",
    required: false,
    columns: &[required("child_id"), required("household_id"), required("points")],
};

/// The most points of one pair, either way: sums over every child stay far from the edge of the numbers.
const MOST_POINTS: i64 = 1_000_000;

/// Reads the points by pair.
pub(super) fn read<'t>(
    table: &'t Table,
    ids: &Ids<'t>,
    problems: &'t Problems,
) -> BTreeMap<(ChildId, HouseholdId), Points> {
    let mut scores = BTreeMap::new();
    for row in table.rows() {
        let cells = Cells { row, problems };
        let points = cells.required_whole("points", -MOST_POINTS..=MOST_POINTS);
        let pair = ids.child(cells, "child_id").zip(ids.household(cells, "household_id"));
        let Some(pair) = pair else { continue };
        if scores.insert(pair, points.unwrap_or(0)).is_some() {
            cells.add("child_id", codes::SAME_PAIR, "a second row for this pair", "keep one of the rows");
        }
    }
    scores
}
