//! What `generate` draws: the same bytes as ever, and the published margins.

use std::collections::BTreeSet;
use std::fs;

use placewell::compatibility;
use placewell::domain::{Child, ChildId, Dice, Group, Household, Place, Scenario, Sector};
use placewell::scenario::{self, synthetic};
use sha2::{Digest, Sha256};
use synthetic::{Drawn, Ground, Recipe};

/// The digest of all files of a written scenario, in the order of their names.
fn digest(recipe: &Recipe) -> String {
    let beside = tempfile::tempdir().expect("a temporary folder");
    let folder = beside.path().join("written");
    scenario::write(&synthetic::scenario(recipe), &folder).expect("a folder is written");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let bytes: Vec<u8> = files.into_iter().flat_map(|file| fs::read(file).expect("a file")).collect();
    format!("{:x}", Sha256::digest(bytes))
}

#[test]
fn sizes_that_figures_rest_on_stay_as_they_were() {
    for (name, expected) in [
        ("daily", "9214e830707d32fdc936602519721d2dee033d4c7005593ec92f6b82436c0261"),
        ("month", "ef98f18d35438576d1c91609f0c119c9498bd77e81591065cba2bc0bd9960d2c"),
        ("council", "d044ae5545804a7f575a3777701482d2a18ac1bf7e6d1a7af41a3771ccb8e376"),
        ("planning", "05e0a6911a6f92a7648d1ff17f160f3c3eddc2566ea7561a6052d7d36af42c4b"),
    ] {
        assert_eq!(digest(&Recipe::named(name, 1).expect("a known size")), expected, "{name}, seed 1");
    }
}

/// Parts of a whole as published, in tenths of a percent, and how far a draw may be off.
#[track_caller]
fn is_near(what: &str, part: usize, whole: usize, published: usize, off: usize) {
    let drawn = 1_000 * part / whole;
    let may_be = published - off..=published + off;
    assert!(may_be.contains(&drawn), "{what}: {drawn} of a thousand, published {published}");
}

/// Children by the bands in which ages are published.
fn by_age<'a>(children: impl IntoIterator<Item = &'a Child>) -> [usize; 5] {
    let mut bands = [0; 5];
    for child in children {
        bands[[1, 5, 10, 16].into_iter().filter(|from| child.age >= *from).count()] += 1;
    }
    bands
}

/// Miles from home of a child who lives in a known home, and whether it is in the area of the home authority.
fn where_now(scenario: &Scenario, child: &Child) -> Option<(i64, bool)> {
    let Some(Place::Home(home)) = child.current else { return None };
    let home = scenario.household(home);
    let miles = scenario.miles(child.locality, home.locality).expect("every locality is on the map").0;
    Some((miles, home.authority == scenario.locality(child.locality).authority))
}

