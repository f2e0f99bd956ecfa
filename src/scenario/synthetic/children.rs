//! Invented children: those in scope, by sibling group, and those who stay where they are.

use super::beds::Beds;
use super::homes::{LANGUAGES, RELIGION, SPECIALISMS};
use super::{Recipe, blank, figures, locality, reference};
use crate::domain::Dice;
use crate::domain::{
    Child, ChildId, Companions, Group, GroupId, Household, HouseholdId, LocalityId, Pets, Place, PlacementType,
    Scenario, Sector, Sex, Sexes, Suitability, Urgency,
};
use crate::policy::rules;

/// At most so many children, for the width of their pseudonyms.
pub(super) fn most_children(recipe: &Recipe) -> usize {
    recipe.placed.map_or(recipe.children + 4 * recipe.households, |placed| recipe.children + placed)
}

/// Draws the children in scope, their groups, and who of them has a home now.
pub(super) fn draw_those_in_scope(recipe: &Recipe, scenario: &mut Scenario, dice: &mut Dice) {
    let sizes = group_sizes(recipe, dice);
    let groups = sizes.iter().filter(|size| **size > 1).count();
    let elsewhere = |dice: &mut Dice| locality(recipe, 90, dice);
    let surroundings = Surroundings { max_miles: &MAX_MILES, elsewhere: &elsewhere };
    for size in sizes {
        let group = (size > 1).then(|| GroupId::at(scenario.groups.len()));
        let first = scenario.children.len();
        let home = locality(recipe, 100, dice);
        let mut family = Family::draw(home, dice);
        for id in (first..first + size).map(ChildId::at) {
            let age = family.age(dice);
            let name = reference('C', id.index(), most_children(recipe));
            let child = family.child((id, name), age, group.is_some(), &surroundings, dice);
            scenario.children.push(Child { group, ..child });
        }
        if let Some(id) = group {
            let members = (first..first + size).map(ChildId::at).collect();
            scenario.groups.push(Group { reference: reference('S', id.index(), groups), members });
        }
    }
    let mut beds = Beds::of(scenario);
    for i in 0..scenario.children.len() {
        if dice.chance(recipe.moves_percent) {
            give_present_home(scenario, i, &mut beds, dice);
        }
    }
}

/// Sizes of the families in scope: singles and sibling groups, in a drawn order.
fn group_sizes(recipe: &Recipe, dice: &mut Dice) -> Vec<usize> {
    let mut sizes = Vec::new();
    let mut left = recipe.children;
    while left > 0 {
        // Half of the children with siblings means a smaller share of the families, as a family counts 2.5 children.
        let with_siblings = 10 * recipe.sibling_share_percent;
        let families = with_siblings + 25 * (100 - recipe.sibling_share_percent);
        let is_group = dice.between(0, families.max(1) - 1) < with_siblings;
        let drawn = figures::group_size(&figures::GROUP_SIZE, dice);
        let size = if is_group { drawn.min(recipe.largest_group) } else { 1 }.clamp(1, left);
        sizes.push(size);
        left -= size;
    }
    sizes
}

/// How far a placement team would look, in whole miles by share (assumed).
const MAX_MILES: [(i64, i64); 3] = [(20, 75), (10, 15), (30, 10)];

/// What is around the home of a child.
pub(super) struct Surroundings<'a> {
    /// How far a placement team would look: whole miles by share.
    pub(super) max_miles: &'a [(i64, i64)],
    /// Draws another locality, of a school away from home.
    pub(super) elsewhere: &'a dyn Fn(&mut Dice) -> LocalityId,
}

/// What siblings have in common.
pub(super) struct Family {
    locality: LocalityId,
    urgency: Urgency,
    ethnicity: Option<&'static str>,
    religion: Option<&'static str>,
    language: Option<&'static str>,
    placement_type: PlacementType,
    weeks: i64,
    eldest: Option<i64>,
}

impl Family {
    /// Urgency, placement type, religion and language are assumed.
    pub(super) fn draw(locality: LocalityId, dice: &mut Dice) -> Self {
        let weeks = dice.weighted(&figures::WEEKS_STAYED);
        Self {
            locality,
            urgency: dice.weighted(&[(Urgency::Today, 25), (Urgency::Within5Days, 25), (Urgency::Over5Days, 50)]),
            ethnicity: dice.weighted(&figures::ETHNICITY),
            religion: dice.weighted(&RELIGION),
            language: dice.weighted(&[
                (Some("English"), 60),
                (None, 32),
                (Some(LANGUAGES[0]), 4),
                (Some(LANGUAGES[2]), 4),
            ]),
            placement_type: match weeks {
                0..=1 => PlacementType::Emergency,
                104.. => PlacementType::LongTerm,
                _ => PlacementType::ShortTerm,
            },
            weeks,
            eldest: None,
        }
    }

    /// The age of the next child.
    fn age(&mut self, dice: &mut Dice) -> i64 {
        let age = match self.eldest {
            None => {
                let (low, high) = dice.weighted(&figures::AGE_ON_STARTING);
                dice.between(low, high)
            }
            // Brothers and sisters are a few years apart (assumed).
            Some(eldest) => (eldest + dice.between(-6, 4)).clamp(0, 17),
        };
        self.eldest.get_or_insert(age);
        age
    }

