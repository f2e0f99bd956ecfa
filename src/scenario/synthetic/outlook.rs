//! Tiny scenarios with a catalogue of kinds and an outlook, from a stream of their own: [`tiny`] stays as it is.

use std::collections::BTreeSet;

use super::{reference, tiny};
use crate::domain::{
    AgeBand, Approval, Assumption, Burst, Demand, Dice, Goal, Goals, HomeKind, Household, HouseholdId, KindId,
    LocalityId, Pence, PencePerWeek, PlacementType, Rate, Scenario, Sector, Sexes, Stay, Supply,
};

/// The stream of the catalogue and the outlook.
const STREAM: u64 = 1;

/// [`tiny`] with two to four kinds of home, a small demand model, supply, goals and ranges. The same children and homes
/// as `tiny` of this seed.
pub fn tiny_planning(seed: u64) -> Scenario {
    let mut scenario = tiny(seed);
    let dice = &mut Dice::of_replicate(seed, STREAM);
    let rows = dice.between(1, 2);
    let mut kinds = Vec::new();
    for row in 0..rows {
        let first = dice.below(4);
        let second = (first + 1 + dice.below(3)) % 4;
        let kind = kind(usize::try_from(row).unwrap_or(0), dice);
        let places = if rows == 1 || dice.chance(40) { vec![first, second] } else { vec![first] };
        kinds.extend(places.into_iter().map(|there| settled(&scenario, &kind, LocalityId::at(there))));
    }
    kinds.sort_by(|a, b| a.reference.cmp(&b.reference));
    kinds.iter_mut().enumerate().for_each(|(at, kind)| kind.id = KindId::at(at));
    scenario.kinds = kinds;
    scenario.settings.demand = Some(demand(dice));
    scenario.settings.supply = supply(&scenario, dice);
    scenario.settings.goals = goals(dice);
    if dice.chance(30) {
        scenario.settings.funnel.base_line = Some(super::blank::PLANNING_DATE.saturating_sub(jiff::ToSpan::days(365)));
        scenario.settings.funnel.months_to_approve = dice.between(4, 12);
    }
    for assumption in Assumption::ALL {
        if dice.chance(40) {
            let range = (Rate(dice.between(500_000, 1_000_000)), Rate(dice.between(1_000_000, 1_500_000)));
            scenario.settings.ranges.insert(*assumption, range);
        }
    }
    if dice.chance(40) {
        scenario.settings.sources.insert("costs.ifa".to_owned(), "illustrative, 2026".to_owned());
    }
    scenario
}

/// A kind in no locality yet.
fn kind(row: usize, dice: &mut Dice) -> HomeKind {
    let mut home = Household::plain(HouseholdId::at(0), String::new(), Sector::InHouse, LocalityId::at(0));
    home.places = dice.between(1, 3);
    home.places_for_siblings = home.places + dice.between(0, 1);
    (home.age_min, home.age_max) = dice.weighted(&[((0, 17), 50), ((0, 8), 25), ((9, 17), 25)]);
    home.sexes = dice.weighted(&[(Sexes::Any, 90), (Sexes::F, 10)]);
    home.bedrooms = vec![dice.between(1, 2); usize::try_from(home.places).unwrap_or(1)];
    home.carers_room_cot = home.age_min == 0 && dice.chance(40);
    home.skills = ["disability", "therapeutic"].into_iter().filter(|_| dice.chance(50)).map(str::to_owned).collect();
    if dice.chance(20) {
        home.placement_types = BTreeSet::from([PlacementType::ShortTerm, PlacementType::LongTerm]);
    }
    home.weekly_cost = PencePerWeek(40_000 + 1_000 * dice.between(0, 20));
    HomeKind {
        id: KindId::at(0),
        reference: String::new(),
        row: reference('K', row, 9),
        title: format!("Kind {}", row + 1),
        home,
        recruitment_cost: Pence(100_000 * dice.between(5, 15)),
        yearly_cost: Pence(100_000 * dice.between(2, 8)),
        most: dice.weighted(&[(None, 60), (Some(1), 15), (Some(2), 15), (Some(4), 10)]),
        source: dice.chance(30).then(|| "illustrative".to_owned()),
    }
}

