//! Certificates: what the verifier recomputes is the formula by brute force, never above what can be reached, and good
//! advice reaches it.

mod advice;
mod forged;
mod formula;
mod plain;
mod told;

use placewell::domain::{
    Branch, CERTIFICATE_UNIT, Certificate, ChildId, Dice, Multipliers, Place, Proposal, Scenario, Split,
};
use placewell::scenario::synthetic::tiny;
use placewell::verify::certify;

use crate::exhaustive;
pub(crate) use forged::caught_ids;
use formula::Formula;

/// Every lawful proposal, up to so many.
pub(crate) fn lawful(scenario: &Scenario, most: usize) -> Vec<Proposal> {
    let all = std::cell::RefCell::new(Vec::new());
    exhaustive::any(scenario, &|proposal| {
        all.borrow_mut().push(proposal.clone());
        all.borrow().len() > most
    });
    all.into_inner()
}

/// Values of the priorities.
fn values(scenario: &Scenario, proposal: &Proposal) -> Vec<i64> {
    exhaustive::levels(scenario, proposal)
}

/// Anything that the conditions allow.
fn multipliers(formula: &Formula<'_>, position: usize, inside: &[ChildId], dice: &mut Dice) -> Multipliers {
    let scenario = formula.scenario;
    let number = |dice: &mut Dice, signed: bool| {
        let most = dice.weighted(&[(CERTIFICATE_UNIT / 4, 1), (CERTIFICATE_UNIT * 3, 3), (CERTIFICATE_UNIT * 60, 1)]);
        dice.between(if signed { -most } else { 0 }, most)
    };
    let mut found = Multipliers::default();
    for child in scenario.in_scope() {
        if dice.chance(80) {
            let signed = scenario.pin(child.id).is_some() || inside.contains(&child.id);
            found.children.push((child.id, number(dice, signed)));
        }
    }
    for there in scenario.provisions.iter().filter(|there| there.capacity.is_some()) {
        if dice.chance(50) {
            found.provisions.push((there.id, number(dice, false)));
        }
    }
    for level in &scenario.settings.priorities[..position] {
        if dice.chance(60) {
            found.levels.push((*level, number(dice, false)));
        }
    }
    found
}

/// A proof by up to so many questions.
fn branch(
    formula: &Formula<'_>,
    position: usize,
    questions: usize,
    open: &[(ChildId, Place)],
    inside: &mut Vec<ChildId>,
    dice: &mut Dice,
) -> Branch {
    if questions == 0 || open.is_empty() || dice.chance(30) {
        return Branch::Multipliers(multipliers(formula, position, inside, dice));
    }
    let (child, place) = *dice.pick(open);
    let elsewhere: Vec<_> = open.iter().copied().filter(|(other, _)| *other != child).collect();
    inside.push(child);
    let yes = branch(formula, position, questions - 1, &elsewhere, inside, dice);
    inside.pop();
    let otherwise: Vec<_> = open.iter().copied().filter(|pair| *pair != (child, place)).collect();
    let no = branch(formula, position, questions - 1, &otherwise, inside, dice);
    Branch::Cases { split: Split::Lives { child, places: vec![place] }, yes: Box::new(yes), no: Box::new(no) }
}

/// Whatever the multipliers and the cases: the bound is the formula by brute force, and no lawful proposal that keeps the
/// levels before at the values held is below it.
#[test]
fn whatever_the_multipliers_the_bound_is_the_formula_and_true() {
    let (mut checked, mut by_cases, mut tight) = (0, 0, 0);
    for seed in 0..300 {
        let scenario = tiny(seed);
        let all = lawful(&scenario, 1_500);
        if all.is_empty() || all.len() > 1_500 {
            continue;
        }
        let dice = &mut Dice::of(seed);
        let formula = Formula::of(&scenario);
        let levels: Vec<Vec<i64>> = all.iter().map(|proposal| values(&scenario, proposal)).collect();
        for (position, level) in scenario.settings.priorities.iter().enumerate() {
            let chosen = dice.below(all.len());
            let held = &levels[chosen][..position];
            let keeps = |each: &&Vec<i64>| each[..position].iter().zip(held).all(|(value, held)| value <= held);
            let least = levels.iter().filter(keeps).map(|each| each[position]).min().expect("the one chosen");
            let proof = branch(&formula, position, dice.below(4), &formula.open, &mut Vec::new(), dice);
            by_cases += usize::from(matches!(proof, Branch::Cases { .. }));
            let expected = formula.bound(*level, held, &proof);
            let certificate = Certificate { level: *level, bound: expected, proof };
            let certified = certify(&scenario, &all[chosen], std::slice::from_ref(&certificate));
            assert_eq!(certified.faults, [], "seed {seed}, {level}");
            assert_eq!(certified.bounds, [(*level, expected)], "seed {seed}, {level}: {certificate:?}");
            assert!(expected <= least, "seed {seed}, {level}: {expected} is claimed, {least} was reached");
            tight += usize::from(expected == least);
            checked += 1;
        }
    }
    assert!(checked > 1_200 && by_cases > 500 && tight > 50, "{checked} checked, {by_cases} by cases, {tight} tight");
}
