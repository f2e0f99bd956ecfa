//! Level after level: make one as small as possible, hold it, go on with the next on the face where it holds.
//!
//! A level is closed by the cheapest argument that closes it: a bound in exact arithmetic that meets the best choice
//! known; a relaxation that happens to be whole; the back-end's integer search. What the bound excludes at the proved
//! value is dropped for good, so that later levels see a small face. Of a large part the first levels are closed together,
//! where that succeeds ([`look_ahead`]).

use std::time::Instant;

use super::ahead::look_ahead;
use super::backend::{Answer, Backend, Effort, SolveError};
use super::bound::{Proof, assignment_advice, prove};
use super::program::{Part, Program, ProgramRow, total};
use super::relax::relax;
use super::rough::{self, FEW_VARIABLES, near};

/// A relaxation that still changes after so many rounds is taken as it is: its bound is true all the same.
pub(super) const ROUNDS: usize = 40;

/// Up to so many variables a search has every row from the start; with more, the dormant ones wait until they matter.
pub(super) const MANY_FOR_ALL_ROWS: usize = 30_000;

/// How far above the bound a search looks, one after the other, before it looks as far as the best choice known.
pub(super) const STEPS: [i64; 6] = [0, 2, 8, 30, 120, 500];

/// Equal proposals are told apart by the order of ids where so many variables are left at most; with more, by the steps
/// of the search, which are the same every time.
const MANY_FOR_TIES: usize = 300;

/// Nearness to another proposal is looked for where so many variables are left at most.
const MANY_FOR_NEARNESS: usize = 3_000;

/// What is known of one part.
#[derive(Clone, Debug, Default)]
pub(super) struct PartState {
    /// The best choice known, by the part's variables.
    pub(super) chosen: Option<Vec<bool>>,
    /// The levels begun, in order.
    pub(super) levels: Vec<PartLevel>,
    /// Whether the search of this part has ended.
    pub(super) ended: bool,
    /// Why it ended before everything was proved.
    pub(super) error: Option<SolveError>,
    /// The charges of the best choice known, level by level, for whoever watches.
    pub(super) values: Option<Vec<i64>>,
}

impl PartState {
    /// The charges of the best choice known, level by level.
    pub(super) fn values(&self, part: &Part) -> Option<Vec<i64>> {
        let chosen = self.chosen.as_deref()?;
        Some(part.costs.iter().map(|cost| total(cost, chosen)).collect())
    }
}

/// One level of one part.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PartLevel {
    /// The proven lower bound on its charges.
    pub(super) bound: Option<i64>,
    /// Seconds spent.
    pub(super) seconds: f64,
}

/// The part of the programme on which the levels solved so far hold.
#[derive(Clone)]
pub(super) struct Face {
    /// The part's variable of each variable.
    pub(super) variables: Vec<usize>,
    pub(super) program: Program,
    pub(super) costs: Vec<Vec<i64>>,
    pub(super) best: Option<Vec<bool>>,
    /// The variables in the order in which they are worth trying; empty = all are.
    pub(super) order: Vec<usize>,
}

/// Solves one part. `publish` is told whenever something better is known; the search goes on while it answers true.
pub(super) fn solve_part(
    part: &Part,
    backend: &dyn Backend,
    start: Option<Vec<bool>>,
    deadline: Option<Instant>,
    publish: &dyn Fn(&PartState) -> bool,
) -> PartState {
    let mut state = PartState { chosen: start.clone(), ..PartState::default() };
    let mut face = Face {
        variables: (0..part.program.variables).collect(),
        program: part.program.clone(),
        costs: part.costs.clone(),
        best: start,
        order: Vec::new(),
    };
    let look = || look_ahead(&face, part.levels, backend, share_of(deadline, 3), &|| publish(&state));
    if let Some(ahead) = (face.program.variables >= FEW_VARIABLES).then(look).flatten() {
        face = ahead.face;
        state.levels = ahead.levels;
        state.chosen = face.best.as_deref().map(|best| expand(part.program.variables, &face.variables, best));
        publish(&state);
    } else {
        let share = share_of(deadline, part.costs.len() + 1);
        if let Some(start) = rough::start(&mut face.program, &face.costs, face.best.as_deref(), backend, share) {
            face.order = start.order;
            if let Some(better) = start.better {
                state.chosen = Some(better.clone());
                face.best = Some(better);
                publish(&state);
            }
        }
    }
    for level in state.levels.len()..part.costs.len() {
        let left = face.program.variables;
        let is_last = level + 1 == part.costs.len();
        if is_last && left > MANY_FOR_TIES || level >= part.levels && left > MANY_FOR_NEARNESS {
            break;
        }
        let began = Instant::now();
        state.levels.push(PartLevel::default());
        let share = share_of(deadline, part.costs.len() - level);
        let solved = solve_level(&mut face, level, backend, share, &mut |bound, best| {
            state.levels[level].bound = state.levels[level].bound.max(bound);
            if let Some((variables, values)) = best {
                state.chosen = Some(expand(part.program.variables, variables, values));
            }
            publish(&state)
        });
        state.levels[level].seconds = began.elapsed().as_secs_f64();
        let goes_on = publish(&state);
        match solved {
            Ok(true) if goes_on => {}
            Ok(_) => break,
            Err(error) => {
                state.error = Some(error);
                break;
            }
        }
    }
    state.ended = true;
    publish(&state);
    state
}

