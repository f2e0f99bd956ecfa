//! The trial of a plan: what it says of a future agrees with an exhaustive search through all lawful proposals.

use std::collections::{BTreeMap, BTreeSet};

use placewell::domain::{
    ChildId, Dice, Goal, Goals, HomeKind, Household, KindId, LevelId, Pence, Place, PlacementType, Plan, Proposal,
    ProvisionKind, Rate, Scenario, Suitability,
};
use placewell::policy::{Pairs, limits};
use placewell::recruitment::{Ending, Trial, Trials, trials, try_future};
use placewell::scenario::synthetic::tiny;
use placewell::solve::{BackendName, Watch};
use placewell::{RecruitRequest, try_plan};

use crate::support::Town;
use crate::{exhaustive, futures};

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
    try_future(scenario, &[], 7, backend, &Watch::default()).expect("tried")
}

/// The ending that an exhaustive search proves. Where a goal could be met by leaving children without a place, nobody is
/// left without one who could have one.
fn ending(scenario: &Scenario) -> Ending {
    let wanted = &scenario.settings.goals.wanted;
    let by_leaving_out = wanted.contains_key(&Goal::Residential) || wanted.contains_key(&Goal::WeeklyBudget);
    let unplaced = |proposal: &Proposal| exhaustive::count(scenario, proposal, LevelId::Unplaced);
    let least = by_leaving_out.then(|| exhaustive::best(scenario).map(|best| best.levels[0])).flatten();
    let possible = exhaustive::any(scenario, &|proposal| {
        holds(scenario, proposal) && least.is_none_or(|least| unplaced(proposal) <= least)
    });
    if possible { Ending::Reached } else { Ending::NotReached }
}

#[test]
fn the_ending_is_that_of_an_exhaustive_search() {
    let (mut reached, mut not) = (0, 0);
    for seed in 0..FUTURES {
        let scenario = asking(seed);
        let trial = tried(&scenario, BackendName::best());
        assert_eq!(trial.ending, ending(&scenario), "seed {seed}: {:?}", scenario.settings.goals);
        assert!(trial.ending != Ending::Reached || trial.goals.values().all(|holds| *holds), "seed {seed}");
        match trial.ending {
            Ending::Reached => reached += 1,
            _ => not += 1,
        }
    }
    assert!(reached > 60 && not > 60, "{reached} reached, {not} not: these futures ask too little or too much");
}

/// A home for two in one bedroom, which the programme takes for two places, and one for two in two.
pub(crate) fn expecting() -> Scenario {
    let town = Town::new().home("H1", |home| (home.places, home.bedrooms) = (2, vec![1, 1])).home("H2", |home| {
        (home.places, home.bedrooms) = (1, vec![1]);
    });
    let mut scenario = town.build();
    let kind = |id: usize, row: &str, bedrooms: Vec<i64>, cost: i64| HomeKind {
        id: KindId::at(id),
        reference: format!("{row}@CENTRE"),
        title: row.to_owned(),
        row: row.to_owned(),
        home: Household { bedrooms, places: 2, ..scenario.households[0].clone() },
        recruitment_cost: Pence(cost),
        yearly_cost: Pence(0),
        most: Some(12),
        source: None,
    };
    scenario.kinds = vec![kind(0, "one-room", vec![2], 1_000_000), kind(1, "two-rooms", vec![1, 1], 1_900_000)];
    let mut demand = futures::demand();
    (demand.horizon_months, demand.needs) = (6, BTreeMap::new());
    demand.group_sizes = vec![(1, Rate(800_000)), (2, Rate(200_000))];
    (demand.unsuitable_for_foster_care, demand.placement_types) =
        (Vec::new(), vec![(PlacementType::ShortTerm, Rate::ONE)]);
    scenario.settings.demand = Some(demand);
    scenario.settings.supply.leavers_per_year = Rate(0);
    scenario.settings.goals = Goals {
        share_of_futures: Rate(800_000),
        wanted: BTreeMap::from([(Goal::InHouse, 700_000), (Goal::SiblingsTogether, 500_000)]),
    };
    scenario
}

