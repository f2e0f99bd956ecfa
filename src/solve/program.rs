//! One part of the model as a compact programme, and the face of it on which the levels already solved hold.

use super::halves::rounded_down;
use super::siblings::odd_sets;
use crate::model::{Model, Tag};

/// Yes/no variables, `Σ terms ≤ at_most` (or `=` where tight), and one cost vector for each level.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// How many variables there are.
    pub variables: usize,
    /// The rows.
    pub rows: Vec<ProgramRow>,
}

/// A row of a programme.
#[derive(Clone, Debug)]
pub struct ProgramRow {
    /// Variable and coefficient.
    pub terms: Vec<(usize, i64)>,
    /// The right-hand side.
    pub at_most: i64,
    /// Whether it holds with equality.
    pub tight: bool,
    /// Whether it is left out until a choice breaks it.
    pub dormant: bool,
    /// Whether the other rows imply it of yes/no choices, so that it only matters to fractions.
    pub implied: bool,
}

impl ProgramRow {
    /// `Σ terms ≤ at_most`.
    pub fn at_most(terms: Vec<(usize, i64)>, at_most: i64) -> Self {
        Self { terms, at_most, tight: false, dormant: false, implied: false }
    }

    /// What the left-hand side sums to.
    pub(super) fn sum(&self, values: &[f64]) -> f64 {
        self.terms.iter().map(|(variable, c)| super::linear::float(*c) * values[*variable]).sum()
    }
}

/// An implied row of more variables makes each step of a search dearer than it makes the search shorter.
const LONG: usize = 60;

impl Program {
    /// Whether these values satisfy every row, in whole numbers.
    pub fn is_satisfied(&self, values: &[bool]) -> bool {
        self.rows.iter().all(|row| {
            let sum: i64 = row.terms.iter().filter(|(variable, _)| values[*variable]).map(|(_, c)| c).sum();
            if row.tight { sum == row.at_most } else { sum <= row.at_most }
        })
    }

    /// The programme without the rows that are dormant, and the position of each row that is left.
    pub(super) fn awake(&self) -> (Self, Vec<usize>) {
        let awake: Vec<usize> = (0..self.rows.len()).filter(|row| !self.rows[*row].dormant).collect();
        let rows = awake.iter().map(|row| self.rows[*row].clone()).collect();
        (Self { variables: self.variables, rows }, awake)
    }

    /// Says that a row holds with equality, which makes it matter to every choice.
    pub(super) fn tighten(&mut self, row: usize) {
        self.rows[row].tight = true;
        self.rows[row].dormant = false;
    }

    /// The programme without the implied rows that are dormant or long: what a search over yes/no choices needs.
    pub(super) fn needed(mut self) -> Self {
        let is_short = |row: &ProgramRow| row.terms.len() <= LONG;
        self.rows.retain(|row| row.tight || !row.implied || !row.dormant && is_short(row));
        self
    }

    /// Lets the implied rows sleep that these values leave room in.
    pub(super) fn rest(&mut self, values: &[f64]) {
        for row in self.rows.iter_mut().filter(|row| row.implied && !row.tight && !row.dormant) {
            row.dormant = row.sum(values) < super::linear::float(row.at_most) - 1e-6;
        }
    }

    /// Wakes the dormant rows that these values break, and says whether there were any.
    pub(super) fn wake(&mut self, values: &[f64]) -> bool {
        let mut woken = false;
        for row in self.rows.iter_mut().filter(|row| row.dormant) {
            if row.sum(values) > super::linear::float(row.at_most) + 1e-6 {
                row.dormant = false;
                woken = true;
            }
        }
        woken
    }

    /// As [`Program::wake`], for yes/no values.
    pub(super) fn wake_for(&mut self, values: &[bool]) -> bool {
        let values: Vec<f64> = values.iter().map(|chosen| f64::from(u8::from(*chosen))).collect();
        self.wake(&values)
    }

    /// The programme without the variables that are not alive, and the old number of each that is left.
    pub(super) fn reduce(&self, alive: &[bool]) -> (Self, Vec<usize>) {
        let (program, old, _) = self.reduce_with_rows(alive);
        (program, old)
    }

