//! A choice from a relaxation: its largest fractions become whole, a few at a time, and it is solved again after each
//! step. Wolsey, Integer Programming (2nd edition, 2020), chapter 13: relaxation-induced diving.

use std::time::Instant;

use super::lexicographic::seconds_left;
use super::linear::float;
use super::master::Master;
use super::program::{Program, ProgramRow};

/// Which part of the fractions becomes whole in one step.
const AT_ONCE: usize = 4;
/// Fractions from here on may become whole together; of smaller ones, one at a time.
const LARGE: f64 = 0.5;
const TOLERANCE: f64 = 1e-6;

/// Where a dive goes.
pub(super) struct Goal {
    /// Up to here every step may cost; from there on only what the best of its steps costs.
    pub(super) near: f64,
    /// A dive whose relaxation costs more than this is given up.
    pub(super) under: Option<i64>,
    /// So many solutions of the relaxation are made at most.
    pub(super) solutions: usize,
}

/// A dive under way.
struct Dive<'a, 'b> {
    program: &'a mut Program,
    cost: &'a [i64],
    master: Master<'b>,
    columns: &'a [bool],
    /// The variables that are to be chosen.
    chosen: Vec<usize>,
    /// The rows in which there may be no room for two, over the columns that take part.
    rows: Vec<ProgramRow>,
    solutions: usize,
    deadline: Option<Instant>,
}

/// A feasible choice of columns that take part, if the dive ends with one.
pub(super) fn dive(
    program: &mut Program,
    cost: &[i64],
    master: Master<'_>,
    columns: &[bool],
    goal: &Goal,
    deadline: Option<Instant>,
) -> Option<Vec<bool>> {
    let rows = rows_among(program, columns);
    let solutions = goal.solutions;
    let mut dive = Dive { program, cost, master, columns, chosen: Vec::new(), rows, solutions, deadline };
    let mut values = dive.solve()?;
    let mut limit = goal.near.max(dive.total(&values)) + TOLERANCE;
    loop {
        let next = dive.next(&values);
        if next.is_empty() {
            let choice: Vec<bool> = values.iter().map(|value| *value > 0.5).collect();
            if dive.program.is_satisfied(&choice) {
                return Some(choice);
            }
            if !dive.program.wake_for(&choice) {
                return None;
            }
            values = dive.solve()?;
        } else {
            values = dive.step(next, limit)?;
        }
        limit = limit.max(dive.total(&values) + TOLERANCE);
        if goal.under.is_some_and(|under| limit > float(under)) {
            return None;
        }
    }
}

impl Dive<'_, '_> {
    fn solve(&mut self) -> Option<Vec<f64>> {
        self.solutions = self.solutions.checked_sub(1)?;
        self.master.solve(self.program, self.columns, seconds_left(self.deadline)).map(|(values, _)| values)
    }

    fn total(&self, values: &[f64]) -> f64 {
        values.iter().zip(self.cost).filter(|(value, _)| **value > 0.0).map(|(value, cost)| value * float(*cost)).sum()
    }

    /// Chooses these variables, or as many of the first as leave the cost under the limit; else closes the first.
    fn step(&mut self, mut next: Vec<usize>, limit: f64) -> Option<Vec<f64>> {
        loop {
            for variable in &next {
                self.master.limit(*variable, 1.0, 1.0);
            }
            if let Some(values) = self.solve().filter(|values| self.total(values) <= limit) {
                self.chosen.extend(next);
                return Some(values);
            }
            for variable in &next {
                self.master.limit(*variable, 0.0, 1.0);
            }
            if let [only] = next[..] {
                self.master.limit(only, 0.0, 0.0);
                return self.solve();
            }
            next.truncate(next.len() / 2);
        }
    }

    /// The largest fractions, that can be chosen together.
    fn next(&self, values: &[f64]) -> Vec<usize> {
        let is_fraction = |v: &usize| values[*v] > TOLERANCE && values[*v] < 1.0 - TOLERANCE;
        let mut fractions: Vec<usize> = (0..values.len()).filter(is_fraction).collect();
        fractions.sort_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
        let most = fractions.len().div_ceil(AT_ONCE);
        let large = fractions.iter().take_while(|v| values[**v] >= LARGE).count();
        fractions.truncate(most.min(large.max(1)));
        self.together(&fractions)
    }

