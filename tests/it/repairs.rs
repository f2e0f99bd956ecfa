//! Changes of what exists and homes to recruit: each printed effect is what a fresh run on the changed folder finds.

use std::collections::BTreeSet;

use placewell::domain::{
    Child, ChildId, Counts, HomeKind, Household, HouseholdId, KindId, LocalityId, Pence, Place, PlacementType,
    Proposal, Scenario, Sector, Tenths,
};
use placewell::scenario::{self, synthetic};
use placewell::solve::{BackendName, Outcome, Watch};
use placewell::sufficiency::{
    Asked, Catalogue, Change, Effect, changed, position, repairs, with_homes, with_homes_of, worths,
};
use placewell::{Findings, Request, compatibility, propose};

use crate::oracle::solve;

/// The scenario as a fresh run reads it from a folder.
fn read_back(scenario: &Scenario) -> Scenario {
    let beside = tempfile::tempdir().expect("a temporary folder");
    let folder = beside.path().join("changed");
    scenario::write(scenario, &folder).expect("a folder is written");
    scenario::read(&folder).unwrap_or_else(|problems| panic!("{problems:#?}")).scenario
}

/// A home for two in the second locality, as the input reads it from kinds.csv.
fn kind(scenario: &Scenario) -> HomeKind {
    let there = &scenario.localities[1];
    let reference = format!("two@{}", there.reference);
    let home = Household {
        places: 2,
        places_for_siblings: 2,
        bedrooms: vec![1, 1],
        authority: there.authority.clone(),
        ..Household::plain(HouseholdId::at(0), reference.clone(), Sector::InHouse, LocalityId::at(1))
    };
    HomeKind {
        id: KindId::at(0),
        reference,
        row: "two".to_owned(),
        title: "A home for two".to_owned(),
        home,
        recruitment_cost: Pence(0),
        yearly_cost: Pence(0),
        most: None,
        source: None,
    }
}

#[test]
fn homes_to_recruit_are_read_back_as_they_were_added() {
    for seed in 0..60 {
        let mut scenario = synthetic::tiny(seed);
        scenario.kinds.push(kind(&scenario));
        // So that new names stand before, between and after those that are there.
        for (position, home) in scenario.households.iter_mut().enumerate() {
            home.reference = ["a", "new-two@L02-02", "z"][position].to_owned();
        }
        let grown = with_homes(&scenario, KindId::at(0), 2);
        let names: BTreeSet<&str> = grown.households.iter().map(|home| &*home.reference).collect();
        assert!(names.contains("new-two@L02-01"), "{names:?}");
        let second = if scenario.households.len() > 1 { "new-two@L02-03" } else { "new-two@L02-02" };
        assert!(names.contains(second), "{names:?}");
        assert!(grown.households.iter().enumerate().all(|(position, home)| home.id.index() == position));
        assert_eq!(read_back(&grown), grown, "seed {seed}");
    }
}

#[test]
fn whoever_was_there_is_still_there() {
    for seed in 0..60 {
        let scenario = synthetic::tiny(seed);
        let grown = with_homes_of(&scenario, &kind(&scenario), 3);
        for home in &scenario.households {
            let now = grown.scenario.household(grown.homes[home.id.index()]);
            assert_eq!(Household { id: home.id, ..now.clone() }, *home);
            let before = scenario.staying_in(home.id);
            assert_eq!(grown.scenario.staying_in(now.id), before, "seed {seed}");
        }
    }
}

#[test]
fn changes_are_read_back_as_they_were_made() {
    for seed in 0..12 {
        let scenario = synthetic::tiny(seed);
        for change in every_kind_of_change(&scenario) {
            let after = changed(&scenario, &change);
            assert_eq!(read_back(&after), after, "seed {seed}: {change:?}");
        }
    }
}

/// A change of each kind, about each home and each child.
fn every_kind_of_change(scenario: &Scenario) -> Vec<Change> {
    let everyone: BTreeSet<ChildId> = scenario.children.iter().map(|child| child.id).collect();
    let mut changes = Vec::new();
    for home in scenario.households.iter().map(|home| home.id) {
        changes.extend([
            Change::Exempt(home, everyone.clone()),
            Change::Release(home),
            Change::OnePlace(home),
            Change::SiblingPlaces(home, 5),
            Change::Ages(home, 0, 20),
            Change::Accept(home, PlacementType::LongTerm),
            Change::Bedroom(home),
            Change::Train(home, "disability".to_owned()),
        ]);
    }
    changes.extend(everyone.into_iter().map(|child| Change::Farther(child, Tenths(995))));
    changes
}

