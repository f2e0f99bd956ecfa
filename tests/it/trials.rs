//! The trial of a plan: what it says of a future agrees with an exhaustive search through all lawful proposals.

use std::collections::{BTreeMap, BTreeSet};

use placewell::domain::{
    ChildId, Dice, Goal, Goals, Place, Plan, Proposal, ProvisionKind, Rate, Scenario, Suitability,
};
use placewell::policy::{Pairs, limits};
use placewell::recruitment::{Ending, Trial, try_future};
use placewell::scenario::synthetic::tiny;
use placewell::solve::{BackendName, Watch};

use crate::exhaustive;

const FUTURES: u64 = 500;

/// A tiny scenario that asks for some of the goals, each with some number.
fn asking(seed: u64) -> Scenario {
    let mut scenario = tiny(seed);
    let mut dice = Dice::of(seed + 1_000_000);
    let mut wanted = BTreeMap::new();
    for goal in Goal::ALL {
        if dice.chance(60) {
            let number = match goal {
                Goal::WeeklyBudget => dice.between(50_000, 500_000),
                Goal::InHouse | Goal::SiblingsTogether => {
                    dice.weighted(&[(1_000_000, 30), (500_000, 40), (300_000, 30)])
                }
                _ => dice.weighted(&[(0, 30), (200_000, 40), (400_000, 30)]),
            };
            wanted.insert(*goal, number);
        }
    }
    scenario.settings.goals = Goals { share_of_futures: Rate::ONE, wanted };
    scenario
}

/// Whether every goal holds, counted from the words of `[goals]`.
fn holds(scenario: &Scenario, proposal: &Proposal) -> bool {
    let whole = |count: usize| i128::try_from(count).expect("a few");
    let place = |child: &placewell::domain::Child| proposal.of(child.id).map(|there| there.place);
    let count = |test: &dyn Fn(Option<Place>) -> bool| {
        whole(scenario.children.iter().filter(|child| test(place(child))).count())
    };
    let children = whole(scenario.children.len());
    let residential = |place: Option<Place>| match place {
        Some(Place::Provision(id)) => {
            matches!(scenario.provision(id).kind, ProvisionKind::Residential | ProvisionKind::Supported)
        }
        _ => false,
    };
    scenario.settings.goals.wanted.iter().all(|(goal, number)| {
        let number = i128::from(*number);
        match goal {
            Goal::InHouse => {
                1_000_000 * count(&|place| place.is_some_and(|there| scenario.is_in_house(there))) >= number * children
            }
            Goal::Residential => 1_000_000 * count(&residential) <= number * children,
            Goal::Unplaced => 1_000_000 * count(&|place| place.is_none()) <= number * children,
            Goal::WeeklyBudget => {
                let cost = |child| place(child).map_or(0, |there| scenario.weekly_cost(there).0);
                i128::from(scenario.children.iter().map(cost).sum::<i64>()) <= number
            }
            Goal::SiblingsTogether => {
                let (groups, together) = groups(scenario, proposal);
                1_000_000 * whole(together) >= number * whole(groups)
            }
        }
    })
}

/// Whether no home that could be recruited would keep these siblings together: among those who want to be together, by
/// whatever chain of wanted pairs, somebody should not be fostered, some must live apart, or stay where not all the others
/// may join them.
fn bound_to_be_split(scenario: &Scenario, members: &[ChildId]) -> bool {
    let in_scope = |id: ChildId| scenario.child(id).in_scope();
    let wanted = |a: ChildId, b: ChildId| {
        (in_scope(a) || in_scope(b)) && matches!(scenario.plan(a, b), Plan::MustTogether | Plan::PreferTogether)
    };
    members.iter().any(|first| {
        let mut chain = BTreeSet::from([*first]);
        for _ in members {
            let more: Vec<_> = members.iter().filter(|b| chain.iter().any(|a| a != *b && wanted(*a, **b))).collect();
            chain.extend(more);
        }
        let stays: Vec<_> = chain.iter().filter(|child| !in_scope(**child)).collect();
        let others: Vec<ChildId> = chain.iter().copied().filter(|child| in_scope(*child)).collect();
        let apart = scenario.switched_off("must-apart").is_none()
            && chain.iter().any(|a| chain.iter().any(|b| a < b && scenario.plan(*a, *b) == Plan::MustApart));
        let not_fostered = scenario.switched_off("foster-care").is_none()
            && others.iter().any(|child| scenario.child(*child).foster_care == Suitability::Unsuitable);
        let may_join = |place: Option<Place>| {
            let Some(Place::Home(there)) = place else { return false };
            let mut everyone = scenario.staying_in(there);
            everyone.extend(&others);
            everyone.sort_unstable();
            let (home, pairs) = (scenario.household(there), Pairs::of(scenario));
            others.iter().all(|child| pairs.is_open(scenario.child(*child), home))
                && limits::active(scenario).iter().all(|limit| limit.breach(scenario, home, &everyone).is_none())
        };
        let place = |child: &ChildId| scenario.child(*child).current;
        chain.len() > 1
            && !others.is_empty()
            && (apart
                || not_fostered
                || stays.iter().any(|child| place(child) != place(stays[0]) || !may_join(place(child))))
    })
}

/// Groups with somebody to be matched, and how many of them have nobody apart against the plan for want of a home.
fn groups(scenario: &Scenario, proposal: &Proposal) -> (usize, usize) {
    let in_scope = |id| scenario.child(id).in_scope();
    let groups = scenario.groups.iter().filter(|group| group.members.iter().any(|child| in_scope(*child)));
    let (mut all, mut together) = (0, 0);
    for group in groups {
        let apart = group.members.iter().any(|a| {
            group.members.iter().any(|b| {
                a < b
                    && (in_scope(*a) || in_scope(*b))
                    && matches!(scenario.plan(*a, *b), Plan::MustTogether | Plan::PreferTogether)
                    && (proposal.of(*a).is_none() || proposal.of(*a) != proposal.of(*b))
            })
        });
        all += 1;
        together += usize::from(!apart || bound_to_be_split(scenario, &group.members));
    }
    (all, together)
}

fn tried(scenario: &Scenario, backend: BackendName) -> Trial {
    try_future(scenario, 7, backend, &Watch::default()).expect("tried")
}

/// The ending that an exhaustive search proves.
fn ending(scenario: &Scenario) -> Ending {
    let possible = exhaustive::any(scenario, &|proposal| holds(scenario, proposal));
    if possible { Ending::Reached } else { Ending::NotReached }
}

#[test]
fn the_ending_is_that_of_an_exhaustive_search() {
    let (mut reached, mut not) = (0, 0);
    for seed in 0..FUTURES {
        let scenario = asking(seed);
        let trial = tried(&scenario, BackendName::best());
        assert_eq!(trial.ending, ending(&scenario), "seed {seed}: {:?}", scenario.settings.goals);
        assert_eq!(trial.ending == Ending::Reached, trial.goals.values().all(|holds| *holds), "seed {seed}");
        match trial.ending {
            Ending::Reached => reached += 1,
            _ => not += 1,
        }
    }
    assert!(reached > 60 && not > 60, "{reached} reached, {not} not: these futures ask too little or too much");
}
