//! Who lives where now: children who stay, and children in scope who may move.

use super::super::beds::Beds;
use super::super::children::{most_children, sex_within, suits};
use super::super::{Recipe, blank, figures, reference};
use super::families::Lone;
use super::map::{Council, Map};
use crate::domain::{Child, ChildId, Dice, HouseholdId, Place, Scenario, Sector, Sexes, Tenths};

/// How many homes are looked at for a family before it is taken to have none.
const TRIES: usize = 300;

/// The published limit of "near": miles.
const NEAR: Tenths = Tenths(200);

/// Fills homes: first with as many children in scope as live somewhere, then with children who stay. A family for which no
/// home is found starts anew, and another has a home instead.
pub(super) fn draw(recipe: &Recipe, map: &Map, families: &[Lone], scenario: &mut Scenario, dice: &mut Dice) {
    let mut beds = Beds::of(scenario);
    let percent = usize::try_from(recipe.moves_percent).unwrap_or(0);
    let mut left = recipe.children * percent / 100;
    let (meant, others): (Vec<&Lone>, Vec<&Lone>) = families.iter().partition(|family| family.lives_somewhere);
    for family in meant.into_iter().chain(others) {
        if family.children.len() <= left {
            left -= settle(map, family, scenario, &mut beds, dice);
        }
    }
    stay(recipe, map, scenario, &mut beds, dice);
}

/// Children who stay fill a share of all places, each in a room alone and within the terms of approval; as many of them
/// as published live with relatives or friends.
fn stay(recipe: &Recipe, map: &Map, scenario: &mut Scenario, beds: &mut Beds, dice: &mut Dice) {
    let places: i64 = scenario.households.iter().map(|home| home.places).sum();
    let homes = |kin: bool| {
        let of_kind = scenario.households.iter().filter(|home| (home.sector == Sector::Kinship) == kin);
        of_kind.map(|home| home.id).collect::<Vec<_>>()
    };
    let (with_kin, others) = (homes(true), homes(false));
    let mut left = places * recipe.filled_percent / 100;
    for _ in 0..20 * left {
        let kin = dice.chance(figures::WITH_KIN_PERCENT);
        let among = if kin { &with_kin } else { &others };
        if left == 0 || among.is_empty() {
            continue;
        }
        let home = *dice.pick(among);
        // Kin take one family: nobody else comes to live there.
        if beds.free(home) == 0 || (kin && !scenario.household(home).named_children.is_empty()) {
            continue;
        }
        let child = one_who_stays(recipe, map, scenario, home, dice);
        if kin {
            scenario.households[home.index()].named_children.insert(child.id);
        }
        scenario.children.push(child);
        beds.take(home, 1);
        left -= 1;
    }
}

fn one_who_stays(recipe: &Recipe, map: &Map, scenario: &Scenario, home: HouseholdId, dice: &mut Dice) -> Child {
    let home = scenario.household(home);
    let council = &map.councils[map.council_at(home.locality)];
    let inside = council.near.is_empty() || dice.chance(figures::INSIDE_AREA_PERCENT);
    let council = if inside { council } else { &map.councils[*dice.pick(&council.near)] };
    let id = ChildId::at(scenario.children.len());
    let name = reference('C', id.index(), most_children(recipe));
    let mut child = Child::plain(id, name, council.locality(dice));
    let youngest = if home.smoker { scenario.settings.policy.smoke_free_under_age } else { 0 };
    let approved = home.age_min.max(youngest)..=home.age_max;
    let drawn = (0..20).map(|_| {
        let (low, high) = dice.weighted(&figures::AGE_ON_31_MARCH);
        dice.between(low, high)
    });
    let age = drawn.into_iter().find(|age| approved.contains(age)).unwrap_or(*approved.end());
    let born = dice.born(age, blank::PLANNING_DATE);
    blank::set_age(&mut child, born, 0);
    child.sex = sex_within(home.sexes, dice);
    // As the home was chosen: for what it offers, and as far away as it is.
    child.placement_type = home.placement_types.first().copied().unwrap_or(child.placement_type);
    let miles = scenario.miles(child.locality, home.locality).unwrap_or(child.max_miles);
    child.max_miles = child.max_miles.max(miles);
    child.current = Some(Place::Home(home.id));
    child
}

