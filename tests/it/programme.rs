//! The two-stage programme: its plan is the cheapest by exhaustive search, and no claim is more than is known.

use std::collections::BTreeMap;

use placewell::domain::{
    Dice, Goal, Goals, HomeKind, Household, HouseholdId, KindId, LocalityId, Pence, PlacementType, Rate, Scenario,
    Sector, Sexes,
};
use placewell::recruitment::{NoPlan, Stage, one_model, plan};
use placewell::scenario::synthetic::tiny;
use placewell::solve::{BackendName, Watch};

/// A small case: kinds, futures with the same localities, goals and a share.
pub(crate) struct Case {
    pub(crate) kinds: Vec<HomeKind>,
    costs: Vec<Pence>,
    pub(crate) futures: Vec<Scenario>,
    pub(crate) goals: Goals,
    share: Rate,
}

impl Case {
    pub(crate) fn of(seed: u64) -> Self {
        let mut dice = Dice::of(seed);
        let kinds: Vec<HomeKind> = (0..dice.between(2, 4)).map(|at| kind(at, &mut dice)).collect();
        let costs = kinds.iter().map(|_| Pence(dice.between(1, 9) * 10_000)).collect();
        let numbers: Vec<i64> = (0..dice.between(3, 8)).map(|_| dice.between(0, 9_999)).collect();
        let futures = numbers.into_iter().map(|number| plainer(tiny(u64::try_from(number).expect("not negative"))));
        let share = dice.weighted(&[(Rate(500_000), 1), (Rate(700_000), 1), (Rate(900_000), 1), (Rate::ONE, 1)]);
        let in_house = dice.weighted(&[(300_000, 2), (500_000, 3), (700_000, 2), (1_000_000, 1)]);
        let together = dice.weighted(&[(None, 3), (Some(500_000), 2), (Some(1_000_000), 1)]);
        let mut wanted = BTreeMap::from([(Goal::InHouse, in_house)]);
        wanted.extend(together.map(|share| (Goal::SiblingsTogether, share)));
        let goals = Goals { share_of_futures: share, wanted };
        Self { futures: futures.collect(), kinds, costs, goals, share }
    }

    fn stages(&self) -> Vec<Stage> {
        self.futures.iter().map(|future| Stage::of(future, &self.kinds, &self.goals)).collect()
    }

    fn needed(&self) -> usize {
        usize::try_from(self.share.of_rounded_up(i64::try_from(self.futures.len()).expect("few"))).expect("few")
    }
}

/// Without decisions and exemptions by name.
fn plainer(mut future: Scenario) -> Scenario {
    future.decisions.clear();
    for home in &mut future.households {
        home.named_children.clear();
    }
    future
}

pub(crate) fn kind(at: i64, dice: &mut Dice) -> HomeKind {
    let place = LocalityId::at(dice.below(4));
    let mut home = Household::plain(HouseholdId::at(0), format!("K{at}"), Sector::InHouse, place);
    home.places = dice.between(1, 3);
    home.places_for_siblings = home.places + dice.between(0, 1);
    home.bedrooms = dice.weighted::<&[i64]>(&[(&[1, 1], 1), (&[2, 1], 1), (&[2, 2], 1), (&[1], 1)]).to_vec();
    home.carers_room_cot = dice.chance(30);
    (home.age_min, home.age_max) = dice.weighted(&[((0, 18), 6), ((0, 9), 1), ((8, 18), 1)]);
    home.sexes = dice.weighted(&[(Sexes::Any, 14), (Sexes::F, 1), (Sexes::M, 1)]);
    home.skills =
        ["disability", "therapeutic", "uasc"].into_iter().filter(|_| dice.chance(85)).map(str::to_owned).collect();
    home.placement_types = PlacementType::ALL.iter().copied().collect();
    home.authority = Some("Ours".to_owned());
    HomeKind {
        id: KindId::at(usize::try_from(at).expect("few")),
        reference: format!("K{at}@L"),
        row: format!("K{at}"),
        title: format!("Kind {at}"),
        home,
        recruitment_cost: Pence(0),
        yearly_cost: Pence(0),
        most: Some(dice.between(1, 3)),
        source: None,
    }
}

/// Every plan in the box, cheapest first.
fn cheapest_by_trying(case: &Case, stages: &[Stage]) -> Option<i64> {
    let mut plans = all_plans(case);
    let cost = |plan: &Vec<i64>| plan.iter().zip(&case.costs).map(|(homes, cost)| homes * cost.0).sum::<i64>();
    plans.sort_by_key(cost);
    let enough = |plan: &&Vec<i64>| stages.iter().filter(|stage| stage.holds(plan)).count() >= case.needed();
    plans.iter().find(enough).map(cost)
}

