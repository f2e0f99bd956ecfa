//! Every folder in `scenarios/` is read, solved, verified and answers as its `expected.toml` says; together they
//! exercise the whole catalogue.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use placewell::domain::{LevelId, Place, Proposal, Scenario};
use placewell::policy::{limits, preferences, rules};
use placewell::solve::{BackendName, Outcome, Watch};
use placewell::{compatibility, explain, scenario, solve, verify};

/// Scenarios up to this many children in scope are given to the pure-Rust back-end as well.
const SMALL: usize = 14;

/// What `expected.toml` holds: printed by a verified run with every level proven.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Every level of the proposal.
    levels: BTreeMap<String, i64>,
    /// Every level of what a duty desk does by hand.
    duty_desk: BTreeMap<String, i64>,
    /// Children in scope, placed in-house, placed elsewhere, unplaced.
    counts: Counts,
    /// Who is unplaced, where there is no choice, each with the homes that one objection closes: `"home rule"`.
    #[serde(default)]
    unplaced: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Counts {
    in_scope: usize,
    in_house: usize,
    elsewhere: usize,
    unplaced: usize,
}

/// Every folder that is to be read without faults, by its path under `scenarios/`.
fn folders() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        if folder.join("scenario.toml").is_file() {
            let name = folder.strip_prefix(&root).expect("under the root").to_string_lossy().into_owned();
            if !name.starts_with("broken") {
                found.push((name, folder));
            }
        } else {
            let entries = fs::read_dir(&folder).expect("the scenarios are there");
            open.extend(entries.map(|entry| entry.expect("readable").path()).filter(|path| path.is_dir()));
        }
    }
    found.sort();
    assert!(found.len() >= 15, "too few scenarios: {}", found.len());
    found
}

fn read(folder: &Path) -> Scenario {
    match scenario::read(folder) {
        Ok(reading) => reading.scenario,
        Err(problems) => {
            let list = problems.iter().fold(String::new(), |list, problem| format!("{list}{problem}\n"));
            panic!("{} is refused:\n{list}", folder.display())
        }
    }
}

fn solve_with(scenario: &Scenario, backend: BackendName, threads: usize) -> (Outcome, Proposal) {
    let graph = compatibility::graph(scenario);
    let by_hand = solve::by_hand(scenario, &graph);
    let outcome = solve::propose(scenario, &graph, &by_hand, backend, threads, &Watch::default())
        .expect("the scenarios can be solved");
    (outcome, by_hand)
}

/// Values in the contract's order, which is also that of a verdict.
fn values(outcome: &Outcome) -> Vec<(LevelId, i64)> {
    let mut values: Vec<_> = outcome.levels.iter().map(|level| (level.level, level.value)).collect();
    values.sort();
    values
}

fn named(levels: &[(LevelId, i64)]) -> BTreeMap<String, i64> {
    levels.iter().map(|(level, value)| (level.word().to_owned(), *value)).collect()
}

fn count(scenario: &Scenario, proposal: &Proposal) -> Counts {
    let places: Vec<Option<Place>> =
        scenario.in_scope().map(|child| proposal.of(child.id).map(|placement| placement.place)).collect();
    let in_house = places.iter().flatten().filter(|place| scenario.is_in_house(**place)).count();
    let housed = places.iter().flatten().count();
    Counts { in_scope: places.len(), in_house, elsewhere: housed - in_house, unplaced: places.len() - housed }
}

/// The unplaced children, each with the homes that only one objection closes.
fn unplaced(scenario: &Scenario, proposal: &Proposal) -> BTreeMap<String, Vec<String>> {
    let reasons = explain::explain(scenario, &compatibility::graph(scenario), proposal);
    reasons
        .children
        .iter()
        .filter(|child| proposal.of(child.child).is_none())
        .map(|child| {
            let unmet = child.unmet.as_ref().expect("an unplaced child has reasons");
            let near = unmet.near_misses.iter();
            let near =
                near.map(|miss| format!("{} {}", scenario.household(miss.home).reference, miss.objection.id)).collect();
            (scenario.child(child.child).reference.clone(), near)
        })
        .collect()
}

/// What the run found, in the form of `expected.toml`, so that a failure shows what to compare.
fn as_toml(
    levels: &[(LevelId, i64)],
    desk: &[(LevelId, i64)],
    counts: &Counts,
    who: &BTreeMap<String, Vec<String>>,
) -> String {
    let mut text = String::new();
    for (table, levels) in [("levels", levels), ("duty_desk", desk)] {
        let _ = writeln!(text, "[{table}]");
        for (level, value) in levels {
            let _ = writeln!(text, "{level} = {value}");
        }
        text.push('\n');
    }
    let Counts { in_scope, in_house, elsewhere, unplaced } = counts;
    let _ = writeln!(
        text,
        "[counts]\nin_scope = {in_scope}\nin_house = {in_house}\nelsewhere = {elsewhere}\nunplaced = {unplaced}"
    );
    if !who.is_empty() {
        text.push_str("\n[unplaced]\n");
    }
    for (child, homes) in who {
        let _ = writeln!(text, "{child} = {homes:?}");
    }
    text
}

