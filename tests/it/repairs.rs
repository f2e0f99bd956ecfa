//! Changes of what exists and homes to recruit: each printed effect is what a fresh run on the changed folder finds.

use std::collections::BTreeSet;

use placewell::domain::{
    ChildId, HomeKind, Household, HouseholdId, KindId, LocalityId, Pence, PlacementType, Scenario, Sector, Tenths,
};
use placewell::scenario::{self, synthetic};
use placewell::sufficiency::{Change, changed, with_homes, with_homes_of};

/// The scenario as a fresh run reads it from a folder.
fn read_back(scenario: &Scenario) -> Scenario {
    let beside = tempfile::tempdir().expect("a temporary folder");
    let folder = beside.path().join("changed");
    scenario::write(scenario, &folder).expect("a folder is written");
    let kinds = scenario.kinds.clone();
    let read = scenario::read(&folder).unwrap_or_else(|problems| panic!("{problems:#?}")).scenario;
    Scenario { kinds, ..read }
}

/// A kind of home with a name that sorts before, among or after those of the scenario.
fn kind(reference: &str, locality: usize) -> HomeKind {
    let home = Household {
        places: 2,
        places_for_siblings: 2,
        bedrooms: vec![1, 1],
        ..Household::plain(HouseholdId::at(0), String::new(), Sector::InHouse, LocalityId::at(locality))
    };
    HomeKind {
        id: KindId::at(0),
        reference: reference.to_owned(),
        row: reference.to_owned(),
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
        scenario.kinds.push(kind("two@L1", 1));
        // So that new names stand before, between and after those that are there.
        for (position, home) in scenario.households.iter_mut().enumerate() {
            home.reference = ["a", "new-two@L1-02", "z"][position].to_owned();
        }
        let grown = with_homes(&scenario, KindId::at(0), 2);
        let names: BTreeSet<&str> = grown.households.iter().map(|home| &*home.reference).collect();
        assert!(names.contains("new-two@L1-01"), "{names:?}");
        let second = if scenario.households.len() > 1 { "new-two@L1-03" } else { "new-two@L1-02" };
        assert!(names.contains(second), "{names:?}");
        assert!(grown.households.iter().enumerate().all(|(position, home)| home.id.index() == position));
        assert_eq!(read_back(&grown), grown, "seed {seed}");
    }
}

#[test]
fn whoever_was_there_is_still_there() {
    for seed in 0..60 {
        let scenario = synthetic::tiny(seed);
        let grown = with_homes_of(&scenario, &kind("A", 0), 3);
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