/// What a level tells while it is solved: a bound, and a better choice of the face's variables.
type Tell<'a> = dyn FnMut(Option<i64>, Option<(&[usize], &[bool])>) -> bool + 'a;

/// When a level's search ends, so that each of the levels left has its share of the time; the first ones a larger one,
/// since they come first.
fn share_of(deadline: Option<Instant>, levels: usize) -> Option<Instant> {
    let now = Instant::now();
    let levels = u32::try_from(levels).unwrap_or(u32::MAX);
    deadline.map(|deadline| now + deadline.saturating_duration_since(now) * 2 / (levels + 1))
}

/// Solves one level on the face and narrows the face to its value, proved or not: what is said of later levels is given
/// the values before them. True = there is a value.
fn solve_level(
    face: &mut Face,
    level: usize,
    backend: &dyn Backend,
    deadline: Option<Instant>,
    tell: &mut Tell<'_>,
) -> Result<bool, SolveError> {
    let cost = face.costs[level].clone();
    let once = once_rows(&face.program);
    let proof = prove(&face.program, &cost, &assignment_advice(&face.program, &cost, &once));
    let mut bound = proof.bound;
    let mut proofs = vec![proof];
    if !tell(Some(bound), None) {
        return Ok(false);
    }
    if !is_met(face, &cost, bound) {
        if let Some(relaxed) = relax(&mut face.program, &cost, face.best.as_deref(), ROUNDS, true, backend, deadline) {
            bound = bound.max(relaxed.proof.bound);
            consider(face, &cost, whole(&relaxed.values));
            if is_met(face, &cost, bound) {
                proofs.push(relaxed.proof);
            } else {
                let (costs, best) = (&face.costs[level..], face.best.as_deref());
                let (proof, found) = near(&face.program, costs, relaxed, best, &face.order, backend, deadline);
                consider(face, &cost, found);
                proofs.push(proof);
            }
        }
        tell(Some(bound), face.best.as_deref().map(|best| (face.variables.as_slice(), best)));
    }
    if !is_met(face, &cost, bound) {
        bound = search(face, &cost, &proofs, bound, backend, deadline)?;
        tell(Some(bound), face.best.as_deref().map(|best| (face.variables.as_slice(), best)));
    }
    let Some(value) = face.best.as_ref().map(|best| total(&cost, best)) else { return Ok(false) };
    narrow(face, level, &proofs, value);
    Ok(true)
}

fn is_met(face: &Face, cost: &[i64], bound: i64) -> bool {
    face.best.as_ref().is_some_and(|best| total(cost, best) <= bound)
}

/// Takes a choice if it is feasible, in whole numbers, and better than the best.
fn consider(face: &mut Face, cost: &[i64], values: Option<Vec<bool>>) {
    let Some(values) = values.filter(|values| face.program.is_satisfied(values)) else { return };
    if face.best.as_ref().is_none_or(|best| total(cost, &values) < total(cost, best)) {
        face.best = Some(values);
    }
}

/// The integer search for something better than the best: first for what is near the bound, on the few variables that
/// such a choice can have, and further off while there is none. Gives the proven bound: the best is proved where there is
/// nothing better.
pub(super) fn search(
    face: &mut Face,
    cost: &[i64],
    proofs: &[Proof],
    mut bound: i64,
    backend: &dyn Backend,
    deadline: Option<Instant>,
) -> Result<i64, SolveError> {
    let alive = |value: i64| alive(face.program.variables, proofs, value).iter().filter(|alive| **alive).count();
    let better = face.best.as_ref().map(|best| total(cost, best) - 1);
    let all = better.map_or(face.program.variables, alive);
    let mut targets: Vec<Option<i64>> = STEPS.iter().map(|step| bound.saturating_add(*step)).map(Some).collect();
    targets.retain(|near| near.is_some_and(|near| better.is_none_or(|better| near < better) && 2 * alive(near) < all));
    targets.push(better);
    for target in targets {
        match search_to(face, cost, proofs, target, None, backend, deadline)? {
            Found::Nothing => bound = target.map_or(bound, |target| target + 1),
            // A search under a target knows nothing of what lies above it.
            Found::Bound(found) => {
                let known = found.map_or(bound, |found| found.max(bound));
                return Ok(target.map_or(known, |target| known.min(target + 1)));
            }
        }
    }
    Ok(bound)
}

/// What a choice of this value or less can have.
pub(super) fn alive(variables: usize, proofs: &[Proof], value: i64) -> Vec<bool> {
    let mut alive = vec![true; variables];
    for variable in proofs.iter().flat_map(|proof| proof.excluded(value)) {
        alive[variable] = false;
    }
    alive
}

