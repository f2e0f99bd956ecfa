//! What one level costs in another: the points that nothing beats on both, in steps.

use maud::{Markup, html};

use super::scale::range;
use super::{Axes, Plot, Told, framed, nothing, percent, px};
use crate::report::page::palette::{INK, PAPER, PROPOSED};

/// One point with its label; hollow if it is not proved that nothing beats it.
pub(crate) struct Point {
    pub(crate) label: String,
    pub(crate) across: i64,
    pub(crate) up: i64,
    pub(crate) proven: bool,
}

const HEIGHT: i64 = 300;

/// The frontier, by the first level.
pub(crate) fn frontier(told: &Told<'_>, axes: &Axes<'_>, points: &[Point]) -> Markup {
    let (Some(across), Some(up)) =
        (range(points.iter().map(|each| each.across)), range(points.iter().map(|each| each.up)))
    else {
        return nothing(told);
    };
    let plot = Plot::new(across, up, HEIGHT);
    let drawn = html! {
        (plot.grid())
        (plot.values(axes))
        (plot.stretched(&html! {
            path d=(plot.d(&steps(points))) fill="none" stroke=(PROPOSED) stroke-width="2" vector-effect="non-scaling-stroke" {}
        }))
        @for point in points {
            @let (x, y) = (percent(plot.x.at(point.across)), plot.y.at(point.up));
            circle cx=(x) cy=(px(y)) r="10" stroke=(PROPOSED) stroke-width="2"
                fill=(if point.proven { PROPOSED } else { PAPER }) {}
            text x=(x) y=(px(y + 4.5)) text-anchor="middle" font-weight="600"
                fill=(if point.proven { PAPER } else { INK }) { (point.label) }
        }
    };
    let key = html! {
        @if points.iter().any(|point| !point.proven) {
            p.note { "Hollow: not proved; a better point may exist." }
        }
    };
    framed(told, (axes.up, axes.across), HEIGHT, &drawn, &key)
}

/// Between two points the second level stays as it is until the first has grown.
fn steps(points: &[Point]) -> Vec<(i64, i64)> {
    let mut steps = Vec::new();
    for point in points {
        if let Some((_, up)) = steps.last().copied() {
            steps.push((point.across, up));
        }
        steps.push((point.across, point.up));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::support::is_sound;
    use super::*;

    fn drawn(points: &[Point]) -> String {
        let text = |value: i64| value.to_string();
        let axes = Axes { across: "external", up: "separated", across_text: &text, up_text: &text, months: false };
        frontier(&Told { id: "frontier", title: "Trade-off", told: "2 points" }, &axes, points).into_string()
    }

    fn point(label: &str, across: i64, up: i64) -> Point {
        Point { label: label.to_owned(), across, up, proven: true }
    }

    #[test]
    fn points_are_joined_in_steps() {
        assert_eq!(steps(&[point("A", 1, 5), point("B", 3, 2)]), [(1, 5), (3, 5), (3, 2)]);
        let page = drawn(&[point("<A>", 1, 5), Point { proven: false, ..point("B", 3, 2) }]);
        is_sound(&page);
        assert!(page.contains("&lt;A&gt;") && page.contains("Hollow"), "{page}");
    }

    #[test]
    fn nothing_one_point_and_huge_numbers() {
        assert!(drawn(&[]).contains("nothing to draw"));
        is_sound(&drawn(&[point("A", 0, 0)]));
        is_sound(&drawn(&[point("A", i64::MIN, i64::MAX), point("B", i64::MAX, i64::MIN)]));
    }
}
