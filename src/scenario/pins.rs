//! Pins that break a rule, or that cannot hold together: the input is refused, with the ids.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cells;
use super::children::MOST_IN_A_HOME;
use super::codes;
use super::problem::{Problems, quote};
use super::table::Row;
use crate::domain::{ChildId, Decision, DecisionKind, HouseholdId, Place, Plan, Scenario};
use crate::policy::{Bar, Pairs, limits};

/// Checks every pin of a scenario that is otherwise without fault.
pub(super) fn check(scenario: &Scenario, decisions: &[(Decision, Row<'_>)], problems: &Problems) {
    let pins: Vec<_> = decisions.iter().filter(|(decision, _)| decision.kind == DecisionKind::Pin).collect();
    if pins.is_empty() {
        return;
    }
    let pairs = Pairs::of(scenario);
    let must_together = limits::active(scenario).iter().any(|limit| limit.about().id == "must-together");
    let mut homes: BTreeMap<HouseholdId, (BTreeSet<ChildId>, Row<'_>)> = BTreeMap::new();
    for (pin, row) in pins {
        let cells = Cells { row: *row, problems };
        broken_rules(scenario, &pairs, pin, cells);
        let bound = if must_together { bound_to(scenario, pin.child) } else { BTreeSet::from([pin.child]) };
        shut_out(scenario, &pairs, pin, &bound, cells);
        let (everyone, last) = homes.entry(pin.household).or_insert((BTreeSet::new(), *row));
        everyone.extend(bound);
        if row.line > last.line {
            *last = *row;
        }
    }
    for child in &scenario.children {
        if let Some(Place::Home(home)) = child.current.filter(|_| !child.in_scope()) {
            homes.entry(home).and_modify(|(everyone, _)| _ = everyone.insert(child.id));
        }
    }
    for (home, (everyone, row)) in homes {
        broken_limits(scenario, home, &everyone.into_iter().collect::<Vec<_>>(), Cells { row, problems });
    }
}

fn broken_rules(scenario: &Scenario, pairs: &Pairs<'_>, pin: &Decision, cells: Cells<'_>) {
    let (child, home) = (scenario.child(pin.child), scenario.household(pin.household));
    for bar in pairs.bars(child, home) {
        if let Bar::Rule(objection) = bar {
            let found = format!(
                "a pin of {} to {} that breaks the rule {}: {}",
                quote(&child.reference),
                quote(&home.reference),
                quote(objection.id),
                objection.found
            );
            let mend =
                format!("remove the pin, or add a row that overrides `{}` for the pair, with a reason", objection.id);
            cells.add("decision", codes::PIN_BREAKS_RULE, found, mend);
        }
    }
}

/// The child and the siblings in scope with whom it must live, directly or through others.
fn bound_to(scenario: &Scenario, child: ChildId) -> BTreeSet<ChildId> {
    let mut bound = BTreeSet::from([child]);
    let Some(group) = scenario.child(child).group else { return bound };
    let mut open = vec![child];
    while let Some(one) = open.pop() {
        for other in scenario.groups[group.index()].members.iter().copied() {
            let joined = other != one && scenario.plan(one, other) == Plan::MustTogether;
            if joined && scenario.child(other).in_scope() && bound.insert(other) {
                open.push(other);
            }
        }
    }
    bound
}

fn shut_out(scenario: &Scenario, pairs: &Pairs<'_>, pin: &Decision, bound: &BTreeSet<ChildId>, cells: Cells<'_>) {
    let home = scenario.household(pin.household);
    for other in bound.iter().filter(|other| **other != pin.child) {
        let sibling = scenario.child(*other);
        let bars = pairs.bars(sibling, home);
        if bars.is_empty() {
            continue;
        }
        let why: Vec<String> = bars.iter().map(because).collect();
        let found = format!(
            "a pin of {} to {}, where {} must live as well but cannot: {}",
            quote(&scenario.child(pin.child).reference),
            quote(&home.reference),
            quote(&sibling.reference),
            why.join("; ")
        );
        let mend = "remove the pin, change the plan must_together, or override the rule for the sibling";
        cells.add("decision", codes::PINS_CLASH, found, mend);
    }
}

fn because(bar: &Bar) -> String {
    match bar {
        Bar::Rule(objection) => format!("{}: {}", objection.id, objection.found),
        Bar::Forbidden => "the pair is forbidden".to_owned(),
        Bar::PinnedElsewhere => "it is pinned to another home".to_owned(),
    }
}

fn broken_limits(scenario: &Scenario, home: HouseholdId, everyone: &[ChildId], cells: Cells<'_>) {
    let home = scenario.household(home);
    if everyone.len() > MOST_IN_A_HOME {
        let found = format!("pins after which {} children would live in {}", everyone.len(), quote(&home.reference));
        cells.add("decision", codes::CROWD, found, "remove pins: no home has so many children");
        return;
    }
    for limit in limits::active(scenario) {
        if let Some(breach) = limit.breach(scenario, home, everyone) {
            let ids: Vec<String> = everyone.iter().map(|child| quote(&scenario.child(*child).reference)).collect();
            let found = format!(
                "pins after which {} would live in {}, against the limit {}: {breach}",
                ids.join(", "),
                quote(&home.reference),
                quote(limit.about().id)
            );
            let mend =
                "remove a pin, change the home's data (named_children, places, bedrooms), or switch the limit off";
            cells.add("decision", codes::PINS_CLASH, found, mend);
        }
    }
}
