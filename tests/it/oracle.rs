//! The solver against an exhaustive search on random tiny scenarios.

use placewell::domain::{DecisionKind, LevelId, Place, Plan, ProvisionKind, Scenario, Suitability, Urgency};
use placewell::policy::levels;
use placewell::scenario::synthetic::{self, Recipe, tiny};
use placewell::solve::{self, BackendName, Outcome, SolveError, Watch};
use placewell::{compatibility, verify};

use crate::exhaustive::{self, best, count};
use crate::support::{Town, proposal};

/// How many random scenarios: all of them where the code is optimised, as in `make test`.
const SCENARIOS: u64 = 500;

fn levels_of(town: Town) -> Vec<i64> {
    best(&town.build()).expect("somebody can always be left unplaced").levels
}

#[test]
fn by_hand_one_place_goes_to_the_more_urgent_child() {
    let town = Town::new()
        .home("H1", |h| h.places = 1)
        .child("C1", |c| c.urgency = Urgency::Today)
        .child("C2", |c| c.urgency = Urgency::Within5Days);
    let scenario = town.build();
    let best = best(&scenario).expect("lawful");
    assert_eq!(best.proposal, proposal(&scenario, &[("C1", "H1")]));
    assert_eq!(best.levels, [2, 0, 0, 0, 0, 0, 45_000]);
    let lawful = exhaustive::search(&scenario, false).expect("lawful").lawful;
    assert_eq!(lawful, 3, "nobody placed, or either child");
}

#[test]
fn by_hand_siblings_are_together_rather_than_in_house() {
    let town = || {
        Town::new()
            .child("C1", |_| ())
            .child("C2", |_| ())
            .siblings(&["C1", "C2"])
            .home("H1", |h| h.places = 1)
            .home("H2", |h| h.places = 1)
            .provision("P1", |p| p.max_siblings = 2)
    };
    assert_eq!(levels_of(town()), [0, 0, 0, 2, 0, 0, 200_000]);
    let alone = town().provision("P1", |p| p.max_siblings = 1);
    assert_eq!(levels_of(alone), [0, 0, 1, 0, 0, 0, 90_000]);
    let bound = town().plan("C1", "C2", Plan::MustTogether).provision("P1", |p| p.max_siblings = 1);
    assert_eq!(levels_of(bound), [2, 0, 1, 0, 0, 0, 0]);
}

#[test]
fn by_hand_a_child_who_may_move_keeps_its_home_and_a_sibling_who_stays_counts() {
    let town = Town::new()
        .child("C1", |c| c.may_move = true)
        .child("C2", |_| ())
        .child("C3", |_| ())
        .siblings(&["C1", "C2", "C3"])
        .home("H1", |h| h.places = 1)
        .home("H2", |h| h.places = 2)
        .lives("C1", "H1")
        .lives("C2", "H2");
    // C3 joins C2, C1 keeps its home: of three pairs one has both staying or placed together.
    assert_eq!(levels_of(town.clone()), [0, 0, 2, 0, 0, 0, 90_000]);
    assert_eq!(levels_of(town.home("H2", |h| h.places = 3)), [0, 0, 0, 0, 1, 0, 90_000]);
}

#[test]
fn by_hand_residential_care_is_a_family_lost_unless_foster_care_does_not_suit() {
    let town = |foster_care| {
        Town::new()
            .child("C1", move |c| {
                c.foster_care = foster_care;
                c.residential_care = Suitability::Preferred;
            })
            .provision("P1", |p| {
                p.kind = ProvisionKind::Residential;
                p.capacity = Some(1);
            })
    };
    assert_eq!(levels_of(town(Suitability::Suitable)), [0, 1, 0, 1, 0, 0, 100_000]);
    assert_eq!(levels_of(town(Suitability::Unsuitable)), [0, 0, 0, 1, 0, 0, 100_000]);
}

/// Solves with one back-end, starting from the baseline as the command does.
pub(crate) fn solve(scenario: &Scenario, backend: BackendName, threads: usize) -> Result<Outcome, SolveError> {
    let graph = compatibility::graph(scenario);
    let by_hand = solve::by_hand(scenario, &graph);
    solve::propose(scenario, &graph, &by_hand, backend, threads, &Watch::default())
}

/// The solver finds the best there is, says so, and the verifier agrees.
fn agrees(seed: u64, backend: BackendName) {
    let scenario = tiny(seed);
    let best = best(&scenario).expect("pins that can hold");
    let outcome = solve(&scenario, backend, 1).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    let solved: Vec<i64> = outcome.levels.iter().filter(|level| level.in_priorities).map(|level| level.value).collect();
    assert_eq!(solved, best.levels, "seed {seed}: {:?}", scenario.settings.priorities);
    assert!(outcome.is_proven(), "seed {seed}: {:?}", outcome.levels);
    for proposal in [&outcome.proposal, &best.proposal] {
        let verdict = verify::verify(&scenario, proposal);
        assert!(verdict.stands(), "seed {seed}: {:?}", verdict.faults);
        assert!(verdict.unplaced_at_least <= best.levels[0], "seed {seed}: the flow's bound is above the optimum");
        for (level, value) in verdict.levels {
            assert_eq!(value, count(&scenario, proposal, level), "seed {seed}: {level}");
        }
    }
}

