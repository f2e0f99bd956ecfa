//! The colours of a report, and the test that people can read them.

use crate::report::view::Kind;

/// A colour as `#rrggbb`.
pub(crate) type Colour = &'static str;

pub(crate) const PAPER: Colour = "#ffffff";
pub(crate) const INK: Colour = "#0b0c0c";
pub(crate) const QUIET: Colour = "#484949";
pub(crate) const LINK: Colour = "#1a65a6";
pub(crate) const LINE: Colour = "#b1b4b6";
pub(crate) const WASH: Colour = "#f3f2f1";
pub(crate) const GOOD: Colour = "#005a30";
pub(crate) const GOOD_WASH: Colour = "#cce2d8";
pub(crate) const BAD: Colour = "#a62a16";
pub(crate) const BAD_WASH: Colour = "#f6d7d2";
pub(crate) const DOUBT: Colour = "#594d00";
pub(crate) const DOUBT_WASH: Colour = "#fff7bf";
pub(crate) const OPEN: Colour = "#8eb8dc";
pub(crate) const PROPOSED: Colour = "#12436d";

/// What a kind of place is drawn in, and what is written on it.
pub(crate) fn of_kind(kind: Option<Kind>) -> (Colour, Colour) {
    match kind {
        Some(Kind::InHouse) => ("#12436d", PAPER),
        Some(Kind::Kinship) => ("#28a197", INK),
        Some(Kind::Agency) => ("#f46a25", INK),
        Some(Kind::OtherCouncil) => ("#801650", PAPER),
        Some(Kind::Residential) => ("#3d3d3d", PAPER),
        Some(Kind::Supported) => ("#a285d1", INK),
        None => (PAPER, BAD),
    }
}

/// The colours as CSS variables, so that the style sheet has none of its own.
pub(crate) fn css() -> String {
    let names = [
        ("paper", PAPER),
        ("ink", INK),
        ("quiet", QUIET),
        ("link", LINK),
        ("line", LINE),
        ("wash", WASH),
        ("good", GOOD),
        ("good-wash", GOOD_WASH),
        ("bad", BAD),
        ("bad-wash", BAD_WASH),
        ("doubt", DOUBT),
        ("doubt-wash", DOUBT_WASH),
        ("open", OPEN),
    ];
    let kinds = Kind::ALL.iter().map(|kind| (kind.word(), of_kind(Some(*kind)).0));
    let lines: Vec<String> =
        names.into_iter().chain(kinds).map(|(name, colour)| format!("--{name}:{colour}")).collect();
    format!(":root{{{}}}", lines.join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Colour) -> f64 {
        let channel = |from: usize| {
            let value = u8::from_str_radix(&colour[from..from + 2], 16).expect("hexadecimal");
            let share = f64::from(value) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn the_formula_is_that_of_wcag() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.001);
        assert!((contrast("#777777", "#ffffff") - 4.478).abs() < 0.001);
    }

    #[test]
    fn text_has_at_least_4_5_to_1() {
        let mut pairs = vec![
            (INK, PAPER),
            (INK, WASH),
            (QUIET, PAPER),
            (QUIET, WASH),
            (LINK, PAPER),
            (LINK, WASH),
            (GOOD, PAPER),
            (GOOD, GOOD_WASH),
            (BAD, PAPER),
            (BAD, BAD_WASH),
            (INK, BAD_WASH),
            (DOUBT, DOUBT_WASH),
            (INK, DOUBT_WASH),
            (INK, OPEN),
            (PAPER, PROPOSED),
        ];
        pairs.extend(Kind::ALL.iter().map(|kind| of_kind(Some(*kind))));
        pairs.push(of_kind(None));
        for (text, ground) in pairs {
            assert!(contrast(text, ground) >= 4.5, "{text} on {ground}: {:.2}", contrast(text, ground));
        }
    }

    #[test]
    fn shapes_have_at_least_3_to_1_against_their_neighbours() {
        let near = [(PROPOSED, PAPER), (PROPOSED, OPEN), (BAD, PAPER)];
        for (shape, ground) in near {
            assert!(contrast(shape, ground) >= 3.0, "{shape} on {ground}: {:.2}", contrast(shape, ground));
        }
    }
}
