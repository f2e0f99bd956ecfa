//! Exact pricing, against every set of units of small homes.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::home::Homes;
use super::*;
use crate::compatibility::{self, Graph};
use crate::model::{self, Offer};
use crate::policy::levels;
use crate::policy::limits::small_home;

fn compiled(scenario: &Scenario) -> (Graph, Vec<Offer>) {
    let graph = compatibility::graph(scenario);
    let offers = model::offers(scenario, &graph);
    (graph, offers)
}

fn drawn(companies: &Companies<'_>, dice: &mut ChaCha8Rng) -> Prices<i128> {
    let mut draw = |count: usize, most: i128| (0..count).map(|_| dice.random_range(0..=most)).collect::<Vec<i128>>();
    let mut levels = draw(companies.levels.len(), 4);
    levels[0] += 6;
    let (children, provisions) = (draw(companies.must_place.len(), 2), draw(companies.rooms.len(), 3));
    let groups = draw(companies.sets(), 4).iter().map(|price| price - 2).collect();
    Prices { levels, children, provisions, groups }
}

/// The least cost of a lawful company of a home, by trying every set of its units; each with what it is to hold.
fn least_of_all(companies: &Companies<'_>, site: usize, prices: &Prices<i128>, with: Option<usize>) -> i128 {
    let units: Vec<usize> = companies.sites[site].units.clone().collect();
    let Place::Home(home) = companies.sites[site].place else { return 0 };
    let mut least = if with.is_none() { 0 } else { i128::MAX };
    for mask in 1_u32..1 << units.len() {
        let chosen: Vec<usize> =
            units.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, u)| *u).collect();
        let mut families: Vec<u32> = chosen.iter().map(|unit| companies.units.families[*unit]).collect();
        families.sort_unstable();
        let one_each = families.windows(2).all(|pair| pair[0] != pair[1]);
        if !one_each || with.is_some_and(|with| !chosen.contains(&with)) {
            continue;
        }
        let moving: Vec<u32> = chosen.iter().flat_map(|unit| companies.units.children(*unit).to_vec()).collect();
        let mut everyone = companies.staying[site].clone();
        everyone.extend(moving.iter().map(|child| ChildId::at(*child as usize)));
        everyone.sort_unstable();
        let household = companies.scenario.household(home);
        if companies.limits.iter().any(|limit| limit.breach(companies.scenario, household, &everyone).is_some()) {
            continue;
        }
        let mut cost: i128 = chosen.iter().map(|unit| companies.cost(prices, *unit)).sum();
        for (i, a) in moving.iter().enumerate() {
            for b in &moving[i + 1..] {
                for (level, weight) in companies.levels.iter().zip(&prices.levels) {
                    let pair = (ChildId::at(*a as usize), ChildId::at(*b as usize));
                    let charge = levels::level(*level).pair_charge(companies.scenario, pair.0, pair.1);
                    cost += weight * i128::from(charge);
                }
            }
        }
        least = least.min(cost);
    }
    least
}

#[test]
fn the_least_company_is_the_least_of_all_lawful_sets_of_units() {
    let dice = &mut ChaCha8Rng::seed_from_u64(1);
    let (mut homes, mut shared) = (0, 0);
    for seed in 0..3_000 {
        let scenario = small_home(seed);
        let (graph, offers) = compiled(&scenario);
        let companies = Companies::of(&scenario, &graph, &offers).expect("small charges");
        let prices = drawn(&companies, dice);
        for site in 0..companies.sites.len() {
            let units: Vec<usize> = companies.sites[site].units.clone().collect();
            if !matches!(companies.sites[site].place, Place::Home(_)) || units.len() > 10 {
                continue;
            }
            let mut search = Homes::within(1_000_000);
            let least = search.least(&companies, site, &prices.levels, |unit| companies.cost(&prices, unit));
            assert_eq!(least, least_of_all(&companies, site, &prices, None), "seed {seed}, site {site}");
            homes += 1;
            shared += usize::from(search.units().len() > 1);
            let excess = companies.excess(site, &units, &prices);
            for (unit, excess) in units.iter().zip(excess) {
                assert_eq!(
                    least + excess,
                    least_of_all(&companies, site, &prices, Some(*unit)),
                    "seed {seed}, unit {unit}"
                );
            }
        }
    }
    assert!(homes > 800 && shared > 20, "{homes} homes, {shared} shared");
}