fn settled(scenario: &Scenario, kind: &HomeKind, locality: LocalityId) -> HomeKind {
    let there = scenario.locality(locality);
    let mut kind = kind.clone();
    kind.reference = format!("{}@{}", kind.row, there.reference);
    kind.home.reference.clone_from(&kind.reference);
    kind.home.locality = locality;
    kind.home.authority.clone_from(&there.authority);
    kind
}

fn demand(dice: &mut Dice) -> Demand {
    let band = |from, to| AgeBand { from, to };
    let half = Rate(500_000);
    Demand {
        horizon_months: dice.between(3, 12),
        groups_per_month: Rate(dice.between(200_000, 700_000)),
        growth_per_year: Rate(dice.between(-50_000, 100_000)),
        group_sizes: vec![(1, Rate(600_000)), (2, Rate(300_000)), (3, Rate(100_000))],
        ages: vec![(band(0, 4), Rate(300_000)), (band(5, 10), Rate(300_000)), (band(11, 17), Rate(400_000))],
        years_between_siblings: dice.between(1, 4),
        needs: [("therapeutic".to_owned(), Rate(100_000))].into_iter().filter(|_| dice.chance(60)).collect(),
        placement_types: vec![(PlacementType::ShortTerm, Rate(800_000)), (PlacementType::LongTerm, Rate(200_000))],
        localities: if dice.chance(70) {
            vec![(LocalityId::at(0), half), (LocalityId::at(1), Rate(250_000)), (LocalityId::at(3), Rate(250_000))]
        } else {
            vec![(LocalityId::at(2), Rate::ONE)]
        },
        unsuitable_for_foster_care: if dice.chance(40) { vec![(band(16, 17), Rate(100_000))] } else { Vec::new() },
        stays: vec![
            Stay { from: 1, to: 8, share: Rate(400_000) },
            Stay { from: 9, to: 52, share: Rate(300_000) },
            Stay { from: 53, to: 300, share: Rate(300_000) },
        ],
        burst: dice.chance(25).then(|| Burst { per_year: Rate(300_000), children: dice.between(2, 4) }),
    }
}

fn supply(scenario: &Scenario, dice: &mut Dice) -> Supply {
    let mut supply = Supply {
        leavers_per_year: Rate(dice.between(0, 300_000)),
        released_per_month: Rate(dice.between(0, 100_000)),
        pipeline: Vec::new(),
    };
    for _ in 0..dice.between(0, 2) {
        supply.pipeline.push(Approval {
            kind: KindId::at(dice.below(scenario.kinds.len())),
            households: dice.between(1, 2),
            month: dice.between(1, 6),
            chance: Rate(dice.between(500_000, 1_000_000)),
        });
    }
    supply
}

/// The default goals, or some of them, softer ones more often.
fn goals(dice: &mut Dice) -> Goals {
    let share_of_futures = Rate(dice.weighted(&[(900_000, 40), (800_000, 30), (500_000, 30)]));
    let mut goals = Goals { share_of_futures, ..Goals::default() };
    goals.wanted.insert(Goal::InHouse, 100_000 * dice.between(2, 9));
    if dice.chance(40) {
        goals.wanted.insert(Goal::SiblingsTogether, 100_000 * dice.between(5, 10));
    }
    if dice.chance(30) {
        goals.wanted.insert(Goal::Residential, 100_000 * dice.between(1, 5));
    }
    if dice.chance(30) {
        goals.wanted.insert(Goal::Unplaced, 100_000 * dice.between(0, 4));
    }
    if dice.chance(20) {
        goals.wanted.insert(Goal::WeeklyBudget, 100_000 * dice.between(5, 20));
    }
    goals
}
