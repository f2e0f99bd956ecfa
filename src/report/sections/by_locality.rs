//! Who could live where, added up by locality: for scenarios whose picture of single children could not be read.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::domain::{LocalityId, Place};
use crate::report::open::Row;
use crate::report::page::html::{Head, number, table, text, words as column};
use crate::report::page::picture::percent;
use crate::report::view::View;
use crate::report::words;

/// Localities shown each way: those with the most children and the most homes.
const MOST_ROWS: usize = 20;
const MOST_COLUMNS: usize = 10;

/// The share of open pairs between the localities of children and of homes.
pub(super) fn heat(view: &View<'_>, rows: &[Row<'_>]) -> Markup {
    let mut open: BTreeMap<(LocalityId, LocalityId), usize> = BTreeMap::new();
    let mut children: BTreeMap<LocalityId, usize> = BTreeMap::new();
    for row in rows {
        *children.entry(row.child.locality).or_default() += 1;
        for place in row.open() {
            if let Place::Home(id) = place {
                *open.entry((row.child.locality, view.scenario.household(id).locality)).or_default() += 1;
            }
        }
    }
    let mut homes: BTreeMap<LocalityId, usize> = BTreeMap::new();
    for home in &view.scenario.households {
        *homes.entry(home.locality).or_default() += 1;
    }
    let (down, across) = (most(&children, MOST_ROWS), most(&homes, MOST_COLUMNS));
    let name = |id: LocalityId| view.scenario.locality(id).name.as_str();
    let mut heads: Vec<Head> = vec![column("Children from")];
    heads.extend(across.iter().map(|(id, homes)| number(format!("{} ({homes})", name(*id)))));
    let cells: Vec<Vec<Markup>> = down
        .iter()
        .map(|(from, children)| {
            let first = text(format!("{} ({children})", name(*from)));
            let shares = across.iter().map(|(to, homes)| {
                let open = open.get(&(*from, *to)).copied().unwrap_or_default();
                cell(open, children * homes)
            });
            [first].into_iter().chain(shares).collect()
        })
        .collect();
    html! {
        (table("Of each hundred pairs of a child and a home, how many are open by every rule", &heads, &cells))
        p.note {
            "Rows: where children come from (how many). Columns: where homes are (how many). The darker, the more are open."
            @if children.len() > MOST_ROWS || homes.len() > MOST_COLUMNS {
                " Shown are " (words::count(down.len(), "locality", "localities")) " of " (children.len())
                " with the most children, and " (across.len()) " of " (homes.len()) " with the most homes."
            }
        }
    }
}

/// The localities with the most, most first.
fn most(counts: &BTreeMap<LocalityId, usize>, most: usize) -> Vec<(LocalityId, usize)> {
    let mut all: Vec<(LocalityId, usize)> = counts.iter().map(|(id, count)| (*id, *count)).collect();
    all.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    all.truncate(most);
    all
}

fn cell(open: usize, all: usize) -> Markup {
    let hundredths = percent(open, all);
    html! { span.heat style=(format!("--share:{hundredths:.0}%")) { (format!("{hundredths:.0}")) } }
}