/// The proposal of a scenario, and all that a search for repairs is given beside it.
struct Start {
    scenario: Scenario,
    outcome: Outcome,
    watch: Watch,
}

impl Start {
    fn of(scenario: Scenario) -> Self {
        let outcome = solve(&scenario, BackendName::best(), 1).expect("a proposal");
        assert!(outcome.is_proven(), "{:?}", outcome.levels);
        Self { scenario, outcome, watch: Watch::default() }
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            scenario: &self.scenario,
            before: &self.outcome,
            backend: BackendName::best(),
            threads: 2,
            watch: &self.watch,
            step: &|_, _| (),
        }
    }
}

/// What a separate run of `match` finds in the folder of a changed scenario.
fn fresh(scenario: &Scenario) -> Findings {
    let beside = tempfile::tempdir().expect("a temporary folder");
    let folder = beside.path().join("changed");
    scenario::write(scenario, &folder).expect("a folder is written");
    let request = Request::default();
    let findings = propose(&folder, &request, &Watch::default()).expect("findings");
    assert!(findings.verdict.stands(), "{:?}", findings.verdict);
    findings
}

/// The effect says of the changed scenario what a fresh run finds.
fn assert_same(effect: &Effect, start: &Start, changed: &Scenario, what: &str) {
    let fresh = fresh(changed);
    assert!(effect.proven && fresh.outcome.is_proven(), "{what}");
    let printed: Vec<_> = effect.levels.iter().map(|level| (level.level, level.before, level.after)).collect();
    let levels = start.outcome.levels.iter().zip(&fresh.outcome.levels);
    let expected: Vec<_> = levels.map(|(before, after)| (after.level, before.value, after.value)).collect();
    assert_eq!(printed, expected, "{what}");
    let before = Counts::of(&start.scenario, &start.outcome.proposal);
    let after = Counts::of(&fresh.reading.scenario, &fresh.outcome.proposal);
    let whole = |count: usize| i64::try_from(count).expect("few children");
    let less = |count: fn(&Counts) -> usize| whole(count(&before)) - whole(count(&after));
    assert_eq!(effect.children_brought_in_house, -less(|counts| counts.in_house), "{what}");
    assert_eq!(effect.pairs_kept_together, less(|counts| counts.pairs_separated), "{what}");
    assert_eq!(effect.children_placed, -less(|counts| counts.placed), "{what}");
    let name = |scenario: &Scenario, proposal: &Proposal, child: ChildId| {
        proposal.of(child).map(|at| scenario.place_name(at.place).to_owned())
    };
    let moved = |child: &ChildId| {
        name(&start.scenario, &start.outcome.proposal, *child)
            != name(&fresh.reading.scenario, &fresh.outcome.proposal, *child)
    };
    let everyone = start.scenario.children.iter().map(|child| child.id);
    assert_eq!(effect.moved, everyone.filter(moved).collect::<Vec<_>>(), "{what}");
    assert_eq!(effect.saved.0, before.weekly_cost_pence - after.weekly_cost_pence, "{what}");
}

/// The change of each level of the priorities.
fn rank(effect: &Effect, start: &Start) -> Vec<i64> {
    let priorities = start.scenario.settings.priorities.len();
    effect.levels[..priorities].iter().map(|level| level.after - level.before).collect()
}

#[test]
fn every_repair_does_what_a_fresh_run_on_the_changed_folder_finds() {
    let (mut compared, mut with_repairs) = (0, 0);
    for seed in 0..110 {
        let start = Start::of(synthetic::tiny(seed));
        let found = repairs(&start.asked(), usize::MAX).expect("repairs");
        assert!(found.tried == found.considered, "nothing stopped the search");
        assert!(found.found.is_sorted_by_key(|repair| rank(&repair.effect, &start)), "seed {seed}: best first");
        with_repairs += usize::from(!found.found.is_empty());
        for repair in &found.found {
            assert!(rank(&repair.effect, &start) < vec![0; start.scenario.settings.priorities.len()], "seed {seed}");
            let what = format!("seed {seed}: {:?}", repair.change);
            assert_same(&repair.effect, &start, &changed(&start.scenario, &repair.change), &what);
            compared += 1;
        }
    }
    assert!(with_repairs >= 50 && compared > 100, "{compared} repairs of {with_repairs} scenarios");
}

