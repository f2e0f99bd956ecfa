//! Brothers and sisters: a strip for each group, and the plans behind it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Section;
use crate::domain::{Child, ChildId, Group, GroupId, Placement, Plan};
use crate::explain::{Unmet, Want};
use crate::report::page::html::{MOST_ROWS, Tone, is_cut, more, on_paper, table, tag, text, words as column};
use crate::report::page::picture;
use crate::report::table::{Cell, Column, Table};
use crate::report::view::{Kind, Status, View};
use crate::report::words;

pub(super) struct Siblings;

impl Section for Siblings {
    fn id(&self) -> &'static str {
        "siblings"
    }

    fn title(&self, _: &View<'_>) -> &'static str {
        "Brothers and sisters"
    }

    fn html(&self, view: &View<'_>) -> Markup {
        let groups: Vec<&Group> = groups(view).collect();
        html! {
            @if groups.is_empty() {
                p { "No child to be placed has brothers or sisters here." }
            } @else {
                p { "Each row is a sibling group; each box is a home, with those of the group who would live in it." }
                ul class={ "strip" @if is_cut(groups.len()) { " cut" } } {
                    @for group in groups.iter().take(MOST_ROWS) { (strip(view, group)) }
                }
                (on_paper(groups.len()))
                (more(groups.len(), "proposal.csv"))
                (plans(view, &groups))
            }
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        let columns = vec![
            Column::new("group", "Sibling group", 16),
            Column::new("children", "Children", 30),
            Column::new("result", "Result", 12),
            Column::new("lives", "Who lives where", 44),
            Column::new("pairs_separated", "Pairs separated", 10),
            Column::new("plans", "Plans and reasons", 50),
        ];
        let rows = groups(view).map(|group| {
            vec![
                Cell::text(group.reference.as_str()),
                Cell::list(view.names(&group.members)),
                Cell::text(if pairs_apart(view, group) == 0 { "as planned" } else { "split" }),
                Cell::list(homes(view, group).into_iter().map(|(there, members)| {
                    format!("{}: {}", place_name(view, there), view.names(&members).join(", "))
                })),
                Cell::count(pairs_apart(view, group)),
                Cell::list(written_plans(view, group)),
            ]
        });
        vec![Table { sheet: "Siblings".into(), file: None, columns, rows: rows.collect() }]
    }
}

/// The groups with somebody in scope, those split first; where not all can be shown, those with most pairs apart.
fn groups<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Group> {
    let mut groups: Vec<&Group> = view
        .scenario
        .groups
        .iter()
        .filter(|group| group.members.iter().any(|child| view.scenario.child(*child).in_scope()))
        .collect();
    let most = groups.len() > MOST_ROWS;
    groups.sort_by_cached_key(|group| {
        let apart = pairs_apart(view, group);
        (apart == 0, Reverse(if most { apart } else { 0 }))
    });
    groups.into_iter()
}

fn pairs_apart(view: &View<'_>, group: &Group) -> usize {
    group.members.iter().map(|child| view.proposal.separated_from(*child).len()).sum::<usize>() / 2
}

/// Where the group would live, most of them first, and those without a place last.
fn homes(view: &View<'_>, group: &Group) -> Vec<(Option<Placement>, Vec<ChildId>)> {
    let mut homes: Vec<(Option<Placement>, Vec<ChildId>)> = Vec::new();
    for child in &group.members {
        let there = view.proposal.proposal.of(*child);
        match homes.iter_mut().find(|(known, _)| *known == there) {
            Some((_, members)) => members.push(*child),
            None => homes.push((there, vec![*child])),
        }
    }
    homes.sort_by_key(|(there, members)| (there.is_none(), Reverse(members.len()), *there));
    homes
}

fn place_name<'v>(view: &'v View<'_>, there: Option<Placement>) -> &'v str {
    there.map_or("no place", |placement| view.scenario.place_name(placement.place))
}

fn strip(view: &View<'_>, group: &Group) -> Markup {
    let apart = pairs_apart(view, group);
    html! {
        li {
            div {
                strong { (group.reference) }
                " · " (words::children(group.members.len()))
                br;
                @if apart == 0 { (tag(Tone::Good, "As planned")) } @else { (tag(Tone::Bad, "Split")) }
            }
            ul.homes {
                @for (there, members) in homes(view, group) {
                    li class=[there.is_none().then_some("none")] style=[there.map(|placement| colour(view, placement))] {
                        p {
                            @match there {
                                Some(placement) => {
                                    (picture::key(Some(Kind::of(view.scenario, placement.place))))
                                    strong { (view.scenario.place_name(placement.place)) }
                                    " · " (words::kind_of_place(view.scenario, placement.place))
                                }
                                None => { strong { "No place" } }
                            }
                        }
                        ul.chips { @for child in members { (chip(view, view.scenario.child(child))) } }
                    }
                }
            }
        }
    }
}

fn colour(view: &View<'_>, placement: Placement) -> String {
    format!("border-top-color:var(--{})", Kind::of(view.scenario, placement.place).word())
}

fn chip(view: &View<'_>, child: &Child) -> Markup {
    let status = match view.proposal.status(child) {
        Status::Stays => ", stays",
        Status::Moved => ", moves",
        Status::New | Status::Unplaced => "",
    };
    html! { li { (child.reference) small { (words::age_and_sex(child)) (status) } } }
}

/// The plans that somebody wrote down, and their reasons.
fn written_plans(view: &View<'_>, group: &Group) -> Vec<String> {
    let mut members = group.members.clone();
    members.sort_unstable();
    let pairs = members.iter().enumerate().flat_map(|(at, a)| members[at + 1..].iter().map(|b| (*a, *b)));
    pairs
        .filter_map(|(a, b)| {
            let relation = view.scenario.relations.get(&(a, b))?;
            let why = relation.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
            Some(format!("{} and {}: {}{why}", view.name(a), view.name(b), plan(relation.plan)))
        })
        .collect()
}

fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::MustTogether => "must live together",
        Plan::PreferTogether => "to live together if possible",
        Plan::NoPlan => "no plan to be together",
        Plan::ShouldApart => "should live apart",
        Plan::MustApart => "must live apart",
    }
}

