//! Laws that hold whatever the scenario: more never hurts, names do not matter, decisions that change nothing change
//! nothing.

use std::fs;
use std::path::Path;

use placewell::domain::{ChildId, DecisionKind, Household, HouseholdId, LevelId, Place, Scenario, Status};
use placewell::policy::{limits, preferences, rules};
use placewell::scenario::synthetic::{self, Recipe, tiny};
use placewell::solve::{BackendName, Outcome, Watch};
use placewell::{Request, report, verify};

use crate::oracle::solve;
use crate::rebuild::{Order, decided, rebuilt, side_by_side};

/// How many random scenarios for each law.
const SCENARIOS: u64 = 60;

fn propose(scenario: &Scenario, threads: usize) -> Outcome {
    solve(scenario, BackendName::best(), threads).unwrap_or_else(|error| panic!("{}: {error}", scenario.settings.name))
}

/// The proven optimum of each level of the priorities.
fn optimum(scenario: &Scenario) -> Vec<i64> {
    let outcome = propose(scenario, 1);
    assert!(outcome.is_proven(), "{}: {:?}", scenario.settings.name, outcome.levels);
    outcome.levels.iter().filter(|level| level.in_priorities).map(|level| level.value).collect()
}

/// With every level of the contract, in the default order.
fn all_levels(mut scenario: Scenario) -> Scenario {
    scenario.settings.priorities = LevelId::ALL.to_vec();
    scenario
}

/// The children in scope who are placed in a home, each with it.
fn in_homes(scenario: &Scenario, outcome: &Outcome) -> Vec<(ChildId, HouseholdId)> {
    let home = |id: ChildId| match outcome.proposal.of(id)?.place {
        Place::Home(home) => Some((id, home)),
        Place::Provision(_) => None,
    };
    scenario.in_scope().filter_map(|child| home(child.id)).collect()
}

#[test]
fn one_more_place_is_never_worse() {
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let before = optimum(&scenario);
        for home in 0..scenario.households.len() {
            let mut more = scenario.clone();
            more.households[home].places += 1;
            more.households[home].places_for_siblings += 1;
            more.households[home].bedrooms.push(1);
            assert!(optimum(&more) <= before, "seed {seed}, one more place in home {home}");
        }
    }
}

#[test]
fn one_more_home_is_never_worse() {
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let mut more = scenario.clone();
        let copy = Household {
            id: HouseholdId::at(scenario.households.len()),
            reference: "H9".to_owned(),
            status: Status::Available,
            ..scenario.households[0].clone()
        };
        more.households.push(copy);
        assert!(optimum(&more) <= optimum(&scenario), "seed {seed}");
    }
}

#[test]
fn one_child_less_never_leaves_more_unplaced() {
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let before = optimum(&scenario)[0];
        for child in &scenario.children {
            let fewer = rebuilt(&scenario, &Order::without(&scenario, child.id));
            assert!(optimum(&fewer)[0] <= before, "seed {seed}, without {}", child.reference);
        }
    }
}

#[test]
fn a_rule_or_limit_less_is_never_worse() {
    let of_rules = rules::ALL.iter().map(|each| each.about().id);
    let ids: Vec<&str> = of_rules.chain(limits::ALL.iter().map(|each| each.about().id)).collect();
    let mut better = 0;
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let before = optimum(&scenario);
        for id in &ids {
            let mut without = scenario.clone();
            without.settings.switched_off.insert((*id).to_owned(), "a test".to_owned());
            let after = optimum(&without);
            assert!(after <= before, "seed {seed}, without {id}: {after:?} after {before:?}");
            better += usize::from(after < before);
        }
    }
    assert!(better > 20, "hardly any rule or limit binds: {better}");
}

#[test]
fn names_and_the_order_of_rows_change_no_level() {
    for seed in 0..2 * SCENARIOS {
        let scenario = tiny(seed);
        let turned = rebuilt(&scenario, &Order::reversed(&scenario));
        assert_eq!(optimum(&turned), optimum(&scenario), "seed {seed}");
    }
}

#[test]
fn doubled_weights_double_the_mismatch_and_nothing_before_it() {
    for seed in 0..SCENARIOS {
        let mut scenario = tiny(seed);
        scenario.settings.priorities.retain(|level| *level != LevelId::Mismatch);
        scenario.settings.priorities.push(LevelId::Mismatch);
        let mut doubled = scenario.clone();
        for preference in preferences::ALL {
            let id = preference.about().id.to_owned();
            *doubled.settings.weights.entry(id).or_insert(1) *= 2;
        }
        for points in doubled.scores.values_mut() {
            *points *= 2;
        }
        let mut expected = optimum(&scenario);
        *expected.last_mut().expect("mismatch is the last level") *= 2;
        assert_eq!(optimum(&doubled), expected, "seed {seed}");
    }
}

