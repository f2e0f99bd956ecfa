//! Sides and trade-offs: a side compared with itself, policies that do what they say, and every frontier against a brute
//! force over all lawful proposals.

use std::collections::BTreeSet;

use placewell::compare::policies::ALL;
use placewell::compare::{Asked, Comparison, Effect, Frontier, Policy, Rest, Standing, compare, frontier};
use placewell::domain::{LevelId, Place, Plan, Scenario, Sector, Tenths};
use placewell::scenario::Reading;
use placewell::scenario::synthetic::{self, Recipe, tiny};
use placewell::solve::Watch;
use placewell::{Request, report, verify};

use crate::exhaustive::every;
use crate::support::{Town, child};

const SCENARIOS: u64 = 120;

fn request(threads: usize) -> Request {
    Request { threads, ..Request::default() }
}

fn asked(label: &str, scenario: &Scenario, of_first: bool) -> Asked {
    let reading = Reading { scenario: scenario.clone(), warnings: Vec::new(), inputs: Vec::new() };
    Asked { label: label.to_owned(), title: label.to_owned(), policy: String::new(), reading, of_first }
}

/// The scenario as it stands and under each of these policies.
fn under(scenario: &Scenario, policies: &[&str]) -> Comparison {
    let mut sides = vec![asked("as it is", scenario, false)];
    for text in policies {
        let policy = Policy::read(text).expect("a policy");
        sides.push(asked(text, &policy.apply(scenario).expect("it means something here"), true));
    }
    compare(sides, &request(1), &Watch::default()).expect("every side has a proposal")
}

fn files(comparison: &Comparison, frontier: Option<&Frontier>) -> Vec<report::File> {
    report::comparison_files(comparison, frontier).expect("files")
}

fn file(files: &[report::File], name: &str) -> Vec<u8> {
    files.iter().find(|(each, _)| *each == name).map(|(_, bytes)| bytes.clone()).expect("the file is there")
}

fn is_the_same(comparison: &Comparison) {
    assert!(comparison.children.is_empty(), "{:?}", comparison.children);
    let proposals =
        |side: &placewell::compare::Side| file(&report::files(&side.findings).expect("files"), "proposal.csv");
    for side in &comparison.sides {
        assert!(side.toll.is_empty(), "{:?}", side.toll);
        assert_eq!(proposals(side), proposals(&comparison.sides[0]), "{}", side.label);
        for level in LevelId::ALL {
            assert_eq!(side.value(*level), comparison.sides[0].value(*level));
        }
    }
    let written = file(&files(comparison, None), "differences.csv");
    assert_eq!(String::from_utf8_lossy(&written).lines().count(), 1, "only the header");
}

#[test]
fn a_scenario_compared_with_itself_differs_in_nothing_to_the_byte() {
    for seed in 0..40 {
        let scenario = tiny(seed);
        let sides = vec![asked("a", &scenario, false), asked("b", &scenario, false)];
        let comparison = compare(sides, &request(1), &Watch::default()).expect("a proposal");
        assert!(comparison.stands() && comparison.is_proven());
        is_the_same(&comparison);
    }
    let daily = synthetic::scenario(&Recipe::named("daily", 1).expect("a known size"));
    let sides = vec![asked("a", &daily, false), asked("b", &daily, false)];
    is_the_same(&compare(sides, &request(4), &Watch::default()).expect("a proposal"));
}

#[test]
fn policies_that_change_nothing_differ_in_nothing_to_the_byte() {
    for seed in 0..20 {
        let mut scenario = tiny(seed);
        scenario.settings.priorities = LevelId::ALL.to_vec();
        let same = [
            "siblings-first+priorities=unplaced,not_in_family,separated,external,moved,mismatch,weekly_cost",
            "max-miles=9999",
        ];
        let comparison = under(&scenario, &same);
        is_the_same(&comparison);
        assert_eq!(comparison.sides[1].breaks, Some(Vec::new()));
    }
}

