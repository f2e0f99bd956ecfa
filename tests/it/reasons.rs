//! Reasons are sufficient: what they name is enough for what they explain.

use std::collections::{BTreeMap, BTreeSet};

use placewell::compatibility::{Graph, graph};
use placewell::domain::{
    Child, ChildId, Decision, DecisionKind, HouseholdId, LevelId, Place, Placement, Proposal, Scenario,
};
use placewell::explain::{self, Alternative, ChildReasons, Unmet, Want, exact_options};
use placewell::policy::{Pairs, levels, limits, provision};
use placewell::scenario::synthetic;
use placewell::solve::{self, BackendName, Outcome, SolveError, Watch};
use placewell::verify;

const SEEDS: std::ops::Range<u64> = 0..150;

fn solve(scenario: &Scenario, graph: &Graph) -> Result<Outcome, SolveError> {
    let fallback = solve::by_hand(scenario, graph);
    solve::propose(scenario, graph, &fallback, BackendName::best(), 1, &Watch::default())
}

/// Scenarios that can be solved, with the best proposal of each.
fn solved() -> impl Iterator<Item = (Scenario, Graph, Outcome)> {
    SEEDS.filter_map(|seed| {
        let scenario = synthetic::tiny(seed);
        let graph = graph(&scenario);
        let outcome = solve(&scenario, &graph).ok()?;
        assert!(outcome.is_proven(), "seed {seed}");
        Some((scenario, graph, outcome))
    })
}

fn counted(scenario: &Scenario, proposal: &Proposal, order: &[(LevelId, i64)]) -> Vec<(LevelId, i64)> {
    order.iter().map(|(id, _)| (*id, levels::level(*id).count(scenario, proposal))).collect()
}

fn unmet_of(reasons: &ChildReasons) -> impl Iterator<Item = &Unmet> {
    reasons.unmet.iter().chain(&reasons.further)
}

#[test]
fn direct_effects_are_recounts_and_blocked_means_unlawful() {
    let (mut free, mut blocked) = (0, 0);
    for (scenario, graph, outcome) in solved() {
        for proposal in [&outcome.proposal, &solve::by_hand(&scenario, &graph)] {
            for child in explain::explain(&scenario, &graph, proposal).children {
                for option in &child.options {
                    let before = counted(&scenario, proposal, &option.direct);
                    let moved = landings(&scenario, proposal, child.child, option);
                    let recounts = |changed: &&Proposal| {
                        let after = counted(&scenario, changed, &option.direct);
                        let change = after.iter().zip(&before).map(|(a, b)| (a.0, a.1 - b.1));
                        change.eq(option.direct.iter().copied())
                    };
                    let changed = moved
                        .iter()
                        .find(recounts)
                        .unwrap_or_else(|| panic!("{}: {option:?} is no recount", scenario.settings.name));
                    let stands = verify::verify(&scenario, changed).stands();
                    assert_eq!(stands, option.blocked_by.is_empty(), "{}: {option:?}", scenario.settings.name);
                    if stands { free += 1 } else { blocked += 1 }
                }
            }
        }
    }
    assert!(free > 500 && blocked > 200, "{free} free, {blocked} blocked");
}

/// The proposal with the option's movers there: in a home one way, in a provision by themselves or with siblings.
fn landings(scenario: &Scenario, proposal: &Proposal, child: ChildId, option: &Alternative) -> Vec<Proposal> {
    let there = match option.place {
        Place::Home(id) => vec![Placement::home(id)],
        Place::Provision(_) if option.proposed => vec![proposal.of(child).expect("it is proposed")],
        Place::Provision(id) => (0..9).map(|unit| Placement::provision(id, unit)).collect(),
    };
    let lands = |placement: Placement| {
        let mut changed = proposal.clone();
        for mover in &option.movers {
            changed.placements[mover.index()] = Some(placement);
        }
        changed
    };
    let is_unit = |placement: &Placement| match placement.place {
        Place::Home(_) => true,
        Place::Provision(id) => {
            let all = scenario.children.iter().map(|each| each.id);
            let with: Vec<ChildId> =
                all.filter(|each| option.movers.contains(each) || proposal.of(*each) == Some(*placement)).collect();
            with.iter().all(|each| scenario.child(*each).in_scope())
                && provision::unit_breach(scenario, scenario.provision(id), &with).is_none()
        }
    };
    there.into_iter().filter(is_unit).map(lands).collect()
}

#[test]
fn the_proposed_place_is_an_option_and_no_free_option_is_better() {
    for (scenario, graph, outcome) in solved() {
        for child in explain::explain(&scenario, &graph, &outcome.proposal).children {
            let proposed: Vec<Place> =
                child.options.iter().filter(|option| option.proposed).map(|option| option.place).collect();
            let place = outcome.proposal.of(child.child).map(|placement| placement.place);
            assert_eq!(proposed, place.into_iter().collect::<Vec<_>>());
            let priorities = scenario.settings.priorities.len();
            for option in child.options.iter().filter(|option| option.blocked_by.is_empty()) {
                let change: Vec<i64> = option.direct[..priorities].iter().map(|(_, change)| *change).collect();
                assert!(change >= vec![0; priorities], "{}: {option:?}", scenario.settings.name);
            }
            let here = child.here.iter().flat_map(|here| &here.equally_good);
            assert!(here.into_iter().all(|place| !proposed.contains(place)));
        }
    }
}

