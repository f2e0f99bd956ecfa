//! What ethnicity and religion share: only a known difference counts, and a reader is told both sides.

use crate::policy::same_text;

/// Whether both are known and say different things; case and surrounding blanks do not count.
pub(super) fn differ(child: Option<&String>, carers: Option<&String>) -> bool {
    child.zip(carers).is_some_and(|(child, carers)| !same_text(child, carers))
}

/// Both, in words.
pub(super) fn both(child: Option<&String>, carers: Option<&String>) -> String {
    let known = |text: Option<&String>| text.map_or("not known", |text| text.trim()).to_owned();
    format!("child {}, carers {}", known(child), known(carers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_difference_counts() {
        for (child, carers, expected) in [
            (None, None, false),
            (None, Some("Sikh"), false),
            (Some("Sikh"), None, false),
            (Some("Sikh"), Some("Sikh"), false),
            (Some("SIKH"), Some(" sikh "), false),
            (Some("Żyd"), Some("żyd"), false),
            (Some("Sikh"), Some("Muslim"), true),
            (Some("Black Caribbean"), Some("BlackCaribbean"), true),
        ] {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let differ = differ(owned(child).as_ref(), owned(carers).as_ref());
            assert_eq!(differ, expected, "child {child:?}, carers {carers:?}");
        }
    }

    #[test]
    fn says_both() {
        let sikh = " Sikh".to_owned();
        assert_eq!(both(Some(&sikh), None), "child Sikh, carers not known");
    }
}
