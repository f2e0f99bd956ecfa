//! The search against the same model solved plainly: one level after the other through `good_lp`, nothing clever.
//! Large enough that everything the search leaves out at first, or drops on the way, has its turn.

use good_lp::{Expression, Solution, SolverModel, Variable, constraint, variable, variables};
use placewell::compatibility;
use placewell::domain::{LevelId, Scenario};
use placewell::model::{self, Model};
use placewell::scenario::synthetic::{self, Recipe};
use placewell::solve::BackendName;

use crate::oracle::solve;

/// The optimum of every level, each held while the next is made small.
fn plainly(model: &Model) -> Vec<i64> {
    let mut all = variables!();
    let chosen: Vec<Variable> = all.add_vector(variable().binary(), model.variables());
    let sum = |terms: &[(usize, i64)]| -> Expression {
        terms.iter().map(|(i, coefficient)| to_float(*coefficient) * chosen[*i]).sum()
    };
    let mut held: Vec<(Vec<(usize, i64)>, i64)> = Vec::new();
    let mut levels = Vec::new();
    for objective in &model.objectives {
        let charges: Vec<(usize, i64)> =
            objective.charges.iter().copied().enumerate().filter(|(_, charge)| *charge != 0).collect();
        let mut problem = all
            .clone()
            .minimise(sum(&charges))
            .using(good_lp::highs)
            .set_option("mip_rel_gap", 0.0)
            .set_option("mip_abs_gap", 0.5)
            .set_threads(1);
        let rows = model.rows.iter().map(|row| (&row.terms, row.at_most));
        for (terms, at_most) in rows.chain(held.iter().map(|(terms, value)| (terms, *value))) {
            problem = problem.with(constraint!(sum(terms) <= to_float(at_most)));
        }
        let solution = problem.solve().expect("solved");
        let value = charges.iter().filter(|(i, _)| solution.value(chosen[*i]) > 0.5).map(|(_, charge)| charge).sum();
        held.push((charges, value));
        levels.push(objective.constant + value);
    }
    levels
}

fn to_float(whole: i64) -> f64 {
    f64::from(i32::try_from(whole).expect("charges and coefficients are small"))
}

fn searched(scenario: &Scenario) -> Vec<i64> {
    let outcome = solve(scenario, BackendName::Highs, 2).expect("a proposal");
    assert!(outcome.is_proven(), "{}: {:?}", scenario.settings.name, outcome.levels);
    outcome.levels.iter().filter(|level| level.in_priorities).map(|level| level.value).collect()
}

fn agree(recipe: &Recipe, priorities: &[LevelId], columns: usize) {
    let mut scenario = synthetic::scenario(recipe);
    scenario.settings.priorities = priorities.to_vec();
    let model = model::build(&scenario, &compatibility::graph(&scenario));
    assert!(model.columns.len() >= columns, "{}: only {} columns", recipe.name, model.columns.len());
    assert_eq!(searched(&scenario), plainly(&model), "{}", recipe.name);
}

fn month(seed: u64) -> Recipe {
    Recipe::named("month", seed).expect("a known size")
}

#[test]
fn a_short_month_with_every_level() {
    agree(&Recipe { children: 80, households: 160, ..month(1) }, LevelId::ALL, 700);
}

#[test]
fn many_open_homes_with_the_levels_about_places() {
    let roomy = Recipe { children: 120, households: 205, filled_percent: 25, closed_percent: 10, ..month(2) };
    agree(&roomy, &[LevelId::Unplaced, LevelId::Separated, LevelId::External], 5_100);
}

#[test]
fn many_children_for_few_homes_with_the_levels_about_places() {
    let short = Recipe { children: 178, households: 110, filled_percent: 15, closed_percent: 10, ..month(3) };
    agree(&short, &[LevelId::Unplaced, LevelId::Separated], 5_100);
}
