//! Whatever the search proves, a certificate proves.

use placewell::compatibility;
use placewell::domain::{Branch, Scenario};
use placewell::scenario::synthetic::{self, Recipe, tiny};
use placewell::solve::{self, BackendName, Outcome, Watch};
use placewell::verify::{certify, verify};

/// The outcome with its certificates, every bound checked.
fn certified(scenario: &Scenario, told: &str) -> Outcome {
    let (graph, watch) = (compatibility::graph(scenario), Watch::default());
    let by_hand = solve::by_hand(scenario, &graph);
    let found = solve::propose(scenario, &graph, &by_hand, BackendName::best(), 1, &watch);
    let mut outcome = found.expect("a proposal");
    solve::certify(scenario, &graph, &mut outcome, BackendName::best(), true, &watch).expect("a back-end");
    assert!(verify(scenario, &outcome.proposal).stands(), "{told}");
    let certified = certify(scenario, &outcome.proposal, &outcome.certificates);
    assert_eq!(certified.faults, [], "{told}");
    for level in outcome.levels.iter().filter(|level| level.in_priorities) {
        assert_eq!(certified.bound(level.level), Some(level.value), "{told}: {}", level.level.word());
    }
    outcome
}

/// How many certificates have such a proof.
fn count(outcome: &Outcome, such: &dyn Fn(&Branch) -> bool) -> usize {
    outcome.certificates.iter().filter(|each| such(&each.proof)).count()
}

#[test]
#[cfg(feature = "highs")]
fn every_level_of_a_small_scenario_is_certified() {
    let mut by_quotients = 0;
    for seed in 0..60 {
        let outcome = certified(&tiny(seed), &format!("seed {seed}"));
        by_quotients +=
            count(&outcome, &|proof| matches!(proof, Branch::Multipliers(all) if !all.quotients.is_empty()));
    }
    assert!(by_quotients > 0, "no scenario asked for quotients of rows");
}

/// Of 60 days with as many siblings, 12 needed quotients of rows, and 2 of these cases as well.
#[test]
#[cfg(feature = "highs")]
fn a_day_is_certified_by_cases() {
    let mut recipe = Recipe::named("daily", 42).expect("a size");
    recipe.sibling_share_percent = 60;
    let outcome = certified(&synthetic::scenario(&recipe), "day 42");
    assert!(count(&outcome, &|proof| matches!(proof, Branch::Cases { .. })) > 0, "no level asked for cases");
}

#[test]
#[cfg(feature = "highs")]
fn every_level_of_a_day_is_certified() {
    for seed in 0..3 {
        let mut recipe = Recipe::named("daily", seed).expect("a size");
        recipe.resize(12);
        certified(&synthetic::scenario(&recipe), &format!("day {seed}"));
    }
}
