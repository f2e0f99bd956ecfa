//! Small counts in tables that leave the team.
//!
//! Every count from 1 to 5 of any table, margin or total is suppressed, and then so many more that no reader can work a
//! suppressed count back from those that are shown, however the tables are laid side by side: for each suppressed count
//! there is another service, with other children or homes, that has every shown count in common with this one and
//! differs in that count. Noughts stay noughts, in both services. This is cell suppression with complementary cells
//! (Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001, chapter 4), by exchanges of single children
//! and places; which counts are given up beside the small ones is chosen one exchange at a time, the least first, so
//! that more may be lost than by the best choice.
//!
//! What it does not do: it guards against sums, and not against what a reader knows from elsewhere; a reader may still
//! narrow a suppressed count to a range, which can be as small as two numbers.

mod exchange;

use std::collections::{BTreeMap, BTreeSet};

use super::tally::COLUMNS;
use super::{Band, ChildFact, HomeFact, Position, Profile, Tally};
use crate::domain::Dimension;
use exchange::{Kind, MOST, Published, Spot};

/// The counts of some tables of a position that must not be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// By table, the cell, and the column of [`Tally::columns`].
    hidden: BTreeSet<(usize, Vec<Band>, usize)>,
}

/// Which counts to suppress if exactly these tables are shown, each a position by some dimensions; no dimension = the
/// total.
pub fn suppress(position: &Position, tables: &[Vec<Dimension>]) -> Suppressed {
    let mut by: Vec<Dimension> = tables.iter().flatten().copied().collect();
    by.sort_unstable();
    by.dedup();
    let profiles = || {
        let children = position.children.iter().map(|child| &child.profile);
        children.chain(position.homes.iter().map(|home| &home.profile))
    };
    let bands: Vec<Vec<Band>> = by
        .iter()
        .map(|dimension| {
            let all: BTreeSet<&Band> = profiles().map(|profile| profile.band(*dimension)).collect();
            all.into_iter().cloned().collect()
        })
        .collect();
    let spot = |profile: &Profile, kind: usize| -> Spot {
        let mut spot = [kind; 1 + MOST];
        for (at, place) in spot[1..].iter_mut().enumerate() {
            let band = by.get(at).map(|dimension| bands[at].binary_search(profile.band(*dimension)));
            *place = band.and_then(Result::ok).unwrap_or_default();
        }
        spot
    };
    let mut kinds = Vec::new();
    let mut units: BTreeMap<Spot, i64> = BTreeMap::new();
    for (profile, kind, count) in of_children(position).chain(of_homes(position)) {
        let kind = kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
            kinds.push(kind);
            kinds.len() - 1
        });
        *units.entry(spot(profile, kind)).or_default() += count;
    }
    let places = |table: &Vec<Dimension>| -> Vec<usize> {
        table.iter().filter_map(|dimension| by.iter().position(|each| each == dimension)).collect()
    };
    let shown: Vec<Vec<usize>> = tables.iter().map(places).collect();
    let hidden = Published::new(kinds, &units, &shown).suppressed();
    let named = hidden.into_iter().map(|(table, cell, column)| {
        let cell = shown[table].iter().zip(cell).map(|(dimension, at)| bands[*dimension][at].clone());
        (table, cell.collect(), column)
    });
    Suppressed { hidden: named.collect() }
}

impl Suppressed {
    /// Whether the count must not be shown: of which table, in which cell, in which column of [`Tally::columns`].
    pub fn hides(&self, table: usize, cell: &[Band], column: usize) -> bool {
        self.hidden.contains(&(table, cell.to_vec(), column))
    }
}

/// Single children, by what they count.
fn of_children(position: &Position) -> impl Iterator<Item = (&Profile, Kind, i64)> {
    let unit = |child: &ChildFact| Kind { family: 0, columns: counted(&Tally::of_child(child)) };
    position.children.iter().map(move |child| (&child.profile, unit(child), 1))
}

/// Single homes and single places, by what they count.
fn of_homes(position: &Position) -> impl Iterator<Item = (&Profile, Kind, i64)> {
    let none = Tally::default();
    let filled = Tally { places: 1, places_filled: 1, ..none };
    // Places are those filled and vacant, less the children above approval.
    let above = Tally { places: -1, places_above: 1, ..none };
    let usable = Tally { places: 1, places_usable: 1, ..none };
    let mismatched = Tally { places: 1, places_mismatched: 1, ..none };
    let held = Tally { places: 1, places_held: 1, ..none };
    let home = Tally { homes: 1, ..none };
    let units = move |fact: &HomeFact| {
        [
            (1, home, 1),
            (2, filled, fact.filled),
            (2, above, fact.above),
            (2, usable, fact.usable),
            (2, mismatched, fact.mismatched),
            (2, held, fact.held),
        ]
    };
    position.homes.iter().flat_map(move |fact| {
        let kinds = units(fact).into_iter().filter(|(.., count)| *count > 0);
        kinds.map(|(family, tally, count)| (&fact.profile, Kind { family, columns: counted(&tally) }, count))
    })
}

/// The columns that a unit counts in.
fn counted(tally: &Tally) -> Vec<(usize, i64)> {
    (0..COLUMNS)
        .zip(tally.columns())
        .map(|(column, (_, count))| (column, count))
        .filter(|(_, count)| *count != 0)
        .collect()
}