#[test]
fn highs_finds_what_an_exhaustive_search_finds() {
    for seed in 0..SCENARIOS {
        agrees(seed, BackendName::Highs);
    }
}

#[test]
fn microlp_finds_what_an_exhaustive_search_finds() {
    for seed in 0..SCENARIOS / 5 {
        agrees(seed, BackendName::Microlp);
    }
}

#[test]
fn both_back_ends_agree_on_a_duty_desks_afternoon() {
    for seed in 1..=3 {
        let scenario = synthetic::scenario(&Recipe::named("daily", seed).expect("a known size"));
        let proven = |backend| {
            let outcome = solve(&scenario, backend, 1).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            assert!(outcome.is_proven(), "seed {seed}, {}: {:?}", outcome.backend, outcome.levels);
            exhaustive::levels(&scenario, &outcome.proposal)
        };
        assert_eq!(proven(BackendName::Highs), proven(BackendName::Microlp), "seed {seed}");
    }
}

#[test]
fn a_baseline_made_by_hand_is_lawful_and_never_better() {
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let by_hand = solve::by_hand(&scenario, &compatibility::graph(&scenario));
        let verdict = verify::verify(&scenario, &by_hand);
        assert!(verdict.stands(), "seed {seed}: {:?}", verdict.faults);
        let best = best(&scenario).expect("pins that can hold");
        assert!(exhaustive::levels(&scenario, &by_hand) >= best.levels, "seed {seed}");
    }
}

#[test]
fn cutting_early_changes_nothing() {
    for seed in 0..SCENARIOS / 10 {
        let scenario = tiny(seed);
        let cut = exhaustive::search(&scenario, true).map(|best| best.levels);
        let whole = exhaustive::search(&scenario, false).map(|best| best.levels);
        assert_eq!(cut, whole, "seed {seed}");
    }
}

#[test]
fn levels_are_counted_the_same_by_the_policy_and_here() {
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let best = best(&scenario).expect("pins that can hold");
        for level in levels::ALL {
            let here = count(&scenario, &best.proposal, level.id());
            assert_eq!(level.count(&scenario, &best.proposal), here, "seed {seed}, {}", level.id());
        }
    }
}

/// Tiny scenarios are worth solving only if the hard cases are among them.
#[test]
fn tiny_scenarios_are_short_split_and_bound_often_enough() {
    let solved: Vec<(Scenario, exhaustive::Best)> = (0..SCENARIOS)
        .map(tiny)
        .map(|scenario| {
            let best = best(&scenario).unwrap_or_else(|| panic!("{}: pins cannot hold", scenario.settings.name));
            (scenario, best)
        })
        .collect();
    let often = |what: &str, percent: usize, has: &dyn Fn(&Scenario, &exhaustive::Best) -> bool| {
        let count = solved.iter().filter(|(scenario, best)| has(scenario, best)).count();
        assert!(count * 100 >= percent * solved.len(), "{what}: only {count} of {}", solved.len());
    };
    let above = |level: LevelId| move |s: &Scenario, b: &exhaustive::Best| count(s, &b.proposal, level) > 0;
    often("a shortage", 40, &above(LevelId::Unplaced));
    often("a shortage beside a match", 30, &|s, b| {
        above(LevelId::Unplaced)(s, b) && s.in_scope().any(|child| b.proposal.of(child.id).is_some())
    });
    often("everybody placed", 10, &|s, b| count(s, &b.proposal, LevelId::Unplaced) == 0);
    often("siblings separated", 30, &above(LevelId::Separated));
    often("siblings together", 15, &|s, b| {
        s.groups.iter().any(|g| g.members.windows(2).any(|pair| b.proposal.together(pair[0], pair[1])))
    });
    often("outside a family", 5, &above(LevelId::NotInFamily));
    often("external", 30, &above(LevelId::External));
    often("moved", 10, &above(LevelId::Moved));
    often("a unit of siblings in a provision", 2, &|s, b| {
        s.in_scope().any(|a| {
            let there = b.proposal.of(a.id).filter(|each| matches!(each.place, Place::Provision(_)));
            there.is_some() && s.in_scope().any(|other| other.id > a.id && b.proposal.of(other.id) == there)
        })
    });
    often("a pin", 5, &|s, _| s.decisions.iter().any(|decision| decision.kind == DecisionKind::Pin));
    often("a negative mismatch", 2, &|s, b| count(s, &b.proposal, LevelId::Mismatch) < 0);
    often("many proposals that were not cut early", 20, &|_, b| b.lawful > 8);
}

/// Switching a limit off must change the best levels of some scenarios: then the limit binds.
#[test]
fn every_limit_binds_in_some_tiny_scenario() {
    for limit in placewell::policy::limits::ALL {
        let id = limit.about().id;
        let binds = (0..SCENARIOS).filter(|seed| {
            let scenario = tiny(*seed);
            let mut without = scenario.clone();
            without.settings.switched_off.insert(id.to_owned(), "to see whether it binds".to_owned());
            let levels = |scenario: &Scenario| best(scenario).map(|best| best.levels);
            levels(&scenario) != levels(&without)
        });
        assert!(binds.take(3).count() >= 3, "{id} hardly ever binds");
    }
}
