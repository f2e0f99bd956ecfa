//! Good advice: multipliers by subgradient steps reach the optimum of most tiny scenarios.

use std::collections::BTreeMap;

use placewell::domain::{Branch, CERTIFICATE_UNIT, Certificate, LevelId, Multipliers, Place, Scenario};
use placewell::policy::provision;
use placewell::scenario::synthetic::tiny;
use placewell::verify::certify;

use super::formula::Formula;
use crate::exhaustive;

/// The best of so many steps, each along what the cheapest choices leave over or ask too much of.
pub(crate) fn ascend(formula: &Formula<'_>, position: usize, values: &[i64], steps: usize) -> Multipliers {
    let scenario = formula.scenario;
    let level = scenario.settings.priorities[position];
    let unit = i128::from(CERTIFICATE_UNIT);
    let target = i128::from(values[position]) * unit;
    let mut now = start(scenario, position);
    let mut best = (i128::MIN, now.clone());
    let mut pace = 1_000_i128;
    for step in 0..steps {
        let (total, chosen) = formula.least(level, values, &now, &[]);
        if total > best.0 {
            best = (total, now.clone());
        } else if step % 8 == 7 {
            pace = (pace * 4 / 5).max(20);
        }
        let mut uses: BTreeMap<_, i128> = BTreeMap::new();
        let mut heads: BTreeMap<_, i128> = BTreeMap::new();
        for company in &chosen {
            for child in &company.children {
                *uses.entry(*child).or_default() += 1;
                if let Place::Provision(id) = company.place {
                    *heads.entry(id).or_default() += 1;
                }
            }
        }
        let of_child: Vec<i128> = now.children.iter().map(|(id, _)| uses.get(id).copied().unwrap_or(0) - 1).collect();
        let room = |id| i128::from(provision::room(scenario, scenario.provision(id)).unwrap_or(0).max(0));
        let of_place: Vec<i128> =
            now.provisions.iter().map(|(id, _)| heads.get(id).copied().unwrap_or(0) - room(*id)).collect();
        let of_level: Vec<i128> = now
            .levels
            .iter()
            .map(|(held, _)| {
                let adds: i64 = chosen.iter().map(|company| company.adds[held]).sum();
                let at = scenario.settings.priorities.iter().position(|each| each == held).expect("held");
                i128::from(formula.nobody(*held) + adds - values[at])
            })
            .collect();
        let length: i128 = of_child.iter().chain(&of_place).chain(&of_level).map(|each| each * each).sum();
        if length == 0 || total >= target {
            break;
        }
        let stride = |slope: i128| slope * (target - total) * pace / (1_000 * length);
        let go = |value: &mut i64, slope: i128, least: i64| {
            *value = i64::try_from(i128::from(*value) + stride(slope)).expect("small").max(least);
        };
        for ((id, value), slope) in now.children.iter_mut().zip(of_child) {
            go(value, slope, if scenario.pin(*id).is_some() { i64::MIN } else { 0 });
        }
        for ((_, value), slope) in now.provisions.iter_mut().zip(of_place) {
            go(value, slope, 0);
        }
        for ((_, value), slope) in now.levels.iter_mut().zip(of_level) {
            go(value, slope, 0);
        }
    }
    best.1
}

fn start(scenario: &Scenario, position: usize) -> Multipliers {
    let capacity = scenario.provisions.iter().filter(|there| there.capacity.is_some());
    Multipliers {
        children: scenario.in_scope().map(|child| (child.id, 0)).collect(),
        provisions: capacity.map(|there| (there.id, 0)).collect(),
        levels: scenario.settings.priorities[..position].iter().map(|level| (*level, CERTIFICATE_UNIT)).collect(),
        ..Multipliers::default()
    }
}

/// Level by level, given the best of those before.
#[test]
fn good_multipliers_often_prove_the_optimum() {
    let mut tally: BTreeMap<LevelId, (usize, usize)> = BTreeMap::new();
    for seed in 0..60 {
        let scenario = tiny(seed);
        let Some(best) = exhaustive::best(&scenario) else { continue };
        let formula = Formula::of(&scenario);
        for (position, level) in scenario.settings.priorities.iter().enumerate() {
            let advice = ascend(&formula, position, &best.levels, 400);
            let certificate = Certificate { level: *level, bound: i64::MIN, proof: Branch::Multipliers(advice) };
            let certified = certify(&scenario, &best.proposal, &[certificate]);
            assert_eq!(certified.faults, []);
            let bound = certified.bound(*level).expect("no faults");
            assert!(bound <= best.levels[position], "seed {seed}, {level}: {bound} against {:?}", best.levels);
            let (reached, all) = tally.entry(*level).or_default();
            *reached += usize::from(bound == best.levels[position]);
            *all += 1;
        }
    }
    let (reached, all) = tally.values().fold((0, 0), |(r, a), (reached, all)| (r + reached, a + all));
    assert!(reached * 10 > all * 7, "{reached} of {all}: {tally:?}");
}
