//! How a run goes, in words and numbers.

use std::time::Duration;

use crate::domain::{LevelId, PencePerWeek};
use crate::policy::levels;
use crate::solve::{LevelOutcome, LevelProgress, Outcome, Progress};

/// `0:00:12`.
pub(super) fn clock(took: Duration) -> String {
    let seconds = took.as_secs();
    format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// What it is at, and each level below it.
pub(super) fn table(progress: &Progress) -> String {
    let mut lines = vec![phase(progress)];
    if !progress.levels.is_empty() {
        lines.push(format!("  {:<22}{:>12}{:>12}{:>10}{:>9}", "Level", "Best", "Bound", "Gap", "Seconds"));
    }
    for level in &progress.levels {
        let of_level = |number: Option<i64>| number.map_or_else(|| "-".to_owned(), |it| value(level.level, it));
        let gap = match level.gap() {
            Some(0) => "proved".to_owned(),
            gap => of_level(gap),
        };
        let seconds = if level.seconds > 0.0 { format!("{:.1}", level.seconds) } else { String::new() };
        let title = levels::level(level.level).about().title;
        let (best, bound) = (of_level(level.value), of_level(level.bound));
        lines.push(format!("  {title:<22}{best:>12}{bound:>12}{gap:>10}{seconds:>9}").trim_end().to_owned());
    }
    lines.join("\n")
}

/// All of it in one line.
pub(super) fn line(progress: &Progress) -> String {
    let each = progress.levels.iter().filter_map(|level: &LevelProgress| {
        let best = value(level.level, level.value?);
        Some(match (level.gap(), level.bound) {
            (Some(0), _) => format!("{} {best} proved", level.level.word()),
            (_, Some(bound)) => format!("{} {best} bound {}", level.level.word(), value(level.level, bound)),
            (_, None) => format!("{} {best}", level.level.word()),
        })
    });
    let levels: Vec<String> = each.collect();
    if levels.is_empty() { phase(progress) } else { format!("{}: {}", phase(progress), levels.join(", ")) }
}

fn phase(progress: &Progress) -> String {
    match progress.steps {
        Some(steps) if steps.of > 1 => format!("{}, {} of {} {}", progress.phase, steps.done, steps.of, steps.what),
        _ => progress.phase.to_owned(),
    }
}

/// What a search proved, and how far the rest is from proof.
pub(super) fn sum(outcome: &Outcome) -> String {
    let asked: Vec<&LevelOutcome> = outcome.levels.iter().filter(|level| level.in_priorities).collect();
    let open: Vec<String> =
        asked.iter().filter(|level| level.is_proven() == Some(false)).map(|level| gap(level)).collect();
    let proved = format!("{} of {} levels proved", asked.len() - open.len(), asked.len());
    if open.is_empty() { proved } else { format!("{proved}; {}", open.join(", ")) }
}

fn gap(level: &LevelOutcome) -> String {
    let Some(bound) = level.bound else {
        return format!("{} {} without a bound", level.level.word(), value(level.level, level.value));
    };
    let unit = if level.level == LevelId::WeeklyCost { "a week" } else { levels::level(level.level).unit() };
    let (at, gap) = (value(level.level, level.value), value(level.level, level.value - bound));
    format!("{} {at} at most {gap} {unit} from the best", level.level.word())
}

fn value(level: LevelId, value: i64) -> String {
    if level == LevelId::WeeklyCost { PencePerWeek(value).to_string() } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Proposal;
    use crate::solve::{Size, Steps};

    fn progress() -> Progress {
        let level = |level, value, bound, seconds| LevelProgress { level, value, bound, seconds };
        Progress {
            phase: "searching",
            steps: Some(Steps { done: 1, of: 3, what: "independent parts" }),
            seconds: 12.5,
            levels: vec![
                level(LevelId::Unplaced, Some(87), Some(87), 0.4),
                level(LevelId::Separated, Some(41), Some(38), 3.25),
                level(LevelId::WeeklyCost, Some(348_000), None, 0.0),
                level(LevelId::Moved, None, None, 0.0),
            ],
        }
    }

    #[test]
    fn a_table_has_a_row_for_each_level() {
        let expected = "\
searching, 1 of 3 independent parts
  Level                         Best       Bound       Gap  Seconds
  Unplaced children               87          87    proved      0.4
  Siblings separated              41          38         3      3.2
  Weekly cost              £3,480.00           -         -
  Moves                            -           -         -";
        assert_eq!(table(&progress()), expected);
    }

    #[test]
    fn a_line_has_what_is_known() {
        let expected =
            "searching, 1 of 3 independent parts: unplaced 87 proved, separated 41 bound 38, weekly_cost £3,480.00";
        assert_eq!(line(&progress()), expected);
        assert_eq!(line(&Progress { phase: "reading", ..Progress::default() }), "reading");
    }

    #[test]
    fn a_search_is_summed_up_by_what_it_leaves_open() {
        let level =
            |level, value, bound, in_priorities| LevelOutcome { level, in_priorities, value, bound, seconds: 1.0 };
        let mut outcome = Outcome {
            proposal: Proposal { placements: Vec::new() },
            levels: vec![level(LevelId::Unplaced, 87, Some(87), true), level(LevelId::Moved, 4, None, false)],
            certificates: Vec::new(),
            backend: String::new(),
            stopped: None,
            size: Size::default(),
        };
        assert_eq!(sum(&outcome), "1 of 1 levels proved");
        outcome.levels.push(level(LevelId::Separated, 41, Some(38), true));
        outcome.levels.push(level(LevelId::WeeklyCost, 348_000, Some(340_000), true));
        outcome.levels.push(level(LevelId::Mismatch, 9, None, true));
        let expected = "1 of 4 levels proved; separated 41 at most 3 pairs from the best, weekly_cost £3,480.00 at most £80.00 \
                        a week from the best, mismatch 9 without a bound";
        assert_eq!(sum(&outcome), expected);
    }

    #[test]
    fn a_clock_goes_beyond_an_hour() {
        assert_eq!(clock(Duration::from_secs(3_725)), "1:02:05");
        assert_eq!(clock(Duration::from_millis(59_900)), "0:00:59");
    }
}
