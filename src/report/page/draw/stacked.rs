//! Bars made of parts: places filled, usable, mismatched and held; or the households of a plan by what they are for.

use maud::{Markup, html};

use super::paint::{self, Paint};
use super::scale::{Scale, real};
use super::{Told, figure, nothing, percent};
use crate::report::page::palette::PAPER;
use crate::report::words;

/// One bar: its name and how many of each part.
pub(crate) struct Bar<'b> {
    pub(crate) name: &'b str,
    pub(crate) parts: Vec<i64>,
}

const ROW: usize = 58;
/// The share of a bar on a phone, in percent, that one digit needs.
const DIGIT: f64 = 3.6;

/// The bars; `parts` says what each part is and how it is drawn, `unit` what is counted.
pub(crate) fn stacked(told: &Told<'_>, parts: &[(Paint, &str)], bars: &[Bar<'_>], unit: &str) -> Markup {
    let longest = bars.iter().map(total).max().unwrap_or(0);
    if longest <= 0 {
        return nothing(told);
    }
    let scale = Scale::new((0, longest), (0.0, 100.0));
    let drawn = html! {
        (paint::patterns(told.id))
        @for (row, bar) in bars.iter().enumerate() {
            text x="0" y=(row * ROW + 15) font-weight="600" { (bar.name) }
            text x="100%" y=(row * ROW + 15) text-anchor="end" { (words::whole(total(bar))) " " (unit) }
            (pieces(bar, row * ROW + 22, parts, scale, told.id))
        }
    };
    let height = i64::try_from(bars.len() * ROW).unwrap_or(i64::MAX);
    figure(told, height, &drawn, &paint::key(told.id, parts))
}

/// Parts that count less than nothing are not drawn.
fn total(bar: &Bar<'_>) -> i64 {
    bar.parts.iter().fold(0, |sum, part| sum.saturating_add((*part).max(0)))
}

fn pieces(bar: &Bar<'_>, top: usize, parts: &[(Paint, &str)], scale: Scale, id: &str) -> Markup {
    let mut left = 0_i64;
    let pieces = bar.parts.iter().zip(parts).filter(|(number, _)| **number > 0).map(|(number, (paint, _))| {
        let from = scale.at(left);
        left = left.saturating_add(*number);
        (*number, *paint, from, scale.at(left) - from)
    });
    html! {
        @for (number, paint, from, width) in pieces {
            @let digits = real(i64::try_from(words::whole(number).chars().count()).unwrap_or(i64::MAX));
            rect x=(percent(from)) y=(top) width=(percent(width)) height="26" fill=(paint.fill(id)) stroke=(paint.edge()) {}
            @if width > DIGIT * digits {
                text x=(percent(from + width / 2.0)) y=(top + 18) text-anchor="middle" font-weight="600" fill=(paint.ink())
                    stroke=[paint.is_busy().then_some(PAPER)] stroke-width=[paint.is_busy().then_some("4")]
                    paint-order=[paint.is_busy().then_some("stroke")] { (words::whole(number)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::is_sound;
    use super::*;

    const PARTS: &[(Paint, &str)] =
        &[(Paint::Dark, "filled"), (Paint::Light, "usable"), (Paint::Stripes, "mismatched")];

    fn drawn(bars: &[Bar<'_>]) -> String {
        let told = Told { id: "capacity", title: "Places", told: "most are filled" };
        stacked(&told, PARTS, bars, "places").into_string()
    }

    #[test]
    fn parts_are_laid_end_to_end_on_one_scale() {
        let page = drawn(&[Bar { name: "<all>", parts: vec![6, 1, 3] }, Bar { name: "half", parts: vec![5, 0, 0] }]);
        is_sound(&page);
        for part in
            ["x=\"0.00%\" y=\"22\" width=\"60.00%\"", "x=\"60.00%\"", "x=\"70.00%\"", "y=\"80\" width=\"50.00%\""]
        {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(page.contains("&lt;all&gt;") && page.contains("10 places"), "{page}");
        assert!(page.contains("id=\"capacity-stripes\""), "{page}");
    }

    #[test]
    fn nothing_and_huge_numbers() {
        assert!(drawn(&[]).contains("nothing to draw"));
        assert!(drawn(&[Bar { name: "x", parts: vec![0, 0, 0] }]).contains("nothing to draw"));
        is_sound(&drawn(&[Bar { name: "x", parts: vec![i64::MAX, i64::MAX, -5] }]));
    }
}
