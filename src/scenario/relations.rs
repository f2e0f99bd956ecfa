//! relations.csv: plans for two children.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::codes;
use super::ids::Ids;
use super::problem::{Problems, quote};
use super::table::{Kind, Table, optional, required};
use crate::domain::{Child, ChildId, Plan, Relation};

pub(super) const KIND: Kind = Kind {
    name: "relations",
    required: false,
    columns: &[required("child_a"), required("child_b"), required("plan"), optional("reason")],
};

/// The plans by pair, the smaller id first, each with the line it stands on.
pub(super) type Relations = BTreeMap<(ChildId, ChildId), (Relation, u64)>;

/// Reads the plans.
pub(super) fn read<'t>(table: &'t Table, ids: &Ids<'t>, children: &[Child], problems: &'t Problems) -> Relations {
    let mut relations = Relations::new();
    for row in table.rows() {
        let cells = Cells { row, problems };
        let plan: Option<Plan> = cells.required_word("plan");
        let pair = ids.child(cells, "child_a").zip(ids.child(cells, "child_b"));
        let Some((a, b)) = pair else { continue };
        if a == b {
            cells.add("child_b", codes::SELF, quote(&children[a.index()].reference), "name two different children");
            continue;
        }
        let pair = (a.min(b), a.max(b));
        if let Some((_, first)) = relations.get(&pair) {
            let found = format!("a second row for this pair, after line {first}");
            cells.add("child_a", codes::SAME_PAIR, found, "keep one row for the pair, in either order");
            continue;
        }
        let plan = plan.unwrap_or(Plan::NoPlan);
        let siblings = ids.group_of(a).is_some() && ids.group_of(a) == ids.group_of(b);
        match plan {
            Plan::MustTogether if !siblings => cells.add(
                "plan",
                codes::NOT_SIBLINGS,
                "must_together for children who are not of one sibling_group",
                "give them the same sibling_group, or choose another plan",
            ),
            Plan::PreferTogether if !siblings => cells.add(
                "plan",
                codes::NO_EFFECT,
                "prefer_together for children who are not of one sibling_group",
                "give them the same sibling_group if they are siblings; only siblings are counted",
            ),
            _ => {}
        }
        relations.insert(pair, (Relation { plan, reason: cells.text("reason") }, row.line));
    }
    relations
}