#[test]
fn every_scenario_answers_as_expected() {
    let mut differences = String::new();
    for (name, folder) in folders() {
        let scenario = read(&folder);
        let (outcome, by_hand) = solve_with(&scenario, BackendName::best(), 1);
        let verdict = verify::verify(&scenario, &outcome.proposal);
        assert!(verdict.stands(), "{name}: {:?}", verdict.faults);
        assert!(outcome.is_proven(), "{name}: {:?}", outcome.levels);
        assert_eq!(verdict.levels, values(&outcome), "{name}: the recount differs");
        let desk = verify::verify(&scenario, &by_hand);
        assert!(desk.stands(), "{name}: the duty desk breaks rules: {:?}", desk.faults);

        let counts = count(&scenario, &outcome.proposal);
        let who = unplaced(&scenario, &outcome.proposal);
        let found = as_toml(&verdict.levels, &desk.levels, &counts, &who);
        let text = fs::read_to_string(folder.join("expected.toml")).unwrap_or_default();
        let same = toml::from_str::<Expected>(&text).is_ok_and(|expected| {
            expected.levels == named(&verdict.levels)
                && expected.duty_desk == named(&desk.levels)
                && expected.counts == counts
                && (expected.unplaced.is_empty() || expected.unplaced == who)
        });
        if !same {
            let _ = writeln!(differences, "== scenarios/{name}/expected.toml should be\n{found}");
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn the_pure_rust_back_end_agrees_on_small_scenarios() {
    for (name, folder) in folders() {
        let scenario = read(&folder);
        if scenario.in_scope().count() <= SMALL {
            let (highs, _) = solve_with(&scenario, BackendName::best(), 1);
            let (microlp, _) = solve_with(&scenario, BackendName::Microlp, 1);
            assert_eq!(values(&microlp), values(&highs), "{name}");
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for (name, folder) in folders() {
        let scenario = read(&folder);
        let [one, two] = [1, 2].map(|threads| solve_with(&scenario, BackendName::best(), threads).0);
        assert_eq!(one.proposal, two.proposal, "{name}");
    }
}

#[test]
fn the_proposal_is_never_worse_than_the_duty_desk_and_often_better() {
    let mut better = 0;
    for (name, folder) in folders() {
        let scenario = read(&folder);
        let (outcome, by_hand) = solve_with(&scenario, BackendName::best(), 1);
        let desk = named(&verify::verify(&scenario, &by_hand).levels);
        let in_order = outcome.levels.iter().filter(|level| level.in_priorities);
        let (ours, theirs): (Vec<i64>, Vec<i64>) =
            in_order.map(|level| (level.value, desk[level.level.word()])).unzip();
        assert!(ours <= theirs, "{name}: {ours:?} against {theirs:?}");
        better += usize::from(ours < theirs);
    }
    assert!(better >= 6, "the scenarios hardly show what matching is for: {better}");
}

#[test]
fn every_rule_closes_a_home_somewhere() {
    let scenarios: Vec<Scenario> = folders().iter().map(|(_, folder)| read(folder)).collect();
    for rule in rules::ALL {
        let closes = scenarios.iter().any(|scenario| {
            scenario.in_scope().any(|child| scenario.households.iter().any(|home| !rule.holds(scenario, child, home)))
        });
        assert!(closes, "no scenario exercises the rule `{}`", rule.about().id);
    }
}

#[test]
fn every_preference_gives_points_somewhere() {
    let scenarios: Vec<Scenario> = folders().iter().map(|(_, folder)| read(folder)).collect();
    for preference in preferences::ALL {
        let points = scenarios.iter().any(|scenario| {
            scenario
                .in_scope()
                .any(|child| scenario.households.iter().any(|home| preference.points(scenario, child, home) > 0))
        });
        assert!(points, "no scenario exercises the preference `{}`", preference.about().id);
    }
}

/// A limit binds where the answer gets better without it.
#[test]
fn every_limit_binds_somewhere() {
    let scenarios: Vec<Scenario> =
        folders().iter().filter(|(name, _)| name.starts_with("small")).map(|(_, folder)| read(folder)).collect();
    for limit in limits::ALL {
        let id = limit.about().id;
        let binds = scenarios.iter().any(|scenario| {
            let mut without = scenario.clone();
            without.settings.switched_off.insert(id.to_owned(), "to see what it costs".to_owned());
            let [with, without] = [scenario, &without].map(|each| solve_with(each, BackendName::best(), 1).0);
            let [with, without]: [Vec<i64>; 2] =
                [with, without].map(|outcome| outcome.levels.iter().map(|level| level.value).collect());
            without < with
        });
        assert!(binds, "no scenario in scenarios/small is bound by the limit `{id}`");
    }
}

#[test]
fn every_folder_tells_its_story_and_says_what_is_invented() {
    for (name, folder) in folders() {
        let story = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
        assert!(story.contains("invented"), "scenarios/{name}/README.md does not say what is invented");
    }
}
