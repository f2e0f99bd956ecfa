//! What is proved without a solver's word, in plain English.

use super::view::View;
use super::words;
use crate::domain::{LevelId, Scenario};
use crate::solve::LevelOutcome;
use crate::verify::{Certified, Verdict};

/// The lower bound of a level that follows from a certificate or, for the unplaced, from a maximum flow.
pub(super) fn bound(verdict: &Verdict, certified: &Certified, level: LevelId) -> Option<i64> {
    let by_flow = (level == LevelId::Unplaced).then_some(verdict.unplaced_at_least);
    certified.bound(level).max(by_flow)
}

/// Whether a level's bound follows without a solver's word; none = it has no bound.
pub(super) fn reaches(view: &View<'_>, level: &LevelOutcome) -> Option<bool> {
    let found = bound(&view.findings.verdict, &view.findings.certified, level.level);
    level.bound.map(|bound| found.is_some_and(|found| found >= bound))
}

/// What each level of the priorities has that needs no solver to be believed: a sentence each.
pub fn certified_lines(scenario: &Scenario, verdict: &Verdict, certified: &Certified) -> Vec<String> {
    let mut lines = Vec::new();
    for (rank, level) in scenario.settings.priorities.iter().enumerate() {
        let Some(bound) = bound(verdict, certified, *level) else { continue };
        let value = verdict.level(*level);
        let how = if certified.bound(*level) == Some(bound) { "certified" } else { "maximum flow" };
        let given = if rank == 0 { "" } else { ", given the levels before" };
        let most = words::level_value(*level, value);
        lines.push(match value.saturating_sub(bound) {
            gap if gap <= 0 => format!("{}{given} ({how})", nothing_better(*level)),
            gap => format!(
                "{}: at least {}{given}, this proposal has {most}: gap {} ({how})",
                words::level_title(*level),
                words::level_value(*level, bound),
                words::level_amount(*level, gap),
            ),
        });
    }
    lines
}

fn nothing_better(level: LevelId) -> &'static str {
    match level {
        LevelId::Unplaced => "no proposal can place more",
        LevelId::NotInFamily => "none can give more children a family",
        LevelId::Separated => "none can keep more siblings together",
        LevelId::External => "none can place more children in-house",
        LevelId::Moved => "none can leave more children where they are",
        LevelId::Mismatch => "none can match better",
        LevelId::WeeklyCost => "none can cost less",
    }
}