    /// A child of this age, in no group yet.
    pub(super) fn child(
        &self,
        (id, name): (ChildId, String),
        age: i64,
        has_siblings: bool,
        surroundings: &Surroundings,
        dice: &mut Dice,
    ) -> Child {
        let mut child = Child::plain(id, name, self.locality);
        // Nobody is planned to stay beyond the 18th birthday.
        let most_weeks = (17 - age) * 52;
        let born = dice.born(age, blank::PLANNING_DATE);
        blank::set_age(&mut child, born, self.weeks.min(most_weeks));
        child.sex = if dice.chance(figures::BOYS_PERCENT) { Sex::M } else { Sex::F };
        child.placement_type = self.placement_type;
        child.urgency = self.urgency;
        child.ethnicity = self.ethnicity.map(str::to_owned);
        child.religion = self.religion.map(str::to_owned);
        child.language = self.language.map(str::to_owned);
        describe(&mut child, has_siblings, surroundings, dice);
        child
    }
}

/// Needs, risks and wishes; shares are assumed but for unaccompanied children seeking asylum, 21 % of those who started
/// to be looked after in 2022-23 (Department for Education), nearly all of them 14 or older.
fn describe(child: &mut Child, has_siblings: bool, surroundings: &Surroundings, dice: &mut Dice) {
    for (word, percent, _) in SPECIALISMS {
        if dice.chance(percent) {
            child.needs.insert(word.to_owned());
        }
    }
    if child.age >= 14 && !has_siblings && dice.chance(35) {
        child.needs.insert("uasc".to_owned());
    }
    child.companions = dice.weighted(&[
        (Companions::NoPreference, 84),
        (Companions::WithOthers, 6),
        (Companions::Solo, 5),
        (Companions::OnlyOlder, 2),
        (Companions::OnlyYounger, 3),
    ]);
    if has_siblings && child.companions != Companions::WithOthers {
        // Such a wish counts between siblings too: drawn by chance it would split most groups.
        child.companions = Companions::NoPreference;
    }
    child.pets = dice.weighted(&[(Pets::NotKnown, 70), (Pets::Can, 25), (Pets::No, 4), (Pets::Must, 1)]);
    child.harm_to_animals = dice.chance(2);
    child.harm_to_others = child.age >= 8 && dice.chance(4);
    child.respiratory_condition = dice.chance(8);
    child.own_room = child.age >= 10 && dice.chance(15);
    child.out_of_area_ok = dice.chance(92);
    child.max_miles = blank::miles(dice.weighted(surroundings.max_miles));
    if child.age >= 5 {
        child.school_locality = Some(if dice.chance(70) { child.locality } else { (surroundings.elsewhere)(dice) });
    }
    if child.age >= 14 && dice.chance(8) {
        child.foster_care = Suitability::Unsuitable;
    }
}

/// Finds the child a home to live in now, to leave if better can be had; some have none and start anew.
fn give_present_home(scenario: &mut Scenario, position: usize, beds: &mut Beds, dice: &mut Dice) {
    for _ in 0..40 {
        let home = dice.pick(&scenario.households);
        let child = &scenario.children[position];
        if home.sector != Sector::Kinship && beds.free(home.id) > 0 && suits(scenario, child, home) {
            let place = Place::Home(home.id);
            beds.take(home.id, 1);
            scenario.children[position].current = Some(place);
            scenario.children[position].may_move = true;
            return;
        }
    }
}

/// Whether the child could have been placed there: every pair rule but that the home has a place today, and whoever
/// else lives there.
pub(super) fn suits(scenario: &Scenario, child: &Child, home: &Household) -> bool {
    let easy = matches!(child.companions, Companions::NoPreference | Companions::WithOthers);
    easy && rules::ALL.iter().all(|rule| rule.about().id == "available" || rule.holds(scenario, child, home))
}

/// Fills places with children who stay, each in a room alone and within the terms of approval.
pub(super) fn draw_those_who_stay(recipe: &Recipe, scenario: &mut Scenario, dice: &mut Dice) {
    let places: i64 = scenario.households.iter().map(|home| home.places).sum();
    let mut left = places * recipe.filled_percent / 100;
    let mut beds = Beds::of(scenario);
    for _ in 0..20 * left {
        let i = dice.below(scenario.households.len());
        if left > 0 && beds.free(HouseholdId::at(i)) > 0 {
            beds.take(HouseholdId::at(i), 1);
            let child = one_who_stays(recipe, scenario, i, dice);
            if scenario.households[i].sector == Sector::Kinship {
                scenario.households[i].named_children.insert(child.id);
            }
            scenario.children.push(child);
            left -= 1;
        }
    }
}

/// The sex of a child for whom a home is approved: drawn by the published share where both are.
pub(super) fn sex_within(sexes: Sexes, dice: &mut Dice) -> Sex {
    match sexes {
        Sexes::F => Sex::F,
        Sexes::Any if !dice.chance(figures::BOYS_PERCENT) => Sex::F,
        _ => Sex::M,
    }
}

fn one_who_stays(recipe: &Recipe, scenario: &Scenario, home: usize, dice: &mut Dice) -> Child {
    let id = ChildId::at(scenario.children.len());
    let home = &scenario.households[home];
    let (low, high) = dice.weighted(&figures::AGE_ON_31_MARCH);
    let age = dice.between(low, high).clamp(home.age_min, home.age_max);
    let there = locality(recipe, 100, dice);
    let mut child = Child::plain(id, reference('C', id.index(), most_children(recipe)), there);
    let born = dice.born(age, blank::PLANNING_DATE);
    blank::set_age(&mut child, born, 0);
    child.sex = sex_within(home.sexes, dice);
    child.current = Some(Place::Home(home.id));
    child
}
