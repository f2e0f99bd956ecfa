//! The outlook of a council as it stands: about as many children come as leave.

use std::collections::BTreeMap;

use super::{Recipe, figures};
use crate::domain::{
    AgeBand, Approval, Assumption, Burst, Demand, Goal, Goals, LocalityId, PlacementType, Rate, Scenario, Stay,
};
use crate::scenario::outlook::defaults;

/// How long children stay in care, in weeks from, to and a share. Assumed, so that a stock whose yearly starts are as
/// published stays as large as it is: care lasts two and a half years on average.
const STAYS: [(i64, i64, i64); 5] =
    [(0, 4, 60_000), (5, 26, 110_000), (27, 104, 210_000), (105, 260, 250_000), (261, 936, 370_000)];

/// Sets what may come and what is wanted.
pub(super) fn draw(recipe: &Recipe, scenario: &mut Scenario) {
    let children = recipe.children + recipe.placed.unwrap_or(0);
    scenario.settings.demand = Some(demand(children, recipe.localities));
    scenario.settings.supply.released_per_month = Rate(30_000);
    scenario.settings.supply.pipeline = pipeline(scenario);
    // Illustrative: to be reached by recruiting more than leave.
    scenario.settings.goals = Goals {
        share_of_futures: Rate(900_000),
        wanted: BTreeMap::from([(Goal::InHouse, 600_000), (Goal::SiblingsTogether, 900_000)]),
    };
    let ranges = [
        (Assumption::GroupsPerMonth, 850_000, 1_150_000),
        (Assumption::SiblingGroups, 800_000, 1_200_000),
        (Assumption::Stays, 850_000, 1_150_000),
        (Assumption::Needs, 700_000, 1_300_000),
        (Assumption::LeaversPerYear, 750_000, 1_250_000),
        (Assumption::Pipeline, 500_000, 1_200_000),
    ];
    scenario.settings.ranges = ranges.into_iter().map(|(each, low, high)| (each, (Rate(low), Rate(high)))).collect();
    let sources = [
        ("costs", "illustrative"),
        ("demand.ages", "Department for Education, children starting to be looked after, 2023-24"),
        (
            "demand.group_sizes",
            "Family Rights Group, mean of 2.5 siblings; that half of the children have any is assumed",
        ),
        ("demand.groups_per_month", "Department for Education, 33,050 starts for 83,530 in care, 2024"),
        ("demand.stays", "assumed, so that the number in care stays as it is"),
        ("supply.leavers_per_year", "Ofsted, 5,125 of 40,130 mainstream households, 2022-23"),
        ("funnel", "Ofsted, 2022-23 and 2023-24; Fostering Network, 273 days, 2013-14"),
    ];
    scenario.settings.sources = sources.into_iter().map(|(key, source)| (key.to_owned(), source.to_owned())).collect();
}

fn demand(children: usize, localities: usize) -> Demand {
    let starts = i64::try_from(children).unwrap_or(i64::MAX) * figures::STARTS_PERMILLE * 1_000;
    let group_sizes = defaults::group_sizes();
    let mean: i64 = group_sizes.iter().map(|(size, share)| size * share.0).sum();
    let band = |from, to| AgeBand { from, to };
    let shares = defaults::millionths(&vec![1; localities]);
    Demand {
        horizon_months: 24,
        groups_per_month: Rate(starts / 12 * 1_000 / (mean / 1_000)),
        growth_per_year: Rate(0),
        group_sizes,
        ages: defaults::ages(),
        years_between_siblings: 3,
        needs: [("complex_health", 30_000), ("disability", 60_000), ("therapeutic", 70_000)]
            .map(|(need, share)| (need.to_owned(), Rate(share)))
            .into(),
        placement_types: vec![(PlacementType::ShortTerm, Rate(800_000)), (PlacementType::LongTerm, Rate(200_000))],
        localities: (0..localities).map(LocalityId::at).zip(shares).collect(),
        unsuitable_for_foster_care: vec![(band(10, 15), Rate(60_000)), (band(16, 17), Rate(250_000))],
        stays: STAYS.iter().map(|(from, to, share)| Stay { from: *from, to: *to, share: Rate(*share) }).collect(),
        burst: Some(Burst { per_year: Rate(500_000), children: 8 }),
    }
}

/// Two households each of a few kinds, at different months: their approval is under way.
fn pipeline(scenario: &Scenario) -> Vec<Approval> {
    let every = (scenario.kinds.len() / 6).max(1);
    let kinds = scenario.kinds.iter().step_by(every).zip(2..);
    kinds.map(|(kind, month)| Approval { kind: kind.id, households: 2, month, chance: Rate(800_000) }).collect()
}
