//! The repairs: single changes of what exists, best first.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use maud::html;
use serde_json::{Value, json};

use super::shown::Shown;
use super::told;
use crate::domain::{ChildId, LevelId};
use crate::report::document::Part;
use crate::report::page::html::{self as page, number, table, text, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;
use crate::sufficiency::{Effect, Repair, Repairs};

/// Repairs that the page has in words; the file has all.
const MOST_ON_PAGE: usize = 25;
/// Repairs that the terminal has.
const MOST_IN_TERMINAL: usize = 8;
const FILE: &str = "repairs.csv";

/// The section.
pub(super) fn part(shown: &Shown<'_>, repairs: &Repairs) -> Part {
    let heads = [number("Rank"), column("Change"), column("What it does"), column("Levels that change")];
    let distinct = distinct(repairs);
    let line = |(rank, repair, alike): &(usize, &Repair, usize)| {
        vec![
            text(rank.to_string()),
            text(told::change(shown.scenario, &repair.change) + &more_like_it(*alike)),
            text(told::effect(shown.scenario, &repair.effect)),
            text(levels(&repair.effect)),
        ]
    };
    let rows: Vec<_> = distinct.iter().take(MOST_ON_PAGE).map(line).collect();
    let markup = html! {
        p { (summary(repairs)) }
        @if !rows.is_empty() {
            (table("Single changes that help, best first", &heads, &rows))
            (page::more_than(MOST_ON_PAGE, distinct.len(), FILE))
        }
        p.note {
            "Each is one change of the scenario as it is, solved again with everybody moving as suits, and verified; \
             two that mend the same thing are both listed, and what they bring together is not the sum. Of those of one \
             kind, about one home or child, that do the same, the first stands for all; the file has each. They are ranked \
             by the first level that differs, in the order of the priorities. Whether a change is right for the carers and \
             the children who live there is for people to judge: the panel, the supervising social worker, the \
             children's own. What law or an assessment closes is not proposed to be changed."
        }
    };
    Part::new("repairs", "The cheapest repair before recruitment", markup).with([sheet(shown, repairs)])
}

/// The repairs with their ranks, without those that are of the kind, about the home or child, and do what one before
/// them does; and how many of those there are.
fn distinct(repairs: &Repairs) -> Vec<(usize, &Repair, usize)> {
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    let mut distinct: Vec<(usize, &Repair, usize)> = Vec::new();
    for (rank, repair) in (1..).zip(&repairs.found) {
        let about = repair.change.home().map_or_else(|| Err(told::children(&repair.change)), Ok);
        let after: Vec<i64> = repair.effect.levels.iter().map(|level| level.after).collect();
        match seen.entry((told::kind(&repair.change), about, after)) {
            Entry::Occupied(first) => distinct[*first.get()].2 += 1,
            Entry::Vacant(first) => {
                first.insert(distinct.len());
                distinct.push((rank, repair, 0));
            }
        }
    }
    distinct
}

fn more_like_it(alike: usize) -> String {
    if alike == 0 { String::new() } else { format!("; {alike} more like it") }
}

/// How many changes were looked at.
fn summary(repairs: &Repairs) -> String {
    let considered = words::count(repairs.considered, "single change stands", "single changes stand");
    let left = repairs.considered - repairs.tried;
    let tried = match (repairs.considered, left) {
        (0, _) => String::new(),
        (1, 0) => " It was made and the scenario solved again.".to_owned(),
        (_, 0) => " Each was made and the scenario solved again.".to_owned(),
        _ => format!(" The {} most promising were made and the scenario solved again.", repairs.tried),
    };
    let found = match repairs.found.len() {
        0 if repairs.tried == 0 => String::new(),
        0 => " None makes the proposal better.".to_owned(),
        1 => " One makes the proposal better.".to_owned(),
        found => format!(" {found} make the proposal better."),
    };
    format!("{considered} between children and homes.{tried}{found}")
}

/// The levels that change, each with its values before and after.
fn levels(effect: &Effect) -> String {
    let changed = effect.levels.iter().filter(|level| level.before != level.after);
    let told = changed.map(|each| {
        let (before, after) = (words::level_value(each.level, each.before), words::level_value(each.level, each.after));
        format!("{} {before} \u{2192} {after}", words::level_title(each.level))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// Every repair: `repairs.csv` and its sheet.
fn sheet(shown: &Shown<'_>, repairs: &Repairs) -> Table {
    let mut columns = vec![
        Column::new("rank", "Rank", 6),
        Column::new("kind", "Kind of change", 14),
        Column::new("household_id", "Home", 12),
        Column::new("child_ids", "Children named", 16),
        Column::new("change", "Change", 50),
        Column::new("effect", "What it does", 60),
        Column::new("children_placed", "Children placed", 10),
        Column::new("children_brought_in_house", "Children brought in-house", 12),
        Column::new("pairs_kept_together", "Sibling pairs kept together", 12),
        Column::new("saved_pence_a_week", "Saved a week", 12),
        Column::new("proven", "Proven", 8),
    ];
    columns.extend(level_columns(shown));
    columns.push(Column::new("children_moved", "Children whose place differs", 40));
    let row = |(rank, repair): (usize, &Repair)| {
        let named =
            |children: &[ChildId]| Cell::list(children.iter().map(|child| &shown.scenario.child(*child).reference));
        let effect = &repair.effect;
        let mut row = vec![
            Cell::count(rank + 1),
            Cell::text(told::kind(&repair.change)),
            Cell::text(repair.change.home().map_or("", |home| &shown.scenario.household(home).reference)),
            named(&told::children(&repair.change)),
            Cell::text(told::change(shown.scenario, &repair.change)),
            Cell::text(told::effect(shown.scenario, effect)),
            Cell::Whole(effect.children_placed),
            Cell::Whole(effect.children_brought_in_house),
            Cell::Whole(effect.pairs_kept_together),
            Cell::Money(effect.saved),
            Cell::yes_no(effect.proven),
        ];
        row.extend(level_cells(effect));
        row.push(named(&effect.moved));
        row
    };
    let rows = repairs.found.iter().enumerate().map(row).collect();
    Table { sheet: "Repairs".into(), file: Some(FILE), columns, rows }
}

/// Two columns for each level: before and after.
pub(super) fn level_columns(shown: &Shown<'_>) -> Vec<Column> {
    let levels = shown.sufficiency.findings.outcome.levels.iter().map(|each| each.level);
    let both = |level: LevelId| {
        ["before", "after"].map(|when| {
            Column::new(format!("{}_{when}", level.word()), format!("{}, {when}", words::level_title(level)), 12)
        })
    };
    levels.flat_map(both).collect()
}

/// The values of [`level_columns`].
pub(super) fn level_cells(effect: &Effect) -> impl Iterator<Item = Cell> + '_ {
    effect.levels.iter().flat_map(|each| [each.before, each.after].map(|value| words::level_cell(each.level, value)))
}

/// The lines of the terminal.
pub(super) fn lines(shown: &Shown<'_>, repairs: &Repairs) -> Vec<String> {
    let mut lines = vec![format!("Repairs. {}", summary(repairs))];
    let distinct = distinct(repairs);
    for (rank, repair, alike) in distinct.iter().take(MOST_IN_TERMINAL) {
        let change = told::change(shown.scenario, &repair.change);
        let effect = told::effect(shown.scenario, &repair.effect);
        lines.push(format!("{rank}. {change}: {effect}{}.", more_like_it(*alike)));
    }
    let more = distinct.len().saturating_sub(MOST_IN_TERMINAL);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}

/// For programs.
pub(super) fn record(shown: &Shown<'_>, repairs: &Repairs) -> Value {
    let found = repairs.found.iter().map(|repair| {
        json!({
            "kind": told::kind(&repair.change),
            "household_id": repair.change.home().map(|home| &shown.scenario.household(home).reference),
            "child_ids": names(shown, &told::children(&repair.change)),
            "change": told::change(shown.scenario, &repair.change),
            "effect": effect(shown, &repair.effect),
        })
    });
    json!({ "considered": repairs.considered, "tried": repairs.tried, "found": found.collect::<Vec<_>>() })
}

/// An effect for programs.
pub(super) fn effect(shown: &Shown<'_>, effect: &Effect) -> Value {
    let levels = effect
        .levels
        .iter()
        .map(|each| (each.level.word().to_owned(), json!({ "before": each.before, "after": each.after })));
    json!({
        "levels": levels.collect::<serde_json::Map<_, _>>(),
        "proven": effect.proven,
        "children_placed": effect.children_placed,
        "children_brought_in_house": effect.children_brought_in_house,
        "pairs_kept_together": effect.pairs_kept_together,
        "groups_kept_together":
            effect.groups_kept_together.iter().map(|id| &shown.scenario.groups[id.index()].reference).collect::<Vec<_>>(),
        "saved_pence_a_week": effect.saved.0,
        "children_moved": names(shown, &effect.moved),
    })
}

fn names<'s>(shown: &'s Shown<'_>, children: &[ChildId]) -> Vec<&'s str> {
    children.iter().map(|child| shown.scenario.child(*child).reference.as_str()).collect()
}
