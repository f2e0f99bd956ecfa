//! Tiny, nasty scenarios: few children and places, every feature of the contract often. Small enough for a search
//! through all assignments, made to find disagreement.

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::{blank, reference};
use crate::domain::Dice;
use crate::domain::{
    Child, ChildId, Companions, Group, GroupId, Household, HouseholdId, LevelId, Locality, LocalityId, PencePerWeek,
    Pets, Place, PlacementType, Provision, ProvisionId, ProvisionKind, Scenario, Sector, Settings, Sex, Sexes, Status,
    Suitability, Tenths, Urgency,
};
use crate::policy::{limits, preferences, rules};

/// A scenario with at most six children in scope and at most five homes and provisions, which the input accepts.
pub fn tiny(seed: u64) -> Scenario {
    let mut dice = Dice::of(seed);
    let dice = &mut dice;
    let name = format!("Invented: tiny, seed {seed}");
    let mut scenario = Scenario::empty(Settings::plain(name, blank::PLANNING_DATE));
    settings(&mut scenario.settings, dice);
    scenario.localities = (0..4).map(|i| locality(i, dice)).collect();
    let provisions = dice.weighted(&[(0, 45), (1, 35), (2, 20)]);
    let homes = dice.weighted(&[(1, 10), (2, 30), (3, 60)]);
    scenario.households = (0..homes).map(|i| home(&scenario, i, homes, dice)).collect();
    scenario.provisions = (0..provisions).map(|i| provision(i, provisions, dice)).collect();
    people(&mut scenario, dice);
    super::links::draw_tiny(&mut scenario, dice);
    super::decisions::draw(&mut scenario, dice);
    scenario
}

fn settings(settings: &mut Settings, dice: &mut Dice) {
    if dice.chance(50) {
        for i in 1..settings.priorities.len() {
            settings.priorities.swap(i, 1 + dice.below(i));
        }
    }
    if dice.chance(30) {
        let kept: Vec<LevelId> = settings
            .priorities
            .iter()
            .copied()
            .filter(|level| *level == LevelId::Unplaced || dice.chance(70))
            .collect();
        settings.priorities = kept;
    }
    settings.policy.usual_fostering_limit = dice.between(1, 3);
    settings.policy.unrelated_share_max_age = dice.weighted(&[(None, 50), (Some(17), 35), (Some(5), 15)]);
    settings.policy.mixed_sex_siblings_share_under = dice.weighted(&[(6, 60), (12, 40)]);
    settings.policy.carers_room_max_months = dice.weighted(&[(24, 70), (12, 30)]);
    settings.policy.needed_within_days.insert(Urgency::Today, dice.weighted(&[(0, 80), (7, 20)]));
    let ids = rules::ALL.iter().map(|each| each.about().id);
    let ids = ids.chain(limits::ALL.iter().map(|each| each.about().id));
    for id in ids.chain(preferences::ALL.iter().map(|each| each.about().id)) {
        if dice.chance(3) {
            settings.switched_off.insert(id.to_owned(), "to see what it changes".to_owned());
        }
    }
    for each in preferences::ALL {
        if dice.chance(20) {
            settings.weights.insert(each.about().id.to_owned(), dice.between(0, 3));
        }
    }
}

fn locality(position: usize, dice: &mut Dice) -> Locality {
    let authority = dice.weighted(&[(Some("Ours"), 70), (Some("East"), 20), (None, 10)]);
    let known = dice.chance(90);
    let reach = dice.weighted(&[(4_000, 80), (22_000, 20)]);
    let grid = (400_000 + dice.between(-reach, reach), 300_000 + dice.between(-reach, reach));
    Locality {
        reference: reference('L', position, 4),
        name: format!("Locality {}", position + 1),
        grid: known.then_some(grid),
        authority: authority.map(str::to_owned),
    }
}

const SKILLS: [&str; 3] = ["disability", "therapeutic", "uasc"];

fn home(scenario: &Scenario, position: usize, homes: usize, dice: &mut Dice) -> Household {
    let sector =
        dice.weighted(&[(Sector::InHouse, 45), (Sector::Kinship, 15), (Sector::Ifa, 30), (Sector::OtherLa, 10)]);
    let there = LocalityId::at(dice.below(4));
    let mut home = Household::plain(HouseholdId::at(position), reference('H', position, homes), sector, there);
    home.authority.clone_from(&scenario.locality(there).authority);
    home.places = dice.weighted(&[(1, 20), (2, 35), (3, 30), (4, 15)]);
    home.places_for_siblings = home.places + dice.weighted(&[(0, 60), (1, 30), (-1, 10)]);
    home.places_for_siblings = home.places_for_siblings.max(1);
    home.bedrooms = dice
        .weighted::<&[i64]>(&[(&[2, 2], 30), (&[2, 1], 25), (&[1, 1], 15), (&[1], 10), (&[3], 10), (&[4, 1], 10)])
        .to_vec();
    home.carers_room_cot = dice.chance(40);
    (home.age_min, home.age_max) = dice.weighted(&[((0, 17), 86), ((0, 10), 8), ((5, 17), 6)]);
    home.sexes = dice.weighted(&[(Sexes::Any, 94), (Sexes::M, 3), (Sexes::F, 3)]);
    home.skills = SKILLS.iter().filter(|_| dice.chance(75)).map(|word| (*word).to_owned()).collect();
    home.status = dice.weighted(&[(Status::Available, 96), (Status::OnHold, 2), (Status::NotAvailable, 2)]);
    if dice.chance(8) {
        home.available_from = Some(blank::PLANNING_DATE.saturating_add(dice.between(-3, 30).days()));
    }
    if dice.chance(15) {
        home.resident_ages = vec![dice.between(0, 17)];
    }
    home.smoker = dice.chance(10);
    home.pets = dice.chance(30);
    if dice.chance(15) {
        home.placement_types = BTreeSet::from([PlacementType::ShortTerm]);
    }
    home.preferred_age_min =
        dice.weighted(&[(None, 60), (Some(3), 20), (Some(10), 20)]).filter(|age| home.age_max >= *age);
    home.weekly_cost = PencePerWeek(home.weekly_cost.0 + 100 * dice.between(0, 9));
    home.ethnicity = word(&["White", "Black"], dice);
    home.religion = word(&["Christian", "Muslim"], dice);
    home.languages = word(&["English", "Urdu"], dice).into_iter().collect();
    home
}

