//! Tables of shares, such as `{ 1 = 0.7, 2 = 0.3 }`: each from 0 to 1, all together 1.

use crate::domain::Rate;
use crate::scenario::codes;
use crate::scenario::keys::Section;
use crate::scenario::problem::quote;

/// By how much shares may miss 1, since people round: a thousandth. The largest share takes up the difference.
const TOLERANCE: i64 = 1_000;

/// The rates of a table in the order of their keys. Keys that the reader refuses have been noted by it.
pub(super) fn rates<K: Ord>(section: Section<'_>, key: impl Fn(&str) -> Option<K>) -> Vec<(K, Rate)> {
    let mut rates: Vec<(K, Rate)> = Vec::new();
    for name in section.keys() {
        let (Some(key), Some(rate)) = (key(name), section.rate(name, Rate(0)..=Rate::ONE)) else { continue };
        if rates.iter().any(|(other, _)| *other == key) {
            let found = format!("{}, which another key means as well", quote(name));
            section.wrong(name, codes::BAD_BANDS, found, "keep one of the two");
            continue;
        }
        rates.push((key, rate));
    }
    rates.sort_by(|a, b| a.0.cmp(&b.0));
    rates
}

/// Rates that sum to 1.
pub(super) fn shares<K: Ord>(
    within: Section<'_>,
    name: &str,
    section: Section<'_>,
    key: impl Fn(&str) -> Option<K>,
) -> Vec<(K, Rate)> {
    let mut shares = rates(section, key);
    // A sum means nothing while parts of it could not be read.
    if shares.len() == section.keys().count() {
        whole(within, name, &mut shares);
    }
    shares
}

/// Faults shares that do not sum to 1; of a thousandth more or less the largest takes up the difference.
pub(super) fn whole<K>(within: Section<'_>, name: &str, shares: &mut [(K, Rate)]) {
    let sum: i64 = shares.iter().map(|(_, share)| share.0).sum();
    let missing = Rate::ONE.0 - sum;
    if missing.abs() > TOLERANCE {
        let found = format!("shares that sum to {}", Rate(sum));
        within.wrong(name, codes::BAD_SHARES, found, "let them sum to 1; a thousandth more or less is allowed");
        return;
    }
    let largest = shares.iter().map(|(_, share)| *share).max();
    if let Some((_, share)) = shares.iter_mut().find(|(_, share)| Some(*share) == largest) {
        share.0 += missing;
    }
}
