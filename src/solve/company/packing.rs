//! The least cost of disjoint units of one sibling group in a provision, each a household of its own.

use super::Companies;
use super::prices::Amount;

/// A search that has looked at so many packings takes a bound instead: true, only less tight.
const MOST_NODES: usize = 200_000;

/// The search of one group after another, with the memory it needs.
pub(super) struct Packings<T> {
    /// Units that cost less than nothing: cost, number, first child.
    candidates: Vec<(T, usize, u32)>,
    /// Candidates by first child; and what those from here on cost at best.
    runs: Vec<(std::ops::Range<usize>, T)>,
    taken: Vec<u32>,
    chosen: Vec<usize>,
    best: T,
    best_units: Vec<usize>,
    nodes: usize,
}

impl<T: Amount> Packings<T> {
    pub(super) fn new() -> Self {
        Self {
            candidates: Vec::new(),
            runs: Vec::new(),
            taken: Vec::new(),
            chosen: Vec::new(),
            best: T::default(),
            best_units: Vec::new(),
            nodes: 0,
        }
    }

    /// The least cost of disjoint units among these of one family, none included.
    pub(super) fn least(
        &mut self,
        companies: &Companies<'_>,
        units: impl Iterator<Item = usize>,
        cost: impl Fn(usize) -> T,
    ) -> T {
        self.least_beside(companies, units, &[], cost)
    }

    /// As [`Packings::least`], where these children are taken already.
    pub(super) fn least_beside(
        &mut self,
        companies: &Companies<'_>,
        units: impl Iterator<Item = usize>,
        taken: &[u32],
        cost: impl Fn(usize) -> T,
    ) -> T {
        self.candidates.clear();
        for unit in units {
            let cost = cost(unit);
            if cost < T::default() {
                self.candidates.push((cost, unit, companies.units.children(unit)[0]));
            }
        }
        self.best = T::default();
        self.best_units.clear();
        if self.candidates.is_empty() {
            return self.best;
        }
        self.taken.clear();
        self.taken.extend_from_slice(taken);
        self.chosen.clear();
        self.nodes = 0;
        self.arrange();
        if !self.extend(companies, 0, T::default()) {
            self.best = self.runs[0].1;
        }
        self.best_units.sort_unstable();
        self.best
    }

    /// The units of the last least packing, in order.
    pub(super) fn units(&self) -> &[usize] {
        &self.best_units
    }

    fn arrange(&mut self) {
        self.candidates.sort_by(|a, b| {
            a.2.cmp(&b.2).then(a.0.partial_cmp(&b.0).unwrap_or(std::cmp::Ordering::Equal)).then(a.1.cmp(&b.1))
        });
        self.runs.clear();
        let mut start = 0;
        for i in 1..=self.candidates.len() {
            if i == self.candidates.len() || self.candidates[i].2 != self.candidates[start].2 {
                self.runs.push((start..i, T::default()));
                start = i;
            }
        }
        let mut rest = T::default();
        for (run, at_best) in self.runs.iter_mut().rev() {
            rest = rest + self.candidates[run.start].0;
            *at_best = rest;
        }
    }

    /// Tries every packing that goes on with first children from this run on; false = it has become too many.
    fn extend(&mut self, companies: &Companies<'_>, run: usize, so_far: T) -> bool {
        if so_far < self.best {
            self.best = so_far;
            self.best_units.clear();
            self.best_units.extend_from_slice(&self.chosen);
        }
        for run in run..self.runs.len() {
            let (range, at_best) = self.runs[run].clone();
            if so_far + at_best >= self.best {
                return true;
            }
            for i in range {
                let (cost, unit, _) = self.candidates[i];
                let children = companies.units.children(unit);
                if children.iter().any(|child| self.taken.contains(child)) {
                    continue;
                }
                self.nodes += 1;
                if self.nodes > MOST_NODES {
                    return false;
                }
                let before = self.taken.len();
                self.taken.extend_from_slice(children);
                self.chosen.push(unit);
                let all = self.extend(companies, run + 1, so_far + cost);
                self.chosen.pop();
                self.taken.truncate(before);
                if !all {
                    return false;
                }
            }
        }
        true
    }
}
