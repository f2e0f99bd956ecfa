//! The bound by flow: never above what can be reached, exact where nothing but numbers binds, and its cut is a proof.

use placewell::domain::{ChildId, LevelId, Place, Placement, PlacementType, Plan, Proposal, Scenario, Sector, Urgency};
use placewell::policy::{Pairs, limits, provision};
use placewell::scenario::synthetic::tiny;
use placewell::verify::{Bound, bound, verify};

use crate::exhaustive;
use crate::support::{Town, child, placement};

#[test]
fn one_place_goes_to_the_most_urgent() {
    let town = Town::new()
        .child("C1", |c| c.urgency = Urgency::Over5Days)
        .child("C2", |c| c.urgency = Urgency::Today)
        .child("C3", |c| c.urgency = Urgency::Within5Days)
        .home("H1", |h| h.places = 1);
    let found = bound(&town.build());
    assert_eq!((found.unplaced_at_least, found.placed_at_most), (3, 1));
}

/// The urgent child can only go where another could go as well: whoever fills that place first is wrong.
#[test]
fn many_little_urgencies_do_not_outweigh_what_can_be_placed_together() {
    let town = Town::new()
        .child("C1", |c| c.urgency = Urgency::Today)
        .child("C2", |c| c.age = 15)
        .child("C3", |c| c.age = 15)
        .home("H1", |h| h.places = 1)
        .home("H2", |h| {
            h.places = 1;
            h.age_min = 10;
        });
    let found = bound(&town.build());
    assert_eq!((found.unplaced_at_least, found.placed_at_most), (1, 2));
}

#[test]
fn room_counts_those_who_stay_and_the_siblings_number() {
    let town = Town::new().home("H1", |h| {
        (h.places, h.places_for_siblings, h.bedrooms) = (1, 3, vec![1, 1, 1]);
    });
    let group = town.clone().child("C1", |_| ()).child("C2", |_| ()).child("C3", |_| ());
    let of = |town: &Town| bound(&town.clone().build()).placed_at_most;
    assert_eq!(of(&group), 1, "unrelated");
    let siblings = group.siblings(&["C1", "C2", "C3"]);
    assert_eq!(of(&siblings), 3);
    assert_eq!(of(&siblings.clone().home("H1", |h| h.bedrooms = vec![1, 1])), 2, "beds");
    assert_eq!(of(&siblings.clone().home("H1", |h| h.bedrooms = vec![1, 1]).off("bedrooms")), 3);
    assert_eq!(of(&siblings.clone().lives("C1", "H1")), 2, "one of them lives there");
    let baby = siblings.clone().child("C1", |c| (c.age, c.months_end) = (0, 11)).home("H1", |h| h.bedrooms = vec![2]);
    assert_eq!(of(&baby), 2, "two beds");
    assert_eq!(of(&baby.home("H1", |h| h.carers_room_cot = true)), 3, "and a cot");
    let lodger = siblings.child("S1", |_| ()).lives("S1", "H1");
    assert_eq!(of(&lodger), 0, "somebody else lives there");
    let lodger = lodger.off("approved-number").off("bedrooms");
    assert_eq!(of(&lodger), 2, "the usual limit of three stands");
    assert_eq!(of(&lodger.clone().named("H1", "C1")), 3, "one of those who come is named on an exemption");
    let exempt = lodger.named("H1", "S1");
    assert_eq!(of(&exempt), 3, "one who stays is");
    let of_kin =
        exempt.home("H1", |h| h.sector = Sector::Kinship).named("H1", "C1").named("H1", "C2").named("H1", "C3");
    assert_eq!(of(&of_kin), 2, "being kin is no exemption");
}

#[test]
fn provision_has_room_for_its_capacity_and_its_units() {
    let town = Town::new()
        .child("C1", |_| ())
        .child("C2", |_| ())
        .child("C3", |_| ())
        .child("S1", |_| ())
        .lives("S1", "P1")
        .provision("P1", |p| p.capacity = Some(3));
    assert_eq!(bound(&town.clone().build()).placed_at_most, 2);
    assert_eq!(bound(&town.clone().provision("P1", |p| p.capacity = None).build()).placed_at_most, 3);
    assert_eq!(bound(&town.provision("P1", |p| p.capacity = Some(0)).build()).placed_at_most, 0);
}