/// Finds a family its present homes; gives how many of its children have one.
fn settle(map: &Map, family: &Lone, scenario: &mut Scenario, beds: &mut Beds, dice: &mut Dice) -> usize {
    let children = &family.children;
    let near = scenario.child(children[0]).max_miles <= NEAR;
    if near && dice.chance(figures::OF_NEAR_WITH_KIN_PERCENT) && with_kin(map, family, scenario, beds, dice) {
        return children.len();
    }
    let together = children.len() > 1 && dice.chance(figures::GROUPS_TOGETHER_PERCENT);
    if together && in_one_home(map, family.council, children, scenario, beds, dice) {
        return children.len();
    }
    children.iter().filter(|child| in_one_home(map, family.council, &[**child], scenario, beds, dice)).count()
}

/// With relatives or friends, who are approved for these children only, as they are.
fn with_kin(map: &Map, family: &Lone, scenario: &mut Scenario, beds: &mut Beds, dice: &mut Dice) -> bool {
    let kin = &map.councils[family.council].its_kin;
    for _ in 0..TRIES.min(4 * kin.len()) {
        let home = *dice.pick(kin);
        let named = !scenario.household(home).named_children.is_empty();
        if named || beds.free(home) < family.children.len() {
            continue;
        }
        let needs = family.children.iter().flat_map(|child| scenario.child(*child).needs.clone()).collect::<Vec<_>>();
        let there = &mut scenario.households[home.index()];
        there.named_children.extend(&family.children);
        (there.age_min, there.age_max, there.sexes) = (0, 17, Sexes::Any);
        there.skills.extend(needs);
        if all_suit(scenario, &family.children, home) {
            live_in(home, &family.children, scenario, beds);
            return true;
        }
        scenario.households[home.index()].named_children.clear();
    }
    false
}

/// Where a home is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// In the child's own council, within twenty miles.
    Own,
    /// In one of the nearest councils, within twenty miles.
    Near,
    /// More than twenty miles away.
    Far,
}

/// One council on a side of another.
fn side<'m>(map: &'m Map, own: &'m Council, side: Side, dice: &mut Dice) -> Option<&'m Council> {
    let others = match side {
        Side::Own => return Some(own),
        Side::Near => &own.near,
        Side::Far => &own.far,
    };
    (!others.is_empty()).then(|| &map.councils[*dice.pick(others)])
}

/// All in one home, on the side that the published shares say; on another if there is none.
fn in_one_home(
    map: &Map,
    council: usize,
    children: &[ChildId],
    scenario: &mut Scenario,
    beds: &mut Beds,
    dice: &mut Dice,
) -> bool {
    let own = &map.councils[council];
    let first = scenario.child(children[0]);
    let (from, farthest) = (first.locality, first.max_miles);
    let sides: &[Side] = match dice.chance(figures::INSIDE_OF_NEAR_WITHOUT_KIN_PERCENT) {
        _ if farthest > NEAR => &[Side::Far, Side::Own, Side::Near],
        true => &[Side::Own, Side::Near],
        false => &[Side::Near, Side::Own],
    };
    for each in sides {
        for _ in 0..TRIES {
            let Some(council) = side(map, own, *each, dice).filter(|council| !council.its_homes.is_empty()) else {
                break;
            };
            let home = *dice.pick(&council.its_homes);
            let far = |scenario: &Scenario| scenario.miles(from, scenario.household(home).locality) > Some(NEAR);
            let room = beds.free(home) >= children.len();
            if room && far(scenario) == (*each == Side::Far) && all_suit(scenario, children, home) {
                live_in(home, children, scenario, beds);
                return true;
            }
        }
    }
    false
}

fn all_suit(scenario: &Scenario, children: &[ChildId], home: HouseholdId) -> bool {
    children.iter().all(|child| suits(scenario, scenario.child(*child), scenario.household(home)))
}

fn live_in(home: HouseholdId, children: &[ChildId], scenario: &mut Scenario, beds: &mut Beds) {
    for child in children {
        let child = &mut scenario.children[child.index()];
        (child.current, child.may_move) = (Some(Place::Home(home)), true);
    }
    beds.take(home, children.len());
}
