//! The other places that each child could have, and what each would cost.

use maud::{Markup, html};

use super::Section;
use crate::domain::{Child, LevelId};
use crate::explain::{Alternative, Exact};
use crate::report::page::html::{MOST_ROWS, more, table, text, words as column};
use crate::report::table::Table;
use crate::report::tables;
use crate::report::view::View;
use crate::report::words;

/// Alternatives of one child on the page; the file has all.
const MOST_OPTIONS: usize = 3;

pub(super) struct Alternatives;

impl Section for Alternatives {
    fn id(&self) -> &'static str {
        "alternatives"
    }

    fn title(&self, _: &View<'_>) -> &'static str {
        "The next best places, and what they would cost"
    }

    fn html(&self, view: &View<'_>) -> Markup {
        let next: Vec<(&Child, &Alternative)> = next_best(view).collect();
        let is_exact = view.findings.request.exact_options;
        let heads =
            [column("Child"), column("Instead"), column("What it would change"), column("Who else would be affected")];
        let rows: Vec<Vec<Markup>> =
            next.iter().take(MOST_ROWS).map(|(child, option)| row(view, child, option)).collect();
        html! {
            p {
                "The best " (MOST_OPTIONS) " of each child\u{2019}s other options. "
                @if is_exact { "Each was solved again with the child pinned there, everybody else free to move. " }
                @else {
                    "The change is what happens if only this child (and siblings placed together) moved; "
                    code { "placewell options --child ID" } " solves again and gives the exact price. "
                }
                "All options stand in " code { "options.csv" } "."
            }
            @if next.is_empty() { p { "No child has another option." } }
            @else {
                (table("Other options of each child", &heads, &rows))
                (more(next.len(), "options.csv"))
            }
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        vec![tables::options::table(view)]
    }
}

fn next_best<'v>(view: &'v View<'_>) -> impl Iterator<Item = (&'v Child, &'v Alternative)> {
    view.findings.reasons.children.iter().flat_map(|reasons| {
        let others = reasons.options.iter().filter(|option| !option.proposed).take(MOST_OPTIONS);
        others.map(|option| (view.scenario.child(reasons.child), option))
    })
}

fn row(view: &View<'_>, child: &Child, option: &Alternative) -> Vec<Markup> {
    let scenario = view.scenario;
    vec![
        text(&child.reference),
        html! {
            strong { (scenario.place_name(option.place)) }
            small { (words::kind_of_place(scenario, option.place)) ", " (words::miles(scenario.miles_from_home(child, option.place))) }
            @if !option.whole_unit { small { "the child alone, without those placed together" } }
        },
        match option.exact.as_ref() {
            Some(exact) => exactly(exact),
            None => text(changes(&option.direct)),
        },
        others(view, option),
    ]
}

fn exactly(exact: &Exact) -> Markup {
    match &exact.change {
        Some(change) => html! {
            (changes(change))
            small { @if exact.proven { "exact, proved" } @else { "best found, not proved" } }
        },
        None if exact.proven => text("No lawful proposal has the child there"),
        None => text("Nothing found in the time given"),
    }
}

fn others(view: &View<'_>, option: &Alternative) -> Markup {
    let blocked: Vec<String> = option.blocked_by.iter().map(words::objection).collect();
    let moved = option.exact.as_ref().map(|exact| view.names(&exact.others_moved)).unwrap_or_default();
    html! {
        @if !moved.is_empty() { (words::some(&moved, 5)) " would live elsewhere" }
        @else if !blocked.is_empty() { "Somebody would have to make room: " (blocked.join("; ")) }
        @else { "Nobody" }
    }
}

/// The levels that change, each with its sign.
fn changes(changes: &[(LevelId, i64)]) -> String {
    let moved: Vec<String> = changes
        .iter()
        .filter(|(_, change)| *change != 0)
        .map(|(level, change)| {
            let (title, change) = (words::level_title(*level), words::level_change(*level, *change));
            format!("{title} {change}")
        })
        .collect();
    if moved.is_empty() { "Nothing: as good at every level".to_owned() } else { moved.join(" · ") }
}
