//! Rows: each child once, one unit of a group in a home, capacity, limits, and pairs who should live apart.

use std::collections::BTreeMap;

use super::{Anew, Column, Offer, Row, Tag};
use crate::compatibility::Graph;
use crate::domain::{ChildId, GroupId, HouseholdId, Place, ProvisionId, Scenario};
use crate::policy::limits::{self, Choice, Joint, Limit};
use crate::policy::{is_on, provision};

/// The rows of a model, and its helper variables.
pub(super) struct Rows {
    pub(super) all: Vec<Row>,
    pub(super) switches: usize,
    /// Helper variables that are charged for a pair of children.
    pub(super) pair_switches: Vec<(usize, ChildId, ChildId)>,
}

pub(super) fn rows(
    scenario: &Scenario,
    graph: &Graph,
    offers: &[Offer],
    anew: Option<Anew<'_>>,
    columns: &[Column],
) -> Rows {
    let must_place = |child| graph.must_place(child) && anew.is_none_or(|anew| anew.is_free[child.index()]);
    let mut rows = Rows { all: once_per_child(scenario, must_place, columns), switches: 0, pair_switches: Vec::new() };
    let active = limits::active(scenario);
    for offer in offers {
        match offer.place {
            Place::Home(home) => {
                let first = rows.all.len();
                one_unit_per_group(scenario, offer, home, &mut rows.all);
                limit_rows(scenario, &active, offer, home, columns.len(), &mut rows);
                let of_home = rows.all.split_off(first);
                rows.all.extend(undominated(of_home));
            }
            Place::Provision(id) => {
                let room = match anew {
                    None => provision::room(scenario, scenario.provision(id)),
                    Some(anew) => anew.rooms.get(&id).copied(),
                };
                rows.all.extend(room.map(|room| capacity(offer, id, room)));
            }
        }
    }
    should_apart(scenario, columns, &mut rows);
    rows
}

fn once_per_child(scenario: &Scenario, must_place: impl Fn(ChildId) -> bool, columns: &[Column]) -> Vec<Row> {
    let mut by_child: Vec<Vec<(usize, i64)>> = vec![Vec::new(); scenario.children.len()];
    for (variable, column) in columns.iter().enumerate() {
        for child in &column.children {
            by_child[child.index()].push((variable, 1));
        }
    }
    let mut rows = Vec::new();
    for (index, terms) in by_child.into_iter().enumerate() {
        let child = ChildId::at(index);
        if must_place(child) {
            let terms = terms.iter().map(|(variable, _)| (*variable, -1)).collect();
            rows.push(Row { tag: Tag::MustPlace(child), terms, at_most: -1 });
        }
        if !terms.is_empty() {
            rows.push(Row { tag: Tag::OncePerChild(child), terms, at_most: 1 });
        }
    }
    rows
}

fn one_unit_per_group(scenario: &Scenario, offer: &Offer, home: HouseholdId, rows: &mut Vec<Row>) {
    let mut by_group: BTreeMap<GroupId, Vec<(usize, i64)>> = BTreeMap::new();
    for (i, unit) in offer.units.iter().enumerate() {
        if let Some(group) = scenario.child(unit.children[0]).group {
            by_group.entry(group).or_default().push((offer.first + i, 1));
        }
    }
    for terms in by_group.into_values().filter(|terms| terms.len() > 1) {
        rows.push(Row { tag: Tag::OneUnit(home), terms, at_most: 1 });
    }
}

fn capacity(offer: &Offer, id: ProvisionId, room: i64) -> Row {
    let terms: Vec<(usize, i64)> =
        offer.units.iter().enumerate().map(|(i, unit)| (offer.first + i, count(unit.children.len()))).collect();
    Row { tag: Tag::Capacity(id), terms, at_most: room }
}

