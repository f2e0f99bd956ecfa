//! Both readings of every limit, compared over thousands of small homes and every choice of units.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::joint::Family;
use super::{ALL, Choice, Inequality, Joint, Limit};
use crate::domain::{
    Child, ChildId, Companions, Household, HouseholdId, Place, PlacementUnit, Plan, Scenario, Sector, Sex,
};
use crate::policy::fixture::{Fixture, set_age};

const HOMES: u64 = 3_000;

/// What the comparison of one limit came to.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    lawful: usize,
    breached: usize,
    /// Lawful choices of two units or more.
    joint: usize,
    /// Lawful choices that need a switch on.
    switched: usize,
    /// Those of them in scenarios where strangers never share a bedroom.
    switched_without_strangers: usize,
    disagreements: usize,
}

fn pick<T: Copy>(dice: &mut ChaCha8Rng, of: &[T]) -> T {
    of[dice.random_range(0..of.len())]
}

fn chance(dice: &mut ChaCha8Rng, percent: u32) -> bool {
    dice.random_range(0..100) < percent
}

fn draw_child(dice: &mut ChaCha8Rng, child: &mut Child, strict: bool) {
    set_age(child, pick(dice, &[0, 1, 1, 4, 5, 5, 6, 7, 12, 15]));
    child.sex = pick(dice, &[Sex::F, Sex::F, Sex::M, Sex::M, Sex::U]);
    child.own_room = chance(dice, 8);
    child.harm_to_others = chance(dice, 5);
    if strict && chance(dice, 35) {
        child.companions = pick(dice, Companions::ALL);
    }
    if chance(dice, 25) {
        child.current = Some(Place::Home(HouseholdId::at(0)));
        child.may_move = chance(dice, 20);
    }
}

fn draw_home(dice: &mut ChaCha8Rng, home: &mut Household) {
    home.places = dice.random_range(0..=4);
    home.places_for_siblings = home.places + pick(dice, &[0, 0, 1, 2, 3]);
    home.bedrooms = (0..dice.random_range(0..=4)).map(|_| pick(dice, &[0, 1, 1, 1, 2, 2, 3])).collect();
    home.carers_room_cot = chance(dice, 50);
    home.sector = pick(dice, &[Sector::InHouse, Sector::InHouse, Sector::Kinship, Sector::Ifa]);
}

/// One home, two to four families, some of whom live there.
pub(crate) fn small_home(seed: u64) -> Scenario {
    let dice = &mut ChaCha8Rng::seed_from_u64(seed);
    let mut fixture = Fixture::new();
    for _ in 0..dice.random_range(2..=4) {
        match pick(dice, &[1, 1, 2, 2, 3]) {
            1 => _ = fixture.child(|_| ()),
            size => _ = fixture.siblings(&vec![0; size]),
        }
    }
    let strict = chance(dice, 50);
    for child in &mut fixture.scenario.children {
        draw_child(dice, child, strict);
    }
    let home = fixture.home(|home| draw_home(dice, home));
    let children: Vec<ChildId> = fixture.scenario.children.iter().map(|child| child.id).collect();
    if chance(dice, 50) {
        let named = children.iter().copied().filter(|_| chance(dice, 40)).collect();
        fixture.scenario.households[home.index()].named_children = named;
    }
    for (i, a) in children.iter().enumerate() {
        for b in &children[i + 1..] {
            let siblings = fixture.scenario.are_siblings(*a, *b);
            if chance(dice, 12) {
                fixture.plan(*a, *b, if siblings { Plan::MustTogether } else { Plan::MustApart });
            } else if chance(dice, 4) {
                fixture.plan(*a, *b, Plan::MustApart);
            }
        }
    }
    let policy = &mut fixture.scenario.settings.policy;
    policy.usual_fostering_limit = pick(dice, &[0, 1, 2, 3]);
    policy.unrelated_share_max_age = pick(dice, &[None, None, Some(5), Some(17)]);
    policy.mixed_sex_siblings_share_under = pick(dice, &[0, 6, 12]);
    fixture.scenario
}

/// Every unit that the limit allows beside those who stay, by family.
fn lawful_units(scenario: &Scenario, home: &Household, staying: &[ChildId], limit: &dyn Limit) -> Vec<PlacementUnit> {
    let moving: Vec<ChildId> = scenario.in_scope().map(|child| child.id).collect();
    let subsets = (1_u32..1 << moving.len()).map(|mask| {
        let chosen = moving.iter().enumerate().filter(|(i, _)| mask & (1 << i) != 0).map(|(_, child)| *child);
        chosen.collect::<Vec<ChildId>>()
    });
    let mut units: Vec<PlacementUnit> = subsets
        .filter(|children| scenario.all_siblings(children))
        .filter(|children| limit.breach(scenario, home, &together(staying, [children.as_slice()])).is_none())
        .map(|children| PlacementUnit { children })
        .collect();
    units.sort_by_key(|unit| Family::of(scenario, unit.children[0]));
    units
}

fn together<'a>(staying: &[ChildId], units: impl IntoIterator<Item = &'a [ChildId]>) -> Vec<ChildId> {
    let mut everyone = staying.to_vec();
    units.into_iter().for_each(|unit| everyone.extend(unit));
    everyone.sort_unstable();
    everyone
}

