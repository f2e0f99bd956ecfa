//! Places that nobody fills: which homes, and why.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::html;

use super::shown::Shown;
use super::tables;
use crate::report::document::Part;
use crate::report::page::html as page;
use crate::report::table::{Cell, Column, Table};
use crate::report::words;
use crate::sufficiency::HomeFact;

pub(super) fn part(shown: &Shown<'_>) -> Part {
    if shown.spread.disclosure {
        let left_out =
            html! { p { "Left out: this report is for use outside the team, and says nothing about a single home." } };
        return Part::new("unused", "Places that nobody fills", left_out);
    }
    let homes = &shown.sufficiency.position.homes;
    let unused: Vec<&HomeFact> = homes.iter().filter(|fact| fact.mismatched + fact.held > 0).collect();
    let [closed, held] = [closed(homes), held(homes)];
    let markup = html! {
        @if unused.is_empty() {
            p { "Every free place could be used." }
        } @else {
            @if !closed.rows.is_empty() {
                p {
                    "A mismatched place is vacant and could be filled by none of the children who are short of a home; where \
                     nobody is, by none of those to be matched who live elsewhere."
                }
                (page::shown("Places vacant and mismatched, by the rule or limit that keeps out most children", &closed))
            }
            @if !held.rows.is_empty() { (page::shown("Places held, by reason", &held)) }
            (page::shown("Homes with places that nobody can use now", &each(shown, &unused)))
        }
    };
    Part::new("unused", "Places that nobody fills, and why", markup).with([closed, held, tables::homes(shown)])
}

/// Places and homes by a reason, the most places first.
fn by_reason(sheet: &'static str, heading: &str, counts: BTreeMap<String, (i64, i64)>) -> Table {
    let mut counts: Vec<(String, (i64, i64))> = counts.into_iter().collect();
    counts.sort_by_key(|(_, (places, _))| Reverse(*places));
    let columns = vec![
        Column::new("reason", heading, 60),
        Column::new("places", "Places", 10),
        Column::new("homes", "Homes", 10),
    ];
    let rows = counts
        .into_iter()
        .map(|(reason, (places, homes))| vec![Cell::text(reason), Cell::Whole(places), Cell::Whole(homes)]);
    Table { sheet: sheet.into(), file: None, columns, rows: rows.collect() }
}

fn closed(homes: &[HomeFact]) -> Table {
    let mut counts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (fact, mismatch) in homes.iter().filter_map(|fact| Some((fact, fact.mismatch.as_ref()?))) {
        let (places, homes) = counts.entry(words::title(mismatch.id).to_owned()).or_default();
        (*places, *homes) = (*places + fact.mismatched, *homes + 1);
    }
    by_reason("Mismatched places", "Closed by", counts)
}

fn held(homes: &[HomeFact]) -> Table {
    let mut counts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (fact, reason) in homes.iter().filter(|fact| fact.held > 0).filter_map(|fact| Some((fact, held_for(fact)?))) {
        let (places, homes) = counts.entry(reason).or_default();
        (*places, *homes) = (*places + fact.held, *homes + 1);
    }
    by_reason("Held places", "Held because", counts)
}

fn held_for(fact: &HomeFact) -> Option<String> {
    let reason = fact.held_reason.as_deref()?;
    let spelt = [("on_hold", "on hold"), ("not_available", "not available")];
    let spoken = spelt.iter().find_map(|(word, said)| Some(format!("{said}{}", reason.strip_prefix(word)?)));
    Some(spoken.unwrap_or_else(|| reason.to_owned()))
}

fn each(shown: &Shown<'_>, unused: &[&HomeFact]) -> Table {
    let columns = vec![
        Column::new("household_id", "Home", 14),
        Column::new("places", "Places", 8),
        Column::new("filled", "Filled", 8),
        Column::new("mismatched", "Mismatched", 8),
        Column::new("held", "Held", 8),
        Column::new("why", "Why", 60),
    ];
    let rows = unused.iter().map(|fact| {
        let home = shown.scenario.household(fact.home);
        vec![
            Cell::text(home.reference.as_str()),
            Cell::Whole(fact.places),
            Cell::Whole(fact.filled),
            Cell::Whole(fact.mismatched),
            Cell::Whole(fact.held),
            Cell::text(why(fact)),
        ]
    });
    Table { sheet: "Unused".into(), file: Some("homes.csv"), columns, rows: rows.collect() }
}

fn why(fact: &HomeFact) -> String {
    if let Some(mismatch) = &fact.mismatch {
        let (title, children) = (words::title(mismatch.id), words::children(mismatch.children));
        return format!("closed by \u{201c}{title}\u{201d}, which keeps out {children}");
    }
    held_for(fact).unwrap_or_default()
}
