//! Of a large scenario the reasons are told in part: what is told is the same as in full, the best and the most pressing
//! of it, and what is left out is counted and said.

use placewell::compatibility::graph;
use placewell::domain::{Proposal, Scenario, Urgency};
use placewell::explain::{self, ChildReasons, Detail, PAIRS_TOLD_IN_FULL, Reasons, Unmet, Want, explain_within};
use placewell::scenario::{Reading, synthetic};
use placewell::solve::{LevelOutcome, Outcome, Size, by_hand};
use placewell::verify::{Certified, verify};
use placewell::{Baseline, Findings, Request, report};

const SEEDS: std::ops::Range<u64> = 0..150;

/// Small scenarios with what is done by hand, told in full.
fn told() -> impl Iterator<Item = (Scenario, Proposal, Reasons)> {
    SEEDS.map(|seed| {
        let scenario = synthetic::tiny(seed);
        let graph = graph(&scenario);
        let proposal = by_hand(&scenario, &graph);
        let full = explain_within(&scenario, &graph, &proposal, Detail::FULL);
        (scenario, proposal, full)
    })
}

fn within(scenario: &Scenario, proposal: &Proposal, detail: Detail) -> Reasons {
    explain_within(scenario, &graph(scenario), proposal, detail)
}

fn unmet_of(reasons: &ChildReasons) -> impl Iterator<Item = &Unmet> {
    reasons.unmet.iter().chain(&reasons.further)
}

fn debug(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}")
}

#[test]
fn everything_is_told_of_a_small_scenario() {
    for (scenario, proposal, full) in told().take(20) {
        assert_eq!(Detail::of(&scenario), Detail::FULL);
        let explained = explain::explain(&scenario, &graph(&scenario), &proposal);
        assert_eq!(debug(&explained), debug(&full));
        assert!(full.left_out.is_nothing());
    }
    let large = synthetic::scenario(&synthetic::Recipe::named("council", 1).expect("a size"));
    assert!(large.in_scope().count() * large.households.len() > PAIRS_TOLD_IN_FULL);
    assert_ne!(Detail::of(&large), Detail::FULL);
}

#[test]
fn the_best_options_are_listed_with_their_rank_and_the_others_counted() {
    let mut left_out = 0;
    for (scenario, proposal, full) in told() {
        for most in [0, 1, 3] {
            let part = within(&scenario, &proposal, Detail { options: most, ..Detail::FULL });
            let mut further = 0;
            for (whole, part) in full.children.iter().zip(&part.children) {
                let ranks: Vec<usize> = whole.options.iter().map(|option| option.rank).collect();
                assert!(ranks.iter().copied().eq(1..=whole.options.len()));
                let listed = whole.options.iter().filter(|option| option.rank <= most || option.proposed);
                assert_eq!(debug(&listed.collect::<Vec<_>>()), debug(&part.options.iter().collect::<Vec<_>>()));
                assert_eq!(part.options.len() + part.further_options, whole.options.len());
                // What is said of the match itself rests on all options.
                assert_eq!(debug(&part.here), debug(&whole.here));
                further += part.further_options;
                let found = explain::options_of(&scenario, &graph(&scenario), &proposal, part.child);
                assert_eq!(debug(&found), debug(&whole.options));
            }
            assert_eq!(part.left_out.options, further);
            left_out += further;
        }
    }
    assert!(left_out > 500, "only {left_out} options were left out of any scenario");
}

#[test]
fn a_want_told_briefly_has_the_same_number_of_open_homes() {
    let (mut briefly, mut together) = (0, 0);
    for (scenario, proposal, full) in told() {
        let part = within(&scenario, &proposal, Detail { questions: 0, ..Detail::FULL });
        let pairs = full.children.iter().zip(&part.children).flat_map(|(a, b)| {
            assert_eq!(unmet_of(a).count(), unmet_of(b).count());
            unmet_of(a).zip(unmet_of(b))
        });
        for (whole, brief) in pairs {
            assert!(brief.is_brief && brief.closed_by.is_empty() && brief.contention.is_none(), "{brief:?}");
            let same = |unmet: &Unmet| (unmet.wants.clone(), unmet.about.clone(), unmet.homes, unmet.open_homes);
            assert_eq!(same(whole), same(brief), "{}", scenario.settings.name);
            briefly += 1;
            together += usize::from(brief.about.len() > 1 && brief.open_homes > 0);
        }
        assert_eq!(part.left_out.told_briefly, part.children.iter().flat_map(unmet_of).count());
    }
    assert!(briefly > 300 && together > 10, "{briefly} {together}");
}

#[test]
fn the_most_pressing_wants_are_told_in_full() {
    let mut mixed = 0;
    for (scenario, proposal, full) in told() {
        for questions in [3, 10, 30] {
            let part = within(&scenario, &proposal, Detail { questions, ..Detail::FULL });
            let mut last_full: Option<(Want, Urgency)> = None;
            let mut first_brief: Option<(Want, Urgency)> = None;
            for (whole, part) in full.children.iter().zip(&part.children) {
                let urgency = scenario.child(part.child).urgency;
                for (whole, part) in unmet_of(whole).zip(unmet_of(part)) {
                    let pressing = (part.wants[0], urgency);
                    if part.is_brief {
                        first_brief = Some(first_brief.map_or(pressing, |first| first.min(pressing)));
                    } else {
                        assert_eq!(whole, part, "what is told in full is the same");
                        // Those who are asked for together are told as the most urgent of them.
                        if part.about.len() == 1 {
                            last_full = last_full.max(Some(pressing));
                        }
                    }
                }
            }
            if let (Some(last), Some(first)) = (last_full, first_brief) {
                assert!(last <= first, "{}: {last:?} in full, {first:?} briefly", scenario.settings.name);
                mixed += 1;
            }
        }
    }
    assert!(mixed > 20, "only {mixed} scenarios tell some wants in full and some briefly");
}