fn plans(view: &View<'_>, groups: &[&Group]) -> Markup {
    let heads = [column("Group"), column("Who lives where"), column("Plans"), column("If split, why")];
    let split = view.unmet_of(Want::Siblings);
    let mut why: BTreeMap<GroupId, Vec<&(Vec<ChildId>, &Unmet)>> = BTreeMap::new();
    for each in &split {
        if let Some(group) = view.scenario.child(each.0[0]).group {
            why.entry(group).or_default().push(each);
        }
    }
    let rows: Vec<Vec<Markup>> = groups
        .iter()
        .take(MOST_ROWS)
        .map(|group| {
            let written = written_plans(view, group);
            vec![
                text(&group.reference),
                html! {
                    ul {
                        @for (there, members) in homes(view, group) {
                            li { (place_name(view, there)) ": " (words::and(&view.names(&members))) }
                        }
                    }
                },
                html! {
                    @if written.is_empty() { "To live together if possible" }
                    @else { ul { @for plan in &written { li { (plan) } } } }
                },
                why_split(view, group.members.first().and_then(|child| why.get(&view.scenario.child(*child).group?))),
            ]
        })
        .collect();
    html! {
        (table("Sibling groups, their plans, and why a group is split", &heads, &rows))
        (more(groups.len(), "proposal.csv"))
    }
}

/// What stands against the whole group in one home, said once for each set of siblings wanted together.
fn why_split(view: &View<'_>, split: Option<&Vec<&(Vec<ChildId>, &Unmet)>>) -> Markup {
    let sentences = split.into_iter().flatten().map(|(children, unmet)| words::why_not(view, children[0], unmet));
    html! { @for sentence in sentences { p { (sentence) } } }
}
