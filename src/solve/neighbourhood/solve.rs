//! One part thought anew: priced by its relaxation, searched on the columns that it finds cheap.

use super::choice::{Change, Choice};
use super::ground::Ground;
use super::patch::Patch;
use super::weights::folded;
use crate::model::Model;
use crate::solve::backend::Backend;
use crate::solve::program::{MANY_VARIABLES, Part, Program, ProgramRow};
use crate::solve::relax::relax;
use crate::solve::rough::{restricted, worth_trying};
use crate::solve::watch::{Watch, complete};

/// Rounds of the relaxation: its prices are only advice.
const ROUNDS: usize = 8;
/// Where a choice is good enough.
const GAP: f64 = 2e-6;

/// A change of this part that is better, level by level, if one is found.
pub(super) fn better(
    ground: &Ground<'_>,
    choice: &Choice,
    patch: &Patch,
    weights: &[f64],
    backend: &dyn Backend,
    watch: &Watch,
) -> Option<Change> {
    let plot = patch.plot(ground, choice);
    if plot.origin.is_empty() {
        return None;
    }
    let cost = folded(&plot.model, weights);
    let part = part(&plot.model);
    let now: Vec<bool> = plot.origin.iter().map(|taken| plot.now.contains(taken)).collect();
    let start = complete(&part, &now, backend)?;
    let mut program = part.program;
    let relaxed = relax(&mut program, &cost, Some(&start), ROUNDS, false, backend, watch.deadline);
    // A back-end without prices searches all columns.
    let alive = relaxed.map_or_else(
        || vec![true; program.variables],
        |relaxed| {
            let mut order: Vec<usize> = (0..program.variables).collect();
            order.sort_by_key(|variable| relaxed.proof.reduced()[*variable]);
            worth_trying(&order, &relaxed.values, Some(&start), program.variables)
        },
    );
    // Nothing may be worth choosing, and a back-end may fail on a programme without variables.
    if !alive.contains(&true) {
        return None;
    }
    let found = restricted(&program, &cost, &alive, Some(&start), GAP, backend, watch.deadline)?;
    let change = plot.change(ground, choice, patch, &found)?;
    let difference = choice.difference(ground, &change);
    (difference < vec![0; difference.len()]).then_some(change)
}

/// The model as one part, so that helper variables are numbered as there.
fn part(model: &Model) -> Part {
    let is_large = model.variables() > MANY_VARIABLES;
    let row = |row: &crate::model::Row| ProgramRow {
        dormant: is_large && row.tag.seldom_binds(),
        ..ProgramRow::at_most(row.terms.clone(), row.at_most)
    };
    Part {
        variables: (0..model.variables()).collect(),
        program: Program { variables: model.variables(), rows: model.rows.iter().map(row).collect() },
        ..Part::default()
    }
}