    /// As [`Program::reduce`], with the old number of each row that is left.
    pub(super) fn reduce_with_rows(&self, alive: &[bool]) -> (Self, Vec<usize>, Vec<usize>) {
        let old: Vec<usize> = (0..self.variables).filter(|variable| alive[*variable]).collect();
        let mut new = vec![usize::MAX; self.variables];
        for (position, variable) in old.iter().enumerate() {
            new[*variable] = position;
        }
        let mut rows = Vec::new();
        let mut old_rows = Vec::new();
        for (position, row) in self.rows.iter().enumerate() {
            let terms: Vec<(usize, i64)> =
                row.terms.iter().filter(|(v, _)| alive[*v]).map(|(v, c)| (new[*v], *c)).collect();
            let most: i64 = terms.iter().map(|(_, c)| (*c).max(0)).sum();
            if row.tight || most > row.at_most {
                rows.push(ProgramRow { terms, ..*row });
                old_rows.push(position);
            }
        }
        (Self { variables: old.len(), rows }, old, old_rows)
    }
}

/// What a cost vector sums to.
pub(super) fn total(cost: &[i64], values: &[bool]) -> i64 {
    cost.iter().zip(values).filter(|(_, chosen)| **chosen).map(|(cost, _)| cost).sum()
}

/// An independent part of a model: no row holds variables of two parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// How many of the costs are levels.
    pub levels: usize,
    /// The model's variable of each variable of the part.
    pub variables: Vec<usize>,
    /// The rows.
    pub program: Program,
    /// The charges of each level of the priorities, and last what decides between equal proposals: by nearness where that
    /// was asked for, and by ids.
    pub costs: Vec<Vec<i64>>,
}

/// From so many variables on, rows that seldom bind are left out until they do.
pub(super) const MANY_VARIABLES: usize = 5_000;

/// Up to so many variables a part has the rows that its sibling groups imply; of more, they would fill the memory.
const MANY_FOR_IMPLIED: usize = 500_000;

/// Splits a model into its independent parts, in the order of their first variable. Exact for lexicographic sums,
/// since no limit spans homes of different parts and every level is a sum over variables.
pub(super) fn parts(model: &Model) -> Vec<Part> {
    let mut root = petgraph::unionfind::UnionFind::<usize>::new(model.variables());
    for row in &model.rows {
        for pair in row.terms.windows(2) {
            root.union(pair[0].0, pair[1].0);
        }
    }
    let labels = root.into_labeling();
    let mut part_of_label = vec![usize::MAX; model.variables()];
    let mut parts: Vec<Part> = Vec::new();
    let mut place = vec![(0, 0); model.variables()];
    for variable in 0..model.variables() {
        let label = labels[variable];
        if part_of_label[label] == usize::MAX {
            part_of_label[label] = parts.len();
            parts.push(Part { levels: model.objectives.len(), ..Part::default() });
        }
        let part = part_of_label[label];
        place[variable] = (part, parts[part].variables.len());
        parts[part].variables.push(variable);
    }
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    for row in &model.rows {
        let Some((first, _)) = row.terms.first() else { continue };
        let terms = row.terms.iter().map(|(variable, c)| (place[*variable].1, *c)).collect();
        let dormant = row.tag.seldom_binds() && model.variables() > MANY_VARIABLES;
        let part = &mut parts[place[*first].0];
        if matches!(row.tag, Tag::OncePerChild(_)) {
            children[place[*first].0].push(part.program.rows.len());
        }
        part.program.rows.push(ProgramRow { dormant, ..ProgramRow::at_most(terms, row.at_most) });
    }
    for (part, children) in parts.iter_mut().zip(children) {
        part.program.variables = part.variables.len();
        if part.program.variables <= MANY_FOR_IMPLIED {
            let children: Vec<&ProgramRow> = children.iter().map(|row| &part.program.rows[*row]).collect();
            let implied = odd_sets(&children, part.program.variables);
            part.program.rows.extend(implied);
            let implied: Vec<ProgramRow> = part.program.rows.iter().flat_map(rounded_down).collect();
            part.program.rows.extend(implied);
        }
        part.costs = model
            .objectives
            .iter()
            .map(|objective| &objective.charges)
            .chain(&model.near)
            .chain([&model.ties])
            .map(|charges| part.variables.iter().map(|variable| charges[*variable]).collect())
            .collect();
    }
    parts
}
