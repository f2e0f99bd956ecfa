//! The other places that each child could have, and what each would cost.

use maud::{Markup, html};

use super::Section;
use crate::domain::{Child, LevelId};
use crate::explain::{Alternative, ChildReasons, Detail, Exact};
use crate::report::page::html::{MOST_CHILDREN, more_than, table, text, words as column};
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
        let is_exact = view.findings.request.exact_options;
        let heads = [column("Child"), column("Would live in"), column("Instead, and what it would change")];
        let all = &view.findings.reasons.children;
        let rows: Vec<Vec<Markup>> = all.iter().take(MOST_CHILDREN).map(|reasons| row(view, reasons)).collect();
        html! {
            p {
                "The best " (MOST_OPTIONS) " of each child\u{2019}s other options, those with room first. "
                @if is_exact { "Each was solved again with the child pinned there, everybody else free to move. " }
                @else {
                    "The change is what happens if only this child (and siblings placed together) moved; "
                    code { "placewell options --child ID" } " solves again and gives the exact price. "
                    "\u{201c}Alone\u{201d}: without the siblings who would live with the child. "
                }
                @if view.findings.reasons.left_out.options == 0 { "All options stand in " code { "options.csv" } "." }
                @else {
                    "The best " (Detail::of(view.scenario).options) " of each child stand in " code { "options.csv" } "; "
                    (words::whole_count(view.findings.reasons.left_out.options)) " more are not listed, as the scenario is large. "
                    code { "placewell options --child ID" } " finds all of one child."
                }
            }
            (table("Other options of each child", &heads, &rows))
            (more_than(MOST_CHILDREN, all.len(), "options.csv"))
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        vec![tables::options::table(view)]
    }
}

/// Options that push nobody out come first; re-solved ones have somebody's place found already.
fn next_best(reasons: &ChildReasons) -> Vec<&Alternative> {
    let mut others: Vec<&Alternative> = reasons.options.iter().filter(|option| !option.proposed).collect();
    others.sort_by_key(|option| option.exact.is_none() && !option.blocked_by.is_empty());
    others.truncate(MOST_OPTIONS);
    others
}

fn row(view: &View<'_>, reasons: &ChildReasons) -> Vec<Markup> {
    let child = view.scenario.child(reasons.child);
    let there = view.proposal.proposal.of(reasons.child);
    let next = next_best(reasons);
    vec![
        text(&child.reference),
        match there {
            Some(placement) => text(view.scenario.place_name(placement.place)),
            None => text("No place"),
        },
        html! {
            @if next.is_empty() { "No other place is open to the child." }
            @else { ul { @for option in next { li { (alternative(view, child, option)) } } } }
        },
    ]
}

fn alternative(view: &View<'_>, child: &Child, option: &Alternative) -> Markup {
    let scenario = view.scenario;
    html! {
        strong { (scenario.place_name(option.place)) }
        " (" (words::kind_of_place(scenario, option.place)) ", " (words::miles(scenario.miles_from_home(child, option.place))) "): "
        @match option.exact.as_ref() {
            Some(exact) => (exactly(exact)),
            None => (changes(&option.direct)),
        }
        @if option.exact.is_none() && !option.whole_unit { " (alone)" }
        (others(view, option))
    }
}

fn exactly(exact: &Exact) -> Markup {
    match &exact.change {
        Some(change) => {
            html! { (changes(change)) @if exact.proven { " (proved)" } @else { " (best found, not proved)" } }
        }
        None if exact.proven => text("no lawful proposal has the child there"),
        None => text("nothing found in the time given"),
    }
}

fn others(view: &View<'_>, option: &Alternative) -> Markup {
    let moved = option.exact.as_ref().map(|exact| view.names(&exact.others_moved)).unwrap_or_default();
    let full: Vec<&str> = option.blocked_by.iter().map(|each| words::title(each.id)).collect();
    html! {
        @if !moved.is_empty() { small { (words::some(&moved, 5)) " would live elsewhere" } }
        @else if option.exact.is_none() && !full.is_empty() {
            small { "No room unless somebody else moves: " (full.join(", ")) }
        }
    }
}

/// The levels that change, each with its sign; a level and its change stay on one line.
fn changes(changes: &[(LevelId, i64)]) -> Markup {
    let moved: Vec<&(LevelId, i64)> = changes.iter().filter(|(_, change)| *change != 0).collect();
    html! {
        @if moved.is_empty() { "nothing, as good at every level" }
        @for (i, (level, change)) in moved.into_iter().enumerate() {
            @if i > 0 { " · " }
            span.change { (words::level_title(*level)) " " (words::level_change(*level, *change)) }
        }
    }
}
