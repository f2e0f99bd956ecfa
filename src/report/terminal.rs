//! What the terminal shows after a run: plain text, at most 80 columns.

use std::path::Path;

use super::view::View;
use super::words;
use crate::Findings;
use crate::explain::{Unmet, Want};
use crate::solve::{LevelOutcome, Stopped};

const WIDTH: usize = 80;
/// Children named one by one; the files name all.
const MOST_NAMED: usize = 12;
/// Near misses named for one child.
const MOST_NEAR: usize = 3;

/// The summary of a run; `out` is the folder that the files went to.
pub fn terminal(findings: &Findings, out: Option<&Path>) -> String {
    let view = View::of(findings);
    let mut lines = Vec::new();
    let settings = &view.scenario.settings;
    paragraph(&mut lines, "", &format!("{}, {}", settings.name, words::date(settings.date)));
    lines.push(String::new());
    result(&view, &mut lines);
    lines.push(String::new());
    levels(&view, &mut lines);
    problems(&view, &mut lines);
    doubts(&view, &mut lines);
    left_out(&view, &mut lines);
    files(out, &mut lines);
    lines.join("\n") + "\n"
}

fn result(view: &View<'_>, lines: &mut Vec<String>) {
    let faults = &view.findings.verdict.faults;
    if !faults.is_empty() {
        let found = words::count(faults.len(), "fault", "faults");
        paragraph(lines, "", &format!("REJECTED. This is not a proposal: the independent check found {found}."));
        for fault in faults.iter().take(MOST_NAMED) {
            paragraph(lines, "  ", &format!("{} ({}): {}", fault.id, fault.concerns.join(", "), fault.found));
        }
        more(lines, faults.len());
        return;
    }
    lines.push(format!("{:<24}{:>13}{:>13}{:>13}  {}", "", "Placed", "In-house", "Unplaced", "Sibling groups"));
    for (name, side) in [("Proposal", &view.proposal), ("By hand", &view.baseline)] {
        let counts = &side.counts;
        let placed = format!("{} of {}", counts.placed, counts.children);
        let groups = format!("{} of {} kept", counts.groups_together, counts.sibling_groups);
        lines.push(format!("{name:<24}{placed:>13}{:>13}{:>13}  {groups}", counts.in_house, counts.unplaced));
    }
}

fn levels(view: &View<'_>, lines: &mut Vec<String>) {
    let result = if view.stands() { "Proposal" } else { "Rejected" };
    lines.push(format!("{:<24}{result:>13}{:>13}{:>13}  {}", "Level", "By hand", "Bound", "Proof"));
    for (rank, level) in view.findings.outcome.levels.iter().enumerate() {
        let rank = if level.in_priorities { format!("{}. ", rank + 1) } else { "-  ".to_owned() };
        let value = |value| words::level_value(level.level, value);
        lines.push(format!(
            "{:<24}{:>13}{:>13}{:>13}  {}",
            format!("{rank}{}", words::level_title(level.level)),
            value(level.value),
            value(view.findings.baseline.verdict.level(level.level)),
            level.bound.map_or_else(|| "-".to_owned(), value),
            proof(view, level)
        ));
    }
    let why = match view.findings.outcome.stopped {
        None => return,
        Some(Stopped::TimeLimit) => "The time limit ended the search; a better proposal may exist.",
        Some(Stopped::Interrupted) => "The search was interrupted; a better proposal may exist.",
        Some(Stopped::OwnRule) => "Pass after pass found nothing better; a better proposal may exist all the same.",
        Some(Stopped::BackEnd) => "The solver gave up on a level; a better proposal may exist.",
    };
    lines.push(why.to_owned());
}

