//! What each child in each place adds to each level: counted here a second time, from the contract's words.
//!
//! A level is its value with nobody placed, and what every child adds by its place, and what every two children add who
//! live together. Only siblings who are to be together, and children who should be apart, add anything as a pair.

use crate::domain::{Child, ChildId, LevelId, Place, Plan, Scenario, Suitability};
use crate::policy::preferences;

/// How many levels there are.
pub(super) const LEVELS: usize = LevelId::ALL.len();

/// A number for each level, in the order of [`LevelId::ALL`].
pub(super) type Adds = [i64; LEVELS];

/// Where a level stands in [`Adds`].
pub(super) fn at(level: LevelId) -> usize {
    level as usize
}

/// Every level if nobody in scope had a place.
pub(super) fn with_nobody(scenario: &Scenario) -> Adds {
    let mut levels = Adds::default();
    for child in scenario.in_scope() {
        levels[at(LevelId::Unplaced)] += child.urgency.weight();
        levels[at(LevelId::Moved)] += i64::from(child.may_move && child.current.is_some());
    }
    for group in &scenario.groups {
        for (i, a) in group.members.iter().enumerate() {
            let apart = group.members[i + 1..].iter().filter(|b| {
                (scenario.child(*a).in_scope() || scenario.child(**b).in_scope()) && together(scenario, *a, **b) < 0
            });
            levels[at(LevelId::Separated)] += i64::try_from(apart.count()).unwrap_or(i64::MAX);
        }
    }
    levels
}

/// What a child in scope adds by living in a place, where these stay; only the levels that are asked for.
pub(super) fn of_child(
    scenario: &Scenario,
    child: &Child,
    place: Place,
    staying: &[ChildId],
    asked: [bool; LEVELS],
) -> Adds {
    let in_family = match place {
        Place::Home(_) => true,
        Place::Provision(id) => scenario.provision(id).kind.is_family(),
    };
    let mut adds = Adds::default();
    let mut add = |level: LevelId, value: &dyn Fn() -> i64| {
        if asked[at(level)] {
            adds[at(level)] = value();
        }
    };
    add(LevelId::Unplaced, &|| -child.urgency.weight());
    add(LevelId::NotInFamily, &|| i64::from(!in_family && child.foster_care != Suitability::Unsuitable));
    add(LevelId::Separated, &|| staying.iter().map(|other| together(scenario, child.id, *other)).sum());
    add(LevelId::External, &|| i64::from(!scenario.is_in_house(place)));
    add(LevelId::Moved, &|| -i64::from(child.may_move && child.current == Some(place)));
    add(LevelId::Mismatch, &|| preferences::mismatch(scenario, child, place));
    add(LevelId::WeeklyCost, &|| scenario.weekly_cost(place).0);
    adds
}

/// What two children, at least one of them in scope, add to `separated` by living together.
pub(super) fn together(scenario: &Scenario, a: ChildId, b: ChildId) -> i64 {
    match scenario.plan(a, b) {
        Plan::PreferTogether | Plan::MustTogether if scenario.are_siblings(a, b) => -1,
        Plan::ShouldApart => 1,
        _ => 0,
    }
}