#[test]
fn a_policy_is_a_pure_function_that_leaves_the_scenario_as_it_is() {
    let scenario = tiny(3);
    for change in ALL {
        let text = match change.id {
            "max-miles" => "max-miles=1".to_owned(),
            "priorities" => "priorities=unplaced,weekly_cost".to_owned(),
            "without" => "without=age-range".to_owned(),
            id => id.to_owned(),
        };
        let policy = Policy::read(&text).expect("in the catalogue");
        let before = format!("{scenario:?}");
        let once = policy.apply(&scenario).expect("it means something");
        assert_eq!(format!("{scenario:?}"), before, "{text} changed what it was given");
        let twice = policy.apply(&once).expect("it means something");
        assert_eq!(format!("{once:?}"), format!("{twice:?}"), "{text} twice is not {text} once");
        assert!(policy.words().ends_with('.') && !change.title.ends_with('.'), "{text}: {}", policy.words());
    }
}

/// Two siblings: one home in-house for one of them, an agency for both.
fn siblings() -> Town {
    Town::new()
        .child("C1", |_| ())
        .child("C2", |_| ())
        .siblings(&["C1", "C2"])
        .home("H1", |h| h.places = 1)
        .provision("P1", |p| p.max_siblings = 2)
}

#[test]
fn in_house_first_splits_siblings_and_says_whom_it_touches() {
    let comparison = under(&siblings().build(), &["in-house-first", "siblings-first"]);
    let [first, in_house, together] = comparison.sides.as_slice() else { panic!("three sides") };
    let two = |side: &placewell::compare::Side| (side.value(LevelId::External), side.value(LevelId::Separated));
    assert_eq!((two(first), two(in_house), two(together)), ((2, 0), (1, 1), (2, 0)));
    assert_eq!(comparison.standing(in_house, LevelId::External), Standing::Proved);
    let who = |effect: Effect| in_house.toll.iter().find(|(each, _)| *each == effect).map(|(_, who)| who.len());
    assert_eq!((who(Effect::EntersInHouse), who(Effect::MoreApart), who(Effect::LosesPlace)), (Some(1), Some(2), None));
    assert!(together.toll.is_empty());
    assert_eq!(comparison.children.len(), 2, "both are apart, though one stays where it was");
    assert!(comparison.children.iter().all(|each| each.sides[0] == each.sides[2]));
    let cost = |side: usize| -> i64 {
        comparison.children.iter().filter_map(|each| each.sides[side].as_ref()?.weekly_cost_pence).sum()
    };
    assert_eq!((cost(0), cost(1)), (200_000, 145_000));
}

#[test]
fn no_moves_keeps_a_child_at_home_unless_somebody_would_have_no_place() {
    let town = Town::new()
        .child("C1", |c| c.may_move = true)
        .home("H1", |_| ())
        .home("A1", |h| h.sector = Sector::Ifa)
        .lives("C1", "A1");
    let moved = |town: Town| {
        let comparison = under(&town.build(), &["no-moves"]);
        [0, 1].map(|side| comparison.sides[side].value(LevelId::Moved))
    };
    assert_eq!(moved(town.clone()), [1, 0]);
    // The newcomer can live nowhere but in the one place of A1.
    let full = town.home("A1", |h| h.places = 1).home("H1", |h| h.age_min = 8).child("C2", |c| c.age = 3);
    assert_eq!(moved(full), [1, 1]);
}

#[test]
fn cost_blind_leaves_cost_and_sector_out_and_only_counts_them() {
    let town = Town::new().child("C1", |_| ()).home("H1", |h| h.skills = ["uasc".to_owned()].into());
    let town = town.home("A1", |h| h.sector = Sector::Ifa);
    let comparison = under(&town.build(), &["cost-blind"]);
    let blind = &comparison.sides[1];
    assert_eq!((comparison.sides[0].value(LevelId::External), blind.value(LevelId::External)), (0, 1));
    assert_eq!(comparison.standing(blind, LevelId::External), Standing::Counted);
    assert_eq!(comparison.standing(blind, LevelId::Mismatch), Standing::Proved);
}

