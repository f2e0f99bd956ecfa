//! Any lawful proposal that meets every aim, or the proof that there is none.
//!
//! Each aim that the start misses is made elastic: `Σ terms - Σ 2^k s_k ≤ at_most` with a charge on the helpers `s`, so that
//! the start is feasible and an aim is met exactly where it charges nothing. A bound above nothing, in exact arithmetic,
//! proves that the aims cannot hold together; so does a back-end that finds the programme without helpers infeasible.
//! Between the two lies what no limit on nodes decides: that is said, never guessed.

use std::sync::Arc;

use super::backend::{Backend, Effort, SolveError};
use super::bound::Proof;
use super::lexicographic::{MANY_FOR_ALL_ROWS, expand, seconds_left, whole};
use super::program::{MANY_VARIABLES, Program, ProgramRow, total};
use super::relax::{Relaxed, relax};
use super::rough;
use super::{BackendName, Watch, starting_columns};
use crate::domain::{Proposal, Scenario};
use crate::model::Model;

/// What is wanted of a proposal, over the variables of its model and some more.
#[derive(Clone, Debug, Default)]
pub struct Aims {
    /// Helper variables, numbered after those of the model.
    pub helpers: usize,
    /// What the helpers mean: `Σ terms ≤ at_most`, always.
    pub links: Vec<ProgramRow>,
    /// What is wanted: `Σ terms ≤ at_most`.
    pub wanted: Vec<ProgramRow>,
}

/// What is known about the aims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attained {
    /// This proposal, not yet verified, meets them all.
    All(Proposal),
    /// No lawful proposal does; this one is the nearest that was seen.
    Impossible(Proposal),
    /// The search ended before either was known; this proposal is the nearest that was seen.
    Unknown(Proposal),
}

/// Rounds of the relaxation at most: one that still changes then is taken as it is, for its bound is true all the same.
const ROUNDS: usize = 40;
/// How many of the cheapest columns a narrow search may use beside, for each column chosen: one search after the other.
const COLUMNS_A_CHOICE: [usize; 3] = [0, 1, 4];
/// Into how many steps the distance of a start from an aim is divided at most.
const STEPS: i64 = 255;

/// Looks for a lawful proposal that meets every aim, from one that is lawful. The effort is that of the last search,
/// on what the relaxation leaves open.
///
/// # Errors
/// Where no lawful proposal is known to the model, or the back-end fails.
pub fn attain(
    scenario: &Scenario,
    model: &Model,
    aims: &Aims,
    start: &Proposal,
    backend: BackendName,
    effort: Effort,
    watch: &Watch,
) -> Result<Attained, SolveError> {
    let backend = backend.backend()?;
    let chosen = starting_columns(model, scenario, start).unwrap_or_else(|| vec![false; model.columns.len()]);
    let mut search = Search::new(model, aims, &chosen, backend)?;
    let ending = search.run(effort, watch)?;
    let columns = (0..model.columns.len()).filter(|column| search.best[*column]);
    let proposal = if search.moved { model.proposal(scenario, columns) } else { start.clone() };
    Ok(match ending {
        Some(true) => Attained::All(proposal),
        Some(false) => Attained::Impossible(proposal),
        None => Attained::Unknown(proposal),
    })
}

struct Search {
    program: Program,
    cost: Vec<i64>,
    best: Vec<bool>,
    /// Whether the best is another than the start.
    moved: bool,
    backend: Arc<dyn Backend + Send>,
}

impl Search {
    fn new(model: &Model, aims: &Aims, columns: &[bool], backend: Arc<dyn Backend + Send>) -> Result<Self, SolveError> {
        let mut program = Program { variables: model.variables() + aims.helpers, rows: Vec::new() };
        let many = program.variables > MANY_VARIABLES;
        program.rows.extend(model.rows.iter().map(|row| {
            let dormant = many && row.tag.seldom_binds();
            ProgramRow { dormant, ..ProgramRow::at_most(row.terms.clone(), row.at_most) }
        }));
        program.rows.extend(aims.links.iter().cloned());
        let mut best = columns.to_vec();
        best.resize(program.variables, false);
        let started = complete(&program, best, columns.len(), backend.as_ref());
        let moved = started.is_none();
        let best = started.or_else(|| any(&program, backend.as_ref())).ok_or(SolveError::Infeasible)?;
        let mut search = Self { program, cost: vec![0; best.len()], best, moved, backend };
        for aim in &aims.wanted {
            search.want(aim);
        }
        Ok(search)
    }

    /// Adds an aim, elastic by as much as the best choice misses it.
    fn want(&mut self, aim: &ProgramRow) {
        let reached: i64 = aim.terms.iter().filter(|(variable, _)| self.best[*variable]).map(|(_, c)| c).sum();
        let missed = reached - aim.at_most;
        let mut row = aim.clone();
        if missed > 0 {
            let step = (missed + STEPS - 1) / STEPS;
            let mut left = (missed + step - 1) / step;
            let mut steps = 1;
            while left > 0 {
                row.terms.push((self.program.variables, -step * steps));
                self.program.variables += 1;
                self.cost.push(steps);
                self.best.push(true);
                left -= steps;
                steps *= 2;
            }
        }
        self.program.rows.push(row);
    }

