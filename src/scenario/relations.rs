//! relations.csv: plans for two children.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cells;
use super::codes;
use super::ids::Ids;
use super::problem::{At, Problems, quote};
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
    never_both(&relations, table, children, problems);
    relations
}

/// Faults `must_apart` for two children whom `must_together` joins, directly or through others.
fn never_both(relations: &Relations, table: &Table, children: &[Child], problems: &Problems) {
    let mut joined: BTreeMap<ChildId, Vec<ChildId>> = BTreeMap::new();
    for ((a, b), (relation, _)) in relations {
        let in_scope = children[a.index()].in_scope() && children[b.index()].in_scope();
        if relation.plan == Plan::MustTogether && in_scope {
            joined.entry(*a).or_default().push(*b);
            joined.entry(*b).or_default().push(*a);
        }
    }
    for ((a, b), (relation, line)) in relations {
        if relation.plan == Plan::MustApart && reaches(&joined, *a, *b) {
            let [a, b] = [a, b].map(|id| quote(&children[id.index()].reference));
            let at = At { file: &table.file, line: Some(*line), column: Some("plan") };
            let found = format!("must_apart for {a} and {b}, whom must_together joins through others");
            problems.add(at, codes::NEVER_BOTH, found, "change one of the plans: nobody of them could ever be placed");
        }
    }
}

fn reaches(joined: &BTreeMap<ChildId, Vec<ChildId>>, from: ChildId, to: ChildId) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(one) = open.pop() {
        let next = joined.get(&one).into_iter().flatten();
        open.extend(next.filter(|other| seen.insert(**other)));
    }
    seen.contains(&to)
}