#[test]
fn a_home_already_over_a_limit_takes_nobody() {
    let town = Town::new()
        .child("C1", |_| ())
        .child("S1", |_| ())
        .child("S2", |_| ())
        .home("H1", |h| (h.places, h.bedrooms) = (3, vec![1]))
        .lives("S1", "H1")
        .lives("S2", "H1");
    let found = bound(&town.clone().build());
    assert_eq!((found.unplaced_at_least, found.placed_at_most), (1, 0), "they share a bedroom that they may not share");
    assert_eq!(bound(&town.off("bedrooms").build()).placed_at_most, 1);
}

/// Whoever may not join those who stay is not counted, however many places there are.
#[test]
fn a_child_who_may_not_join_those_who_stay_has_no_place_there() {
    let town = Town::new()
        .child("Apart", |_| ())
        .child("Must1", |_| ())
        .child("Must2", |_| ())
        .child("Stays", |_| ())
        .siblings(&["Must1", "Must2"])
        .plan("Must1", "Must2", Plan::MustTogether)
        .plan("Apart", "Stays", Plan::MustApart)
        .home("H1", |h| (h.places, h.bedrooms) = (4, vec![1; 4]))
        .lives("Stays", "H1");
    let found = bound(&town.clone().build());
    assert_eq!(found.placed_at_most, 2, "the two who must be together may join, though neither may alone");
    assert_eq!(bound(&town.off("must-apart").off("usual-fostering-limit").build()).placed_at_most, 3);
}

#[test]
fn nobody_in_scope_and_no_homes_are_normal() {
    let found = bound(&Town::new().build());
    assert_eq!(found, Bound { unplaced_at_least: 0, placed_at_most: 0, bottleneck: None });
    let found = bound(&Town::new().child("C1", |_| ()).build());
    assert_eq!((found.unplaced_at_least, found.placed_at_most), (1, 0));
}

#[test]
fn the_bottleneck_is_a_proof() {
    let town = Town::new()
        .child("C1", |_| ())
        .child("C2", |_| ())
        .child("C3", |c| c.placement_type = PlacementType::Remand)
        .home("H1", |h| h.places = 1)
        .home("H2", |h| h.places = 3)
        .forbid("C1", "H2")
        .forbid("C2", "H2")
        .build();
    let bottleneck = bound(&town).bottleneck.expect("two children, one place");
    assert_eq!(bottleneck.children, [child(&town, "C1"), child(&town, "C2")]);
    assert_eq!(bottleneck.places, [placement(&town, "H1").place]);
    assert_eq!(bottleneck.room, 1);
}

const SEEDS: u64 = 150;

#[test]
fn on_random_scenarios_the_cut_proves_what_the_flow_says() {
    let mut short = 0;
    for seed in 0..SEEDS {
        let scenario = tiny(seed);
        let found = bound(&scenario);
        let scope = scenario.in_scope().count();
        let Some(cut) = found.bottleneck else {
            assert_eq!(found.placed_at_most, scope, "seed {seed}");
            assert_eq!(found.unplaced_at_least, 0, "seed {seed}");
            continue;
        };
        short += 1;
        assert_eq!(cut.children.len() - cut.room, scope - found.placed_at_most, "seed {seed}");
        let pairs = Pairs::of(&scenario);
        for child in cut.children.iter().map(|child| scenario.child(*child)) {
            for there in &scenario.provisions {
                let open = provision::is_open(&scenario, child, there) && !pairs.is_pinned(child.id);
                assert!(!open || cut.places.contains(&Place::Provision(there.id)), "seed {seed}");
            }
        }
    }
    assert!(short > SEEDS / 4, "only {short} scenarios are short of places");
}

#[test]
fn no_lawful_proposal_is_below_the_bound() {
    let mut reached = 0;
    for seed in 0..SEEDS {
        let scenario = tiny(seed);
        let Some(best) = exhaustive::best(&scenario) else { continue };
        let least = exhaustive::count(&scenario, &best.proposal, LevelId::Unplaced);
        let found = bound(&scenario).unplaced_at_least;
        assert!(found <= least, "seed {seed}: at least {found}, but {least} is lawful");
        reached += u64::from(found == least);
    }
    assert!(reached > SEEDS / 2, "the bound is reached in {reached} of {SEEDS} only");
}