#[test]
fn no_exemptions_sends_the_fourth_child_elsewhere_and_leaves_kinship_homes_alone() {
    let mut town = Town::new().home("H1", |h| (h.places, h.bedrooms) = (4, vec![1; 4]));
    for name in ["C1", "C2", "C3", "C4"] {
        town = town.child(name, |_| ());
    }
    let town = town.named("H1", "C4").home("K1", |h| h.sector = Sector::Kinship).child("C5", |_| ()).named("K1", "C5");
    let scenario = town.build();
    let comparison = under(&scenario, &["no-exemptions"]);
    assert_eq!([0, 1].map(|side| comparison.sides[side].value(LevelId::Unplaced)), [0, 1]);
    let c5 = child(&scenario, "C5");
    let there = comparison.sides[1].findings.outcome.proposal.of(c5).map(|each| each.place);
    assert!(matches!(there, Some(Place::Home(home)) if scenario.household(home).sector == Sector::Kinship));
}

#[test]
fn max_miles_tightens_and_never_loosens() {
    let town = Town::new()
        .locality("FAR", Some((24_140, 0)), Some("Here"))
        .child("C1", |c| c.max_miles = Tenths(200))
        .home("H1", |_| ())
        .put("H1", "FAR");
    let scenario = town.clone().build();
    let unplaced =
        |policies: &[&str]| under(&scenario, policies).sides.last().map(|side| side.value(LevelId::Unplaced));
    assert_eq!([unplaced(&["max-miles=15"]), unplaced(&["max-miles=14.9"])], [Some(0), Some(1)], "it is 15 miles");
    let near = town.child("C1", |c| c.max_miles = Tenths(20)).build();
    let loosened = Policy::read("max-miles=100").and_then(|policy| policy.apply(&near)).expect("a policy");
    assert_eq!(loosened.children[0].max_miles, Tenths(20));
}

#[test]
fn a_rule_switched_off_is_priced_and_the_result_is_not_called_lawful() {
    let town = Town::new().child("C1", |c| c.age = 14).home("H1", |h| h.age_max = 10);
    let comparison = under(&town.build(), &["without=age-range"]);
    let without = &comparison.sides[1];
    assert_eq!((comparison.sides[0].value(LevelId::Unplaced), without.value(LevelId::Unplaced)), (1, 0));
    assert!(without.findings.verdict.stands(), "under its own rules it is lawful");
    let breaks: Vec<&str> = without.breaks.iter().flatten().map(|fault| fault.id.as_str()).collect();
    assert_eq!(breaks, ["age-range"]);
    let page = String::from_utf8(file(&files(&comparison, None), "report.html")).expect("UTF-8");
    assert!(page.contains("Not lawful today"));
}

#[test]
fn a_child_whom_only_one_scenario_has_is_said_to_be() {
    let a = Town::new().child("C1", |_| ()).child("C2", |_| ()).home("H1", |_| ()).build();
    let b = Town::new().child("C1", |_| ()).child("C3", |_| ()).home("H1", |_| ()).build();
    let both = |x: &Scenario, y: &Scenario| {
        compare(vec![asked("x", x, false), asked("y", y, false)], &request(1), &Watch::default()).expect("a proposal")
    };
    let comparison = both(&a, &b);
    let told: Vec<(&str, bool, bool)> = comparison
        .children
        .iter()
        .map(|each| (each.child.as_str(), each.sides[0].is_some(), each.sides[1].is_some()))
        .collect();
    assert_eq!(told, [("C2", true, false), ("C3", false, true)]);
    assert_eq!(
        comparison.sides[1].toll,
        [(Effect::OnlyHere, vec!["C3".to_owned()]), (Effect::OnlyFirst, vec!["C2".to_owned()])]
    );
    // The order of sides decides what is the reference, and nothing else.
    let turned = both(&b, &a);
    let mirror = |each: &placewell::compare::Difference| {
        (each.child.clone(), each.sides.iter().rev().cloned().collect::<Vec<_>>())
    };
    let straight = comparison.children.iter().map(|each| (each.child.clone(), each.sides.clone())).collect::<Vec<_>>();
    assert_eq!(turned.children.iter().map(mirror).collect::<Vec<_>>(), straight);
}

