//! Certificates: what the verifier recomputes is the formula by brute force, never above what can be reached, and good
//! advice reaches it.

mod advice;
mod forged;
mod formula;
mod plain;
mod search;
mod told;

use placewell::domain::{
    Branch, CERTIFICATE_UNIT, Certificate, ChildId, Dice, Multipliers, Place, Proposal, Quotient, Scenario, Split,
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
fn multipliers(formula: &Formula<'_>, position: usize, placed: &[ChildId], dice: &mut Dice) -> Multipliers {
    let scenario = formula.scenario;
    let number = |dice: &mut Dice, signed: bool| {
        let most = dice.weighted(&[(CERTIFICATE_UNIT / 4, 1), (CERTIFICATE_UNIT * 3, 3), (CERTIFICATE_UNIT * 60, 1)]);
        dice.between(if signed { -most } else { 0 }, most)
    };
    let mut found = Multipliers::default();
    for child in scenario.in_scope() {
        if dice.chance(80) {
            let signed = scenario.pin(child.id).is_some() || placed.contains(&child.id);
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
    let often = *dice.pick(&[0, 40, 100]);
    for set in sets(scenario) {
        if dice.chance(often) {
            found.groups.push((set, number(dice, true)));
        }
    }
    let often = *dice.pick(&[0, 0, 0, 3, 10]);
    for _ in 0..often {
        let share = *dice.pick(&[15, 40, 80]);
        let children = scenario.in_scope().map(|child| child.id).filter(|_| dice.chance(share)).collect();
        let homes = scenario.households.iter().map(|home| Place::Home(home.id));
        let provisions = scenario.provisions.iter().filter(|there| there.capacity.is_some());
        let all = homes.chain(provisions.map(|there| Place::Provision(there.id)));
        let some = all.filter(|_| dice.chance(30)).collect();
        let levels = scenario.settings.priorities[..position].iter().filter(|_| dice.chance(20)).copied();
        let levels = levels.collect::<Vec<_>>();
        found.quotients.push(Quotient {
            children,
            places: some,
            levels: levels.into_iter().map(|level| (level, dice.between(1, 3))).collect(),
            divisor: dice.between(2, 4),
            number: number(dice, false),
        });
    }
    found
}

/// Every set of two or more siblings in scope.
fn sets(scenario: &Scenario) -> Vec<Vec<ChildId>> {
    let mut all = Vec::new();
    for group in &scenario.groups {
        let mut members: Vec<ChildId> = group.members.clone();
        members.retain(|child| scenario.child(*child).in_scope());
        members.sort_unstable();
        for bits in 0_u32..1 << members.len() {
            let set: Vec<ChildId> =
                members.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, child)| *child).collect();
            if set.len() >= 2 {
                all.push(set);
            }
        }
    }
    all
}

/// A proof by so many questions, one below another, at most.
fn branch(
    formula: &Formula<'_>,
    position: usize,
    questions: usize,
    facts: &[(Split, bool)],
    dice: &mut Dice,
) -> Branch {
    let split = if questions == 0 || dice.chance(30) { None } else { question(formula, facts, dice) };
    let Some(split) = split else {
        let placed: Vec<ChildId> = facts
            .iter()
            .filter(|(_, yes)| *yes)
            .flat_map(|(split, _)| match split {
                Split::Lives { child, .. } => vec![*child],
                Split::Together { one, other } => vec![*one, *other],
            })
            .collect();
        return Branch::Multipliers(multipliers(formula, position, &placed, dice));
    };
    let mut below = |yes: bool| {
        let facts = [facts, &[(split.clone(), yes)]].concat();
        Box::new(branch(formula, position, questions - 1, &facts, dice))
    };
    let (yes, no) = (below(true), below(false));
    Branch::Cases { split, yes, no }
}

/// What is not said yet: where a child lives, or with whom.
fn question(formula: &Formula<'_>, facts: &[(Split, bool)], dice: &mut Dice) -> Option<Split> {
    let pairs: Vec<Split> = sets(formula.scenario)
        .into_iter()
        .filter(|set| set.len() == 2)
        .map(|set| Split::Together { one: set[1], other: set[0] })
        .filter(|split| facts.iter().all(|(said, _)| said != split))
        .collect();
    if !pairs.is_empty() && dice.chance(50) {
        return Some(dice.pick(&pairs).clone());
    }
    let alone = |child: ChildId, place: Place| {
        let places = facts.iter().filter(|(split, _)| matches!(split, Split::Lives { .. }));
        places.into_iter().all(|(split, yes)| formula::open(split, *yes, place, &[child]))
    };
    let open: Vec<(ChildId, Place)> =
        formula.open.iter().copied().filter(|(child, place)| alone(*child, *place)).collect();
    if open.is_empty() {
        return None;
    }
    let (child, first) = *dice.pick(&open);
    let others: Vec<Place> =
        open.iter().filter(|(other, place)| *other == child && *place != first).map(|(_, place)| *place).collect();
    let mut places = vec![first];
    places.extend(others.iter().copied().filter(|_| dice.chance(40)));
    let lives = |split: &Split| matches!(split, Split::Lives { child: of, .. } if *of == child);
    let is_known = facts.iter().any(|(split, yes)| *yes && lives(split)) && places.len() > others.len();
    (!is_known).then_some(Split::Lives { child, places })
}

/// Whatever the multipliers and the cases: the bound is the formula by brute force, and no lawful proposal that keeps the
/// levels before at the values held is below it.
#[test]
fn whatever_the_multipliers_the_bound_is_the_formula_and_true() {
    let (mut checked, mut by_cases, mut with_sets, mut with_quotients, mut with_levels, mut tight) = (0, 0, 0, 0, 0, 0);
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
            let proof = branch(&formula, position, dice.below(4), &[], dice);
            with_sets += usize::from(any(&proof, &|multipliers| !multipliers.groups.is_empty()));
            with_quotients += usize::from(any(&proof, &|multipliers| !multipliers.quotients.is_empty()));
            let has_levels =
                |multipliers: &Multipliers| multipliers.quotients.iter().any(|each| !each.levels.is_empty());
            with_levels += usize::from(any(&proof, &has_levels));
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
    let told = format!(
        "{checked} checked, {by_cases} by cases, {with_sets} with sets of siblings, {with_quotients} with quotients, {with_levels} of levels, {tight} tight"
    );
    assert!(checked > 1_200 && by_cases > 500 && with_sets > 300, "{told}");
    assert!(with_quotients > 500 && with_levels > 300 && tight > 40, "{told}");
}

/// Whether some multipliers of a proof are such.
fn any(proof: &Branch, such: &dyn Fn(&Multipliers) -> bool) -> bool {
    match proof {
        Branch::Multipliers(multipliers) => such(multipliers),
        Branch::Cases { yes, no, .. } => any(yes, such) || any(no, such),
    }
}