#[test]
fn the_bound_by_flow_is_never_above_what_is_left_unplaced() {
    let mut met = 0;
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let outcome = propose(&scenario, 1);
        let verdict = verify::verify(&scenario, &outcome.proposal);
        let unplaced = verdict.level(LevelId::Unplaced);
        assert!(verdict.unplaced_at_least <= unplaced, "seed {seed}");
        met += usize::from(verdict.unplaced_at_least == unplaced && unplaced > 0);
    }
    assert!(met > 5, "the bound is hardly ever met where children are unplaced: {met}");
}

#[test]
fn two_services_side_by_side_are_solved_as_each_alone() {
    let alone: Vec<Scenario> =
        (0..6 * SCENARIOS).map(|seed| all_levels(tiny(seed))).filter(|each| each.provisions.is_empty()).collect();
    for pair in alone.chunks_exact(2).take(40) {
        let (a, mut b) = (&pair[0], pair[1].clone());
        b.settings = a.settings.clone();
        // Overrides and pins of the second were drawn for its own settings.
        b.decisions.clear();
        let both = side_by_side(a, &b);
        let sum: Vec<i64> = optimum(a).iter().zip(optimum(&b)).map(|(a, b)| a + b).collect();
        assert_eq!(optimum(&both), sum, "{} and {}", a.settings.name, pair[1].settings.name);
    }
}

#[test]
fn threads_change_nothing() {
    for name in ["daily", "month"] {
        let scenario = synthetic::scenario(&Recipe::named(name, 1).expect("a known size"));
        let first = propose(&scenario, 1).proposal;
        for threads in [2, 2, 1] {
            assert_eq!(propose(&scenario, threads).proposal, first, "{name} with {threads} threads");
        }
    }
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        assert_eq!(propose(&scenario, 2).proposal, propose(&scenario, 1).proposal, "seed {seed}");
    }
}

#[test]
fn a_pin_to_the_proposed_home_changes_no_level() {
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let before = optimum(&scenario);
        let placed = in_homes(&scenario, &propose(&scenario, 1));
        let mut pinned = scenario.clone();
        for (child, home) in placed.into_iter().filter(|(child, _)| scenario.pin(*child).is_none()) {
            pinned.decisions.push(decided(child, home, DecisionKind::Pin));
            pinned.decisions.sort();
            assert_eq!(optimum(&pinned), before, "seed {seed}");
        }
    }
}

#[test]
fn forbidding_what_is_not_proposed_changes_no_level() {
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let before = optimum(&scenario);
        let placed = in_homes(&scenario, &propose(&scenario, 1));
        let mut forbidden = scenario.clone();
        for child in scenario.in_scope() {
            for home in &scenario.households {
                let decided_already = scenario.decisions.iter().any(|d| (d.child, d.household) == (child.id, home.id));
                if !decided_already && !placed.contains(&(child.id, home.id)) {
                    forbidden.decisions.push(decided(child.id, home.id, DecisionKind::Forbid));
                }
            }
        }
        forbidden.decisions.sort();
        assert_eq!(optimum(&forbidden), before, "seed {seed}");
    }
}

/// The tables as files, with the rows of each in the opposite order.
fn turn_rows(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let text = fs::read_to_string(&path).expect("text");
            let (header, rows) = text.split_once('\n').expect("a header");
            let rows: Vec<&str> = rows.lines().rev().collect();
            fs::write(&path, format!("{header}\n{}\n", rows.join("\n"))).expect("written");
        }
    }
}

#[test]
fn the_order_of_rows_in_the_files_changes_nothing() {
    for seed in 0..SCENARIOS {
        let (scenario, folder) = (tiny(seed), tempfile::tempdir().expect("a folder"));
        placewell::scenario::write(&scenario, folder.path()).expect("written");
        turn_rows(folder.path());
        let read = placewell::scenario::read(folder.path()).expect("a lawful scenario");
        assert_eq!(read.scenario, scenario, "seed {seed}");
    }
}

/// The proposal as the command writes it.
fn proposal_file(folder: &Path, threads: usize) -> Vec<u8> {
    let request = Request { threads, ..Request::default() };
    let findings = placewell::propose(folder, &request, &Watch::default()).expect("findings");
    let files = report::files(&findings).expect("files");
    files.into_iter().find(|(name, _)| *name == "proposal.csv").expect("a proposal").1
}

#[test]
fn no_change_means_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let scenario = synthetic::scenario(&Recipe::named("daily", 2).expect("a known size"));
    placewell::scenario::write(&scenario, folder.path()).expect("written");
    let first = proposal_file(folder.path(), 1);
    for threads in [1, 2, 2] {
        assert!(proposal_file(folder.path(), threads) == first, "{threads} threads");
    }
    turn_rows(folder.path());
    assert!(proposal_file(folder.path(), 2) == first, "with its rows in the opposite order");
}
