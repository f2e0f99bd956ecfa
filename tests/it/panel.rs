//! What goes to panel: the funnel backwards, parts that add up, levers in order, a saving that can be checked by hand.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::date;
use placewell::domain::{
    AgeBand, Assumption, Demand, Goal, HomeKind, KindId, LocalityId, Pence, PencePerWeek, PlacementType, Rate,
    Scenario, Sector, Stay,
};
use placewell::futures::{NoDemand, future};
use placewell::recruitment::{self, Again, NoPlan, Panel, PanelRequest, Part, Plan, Remade, Stage, cost_of_one, panel};
use placewell::scenario::synthetic;
use placewell::solve::{BackendName, Watch};

use crate::support::Town;

const REQUEST: PanelRequest = PanelRequest { seed: 1, futures: 10, fewer: 5, plans: 2, seen: 4 };

/// Nobody comes and nobody leaves; one child in need for ten years, an agency, and two kinds of home.
fn quiet() -> Scenario {
    let town = Town::new()
        .home("H1", |home| home.sector = Sector::Ifa)
        .home("H2", |home| home.age_min = 15)
        .child("C1", |child| (child.age, child.expected_weeks) = (3, 520));
    let mut scenario = town.build();
    scenario.households[0].weekly_cost = PencePerWeek(90_000);
    let kind = |id: usize, row: &str, places: i64| {
        let mut home = scenario.households[1].clone();
        (home.age_min, home.places, home.weekly_cost) = (0, places, PencePerWeek(40_000));
        let (recruitment_cost, yearly_cost) = (Pence(1_000_000), Pence(500_000));
        let (row, reference) = (row.to_owned(), format!("{row}@CENTRE"));
        HomeKind {
            id: KindId::at(id),
            reference,
            title: row.clone(),
            row,
            home,
            recruitment_cost,
            yearly_cost,
            most: None,
            source: None,
        }
    };
    scenario.kinds = vec![kind(0, "large", 3), kind(1, "small", 1)];
    scenario.settings.demand = Some(Demand {
        horizon_months: 24,
        groups_per_month: Rate(0),
        growth_per_year: Rate(30_000),
        group_sizes: vec![(1, Rate::ONE)],
        ages: vec![(AgeBand { from: 0, to: 9 }, Rate::ONE)],
        years_between_siblings: 3,
        needs: BTreeMap::new(),
        placement_types: vec![(PlacementType::ShortTerm, Rate::ONE)],
        localities: vec![(LocalityId::at(0), Rate::ONE)],
        unsuitable_for_foster_care: Vec::new(),
        stays: vec![Stay { from: 4, to: 4, share: Rate::ONE }],
        burst: None,
    });
    scenario.settings.supply.leavers_per_year = Rate(0);
    scenario
}

fn plan(homes: &[i64]) -> Plan {
    let cost = Pence(homes.iter().sum::<i64>() * 2_000_000);
    Plan { homes: homes.to_vec(), cost, bound: cost, held: 9, futures: 10, rounds: 1, cuts: 0 }
}

fn remade(plan: Option<Plan>) -> Remade {
    plan.map_or(Remade::OutOfReach, Remade::Plan)
}

fn made(scenario: &Scenario, homes: &[i64], remake: &dyn Fn(&Scenario, Range<u32>) -> Option<Plan>) -> Panel {
    panel::<NoDemand>(
        scenario,
        &plan(homes),
        &REQUEST,
        Some(&|scenario, numbers| Ok(remade(remake(scenario, numbers)))),
    )
    .expect("a demand")
}

#[test]
fn lines_lead_back_from_approvals_to_enquiries() {
    let mut scenario = quiet();
    scenario.settings.funnel.base_line = Some(date(2025, 3, 31));
    let panel = made(&scenario, &[0, 20], &|_, _| Some(plan(&[0, 20])));
    let [line] = &panel.lines[..] else { panic!("one line for the one kind that is recruited") };
    assert_eq!((line.kind, line.households, line.places), (KindId::at(1), 20, 20));
    assert_eq!((line.applications, line.enquiries), (61, 509), "33 % and 12 %, rounded up");
    assert_eq!((line.start_month, line.enquiries_a_month), (15, Some(34)), "24 months less 9; 509 in 15 months");
    assert_eq!((line.recruitment_cost, line.yearly_cost), (Pence(20_000_000), Pence(10_000_000)));
    assert_eq!((panel.total.households, panel.total.enquiries, panel.total.interval), (20, 509, (20, 20)));
    assert_eq!((panel.base_line, panel.leavers, panel.under_way), (1, 0, 0), "the agency's home is not the council's");
    assert_eq!((panel.on_the_horizon(), panel.net_growth()), (21, 20));
    let steps: Vec<(i64, i64)> = panel.campaign.iter().map(|step| (step.enquiries, step.households)).collect();
    // 509 × month / 15 up to month 15; 20 × (month - 9) / 15 from month 9.
    assert_eq!(steps, [(0, 0), (102, 0), (204, 0), (306, 0), (408, 4), (509, 8), (509, 12), (509, 16), (509, 20)]);
    scenario.settings.funnel.months_to_approve = 30;
    let late = made(&scenario, &[0, 20], &|_, _| Some(plan(&[0, 20])));
    assert_eq!((late.lines[0].start_month, late.lines[0].enquiries_a_month), (-6, None));
}

