//! decisions.csv: pins, forbids and overrides.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::codes;
use super::ids::Ids;
use super::problem::{Problems, nearest, quote};
use super::table::{Kind, Row, Table, optional, required};
use crate::domain::{Child, Decision, DecisionKind, HouseholdId, ProvisionId};
use crate::policy::{limits, preferences, rules};

pub(super) const KIND: Kind = Kind {
    name: "decisions",
    required: false,
    columns: &[
        required("child_id"),
        required("household_id"),
        required("decision"),
        optional("rule"),
        optional("reason"),
        optional("decided_by"),
        optional("decided_on"),
    ],
};

/// Reads the decisions, each with its row, in the order of child, household, decision and rule.
pub(super) fn read<'t>(
    table: &'t Table,
    ids: &Ids<'t>,
    children: &[Child],
    problems: &'t Problems,
) -> Vec<(Decision, Row<'t>)> {
    let mut decisions: Vec<(Decision, Row<'t>)> =
        table.rows().filter_map(|row| Some((decision(Cells { row, problems }, ids, children)?, row))).collect();
    decisions.sort_by(|(a, first), (b, second)| {
        (a.child, a.household, a.kind, &a.rule, first.line).cmp(&(b.child, b.household, b.kind, &b.rule, second.line))
    });
    contradictions(&decisions, problems);
    decisions
}

fn decision<'t>(cells: Cells<'t>, ids: &Ids<'t>, children: &[Child]) -> Option<Decision> {
    let kind = cells.required_word("decision");
    let rule = cells.row.cell("rule");
    let reason = cells.text("reason");
    if kind == Some(DecisionKind::Override) {
        overridden(cells, rule);
        if reason.is_none() {
            cells.add("reason", codes::NO_REASON, "an override without a reason", "give the reason");
        }
    } else if let Some(rule) = rule.filter(|_| kind.is_some()) {
        let mend = "leave `rule` blank; to lift a rule write a row with the decision override";
        cells.add("rule", codes::NO_EFFECT, format!("the rule {} in a row that is no override", quote(rule)), mend);
    }
    let decided_on = cells.date("decided_on");
    let (child, household) = (ids.child(cells, "child_id"), household(cells, ids));
    let (kind, child, household) = (kind?, child?, household?);
    if !children[child.index()].in_scope() {
        let found = format!("{kind} of a child who stays where it is");
        let mend = "set may_move to yes if the child may be matched again, or remove the row";
        let code = if kind == DecisionKind::Forbid { codes::NO_EFFECT } else { codes::BAD_DECISION };
        cells.add("child_id", code, found, mend);
    }
    let rule = rule.filter(|_| kind == DecisionKind::Override).map(str::to_lowercase);
    Some(Decision { child, household, kind, rule, reason, decided_by: cells.text("decided_by"), decided_on })
}

fn household<'t>(cells: Cells<'t>, ids: &Ids<'t>) -> Option<HouseholdId> {
    let id = cells.row.cell("household_id").unwrap_or("");
    let (home, provision): (Option<HouseholdId>, Option<ProvisionId>) =
        (ids.households.find(id), ids.provisions.find(id));
    if home.is_none() && provision.is_some() {
        let mend = "name a household: decisions speak of homes only";
        cells.add("household_id", codes::BAD_DECISION, "a provision", mend);
        return None;
    }
    ids.household(cells, "household_id")
}

fn overridden(cells: Cells<'_>, rule: Option<&str>) {
    let known: Vec<&str> = rules::ALL.iter().map(|rule| rule.about().id).collect();
    let Some(rule) = rule else {
        cells.add("rule", codes::BLANK, "an override without a rule", format!("name one of: {}", known.join(", ")));
        return;
    };
    let id = rule.to_lowercase();
    if known.contains(&id.as_str()) {
        return;
    }
    let is_limit = limits::ALL.iter().any(|limit| limit.about().id == id);
    let is_preference = preferences::ALL.iter().any(|preference| preference.about().id == id);
    let mend = match nearest(&id, known) {
        _ if is_limit => {
            "change the home's data (named_children, places, bedrooms), or switch the limit off".to_owned()
        }
        _ if is_preference => "remove the row: a preference closes no home".to_owned(),
        Some(near) => format!("did you mean `{near}`?"),
        None => "`placewell rules` lists the rules about a child and a home".to_owned(),
    };
    let what = if is_limit { "the limit" } else { "the rule" };
    cells.add("rule", codes::UNKNOWN_RULE, format!("{what} {}", quote(rule)), mend);
}

fn contradictions(decisions: &[(Decision, Row<'_>)], problems: &Problems) {
    let mut pins = BTreeMap::new();
    let mut seen = BTreeMap::new();
    for (decision, row) in decisions {
        let cells = Cells { row: *row, problems };
        let key = (decision.child, decision.household, decision.kind, &decision.rule);
        if let Some(first) = seen.get(&key) {
            let found = format!("the same decision as in line {first}");
            cells.add("child_id", codes::SAME_PAIR, found, "keep one of the rows");
            continue;
        }
        seen.insert(key, row.line);
        match decision.kind {
            DecisionKind::Pin => match pins.get(&decision.child) {
                None => _ = pins.insert(decision.child, row.line),
                Some(first) => {
                    let found = format!("a second pin of this child, beside line {first}");
                    cells.add("decision", codes::BAD_DECISION, found, "keep one pin for the child");
                }
            },
            DecisionKind::Forbid => {
                if let Some(pin) = seen.get(&(decision.child, decision.household, DecisionKind::Pin, &None)) {
                    let found = format!("forbid of a pair that line {pin} pins");
                    cells.add("decision", codes::BAD_DECISION, found, "remove one of the two rows");
                }
            }
            DecisionKind::Override => {}
        }
    }
}
