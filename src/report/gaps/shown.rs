//! What the report of `gaps` shows: its tables, counted once for page, sheet, terminal and JSON.

use super::Spread;
use crate::Sufficiency;
use crate::domain::{Dimension, Scenario};
use crate::report::table::{Cell, SUPPRESSED};
use crate::report::words;
use crate::sufficiency::{Band, Tally, suppress, tabulate};

/// A report under construction.
pub(super) struct Shown<'s> {
    pub(super) sufficiency: &'s Sufficiency,
    pub(super) scenario: &'s Scenario,
    pub(super) spread: &'s Spread,
    /// The total, each margin, the picture, and the cross of all dimensions asked for: everything that is shown by
    /// dimensions, so that what is suppressed in one table is not given back by another.
    pub(super) grids: Vec<Grid>,
}

/// A table of the position by some dimensions.
pub(super) struct Grid {
    pub(super) by: Vec<Dimension>,
    pub(super) rows: Vec<Line>,
}

/// A cell of the position: where it is, and what it counts.
pub(super) struct Line {
    pub(super) bands: Vec<Band>,
    /// The columns of [`Tally::columns`], in their order; none = suppressed.
    pub(super) counts: Vec<Option<i64>>,
}

/// The table with the picture: band by locality.
pub(super) const PICTURE: [Dimension; 2] = [Dimension::Age, Dimension::Locality];

impl<'s> Shown<'s> {
    pub(super) fn of(sufficiency: &'s Sufficiency, spread: &'s Spread) -> Self {
        let mut asked: Vec<Vec<Dimension>> = vec![Vec::new()];
        asked.extend(spread.by.iter().map(|dimension| vec![*dimension]));
        if PICTURE.iter().all(|dimension| spread.by.contains(dimension)) {
            asked.push(PICTURE.to_vec());
        }
        if !asked.contains(&spread.by) {
            asked.push(spread.by.clone());
        }
        let position = &sufficiency.position;
        let suppressed = spread.disclosure.then(|| suppress(position, &asked));
        let is_hidden = |table: usize, bands: &[Band], column: usize| {
            suppressed.as_ref().is_some_and(|suppressed| suppressed.hides(table, bands, column))
        };
        let line = |table: usize, bands: Vec<Band>, tally: Tally| {
            let counts = (0..).zip(tally.columns());
            let counts = counts.map(|(column, (_, count))| (!is_hidden(table, &bands, column)).then_some(count));
            Line { counts: counts.collect(), bands }
        };
        let grid = |(table, by): (usize, Vec<Dimension>)| Grid {
            rows: tabulate(position, &by).into_iter().map(|(bands, tally)| line(table, bands, tally)).collect(),
            by,
        };
        let grids = asked.into_iter().enumerate().map(grid).collect();
        Self { sufficiency, scenario: &sufficiency.findings.reading.scenario, spread, grids }
    }

    /// Everybody and every home together.
    pub(super) fn total(&self) -> Line {
        let line = self.grid(&[]).and_then(|grid| grid.rows.first());
        let none = Tally::default().columns().map(|(_, count)| Some(count)).to_vec();
        Line { bands: Vec::new(), counts: line.map_or(none, |line| line.counts.clone()) }
    }

    /// The table by these dimensions.
    pub(super) fn grid(&self, by: &[Dimension]) -> Option<&Grid> {
        self.grids.iter().find(|grid| grid.by == by)
    }

    /// The table by all dimensions asked for.
    pub(super) fn cross(&self) -> Option<&Grid> {
        self.grid(&self.spread.by)
    }
}

impl Line {
    /// A column by its name in files; none = suppressed.
    pub(super) fn count(&self, column: &str) -> Option<i64> {
        let at = Tally::default().columns().iter().position(|(name, _)| *name == column);
        at.and_then(|at| self.counts[at])
    }
}

/// A count, or the sign that it is suppressed.
pub(super) fn cell(count: Option<i64>) -> Cell {
    count.map_or_else(|| Cell::Suppressed, Cell::Whole)
}

/// A count in words for people.
pub(super) fn tallied(count: Option<i64>) -> String {
    count.map_or_else(|| SUPPRESSED.to_owned(), words::whole)
}

/// A value on a dimension as files spell it.
pub(super) fn code(scenario: &Scenario, band: &Band) -> String {
    match band {
        Band::Ages(first, last) if first.from == last.to => first.from.to_string(),
        Band::Ages(first, last) => format!("{}-{}", first.from, last.to),
        Band::Specialism(needs) if needs.is_empty() => "none".to_owned(),
        Band::Specialism(needs) => needs.iter().map(|need| need.replace(';', ",")).collect::<Vec<_>>().join(";"),
        Band::Locality(id) => scenario.locality(*id).reference.clone(),
        Band::Siblings(band) => band.to_string(),
    }
}
