//! What one more home of each kind is worth, as curves and as a table.

use maud::html;
use serde_json::{Value, json};

use super::repairs::{effect, level_cells, level_columns};
use super::shown::Shown;
use crate::domain::{HomeKind, PencePerWeek};
use crate::report::document::Part;
use crate::report::page::draw::Axes;
use crate::report::page::draw::curves::{Curve, curves};
use crate::report::page::html as page;
use crate::report::table::{Cell, Column, Table};
use crate::report::words;
use crate::sufficiency::{Added, Worth, Worths};

/// Kinds that are drawn: those whose first home is worth most.
const MOST_DRAWN: usize = 6;
/// Kinds that the terminal has.
const MOST_IN_TERMINAL: usize = 10;

/// The section.
pub(super) fn part(shown: &Shown<'_>, worths: &Worths) -> Part {
    let table = sheet(shown, worths);
    let nothing = worths.kinds.is_empty();
    let markup = html! {
        p { (summary(worths)) }
        @if !nothing {
            (drawn(shown, worths, "in-house", "children brought in-house by this home", &|added, _| {
                added.children_brought_in_house
            }))
            @if worths.kinds.iter().flat_map(Worth::added).any(|added| added.pairs_kept_together != 0) {
                (drawn(shown, worths, "pairs", "sibling pairs kept together by this home", &|added, _| {
                    added.pairs_kept_together
                }))
            }
            (drawn(shown, worths, "pounds", "pounds saved in 52 weeks by this home", &|added, kind| {
                added.saved_in_52_weeks(kind).0 / 100
            }))
            @if let Some(line) = none_of(shown, worths) { p { (line) } }
            (page::shown("What each further home of a kind adds to those before it", &table))
        }
        p.note {
            "Each number of homes is the scenario with so many more of that kind, approved and free from today, solved \
             again with everybody moving as suits, and verified. A kind ends after the first home that adds nothing. \
             Saved in 52 weeks: 52 times what a week of the placements costs less, less the household's own yearly cost; \
             what recruiting it costs once is not in it. A child who had no place cost nothing, so that placing it costs \
             more. Kinds compete for the same children: what two kinds bring together is not the sum."
        }
    };
    Part::new("worth", "What one more home is worth", markup).with([table])
}

/// Which kinds, and what ended the search.
fn summary(worths: &Worths) -> String {
    let kinds = worths.kinds.len();
    let which = if worths.catalogue.is_default {
        "Default catalogue, made from the children short of a home, since the scenario has no kinds.csv, at the in-house \
         weekly cost and without a yearly cost of their own"
    } else {
        "The kinds of home in kinds.csv"
    };
    let many = words::count(worths.most, "home", "homes");
    let cut = if worths.cut_short { " The search was stopped early: some homes were not solved again." } else { "" };
    format!("{which}: {}, up to {many} of each.{cut}", words::count(kinds, "kind", "kinds"))
}

fn name(shown: &Shown<'_>, kind: &HomeKind) -> String {
    format!("{}, {}", kind.title, shown.scenario.locality(kind.home.locality).name)
}

/// One small chart for each of the first kinds: what the first, the second and the n-th home adds.
fn drawn(
    shown: &Shown<'_>,
    worths: &Worths,
    id: &str,
    up: &str,
    value: &dyn Fn(&Added, &HomeKind) -> i64,
) -> maud::Markup {
    let first: Vec<(String, &Worth)> = worths
        .kinds
        .iter()
        .filter(|worth| adds(shown, worth))
        .take(MOST_DRAWN)
        .map(|worth| (name(shown, worths.catalogue.kind(worth.kind)), worth))
        .collect();
    let all: Vec<Curve<'_>> = first
        .iter()
        .map(|(name, worth)| {
            let kind = worths.catalogue.kind(worth.kind);
            Curve { name, points: (1..).zip(worth.added().iter().map(|added| value(added, kind))).collect() }
        })
        .collect();
    let across_text = |home: i64| home.to_string();
    let up_text = |value: i64| words::whole(value);
    let axes = Axes {
        across: "homes recruited: the first, the second and so on",
        up,
        across_text: &across_text,
        up_text: &up_text,
        months: false,
    };
    curves(&format!("worth-{id}"), &axes, &all)
}

