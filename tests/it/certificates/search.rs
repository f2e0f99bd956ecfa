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

#[test]
#[cfg(feature = "highs")]
fn every_level_of_a_small_scenario_is_certified() {
    let mut by_cases = 0;
    for seed in 0..60 {
        let outcome = certified(&tiny(seed), &format!("seed {seed}"));
        by_cases += outcome.certificates.iter().filter(|each| matches!(each.proof, Branch::Cases { .. })).count();
    }
    assert!(by_cases > 0, "no scenario asked for cases");
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
