//! Exact pricing, against every set of units of small homes.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::home::Homes;
use super::price::{Guess, TO_CLAIM};
use super::quotients::Quotients;
use super::*;
use crate::compatibility::{self, Graph};
use crate::domain::{Provision, ProvisionId, ProvisionKind};
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
    let mut quotients = Vec::new();
    for number in 0..dice.random_range(0..6) {
        let children = (0..children.len()).filter(|_| dice.random_range(0..3) < 2).map(price::narrow).collect();
        let places = companies.sites.iter().map(|site| site.place).filter(|_| dice.random_range(0..2) == 0).collect();
        let levels = (0..companies.levels.len()).filter(|_| dice.random_range(0..8) == 0);
        let levels = levels.map(|level| (level, 7)).collect();
        if let Some(row) = companies.quotient_of(number, children, places, levels, dice.random_range(2..4)) {
            quotients.push((std::sync::Arc::new(row), dice.random_range(1..4)));
        }
    }
    let quotients = Quotients::of(quotients.into_iter());
    Prices { levels, children, provisions, groups, quotients }
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
        // What quotients charge a unit alone is in its cost; here a company is charged for them as a whole.
        let without = Prices { quotients: Quotients::default(), ..prices.clone() };
        let mut cost: i128 = chosen.iter().map(|unit| companies.cost(&without, *unit)).sum();
        let charges: Vec<i64> = (0..companies.levels.len())
            .map(|level| chosen.iter().map(|unit| i64::from(companies.charges(*unit)[level])).sum())
            .collect();
        for (row, each) in prices.quotients.rows() {
            cost += i128::from(row.of(Place::Home(home), moving.iter().copied(), &charges)) * each;
        }
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
    for seed in 0..4_000 {
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
            let least = search.least(&companies, site, &prices, |unit| companies.cost(&prices, unit));
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

#[test]
fn provisions_are_filled_at_the_price_that_bounds_most_whatever_it_was_before() {
    let dice = &mut ChaCha8Rng::seed_from_u64(2);
    let mut short = 0;
    for seed in 0..1_000 {
        let mut scenario = small_home(seed);
        for (at, room) in [1, 2, 3].into_iter().enumerate() {
            let plain = Provision::plain(ProvisionId::at(at), String::from("a provision"), ProvisionKind::IfaFramework);
            scenario.provisions.push(Provision { capacity: Some(room), max_siblings: 3, ..plain });
        }
        let (graph, offers) = compiled(&scenario);
        let companies = Companies::of(&scenario, &graph, &offers).expect("small charges");
        let guess = Guess::none(&companies);
        for _ in 0..3 {
            let prices = fractions(&drawn(&companies, dice));
            let (all, places) = companies.price_and_fill(&prices, TO_CLAIM, &Guess::none(&companies));
            let (guessed, prices_guessed) = companies.price_and_fill(&prices, TO_CLAIM, &guess);
            assert!((guessed - all).abs() < 1e-6, "seed {seed}: {guessed} is not {all}");
            short += places.iter().zip(&prices_guessed).filter(|(place, _)| **place > 0.0).count();
            // No other price of places bounds more.
            let filled = Prices { provisions: places, ..prices.clone() };
            let at = |prices: &Prices| {
                let rooms = prices.provisions.iter().zip(&companies.rooms);
                let taken: f64 = rooms.map(|(price, room)| price * ascend::float(room.unwrap_or(0))).sum();
                companies.price(prices, TO_CLAIM).cost - taken
            };
            assert!((at(&filled) - all).abs() < 1e-6, "seed {seed}: {} is not {}", at(&filled), all);
            let mut other = filled.clone();
            for (price, _) in other.provisions.iter_mut().zip(&companies.rooms).filter(|(_, room)| room.is_some()) {
                *price = f64::from(dice.random_range(0..=40_u32)) / 8.0;
            }
            assert!(at(&other) <= all + 1e-6, "seed {seed}");
        }
    }
    assert!(short > 50, "{short} provisions were short of places");
}

fn fractions(prices: &Prices<i128>) -> Prices {
    let narrow = |whole: &Vec<i128>| whole.iter().map(|w| f64::from(i32::try_from(*w).expect("small"))).collect();
    Prices {
        levels: narrow(&prices.levels),
        children: narrow(&prices.children),
        provisions: narrow(&prices.provisions),
        ..Prices::default()
    }
}
