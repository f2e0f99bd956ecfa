//! Figures in words: seconds, memory, ratios, and how a run ended.

use crate::benchmark::{Ended, Run, Spread};
use crate::domain::LevelId;
use crate::report::table::Cell;
use crate::report::words;

/// What is written where there is no figure.
pub(super) const NONE: &str = "\u{2013}";

/// Seconds with about three digits.
pub(super) fn seconds(seconds: f64) -> String {
    digits(seconds)
}

/// A number with about three digits.
pub(super) fn digits(number: f64) -> String {
    match number.abs() {
        size if size >= 99.95 => format!("{number:.0}"),
        size if size >= 9.995 => format!("{number:.1}"),
        size if size >= 0.995 => format!("{number:.2}"),
        size if size >= 0.009_95 => format!("{number:.3}"),
        size if size >= 0.000_005 => format!("{number:.5}"),
        _ => "0".to_owned(),
    }
}

/// Kibibytes as mebibytes.
pub(super) fn mebibytes(kib: f64) -> f64 {
    kib / 1_024.0
}

pub(super) fn kib(kib: u64) -> f64 {
    f64::from(u32::try_from(kib).unwrap_or(u32::MAX))
}

/// The least, the middle and the most of something as three cells of a file; blank where there is nothing.
pub(super) fn cells(spread: Option<Spread>) -> [Cell; 3] {
    spread.map_or([Cell::Blank, Cell::Blank, Cell::Blank], |each| {
        [Cell::Real(each.min), Cell::Real(each.median), Cell::Real(each.max)]
    })
}

/// The middle, and the ends where they differ: `1.20 (0.90 to 1.50)`.
pub(super) fn spread(spread: Option<Spread>, write: impl Fn(f64) -> String) -> (String, String) {
    let Some(Spread { min, median, max }) = spread else { return (NONE.to_owned(), String::new()) };
    let (middle, low, high) = (write(median), write(min), write(max));
    let ends = if low == high { String::new() } else { format!("{low} to {high}") };
    (middle, ends)
}

/// A solver for people.
pub(super) fn solver_title(solver: &str) -> &str {
    match solver {
        "plain" => "plain HiGHS",
        "naive" => "naive model",
        "first-come" => "first come",
        "cp-sat" => "CP-SAT",
        "scip" => "SCIP",
        other => other,
    }
}

/// How a run ended.
pub(super) fn ended(ended: Ended) -> &'static str {
    match ended {
        Ended::Proof => "proof",
        Ended::Clock => "clock",
        Ended::NoSearch => "no search",
        Ended::Cut => "cut",
        Ended::Failed => "failed",
    }
}

/// How many runs ended by proof: `3 of 3`.
pub(super) fn proved(runs: &[&Run]) -> String {
    let proved = runs.iter().filter(|run| run.ended == Ended::Proof).count();
    format!("{proved} of {}", runs.len())
}

/// The title of a level by its id in the record.
pub(super) fn level_title(id: &str) -> String {
    LevelId::read(id).map_or_else(|| id.to_owned(), |id| words::level_title(id).to_owned())
}

/// The unit of a level for people, who read pounds.
pub(super) fn level_unit(id: &str) -> String {
    match LevelId::read(id) {
        Some(LevelId::WeeklyCost) => "pounds a week".to_owned(),
        Some(id) => words::level_unit(id).to_owned(),
        None => String::new(),
    }
}

/// A value of a level in the unit for people.
pub(super) fn level_value(id: &str, value: f64) -> String {
    let value = if LevelId::read(id) == Some(LevelId::WeeklyCost) { value / 100.0 } else { value };
    let hundredths = (value.fract().abs() * 100.0).round();
    if hundredths < 1.0 { thousands(value) } else { format!("{}.{hundredths:02.0}", thousands(value.trunc())) }
}

#[expect(clippy::cast_possible_truncation, reason = "values of levels are far below 2^53")]
fn thousands(value: f64) -> String {
    words::whole(value as i64)
}

#[expect(clippy::cast_precision_loss, reason = "values of levels are far below 2^53")]
pub(super) fn whole(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_three_digits_are_written() {
        let written = [0.0, 0.001_234, 0.0344, 0.9, 1.0, 9.994, 9.996, 99.94, 99.96, 1_234.5].map(digits);
        assert_eq!(written, ["0", "0.00123", "0.034", "0.900", "1.00", "9.99", "10.0", "99.9", "100", "1234"]);
    }

    #[test]
    fn ends_are_told_where_they_differ() {
        let of = |figures: &[f64]| spread(Spread::of(figures.iter().copied()), digits);
        assert_eq!(of(&[]), (NONE.to_owned(), String::new()));
        assert_eq!(of(&[1.0, 1.001]), ("1.00".to_owned(), String::new()));
        assert_eq!(of(&[1.0, 3.0, 2.0]), ("2.00".to_owned(), "1.00 to 3.00".to_owned()));
    }

    #[test]
    fn cost_is_told_in_pounds() {
        assert_eq!(level_value("weekly_cost", 123_400.0), "1,234");
        assert_eq!(level_value("weekly_cost", 123_450.0), "1,234.50");
        assert_eq!(
            (level_value("unplaced", 2.0), level_unit("weekly_cost")),
            ("2".to_owned(), "pounds a week".to_owned())
        );
    }
}
