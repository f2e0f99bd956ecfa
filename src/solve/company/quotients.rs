//! Quotients of sums of rows, rounded down: what they charge a unit, and the units of a company beside one another.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Companies;
use super::prices::Amount;
use crate::domain::{ChildId, LevelId, Place, Quotient};

/// A quotient of the sum of the rows of some children, places and levels.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// Another number for each row of one programme.
    pub(super) number: usize,
    /// In order.
    pub(super) children: Vec<u32>,
    /// Homes, and provisions with a capacity, in order.
    pub(super) places: Vec<Place>,
    /// Levels held, by position, in order.
    pub(super) levels: Vec<usize>,
    /// What the sum is divided by: 2 at least.
    pub(super) divisor: u32,
    /// The most that a lawful choice has of it.
    pub(super) at_most: i64,
}

impl Row {
    /// What the company of a home, or a unit of a provision, has of it; charges are those of its units.
    pub(super) fn of(&self, place: Place, children: impl Iterator<Item = u32>, charges: &[i64]) -> i64 {
        let (mut sum, mut heads) = (self.levels.iter().map(|level| charges[*level]).sum::<i64>(), 0);
        for child in children {
            sum += i64::from(self.holds(child));
            heads += 1;
        }
        if self.places.binary_search(&place).is_ok() {
            sum += if matches!(place, Place::Home(_)) { 1 } else { heads };
        }
        sum.div_euclid(i64::from(self.divisor))
    }

    /// What a unit has of the sum, but for its place: its children, and its charges.
    fn sum(&self, children: &[u32], charges: &[i32]) -> i32 {
        let of_levels: i32 = self.levels.iter().map(|level| charges[*level]).sum();
        of_levels + i32::try_from(self.held(children)).expect("few children")
    }

    fn divisor(&self) -> i32 {
        i32::try_from(self.divisor).expect("a small number")
    }

    /// How many of these it names.
    fn held(&self, children: &[u32]) -> u32 {
        children.iter().map(|child| u32::from(self.holds(*child))).sum()
    }

    fn holds(&self, child: u32) -> bool {
        self.children.binary_search(&child).is_ok()
    }
}

/// What some of such rows cost.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::solve) struct Quotients<T = f64> {
    rows: Vec<(Arc<Row>, T)>,
    /// The rows of each child, but for those with levels; nothing where there are none.
    of_child: Vec<Vec<u32>>,
    with_levels: Vec<u32>,
    of_place: BTreeMap<Place, Vec<u32>>,
}

impl<T> Default for Quotients<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), of_child: Vec::new(), with_levels: Vec::new(), of_place: BTreeMap::new() }
    }
}