/// What the bound takes for granted: company never mends a limit, `must-together` excepted.
#[test]
fn what_some_children_break_they_still_break_with_one_more() {
    for seed in 0..SEEDS / 3 {
        let scenario = tiny(seed);
        let children: Vec<ChildId> = scenario.children.iter().map(|child| child.id).take(6).collect();
        let of = |mask: usize| -> Vec<ChildId> {
            children.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, child)| *child).collect()
        };
        for limit in limits::ALL.iter().filter(|limit| limit.about().id != "must-together") {
            for home in &scenario.households {
                let broken = |mask| mask > 0 && limit.breach(&scenario, home, &of(mask)).is_some();
                for mask in (0..1 << children.len()).filter(|mask| broken(*mask)) {
                    for one_more in 0..children.len() {
                        let id = limit.about().id;
                        assert!(broken(mask | 1 << one_more), "seed {seed}, {id}: {:?} and one more", of(mask));
                    }
                }
            }
        }
    }
}

/// Where nothing but numbers binds, the bound is what an exhaustive search over lawful proposals reaches.
#[test]
fn without_limits_beyond_capacity_the_bound_is_reached() {
    let (mut short, mut weighed) = (0, 0);
    for seed in 0..SEEDS {
        let mut scenario = tiny(seed);
        for limit in limits::ALL.iter().filter(|limit| limit.about().id != "approved-number") {
            scenario.settings.switched_off.insert(limit.about().id.to_owned(), "a test".to_owned());
        }
        scenario.settings.switched_off.remove("approved-number");
        scenario.decisions.clear();
        for home in &mut scenario.households {
            home.places_for_siblings = home.places;
        }
        let least = least_unplaced(&scenario);
        assert_eq!(bound(&scenario).unplaced_at_least, least, "seed {seed}");
        short += u64::from(least > 0);
        weighed += u64::from(least > 1);
    }
    assert!(short > SEEDS / 4 && weighed > SEEDS / 8, "{short} short, {weighed} by more than one");
}

/// The least level `unplaced` of all proposals that the verifier passes, everybody in provision in a unit of its own.
fn least_unplaced(scenario: &Scenario) -> i64 {
    let nobody = Proposal::of_those_who_stay(scenario);
    let scope: Vec<ChildId> = scenario.in_scope().map(|child| child.id).collect();
    let homes = scenario.households.iter().map(|home| Placement::home(home.id));
    let places = homes.chain(scenario.provisions.iter().map(|each| Placement::provision(each.id, 0)));
    let places: Vec<Placement> = places.collect();
    // Whoever cannot be there alone cannot be there with others: here only numbers bind.
    let options = |child: &ChildId| -> Vec<Placement> {
        let alone = |place: &&Placement| {
            let mut proposal = nobody.clone();
            proposal.placements[child.index()] = Some(in_own_unit(**place, *child));
            verify(scenario, &proposal).stands()
        };
        places.iter().filter(alone).map(|place| in_own_unit(*place, *child)).collect()
    };
    let options: Vec<(ChildId, Vec<Placement>)> = scope.iter().map(|child| (*child, options(child))).collect();
    let mut least = scenario.in_scope().map(|child| child.urgency.weight()).sum();
    search(scenario, &options, &nobody, 0, &mut least);
    least
}

fn in_own_unit(place: Placement, child: ChildId) -> Placement {
    let unit =
        if matches!(place.place, Place::Home(_)) { 0 } else { 100 + u32::try_from(child.index()).expect("small") };
    Placement { unit, ..place }
}

/// Tries every option of the first child, then leaving it unplaced, unless that is already no better than the least found.
fn search(
    scenario: &Scenario,
    options: &[(ChildId, Vec<Placement>)],
    so_far: &Proposal,
    unplaced: i64,
    least: &mut i64,
) {
    if unplaced >= *least {
        return;
    }
    let Some(((child, places), rest)) = options.split_first() else {
        let verdict = verify(scenario, so_far);
        assert!(verdict.stands());
        assert_eq!(verdict.level(LevelId::Unplaced), unplaced);
        *least = unplaced;
        return;
    };
    for place in places {
        let mut with = so_far.clone();
        with.placements[child.index()] = Some(*place);
        if verify(scenario, &with).stands() {
            search(scenario, rest, &with, unplaced, least);
        }
    }
    search(scenario, rest, so_far, unplaced + scenario.child(*child).urgency.weight(), least);
}
