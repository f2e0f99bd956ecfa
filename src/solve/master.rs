//! The linear relaxation over the columns and rows that take part, from round to round: where the back-end lets it grow,
//! each round starts from the basis of the last.

use super::backend::{Backend, Growing};
use super::lexicographic::expand;
use super::linear::float;
use super::program::Program;

/// Programmes of fewer variables are solved as they are.
const FEW_VARIABLES: usize = 1_000;

/// What is solved in each round.
pub(super) struct Master<'a> {
    backend: &'a dyn Backend,
    growing: Option<Box<dyn Growing>>,
    /// The programme's row of each row that has joined, and which have.
    rows: Vec<usize>,
    has_row: Vec<bool>,
    /// The programme's variable of each column that has joined, and its number.
    variables: Vec<usize>,
    number: Vec<Option<usize>>,
    cost: Vec<i64>,
}

impl<'a> Master<'a> {
    pub(super) fn new(backend: &'a dyn Backend, cost: &[i64]) -> Self {
        Self {
            backend,
            growing: backend.growing(cost.len() < FEW_VARIABLES),
            rows: Vec::new(),
            has_row: Vec::new(),
            variables: Vec::new(),
            number: vec![None; cost.len()],
            cost: cost.to_vec(),
        }
    }

    /// The values of all variables and the multipliers of all rows, with these columns and every row that is awake.
    pub(super) fn solve(
        &mut self,
        program: &Program,
        columns: &[bool],
        seconds: Option<f64>,
    ) -> Option<(Vec<f64>, Vec<f64>)> {
        let mut multipliers = vec![0.0; program.rows.len()];
        let Some(mut growing) = self.growing.take() else {
            let (awake, rows) = program.awake();
            let (reduced, old, reduced_rows) = awake.reduce_with_rows(columns);
            let cost: Vec<i64> = old.iter().map(|variable| self.cost[*variable]).collect();
            let relaxed = self.backend.relax(&reduced, &cost, seconds)?;
            for (row, multiplier) in reduced_rows.iter().zip(relaxed.multipliers) {
                multipliers[rows[*row]] = multiplier;
            }
            return Some((expand(program.variables, &old, &relaxed.values), multipliers));
        };
        self.grow(program, columns, growing.as_mut());
        let relaxed = growing.solve(seconds);
        self.growing = Some(growing);
        let relaxed = relaxed?;
        for (row, multiplier) in self.rows.iter().zip(relaxed.multipliers) {
            multipliers[*row] = multiplier;
        }
        Some((expand(program.variables, &self.variables, &relaxed.values), multipliers))
    }

    /// Changes the least and the most that a variable which takes part may be, where the back-end lets a programme grow.
    pub(super) fn limit(&mut self, variable: usize, least: f64, most: f64) {
        if let (Some(growing), Some(number)) = (&mut self.growing, self.number[variable]) {
            growing.set_limits(number, least, most);
        }
    }

    /// Whether limits can be changed.
    pub(super) fn grows(&self) -> bool {
        self.growing.is_some()
    }

    /// Lets the columns, and then the rows, join that have not yet. The rows of the first round join empty, so that the
    /// matrix is written once.
    fn grow(&mut self, program: &Program, columns: &[bool], growing: &mut dyn Growing) {
        if self.rows.is_empty() {
            for (at, row) in program.rows.iter().enumerate().filter(|(_, row)| !row.dormant) {
                growing.row(&[], float(row.at_most), row.tight);
                self.rows.push(at);
            }
        }
        self.has_row.resize(program.rows.len(), false);
        self.rows.iter().for_each(|row| self.has_row[*row] = true);
        let join = |variable: &usize| columns[*variable] && self.number[*variable].is_none();
        let joining: Vec<usize> = (0..columns.len()).filter(join).collect();
        if !joining.is_empty() {
            self.join(program, &joining, growing);
        }
        for (at, row) in program.rows.iter().enumerate().filter(|(_, row)| !row.dormant) {
            if !self.has_row[at] {
                let terms = row.terms.iter().filter_map(|(variable, c)| Some((self.number[*variable]?, float(*c))));
                growing.row(&terms.collect::<Vec<_>>(), float(row.at_most), row.tight);
                self.has_row[at] = true;
                self.rows.push(at);
            }
        }
    }

    fn join(&mut self, program: &Program, joining: &[usize], growing: &mut dyn Growing) {
        let mut place = vec![None; program.variables];
        joining.iter().enumerate().for_each(|(at, variable)| place[*variable] = Some(at));
        let mut terms: Vec<Vec<(usize, f64)>> = vec![Vec::new(); joining.len()];
        for (number, row) in self.rows.iter().enumerate() {
            for (variable, c) in &program.rows[*row].terms {
                if let Some(at) = place[*variable] {
                    terms[at].push((number, float(*c)));
                }
            }
        }
        for (variable, terms) in joining.iter().zip(terms) {
            self.number[*variable] = Some(self.variables.len());
            self.variables.push(*variable);
            growing.column(float(self.cost[*variable]), 1.0, &terms);
        }
    }
}