#[test]
fn near_misses_are_all_counted_and_some_told_in_words() {
    let mut counted = 0;
    for (scenario, proposal, full) in told() {
        for most in [0, 1, 2] {
            let part = within(&scenario, &proposal, Detail { near_misses: most, ..Detail::FULL });
            let mut left_out = 0;
            let pairs = full.children.iter().zip(&part.children).flat_map(|(a, b)| unmet_of(a).zip(unmet_of(b)));
            for (whole, part) in pairs {
                let all: Vec<_> = whole.near_misses.iter().map(|miss| (miss.home, miss.objection.id)).collect();
                assert_eq!((&whole.nearly, &part.nearly), (&all, &all));
                assert_eq!(part.near_misses.len(), all.len().min(most));
                assert!(part.near_misses.iter().all(|miss| whole.near_misses.contains(miss)));
                let free = |misses: &[explain::NearMiss]| {
                    misses.iter().filter(|miss| miss.objection.id == "available").count()
                };
                assert_eq!(free(&part.near_misses), free(&whole.near_misses).min(most), "those not free come first");
                left_out += all.len() - part.near_misses.len();
            }
            assert_eq!(part.left_out.near_misses, left_out);
            counted += left_out;
        }
    }
    assert!(counted > 300, "{counted}");
}

#[test]
fn rivals_are_the_same_or_too_many_to_list() {
    let (mut crowded, mut listed) = (0, 0);
    for (scenario, proposal, full) in told() {
        for steps in [1, 5, 20] {
            let part = within(&scenario, &proposal, Detail { steps, ..Detail::FULL });
            for (whole, part) in full.children.iter().zip(&part.children) {
                for (whole, part) in unmet_of(whole).zip(unmet_of(part)) {
                    if part.is_crowded {
                        assert!(part.contention.is_none() && whole.contention.is_some());
                        crowded += 1;
                    } else {
                        assert_eq!(part, whole);
                        listed += usize::from(part.contention.is_some());
                    }
                }
            }
            let counted = part.children.iter().flat_map(unmet_of).filter(|unmet| unmet.is_crowded).count();
            assert_eq!(part.left_out.rivals, counted);
        }
    }
    assert!(crowded > 50 && listed > 50, "{crowded} {listed}");
}

/// Findings whose reasons are told in part.
fn findings(scenario: Scenario, proposal: Proposal, detail: Detail) -> Findings {
    let verdict = verify(&scenario, &proposal);
    let level = |(level, value): &(_, i64)| LevelOutcome {
        level: *level,
        in_priorities: true,
        value: *value,
        bound: None,
        seconds: 0.0,
    };
    Findings {
        reasons: within(&scenario, &proposal, detail),
        outcome: Outcome {
            proposal: proposal.clone(),
            levels: verdict.levels.iter().map(level).collect(),
            certificates: Vec::new(),
            backend: "none".into(),
            stopped: None,
            size: Size::default(),
        },
        baseline: Baseline { verdict: verdict.clone(), proposal },
        verdict,
        certified: Certified::default(),
        request: Request::default(),
        reading: Reading { scenario, warnings: Vec::new(), inputs: Vec::new() },
    }
}

#[test]
fn page_record_and_terminal_say_what_was_left_out() {
    let (scenario, proposal, _) = told()
        .find(|(_, _, full)| full.children.iter().flat_map(unmet_of).count() > 2)
        .expect("one with wants that are not met");
    let children = scenario.children.len();
    let found =
        findings(scenario.clone(), proposal.clone(), Detail { options: 1, near_misses: 1, questions: 0, steps: 1 });
    let left = found.reasons.left_out;
    assert!(left.options > 0 && left.told_briefly > 0);
    let text = |found: &Findings, name: &str| {
        let files = report::files(found).expect("made");
        let bytes = files.into_iter().find(|(file, _)| *file == name).expect("there").1;
        String::from_utf8(bytes).expect("UTF-8")
    };
    let page = text(&found, "report.html");
    assert!(page.contains("more are not listed, as the scenario is large"), "{page}");
    assert!(page.contains("only how many homes are open"));
    let record: serde_json::Value = serde_json::from_str(&text(&found, "result.json")).expect("JSON");
    assert_eq!(record["left_out"]["options"], left.options);
    assert_eq!(record["left_out"]["told_briefly"], left.told_briefly);
    assert!(report::terminal(&found, None).contains("Left out, as the scenario is large"));
    // The proposal is whole, and every want has its row.
    assert_eq!(text(&found, "proposal.csv").lines().count(), children + 1);
    let wants = found.reasons.children.iter().flat_map(unmet_of).count();
    assert_eq!(text(&found, "unplaced.csv").lines().count(), wants + 1);

    let full = findings(scenario, proposal, Detail::FULL);
    let record: serde_json::Value = serde_json::from_str(&text(&full, "result.json")).expect("JSON");
    assert!(record["left_out"].is_null());
    assert!(!report::terminal(&full, None).contains("Left out"));
    assert_eq!(text(&full, "proposal.csv").lines().count(), children + 1);
}