/// Every home of every kind: `worth.csv` and its sheet.
fn sheet(shown: &Shown<'_>, worths: &Worths) -> Table {
    let mut columns = vec![
        Column::new("kind_id", "Kind", 20),
        Column::new("title", "What it is", 30),
        Column::new("locality", "Locality", 14),
        Column::new("home", "The n-th home", 8),
        Column::new("children_brought_in_house", "Adds: children in-house", 10),
        Column::new("pairs_kept_together", "Adds: sibling pairs together", 10),
        Column::new("children_placed", "Adds: children placed", 10),
        Column::new("saved_pence_a_week", "Adds: saved a week", 12),
        Column::new("saved_pence_in_52_weeks", "Adds: saved in 52 weeks", 14),
        Column::new("proven", "Proven", 8),
    ];
    columns.extend(level_columns(shown));
    let mut rows = Vec::new();
    for worth in &worths.kinds {
        let kind = worths.catalogue.kind(worth.kind);
        for ((position, effect), added) in worth.homes.iter().enumerate().zip(worth.added()) {
            let mut row = vec![
                Cell::text(kind.row.as_str()),
                Cell::text(kind.title.as_str()),
                Cell::text(shown.scenario.locality(kind.home.locality).reference.as_str()),
                Cell::count(position + 1),
                Cell::Whole(added.children_brought_in_house),
                Cell::Whole(added.pairs_kept_together),
                Cell::Whole(added.children_placed),
                Cell::Money(added.saved),
                Cell::Money(PencePerWeek(added.saved_in_52_weeks(kind).0)),
                Cell::yes_no(effect.proven),
            ];
            row.extend(level_cells(effect));
            rows.push(row);
        }
    }
    Table { sheet: "Worth of homes".into(), file: Some("worth.csv"), columns, rows }
}

/// The lines of the terminal.
pub(super) fn lines(shown: &Shown<'_>, worths: &Worths) -> Vec<String> {
    let mut lines = vec![format!("Worth of one more home. {}", summary(worths))];
    if worths.kinds.iter().any(|worth| adds(shown, worth)) {
        lines.push("What the first home of a kind adds, then the second and so on:".to_owned());
    }
    for worth in worths.kinds.iter().filter(|worth| adds(shown, worth)).take(MOST_IN_TERMINAL) {
        let kind = worths.catalogue.kind(worth.kind);
        let added = worth.added();
        let each = |value: &dyn Fn(&Added) -> String| added.iter().map(value).collect::<Vec<_>>().join(", ");
        lines.push(name(shown, kind));
        lines.push(format!(
            "  children in-house {}; sibling pairs together {}; saved in 52 weeks {}",
            each(&|added| words::whole(added.children_brought_in_house)),
            each(&|added| words::whole(added.pairs_kept_together)),
            each(&|added| words::pounds(PencePerWeek(added.saved_in_52_weeks(kind).0))),
        ));
    }
    lines.extend(none_of(shown, worths));
    lines
}

/// Whether the first home of the kind makes anything better.
fn adds(shown: &Shown<'_>, worth: &Worth) -> bool {
    worth.homes.first().is_some_and(|first| first.is_better(shown.scenario))
}

/// The kinds of which one home changes nothing for the better.
fn none_of(shown: &Shown<'_>, worths: &Worths) -> Option<String> {
    let none: Vec<String> = worths
        .kinds
        .iter()
        .filter(|worth| !adds(shown, worth))
        .map(|worth| name(shown, worths.catalogue.kind(worth.kind)))
        .collect();
    (!none.is_empty()).then(|| format!("One home makes nothing better: {}.", none.join("; ")))
}

/// For programs.
pub(super) fn record(shown: &Shown<'_>, worths: &Worths) -> Value {
    let kinds = worths.kinds.iter().map(|worth| {
        let kind = worths.catalogue.kind(worth.kind);
        json!({
            "kind": kind.reference,
            "title": kind.title,
            "homes": worth.homes.iter().map(|each| effect(shown, each)).collect::<Vec<_>>(),
        })
    });
    json!({
        "default_catalogue": worths.catalogue.is_default,
        "most": worths.most,
        "cut_short": worths.cut_short,
        "kinds": kinds.collect::<Vec<_>>(),
    })
}