/// Whether all of them can move in together beside those who stay, asked of the policy alone.
fn is_open(scenario: &Scenario, children: &[ChildId], home: HouseholdId) -> bool {
    let (pairs, household) = (Pairs::of(scenario), scenario.household(home));
    let (movers, stayers): (Vec<&Child>, Vec<&Child>) =
        children.iter().map(|child| scenario.child(*child)).partition(|child| child.in_scope());
    let staying = scenario.staying_in(home);
    let mut everyone: Vec<ChildId> = staying.iter().copied().chain(movers.iter().map(|child| child.id)).collect();
    everyone.sort_unstable();
    let lawful =
        |all: &[ChildId]| limits::active(scenario).iter().all(|limit| limit.breach(scenario, household, all).is_none());
    movers.iter().all(|child| pairs.is_open(child, household))
        && stayers.iter().all(|child| child.current == Some(Place::Home(home)))
        && (staying.is_empty() || lawful(&staying))
        && lawful(&everyone)
}

#[test]
fn objections_cover_every_closed_home() {
    let mut closed_to_all = 0;
    for (scenario, graph, outcome) in solved() {
        for child in explain::explain(&scenario, &graph, &outcome.proposal).children {
            for unmet in unmet_of(&child) {
                let in_house = unmet.wants[0] == Want::InHouse;
                let homes = || scenario.households.iter().filter(|home| !in_house || home.is_in_house());
                let open = homes().filter(|home| is_open(&scenario, &unmet.about, home.id)).count();
                assert_eq!((unmet.homes, unmet.open_homes), (homes().count(), open), "{}", scenario.settings.name);
                let objections: usize = unmet.closed_by.iter().map(|(_, homes)| *homes).sum();
                assert!(objections + open >= unmet.homes);
                closed_to_all += usize::from(open == 0);
            }
        }
    }
    assert!(closed_to_all > 20, "{closed_to_all}");
}

#[test]
fn a_home_that_is_nearly_open_opens_without_its_one_objection() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (scenario, graph, outcome) in solved() {
        for child in explain::explain(&scenario, &graph, &outcome.proposal).children {
            for unmet in unmet_of(&child) {
                for miss in &unmet.near_misses {
                    assert!(!is_open(&scenario, &unmet.about, miss.home));
                    for mended in without(&scenario, &unmet.about, miss.home, miss.objection.id) {
                        let name = &scenario.settings.name;
                        assert!(is_open(&mended, &unmet.about, miss.home), "{name}: {:?} {miss:?}", unmet.about);
                    }
                    *seen.entry(miss.objection.id).or_default() += 1;
                }
            }
        }
    }
    for id in ["age-range", "needs", "approved-number", "bedrooms", "forbid", "pin"] {
        assert!(seen.contains_key(id), "no near miss by {id}: {seen:?}");
    }
}

/// The scenario with the objection removed, in every way there is: switched off, overridden, or the decision dropped.
fn without(scenario: &Scenario, about: &[ChildId], home: HouseholdId, id: &str) -> Vec<Scenario> {
    let mut mended = scenario.clone();
    let dropped = |each: &Decision, kind: DecisionKind| each.kind == kind && about.contains(&each.child);
    match id {
        "forbid" => mended.decisions.retain(|each| !dropped(each, DecisionKind::Forbid)),
        "pin" => mended.decisions.retain(|each| !dropped(each, DecisionKind::Pin)),
        "stays" => about.iter().for_each(|child| mended.children[child.index()].may_move = true),
        _ => {
            mended.settings.switched_off.insert(id.to_owned(), "a test".to_owned());
        }
    }
    let is_pair_rule = placewell::policy::rules::ALL.iter().any(|rule| rule.about().id == id);
    let overridden = is_pair_rule.then(|| {
        let mut overridden = scenario.clone();
        overridden.decisions.extend(about.iter().map(|child| Decision {
            child: *child,
            household: home,
            kind: DecisionKind::Override,
            rule: Some(id.to_owned()),
            reason: Some("a test".to_owned()),
            decided_by: None,
            decided_on: None,
        }));
        overridden
    });
    [mended].into_iter().chain(overridden).collect()
}

