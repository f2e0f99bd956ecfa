//! From values to positions, for drawing only.

/// Values from one to another, laid over positions from one to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    values: (i64, i64),
    positions: (f64, f64),
}

impl Scale {
    /// The two ends of the values are told apart even if they are equal.
    pub(crate) fn new(values: (i64, i64), positions: (f64, f64)) -> Self {
        let (low, high) = (values.0.min(values.1), values.0.max(values.1));
        let values = if low == high { (low.saturating_sub(1), high.saturating_add(1)) } else { (low, high) };
        Self { values, positions }
    }

    pub(crate) fn at(&self, value: i64) -> f64 {
        let value = value.clamp(self.values.0, self.values.1);
        let from_low = |value: i64| value.abs_diff(self.values.0);
        let share = parts(from_low(value)) / parts(from_low(self.values.1));
        self.positions.0 + share * (self.positions.1 - self.positions.0)
    }

    /// Round values within the scale: so many at most, or one or two more.
    pub(crate) fn ticks(&self, most: i64) -> Vec<i64> {
        self.every(most, next)
    }

    /// Months within the scale, by quarters, halves or years.
    pub(crate) fn month_ticks(&self, most: i64) -> Vec<i64> {
        self.every(most, |step| match step {
            1 => 3,
            3 => 6,
            6 => 12,
            more => more * 2,
        })
    }

    fn every(&self, most: i64, next: fn(i128) -> i128) -> Vec<i64> {
        let (low, high) = (i128::from(self.values.0), i128::from(self.values.1));
        let mut step = 1;
        while (high - low) / step > i128::from(most) {
            step = next(step);
        }
        let first = low.div_euclid(step) + i128::from(low.rem_euclid(step) > 0);
        (first..=high.div_euclid(step)).filter_map(|n| i64::try_from(n * step).ok()).collect()
    }
}

/// 1, 2, 5, 10, 20, 50 and so on.
fn next(step: i128) -> i128 {
    let mut unit = 1;
    while step >= unit * 10 {
        unit *= 10;
    }
    if step / unit == 2 { step / 2 * 5 } else { step * 2 }
}

/// The smallest range with all values and with nought; nought to one of none.
pub(crate) fn range_with_nought(values: impl IntoIterator<Item = i64>) -> (i64, i64) {
    let (low, high) = values.into_iter().fold((0, 0), |(low, high), value| (value.min(low), value.max(high)));
    if low == high { (0, 1) } else { (low, high) }
}

/// The smallest range with all values.
pub(crate) fn range(values: impl IntoIterator<Item = i64>) -> Option<(i64, i64)> {
    values.into_iter().fold(None, |range, value| {
        let (low, high) = range.unwrap_or((value, value));
        Some((value.min(low), value.max(high)))
    })
}

#[expect(clippy::cast_precision_loss, reason = "as below")]
fn parts(value: u64) -> f64 {
    value as f64
}

/// A whole number as a real one.
#[expect(clippy::cast_precision_loss, reason = "positions need no more digits than a screen has dots")]
pub(crate) fn real(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_where_they_belong_and_nothing_lies_outside() {
        let scale = Scale::new((10, 20), (0.0, 100.0));
        assert!(
            (scale.at(10)).abs() < 1e-9 && (scale.at(20) - 100.0).abs() < 1e-9 && (scale.at(15) - 50.0).abs() < 1e-9
        );
        assert!((scale.at(99) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn one_value_and_huge_ones_are_finite() {
        for values in [(0, 0), (i64::MIN, i64::MAX), (i64::MAX, i64::MAX), (i64::MIN, i64::MIN)] {
            let scale = Scale::new(values, (0.0, 1.0));
            assert!(scale.at(values.0).is_finite() && scale.at(values.1).is_finite());
            let ticks = scale.ticks(5);
            assert!(ticks.len() <= 7, "{ticks:?}");
        }
    }

    #[test]
    fn ticks_are_round() {
        let ticks = |low, high| Scale::new((low, high), (0.0, 1.0)).ticks(5);
        assert_eq!(ticks(0, 10), [0, 2, 4, 6, 8, 10]);
        assert_eq!(ticks(-3, 24), [0, 5, 10, 15, 20]);
        assert_eq!(ticks(-3, 30), [0, 10, 20, 30]);
        assert_eq!(ticks(0, 1), [0, 1]);
        assert_eq!(Scale::new((-3, 24), (0.0, 1.0)).month_ticks(3), [0, 12, 24]);
        assert_eq!(ticks(550_000, 930_000), [600_000, 700_000, 800_000, 900_000]);
    }

    #[test]
    fn ranges_hold_every_value() {
        assert_eq!(range_with_nought([3, 5]), (0, 5));
        assert_eq!(range_with_nought([-3]), (-3, 0));
        assert_eq!(range_with_nought([]), (0, 1));
        assert_eq!((range([3, 5]), range([])), (Some((3, 5)), None));
    }
}
