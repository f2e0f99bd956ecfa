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
/// Further relaxations whose columns are pooled for the narrow search, and rounds of each.
const POOLED: usize = 8;
const ROUNDS_POOLED: usize = 8;
/// With more variables the search without limits on columns would take minutes and seldom ends: what is left is not known.
const MANY_TO_SEARCH: usize = 15_000;
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
    let chosen = search.old.iter().zip(&search.best).filter(|(_, chosen)| **chosen).map(|(variable, _)| *variable);
    let columns = chosen.filter(|variable| *variable < model.columns.len());
    let proposal = if search.moved { model.proposal(scenario, columns) } else { start.clone() };
    Ok(match ending {
        Some(true) => Attained::All(proposal),
        Some(false) => Attained::Impossible(proposal),
        None => Attained::Unknown(proposal),
    })
}

struct Search {
    /// The variable of model and helpers of each variable that takes part, before those that make aims elastic.
    old: Vec<usize>,
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
        let useful = useful(&program, &aims.wanted, columns.len());
        let dropped = best.iter().zip(&useful).any(|(chosen, useful)| *chosen && !useful);
        let (program, old) = program.reduce(&useful);
        let best: Vec<bool> = old.iter().map(|variable| best[*variable]).collect();
        let mut new = vec![None; useful.len()];
        old.iter().enumerate().for_each(|(position, variable)| new[*variable] = Some(position));
        let cost = vec![0; best.len()];
        let mut search = Self { old, program, cost, best, moved: moved || dropped, backend };
        for aim in &aims.wanted {
            let terms = aim.terms.iter().filter_map(|(variable, c)| Some((new[*variable]?, *c))).collect();
            search.want(&ProgramRow { terms, ..*aim });
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
        let relaxed =
            relax(&mut self.program, &self.cost, Some(&self.best), ROUNDS, false, backend.as_ref(), watch.deadline);
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

    /// Searches on the columns of the relaxation and of the best choice, then on those of more and more relaxations that
    /// are told apart by small charges: they have many equal solutions, and a wide search takes hundreds of times longer than
    /// a narrow one that suffices.
    fn among_the_promising(&mut self, relaxed: &Relaxed<'_>, watch: &Watch) {
        let mut pool = vec![false; self.program.variables];
        add_support(&mut pool, relaxed);
        for round in 0..=POOLED {
            let alive: Vec<bool> = pool.iter().zip(&self.best).map(|(pooled, best)| *pooled || *best).collect();
            let (backend, best) = (self.backend.clone(), Some(self.best.as_slice()));
            let found =
                rough::restricted(&self.program, &self.cost, &alive, best, 0.0, backend.as_ref(), watch.deadline);
            self.consider(found);
            if self.is_reached() || watch.is_over() || round == POOLED {
                return;
            }
            let cost: Vec<i64> =
                self.cost.iter().enumerate().map(|(at, charge)| told_apart(*charge, at, round)).collect();
            let best = Some(self.best.as_slice());
            if let Some(other) =
                relax(&mut self.program, &cost, best, ROUNDS_POOLED, false, backend.as_ref(), watch.deadline)
            {
                add_support(&mut pool, &other);
            }
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
            if reduced.variables > MANY_TO_SEARCH {
                return Ok(None);
            }
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

/// Adds the columns that a relaxation has.
fn add_support(pool: &mut [bool], relaxed: &Relaxed<'_>) {
    for (pooled, value) in pool.iter_mut().zip(&relaxed.values) {
        *pooled |= *value > 1e-6;
    }
}

/// A charge by which relaxations of equal cost are told apart, another in each round: what a choice is charged so
/// altogether stays below one step from an aim.
fn told_apart(charge: i64, variable: usize, round: usize) -> i64 {
    let small =
        (variable + 1).wrapping_mul(2_654_435_761).wrapping_add(round.wrapping_mul(40_503)).rotate_right(11) % 16;
    charge * 20_000 + if charge == 0 { i64::try_from(small).unwrap_or(0) } else { 0 }
}

/// Which variables could be of use: without a column that brings no aim nearer and that no row asks for, everything that
/// was feasible is feasible, and every aim that was met is met.
fn useful(program: &Program, wanted: &[ProgramRow], columns: usize) -> Vec<bool> {
    let mut useful: Vec<bool> = (0..program.variables).map(|variable| variable >= columns).collect();
    for row in program.rows.iter().chain(wanted) {
        for (variable, _) in row.terms.iter().filter(|(_, coefficient)| *coefficient < 0) {
            useful[*variable] = true;
        }
    }
    useful
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
