//! exclusions.csv: a child who must never live in a home, and carers who are kin.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cells;
use super::codes;
use super::ids::Ids;
use super::problem::Problems;
use super::table::{Kind, Table, optional, required};
use crate::domain::{ChildId, Exclusion, ExclusionPlan, HouseholdId};

pub(super) const KIND: Kind = Kind {
    name: "exclusions",
    required: false,
    columns: &[required("child_id"), required("household_id"), required("plan"), optional("reason")],
};

/// Reads the exclusions by pair.
pub(super) fn read<'t>(
    table: &'t Table,
    ids: &Ids<'t>,
    problems: &'t Problems,
) -> BTreeMap<(ChildId, HouseholdId), BTreeSet<Exclusion>> {
    let mut exclusions: BTreeMap<_, BTreeSet<Exclusion>> = BTreeMap::new();
    let mut seen: BTreeMap<(ChildId, HouseholdId, ExclusionPlan), u64> = BTreeMap::new();
    for row in table.rows() {
        let cells = Cells { row, problems };
        let plan = cells.required_word("plan");
        let pair = ids.child(cells, "child_id").zip(ids.household(cells, "household_id"));
        let (Some((child, home)), Some(plan)) = (pair, plan) else { continue };
        if let Some(first) = seen.insert((child, home, plan), row.line) {
            let found = format!("a second row for this pair and plan, after line {first}");
            cells.add("child_id", codes::SAME_PAIR, found, "keep one of the rows");
        }
        exclusions.entry((child, home)).or_default().insert(Exclusion { plan, reason: cells.text("reason") });
    }
    exclusions
}
