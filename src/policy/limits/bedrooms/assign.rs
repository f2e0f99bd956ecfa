//! The linear reading where children of different families may share a room: a bed for every child.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::joint::Family;
use super::{may_share, may_use_cot, rooms};
use crate::domain::ChildId;
use crate::policy::limits::{Choice, Inequality, Joint};

/// Whether two children of different families who could meet here may share a room.
pub(super) fn is_needed(joint: &Joint<'_>) -> bool {
    if joint.scenario.settings.policy.unrelated_share_max_age.is_none() || joint.home.bedrooms.iter().all(|b| *b < 2) {
        return false;
    }
    let children = children(joint);
    children.iter().enumerate().any(|(i, a)| {
        children[i + 1..].iter().any(|b| {
            Family::of(joint.scenario, *a) != Family::of(joint.scenario, *b) && may_share(joint.scenario, *a, *b)
        })
    })
}

/// Who stays or could move in, in id order.
fn children(joint: &Joint<'_>) -> Vec<ChildId> {
    let all: BTreeSet<ChildId> =
        joint.staying.iter().chain(joint.units.iter().flat_map(|unit| &unit.children)).copied().collect();
    all.into_iter().collect()
}

/// One switch for every child and bedroom, and for every child who may have the cot: it sleeps there.
pub(super) fn inequalities(joint: &Joint<'_>) -> Vec<Inequality> {
    let children = children(joint);
    // The largest rooms, one for each child at most: nobody needs more.
    let mut rooms: Vec<i64> = rooms(joint.home).collect();
    rooms.sort_unstable_by_key(|beds| Reverse(*beds));
    rooms.truncate(children.len());
    let bed = |child: usize, room: usize| Choice::Switch(child * (rooms.len() + 1) + room);
    let cot = |child: usize| bed(child, rooms.len());
    let cot_users: Vec<usize> =
        (0..children.len()).filter(|each| may_use_cot(joint.scenario, joint.home, children[*each])).collect();

    let mut rows = Vec::new();
    for (each, child) in children.iter().enumerate() {
        let mut terms: Vec<(i64, Choice)> = (0..rooms.len()).map(|room| (-1, bed(each, room))).collect();
        terms.extend(cot_users.contains(&each).then(|| (-1, cot(each))));
        if joint.staying.contains(child) {
            rows.push(Inequality { terms, at_most: -1 });
        } else {
            let units = (0..joint.units.len()).filter(|unit| joint.units[*unit].children.contains(child));
            terms.extend(units.map(|unit| (1, Choice::Unit(unit))));
            rows.push(Inequality { terms, at_most: 0 });
        }
    }
    if cot_users.len() > 1 {
        rows.push(Inequality { terms: cot_users.iter().map(|each| (1, cot(*each))).collect(), at_most: 1 });
    }
    let clashes = clashes(joint, &children);
    for (room, beds) in rooms.iter().copied().enumerate() {
        rows.push(Inequality { terms: (0..children.len()).map(|each| (1, bed(each, room))).collect(), at_most: beds });
        if beds > 1 {
            rows.extend(clashes.iter().map(|clash| Inequality {
                terms: clash.iter().map(|each| (1, bed(*each, room))).collect(),
                at_most: 1,
            }));
        }
    }
    rows
}

/// Sets of children no two of whom may share, such that every two who may not are in one of them.
fn clashes(joint: &Joint<'_>, children: &[ChildId]) -> Vec<Vec<usize>> {
    let apart = |a: usize, b: usize| !may_share(joint.scenario, children[a], children[b]);
    let mut covered: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut sets = Vec::new();
    for a in 0..children.len() {
        for b in a + 1..children.len() {
            if !apart(a, b) || covered.contains(&(a, b)) {
                continue;
            }
            let mut set = vec![a, b];
            for other in 0..children.len() {
                if !set.contains(&other) && set.iter().all(|each| apart(*each, other)) {
                    set.push(other);
                }
            }
            set.sort_unstable();
            for (i, first) in set.iter().enumerate() {
                covered.extend(set[i + 1..].iter().map(|second| (*first, *second)));
            }
            sets.push(set);
        }
    }
    sets
}
