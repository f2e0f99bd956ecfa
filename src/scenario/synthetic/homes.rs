//! Invented homes and provision.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::{Recipe, blank, figures, locality, placed, reference};
use crate::domain::Dice;
use crate::domain::{
    Household, HouseholdId, PencePerWeek, PlacementType, Provision, ProvisionId, ProvisionKind, Scenario, Sector,
    Sexes, Status,
};

/// Specialisms in children's needs and homes' skills: word, children in a hundred, homes in a hundred (assumed).
pub(super) const SPECIALISMS: [(&str, i64, i64); 3] =
    [("disability", 6, 12), ("complex_health", 3, 5), ("therapeutic", 7, 10)];

/// Draws the homes of a recipe, all vacant.
pub(super) fn draw(recipe: &Recipe, scenario: &Scenario, dice: &mut Dice) -> Vec<Household> {
    let mut homes: Vec<Household> = (0..recipe.households).map(|i| home(recipe, scenario, i, dice)).collect();
    if !recipe.with_rooms {
        homes.iter_mut().for_each(rooms_for_all);
    }
    homes
}

fn home(recipe: &Recipe, scenario: &Scenario, i: usize, dice: &mut Dice) -> Household {
    let sector = match recipe.placed {
        // In-house and kinship as published for councils; of the agencies' homes a council knows only some (assumed).
        None => dice.weighted(&[(Sector::InHouse, 68), (Sector::Kinship, 10), (Sector::Ifa, 19), (Sector::OtherLa, 3)]),
        Some(_) => placed::sector(i, recipe.households),
    };
    let agency = matches!(sector, Sector::Ifa | Sector::OtherLa);
    let inside_percent = if agency { figures::INSIDE_AREA_PERCENT } else { 90 };
    let there = locality(recipe, inside_percent, dice);
    let mut home = Household::plain(HouseholdId::at(i), reference('H', i, recipe.households), sector, there);
    home.authority.clone_from(&scenario.locality(there).authority);
    approve(&mut home, agency, dice);
    describe(&mut home, dice);
    if agency {
        home.weekly_cost = agency_price(home.weekly_cost, dice);
    }
    if dice.chance(recipe.closed_percent) {
        hold(&mut home, dice);
    } else if dice.chance(5) {
        home.available_from = Some(blank::PLANNING_DATE.saturating_add(dice.between(1, 42).days()));
    }
    home
}

/// Agencies ask 10 to 25 % more for older children and siblings (National Placements Standard, price parts).
pub(super) fn agency_price(plain: PencePerWeek, dice: &mut Dice) -> PencePerWeek {
    PencePerWeek(plain.0 * dice.between(100, 125) / 100)
}

/// Takes nobody for now; that four in five of these are not available and the others on hold is assumed.
pub(super) fn hold(home: &mut Household, dice: &mut Dice) {
    home.status = if dice.chance(80) { Status::NotAvailable } else { Status::OnHold };
    home.status_reason = Some(dice.weighted(&figures::NOT_AVAILABLE_BECAUSE).to_owned());
}

/// A bedroom for each child that the home is approved for: rooms then never bind.
pub(super) fn rooms_for_all(home: &mut Household) {
    let children = usize::try_from(home.places.max(home.places_for_siblings)).unwrap_or(0);
    home.bedrooms = vec![1; children];
}

/// Terms of approval and bedrooms. Ages, sexes and bedrooms are assumed.
pub(super) fn approve(home: &mut Household, agency: bool, dice: &mut Dice) {
    home.places = dice.weighted(if agency { &figures::AGENCY_PLACES } else { &figures::COUNCIL_PLACES });
    home.places_for_siblings = home.places + i64::from(dice.chance(15));
    home.bedrooms = dice
        .weighted::<&[i64]>(match home.places {
            1 => &[(&[1], 70), (&[2], 30)],
            2 => &[(&[1, 1], 45), (&[2], 30), (&[2, 1], 25)],
            3 => &[(&[2, 1], 50), (&[1, 1, 1], 30), (&[2, 2], 20)],
            _ => &[(&[2, 2], 50), (&[2, 1, 1], 50)],
        })
        .to_vec();
    (home.age_min, home.age_max) =
        dice.weighted(&[((0, 17), 45), ((0, 10), 20), ((0, 5), 12), ((5, 17), 13), ((10, 17), 10)]);
    home.carers_room_cot = home.age_min == 0 && dice.chance(40);
    home.sexes = dice.weighted(&[(Sexes::Any, 92), (Sexes::M, 4), (Sexes::F, 4)]);
    if home.sector != Sector::Kinship {
        home.placement_types = placement_types(dice);
    }
    for (word, _, percent) in SPECIALISMS {
        if dice.chance(percent) {
            home.skills.insert(word.to_owned());
        }
    }
    if home.age_max == 17 && dice.chance(12) {
        home.skills.insert("uasc".to_owned());
    }
    if dice.chance(20) {
        home.preferred_age_min = Some(home.age_min);
        home.preferred_age_max = Some((home.age_min + 5).min(home.age_max));
    }
}