#[test]
fn those_who_compete_leave_as_many_unplaced_by_themselves() {
    let mut contended = 0;
    for (scenario, open, outcome) in solved() {
        let explained = explain::explain(&scenario, &open, &outcome.proposal);
        for child in explained.children {
            let Some(unmet) = child.unmet.as_ref().filter(|unmet| unmet.wants[0] == Want::Placement) else { continue };
            let Some(contention) = &unmet.contention else {
                assert!(unmet.open_homes == 0, "{}", scenario.settings.name);
                continue;
            };
            assert!(contention.children.contains(&child.child));
            let weight = |scenario: &Scenario, proposal: &Proposal, children: &[ChildId]| -> i64 {
                let unplaced = children.iter().filter(|each| proposal.of(**each).is_none());
                unplaced.map(|each| scenario.child(*each).urgency.weight()).sum()
            };
            let claimed = weight(&scenario, &outcome.proposal, &contention.children);
            let (alone, kept) = keep(&scenario, &contention.children);
            let found = solve(&alone, &graph(&alone)).expect("those who compete can be solved").proposal;
            assert_eq!(weight(&alone, &found, &kept), claimed, "{}: {contention:?}", scenario.settings.name);
            let places: BTreeSet<Place> = contention.places.iter().copied().collect();
            let used = kept.iter().filter_map(|each| found.of(*each)).map(|placement| placement.place);
            assert!(used.into_iter().all(|place| places.contains(&place)), "{}", scenario.settings.name);
            contended += usize::from(contention.children.len() > 1);
        }
    }
    assert!(contended > 10, "{contended}");
}

/// The scenario with these children in scope and those who stay; and the new positions of these children.
fn keep(scenario: &Scenario, children: &[ChildId]) -> (Scenario, Vec<ChildId>) {
    let stays = |child: &&Child| !child.in_scope() || children.contains(&child.id);
    let kept: Vec<&Child> = scenario.children.iter().filter(stays).collect();
    let new: BTreeMap<ChildId, ChildId> =
        kept.iter().enumerate().map(|(position, child)| (child.id, ChildId::at(position))).collect();
    let mut alone = scenario.clone();
    alone.children = kept.iter().map(|child| Child { id: new[&child.id], ..(*child).clone() }).collect();
    for group in &mut alone.groups {
        group.members = group.members.iter().filter_map(|member| new.get(member).copied()).collect();
    }
    for home in &mut alone.households {
        home.named_children = home.named_children.iter().filter_map(|child| new.get(child).copied()).collect();
    }
    alone.relations = (scenario.relations.iter())
        .filter_map(|((a, b), plan)| Some(((*new.get(a)?, *new.get(b)?), plan.clone())))
        .collect();
    alone.exclusions = (scenario.exclusions.iter())
        .filter_map(|((child, home), all)| Some(((*new.get(child)?, *home), all.clone())))
        .collect();
    alone.scores = (scenario.scores.iter())
        .filter_map(|((child, home), points)| Some(((*new.get(child)?, *home), *points)))
        .collect();
    alone.decisions = (scenario.decisions.iter())
        .filter_map(|each| Some(Decision { child: *new.get(&each.child)?, ..each.clone() }))
        .collect();
    (alone, children.iter().map(|child| new[child]).collect())
}

#[test]
fn a_pin_of_an_exact_option_reproduces_its_numbers() {
    let (mut lawful, mut unlawful) = (0, 0);
    for (scenario, graph, outcome) in solved().take(60) {
        let mut reasons = explain::explain(&scenario, &graph, &outcome.proposal);
        exact_options(&graph, &outcome, &mut reasons.children, &|pinned, _| solve(&scenario, pinned))
            .expect("every option can be re-solved");
        for child in &reasons.children {
            for option in &child.options {
                let exact = option.exact.as_ref().expect("it was asked for");
                assert!(exact.proven);
                let again = pinned(&scenario, child.child, option.place, &graph);
                let expected = exact.change.as_ref().map(|change| {
                    let old = outcome.levels.iter().map(|level| level.value);
                    old.zip(change).map(|(old, (id, change))| (*id, old + change)).collect::<Vec<_>>()
                });
                let priorities = scenario.settings.priorities.len();
                let cut = |all: Vec<(LevelId, i64)>| all.into_iter().take(priorities).collect::<Vec<_>>();
                assert_eq!(expected.clone().map(cut), again.map(cut), "{}: {option:?}", scenario.settings.name);
                if expected.is_some() { lawful += 1 } else { unlawful += 1 }
            }
        }
    }
    assert!(lawful > 200, "{lawful} lawful, {unlawful} not");
}

/// The levels of a fresh solve with the child pinned there: a home by a decision, a provision in the graph.
fn pinned(scenario: &Scenario, child: ChildId, place: Place, open: &Graph) -> Option<Vec<(LevelId, i64)>> {
    let outcome = match place {
        Place::Home(household) => {
            let mut decided = scenario.clone();
            decided.decisions.retain(|each| each.kind != DecisionKind::Pin || each.child != child);
            decided.decisions.push(Decision {
                child,
                household,
                kind: DecisionKind::Pin,
                rule: None,
                reason: None,
                decided_by: None,
                decided_on: None,
            });
            decided.decisions.sort();
            solve(&decided, &graph(&decided))
        }
        Place::Provision(_) => solve(scenario, &open.pinned(child, place)),
    };
    Some(outcome.ok()?.levels.iter().map(|level| (level.level, level.value)).collect())
}

#[test]
fn the_same_proposal_is_explained_in_the_same_words() {
    for (scenario, graph, outcome) in solved().take(20) {
        let words = || format!("{:?}", explain::explain(&scenario, &graph, &outcome.proposal));
        assert_eq!(words(), words());
    }
}