/// One of the words, or not known.
fn word(words: &[&str], dice: &mut Dice) -> Option<String> {
    dice.chance(60).then(|| (*dice.pick(words)).to_owned())
}

fn provision(position: usize, provisions: usize, dice: &mut Dice) -> Provision {
    let kind = *dice.pick(ProvisionKind::ALL);
    Provision {
        id: ProvisionId::at(position),
        reference: reference('P', position, provisions),
        kind,
        age_min: dice.weighted(&[(0, 80), (8, 20)]),
        age_max: 17,
        capacity: dice.weighted(&[(Some(1), 25), (Some(2), 30), (Some(3), 25), (None, 20)]),
        max_siblings: dice.weighted(&[(1, 25), (2, 35), (3, 40)]),
        skills: SKILLS.iter().filter(|_| dice.chance(75)).map(|word| (*word).to_owned()).collect(),
        weekly_cost: PencePerWeek(100_000 + 100 * dice.between(0, 9)),
        locality: dice.chance(50).then(|| LocalityId::at(dice.below(4))),
    }
}

/// Children in scope and a few who stay, in any order, with up to two sibling groups among them.
fn people(scenario: &mut Scenario, dice: &mut Dice) {
    let in_scope = dice.weighted(&[(2, 10), (3, 15), (4, 25), (5, 25), (6, 25)]);
    let staying = dice.weighted(&[(0, 40), (1, 30), (2, 20), (3, 10)]);
    let mut groups: [Vec<ChildId>; 2] = Default::default();
    let mut left = staying;
    for position in 0..in_scope + staying {
        let remaining = in_scope + staying - position;
        let stays = dice.below(remaining) < left;
        left -= usize::from(stays);
        let mut child = child(position, dice);
        if stays || dice.chance(25) {
            child.current = Some(present_place(scenario, dice));
            child.may_move = !stays;
        }
        match dice.weighted(&[(0, 50), (1, 25), (2, 25)]) {
            2 => {}
            group => groups[group].push(child.id),
        }
        scenario.children.push(child);
    }
    for members in groups.into_iter().filter(|members| members.len() > 1) {
        let id = GroupId::at(scenario.groups.len());
        for member in &members {
            scenario.children[member.index()].group = Some(id);
        }
        scenario.groups.push(Group { reference: reference('S', id.index(), 2), members });
    }
}

/// Any home, or a provision that is not a family.
fn present_place(scenario: &Scenario, dice: &mut Dice) -> Place {
    let outside: Vec<Place> = scenario
        .provisions
        .iter()
        .filter(|each| !each.kind.is_family())
        .map(|each| Place::Provision(each.id))
        .collect();
    if !outside.is_empty() && dice.chance(30) {
        *dice.pick(&outside)
    } else {
        Place::Home(dice.pick(&scenario.households).id)
    }
}

fn child(position: usize, dice: &mut Dice) -> Child {
    let mut child = Child::plain(ChildId::at(position), reference('C', position, 9), LocalityId::at(dice.below(4)));
    let (low, high) = dice.weighted(&[((0, 1), 25), ((2, 5), 25), ((6, 11), 25), ((12, 17), 25)]);
    let age = dice.between(low, high);
    let born = dice.born(age, blank::PLANNING_DATE);
    blank::set_age(&mut child, born, dice.weighted(&[(0, 40), (8, 30), (30, 20), (60, 10)]));
    child.sex = dice.weighted(&[(Sex::M, 45), (Sex::F, 45), (Sex::U, 10)]);
    child.placement_type = dice.weighted(&[(PlacementType::ShortTerm, 85), (PlacementType::LongTerm, 15)]);
    child.needs = SKILLS.iter().filter(|_| dice.chance(4)).map(|word| (*word).to_owned()).collect();
    child.urgency = *dice.pick(Urgency::ALL);
    child.companions = dice.weighted(&[
        (Companions::NoPreference, 60),
        (Companions::WithOthers, 5),
        (Companions::Solo, 10),
        (Companions::OnlyOlder, 12),
        (Companions::OnlyYounger, 13),
    ]);
    child.pets = dice.weighted(&[(Pets::NotKnown, 80), (Pets::Can, 10), (Pets::No, 7), (Pets::Must, 3)]);
    child.harm_to_animals = dice.chance(5);
    child.harm_to_others = dice.chance(10);
    child.respiratory_condition = dice.chance(10);
    child.own_room = dice.chance(15);
    child.out_of_area_ok = dice.chance(92);
    child.max_miles = Tenths(dice.weighted(&[(250, 90), (60, 10)]));
    child.school_locality = dice.chance(40).then(|| LocalityId::at(dice.below(4)));
    child.ethnicity = word(&["White", "Black"], dice);
    child.religion = word(&["Christian", "Muslim"], dice);
    child.language = word(&["English", "Urdu"], dice);
    let suitability = [(Suitability::Preferred, 40), (Suitability::Suitable, 54), (Suitability::Unsuitable, 6)];
    child.foster_care = dice.weighted(&suitability);
    child.residential_care = dice.weighted(&suitability);
    child.supported_accommodation = dice.weighted(&suitability);
    child
}