/// The published primary offer, and what commonly goes with it (assumed).
fn placement_types(dice: &mut Dice) -> BTreeSet<PlacementType> {
    let primary = dice.weighted(&figures::PRIMARY_OFFER);
    let mut types = BTreeSet::from([primary]);
    if matches!(primary, PlacementType::ShortTerm | PlacementType::LongTerm | PlacementType::Emergency) {
        types.insert(PlacementType::ShortTerm);
        for (also, percent) in [(PlacementType::Emergency, 50), (PlacementType::LongTerm, 50)] {
            if dice.chance(percent) {
                types.insert(also);
            }
        }
    }
    types
}

/// Who lives there and how; all assumed but the ethnicity.
pub(super) fn describe(home: &mut Household, dice: &mut Dice) {
    if dice.chance(35) {
        home.resident_ages = (0..dice.between(1, 2)).map(|_| dice.between(2, 17)).collect();
    }
    home.smoker = dice.chance(8);
    home.pets = dice.chance(40);
    home.ethnicity = dice.weighted(&figures::ETHNICITY).map(str::to_owned);
    home.religion = dice.weighted(&RELIGION).map(str::to_owned);
    if dice.chance(60) {
        home.languages.insert("English".to_owned());
        if dice.chance(15) {
            home.languages.insert((*dice.pick(&LANGUAGES)).to_owned());
        }
    }
}

/// Religions by share (assumed); blank = not known.
pub(super) const RELIGION: [(Option<&str>, i64); 4] =
    [(None, 45), (Some("Christian"), 35), (Some("Muslim"), 12), (Some("None"), 8)];

/// Languages beside English.
pub(super) const LANGUAGES: [&str; 4] = ["Urdu", "Punjabi", "Polish", "Arabic"];

/// A framework, spot purchase, children's homes and supported accommodation, with room for some of the children only:
/// in 2022, 16 % of children looked after lived in homes, secure or semi-independent places (Department for Education).
pub(super) fn provisions(recipe: &Recipe, children: usize) -> Vec<Provision> {
    let share = |percent: usize| i64::try_from(children * percent / 100 + 1).expect("a count of rows");
    // Where children are placed already, most of these places are filled.
    let [residential, framework, spot, supported] =
        if recipe.placed.is_some() { placed::PROVISION_PERCENT } else { [4, 10, 3, 6] };
    let kinds = [
        (ProvisionKind::Residential, 10, 17, share(residential), 1, figures::RESIDENTIAL_COST),
        (ProvisionKind::IfaFramework, 0, 17, share(framework), 3, 95_000),
        (ProvisionKind::IfaSpot, 0, 17, share(spot), 2, 130_000),
        (ProvisionKind::Supported, 16, 17, share(supported), 1, 150_000),
    ];
    kinds
        .into_iter()
        .enumerate()
        .map(|(i, (kind, age_min, age_max, capacity, max_siblings, pence))| Provision {
            id: ProvisionId::at(i),
            reference: reference('P', i, kinds.len()),
            kind,
            age_min,
            age_max,
            capacity: Some(capacity),
            max_siblings,
            skills: SPECIALISMS.iter().map(|(word, _, _)| (*word).to_owned()).chain(["uasc".to_owned()]).collect(),
            weekly_cost: PencePerWeek(pence),
            locality: None,
        })
        .collect()
}
