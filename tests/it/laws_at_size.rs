//! Laws on scenarios of the size that people work with.

use placewell::domain::{HouseholdId, Place, Scenario, Status};
use placewell::scenario::synthetic::{self, Recipe};
use placewell::solve::{BackendName, Outcome};
use placewell::verify;

use crate::oracle::solve;
use crate::rebuild::side_by_side;

fn recipe(name: &str, seed: u64) -> Recipe {
    Recipe::named(name, seed).expect("a known size")
}

/// A proposal that stands, with every level proved.
fn proved(scenario: &Scenario) -> Outcome {
    let outcome = solve(scenario, BackendName::best(), 2).expect("a proposal");
    let verdict = verify::verify_claimed(scenario, &outcome.proposal, &outcome.claims());
    assert!(verdict.stands() && outcome.is_proven(), "{}: {:?}", scenario.settings.name, verdict.faults);
    outcome
}

fn values(outcome: &Outcome) -> Vec<i64> {
    outcome.levels.iter().map(|level| level.value).collect()
}

/// The homes that a proposal uses and in which nobody lives today, and as many that it does not use.
fn homes_to_close(scenario: &Scenario, outcome: &Outcome, count: usize) -> Vec<HouseholdId> {
    let lives_there = |id: HouseholdId| scenario.children.iter().any(|child| child.current == Some(Place::Home(id)));
    let is_used = |id: HouseholdId| outcome.proposal.placements.iter().flatten().any(|at| at.place == Place::Home(id));
    let empty = || scenario.households.iter().map(|home| home.id).filter(|id| !lives_there(*id));
    empty().filter(|id| is_used(*id)).take(count).chain(empty().filter(|id| !is_used(*id)).take(count)).collect()
}

#[test]
fn a_home_less_never_improves_a_day_or_a_month() {
    for (name, count) in [("daily", 4), ("month", 1)] {
        let scenario = synthetic::scenario(&recipe(name, 2));
        let before = proved(&scenario);
        let homes = homes_to_close(&scenario, &before, count);
        assert_eq!(homes.len(), 2 * count, "{name}");
        for home in homes {
            let mut without = scenario.clone();
            without.households[home.index()].status = Status::NotAvailable;
            let after = values(&proved(&without));
            assert!(after >= values(&before), "{name} without {home:?}: {after:?}");
        }
    }
}

#[test]
fn two_days_that_share_no_home_are_solved_as_each_alone() {
    for seed in 1..4 {
        let [a, b] = [seed, seed + 10].map(|seed| {
            let mut scenario = synthetic::scenario(&Recipe { with_provision: false, ..recipe("daily", seed) });
            scenario.decisions.clear();
            scenario
        });
        let both = side_by_side(&a, &b);
        let sum: Vec<i64> = values(&proved(&a)).iter().zip(values(&proved(&b))).map(|(a, b)| a + b).collect();
        assert_eq!(values(&proved(&both)), sum, "seed {seed}");
    }
}

/// A council as the suite draws it: 800 children, 450 homes, 25 in a hundred children with brothers or sisters.
fn council(seed: u64) -> Scenario {
    synthetic::scenario(&Recipe { sibling_share_percent: 25, ..recipe("council", seed) })
}

#[test]
#[ignore = "a council takes 10 to 40 seconds each time: `make laws`"]
fn a_home_less_never_improves_a_council() {
    for seed in 1..4 {
        let scenario = council(seed);
        let before = proved(&scenario);
        for home in homes_to_close(&scenario, &before, 1) {
            let mut without = scenario.clone();
            without.households[home.index()].status = Status::NotAvailable;
            let after = values(&proved(&without));
            println!("council {seed} without {home:?}: {:?} to {after:?}", values(&before));
            assert!(after >= values(&before), "council {seed} without {home:?}");
        }
    }
}

#[test]
#[ignore = "a council takes 10 to 40 seconds each time: `make laws`"]
fn a_council_and_a_day_that_share_no_home_are_solved_as_each_alone() {
    // Of seed 2 the two together were not proved in six minutes, though each alone is.
    let seed = 1;
    let daily = synthetic::scenario(&Recipe { with_provision: false, ..recipe("daily", seed) });
    let drawn = Recipe { with_provision: false, sibling_share_percent: 25, ..recipe("council", seed) };
    let [a, b] = [synthetic::scenario(&drawn), daily].map(|mut scenario| {
        scenario.decisions.clear();
        scenario
    });
    let sum: Vec<i64> = values(&proved(&a)).iter().zip(values(&proved(&b))).map(|(a, b)| a + b).collect();
    println!("council {seed} and a day: {sum:?}");
    assert_eq!(values(&proved(&side_by_side(&a, &b))), sum);
}

#[test]
#[ignore = "a council takes 10 to 40 seconds each time: `make laws`"]
fn one_thread_and_two_give_the_same_proposal_of_a_council() {
    for seed in 1..4 {
        let scenario = council(seed);
        let [one, two] = [1, 2].map(|threads| solve(&scenario, BackendName::best(), threads).expect("a proposal"));
        assert!(one.is_proven() && two.is_proven(), "council {seed}");
        let levels = |outcome: &Outcome| outcome.levels.iter().map(|each| (each.value, each.bound)).collect::<Vec<_>>();
        assert_eq!(levels(&one), levels(&two), "council {seed}");
        assert_eq!(one.proposal, two.proposal, "council {seed}");
    }
}