fn limit_rows(
    scenario: &Scenario,
    active: &[&'static dyn Limit],
    offer: &Offer,
    home: HouseholdId,
    columns: usize,
    rows: &mut Rows,
) {
    let joint = Joint {
        scenario,
        home: scenario.household(home),
        staying: &offer.staying,
        units: &offer.units,
        most_units: most_units(scenario, offer, home),
    };
    for limit in active {
        let first_switch = columns + rows.switches;
        let mut used = 0;
        for inequality in limit.inequalities(&joint) {
            let mut terms: Vec<(usize, i64)> = inequality
                .terms
                .iter()
                .map(|(coefficient, choice)| match choice {
                    Choice::Unit(i) => (offer.first + i, *coefficient),
                    Choice::Switch(i) => {
                        used = used.max(i + 1);
                        (first_switch + i, *coefficient)
                    }
                })
                .collect();
            terms.sort_unstable();
            rows.all.push(Row { tag: Tag::Limit(limit.about().id, home), terms, at_most: inequality.at_most });
        }
        rows.switches += used;
    }
}

/// How many units a home can take at once at most: a place for each, unless the approved number is switched off.
fn most_units(scenario: &Scenario, offer: &Offer, home: HouseholdId) -> usize {
    let mut groups: Vec<Option<GroupId>> =
        offer.units.iter().filter_map(|unit| scenario.child(unit.children[0]).group.map(Some)).collect();
    groups.dedup();
    let alone = offer.units.iter().filter(|unit| scenario.child(unit.children[0]).group.is_none()).count();
    let by_groups = groups.len() + alone;
    let approved_number = limits::ALL.iter().find(|limit| limit.about().id == "approved-number");
    if approved_number.is_some_and(|limit| is_on(scenario, limit.about())) {
        let places = usize::try_from(scenario.household(home).places).unwrap_or(0);
        by_groups.min(places.saturating_sub(offer.staying.len()).max(1))
    } else {
        by_groups
    }
}

/// Without the rows of a home that another of its rows implies: at least the coefficients, at most the right-hand side.
fn undominated(rows: Vec<Row>) -> Vec<Row> {
    let implies = |strong: &Row, weak: &Row| {
        strong.at_most <= weak.at_most
            && strong.terms.len() >= weak.terms.len()
            && strong.terms.iter().all(|(_, coefficient)| *coefficient >= 0)
            && weak.terms.iter().all(|(variable, coefficient)| {
                let of_strong =
                    strong.terms.binary_search_by_key(variable, |term| term.0).map_or(0, |at| strong.terms[at].1);
                *coefficient <= of_strong
            })
    };
    let mut keep = vec![true; rows.len()];
    for weak in 0..rows.len() {
        keep[weak] =
            !(0..rows.len()).any(|strong| strong != weak && keep[strong] && implies(&rows[strong], &rows[weak]));
    }
    rows.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(row, _)| row).collect()
}

fn should_apart(scenario: &Scenario, columns: &[Column], rows: &mut Rows) {
    let in_scope = |(a, b): &(ChildId, ChildId)| scenario.child(*a).in_scope() && scenario.child(*b).in_scope();
    let pairs: Vec<(ChildId, ChildId)> = scenario.should_apart().filter(in_scope).collect();
    let mut columns_with: BTreeMap<ChildId, Vec<usize>> =
        pairs.iter().flat_map(|(a, b)| [(*a, vec![]), (*b, vec![])]).collect();
    for (variable, column) in columns.iter().enumerate() {
        for child in &column.children {
            if let Some(with) = columns_with.get_mut(child) {
                with.push(variable);
            }
        }
    }
    for (a, b) in pairs {
        let mut by_home: BTreeMap<HouseholdId, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (child, is_a) in [(a, true), (b, false)] {
            for variable in &columns_with[&child] {
                if let Place::Home(home) = columns[*variable].place {
                    let (with_a, with_b) = by_home.entry(home).or_default();
                    if is_a { with_a } else { with_b }.push(*variable);
                }
            }
        }
        for (home, (with_a, with_b)) in by_home {
            if with_a.is_empty() || with_b.is_empty() {
                continue;
            }
            let switch = columns.len() + rows.switches;
            rows.switches += 1;
            rows.pair_switches.push((switch, a, b));
            let mut terms: Vec<(usize, i64)> = with_a.into_iter().chain(with_b).map(|i| (i, 1)).collect();
            terms.sort_unstable();
            terms.push((switch, -1));
            rows.all.push(Row { tag: Tag::ShouldApart(a, b, home), terms, at_most: 1 });
        }
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).expect("a count of children fits")
}
