//! Bands of ages, weeks and group sizes, as keys and texts spell them: `0`, `1-4`, `4+`.

use crate::domain::{AgeBand, SizeBand};
use crate::scenario::codes;
use crate::scenario::keys::{Section, texts};

/// The largest sibling group, as in children.csv.
pub(super) const LARGEST_GROUP: i64 = 20;

/// `5` or `5-9`, the lower end first; ends may be equal, or upside down.
pub(super) fn ends(text: &str) -> Option<(i64, i64)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some((number(from)?, number(to)?))
}

fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    let plain = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// A band of ages from 0 to 17.
pub(super) fn ages(text: &str) -> Option<AgeBand> {
    let (from, to) = ends(text)?;
    (from <= to && to <= 17).then_some(AgeBand { from, to })
}

/// Faults bands of ages that overlap. They come in order.
pub(super) fn apart(section: Section<'_>, bands: impl IntoIterator<Item = AgeBand>) {
    let bands: Vec<AgeBand> = bands.into_iter().collect();
    for pair in bands.windows(2).filter(|pair| pair[1].from <= pair[0].to) {
        let mend = "let every age lie in one band only";
        let found = format!("the ages {}, which overlap {}", pair[1], pair[0]);
        section.wrong(&pair[1].to_string(), codes::BAD_BANDS, found, mend);
    }
}

/// `[gaps] group_sizes`: bands from 1 upwards without holes, the last one open.
pub(super) fn of_groups(section: Section<'_>) -> Option<Vec<SizeBand>> {
    section.known(&["group_sizes"]);
    let mend = "write bands that begin with 1, leave no size out and end with one such as \"4+\"";
    section.read("group_sizes", mend, |value| sizes(&texts(value)?))
}

fn sizes(texts: &[&str]) -> Option<Vec<SizeBand>> {
    let (last, closed) = texts.split_last()?;
    let mut bands = Vec::new();
    let mut next = 1;
    for text in closed {
        let (from, to) = ends(text)?;
        if from != next || to < from || to > LARGEST_GROUP {
            return None;
        }
        next = to + 1;
        bands.push(SizeBand { from, to: Some(to) });
    }
    let from = number(last.trim().strip_suffix('+')?)?;
    bands.push(SizeBand { from, to: None });
    (from == next).then_some(bands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_read_and_what_is_none_is_not() {
        assert_eq!(ages("1-4"), Some(AgeBand { from: 1, to: 4 }));
        assert_eq!(ages(" 0 "), Some(AgeBand { from: 0, to: 0 }));
        assert_eq!(["4-1", "16-18", "-1", "", "x", "1-2-3", "9999999999"].map(ages), [None; 7]);
        assert_eq!(sizes(&["1", "2", "3", "4+"]), Some(SizeBand::usual()));
        assert_eq!(sizes(&["1+"]), Some(vec![SizeBand { from: 1, to: None }]));
        for bad in [&["1", "2"][..], &["2+"], &["1", "3+"], &["1-3", "3+"], &["1", "4-2", "5+"], &[]] {
            assert_eq!(sizes(bad), None, "{bad:?}");
        }
    }
}
