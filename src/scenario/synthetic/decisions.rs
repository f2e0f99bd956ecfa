//! Invented decisions: pins that can hold, forbids and overrides.

use std::collections::BTreeSet;

use crate::domain::Dice;
use crate::domain::{Child, ChildId, Decision, DecisionKind, Household, HouseholdId, Plan, Scenario};
use crate::policy::{is_on, rules};

/// Draws a few decisions; every pin can hold beside the others.
pub(super) fn draw(scenario: &mut Scenario, dice: &mut Dice) {
    let mut decisions = Vec::new();
    let mut decided: BTreeSet<(ChildId, HouseholdId)> = BTreeSet::new();
    let in_scope: Vec<ChildId> = scenario.in_scope().map(|child| child.id).collect();
    if dice.chance(25) {
        let pair = (*dice.pick(&in_scope), dice.pick(&scenario.households).id);
        if can_be_pinned(scenario, pair) {
            decided.insert(pair);
            decisions.push(decision(pair, DecisionKind::Pin, None));
            let (child, home) = (scenario.child(pair.0), scenario.household(pair.1));
            decisions.extend(broken(scenario, child, home).map(|id| decision(pair, DecisionKind::Override, Some(id))));
        }
    }
    for _ in 0..2 {
        let pair = (*dice.pick(&in_scope), dice.pick(&scenario.households).id);
        if dice.chance(35) && decided.insert(pair) {
            decisions.push(decision(pair, DecisionKind::Forbid, None));
        }
    }
    let pair = (*dice.pick(&in_scope), dice.pick(&scenario.households).id);
    let (child, home) = (scenario.child(pair.0), scenario.household(pair.1));
    if dice.chance(40) && decided.insert(pair) {
        // All but the first: so that some pairs stay shut by one rule.
        let skipped = usize::from(dice.chance(30));
        let ids = broken(scenario, child, home).skip(skipped);
        decisions.extend(ids.map(|id| decision(pair, DecisionKind::Override, Some(id))));
    }
    decisions.sort();
    scenario.decisions = decisions;
}

/// A home in which nobody stays, and a child who need not be with a brother or sister: lawful alone, whoever else moves.
fn can_be_pinned(scenario: &Scenario, (child, home): (ChildId, HouseholdId)) -> bool {
    let bound = scenario
        .relations
        .iter()
        .any(|((a, b), relation)| relation.plan == Plan::MustTogether && (*a == child || *b == child));
    !bound && scenario.staying_in(home).is_empty()
}

/// The pair rules that would shut the home to the child.
fn broken<'a>(
    scenario: &'a Scenario,
    child: &'a Child,
    home: &'a Household,
) -> impl Iterator<Item = &'static str> + 'a {
    rules::ALL
        .iter()
        .filter(|rule| is_on(scenario, rule.about()) && !rule.holds(scenario, child, home))
        .map(|rule| rule.about().id)
}

fn decision((child, household): (ChildId, HouseholdId), kind: DecisionKind, rule: Option<&str>) -> Decision {
    Decision {
        child,
        household,
        kind,
        rule: rule.map(str::to_owned),
        reason: Some("agreed by the panel".to_owned()),
        decided_by: Some("service manager".to_owned()),
        decided_on: Some(super::blank::PLANNING_DATE),
    }
}
