//! Children who are placed and stay, by the published shares: with the council's carers, kin, agencies and in homes.

use super::beds::Beds;
use super::{Recipe, blank, children, figures, homes, locality, reference};
use crate::domain::{
    Child, ChildId, Dice, Group, GroupId, Household, HouseholdId, Place, ProvisionKind, Scenario, Sector, Sexes, Status,
};

/// What residential care, frameworks, spot purchase and supported accommodation can take, in percent of all children:
/// those who live there, and some more.
pub(super) const PROVISION_PERCENT: [usize; 4] = [12, 14, 4, 9];

/// The sector of a home by its position. A council's own homes have 1.83 places, two thirds of them filled; kin take one
/// sibling group each; an agency's home that a council knows holds one or two of its children.
pub(super) fn sector(position: usize, households: usize) -> Sector {
    let percent = position * 100 / households;
    match percent {
        0..48 => Sector::InHouse,
        48..69 => Sector::Kinship,
        _ => Sector::Ifa,
    }
}

/// How many of a number live with the council's carers, kin and agencies, and in residential care and supported
/// accommodation, which share their published number as 3 to 2 (assumed).
fn shares(placed: usize) -> [usize; 5] {
    let known = figures::FOSTER_PERCENT + figures::HOMES_PERCENT;
    let of = |percent: i64| placed * usize::try_from(percent).unwrap_or(0) / 100;
    let homes = of(figures::HOMES_PERCENT * 100 / known);
    let agency = of(figures::FOSTER_PERCENT * figures::AGENCY_PERCENT / known);
    let kinship = of(figures::KINSHIP_PERCENT * 100 / known);
    let supported = homes * 2 / 5;
    [placed - homes - agency - kinship, kinship, agency, homes - supported, supported]
}

/// Draws so many children who stay. Brothers and sisters live together where a home of their sector has room for them.
pub(super) fn draw(recipe: &Recipe, placed: usize, scenario: &mut Scenario, dice: &mut Dice) {
    let [in_house, kinship, agency, residential, supported] = shares(placed);
    let over = foster(recipe, scenario, Sector::InHouse, in_house, dice);
    let over = over + foster(recipe, scenario, Sector::Kinship, kinship, dice);
    let over = over + foster(recipe, scenario, Sector::Ifa, agency, dice);
    for (kind, count) in [
        (ProvisionKind::Residential, residential),
        (ProvisionKind::Supported, supported),
        (ProvisionKind::IfaFramework, over),
    ] {
        let Some(provision) = scenario.provisions.iter().find(|each| each.kind == kind) else { continue };
        let (place, low, high) = (Place::Provision(provision.id), provision.age_min, provision.age_max);
        for _ in 0..count {
            let child = child(recipe, scenario, place, (low, high), dice);
            scenario.children.push(child);
        }
    }
    // Names of groups have the width of their number, which is known only now.
    let groups = scenario.groups.len();
    for (position, group) in scenario.groups.iter_mut().enumerate() {
        group.reference = reference('S', position, groups);
    }
    close(scenario, dice);
}

/// Places so many children in homes of a sector, family by family. Gives those for whom there is no home.
fn foster(recipe: &Recipe, scenario: &mut Scenario, sector: Sector, count: usize, dice: &mut Dice) -> usize {
    let homes: Vec<HouseholdId> =
        scenario.households.iter().filter(|home| home.sector == sector).map(|home| home.id).collect();
    let mut left = count;
    let mut beds = Beds::of(scenario);
    for _ in 0..50 * count {
        if left == 0 || homes.is_empty() {
            break;
        }
        let home = *dice.pick(&homes);
        let room = beds.free(home);
        // Kin take one family: nobody else comes to live there.
        if room == 0 || (sector == Sector::Kinship && !scenario.household(home).named_children.is_empty()) {
            continue;
        }
        let size = family(dice).min(room).min(left);
        settle(recipe, scenario, home, size, dice);
        beds.take(home, size);
        left -= size;
    }
    left
}

/// Half of the children have brothers or sisters in care, as on arrival.
fn family(dice: &mut Dice) -> usize {
    if dice.chance(28) { dice.weighted(&figures::GROUP_SIZE) } else { 1 }
}

/// A family that lives in a home, one in each room.
fn settle(recipe: &Recipe, scenario: &mut Scenario, home: HouseholdId, size: usize, dice: &mut Dice) {
    let group = (size > 1).then(|| GroupId::at(scenario.groups.len()));
    let mut members = Vec::new();
    for _ in 0..size {
        let there = scenario.household(home);
        let ages = (there.age_min, there.age_max);
        let mut child = child(recipe, scenario, Place::Home(home), ages, dice);
        child.group = group;
        if let Some(first) = members.first().map(|first: &ChildId| scenario.child(*first)) {
            child.locality = first.locality;
        }
        members.push(child.id);
        scenario.children.push(child);
    }
    if scenario.household(home).sector == Sector::Kinship {
        scenario.households[home.index()].named_children.extend(&members);
    }
    if group.is_some() {
        scenario.groups.push(Group { reference: String::new(), members });
    }
}

/// A child who lives in a place and stays, of an age that it is approved for.
fn child(recipe: &Recipe, scenario: &Scenario, place: Place, (low, high): (i64, i64), dice: &mut Dice) -> Child {
    let id = ChildId::at(scenario.children.len());
    let (from, to) = dice.weighted(&figures::AGE_ON_31_MARCH);
    let age = dice.between(from, to).clamp(low, high);
    let name = reference('C', id.index(), children::most_children(recipe));
    let mut child = Child::plain(id, name, locality(recipe, 100, dice));
    let born = dice.born(age, blank::PLANNING_DATE);
    blank::set_age(&mut child, born, 0);
    let sexes = match place {
        Place::Home(home) => scenario.household(home).sexes,
        Place::Provision(_) => Sexes::Any,
    };
    child.sex = children::sex_within(sexes, dice);
    child.current = Some(place);
    child
}

/// Holds the published share of the council's places, all of them vacant; every other vacant place can be used.
fn close(scenario: &mut Scenario, dice: &mut Dice) {
    let own = |home: &&mut Household| home.sector == Sector::InHouse;
    let places: i64 = scenario.households.iter_mut().filter(own).map(|home| home.places).sum();
    let staying = Beds::lived_in(scenario, |child| !child.in_scope());
    let mut left = places * figures::COUNCIL_NOT_AVAILABLE_PERCENT / 100;
    for _ in 0..50 * scenario.households.len() {
        let id = HouseholdId::at(dice.below(scenario.households.len()));
        let staying = i64::try_from(staying[id.index()]).unwrap_or(0);
        let home = &mut scenario.households[id.index()];
        let vacant = home.places - staying;
        if home.sector == Sector::InHouse && home.status == Status::Available && (1..=left).contains(&vacant) {
            homes::hold(home, dice);
            left -= vacant;
        }
    }
}
