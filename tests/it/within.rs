//! The search under caps on levels against an exhaustive search on random tiny scenarios.

use std::collections::BTreeSet;

use placewell::domain::{LevelId, Scenario};
use placewell::policy::levels;
use placewell::scenario::synthetic::tiny;
use placewell::solve::{self, BackendName, Outcome, SolveError, Watch, Within};
use placewell::{compatibility, verify};

use crate::exhaustive::every;
use crate::support::Town;

const SCENARIOS: u64 = 150;

fn within(scenario: &Scenario, caps: &[(LevelId, i64)]) -> Result<Within, SolveError> {
    let graph = compatibility::graph(scenario);
    let by_hand = solve::by_hand(scenario, &graph);
    solve::propose_within(scenario, &graph, &by_hand, caps, BackendName::best(), 1, &Watch::default())
}

fn position(level: LevelId) -> usize {
    LevelId::ALL.iter().position(|each| *each == level).expect("a level")
}

/// The best levels, in the order of the priorities, that a lawful proposal within the caps has.
fn best(scenario: &Scenario, every: &BTreeSet<Vec<i64>>, caps: &[(LevelId, i64)]) -> Option<Vec<i64>> {
    let is_within = |values: &&Vec<i64>| caps.iter().all(|(level, cap)| values[position(*level)] <= *cap);
    let of_priorities =
        |values: &Vec<i64>| scenario.settings.priorities.iter().map(|id| values[position(*id)]).collect();
    every.iter().filter(is_within).map(of_priorities).min()
}

fn levels_of(outcome: &Outcome) -> Vec<i64> {
    outcome.levels.iter().filter(|level| level.in_priorities).map(|level| level.value).collect()
}

/// Caps of every tightness: one level at its least, at its most, in between, or below what can be; two at once.
fn caps_to_try(every: &BTreeSet<Vec<i64>>, seed: u64) -> Vec<Vec<(LevelId, i64)>> {
    let mut caps = Vec::new();
    let values_of = |level: LevelId| every.iter().map(|values| values[position(level)]).collect::<BTreeSet<i64>>();
    for level in LevelId::ALL {
        let values: Vec<i64> = values_of(*level).into_iter().collect();
        let middle = values[values.len() / 2];
        caps.push(vec![(*level, values[0])]);
        caps.push(vec![(*level, values[0] - 1)]);
        let other = LevelId::ALL[usize::try_from(seed).expect("small") % LevelId::ALL.len()];
        let others: Vec<i64> = values_of(other).into_iter().collect();
        caps.push(vec![(*level, middle), (other, others[others.len() / 3])]);
    }
    caps
}

#[test]
fn the_best_within_caps_is_what_an_exhaustive_search_finds() {
    let (mut found, mut impossible) = (0, 0);
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let every = every(&scenario);
        for caps in caps_to_try(&every, seed) {
            let expected = best(&scenario, &every, &caps);
            match within(&scenario, &caps).unwrap_or_else(|error| panic!("seed {seed}, {caps:?}: {error}")) {
                Within::Found(outcome) => {
                    assert_eq!(Some(levels_of(&outcome)), expected, "seed {seed}, {caps:?}");
                    assert!(outcome.is_proven(), "seed {seed}, {caps:?}: {:?}", outcome.levels);
                    assert!(verify::verify(&scenario, &outcome.proposal).stands(), "seed {seed}, {caps:?}");
                    found += 1;
                }
                Within::Impossible => {
                    assert_eq!(None, expected, "seed {seed}, {caps:?}");
                    impossible += 1;
                }
                Within::Undecided(why) => panic!("seed {seed}, {caps:?}: undecided, {why:?}"),
            }
        }
    }
    assert!(found > 1_000 && impossible > 1_000, "{found} found, {impossible} impossible");
}

#[test]
fn a_level_that_is_no_priority_can_be_capped() {
    let town = Town::new()
        .child("C1", |_| ())
        .home("H1", |_| ())
        .provision("P1", |_| ())
        .set(|settings| settings.priorities = vec![LevelId::Unplaced, LevelId::External]);
    let scenario = town.build();
    let cost = |proposal| levels::level(LevelId::WeeklyCost).count(&scenario, proposal);
    let Ok(Within::Found(outcome)) = within(&scenario, &[(LevelId::WeeklyCost, 44_999)]) else {
        panic!("nobody placed costs nothing")
    };
    assert_eq!((cost(&outcome.proposal), levels_of(&outcome)), (0, vec![1, 0]));
    let Ok(Within::Found(outcome)) = within(&scenario, &[(LevelId::WeeklyCost, 45_000)]) else {
        panic!("the home costs so much")
    };
    assert_eq!((cost(&outcome.proposal), levels_of(&outcome)), (45_000, vec![0, 0]));
}

#[test]
fn stopped_before_it_began_the_search_knows_only_what_the_start_tells() {
    let scenario = Town::new().child("C1", |_| ()).home("H1", |_| ()).build();
    let graph = compatibility::graph(&scenario);
    let by_hand = solve::by_hand(&scenario, &graph);
    let watch = Watch::default();
    watch.interrupted.store(true, std::sync::atomic::Ordering::Relaxed);
    let propose = |caps: &[(LevelId, i64)]| {
        solve::propose_within(&scenario, &graph, &by_hand, caps, BackendName::best(), 1, &watch).expect("no error")
    };
    assert!(matches!(propose(&[(LevelId::Unplaced, 0)]), Within::Found(_)), "the baseline is within the cap");
    let dear = propose(&[(LevelId::WeeklyCost, 10)]);
    assert!(matches!(dear, Within::Undecided(_) | Within::Found(_)), "nobody placed is within, if it was seen in time");
}
