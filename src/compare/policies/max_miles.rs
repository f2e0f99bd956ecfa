//! Policy: no placement farther from home than so many miles.

use super::{Mend, PolicyChange};
use crate::domain::Tenths;

pub(super) const POLICY: PolicyChange = PolicyChange {
    id: "max-miles",
    title: "A tighter distance",
    changes: "No placement is farther than MILES miles from the child\u{2019}s home locality; shorter limits of a child stay.",
    value: Some("MILES"),
    apply: |scenario, value| {
        let most = tenths(value).ok_or_else(|| {
            Mend::new(format!("`{value}` is not a distance in miles"), "write a number such as `10` or `7.5`")
        })?;
        scenario.settings.policy.max_miles = scenario.settings.policy.max_miles.min(most);
        for child in &mut scenario.children {
            child.max_miles = child.max_miles.min(most);
        }
        Ok(())
    },
};

/// Miles with at most one place, and at most ten thousand of them.
fn tenths(text: &str) -> Option<Tenths> {
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|each| each.is_ascii_digit());
    if !digits(whole) || !digits(tenth) || tenth.len() > 1 || whole.len() > 4 {
        return None;
    }
    Some(Tenths(10 * whole.parse::<i64>().ok()? + tenth.parse::<i64>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn miles_are_read_in_tenths() {
        let read = |text: &str| tenths(text).map(|miles| miles.0);
        assert_eq!([read("10"), read("7.5"), read("0"), read("9999.9")], [Some(100), Some(75), Some(0), Some(99_999)]);
        for text in ["", "-1", "7.55", "x", ".5", "5.", "1e3", "99999", "+4"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
