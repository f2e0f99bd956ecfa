//! Pictures of a page, drawn as SVG without scripts. Every figure in them stands in a table as well.

use maud::{Markup, html};

use super::palette::{self, BAD, BAD_WASH};
use crate::domain::Counts;
use crate::report::view::{Kind, by_kind};

/// A bar for each way of placing the children: how many would live where.
pub(crate) fn bars(bars: &[(&str, &Counts)], told: &str) -> Markup {
    const ROW: usize = 64;
    html! {
        svg.bar role="img" aria-labelledby="bars-title bars-told" height=(bars.len() * ROW) width="100%" {
            title id="bars-title" { "Where the children would live" }
            desc id="bars-told" { (told) }
            (hatch())
            @for (row, (name, counts)) in bars.iter().enumerate() {
                text x="0" y=(row * ROW + 15) font-weight="600" { (name) }
                (bar(counts, row * ROW + 22))
            }
        }
    }
}

fn bar(counts: &Counts, top: usize) -> Markup {
    const HEIGHT: usize = 34;
    /// The share of a bar on a phone, in percent, that one digit needs.
    const DIGIT: f64 = 3.4;
    let mut left = 0;
    let parts = by_kind(counts).into_iter().filter(|(_, number)| *number > 0).map(|(kind, number)| {
        let from = left;
        left += number;
        (kind, number, percent(from, counts.children), percent(number, counts.children))
    });
    html! {
        @for (kind, number, from, width) in parts {
            @let (fill, ink) = palette::of_kind(kind);
            rect x=(format!("{from:.2}%")) y=(top) width=(format!("{width:.2}%")) height=(HEIGHT)
                fill=(if kind.is_some() { fill } else { "url(#hatch)" })
                stroke=(if kind.is_some() { palette::PAPER } else { BAD }) stroke-width="2" {}
            @if width > DIGIT * digits(number) {
                text x=(format!("{:.2}%", from + width / 2.0)) y=(top + 22) text-anchor="middle" fill=(ink)
                    font-weight="600" { (number) }
            }
        }
    }
}

/// Stripes for those without a place, so that they are told from the others without colour.
fn hatch() -> Markup {
    html! {
        defs {
            pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect width="7" height="7" fill=(palette::PAPER) {}
                rect width="4" height="7" fill=(BAD_WASH) {}
            }
        }
    }
}

/// A sample of what a kind is drawn in.
pub(crate) fn key(kind: Option<Kind>) -> Markup {
    let style = match kind {
        Some(kind) => format!("background:var(--{})", kind.word()),
        None => "background:repeating-linear-gradient(135deg,var(--bad-wash) 0 4px,var(--paper) 4px 7px);border-color:var(--bad)".to_owned(),
    };
    html! { span.key style=(style) {} }
}

fn digits(number: usize) -> f64 {
    f64::from(u32::try_from(number.to_string().len()).unwrap_or(u32::MAX))
}

/// A share of a whole in percent, for drawing only.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    let small = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { small(part) / small(whole) * 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_fill_it() {
        let counts = Counts { children: 4, placed: 3, in_house: 3, kinship: 1, unplaced: 1, ..Counts::default() };
        let drawn = bars(&[("Proposal", &counts)], "2, 1 and 1").into_string();
        assert!(drawn.contains("x=\"0.00%\" y=\"22\" width=\"50.00%\""), "{drawn}");
        assert!(drawn.contains("x=\"50.00%\" y=\"22\" width=\"25.00%\""), "{drawn}");
        assert!(drawn.contains("x=\"75.00%\" y=\"22\" width=\"25.00%\""), "{drawn}");
        assert!(drawn.contains("<title id=\"bars-title\">"), "{drawn}");
    }

    #[test]
    fn nobody_is_no_division_by_nought() {
        assert!(percent(0, 0).abs() < f64::EPSILON);
        assert!(!bars(&[("Proposal", &Counts::default())], "nobody").into_string().contains("NaN"));
    }
}