#[test]
fn the_parts_add_up_to_the_plan_kind_by_kind() {
    let asked = RefCell::new(Vec::new());
    // What a plan would be that needs two large homes, one more where children come in greater numbers, and two small
    // ones where carers leave, which then replace the large one.
    let remake = |scenario: &Scenario, numbers: Range<u32>| {
        let grows = scenario.settings.demand.as_ref().is_some_and(|demand| demand.growth_per_year != Rate(0));
        let leave = scenario.settings.supply.leavers_per_year != Rate(0);
        asked.borrow_mut().push((leave, grows, numbers));
        Some(plan(&[2 + i64::from(grows) - i64::from(leave), 2 * i64::from(leave)]))
    };
    let mut scenario = quiet();
    scenario.settings.supply.leavers_per_year = Rate(128_000);
    let panel = made(&scenario, &[2, 2], &remake);
    let expected =
        [(Part::ReplaceLeavers, vec![-1, 2]), (Part::MeetGrowth, vec![1, 0]), (Part::EnlargePool, vec![2, 0])];
    assert_eq!(panel.parts, expected);
    for kind in 0..2 {
        assert_eq!(panel.parts.iter().map(|(_, homes)| homes[kind]).sum::<i64>(), [2, 2][kind]);
    }
    let asked = asked.into_inner();
    assert_eq!(asked, [(true, true, 10..15), (true, true, 15..20), (false, true, 0..10), (false, false, 0..10)]);
    assert!(made(&scenario, &[2, 2], &|_, _| None).parts.is_empty());
}

#[test]
fn intervals_span_the_plan_and_the_others() {
    let remake = |_: &Scenario, numbers: Range<u32>| Some(plan(if numbers.start == 10 { &[1, 5] } else { &[4, 0] }));
    let panel = made(&quiet(), &[2, 2], &remake);
    assert_eq!(panel.lines.iter().map(|line| line.interval).collect::<Vec<_>>(), [(1, 4), (0, 5)]);
    assert_eq!((panel.total.interval, panel.total.cost), ((4, 6), (Pence(8_000_000), Pence(12_000_000))));
}

#[test]
fn the_widest_lever_comes_first_and_an_end_without_a_plan_is_widest() {
    let mut scenario = quiet();
    let half_to_double = (Rate(500_000), Rate(2_000_000));
    let ranges = [Assumption::LeaversPerYear, Assumption::GroupsPerMonth, Assumption::Needs];
    scenario.settings.ranges = ranges.into_iter().map(|assumption| (assumption, half_to_double)).collect();
    scenario.settings.supply.leavers_per_year = Rate(100_000);
    let demand = scenario.settings.demand.as_mut().expect("a demand");
    (demand.groups_per_month, demand.needs) = (Rate(2_000_000), BTreeMap::from([("uasc".to_owned(), Rate(50_000))]));
    let remake = |scenario: &Scenario, numbers: Range<u32>| {
        assert!([0..5, 0..10, 10..15, 15..20].contains(&numbers), "the levers have the first five");
        let demand = scenario.settings.demand.as_ref().expect("a demand");
        let small = scenario.settings.supply.leavers_per_year.0 / 50_000;
        let many = demand.needs.values().any(|share| share.0 > 90_000);
        (!many).then(|| plan(&[demand.groups_per_month.0 / 1_000_000 * 3, small]))
    };
    let panel = made(&scenario, &[6, 2], &remake);
    let size = |homes: i64| Some((homes, Pence(homes * 2_000_000)));
    let found: Vec<_> = panel.levers.iter().map(|lever| (lever.assumption, lever.low, lever.high)).collect();
    assert_eq!(
        found,
        [
            (Assumption::Needs, size(8), None),
            (Assumption::GroupsPerMonth, size(5), size(14)),
            (Assumption::LeaversPerYear, size(7), size(10)),
        ]
    );
    assert_eq!(panel.middle, size(8));
    assert_eq!(made(&quiet(), &[1, 0], &|_, _| None).middle, None, "nothing is asked without a range");
}

#[test]
fn what_time_did_not_allow_is_said_and_never_taken_for_out_of_reach() {
    let mut scenario = quiet();
    let range = (Rate(500_000), Rate(2_000_000));
    scenario.settings.ranges = [Assumption::Stays, Assumption::Needs].map(|assumption| (assumption, range)).into();
    // The first two plans are made: the one of the levers as it is, and stays or needs at the low end.
    let left = std::cell::Cell::new(2);
    let remake = |_: &Scenario, _| {
        left.set(left.get() - 1);
        Ok(if left.get() >= 0 { Remade::Plan(plan(&[1, 0])) } else { Remade::Stopped })
    };
    let panel = panel::<NoDemand>(&scenario, &plan(&[1, 0]), &REQUEST, Some(&remake)).expect("a demand");
    assert_eq!((panel.again, panel.middle), (Again::Stopped, Some((1, Pence(2_000_000)))));
    assert!(panel.levers.is_empty() && panel.parts.is_empty());
    assert_eq!(panel.total.interval, (1, 1));
}