#[test]
fn a_region_has_the_published_margins() {
    let scenario = synthetic::scenario(&Recipe::named("region", 1).expect("a known size"));
    let drawn = Drawn::of(&scenario);
    assert_eq!((drawn.in_scope, drawn.homes), (8_000, 5_000));

    // Department for Education: 31 March 2022, and starting 2023-24; three in five live somewhere.
    let (living, starting): (Vec<&Child>, Vec<&Child>) = scenario.in_scope().partition(|child| child.current.is_some());
    for (who, children, published) in
        [("in care", &living, [48, 138, 181, 386, 247]), ("starting", &starting, [157, 146, 148, 263, 286])]
    {
        for (band, (part, expected)) in by_age(children.iter().copied()).into_iter().zip(published).enumerate() {
            is_near(&format!("band {band} of those {who}"), part, children.len(), expected, 28);
        }
    }
    for (part, expected) in by_age(scenario.in_scope()).into_iter().zip([92, 141, 168, 337, 262]) {
        is_near("ages of both", part, 8_000, expected, 6);
    }

    // Family Rights Group and Ofsted: groups of two and a half; half of the groups live together.
    is_near("with siblings", drawn.with_siblings, 8_000, 500, 1);
    let mean = 1_000 * drawn.with_siblings / drawn.groups;
    assert!((2_420..=2_580).contains(&mean), "{mean} thousandths of a child in a group");
    let mut sizes = [0; 9];
    scenario.groups.iter().for_each(|group| sizes[group.members.len()] += 1);
    for (size, expected) in [(2, 660), (3, 230), (4, 80)] {
        is_near(&format!("groups of {size}"), sizes[size], drawn.groups, expected, 20);
    }
    assert!(sizes[5] > 10 && sizes[6] + sizes[7] + sizes[8] > 5, "{sizes:?}");
    let homes_of = |group: &Group| group.members.iter().map(|id| scenario.child(*id).current).collect::<BTreeSet<_>>();
    let placed: Vec<_> = scenario.groups.iter().map(homes_of).filter(|homes| !homes.contains(&None)).collect();
    is_near("groups together", placed.iter().filter(|homes| homes.len() == 1).count(), placed.len(), 505, 60);

    // Ofsted: 62 % of places filled in 2019 and 60 % in 2025, 18 % not available; 1.83 and 2.27 places a home.
    is_near("filled", drawn.filled, drawn.places, 615, 25);
    is_near("held", drawn.held, drawn.places, 180, 3);
    let homes = |sectors: &[Sector]| scenario.households.iter().filter(|home| sectors.contains(&home.sector)).collect();
    for (sectors, published) in
        [(&[Sector::InHouse, Sector::Kinship][..], [396, 350, 218, 18]), (&[Sector::Ifa], [202, 344, 432, 23])]
    {
        let homes: Vec<&Household> = homes(sectors);
        for (places, expected) in (1..).zip(published) {
            let part = homes.iter().filter(|home| home.places == places).count();
            is_near(&format!("{sectors:?} for {places}"), part, homes.len(), expected, 35.min(expected));
        }
    }
    is_near("kinship homes", homes(&[Sector::Kinship]).len(), 5_000, 208, 15);

    // Department for Education, 2022: 15 of 71 fostered children live with relatives or friends.
    let kin = |child: &&Child| matches!(child.current, Some(Place::Home(home)) if scenario.household(home).sector == Sector::Kinship);
    is_near("with kin", scenario.children.iter().filter(kin).count(), drawn.filled, 211, 35);

    // Department for Education, 2015: 15 % of foster children beyond twenty miles, 63 % in their council's area.
    let now: Vec<(i64, bool)> = living.iter().filter_map(|child| where_now(&scenario, child)).collect();
    assert_eq!(now.len(), living.len());
    is_near("far away", now.iter().filter(|(miles, _)| *miles > 200).count(), now.len(), 151, 20);
    is_near("inside", now.iter().filter(|(_, inside)| *inside).count(), now.len(), 630, 70);
    assert!(now.iter().all(|(miles, _)| *miles <= 300), "nobody lives farther than a team would look");
}

#[test]
fn what_is_asked_for_is_what_is_drawn() {
    let region = Recipe { children: 2_000, households: 1_250, ..Recipe::named("region", 2).expect("a known size") };
    for share in [0, 25, 45, 60, 100] {
        let scenario = synthetic::scenario(&Recipe { sibling_share_percent: share, ..region.clone() });
        let drawn = Drawn::of(&scenario);
        let asked = 20 * usize::try_from(share).expect("a share");
        assert!(drawn.with_siblings.abs_diff(asked) <= 1, "{share} %: {} of 2,000", drawn.with_siblings);
        assert!(scenario.groups.iter().all(|group| (2..=8).contains(&group.members.len())));
    }
    for largest in [2, 3, 5] {
        let scenario = synthetic::scenario(&Recipe { largest_group: largest, ..region.clone() });
        assert_eq!(scenario.groups.iter().map(|group| group.members.len()).max(), Some(largest));
    }
    for moves in [0, 10, 40] {
        let drawn = Drawn::of(&synthetic::scenario(&Recipe { moves_percent: moves, ..region.clone() }));
        assert!(drawn.may_move.abs_diff(20 * usize::try_from(moves).expect("a share")) <= 1, "{}", drawn.may_move);
    }
    let bare = Recipe { with_provision: false, with_relations: false, with_rooms: false, ..region };
    for recipe in [bare.clone(), Recipe { ground: None, ..bare }] {
        let scenario = synthetic::scenario(&recipe);
        assert!(scenario.provisions.is_empty() && scenario.relations.is_empty() && scenario.exclusions.is_empty());
        let has_rooms = |home: &Household| {
            let rooms = i64::try_from(home.bedrooms.len()).expect("few");
            rooms >= home.places.max(home.places_for_siblings) && home.bedrooms.iter().all(|beds| *beds == 1)
        };
        assert!(scenario.households.iter().all(has_rooms));
    }
}

