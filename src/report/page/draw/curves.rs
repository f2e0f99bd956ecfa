//! Curves of value, one small chart for each, all on one scale so that they can be compared.

use maud::{Markup, html};

use super::scale::{range, range_with_nought};
use super::{Axes, Plot, Told, anchor, framed, percent, px};
use crate::report::page::palette::{INK, PROPOSED};

/// One curve: its name and its points in order.
pub(crate) struct Curve<'c> {
    pub(crate) name: &'c str,
    pub(crate) points: Vec<(i64, i64)>,
}

const HEIGHT: i64 = 170;
/// Points of which each has its value written beside it.
const MOST_WRITTEN: usize = 6;

/// The curves; `id` is unique on the page.
pub(crate) fn curves(id: &str, axes: &Axes<'_>, curves: &[Curve<'_>]) -> Markup {
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let up = range_with_nought(points().map(|(_, y)| *y));
    let Some(across) = range(points().map(|(x, _)| *x)) else { return html! {} };
    html! {
        div.multiples {
            @for (at, curve) in curves.iter().enumerate() {
                @let id = format!("{id}-{at}");
                (one(&id, axes, curve, &Plot::new(across, up, HEIGHT)))
            }
        }
    }
}

fn one(id: &str, axes: &Axes<'_>, curve: &Curve<'_>, plot: &Plot) -> Markup {
    let (across, up) = (axes.across_text, axes.up_text);
    let values: Vec<String> = curve.points.iter().map(|(x, y)| format!("{}: {}", across(*x), up(*y))).collect();
    let told = format!("{}, {}. {}.", axes.up, axes.across, values.join("; "));
    let nought = plot.y.at(0);
    let drawn = html! {
        (plot.grid())
        line x1="0" x2="100%" y1=(px(nought)) y2=(px(nought)) stroke=(INK) {}
        @if curve.points.len() > 1 {
            (plot.stretched(&html! {
                path d=(plot.d(&curve.points)) fill="none" stroke=(PROPOSED) stroke-width="2" vector-effect="non-scaling-stroke" {}
            }))
        }
        @for (x, y) in &curve.points {
            @let (left, top) = (plot.x.at(*x), plot.y.at(*y));
            circle cx=(percent(left)) cy=(px(top)) r="4" fill=(PROPOSED) {}
            @if curve.points.len() <= MOST_WRITTEN {
                text x=(percent(left)) y=(px(top - 8.0)) text-anchor=(anchor(left, "")) font-weight="600" { (up(*y)) }
            }
        }
        (plot.values(axes))
    };
    framed(&Told { id, title: curve.name, told: &told }, (axes.up, axes.across), HEIGHT, &drawn, &html! {})
}

#[cfg(test)]
mod tests {
    use super::super::support::is_sound;
    use super::*;

    fn drawn(all: &[Curve<'_>]) -> String {
        let text = |value: i64| value.to_string();
        let axes =
            Axes { across: "homes recruited", up: "children", across_text: &text, up_text: &text, months: false };
        curves("worth", &axes, all).into_string()
    }

    #[test]
    fn every_curve_is_told_and_escaped() {
        let all = [
            Curve { name: "<script>", points: vec![(1, 3), (2, 1), (3, 0)] },
            Curve { name: "one", points: vec![(1, 2)] },
        ];
        let page = drawn(&all);
        is_sound(&page);
        assert!(page.contains("&lt;script&gt;") && page.contains("1: 3; 2: 1; 3: 0."), "{page}");
        assert!(page.contains("id=\"worth-0-title\"") && page.contains("id=\"worth-1-title\""), "{page}");
        assert_eq!(page.matches("<circle").count(), 4);
    }

    #[test]
    fn nothing_negatives_and_huge_numbers_are_drawn() {
        assert!(drawn(&[]).is_empty() && drawn(&[Curve { name: "none", points: Vec::new() }]).is_empty());
        for points in [vec![(1, i64::MAX), (2, i64::MIN)], vec![(1, -5)], vec![(1, 0), (2, 0)]] {
            is_sound(&drawn(&[Curve { name: "x", points }]));
        }
    }
}