#[test]
fn no_cheaper_plan_is_found_by_trying_all() {
    let (mut planned, mut out_of_reach, mut nothing_to_do) = (0, 0, 0);
    for seed in 0..260 {
        let case = Case::of(seed);
        let stages = case.stages();
        let expected = cheapest_by_trying(&case, &stages);
        let found = plan(&case.kinds, &case.costs, &stages, case.share, BackendName::best(), &Watch::default());
        match (found, expected) {
            (Ok(found), Some(expected)) => {
                assert_eq!(found.cost.0, expected, "seed {seed}: {found:?}");
                assert!(found.is_proven(), "seed {seed}: {found:?}");
                assert!(found.held >= case.needed(), "seed {seed}");
                assert_eq!(found.held, stages.iter().filter(|stage| stage.holds(&found.homes)).count());
                planned += 1;
                nothing_to_do += u32::from(expected == 0);
            }
            (Err(NoPlan::OutOfReach { needed, reachable, nearest, obstacles, .. }), None) => {
                assert_eq!(needed, case.needed());
                assert!(reachable < needed && nearest.held == reachable, "seed {seed}: {nearest:?}");
                assert!(!obstacles.is_empty());
                out_of_reach += 1;
            }
            other => panic!("seed {seed}: {other:?}"),
        }
    }
    assert!(
        planned - nothing_to_do > 100 && out_of_reach > 20,
        "{planned} planned, {nothing_to_do} trivial, {out_of_reach}"
    );
}

/// Every plan in the box of a case.
fn all_plans(case: &Case) -> Vec<Vec<i64>> {
    let mut plans = vec![Vec::new()];
    for kind in &case.kinds {
        let counts = 0..=kind.most.expect("a box");
        plans = plans.iter().flat_map(|plan| counts.clone().map(move |n| [plan.as_slice(), &[n]].concat())).collect();
    }
    plans
}

#[test]
fn the_same_plan_on_one_thread_and_on_four_and_a_dearer_one_for_more() {
    let on = |threads: usize, case: &Case, stages: &[Stage], share: Rate| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| plan(&case.kinds, &case.costs, stages, share, BackendName::best(), &Watch::default()))
    };
    let (mut planned, mut dearer) = (0, 0);
    for seed in 0..60 {
        let case = Case::of(seed);
        let mut stages = case.stages();
        let found = on(1, &case, &stages, case.share);
        assert_eq!(found, on(4, &case, &stages, case.share), "seed {seed}");
        let Ok(found) = found else { continue };
        planned += 1;
        if let Ok(fewer) = on(2, &case, &stages, Rate(case.share.0 / 2)) {
            assert!(fewer.cost <= found.cost, "seed {seed}: half the share");
        }
        for stage in &mut stages {
            stage.tighten(Goal::InHouse, 1);
        }
        match on(2, &case, &stages, case.share) {
            Ok(more) => {
                assert!(more.cost >= found.cost, "seed {seed}: one child more");
                dearer += u32::from(more.cost > found.cost);
            }
            Err(NoPlan::OutOfReach { .. }) => dearer += 1,
            Err(other) => panic!("seed {seed}: {other}"),
        }
    }
    assert!(planned > 20 && dearer > 5, "{planned} planned, {dearer} dearer");
}

#[test]
fn one_big_model_agrees() {
    let mut compared = 0;
    for seed in 0..60 {
        let case = Case::of(seed);
        let stages = case.stages();
        let Ok(found) = plan(&case.kinds, &case.costs, &stages, case.share, BackendName::best(), &Watch::default())
        else {
            continue;
        };
        let time = std::time::Duration::from_mins(1);
        let peer = one_model(&case.kinds, &case.costs, &stages, case.share, BackendName::best(), time).expect("solved");
        assert_eq!((peer.cost, peer.bound), (Some(found.cost), Some(found.cost)), "seed {seed}");
        compared += 1;
    }
    assert!(compared > 20, "{compared} compared");
}

/// A stopped search has a plan that the stages vouch for, or says that it has none; its bound is true.
#[test]
fn a_search_that_is_stopped_claims_no_more_than_it_knows() {
    for seed in 0..40 {
        let case = Case::of(seed);
        let stages = case.stages();
        let watch = Watch::default();
        watch.interrupted.store(true, std::sync::atomic::Ordering::Relaxed);
        let stopped = plan(&case.kinds, &case.costs, &stages, case.share, BackendName::best(), &watch);
        let best = plan(&case.kinds, &case.costs, &stages, case.share, BackendName::best(), &Watch::default());
        match (stopped, best) {
            (Ok(stopped), Ok(best)) => {
                assert!(stopped.bound <= best.cost && best.cost <= stopped.cost, "seed {seed}");
                assert!(stages.iter().filter(|stage| stage.holds(&stopped.homes)).count() >= case.needed());
            }
            (Err(NoPlan::Stopped), _) | (Err(NoPlan::OutOfReach { .. }), Err(NoPlan::OutOfReach { .. })) => {}
            other => panic!("seed {seed}: {other:?}"),
        }
    }
}

#[cfg(all(feature = "highs", feature = "microlp"))]
#[test]
fn both_back_ends_find_the_same_cost() {
    let mut compared = 0;
    for seed in 0..60 {
        let case = Case::of(seed);
        let stages = case.stages();
        let by = |backend| plan(&case.kinds, &case.costs, &stages, case.share, backend, &Watch::default());
        if let (Ok(highs), Ok(microlp)) = (by(BackendName::Highs), by(BackendName::Microlp)) {
            assert_eq!((highs.cost, highs.bound), (microlp.cost, microlp.bound), "seed {seed}");
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared} compared");
}
