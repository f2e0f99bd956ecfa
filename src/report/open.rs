//! Who could live where, worked out once for every part of a report that shows it.

use std::collections::BTreeSet;

use super::page::matrix::Mark;
use super::view::View;
use crate::domain::{Child, Place, Proposal, Scenario};
use crate::policy::{Pairs, provision};

/// Up to so many pairs of a child and a place each is asked for everything that closes it.
const PAIRS_MARKED: usize = 1_000_000;

/// A child, and how the places stand to it.
pub(crate) struct Row<'v> {
    pub(crate) child: &'v Child,
    /// Every place; in a scenario with more than a million pairs only those that are open.
    pub(crate) marks: Vec<(Place, Mark)>,
    /// Whether every place is marked.
    pub(crate) is_whole: bool,
    open: usize,
}

impl<'v> Row<'v> {
    fn of(child: &'v Child, marks: Vec<(Place, Mark)>, is_whole: bool) -> Self {
        let open = marks.iter().filter(|(_, mark)| mark.is_open()).count();
        Self { child, marks, is_whole, open }
    }

    /// The places that are open.
    pub(crate) fn open(&self) -> impl Iterator<Item = Place> {
        self.marks.iter().filter(|(_, mark)| mark.is_open()).map(|(place, _)| *place)
    }

    /// How many places are open.
    pub(crate) fn open_count(&self) -> usize {
        self.open
    }

    /// How many places stand to the child like this; none = they were not marked.
    pub(crate) fn count(&self, mark: Mark) -> Option<usize> {
        self.is_whole.then(|| self.marks.iter().filter(|(_, each)| *each == mark).count())
    }

    pub(crate) fn there(&self, view: &'v View<'_>) -> &'v str {
        let there = view.proposal.proposal.of(self.child.id);
        there.map_or("no place", |placement| view.scenario.place_name(placement.place))
    }
}

/// Every child in scope, those with the fewest open places first.
pub(super) fn rows<'s>(scenario: &'s Scenario, proposal: &Proposal) -> Vec<Row<'s>> {
    let pairs = Pairs::of(scenario);
    let places = places(scenario);
    let is_whole = scenario.in_scope().count() * places.len() <= PAIRS_MARKED;
    let shortlist = pairs.shortlist();
    let of_all = |child: &'s Child| {
        places.iter().map(|place| (*place, mark(scenario, proposal, &pairs, child, *place))).collect()
    };
    let of_open = |child: &'s Child| {
        let there = proposal.of(child.id).map(|there| there.place);
        let is_pinned = pairs.is_pinned(child.id);
        let provisions =
            scenario.provisions.iter().filter(|each| !is_pinned && provision::is_open(scenario, child, each));
        let homes = shortlist.open_homes(child).into_iter().map(Place::Home);
        let open: BTreeSet<Place> =
            homes.chain(provisions.map(|each| Place::Provision(each.id))).chain(there).collect();
        open.into_iter().map(|place| (place, if there == Some(place) { Mark::Proposed } else { Mark::Open })).collect()
    };
    let mut rows: Vec<Row<'_>> = scenario
        .in_scope()
        .map(|child| Row::of(child, if is_whole { of_all(child) } else { of_open(child) }, is_whole))
        .collect();
    rows.sort_by_key(Row::open_count);
    rows
}

/// Homes and then provision; homes by sector, so that what is ours stands together.
pub(crate) fn places(scenario: &Scenario) -> Vec<Place> {
    let mut homes: Vec<_> = scenario.households.iter().collect();
    homes.sort_by_key(|home| home.sector);
    let provisions = scenario.provisions.iter().map(|each| Place::Provision(each.id));
    homes.into_iter().map(|home| Place::Home(home.id)).chain(provisions).collect()
}

fn mark(scenario: &Scenario, proposal: &Proposal, pairs: &Pairs<'_>, child: &Child, place: Place) -> Mark {
    if proposal.of(child.id).is_some_and(|there| there.place == place) {
        return Mark::Proposed;
    }
    let objections = match place {
        Place::Home(id) => pairs.bars(child, scenario.household(id)).len(),
        Place::Provision(id) => {
            let pinned = usize::from(pairs.is_pinned(child.id));
            pinned + provision::objections(scenario, child, scenario.provision(id)).len()
        }
    };
    match objections {
        0 => Mark::Open,
        1 => Mark::Near,
        _ => Mark::Closed,
    }
}
