//! Futures: drawn as they were asked for, valid scenarios of a later day, each the same wherever it is drawn.

mod children;
mod homes;
mod story;

use std::collections::{BTreeMap, BTreeSet};

use placewell::compatibility;
use placewell::domain::{
    AgeBand, Approval, Assumption, Burst, Child, Demand, ExclusionPlan, HomeKind, KindId, LocalityId, Pence, Place,
    PlacementType, Plan, Rate, Scenario, Sector, Status, Stay, Suitability, Supply,
};
use placewell::futures::{NoDemand, assumed, future, with_plan};
use placewell::scenario::{self, synthetic};
use placewell::{solve, verify};

use crate::support::{Town, child};

pub(super) const HALF: Rate = Rate(500_000);

/// Four groups a month, in one locality, who stay for a quarter of a year on average.
pub(crate) fn demand() -> Demand {
    Demand {
        horizon_months: 24,
        groups_per_month: Rate(4_000_000),
        growth_per_year: Rate(0),
        group_sizes: vec![(1, Rate(700_000)), (2, Rate(200_000)), (4, Rate(100_000))],
        ages: vec![(AgeBand { from: 0, to: 4 }, Rate(400_000)), (AgeBand { from: 5, to: 9 }, Rate(600_000))],
        years_between_siblings: 3,
        needs: BTreeMap::from([("disability".to_owned(), Rate(60_000)), ("uasc".to_owned(), Rate(50_000))]),
        placement_types: vec![(PlacementType::ShortTerm, Rate(800_000)), (PlacementType::LongTerm, Rate(200_000))],
        localities: vec![(LocalityId::at(0), Rate::ONE)],
        unsuitable_for_foster_care: vec![(AgeBand { from: 5, to: 9 }, Rate(100_000))],
        stays: vec![Stay { from: 1, to: 11, share: HALF }, Stay { from: 16, to: 24, share: HALF }],
        burst: None,
    }
}

/// The scenario with this demand.
pub(super) fn expecting(mut scenario: Scenario, demand: Demand) -> Scenario {
    scenario.settings.demand = Some(demand);
    scenario
}

pub(super) fn told(scenario: &Scenario, seed: u64, number: u32, month: i64) -> Scenario {
    future(scenario, seed, number, month).expect("a demand model")
}

/// One home of one locality, nobody in it.
pub(super) fn empty_town() -> Town {
    Town::new().home("H1", |home| home.age_max = 17)
}

pub(super) fn count(many: usize) -> i64 {
    i64::try_from(many).expect("few")
}

/// That a count of so many draws is within five standard deviations of its share.
pub(super) fn is_share(found: usize, of: usize, share: Rate) {
    let (n, p) = (count(of), share.0);
    let off = (count(found) * 1_000_000 - n * p).unsigned_abs() / 1_000_000;
    let variance = u128::try_from(i128::from(n) * i128::from(p) * i128::from(1_000_000 - p)).expect("a share");
    let deviation = (variance / 1_000_000_000_000).isqrt() + 1;
    assert!(u128::from(off) <= 5 * deviation, "{found} of {of}, where {share} were asked for");
}

/// A catalogue of two kinds: one for small children, one for four siblings.
pub(super) fn with_kinds(mut scenario: Scenario) -> Scenario {
    let kind = |id: usize, row: &str, places: i64| {
        let mut home = scenario.households[0].clone();
        (home.places, home.places_for_siblings, home.bedrooms) = (places, places, vec![2, 2]);
        home.named_children.clear();
        HomeKind {
            id: KindId::at(id),
            reference: format!("{row}@CENTRE"),
            row: row.to_owned(),
            title: row.to_owned(),
            home,
            recruitment_cost: Pence(1_000_000),
            yearly_cost: Pence(500_000),
            most: None,
            source: None,
        }
    };
    scenario.kinds = vec![kind(0, "four", 4), kind(1, "small", 2)];
    scenario
}

pub(super) fn homes(scenario: &Scenario) -> BTreeSet<String> {
    scenario.households.iter().map(|home| home.reference.clone()).collect()
}
