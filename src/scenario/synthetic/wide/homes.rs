//! Homes and provision of several councils, and which of them are closed.

use super::super::beds::Beds;
use super::super::{Recipe, blank, figures, homes, reference};
use super::map::Map;
use crate::domain::{Dice, Household, HouseholdId, LocalityId, Provision, ProvisionId, Scenario, Sector, Status};

use jiff::ToSpan;

/// Draws the homes, all vacant and open, and tells the map where they are.
pub(super) fn draw(recipe: &Recipe, map: &mut Map, scenario: &mut Scenario, dice: &mut Dice) {
    for i in 0..recipe.households {
        let council = map.council_of_a_home(dice);
        let council = &mut map.councils[council];
        let sector = dice.weighted(&figures::SECTORS);
        let there = council.locality(dice);
        let id = HouseholdId::at(i);
        let list = if sector == Sector::Kinship { &mut council.its_kin } else { &mut council.its_homes };
        list.push(id);
        let mut home = Household::plain(id, reference('H', i, recipe.households), sector, there);
        home.authority.clone_from(&scenario.locality(there).authority);
        let agency = sector == Sector::Ifa;
        homes::approve(&mut home, agency, dice);
        if !recipe.with_rooms {
            homes::rooms_for_all(&mut home);
        }
        homes::describe(&mut home, dice);
        if agency {
            home.weekly_cost = homes::agency_price(home.weekly_cost, dice);
        }
        if dice.chance(5) {
            home.available_from = Some(blank::PLANNING_DATE.saturating_add(dice.between(1, 42).days()));
        }
        scenario.households.push(home);
    }
}

/// Holds the published share of all places: vacant ones, in homes that then take nobody else. Kin who care for named
/// children are never held.
pub(super) fn close(recipe: &Recipe, scenario: &mut Scenario, dice: &mut Dice) {
    let places = |home: &Household| usize::try_from(home.places).unwrap_or(0);
    let lived_in = Beds::lived_in(scenario, |_| true);
    let all: usize = scenario.households.iter().map(places).sum();
    let percent = usize::try_from(recipe.closed_percent).unwrap_or(0);
    let mut left = all * percent / 100;
    for _ in 0..30 * scenario.households.len() {
        if left == 0 {
            break;
        }
        let at = dice.below(scenario.households.len());
        let home = &mut scenario.households[at];
        let vacant = places(home).saturating_sub(lived_in[at]);
        let open = home.sector != Sector::Kinship && home.status == Status::Available;
        if open && (1..=left).contains(&vacant) {
            homes::hold(home, dice);
            left -= vacant;
        }
    }
}

/// What every council buys, at the centre of its area: as near to its children as its homes.
pub(super) fn provisions(recipe: &Recipe, map: &Map) -> Vec<Provision> {
    let all: i64 = map.councils.iter().map(|council| council.children).sum();
    let children = i64::try_from(recipe.children).unwrap_or(i64::MAX);
    let mut provisions = Vec::new();
    for council in &map.councils {
        let its_children = usize::try_from(children * council.children / all).unwrap_or(0);
        for each in homes::provisions(recipe, its_children) {
            let locality = LocalityId::at(council.localities.start);
            provisions.push(Provision { locality: Some(locality), ..each });
        }
    }
    let of = provisions.len();
    for (i, each) in provisions.iter_mut().enumerate() {
        (each.id, each.reference) = (ProvisionId::at(i), reference('P', i, of));
    }
    provisions
}