    fn is_reached(&self) -> bool {
        total(&self.cost, &self.best) == 0
    }

    /// Takes a choice if it is feasible, in whole numbers, and nearer to the aims than the best.
    fn consider(&mut self, values: Option<Vec<bool>>) {
        let Some(values) = values.filter(|values| self.program.is_satisfied(values)) else { return };
        if total(&self.cost, &values) < total(&self.cost, &self.best) {
            self.best = values;
            self.moved = true;
        }
    }

    /// Whether every aim can be met; none = not known.
    fn run(&mut self, effort: Effort, watch: &Watch) -> Result<Option<bool>, SolveError> {
        if self.is_reached() {
            return Ok(Some(true));
        }
        let backend = self.backend.clone();
        let relaxed = relax(&mut self.program, &self.cost, Some(&self.best), ROUNDS, backend.as_ref(), watch.deadline);
        let mut proof = None;
        if let Some(relaxed) = relaxed {
            if relaxed.proof.bound > 0 {
                return Ok(Some(false));
            }
            self.consider(whole(&relaxed.values));
            self.among_the_promising(&relaxed, watch);
            proof = Some(relaxed.proof);
        }
        if self.is_reached() {
            return Ok(Some(true));
        }
        if watch.is_over() { Ok(None) } else { self.strictly(proof.as_ref(), effort, watch) }
    }

    /// Searches on the columns of the relaxation and of the best choice, then on more and more of those that the
    /// relaxation finds cheap: a wide search takes hundreds of times longer than a narrow one that suffices.
    fn among_the_promising(&mut self, relaxed: &Relaxed, watch: &Watch) {
        let mut order: Vec<usize> = (0..self.program.variables).collect();
        order.sort_by_key(|variable| relaxed.proof.reduced()[*variable]);
        let chosen = self.best.iter().zip(&relaxed.values).filter(|(best, value)| **best || **value > 1e-6).count();
        for times in COLUMNS_A_CHOICE {
            if self.is_reached() || watch.is_over() {
                return;
            }
            let mut alive: Vec<bool> =
                self.best.iter().zip(&relaxed.values).map(|(best, value)| *best || *value > 1e-6).collect();
            order.iter().take(chosen * times).for_each(|variable| alive[*variable] = true);
            let (backend, best) = (self.backend.clone(), Some(self.best.as_slice()));
            let found =
                rough::restricted(&self.program, &self.cost, &alive, best, 0.0, backend.as_ref(), watch.deadline);
            self.consider(found);
        }
    }

    /// The integer search without helpers of the aims, on the variables that a choice without any can have.
    fn strictly(&mut self, proof: Option<&Proof>, effort: Effort, watch: &Watch) -> Result<Option<bool>, SolveError> {
        let mut strict = self.program.clone();
        let mut alive: Vec<bool> = self.cost.iter().map(|charge| *charge == 0).collect();
        if let Some(proof) = proof {
            proof.excluded(0).for_each(|variable| alive[variable] = false);
            proof.tightened(0).for_each(|row| strict.rows[row].tight = true);
        }
        loop {
            let (mut reduced, old) = strict.reduce(&alive);
            if reduced.variables > MANY_FOR_ALL_ROWS {
                reduced = reduced.awake().0;
            }
            let seconds = seconds_left(watch.deadline).or(effort.seconds);
            let effort = Effort { seconds, ..effort };
            let answer = match self.backend.minimise(&reduced, &vec![0; old.len()], None, effort) {
                Err(SolveError::Infeasible) => return Ok(Some(false)),
                answer => answer?,
            };
            let Some(values) = answer.values.map(|values| expand(strict.variables, &old, &values)) else {
                return Ok(None);
            };
            if strict.wake_for(&values) && !watch.is_over() {
                continue;
            }
            self.consider(Some(values));
            return Ok(self.is_reached().then_some(true));
        }
    }
}

/// The columns with helper variables set so that every row holds, if there is such a setting.
fn complete(program: &Program, mut values: Vec<bool>, columns: usize, backend: &dyn Backend) -> Option<Vec<bool>> {
    if program.is_satisfied(&values) {
        return Some(values);
    }
    let alive: Vec<bool> = values.iter().enumerate().map(|(variable, chosen)| *chosen || variable >= columns).collect();
    let (mut fixed, old) = program.reduce(&alive);
    for (position, variable) in old.iter().enumerate() {
        if values[*variable] {
            fixed.rows.push(ProgramRow { tight: true, ..ProgramRow::at_most(vec![(position, 1)], 1) });
        }
    }
    let found = any(&fixed, backend)?;
    for (variable, value) in old.iter().zip(found) {
        values[*variable] = value;
    }
    program.is_satisfied(&values).then_some(values)
}

fn any(program: &Program, backend: &dyn Backend) -> Option<Vec<bool>> {
    backend.minimise(program, &vec![0; program.variables], None, Effort::default()).ok()?.values
}
