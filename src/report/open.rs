//! Who could live where, worked out once for every part of a report that shows it.

use super::page::matrix::Mark;
use super::view::View;
use crate::domain::{Child, Place, Proposal, Scenario};
use crate::policy::{Pairs, provision};

/// A child, and how every place stands to it.
pub(crate) struct Row<'v> {
    pub(crate) child: &'v Child,
    pub(crate) marks: Vec<(Place, Mark)>,
}

impl Row<'_> {
    pub(crate) fn open(&self) -> Vec<Place> {
        let open = self.marks.iter().filter(|(_, mark)| matches!(mark, Mark::Open | Mark::Proposed));
        open.map(|(place, _)| *place).collect()
    }

    pub(crate) fn count(&self, mark: Mark) -> usize {
        self.marks.iter().filter(|(_, each)| *each == mark).count()
    }

    pub(crate) fn there<'v>(&self, view: &'v View<'_>) -> &'v str {
        let there = view.proposal.proposal.of(self.child.id);
        there.map_or("no place", |placement| view.scenario.place_name(placement.place))
    }
}

/// Every child in scope, those with the fewest open places first.
pub(super) fn rows<'s>(scenario: &'s Scenario, proposal: &Proposal) -> Vec<Row<'s>> {
    let pairs = Pairs::of(scenario);
    let places = places(scenario);
    let mut rows: Vec<Row<'_>> = scenario
        .in_scope()
        .map(|child| {
            let marks = places.iter().map(|place| (*place, mark(scenario, proposal, &pairs, child, *place)));
            Row { child, marks: marks.collect() }
        })
        .collect();
    rows.sort_by_key(|row| row.open().len());
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