/// The points that nothing beats, of all lawful proposals whose earlier levels are at their best.
fn by_brute_force(scenario: &Scenario, levels: (LevelId, LevelId)) -> Vec<(i64, i64)> {
    let at = |level: LevelId| LevelId::ALL.iter().position(|each| *each == level).expect("a level");
    let is_one = |level: &&LevelId| **level != levels.0 && **level != levels.1;
    let before: Vec<usize> = scenario.settings.priorities.iter().take_while(is_one).map(|level| at(*level)).collect();
    let all = every(scenario);
    let of_before = |values: &Vec<i64>| before.iter().map(|level| values[*level]).collect::<Vec<i64>>();
    let best = all.iter().map(of_before).min().expect("somebody can always be left unplaced");
    let points: BTreeSet<(i64, i64)> = all
        .iter()
        .filter(|values| of_before(values) == best)
        .map(|values| (values[at(levels.0)], values[at(levels.1)]))
        .collect();
    let beats = |a: &(i64, i64), b: &(i64, i64)| a != b && a.0 <= b.0 && a.1 <= b.1;
    points.iter().copied().filter(|point| !points.iter().any(|other| beats(other, point))).collect()
}

fn walk(scenario: &Scenario, levels: (LevelId, LevelId), most: usize, threads: usize) -> Frontier {
    frontier(scenario, levels, most, &request(threads), &Watch::default()).expect("a frontier")
}

fn values(frontier: &Frontier) -> Vec<(i64, i64)> {
    frontier.points.iter().map(|point| point.values).collect()
}

#[test]
fn a_frontier_is_what_a_brute_force_finds_and_every_point_is_proved_and_verified() {
    use LevelId::{External, Mismatch, Moved, Separated, Unplaced, WeeklyCost};
    let pairs = [
        (External, Separated),
        (Mismatch, WeeklyCost),
        (Separated, WeeklyCost),
        (WeeklyCost, Unplaced),
        (External, Mismatch),
        (Moved, WeeklyCost),
    ];
    let mut many = 0;
    for seed in 0..SCENARIOS {
        let mut scenario = tiny(seed);
        if seed % 2 == 1 {
            // Nothing but `unplaced` is held: more to trade.
            scenario.settings.priorities.truncate(1);
        }
        let levels = pairs[usize::try_from(seed).expect("small") % pairs.len()];
        let found = walk(&scenario, levels, usize::MAX, 1);
        assert_eq!(values(&found), by_brute_force(&scenario, levels), "seed {seed}, {levels:?}");
        assert_eq!(found.rest, Rest::None, "seed {seed}");
        for point in &found.points {
            let verdict = verify::verify(&scenario, point.proposal());
            assert!(point.proven && verdict.stands(), "seed {seed}: {:?}", verdict.faults);
            assert_eq!((verdict.level(levels.0), verdict.level(levels.1)), point.values, "seed {seed}");
            assert_eq!(point.outcome.levels.len(), LevelId::ALL.len(), "every level is counted");
            assert!(found.held.iter().all(|(level, value)| verdict.level(*level) == *value), "seed {seed}");
        }
        many += usize::from(found.points.len() > 1);
    }
    assert!(many > 30, "only {many} frontiers have a trade-off at all");
}

#[test]
fn a_trade_off_on_a_small_fixture_is_the_one_seen_by_eye() {
    let scenario = siblings().plan("C1", "C2", Plan::PreferTogether).build();
    let found = walk(&scenario, (LevelId::External, LevelId::Separated), 100, 1);
    assert_eq!(values(&found), [(1, 1), (2, 0)]);
    assert_eq!(found.held, [(LevelId::Unplaced, 0), (LevelId::NotInFamily, 0)]);
    let one = walk(&scenario, (LevelId::External, LevelId::Separated), 1, 1);
    assert_eq!(
        (values(&one), one.rest),
        (vec![(2, 0)], Rest::MostPoints),
        "the walk begins with the second level at its best"
    );
}

#[test]
fn a_stopped_frontier_claims_nothing_more_than_it_found() {
    let watch = Watch::default();
    watch.interrupted.store(true, std::sync::atomic::Ordering::Relaxed);
    let scenario = synthetic::scenario(&Recipe::named("daily", 2).expect("a known size"));
    let found =
        frontier(&scenario, (LevelId::External, LevelId::Separated), 100, &request(1), &watch).expect("the baseline");
    assert!(found.rest == Rest::Stopped || found.points.iter().all(|point| point.proven), "{:?}", found.rest);
    assert!(found.points.iter().all(|point| verify::verify(&scenario, point.proposal()).stands()));
}

