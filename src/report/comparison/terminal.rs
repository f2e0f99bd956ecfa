//! What the terminal shows of a comparison: plain text, at most 80 columns.

use std::path::Path;

use super::children::sector;
use super::{Found, phrases};
use crate::compare::{Comparison, Fate, Frontier, Side};
use crate::domain::PencePerWeek;
use crate::report::terminal::{clean, paragraph};
use crate::report::words;

/// Sides beside the first in one table.
const ABREAST: usize = 2;
/// Children named one by one; the files name all.
const MOST_NAMED: usize = 12;

/// The summary of a comparison; `out` is the folder that the files went to.
pub fn comparison_terminal(comparison: &Comparison, frontier: Option<&Frontier>, out: Option<&Path>) -> String {
    let found = Found { comparison, frontier };
    let mut lines = Vec::new();
    faults(found, &mut lines);
    for from in (1..comparison.sides.len().max(2)).step_by(ABREAST) {
        levels(comparison, from, &mut lines);
        lines.push(String::new());
    }
    for side in &comparison.sides {
        unproven(side, &mut lines);
    }
    for (at, side) in comparison.sides.iter().enumerate().skip(1) {
        paragraph(&mut lines, "", &format!("{}. {}", side.label, phrases::sentence(comparison, side)));
        let touched = phrases::touched(comparison, at);
        if touched > 0 {
            let children = words::children(touched);
            paragraph(&mut lines, "  ", &format!("{children} {} treated otherwise.", words::is_are(touched)));
        }
        if let Some(broken) = side.breaks.as_ref().filter(|broken| !broken.is_empty()) {
            let ways = words::count(broken.len(), "way", "ways");
            paragraph(
                &mut lines,
                "  ",
                &format!("Not lawful today: breaks the rules of {} in {ways}.", comparison.sides[0].label),
            );
        }
    }
    children(comparison, &mut lines);
    if let Some(frontier) = frontier {
        points(frontier, &mut lines);
    }
    if let Some(out) = out {
        lines.push(String::new());
        lines.push(format!("Report:    {}", clean(&out.join("report.html").display().to_string())));
        lines.push(format!("Tables:    {}", clean(&out.join("comparison.csv").display().to_string())));
    }
    lines.join("\n") + "\n"
}

fn faults(found: Found<'_>, lines: &mut Vec<String>) {
    let faults = super::faults(found);
    if !faults.is_empty() {
        let number = words::count(faults.len(), "fault", "faults");
        paragraph(lines, "", &format!("REJECTED. The independent check found {number}. Do not act on what follows."));
    }
}

/// The first side and the few from this one on.
fn levels(comparison: &Comparison, from: usize, lines: &mut Vec<String>) {
    let (first, others) = (&comparison.sides[0], &comparison.sides[from.min(comparison.sides.len())..]);
    let others = &others[..others.len().min(ABREAST)];
    let heads: Vec<String> = others.iter().map(|side| format!("{:>22}", short(&side.label, 21))).collect();
    lines.push(format!("{:<22}{:>14}{}", "Level", short(&first.label, 13), heads.concat()));
    for level in &first.findings.outcome.levels {
        let value = |value: i64| words::level_value(level.level, value);
        let cell = |side: &Side| {
            let here = side.value(level.level);
            let by = here - level.value;
            let change = if by == 0 { String::new() } else { format!(" ({})", words::level_change(level.level, by)) };
            format!(" {:>21}", format!("{}{change}", value(here)))
        };
        let cells: Vec<String> = others.iter().map(cell).collect();
        lines.push(format!("{:<22}{:>14}{}", words::level_title(level.level), value(level.value), cells.concat()));
    }
}

/// Which values of a side are not proved, and how low they could be.
fn unproven(side: &Side, lines: &mut Vec<String>) {
    let open: Vec<String> = side
        .findings
        .outcome
        .levels
        .iter()
        .filter(|level| level.is_proven() == Some(false))
        .map(|level| {
            // A bound below nought says nothing that people did not know.
            let least = level
                .bound
                .filter(|bound| *bound > 0)
                .map(|bound| format!(" (at least {})", words::level_value(level.level, bound)));
            format!("{}{}", words::level_title(level.level).to_lowercase(), least.unwrap_or_default())
        })
        .collect();
    if !open.is_empty() {
        paragraph(lines, "", &format!("Not proved on {}: {}.", side.label, words::and(&open)));
    }
}

/// The end of a long label: that is where folders differ.
fn short(label: &str, most: usize) -> String {
    let letters: Vec<char> = clean(label).chars().collect();
    if letters.len() <= most {
        return letters.into_iter().collect();
    }
    ['\u{2026}'].into_iter().chain(letters[letters.len() + 1 - most..].iter().copied()).collect()
}

fn children(comparison: &Comparison, lines: &mut Vec<String>) {
    if comparison.sides.len() < 2 {
        return;
    }
    if comparison.children.is_empty() {
        lines.push("No difference: no child is treated otherwise on any side.".to_owned());
        return;
    }
    lines.push(String::new());
    lines.push(format!("Treated otherwise than by {}:", clean(&comparison.sides[0].label)));
    for each in comparison.children.iter().take(MOST_NAMED) {
        let sides = comparison.sides.iter().zip(&each.sides).skip(1).filter(|(_, fate)| **fate != each.sides[0]);
        let said: Vec<String> = sides.map(|(side, fate)| format!("{}: {}", side.label, told(fate.as_ref()))).collect();
        paragraph(lines, "  ", &format!("{}: {}; {}", each.child, told(each.sides[0].as_ref()), said.join("; ")));
    }
    if comparison.children.len() > MOST_NAMED {
        lines.push(format!("  and {} more", comparison.children.len() - MOST_NAMED));
    }
}

fn told(fate: Option<&Fate>) -> String {
    let Some(fate) = fate else { return "not in this scenario".to_owned() };
    let Some(place) = &fate.place else { return "no place".to_owned() };
    let mut said = vec![sector(&fate.sector).to_owned()];
    said.extend(fate.weekly_cost_pence.map(|cost| format!("{} a week", words::pounds(PencePerWeek(cost)))));
    if !fate.separated_from.is_empty() {
        said.push(format!("apart from {}", words::some(&fate.separated_from, 3)));
    }
    format!("{place} ({})", said.join(", "))
}

fn points(frontier: &Frontier, lines: &mut Vec<String>) {
    let (a, b) = frontier.levels;
    lines.push(String::new());
    paragraph(lines, "", &super::frontier::told(frontier));
    lines.push(format!("{:>5}{:>24}{:>24}  {}", "Point", words::level_title(a), words::level_title(b), "Proof"));
    for (at, point) in frontier.points.iter().enumerate() {
        lines.push(format!(
            "{:>5}{:>24}{:>24}  {}",
            at + 1,
            words::level_value(a, point.values.0),
            words::level_value(b, point.values.1),
            if point.proven { "proved" } else { "not proved" }
        ));
    }
}