#[test]
fn a_saving_is_what_the_placements_cost_less_and_the_homes_more() {
    let one = made(&quiet(), &[0, 1], &|_, _| None);
    // One child for 400 pounds a week instead of 900, and 5,000 pounds a year for the household.
    let saving = Pence(52 * 50_000 - 500_000);
    assert_eq!(one.saving_a_year, (saving, saving, saving));
    let none = panel::<NoDemand>(&quiet(), &plan(&[0, 0]), &REQUEST, None).expect("a demand");
    assert!(none.parts.is_empty() && none.levers.is_empty(), "what was given is not made again");
    assert_eq!((one.again, none.again), (Again::Done, Again::NotAsked));
    assert_eq!(none.saving_a_year, (Pence(0), Pence(0), Pence(0)));
    assert!(none.lines.is_empty());
}

#[test]
fn the_fan_opens_when_the_recruits_are_there() {
    let panel = made(&quiet(), &[0, 1], &|_, _| None);
    assert_eq!(panel.fan.iter().map(|fan| fan.month).collect::<Vec<_>>(), [0, 3, 6, 9, 12, 15, 18, 21, 24]);
    for fan in &panel.fan {
        assert_eq!(fan.without, [0; 5]);
        assert_eq!(fan.with_plan, if fan.month == 24 { [1_000_000; 5] } else { [0; 5] }, "month {}", fan.month);
    }
    let two = made(&quiet(), &[0, 2], &|_, _| None);
    let first = two.fan.iter().find(|fan| fan.with_plan[0] > 0).map(|fan| fan.month);
    assert_eq!(first, Some(18), "the first of two is approved half way from month 9 to month 24");
}

/// A plan by the programme; none where the goals are out of reach.
fn programme(scenario: &Scenario, numbers: Range<u32>) -> Option<Plan> {
    let demand = scenario.settings.demand.as_ref().expect("a demand");
    let (kinds, goals) = (&scenario.kinds, &scenario.settings.goals);
    let day = |number| future(scenario, 3, number, demand.horizon_months).expect("a demand");
    let stages: Vec<Stage> = numbers.map(|number| Stage::of(&day(number), kinds, goals)).collect();
    let costs: Vec<Pence> = kinds.iter().map(|kind| cost_of_one(kind, demand.horizon_months)).collect();
    match recruitment::plan(kinds, &costs, &stages, goals.share_of_futures, BackendName::best(), &Watch::default()) {
        Ok(plan) => Some(plan),
        Err(NoPlan::OutOfReach { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn more_leavers_never_make_a_plan_cheaper_and_more_approvals_never_dearer() {
    let (mut apart, mut whole) = (0, 0);
    for seed in 0..24 {
        let mut scenario = synthetic::tiny_planning(seed);
        // Where siblings must be together, a home that stays can be what holds them apart.
        scenario.settings.goals.wanted = BTreeMap::from([(Goal::InHouse, 700_000)]);
        let range = (Rate(0), Rate(4_000_000));
        let both = [Assumption::LeaversPerYear, Assumption::Pipeline];
        scenario.settings.ranges = both.map(|assumption| (assumption, range)).into();
        let Some(plan) = programme(&scenario, 0..10) else { continue };
        assert!(plan.is_proven(), "seed {seed}");
        let request = PanelRequest { seed: 3, futures: 10, fewer: 10, plans: 1, seen: 3 };
        let remake = |scenario: &Scenario, numbers| Ok(remade(programme(scenario, numbers)));
        let panel = panel::<NoDemand>(&scenario, &plan, &request, Some(&remake)).expect("a demand");
        let middle = panel.middle.expect("the same futures as the plan's");
        assert_eq!(middle.1, plan.cost, "seed {seed}");
        for lever in &panel.levers {
            let (mut cheap, mut dear) = (lever.low, lever.high);
            if lever.assumption == Assumption::Pipeline {
                (cheap, dear) = (dear, cheap);
            }
            assert!(cheap.is_some_and(|(_, cost)| cost <= middle.1), "seed {seed}: {lever:?}");
            assert!(dear.is_none_or(|(_, cost)| cost >= middle.1), "seed {seed}: {lever:?}");
            apart += usize::from(cheap != dear);
        }
        if !panel.parts.is_empty() {
            for (kind, homes) in plan.homes.iter().enumerate() {
                assert_eq!(panel.parts.iter().map(|(_, of)| of[kind]).sum::<i64>(), *homes, "seed {seed}");
            }
            whole += 1;
        }
    }
    assert!(apart > 6 && whole > 6, "{apart} levers moved, {whole} plans had their parts");
}