/// What a search under a target ends with.
pub(super) enum Found {
    /// It is proved that no choice is so good.
    Nothing,
    /// This is the bound of the search, which may have found a choice.
    Bound(Option<i64>),
}

/// The integer search among the choices of this value or less, of so many nodes at most.
pub(super) fn search_to(
    face: &mut Face,
    cost: &[i64],
    proofs: &[Proof],
    target: Option<i64>,
    nodes: Option<i32>,
    backend: &dyn Backend,
    deadline: Option<Instant>,
) -> Result<Found, SolveError> {
    let mut better = face.program.clone();
    let alive = target.map_or(vec![true; better.variables], |target| alive(better.variables, proofs, target));
    if let Some(target) = target {
        for row in proofs.iter().flat_map(|proof| proof.tightened(target)) {
            better.tighten(row);
        }
        better.rows.push(ProgramRow::at_most(sparse(cost), target));
    }
    loop {
        let (reduced, old) = better.reduce(&alive);
        let mut reduced = reduced.needed();
        if reduced.variables > MANY_FOR_ALL_ROWS {
            reduced = reduced.awake().0;
        }
        let reduced_cost: Vec<i64> = old.iter().map(|variable| cost[*variable]).collect();
        let effort = Effort { seconds: seconds_left(deadline), nodes, ..Effort::default() };
        let answer = match minimise(backend, &reduced, &reduced_cost, effort) {
            Err(SolveError::Infeasible) if target.is_some() => return Ok(Found::Nothing),
            answer => answer?,
        };
        let values = answer.values.map(|values| expand(better.variables, &old, &values));
        if values.as_deref().is_some_and(|values| better.wake_for(values)) {
            continue;
        }
        consider(face, cost, values);
        return if answer.out_of_time || answer.bound.is_some() {
            Ok(Found::Bound(answer.bound))
        } else {
            Err(SolveError::Backend { backend: backend.name(), message: "no bound for an integer level".to_owned() })
        };
    }
}

/// Asks the back-end, unless no variable is left: back-ends do not tell then whether the rows hold.
fn minimise(backend: &dyn Backend, program: &Program, cost: &[i64], effort: Effort) -> Result<Answer, SolveError> {
    if program.variables > 0 {
        return backend.minimise(program, cost, None, effort);
    }
    if !program.is_satisfied(&[]) {
        return Err(SolveError::Infeasible);
    }
    Ok(Answer { values: Some(Vec::new()), bound: Some(0), out_of_time: false })
}

fn sparse(cost: &[i64]) -> Vec<(usize, i64)> {
    cost.iter().enumerate().filter(|(_, cost)| **cost != 0).map(|(variable, cost)| (variable, *cost)).collect()
}

/// Keeps only what every choice of this value can have: by the proofs where they suffice, else by a row that holds the
/// level. Gives the old number of each variable that is left.
pub(super) fn narrow(face: &mut Face, level: usize, proofs: &[Proof], value: i64) -> Vec<usize> {
    let alive = alive(face.program.variables, proofs, value);
    for row in proofs.iter().flat_map(|proof| proof.tightened(value)) {
        face.program.tighten(row);
    }
    if !proofs.iter().any(|proof| proof.holds_by_itself(&face.program, &alive, value)) {
        face.program.rows.push(ProgramRow::at_most(sparse(&face.costs[level]), value));
    }
    let (program, old) = face.program.reduce(&alive);
    face.variables = old.iter().map(|variable| face.variables[*variable]).collect();
    for cost in &mut face.costs {
        *cost = old.iter().map(|variable| cost[*variable]).collect();
    }
    face.best = face.best.take().map(|best| old.iter().map(|variable| best[*variable]).collect());
    let mut new = vec![None; alive.len()];
    for (position, variable) in old.iter().enumerate() {
        new[*variable] = Some(position);
    }
    face.order = face.order.iter().filter_map(|variable| new[*variable]).collect();
    face.program = program;
    old
}

/// Rows of ones with right-hand side 1: at most one of the columns.
fn once_rows(program: &Program) -> Vec<bool> {
    program.rows.iter().map(|row| row.at_most == 1 && row.terms.iter().all(|(_, c)| *c == 1)).collect()
}

/// The values as yes/no, if they are whole.
pub(super) fn whole(values: &[f64]) -> Option<Vec<bool>> {
    values.iter().all(|value| (value - value.round()).abs() < 1e-6).then(|| values.iter().map(|v| *v > 0.5).collect())
}

/// Values of some variables as values of all; the others are nothing.
pub(super) fn expand<T: Copy + Default>(variables: usize, old: &[usize], values: &[T]) -> Vec<T> {
    let mut all = vec![T::default(); variables];
    for (variable, value) in old.iter().zip(values) {
        all[*variable] = *value;
    }
    all
}

pub(super) fn seconds_left(deadline: Option<Instant>) -> Option<f64> {
    deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()).as_secs_f64())
}
