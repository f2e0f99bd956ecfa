//! What a weekly budget asks of the flow of children into in-house and kinship homes.

use super::openings::Openings;
use crate::domain::{Place, Scenario};

/// How many children to be matched must be in in-house or kinship homes at least, if so many are placed and all
/// placements cost no more than the budget (pence a week).
///
/// A relaxation: `n` in-house children cost at least what the `n` cheapest of all children would, each in the cheapest
/// in-house home or kind open to it, and the others at least what the cheapest of all would outside. The least `n` for
/// which the two sums and those who stay are within the budget; one more than there are children if none is.
pub(super) fn in_house_at_least(
    openings: &Openings<'_>,
    homes_of: &[Vec<(usize, u8)>],
    placed: i64,
    budget: i64,
) -> i64 {
    let scenario = openings.scenario;
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for (child, homes) in openings.scope.iter().zip(homes_of) {
        let cheapest = |in_house: bool| {
            let there = homes.iter().map(|(home, _)| &scenario.households[*home]);
            there.filter(|home| home.is_in_house() == in_house).map(|home| home.weekly_cost.0).min()
        };
        let provisions = (0..scenario.provisions.len()).filter(|at| openings.is_open_provision(*child, *at));
        let provisions = provisions.map(|at| scenario.provisions[at].weekly_cost.0);
        inside.extend(cheapest(true));
        outside.extend(cheapest(false).into_iter().chain(provisions).min());
    }
    let (inside, outside) = (sums_of_cheapest(inside), sums_of_cheapest(outside));
    let left = budget - staying_cost(scenario);
    let within = |inside_count: &usize| {
        let rest = usize::try_from(placed).unwrap_or(0).saturating_sub(*inside_count);
        outside.get(rest).is_some_and(|cost| inside[*inside_count] + cost <= left)
    };
    let none = openings.scope.len() + 1;
    super::network::whole((0..inside.len()).find(within).unwrap_or(none))
}

/// What the cheapest none, one, two, ... cost together.
fn sums_of_cheapest(mut costs: Vec<i64>) -> Vec<i64> {
    costs.sort_unstable();
    let mut sums = vec![0];
    for cost in costs {
        sums.push(sums[sums.len() - 1] + cost);
    }
    sums
}

fn staying_cost(scenario: &Scenario) -> i64 {
    let staying = scenario.children.iter().filter(|child| !child.in_scope());
    let places = staying.filter_map(|child| child.current);
    places.map(|place: Place| scenario.weekly_cost(place).0).sum()
}
