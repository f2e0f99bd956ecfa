//! Invented ties: kinship homes for named children, and plans for pairs.

use std::collections::BTreeSet;

use crate::domain::Dice;
use crate::domain::{ChildId, Exclusion, ExclusionPlan, HouseholdId, Plan, Relation, Scenario, Sector};

/// Gives each vacant kinship home a child in scope, with the siblings, to name.
pub(super) fn draw_kin(scenario: &mut Scenario, dice: &mut Dice) {
    let in_scope: Vec<ChildId> = scenario.in_scope().map(|child| child.id).collect();
    for i in 0..scenario.households.len() {
        let home = &scenario.households[i];
        let vacant = home.sector == Sector::Kinship && home.named_children.is_empty();
        if vacant && !in_scope.is_empty() {
            let child = scenario.child(*dice.pick(&in_scope));
            let family: BTreeSet<ChildId> = match child.group {
                Some(group) => scenario.groups[group.index()].members.iter().copied().collect(),
                None => BTreeSet::from([child.id]),
            };
            scenario.households[i].named_children = family;
        }
    }
}

/// Draws plans for siblings and others, and homes that a child must not live in.
pub(super) fn draw_plans(scenario: &mut Scenario, dice: &mut Dice) {
    draw_sibling_plans(scenario, dice);
    let in_scope: Vec<ChildId> = scenario.in_scope().map(|child| child.id).collect();
    let homes: Vec<HouseholdId> = scenario.households.iter().map(|home| home.id).collect();
    draw_risks(&in_scope, &homes, scenario, dice);
}

/// Draws a plan for two of each sibling group; the shares are assumed.
pub(super) fn draw_sibling_plans(scenario: &mut Scenario, dice: &mut Dice) {
    for group in scenario.groups.clone() {
        let [first, second, ..] = group.members[..] else { continue };
        let plans =
            [(Plan::PreferTogether, 80), (Plan::MustTogether, 10), (Plan::ShouldApart, 5), (Plan::MustApart, 5)];
        relate(scenario, (first, second), dice.weighted(&plans), "sibling assessment");
    }
}

/// Draws which of these children must or should not live together, and which of these homes a child must not live in; the
/// shares are assumed.
pub(super) fn draw_risks(in_scope: &[ChildId], homes: &[HouseholdId], scenario: &mut Scenario, dice: &mut Dice) {
    if in_scope.len() < 2 || homes.is_empty() {
        return;
    }
    for _ in 0..in_scope.len() / 20 {
        let (a, b) = (*dice.pick(in_scope), *dice.pick(in_scope));
        let plan = if dice.chance(50) { Plan::MustApart } else { Plan::ShouldApart };
        if a != b && !scenario.are_siblings(a, b) {
            relate(scenario, (a.min(b), a.max(b)), plan, "known to each other");
        }
    }
    for _ in 0..in_scope.len() / 20 {
        let pair = (*dice.pick(in_scope), *dice.pick(homes));
        let row = Exclusion { plan: ExclusionPlan::Never, reason: Some("known to the family".to_owned()) };
        if scenario.child(pair.0).current.is_none() {
            scenario.exclusions.insert(pair, BTreeSet::from([row]));
        }
    }
}

/// Writes a plan for a pair; the smaller id first.
pub(super) fn relate(scenario: &mut Scenario, pair: (ChildId, ChildId), plan: Plan, reason: &str) {
    scenario.relations.insert(pair, Relation { plan, reason: Some(reason.to_owned()) });
}

/// Every kind of tie, often: for tiny scenarios.
pub(super) fn draw_tiny(scenario: &mut Scenario, dice: &mut Dice) {
    let everyone: Vec<ChildId> = scenario.children.iter().map(|child| child.id).collect();
    for (i, a) in everyone.iter().enumerate() {
        for b in &everyone[i + 1..] {
            let siblings = scenario.are_siblings(*a, *b);
            let plan = match dice.between(0, 99) {
                0..14 if siblings => Plan::MustTogether,
                14..20 if siblings => Plan::NoPlan,
                20..28 => Plan::ShouldApart,
                28..34 => Plan::MustApart,
                _ => continue,
            };
            relate(scenario, (*a, *b), plan, "assessment");
        }
    }
    for i in 0..scenario.households.len() {
        let percent = if scenario.households[i].sector == Sector::Kinship { 70 } else { 10 };
        scenario.households[i].named_children = everyone.iter().copied().filter(|_| dice.chance(percent)).collect();
        for child in &everyone {
            let pair = (*child, scenario.households[i].id);
            let plan = if dice.chance(50) { ExclusionPlan::Never } else { ExclusionPlan::Kin };
            if dice.chance(8) {
                scenario.exclusions.insert(pair, BTreeSet::from([Exclusion { plan, reason: None }]));
            }
            if dice.chance(40) && scenario.child(*child).in_scope() {
                scenario.scores.insert(pair, dice.between(-20, 9));
            }
        }
    }
}
