//! The two-stage programme: its plan is the cheapest by exhaustive search, its second stage counts what it says it counts.

use std::collections::{BTreeMap, BTreeSet};

use placewell::domain::{
    ChildId, Companions, Dice, Goal, Goals, HomeKind, Household, HouseholdId, KindId, LocalityId, Pence, PlacementType,
    Rate, Scenario, Sector, Sexes, Status,
};
use placewell::policy::{Pairs, limits};
use placewell::recruitment::{Ending, NoPlan, Stage, one_model, plan, try_future};
use placewell::scenario::synthetic::tiny;
use placewell::solve::{BackendName, Watch};

/// A small case: kinds, futures with the same localities, goals and a share.
struct Case {
    kinds: Vec<HomeKind>,
    costs: Vec<Pence>,
    futures: Vec<Scenario>,
    goals: Goals,
    share: Rate,
}

impl Case {
    fn of(seed: u64) -> Self {
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

fn kind(at: i64, dice: &mut Dice) -> HomeKind {
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

/// The future with so many homes of each kind built in it.
fn built(future: &Scenario, kinds: &[HomeKind], homes: &[i64]) -> Scenario {
    let mut scenario = future.clone();
    for (kind, count) in kinds.iter().zip(homes) {
        for _ in 0..*count {
            let id = HouseholdId::at(scenario.households.len());
            scenario.households.push(Household { id, status: Status::Available, ..kind.home.clone() });
        }
    }
    scenario
}

/// The second stage said again, home by home and child by child, and decided by trying every assignment.
struct Oracle<'s> {
    scenario: &'s Scenario,
    scope: Vec<ChildId>,
    /// By child in scope: in-house homes it could join.
    open: Vec<Vec<HouseholdId>>,
}

impl<'s> Oracle<'s> {
    fn of(scenario: &'s Scenario) -> Self {
        let pairs = Pairs::of(scenario);
        let scope: Vec<ChildId> = scenario.in_scope().map(|child| child.id).collect();
        let open = scope.iter().map(|child| {
            let homes = scenario.households.iter().filter(|home| home.is_in_house());
            let homes = homes.filter(|home| pairs.is_open(scenario.child(*child), home));
            homes.filter(|home| joins(scenario, home, &[*child], false)).map(|home| home.id).collect()
        });
        Self { open: open.collect(), scope, scenario }
    }

    /// The most children of the list from `at` on that can come in beside those who came.
    fn most(&self, at: usize, came: &mut BTreeMap<HouseholdId, Vec<ChildId>>) -> i64 {
        let Some(child) = self.scope.get(at) else { return 0 };
        let mut most = self.most(at + 1, came);
        let left = i64::try_from(self.scope.len() - at).expect("few");
        for home in &self.open[at] {
            if most == left {
                break;
            }
            came.entry(*home).or_default().push(*child);
            if self.by_numbers(self.scenario.household(*home), &came[home]) {
                most = most.max(1 + self.most(at + 1, came));
            }
            came.get_mut(home).expect("just there").pop();
        }
        most
    }

    /// The numbers of a home, as the stage says that it counts them.
    fn by_numbers(&self, home: &Household, came: &[ChildId]) -> bool {
        let scenario = self.scenario;
        let on = |id| scenario.switched_off(id).is_none();
        let staying = scenario.staying_in(home.id);
        let count = |list: &[ChildId]| i64::try_from(list.len()).expect("few");
        let everybody = count(&staying) + count(came);
        let cot = |child: &ChildId| on("bedrooms") && limits::bedrooms::may_use_cot(scenario, home, *child);
        let group = |child: &ChildId| scenario.child(*child).group;
        let approved = |number: i64| !on("approved-number") || everybody <= number;
        let beds: i64 = home.bedrooms.iter().sum::<i64>() + i64::from(home.carers_room_cot);
        if on("bedrooms") && everybody > beds {
            return false;
        }
        let one_family = if staying.is_empty() {
            let of_group = |at: usize| {
                count(
                    &self
                        .scope
                        .iter()
                        .copied()
                        .filter(|c| group(c).is_some_and(|g| g.index() == at))
                        .collect::<Vec<_>>(),
                )
            };
            let largest = (0..scenario.groups.len()).map(of_group).max().unwrap_or(1).max(1);
            count(came) <= largest && approved(home.places.max(home.places_for_siblings))
        } else {
            scenario.all_siblings(&staying)
                && group(&staying[0]).is_some()
                && approved(home.places.max(home.places_for_siblings))
        };
        let limit = scenario.settings.policy.usual_fostering_limit;
        let several = |of: i64| {
            of == 0
                || ((!on("approved-number") || count(&staying) + of <= home.places)
                    && (!on("usual-fostering-limit") || count(&staying) + of <= limit))
                || (staying.is_empty() && of == 1)
        };
        let solo = |child: &ChildId| on("solo") && scenario.child(*child).companions == Companions::Solo && !cot(child);
        let of_family = |child: &ChildId| {
            !solo(child)
                && group(child).is_some()
                && (staying.is_empty() || staying.iter().all(|s| group(s) == group(child)))
        };
        let strangers: Vec<ChildId> = came.iter().copied().filter(|child| !of_family(child)).collect();
        let alone = count(&came.iter().copied().filter(solo).collect::<Vec<_>>());
        let rooms = home.bedrooms.iter().filter(|beds| **beds > 0).count();
        let families: BTreeSet<_> = staying.iter().map(|c| group(c).ok_or(*c)).collect();
        let babies = staying.iter().any(cot);
        let taken = families.len().saturating_sub(usize::from(babies));
        let need_rooms = strangers.iter().filter(|c| solo(c) || (group(c).is_none() && !cot(c))).count();
        let rooms_hold = !on("bedrooms")
            || scenario.settings.policy.unrelated_share_max_age.is_some()
            || need_rooms + taken <= rooms
            || need_rooms == 0;
        (one_family || several(count(came)))
            && several(count(&strangers))
            && rooms_hold
            && alone <= i64::from(staying.is_empty())
    }

    fn in_house(&self) -> i64 {
        let stay = self.scenario.children.iter().filter(|child| !child.in_scope());
        let stay = stay.filter(|child| child.current.is_some_and(|place| self.scenario.is_in_house(place)));
        i64::try_from(stay.count()).expect("few") + self.most(0, &mut BTreeMap::new())
    }
}

/// Whether these children could join those who stay, by every limit, or by all but `must-together`.
fn joins(scenario: &Scenario, home: &Household, children: &[ChildId], all: bool) -> bool {
    let mut everyone = scenario.staying_in(home.id);
    everyone.extend(children);
    everyone.sort_unstable();
    let asked = limits::active(scenario).into_iter().filter(|limit| all || limit.about().id != "must-together");
    asked.into_iter().all(|limit| limit.breach(scenario, home, &everyone).is_none())
}

#[test]
fn the_flow_of_children_is_what_trying_every_assignment_gives() {
    let (mut compared, mut raised) = (0, 0);
    for seed in 0..120 {
        let case = Case::of(seed);
        let mut dice = Dice::of(seed);
        for future in &case.futures {
            let homes: Vec<i64> = case.kinds.iter().map(|_| dice.between(0, 2)).collect();
            let stage = Stage::of(future, &case.kinds, &case.goals);
            let expected = Oracle::of(&built(future, &case.kinds, &homes)).in_house();
            assert_eq!(stage.in_house(&homes), expected, "seed {seed}, homes {homes:?}");
            compared += 1;
            raised += u32::from(stage.in_house(&vec![0; homes.len()]) < expected);
        }
    }
    assert!(compared > 500 && raised > 100, "{compared} compared, {raised} raised by recruits");
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

/// What no lawful proposal can do without, the stage does not forbid: a relaxation.
#[test]
fn whatever_a_lawful_proposal_reaches_the_stage_lets_hold() {
    let (mut reached, mut held) = (0, 0);
    for seed in 0..150 {
        let mut scenario = placewell::scenario::synthetic::tiny_planning(seed);
        let mut dice = Dice::of(seed + 77);
        scenario.settings.goals.wanted.remove(&Goal::Residential);
        scenario.settings.goals.wanted.remove(&Goal::WeeklyBudget);
        let homes: Vec<i64> = scenario.kinds.iter().map(|_| dice.between(0, 1)).collect();
        let stage = Stage::of(&scenario, &scenario.kinds, &scenario.settings.goals);
        let trial = try_future(&scenario, &homes, 0, BackendName::best(), &Watch::default()).expect("tried");
        held += u32::from(stage.holds(&homes));
        if trial.ending == Ending::Reached {
            reached += 1;
            assert!(stage.holds(&homes), "seed {seed}: {:?} {:?}", trial, stage.shortfall(&homes));
        }
    }
    assert!(reached > 20 && held > reached, "{reached} reached, {held} held");
}