fn request() -> RecruitRequest {
    RecruitRequest {
        backend: BackendName::best(),
        threads: 2,
        time_limit: None,
        futures: 40,
        seed: 1,
        test: 30,
        share: Rate(800_000),
        plan: None,
        shard: None,
        against_one_model: None,
    }
}

fn tried_all(scenario: &Scenario, homes: &[i64]) -> Trials {
    let numbers: Vec<u32> = (0..25).collect();
    trials(scenario, homes, 3, &numbers, BackendName::best(), &Watch::default(), "trying").expect("tried")
}

#[test]
fn more_homes_never_lose_a_future() {
    let mut scenario = expecting();
    scenario.settings.goals.wanted.insert(Goal::WeeklyBudget, 700_000);
    let plans = [[0, 0], [1, 0], [1, 2], [3, 3], [6, 6]];
    let all: Vec<Trials> = plans.iter().map(|homes| tried_all(&scenario, homes)).collect();
    for pair in all.windows(2) {
        for (fewer, more) in pair[0].trials.iter().zip(&pair[1].trials) {
            assert!(fewer.ending != Ending::Undecided && more.ending != Ending::Undecided);
            assert!(more.ending <= fewer.ending, "{fewer:?} became {more:?}");
        }
    }
    assert!(all[0].reached() < all[4].reached(), "the homes are of use");
}

#[test]
fn a_trial_is_the_same_whichever_others_are_made() {
    let scenario = expecting();
    let all = tried_all(&scenario, &[2, 2]);
    let some =
        trials(&scenario, &[2, 2], 3, &[7, 19], BackendName::best(), &Watch::default(), "trying").expect("tried");
    assert_eq!(some.trials, [all.trials[7].clone(), all.trials[19].clone()]);
}

#[test]
fn calibration_raises_the_share_that_is_reached() {
    let scenario = expecting();
    let mut raised = 0;
    for seed in 0..6 {
        // So few futures that a plan made from them foresees too little of what else may come.
        let request = RecruitRequest { seed, futures: 15, ..request() };
        let tried = try_plan(&scenario, &request, &Watch::default()).expect("a plan");
        let first = &tried.calibration[0];
        let taken = tried.calibration.iter().rfind(|round| round.homes == tried.plan.homes).expect("its round");
        assert!(first.bound <= taken.cost && first.tightened.is_empty(), "seed {seed}");
        assert!(taken.trials.reached() >= first.trials.reached(), "seed {seed}: {first:?} {taken:?}");
        if tried.calibration.len() > 1 {
            assert!(first.trials.share().0 < request.share && first.cost < taken.cost, "seed {seed}");
            raised += i32::from(taken.trials.share().0 >= request.share);
            let enough = tried.calibration.iter().filter(|round| round.is_enough(request.share));
            assert!(enough.map(|round| round.cost).min().is_none_or(|least| taken.cost <= least), "seed {seed}");
        }
        if seed == 0 {
            let alone = try_plan(&scenario, &RecruitRequest { threads: 1, ..request }, &Watch::default());
            let alone = alone.expect("a plan");
            assert_eq!((alone.plan, alone.trials), (tried.plan, tried.trials), "on any number of threads");
        }
    }
    assert!(raised > 0, "no plan of these had anything to learn");
}

#[test]
fn what_was_stopped_is_not_called_decided() {
    let watch = Watch::default();
    watch.interrupted.store(true, std::sync::atomic::Ordering::SeqCst);
    let request = RecruitRequest { plan: Some(vec![1, 1]), ..request() };
    let tried = try_plan(&expecting(), &request, &watch).expect("a plan that was given");
    assert!(tried.trials.trials.is_empty(), "no future was tried, so none is told of");
}