    /// Those of the variables that leave room for each other in every row, the first ones first.
    fn together(&self, variables: &[usize]) -> Vec<usize> {
        let mut weight = vec![None; self.program.variables];
        self.chosen.iter().for_each(|variable| weight[*variable] = Some(usize::MAX));
        variables.iter().enumerate().for_each(|(at, variable)| weight[*variable] = Some(at));
        let mut taken = vec![true; variables.len()];
        for row in &self.rows {
            let mut here: Vec<(usize, i64)> =
                row.terms.iter().filter_map(|(variable, c)| Some((weight[*variable]?, *c))).collect();
            here.sort_unstable();
            let mut room = row.at_most - here.iter().filter(|(at, _)| *at == usize::MAX).map(|(_, c)| c).sum::<i64>();
            for (at, c) in here.into_iter().filter(|(at, _)| *at != usize::MAX) {
                if taken[at] && c <= room {
                    room -= c;
                } else {
                    taken[at] = at == 0;
                }
            }
        }
        variables.iter().zip(taken).filter(|(_, taken)| *taken).map(|(variable, _)| *variable).collect()
    }
}

/// The rows that are not implied and only add, over these columns.
fn rows_among(program: &Program, columns: &[bool]) -> Vec<ProgramRow> {
    let only_adds = |row: &&ProgramRow| !row.implied && row.terms.iter().all(|(_, c)| *c >= 0);
    let among = |row: &ProgramRow| {
        let terms = row.terms.iter().copied().filter(|(variable, _)| columns[*variable]).collect();
        ProgramRow { terms, ..*row }
    };
    program.rows.iter().filter(only_adds).map(among).collect()
}

#[cfg(test)]
mod tests {
    use super::super::program::total;
    use super::*;
    use crate::domain::Dice;
    use crate::solve::BackendName;

    /// Fourteen units of twelve children, each child in one at most, with as many points as chance gives.
    fn packing(seed: u64) -> (Program, Vec<i64>) {
        let mut dice = Dice::of(seed);
        let mut rows: Vec<ProgramRow> = (0..12).map(|_| ProgramRow::at_most(Vec::new(), 1)).collect();
        for variable in 0..14 {
            for row in &mut rows {
                if dice.below(4) == 0 {
                    row.terms.push((variable, 1));
                }
            }
        }
        let cost = (0..14).map(|_| -1 - i64::try_from(dice.below(20)).expect("small")).collect();
        (Program { variables: 14, rows }, cost)
    }

    #[test]
    fn a_dive_ends_with_a_choice_that_keeps_every_row_and_costs_no_less_than_the_best() {
        let backend = BackendName::best().backend().expect("this build has a back-end");
        for seed in 0..60 {
            let (program, cost) = packing(seed);
            let all: Vec<Vec<bool>> =
                (0..1_u32 << 14).map(|bits| (0..14).map(|at| bits >> at & 1 == 1).collect()).collect();
            let lawful = all.iter().filter(|choice| program.is_satisfied(choice));
            let best = lawful.map(|choice| total(&cost, choice)).min().expect("nobody is lawful");
            let dive_to = |near: i64, under: Option<i64>| {
                let master = Master::new(backend.as_ref(), &cost);
                let goal = Goal { near: float(near), under, solutions: 200 };
                dive(&mut program.clone(), &cost, master, &[true; 14], &goal, None)
            };
            if !Master::new(backend.as_ref(), &cost).grows() {
                return;
            }
            let choice = dive_to(0, None).expect("every step may cost anything");
            assert!(program.is_satisfied(&choice) && total(&cost, &choice) >= best, "{seed}");
            let near = dive_to(best, Some(-1)).map_or(best, |choice| total(&cost, &choice));
            assert!((best..=-1).contains(&near), "{seed}");
        }
    }
}