impl<T: Amount> Quotients<T> {
    /// Those of these rows that cost something.
    pub(super) fn of(rows: impl Iterator<Item = (Arc<Row>, T)>) -> Self {
        let mut quotients = Self { rows: rows.filter(|(_, cost)| *cost > T::default()).collect(), ..Self::default() };
        for (at, (row, _)) in (0..).zip(&quotients.rows) {
            if !row.levels.is_empty() {
                quotients.with_levels.push(at);
            }
            for child in row.children.iter().map(|child| *child as usize).filter(|_| row.levels.is_empty()) {
                if child >= quotients.of_child.len() {
                    quotients.of_child.resize(child + 1, Vec::new());
                }
                quotients.of_child[child].push(at);
            }
            for place in &row.places {
                quotients.of_place.entry(*place).or_default().push(at);
            }
        }
        quotients
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &(Arc<Row>, T)> {
        self.rows.iter()
    }

    /// The rows that hold a place.
    pub(super) fn at(&self, place: Place) -> &[u32] {
        self.of_place.get(&place).map_or(&[], Vec::as_slice)
    }

    fn with(&self, child: u32) -> &[u32] {
        self.of_child.get(child as usize).map_or(&[], Vec::as_slice)
    }

    /// What a unit costs wherever it is, for its own children and charges.
    pub(super) fn of_unit(&self, children: &[u32], charges: &[i32]) -> T {
        let mut cost = T::default();
        for (row, each) in self.with_levels.iter().map(|row| &self.rows[*row as usize]) {
            let filled = row.sum(children, charges).div_euclid(row.divisor());
            if filled != 0 {
                cost = cost + T::from(filled) * *each;
            }
        }
        for (i, child) in children.iter().enumerate().skip(1) {
            for row in self.with(*child) {
                let (row, each) = &self.rows[*row as usize];
                if (row.held(&children[..i]) + 1).is_multiple_of(row.divisor) {
                    cost = cost + *each;
                }
            }
        }
        cost
    }

    /// What a unit costs besides in a provision.
    pub(super) fn of_unit_in(&self, place: Place, children: &[u32], charges: &[i32]) -> T {
        let mut cost = T::default();
        for row in self.at(place) {
            let (row, each) = &self.rows[*row as usize];
            let (sum, by) = (row.sum(children, charges), row.divisor());
            let heads = i32::try_from(children.len()).expect("few children");
            let more = (sum + heads).div_euclid(by) - sum.div_euclid(by);
            cost = cost + T::from(more) * *each;
        }
        cost
    }

    /// What each row is divided by, and costs.
    pub(super) fn divisors(&self) -> impl Iterator<Item = (u32, T)> {
        self.rows.iter().map(|(row, cost)| (row.divisor, *cost))
    }

    /// Adds the rows that a unit has something left of when it is divided, and how much.
    pub(super) fn rests(&self, children: &[u32], charges: &[i32], into: &mut Vec<(u32, u32)>) {
        let first = into.len();
        for child in children {
            for row in self.with(*child) {
                match into[first..].iter_mut().find(|(other, _)| other == row) {
                    Some((_, held)) => *held += 1,
                    None => into.push((*row, 1)),
                }
            }
        }
        let mut at = first;
        while let Some((row, held)) = into.get_mut(at) {
            *held %= self.rows[*row as usize].0.divisor;
            if *held == 0 {
                into.swap_remove(at);
            } else {
                at += 1;
            }
        }
        for at in &self.with_levels {
            let row = &self.rows[*at as usize].0;
            let rest = row.sum(children, charges).rem_euclid(row.divisor());
            if rest > 0 {
                into.push((*at, u32::try_from(rest).expect("less than what it was divided by")));
            }
        }
    }

    /// The most that a lawful choice could be charged.
    pub(super) fn most(&self) -> T {
        let narrow = |at_most: i64| i32::try_from(at_most).expect("a row is within these numbers");
        self.rows.iter().map(|(row, cost)| T::from(narrow(row.at_most)) * *cost).sum()
    }

    /// The same rows at other costs.
    pub(super) fn map<U: Amount>(&self, cost: impl Fn(T) -> U) -> Quotients<U> {
        Quotients::of(self.rows.iter().map(|(row, each)| (Arc::clone(row), cost(*each))))
    }
}

impl Quotients<f64> {
    /// So much of these, and the rest of others.
    pub(super) fn between(&self, other: &Self, part: f64) -> Self {
        let mut all: BTreeMap<usize, (Arc<Row>, f64)> = BTreeMap::new();
        for (quotients, part) in [(self, part), (other, 1.0 - part)] {
            for (row, cost) in &quotients.rows {
                all.entry(row.number).or_insert_with(|| (Arc::clone(row), 0.0)).1 += part * cost;
            }
        }
        Self::of(all.into_values())
    }
}

impl Companies<'_> {
    /// The quotient of the rows of these children, places and levels held, each with what all it charges may sum to; none =
    /// a place has no row, or its room is beyond counting.
    pub(super) fn quotient_of(
        &self,
        number: usize,
        mut children: Vec<u32>,
        mut places: Vec<Place>,
        mut levels: Vec<(usize, i64)>,
        divisor: u32,
    ) -> Option<Row> {
        children.sort_unstable();
        places.sort_unstable();
        levels.sort_unstable();
        let mut sum = i64::try_from(children.len()).ok()?;
        for place in &places {
            sum += match place {
                Place::Home(_) => 1,
                Place::Provision(id) => self.rooms[id.index()].filter(|room| i32::try_from(*room).is_ok())?,
            };
        }
        sum += levels.iter().map(|(_, at_most)| at_most).sum::<i64>();
        let at_most = Some(sum.div_euclid(i64::from(divisor))).filter(|at_most| i32::try_from(*at_most).is_ok())?;
        let levels = levels.into_iter().map(|(level, _)| level).collect();
        Some(Row { number, children, places, levels, divisor, at_most })
    }
}

impl Row {
    /// As it stands in a certificate.
    pub(super) fn told(&self, levels: &[LevelId], number: i64) -> Quotient {
        let children = self.children.iter().map(|child| ChildId::at(*child as usize)).collect();
        let levels = self.levels.iter().map(|level| (levels[*level], 1)).collect();
        Quotient { children, places: self.places.clone(), levels, divisor: i64::from(self.divisor), number }
    }
}
