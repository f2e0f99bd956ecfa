//! Which assumption moves the result most: a bar for each from its low end to its high end, the widest first.

use maud::{Markup, html};

use super::paint::{self, Paint};
use super::scale::{Scale, range};
use super::{Told, anchor, figure, nothing, percent};
use crate::report::page::palette::{INK, LINE, PAPER, QUIET};

/// One assumption: what the result is at both ends of its range.
pub(crate) struct Bar<'b> {
    pub(crate) name: &'b str,
    /// None = there is no result at this end.
    pub(crate) low: Option<i64>,
    /// Likewise.
    pub(crate) high: Option<i64>,
}

const ROW: usize = 46;
const BELOW: usize = 24;

/// The bars around the result as it is assumed; `text` writes a value, whose unit is in the title.
pub(crate) fn tornado(told: &Told<'_>, middle: i64, bars: &[Bar<'_>], text: &dyn Fn(i64) -> String) -> Markup {
    if bars.is_empty() {
        return nothing(told);
    }
    let values = bars.iter().flat_map(|bar| [bar.low, bar.high]).flatten().chain([middle]);
    let scale = Scale::new(range(values).unwrap_or((middle, middle)), (2.0, 98.0));
    let centre = scale.at(middle);
    let height = bars.len() * ROW;
    let written = |end: Option<i64>| end.map_or_else(|| "none".to_owned(), text);
    let drawn = html! {
        (paint::patterns(told.id))
        line x1=(percent(centre)) x2=(percent(centre)) y1="18" y2=(height) stroke=(INK) stroke-width="2" {}
        @for (row, bar) in bars.iter().enumerate() {
            @let top = row * ROW;
            text x="0" y=(top + 14) font-weight="600" stroke=(PAPER) stroke-width="3" paint-order="stroke" { (bar.name) }
            text x="100%" y=(top + 14) text-anchor="end" stroke=(PAPER) stroke-width="3" paint-order="stroke" { (written(bar.low)) " to " (written(bar.high)) }
            line x1="2%" x2="98%" y1=(top + 31) y2=(top + 31) stroke=(LINE) {}
            (half(bar.low.map(|low| scale.at(low)), centre, top + 21, Paint::Light, told.id))
            (half(bar.high.map(|high| scale.at(high)), centre, top + 21, Paint::Dark, told.id))
        }
        text x=(percent(centre)) y=(height + 16) text-anchor=(anchor(centre, "as assumed")) fill=(QUIET) { "as assumed: " (text(middle)) }
    };
    let mut meanings = vec![(Paint::Light, "at the low end of the assumption"), (Paint::Dark, "at its high end")];
    if bars.iter().any(|bar| bar.low.is_none() || bar.high.is_none()) {
        meanings.push((Paint::Stripes, "more than is offered"));
    }
    let key = paint::key(told.id, &meanings);
    figure(told, i64::try_from(height + BELOW).unwrap_or(i64::MAX), &drawn, &key)
}

/// From the middle to one end; a sliver where the two are equal, so that there is something to see; stripes to the edge
/// where there is no end.
fn half(end: Option<f64>, centre: f64, top: usize, paint: Paint, id: &str) -> Markup {
    let (end, paint) = end.map_or((98.0, Paint::Stripes), |end| (end, paint));
    let (from, width) = (end.min(centre), (end - centre).abs().max(0.3));
    html! {
        rect x=(percent(from)) y=(top) width=(percent(width)) height="20" fill=(paint.fill(id)) stroke=(paint.edge()) {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::is_sound;
    use super::*;

    fn drawn(middle: i64, bars: &[Bar<'_>]) -> String {
        let told = Told { id: "tornado", title: "What moves the plan", told: "arrivals most" };
        tornado(&told, middle, bars, &|value| format!("{value} households")).into_string()
    }

    #[test]
    fn both_ends_are_drawn_and_written() {
        let page = drawn(
            23,
            &[
                Bar { name: "<Arrivals>", low: Some(13), high: Some(33) },
                Bar { name: "Stays", low: Some(25), high: None },
            ],
        );
        is_sound(&page);
        assert!(page.contains("&lt;Arrivals&gt;") && page.contains("13 households to 33 households"), "{page}");
        assert!(page.contains("x=\"2.00%\" y=\"21\" width=\"48.00%\""), "{page}");
        assert!(page.contains("25 households to none") && page.contains("more than is offered"), "{page}");
        assert!(page.contains("x=\"50.00%\" y=\"21\" width=\"48.00%\""), "{page}");
    }

    #[test]
    fn nothing_no_change_and_huge_numbers() {
        assert!(drawn(1, &[]).contains("nothing to draw"));
        is_sound(&drawn(0, &[Bar { name: "x", low: Some(0), high: Some(0) }]));
        is_sound(&drawn(0, &[Bar { name: "x", low: Some(i64::MIN), high: Some(i64::MAX) }]));
    }
}
