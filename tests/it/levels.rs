//! Both readings of every level, compared on random proposals of tiny scenarios, lawful or not.

use std::collections::BTreeSet;

use placewell::domain::{ChildId, HouseholdId, Place, Placement, Proposal, ProvisionId, Scenario};
use placewell::policy::levels::{ALL, Level};
use placewell::scenario::synthetic::tiny;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Children of one family who are placed together.
struct Placed {
    children: Vec<ChildId>,
    place: Place,
}

/// A random proposal: every family is cut into units, and every unit is placed anywhere, or nowhere; no two units of a
/// family in one home, as they would be one.
fn propose(scenario: &Scenario, dice: &mut ChaCha8Rng) -> (Proposal, Vec<Placed>) {
    let mut proposal = Proposal::of_those_who_stay(scenario);
    let mut all = Vec::new();
    let places: Vec<Place> = (0..scenario.households.len())
        .map(|i| Place::Home(HouseholdId::at(i)))
        .chain((0..scenario.provisions.len()).map(|i| Place::Provision(ProvisionId::at(i))))
        .collect();
    for family in families(scenario) {
        let mut units: Vec<Vec<ChildId>> = vec![Vec::new(); family.len()];
        for child in &family {
            units[dice.random_range(0..family.len())].push(*child);
        }
        let mut taken = BTreeSet::new();
        for (number, children) in units.into_iter().enumerate().filter(|(_, unit)| !unit.is_empty()) {
            let choice = dice.random_range(0..=places.len());
            let Some(place) = places.get(choice).copied() else { continue };
            let placement = match place {
                Place::Home(home) if taken.insert(home) => Placement::home(home),
                Place::Home(_) => continue,
                Place::Provision(id) => {
                    let first = children[0].index() * 100 + number + 1_000;
                    Placement::provision(id, u32::try_from(first).expect("small"))
                }
            };
            for child in &children {
                proposal.placements[child.index()] = Some(placement);
            }
            all.push(Placed { children, place });
        }
    }
    (proposal, all)
}

/// The children in scope, by sibling group; others alone.
fn families(scenario: &Scenario) -> Vec<Vec<ChildId>> {
    let in_scope = |child: &&ChildId| scenario.child(**child).in_scope();
    let groups = scenario.groups.iter().map(|group| group.members.iter().filter(in_scope).copied().collect());
    let alone = scenario.in_scope().filter(|child| child.group.is_none()).map(|child| vec![child.id]);
    groups.chain(alone).filter(|family: &Vec<ChildId>| !family.is_empty()).collect()
}

/// The linear reading, and what pairs of children in one home add to it.
fn linear(level: &dyn Level, scenario: &Scenario, placed: &[Placed]) -> (i64, i64) {
    let staying = |place| match place {
        Place::Home(home) => scenario.staying_in(home),
        Place::Provision(_) => Vec::new(),
    };
    let charges: i64 =
        placed.iter().map(|unit| level.charge(scenario, &unit.children, unit.place, &staying(unit.place))).sum();
    let mut pairs = 0;
    for (i, unit) in placed.iter().enumerate().filter(|(_, unit)| matches!(unit.place, Place::Home(_))) {
        for other in placed[i + 1..].iter().filter(|other| other.place == unit.place) {
            for a in &unit.children {
                pairs += other.children.iter().map(|b| level.pair_charge(scenario, *a, *b)).sum::<i64>();
            }
        }
    }
    (level.constant(scenario) + charges + pairs, pairs)
}

#[test]
fn both_readings_of_every_level_agree_on_random_proposals() {
    let mut not_zero = [0; 7];
    let mut with_pairs = 0;
    for seed in 0..1_000 {
        let scenario = tiny(seed);
        let dice = &mut ChaCha8Rng::seed_from_u64(seed);
        for _ in 0..5 {
            let (proposal, placed) = propose(&scenario, dice);
            for (level, not_zero) in ALL.iter().zip(&mut not_zero) {
                let counted = level.count(&scenario, &proposal);
                let (summed, pairs) = linear(*level, &scenario, &placed);
                assert_eq!(counted, summed, "{}, seed {seed}: {proposal:?}", level.id());
                *not_zero += usize::from(counted != 0);
                with_pairs += usize::from(pairs != 0);
            }
        }
    }
    assert!(not_zero.iter().all(|count| *count > 200), "5,000 proposals of which too few count: {not_zero:?}");
    assert!(with_pairs > 20, "too few unrelated pairs who should be apart: {with_pairs}");
}