#[test]
fn a_share_of_siblings_asked_of_a_council_is_about_what_is_drawn() {
    for (share, seed) in [(25, 1), (45, 2), (60, 3)] {
        let council = Recipe::named("council", seed).expect("a known size");
        let drawn = Drawn::of(&synthetic::scenario(&Recipe { sibling_share_percent: share, ..council }));
        let percent = i64::try_from(100 * drawn.with_siblings / drawn.in_scope).expect("a percentage");
        assert!((percent - share).abs() <= 5, "{percent} % for {share} %");
    }
}

#[test]
fn a_region_is_many_councils_in_which_children_live_as_they_may() {
    // A quarter of the children, for speed: as many homes are open to each of them.
    let region = Recipe { children: 2_000, ..Recipe::named("region", 3).expect("a known size") };
    let scenario = synthetic::scenario(&region);
    let councils: BTreeSet<_> = scenario.localities.iter().map(|locality| &locality.authority).collect();
    assert_eq!((councils.len(), scenario.localities.len(), scenario.provisions.len()), (10, 160, 40));
    let graph = compatibility::graph(&scenario);
    let open = graph.pairs() / 2_000;
    assert!((200..450).contains(&open), "{open} places open to a child");

    // Solvers meet one large component: what binds in one council is felt in others.
    let mut seen = BTreeSet::from([ChildId::at(0)]);
    let mut places = BTreeSet::new();
    let mut next = vec![ChildId::at(0)];
    while let Some(child) = next.pop() {
        for place in graph.places_of(child) {
            if places.insert(place) {
                next.extend(graph.children_of(place).into_iter().filter(|child| seen.insert(*child)));
            }
        }
    }
    assert!(seen.len() > 1_900, "{} of 2,000 children in one component", seen.len());
}

#[test]
fn in_small_regions_of_every_recipe_children_live_where_they_may() {
    let region = Recipe::named("region", 1).expect("a known size");
    for seed in 0..40 {
        let dice = &mut Dice::of(seed);
        let recipe = Recipe {
            seed,
            children: 1 + dice.below(120),
            households: 1 + dice.below(120),
            sibling_share_percent: dice.between(0, 100),
            largest_group: 2 + dice.below(7),
            moves_percent: dice.between(0, 100),
            with_provision: dice.chance(50),
            with_relations: dice.chance(80),
            with_rooms: dice.chance(50),
            ground: region.ground.map(|ground| Ground { councils: 1 + dice.below(5), ..ground }),
            ..region.clone()
        };
        let made = synthetic::scenario(&recipe);
        let beside = tempfile::tempdir().expect("a temporary folder");
        let folder = beside.path().join("written");
        scenario::write(&made, &folder).expect("a folder is written");
        let read = scenario::read(&folder).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert!(read.scenario == made, "seed {seed}");
        let doubts: Vec<_> = read.warnings.iter().filter(|each| each.code == "W005").collect();
        assert!(doubts.is_empty(), "seed {seed}: {doubts:#?}");
        assert_eq!(made.in_scope().count(), recipe.children, "seed {seed}");
    }
}