/// Every single change of a small universe: each home and each child, for one child or for all of a sibling group.
fn universe(scenario: &Scenario) -> Vec<Change> {
    let mut units: BTreeSet<BTreeSet<ChildId>> = scenario.in_scope().map(|child| [child.id].into()).collect();
    let in_scope = |child: &ChildId| scenario.child(*child).in_scope();
    units.extend(scenario.groups.iter().map(|group| group.members.iter().copied().filter(in_scope).collect()));
    let skills: BTreeSet<&String> = scenario.in_scope().flat_map(|child| &child.needs).collect();
    let mut all = BTreeSet::new();
    for home in &scenario.households {
        let id = home.id;
        all.extend([Change::Release(id), Change::OnePlace(id), Change::Bedroom(id)]);
        all.extend((2..=8).map(|number| Change::SiblingPlaces(id, number)));
        all.extend(PlacementType::ALL.iter().map(|kind| Change::Accept(id, *kind)));
        all.extend(skills.iter().map(|skill| Change::Train(id, (*skill).clone())));
        for unit in units.iter().filter(|unit| !unit.is_empty()) {
            let children = || unit.iter().map(|child| scenario.child(*child));
            let youngest = children().map(|child| child.age).min().expect("a child").min(home.age_min);
            let oldest = children().map(|child| child.age_end).max().expect("a child").max(home.age_max);
            all.insert(Change::Ages(id, youngest, oldest));
            all.insert(Change::Exempt(id, unit.clone()));
        }
        let miles = |child: &Child| scenario.miles_from_home(child, Place::Home(id));
        all.extend(scenario.in_scope().filter_map(|child| Some(Change::Farther(child.id, miles(child)?))));
    }
    all.into_iter().filter(|change| changed(scenario, change) != *scenario).collect()
}

/// The values of the priorities, in their order.
fn values(outcome: &Outcome) -> Vec<i64> {
    outcome.levels.iter().filter(|level| level.in_priorities).map(|level| level.value).collect()
}

#[test]
fn no_single_change_beats_the_best_repair() {
    let (mut with_repairs, mut changes) = (0, 0);
    // The last ones need a change that lets nobody in who was kept out alone.
    for seed in (0..20).chain([24, 81, 85, 177, 326, 340, 382]) {
        let start = Start::of(synthetic::tiny(seed));
        let found = repairs(&start.asked(), usize::MAX).expect("repairs");
        let before = values(&start.outcome);
        let best: Vec<i64> = found.found.first().map_or(before.clone(), |repair| {
            repair.effect.levels[..before.len()].iter().map(|level| level.after).collect()
        });
        with_repairs += usize::from(best < before);
        for change in universe(&start.scenario) {
            let outcome = solve(&changed(&start.scenario, &change), BackendName::best(), 1).expect("a proposal");
            assert!(values(&outcome) >= best, "seed {seed}: {change:?} beats {:?}", found.found.first());
            changes += 1;
        }
    }
    assert!(with_repairs >= 10 && changes > 500, "{with_repairs} scenarios with repairs, {changes} changes");
}

#[test]
fn every_home_more_is_worth_what_a_fresh_run_finds_and_never_makes_anything_worse() {
    let (mut compared, mut scenarios, mut diminishing) = (0, 0, 0);
    for seed in 0..55 {
        let start = Start::of(synthetic::tiny(seed));
        let graph = compatibility::graph(&start.scenario);
        let catalogue = Catalogue::of(&start.scenario, &position(&start.scenario, &graph, &start.outcome.proposal));
        scenarios += usize::from(!catalogue.kinds.is_empty());
        let worths = worths(&start.asked(), catalogue, 2).expect("worths");
        assert!(!worths.cut_short, "nothing stopped the search");
        let first: Vec<_> = worths.kinds.iter().map(|worth| rank(&worth.homes[0], &start)).collect();
        assert!(first.is_sorted(), "seed {seed}: best first");
        for worth in &worths.kinds {
            let kind = worths.catalogue.kind(worth.kind);
            let mut before = vec![0; start.scenario.settings.priorities.len()];
            for (position, effect) in worth.homes.iter().enumerate() {
                let what = format!("seed {seed}: {} of {}", position + 1, kind.reference);
                assert_same(effect, &start, &with_homes_of(&start.scenario, kind, position + 1).scenario, &what);
                let now = rank(effect, &start);
                assert!(now <= before, "{what}: one more home makes nothing worse");
                assert!(now < before || position + 1 == worth.homes.len(), "{what}: it ends where a home adds nothing");
                diminishing += usize::from(now == before);
                before = now;
                compared += 1;
            }
            let saved: i64 = worth.added().iter().map(|added| added.saved.0).sum();
            assert_eq!(saved, worth.homes.last().expect("a home").saved.0, "seed {seed}: what homes add adds up");
        }
    }
    assert!(scenarios >= 50 && compared > 200 && diminishing > 50, "{scenarios}, {compared}, {diminishing}");
}