fn proof(view: &View<'_>, level: &LevelOutcome) -> &'static str {
    match level.is_proven() {
        None => "only counted",
        Some(_) if !view.stands() => "rejected",
        Some(true) => "proved",
        Some(false) => "not proved",
    }
}

fn problems(view: &View<'_>, lines: &mut Vec<String>) {
    let parts = [
        (Want::Placement, "Without a place"),
        (Want::Family, "Not in a family"),
        (Want::Siblings, "Apart from brothers or sisters"),
    ];
    for (want, heading) in parts {
        let of_it = view.unmet_of(want);
        if of_it.is_empty() {
            continue;
        }
        let number = of_it.iter().map(|(children, _)| children.len()).sum();
        lines.push(String::new());
        lines.push(format!("{heading}: {}", words::children(number)));
        for (children, unmet) in of_it.iter().take(MOST_NAMED) {
            let why = words::why_not(view, children[0], unmet);
            let who = words::some(&view.names(children), 4);
            // A sentence about all of them together names them already.
            let text = if *children == unmet.about && children.len() > 1 { why } else { format!("{who}: {why}") };
            paragraph(lines, "  ", &text);
            nearly(view, unmet, lines);
        }
        more(lines, of_it.len());
    }
}

/// The homes that one objection closes: what somebody could ask for. Those that are not free come first, since a
/// telephone call may change that.
fn nearly(view: &View<'_>, unmet: &Unmet, lines: &mut Vec<String>) {
    let mut near: Vec<_> = unmet.near_misses.iter().collect();
    near.sort_by_key(|miss| miss.objection.id != "available");
    let further = unmet.nearly.len().saturating_sub(MOST_NEAR);
    let mut said: Vec<String> = near
        .into_iter()
        .take(MOST_NEAR)
        .map(|miss| format!("{} ({})", view.scenario.household(miss.home).reference, words::objection(&miss.objection)))
        .collect();
    if further > 0 {
        said.push(format!("{further} more"));
    }
    if !said.is_empty() {
        paragraph(lines, "    ", &format!("One objection away: {}.", said.join("; ")));
    }
}

fn doubts(view: &View<'_>, lines: &mut Vec<String>) {
    let settings = &view.scenario.settings;
    let counts = [
        (settings.switched_off.len(), "rule switched off", "rules switched off"),
        (view.findings.reading.warnings.len(), "doubt about the input", "doubts about the input"),
        (
            view.findings.verdict.listed.len(),
            "rule that a present placement breaks or a decision lifts",
            "rules that present placements break or decisions lift",
        ),
    ];
    let said: Vec<String> = counts
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(n, one, many)| words::count(n, one, many))
        .collect();
    if !said.is_empty() {
        lines.push(String::new());
        paragraph(lines, "", &format!("See the report for {}.", words::and(&said)));
    }
}

/// What is not told as the scenario is large.
fn left_out(view: &View<'_>, lines: &mut Vec<String>) {
    let left = view.findings.reasons.left_out;
    if left.is_nothing() {
        return;
    }
    let counts = [
        (left.options, "option beyond the best of its child", "options beyond the best of each child"),
        (left.near_misses, "near miss counted and not told", "near misses counted and not told"),
        (left.told_briefly, "need not met is told by open homes alone", "needs not met are told by open homes alone"),
        (left.rivals, "list of rivals too long to read", "lists of rivals too long to read"),
    ];
    let said: Vec<String> = counts
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| format!("{} {}", words::whole_count(number), if number == 1 { one } else { many }))
        .collect();
    lines.push(String::new());
    paragraph(lines, "", &format!("Left out, as the scenario is large: {}.", said.join("; ")));
}

fn files(out: Option<&Path>, lines: &mut Vec<String>) {
    if let Some(out) = out {
        lines.push(String::new());
        lines.push(format!("Report:    {}", clean(&out.join("report.html").display().to_string())));
        lines.push(format!("Tables:    {}", clean(&out.join("proposal.csv").display().to_string())));
    }
}

fn more(lines: &mut Vec<String>, all: usize) {
    if all > MOST_NAMED {
        lines.push(format!("  and {} more", all - MOST_NAMED));
    }
}

/// Text without anything that a terminal would obey.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '?' } else { letter }).collect()
}

/// Adds text, wrapped; every line is indented, and further lines a little more.
pub(super) fn paragraph(lines: &mut Vec<String>, indent: &str, text: &str) {
    let mut line = indent.to_owned();
    let further = format!("{indent}  ");
    let mut is_empty = true;
    for word in clean(text).split(' ') {
        let mut word: Vec<char> = word.chars().collect();
        if !is_empty && line.chars().count() + 1 + word.len() > WIDTH {
            lines.push(std::mem::replace(&mut line, further.clone()));
            is_empty = true;
        }
        while line.chars().count() + word.len() > WIDTH && word.len() > WIDTH / 2 {
            let rest = word.split_off(WIDTH - line.chars().count());
            line.extend(word);
            lines.push(std::mem::replace(&mut line, further.clone()));
            word = rest;
        }
        if !is_empty {
            line.push(' ');
        }
        line.extend(word);
        is_empty = false;
    }
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        paragraph(&mut lines, "  ", text);
        lines
    }

    #[test]
    fn nothing_is_wider_than_the_terminal_and_nothing_is_lost() {
        for text in ["word ".repeat(60), "x".repeat(200), format!("{} a {}", "y".repeat(78), "z".repeat(79))] {
            let lines = wrapped(&text);
            assert!(lines.iter().all(|line| line.chars().count() <= WIDTH), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|letter| *letter != ' ').count();
            assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }

    #[test]
    fn an_id_cannot_command_the_terminal() {
        assert_eq!(wrapped("a\u{1b}[31mb\nc"), ["  a?[31mb?c"]);
    }
}
