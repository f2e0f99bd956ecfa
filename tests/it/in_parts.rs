//! The search part by part, on scenarios that are small enough to be solved whole.

use std::sync::atomic::Ordering;

use placewell::compatibility::{Graph, graph};
use placewell::domain::{LevelId, Proposal, Scenario};
use placewell::policy::levels;
use placewell::scenario::synthetic::tiny;
use placewell::solve::{self, BackendName, Diligence, Outcome, SolveError, Watch};
use placewell::verify;

const SCENARIOS: u64 = 60;

/// Parts so small that even a tiny scenario has several.
fn small_parts() -> Diligence {
    Diligence { children: &[2, 3], columns: 50, passes: 8, idle: 3 }
}

fn with_all_levels(seed: u64) -> (Scenario, Graph, Proposal) {
    let mut scenario = tiny(seed);
    scenario.settings.priorities = LevelId::ALL.to_vec();
    let graph = graph(&scenario);
    let by_hand = solve::by_hand(&scenario, &graph);
    (scenario, graph, by_hand)
}

fn in_parts(
    (scenario, graph, start): &(Scenario, Graph, Proposal),
    diligence: Diligence,
    threads: usize,
) -> Result<Outcome, SolveError> {
    solve::propose_in_parts(scenario, graph, start, BackendName::best(), diligence, threads, &Watch::default())
}

fn values(scenario: &Scenario, proposal: &Proposal) -> Vec<i64> {
    scenario.settings.priorities.iter().map(|id| levels::level(*id).count(scenario, proposal)).collect()
}

#[test]
fn what_is_found_in_parts_is_lawful_no_worse_than_by_hand_and_never_better_than_the_best() {
    let (mut as_good, mut tried, mut better) = (0, 0, 0);
    for seed in 0..SCENARIOS {
        let case = with_all_levels(seed);
        let (scenario, graph, start) = &case;
        let exact = solve::propose(scenario, graph, start, BackendName::best(), 1, &Watch::default());
        for diligence in [Diligence::default(), small_parts()] {
            let Ok(found) = in_parts(&case, diligence, 1) else { continue };
            let best = exact.as_ref().unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            assert!(best.is_proven(), "seed {seed}");
            let verdict = verify::verify_claimed(scenario, &found.proposal, &found.claims());
            assert!(verdict.stands(), "seed {seed}: {:?}", verdict.faults);
            let (hand, here, least) =
                (values(scenario, start), values(scenario, &found.proposal), values(scenario, &best.proposal));
            assert!(here <= hand, "seed {seed}: {here:?} by hand {hand:?}");
            assert!(here >= least, "seed {seed}: {here:?} is better than the proven best {least:?}");
            for (level, least) in found.levels.iter().zip(&least).take_while(|(level, least)| level.value == **least) {
                assert!(level.bound.is_some_and(|bound| bound <= *least), "seed {seed}: {level:?}, best {least}");
            }
            tried += 1;
            as_good += usize::from(here == least);
            better += usize::from(here < hand);
        }
    }
    assert!(tried > 60, "{tried}");
    assert!(as_good * 10 >= tried * 6, "only {as_good} of {tried} are as good as the best");
    assert!(better * 10 >= tried * 3, "only {better} of {tried} are better than by hand");
}

#[test]
fn threads_change_nothing() {
    for seed in 0..SCENARIOS / 3 {
        let case = with_all_levels(seed);
        let Ok(one) = in_parts(&case, small_parts(), 1) else { continue };
        let two = in_parts(&case, small_parts(), 2).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert_eq!(one.proposal, two.proposal, "seed {seed}");
    }
}

#[test]
fn who_must_be_placed_and_is_not_by_hand_is_refused() {
    let mut refused = 0;
    for seed in 0..SCENARIOS {
        let (scenario, graph, start) = with_all_levels(seed);
        let is_pinned = |child| graph.must_place(child);
        let Some(child) = scenario.in_scope().map(|child| child.id).find(|child| is_pinned(*child)) else { continue };
        let mut without = start.clone();
        without.placements[child.index()] = None;
        let answer = in_parts(&(scenario, graph, without), small_parts(), 1);
        assert!(matches!(answer, Err(SolveError::Infeasible)), "seed {seed}");
        refused += 1;
    }
    assert!(refused > 0);
}

#[test]
fn a_search_that_is_stopped_at_once_keeps_what_it_was_given() {
    let (scenario, graph, start) = with_all_levels(1);
    let watch = Watch::default();
    watch.interrupted.store(true, Ordering::Relaxed);
    let found = solve::propose_in_parts(&scenario, &graph, &start, BackendName::best(), small_parts(), 1, &watch)
        .expect("nobody is pinned");
    assert_eq!(values(&scenario, &found.proposal), values(&scenario, &start));
    assert_eq!(found.stopped, Some(solve::Stopped::Interrupted));
}
