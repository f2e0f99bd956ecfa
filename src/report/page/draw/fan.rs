//! A share over the months in all futures: a fan of bands with the plan, lines without it, and the goal.

use maud::{Markup, html};

use super::paint::Paint;
use super::scale::range;
use super::{Axes, Plot, Told, framed, nothing, percent, px};
use crate::report::page::palette::{BAD, INK, OPEN, PAPER, PROPOSED, QUIET};

/// What is known of one month: the 5th, 25th, 50th, 75th and 95th in a hundred.
pub(crate) struct Moment {
    pub(crate) month: i64,
    pub(crate) with: [i64; 5],
    pub(crate) without: [i64; 5],
}

/// The fan, so many pixels high; the goal, if there is one, is a line across.
pub(crate) fn fan(told: &Told<'_>, axes: &Axes<'_>, months: &[Moment], goal: Option<i64>, height: i64) -> Markup {
    let values = months.iter().flat_map(|each| each.with.into_iter().chain(each.without)).chain(goal);
    let Some(up) = range(values) else { return nothing(told) };
    let Some(across) = range(months.iter().map(|each| each.month)) else { return nothing(told) };
    let room = (up.1.saturating_sub(up.0) / 12).max(1);
    let plot = Plot::new(across, (up.0.saturating_sub(room), up.1.saturating_add(room)), height);
    let drawn = html! {
        (plot.grid())
        (plot.stretched(&html! {
            path d=(band(&plot, months, 0, 4)) fill=(OPEN) fill-opacity="0.45" {}
            path d=(band(&plot, months, 1, 3)) fill=(OPEN) {}
            (line(&plot, months, |each| each.with[2], PROPOSED, "3", ""))
            (line(&plot, months, |each| each.without[2], INK, "2", "7 4"))
            (line(&plot, months, |each| each.without[0], QUIET, "1.25", "2 3"))
            (line(&plot, months, |each| each.without[4], QUIET, "1.25", "2 3"))
        }))
        @if let [only] = months { (dots(&plot, only)) }
        @if let Some(goal) = goal {
            @let y = plot.y.at(goal);
            line x1="0" x2="100%" y1=(px(y)) y2=(px(y)) stroke=(BAD) stroke-width="1.75" {}
            text x="0" y=(px(y - 5.0)) fill=(BAD) font-weight="600" stroke=(PAPER) stroke-width="3" paint-order="stroke" {
                "Goal " ((axes.up_text)(goal))
            }
        }
        (plot.values(axes))
    };
    framed(told, (axes.up, axes.across), height, &drawn, &key())
}

/// The area between two of the five lines.
fn band(plot: &Plot, months: &[Moment], low: usize, high: usize) -> String {
    let there = months.iter().map(|each| (each.month, each.with[low]));
    let back = months.iter().rev().map(|each| (each.month, each.with[high]));
    plot.d(&there.chain(back).collect::<Vec<_>>()) + "Z"
}

fn line(plot: &Plot, months: &[Moment], of: fn(&Moment) -> i64, stroke: &str, width: &str, dashes: &str) -> Markup {
    let points: Vec<(i64, i64)> = months.iter().map(|each| (each.month, of(each))).collect();
    html! {
        path d=(plot.d(&points)) fill="none" stroke=(stroke) stroke-width=(width) vector-effect="non-scaling-stroke"
            stroke-dasharray=[(!dashes.is_empty()).then_some(dashes)] {}
    }
}

/// One month alone has no lines.
fn dots(plot: &Plot, only: &Moment) -> Markup {
    let x = percent(plot.x.at(only.month));
    html! {
        circle cx=(x) cy=(px(plot.y.at(only.with[2]))) r="5" fill=(PROPOSED) {}
        circle cx=(x) cy=(px(plot.y.at(only.without[2]))) r="4" fill=(PAPER) stroke=(INK) {}
    }
}

fn key() -> Markup {
    let sample = |stroke: &str, width: &str, dashes: &str| {
        html! {
            svg.inline width="30" height="18" aria-hidden="true" {
                line x1="0" x2="30" y1="9" y2="9" stroke=(stroke) stroke-width=(width)
                    stroke-dasharray=[(!dashes.is_empty()).then_some(dashes)] {}
            }
        }
    };
    html! {
        ul.chips.key-list {
            li { (sample(PROPOSED, "3", "")) "with the plan: the middle future" }
            li {
                svg.inline width="18" height="18" aria-hidden="true" { rect width="18" height="18" fill=(Paint::Light.fill("")) {} }
                "half of all futures; paler: nine of ten"
            }
            li { (sample(INK, "2", "7 4")) "without the plan: the middle future" }
            li { (sample(QUIET, "1.25", "2 3")) "between these lines without it: nine of ten" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::is_sound;
    use super::*;

    fn drawn(months: &[Moment], goal: Option<i64>) -> String {
        let text = |value: i64| value.to_string();
        let axes = Axes { across: "month", up: "in a hundred", across_text: &text, up_text: &text, months: true };
        fan(&Told { id: "fan", title: "<In-house>", told: "rises" }, &axes, months, goal, 300).into_string()
    }

    #[test]
    fn bands_lines_and_the_goal_are_there() {
        let month = |month| Moment { month, with: [50, 60, 70, 80, 90], without: [40, 45, 50, 55, 60] };
        let page = drawn(&[month(0), month(12)], Some(80));
        is_sound(&page);
        assert!(page.contains("&lt;In-house&gt;") && page.contains("Goal 80"), "{page}");
        assert_eq!(page.matches("<path").count(), 6);
        assert!(!drawn(&[month(0), month(12)], None).contains("Goal"));
    }

    #[test]
    fn nothing_one_month_and_huge_numbers() {
        assert!(drawn(&[], None).contains("nothing to draw"));
        is_sound(&drawn(&[Moment { month: 3, with: [0; 5], without: [0; 5] }], Some(0)));
        let wide = Moment { month: i64::MAX, with: [i64::MIN; 5], without: [i64::MAX; 5] };
        is_sound(&drawn(&[Moment { month: i64::MIN, ..wide }, wide_copy()], None));
    }

    fn wide_copy() -> Moment {
        Moment { month: i64::MAX, with: [i64::MIN; 5], without: [i64::MAX; 5] }
    }
}