/// Calls `judge` for every choice of at most one unit of a family and at most so many units.
fn each_choice(joint: &Joint<'_>, most: usize, chosen: &mut Vec<usize>, judge: &mut impl FnMut(&[usize])) {
    judge(chosen);
    if chosen.len() == most {
        return;
    }
    for unit in chosen.last().map_or(0, |last| last + 1)..joint.units.len() {
        if chosen.iter().all(|other| joint.family(*other) != joint.family(unit)) {
            chosen.push(unit);
            each_choice(joint, most, chosen, judge);
            chosen.pop();
        }
    }
}

/// Whether some setting of the switches satisfies every inequality, and whether all off does.
fn satisfiable(rows: &[Inequality], chosen: &[usize], slack: i64) -> (bool, bool) {
    let mut left: Vec<(Vec<(i64, usize)>, i64)> = Vec::new();
    let mut switches = 0;
    for row in rows {
        let mut room = row.at_most + slack;
        let mut terms = Vec::new();
        for (factor, choice) in &row.terms {
            match choice {
                Choice::Unit(unit) if chosen.contains(unit) => room -= factor,
                Choice::Unit(_) => {}
                Choice::Switch(switch) => {
                    terms.push((*factor, *switch));
                    switches = switches.max(switch + 1);
                }
            }
        }
        left.push((terms, room));
    }
    let all_off = left.iter().all(|(_, room)| *room >= 0);
    (some_setting(&left, &mut vec![None; switches]), all_off)
}

/// Whether the switches that are not set yet can be, so that every row holds: a row that does not hold with all of them
/// off needs one of its own, with a negative factor, on.
fn some_setting(rows: &[(Vec<(i64, usize)>, i64)], set: &mut Vec<Option<bool>>) -> bool {
    let sum = |terms: &[(i64, usize)], set: &[Option<bool>], unset: fn(i64) -> i64| -> i64 {
        let value = |(factor, switch): &(i64, usize)| match set[*switch] {
            Some(on) => factor * i64::from(on),
            None => unset(*factor),
        };
        terms.iter().map(value).sum()
    };
    if rows.iter().any(|(terms, room)| sum(terms, set, |factor| factor.min(0)) > *room) {
        return false;
    }
    let Some((terms, _)) = rows.iter().find(|(terms, room)| sum(terms, set, |_| 0) > *room) else { return true };
    let before = set.clone();
    for (_, switch) in terms.iter().filter(|(factor, switch)| *factor < 0 && before[*switch].is_none()) {
        set[*switch] = Some(true);
        if some_setting(rows, set) {
            return true;
        }
        set[*switch] = Some(false);
    }
    *set = before;
    false
}

/// Compares the readings of one limit in one home; `slack` spoils the linear one.
fn compare(limit: &dyn Limit, seed: u64, slack: i64, tally: &mut Tally) {
    let scenario = small_home(seed);
    let home = &scenario.households[0];
    let staying = scenario.staying_in(home.id);
    let units = lawful_units(&scenario, home, &staying, limit);
    let most_units = 1 + usize::try_from(seed % 4).expect("small");
    let joint = Joint { scenario: &scenario, home, staying: &staying, units: &units, most_units };
    let rows = limit.inequalities(&joint);
    if units.is_empty() {
        return;
    }
    // The approved number is what keeps the units to so many.
    let most = if limit.about().id == "approved-number" { usize::MAX } else { most_units };
    each_choice(&joint, most, &mut Vec::new(), &mut |chosen| {
        let everyone = together(&staying, chosen.iter().map(|unit| units[*unit].children.as_slice()));
        let lawful = limit.breach(&scenario, home, &everyone).is_none();
        let (satisfied, all_off) = satisfiable(&rows, chosen, slack);
        tally.lawful += usize::from(lawful);
        tally.breached += usize::from(!lawful);
        tally.joint += usize::from(lawful && chosen.len() > 1);
        tally.switched += usize::from(lawful && !all_off);
        let strangers = scenario.settings.policy.unrelated_share_max_age.is_some();
        tally.switched_without_strangers += usize::from(lawful && !all_off && !strangers);
        tally.disagreements += usize::from(lawful != satisfied);
        assert!(
            slack != 0 || lawful == satisfied,
            "{}, home {seed}: {chosen:?} of {units:?} beside {staying:?} is {}lawful, but the rows say otherwise: \
             {rows:?}",
            limit.about().id,
            if lawful { "" } else { "not " },
        );
    });
}

#[test]
fn both_readings_of_every_limit_agree_in_every_small_home() {
    for limit in ALL {
        let id = limit.about().id;
        let mut tally = Tally::default();
        (0..HOMES).for_each(|seed| compare(*limit, seed, 0, &mut tally));
        assert!(tally.lawful > 5_000 && tally.joint > 1_000, "{id}: too few lawful choices: {tally:?}");
        if id == "must-together" {
            assert_eq!(tally.breached, 0, "units that leave a sibling behind are never offered: {tally:?}");
        } else {
            assert!(tally.breached > 1_000, "{id}: too few breaches: {tally:?}");
        }
        let switched = id == "bedrooms";
        assert_eq!(tally.switched_without_strangers > 200, switched, "{id}: choices that need a switch: {tally:?}");
        assert_eq!(tally.switched - tally.switched_without_strangers > 200, switched, "{id}: {tally:?}");
    }
}

#[test]
fn a_wrong_right_hand_side_is_caught_in_every_limit_that_has_rows() {
    for limit in ALL.iter().filter(|limit| limit.about().id != "must-together") {
        for slack in [1, -1] {
            let mut tally = Tally::default();
            (0..300).for_each(|seed| compare(*limit, seed, slack, &mut tally));
            assert!(tally.disagreements > 0, "{}: {slack}: {tally:?}", limit.about().id);
        }
    }
}