#[test]
fn the_same_bytes_come_of_any_number_of_threads() {
    let scenario = synthetic::scenario(&Recipe::named("daily", 3).expect("a known size"));
    let bytes = |threads: usize| {
        let sides = ["in-house-first", "no-moves", "max-miles=5"].map(|text| {
            let changed = Policy::read(text).and_then(|policy| policy.apply(&scenario)).expect("a policy");
            asked(text, &changed, true)
        });
        let sides = std::iter::once(asked("as it is", &scenario, false)).chain(sides).collect();
        let comparison = compare(sides, &request(threads), &Watch::default()).expect("a proposal");
        let found = walk(&scenario, (LevelId::External, LevelId::Separated), 100, threads);
        files(&comparison, Some(&found))
    };
    let (one, four) = (bytes(1), bytes(4));
    let names = |files: &[report::File]| files.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    let all = ["comparison.csv", "differences.csv", "frontier.csv", "comparison.json", "report.html", "report.xlsx"];
    assert_eq!(names(&one), all);
    assert!(all.iter().all(|name| report::NAMES.contains(name)));
    for ((name, a), (_, b)) in one.iter().zip(&four) {
        assert!(a == b, "{name} differs");
    }
}

fn placewell(arguments: &[&str]) -> (i32, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_placewell"));
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().expect("the binary runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("not killed"), text(&output.stdout), text(&output.stderr))
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_way_to_mend_it_and_nothing_is_written() {
    let room = tempfile::tempdir().expect("a temporary folder");
    let out = room.path().join("result");
    let out = out.to_str().expect("a plain path");
    let refused: &[(&[&str], &str)] = &[
        (&["--policy", "in-house-frist"], "perhaps `in-house-first`"),
        (&["--policy", "max-miles=far"], "`far` is not a distance in miles"),
        (&["--policy", "priorities=moved"], "begin with `unplaced`"),
        (&["--policy", "without=pet"], "perhaps `pets`"),
        (&["--frontier", "in_house", "external"], "two different levels"),
        (&["--frontier", "in_house", "brothers"], "there is no level `brothers`"),
        (&["scenarios/broken/cells"], "in `scenarios/broken/cells`:"),
    ];
    for (arguments, said) in refused {
        let (exit, _, err) = placewell(&[&["compare", "scenarios/first-look", "--out", out], *arguments].concat());
        assert_eq!(exit, 2, "{arguments:?}: {err}");
        assert!(err.contains(said) && err.contains("mend:"), "{arguments:?}: {err}");
        assert!(!std::path::Path::new(out).exists(), "{arguments:?}: something was written");
    }
    assert_eq!(placewell(&["compare"]).0, 2);
}

#[test]
fn a_pin_that_a_policy_rules_out_is_said_with_the_side() {
    let town = Town::new().locality("FAR", Some((24_140, 0)), Some("Here")).child("C1", |_| ()).home("H1", |_| ());
    let scenario = town.put("H1", "FAR").pin("C1", "H1").build();
    let near = Policy::read("max-miles=1").and_then(|policy| policy.apply(&scenario)).expect("a policy");
    let sides = vec![asked("as it is", &scenario, false), asked("max-miles=1", &near, true)];
    let refused = compare(sides, &request(1), &Watch::default()).expect_err("the pin cannot hold");
    assert_eq!(refused.label, "max-miles=1");
    assert!(refused.to_string().contains("pinned"), "{refused}");
}

#[test]
fn the_policies_are_listed_and_a_comparison_is_printed_for_programs() {
    let (exit, out, _) = placewell(&["compare", "--policies"]);
    assert_eq!(exit, 0);
    assert!(ALL.iter().all(|change| out.contains(change.id) && out.contains(change.title)), "{out}");
    let (_, help, _) = placewell(&["compare", "--help"]);
    assert!(ALL.iter().all(|change| help.contains(change.id)), "{help}");
    let (exit, out, _) =
        placewell(&["compare", "scenarios/first-look", "scenarios/first-look", "--format", "json", "--threads", "1"]);
    assert_eq!(exit, 0);
    let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(read["sides"].as_array().map(Vec::len), Some(2));
    assert_eq!((&read["children"], &read["frontier"]), (&serde_json::json!([]), &serde_json::Value::Null));
    assert_ne!(read["sides"][0]["label"], read["sides"][1]["label"], "every side has a name of its own");
}
