//! Charts, drawn as SVG without scripts: they fill the width of a phone, a screen and a printed page alike, since what
//! is written keeps its size and only lines are stretched. Shapes and patterns differ as colours do, so that a print in
//! black and white can be read. Every figure in a chart stands in a table beside it.

pub(crate) mod curves;
pub(crate) mod fan;
pub(crate) mod frontier;
pub(crate) mod growth;
pub(crate) mod heat;
pub(crate) mod paint;
pub(crate) mod scale;
pub(crate) mod stacked;
pub(crate) mod timeline;
pub(crate) mod tornado;

use maud::{Markup, html};

use super::palette::{LINE, PAPER, QUIET};
use scale::Scale;

/// What a chart is called and what it shows, for those who do not see it. The id is unique on the page.
#[derive(Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "what is told, and to whom it is told")]
pub(crate) struct Told<'t> {
    pub(crate) id: &'t str,
    pub(crate) title: &'t str,
    pub(crate) told: &'t str,
}

/// What the two axes count, with units, and how their values are written.
#[derive(Clone, Copy)]
pub(crate) struct Axes<'a> {
    pub(crate) across: &'a str,
    pub(crate) up: &'a str,
    pub(crate) across_text: &'a dyn Fn(i64) -> String,
    pub(crate) up_text: &'a dyn Fn(i64) -> String,
    /// Whether the values across are months, which are marked by quarters, halves and years.
    pub(crate) months: bool,
}

/// A chart with its caption, its words for a screen reader and its key.
fn figure(told: &Told<'_>, height: i64, drawn: &Markup, key: &Markup) -> Markup {
    framed(told, ("", ""), height, drawn, key)
}

/// The same with what its axes count: up and across.
fn framed(told: &Told<'_>, axes: (&str, &str), height: i64, drawn: &Markup, key: &Markup) -> Markup {
    html! {
        figure.chart {
            figcaption { (told.title) }
            @if !axes.0.is_empty() { p.note aria-hidden="true" { "\u{2191} " (axes.0) } }
            svg role="img" aria-labelledby={ (told.id) "-title " (told.id) "-told" } width="100%" height=(height) {
                title id={ (told.id) "-title" } { (told.title) }
                desc id={ (told.id) "-told" } { (told.told) }
                (drawn)
            }
            @if !axes.1.is_empty() { p.note aria-hidden="true" { "\u{2192} " (axes.1) } }
            (key)
        }
    }
}

/// What stands where a chart would show nothing.
fn nothing(told: &Told<'_>) -> Markup {
    html! { p.quiet { (told.title) ": nothing to draw." } }
}

/// The part of a chart in which lines are: percent across, pixels down.
#[derive(Clone, Copy)]
struct Plot {
    x: Scale,
    y: Scale,
    height: i64,
}

impl Plot {
    const TOP: f64 = 20.0;
    const BELOW: i64 = 24;
    /// Between the lowest value and the line of the axis.
    const ROOM: i64 = 12;

    /// A plot over these ranges, so many pixels high with its axes.
    fn new(x: (i64, i64), y: (i64, i64), height: i64) -> Self {
        let bottom = scale::real(height - Self::BELOW - Self::ROOM);
        Self { x: Scale::new(x, (3.0, 88.0)), y: Scale::new(y, (bottom, Self::TOP)), height }
    }

    /// Lines stretched to the width: `d` of a path in a box of this plot.
    fn d(&self, points: &[(i64, i64)]) -> String {
        let each = points.iter().map(|(x, y)| format!("{:.2} {:.2}", self.x.at(*x) * 10.0, self.y.at(*y)));
        format!("M{}", each.collect::<Vec<_>>().join("L"))
    }

    fn stretched(&self, paths: &Markup) -> Markup {
        html! {
            svg aria-hidden="true" width="100%" height=(self.height) viewBox={ "0 0 1000 " (self.height) }
                preserveAspectRatio="none" { (paths) }
        }
    }

    /// The lines of the axes.
    fn grid(&self) -> Markup {
        html! {
            @for tick in self.y.ticks(self.height / 50) {
                @let y = px(self.y.at(tick));
                line x1="0" x2="100%" y1=(y) y2=(y) stroke=(LINE) stroke-width="0.75" {}
            }
        }
    }

    /// The values of the axes, to be written over what is drawn.
    fn values(&self, axes: &Axes<'_>) -> Markup {
        let bottom = self.height - Self::BELOW;
        html! {
            line x1="0" x2="100%" y1=(bottom) y2=(bottom) stroke=(QUIET) {}
            @for tick in self.y.ticks(self.height / 50) {
                text x="100%" y=(px(self.y.at(tick) - 3.0)) text-anchor="end" fill=(QUIET) stroke=(PAPER) stroke-width="3"
                    paint-order="stroke" { ((axes.up_text)(tick)) }
            }
            @for tick in if axes.months { self.x.month_ticks(3) } else { self.x.ticks(4) } {
                @let (x, text) = (self.x.at(tick), (axes.across_text)(tick));
                line x1=(percent(x)) x2=(percent(x)) y1=(bottom) y2=(bottom + 4) stroke=(QUIET) {}
                text x=(percent(x)) y=(bottom + 18) text-anchor=(anchor(x, &text)) fill=(QUIET) { (text) }
            }
        }
    }
}

/// Where a text begins so that it stays within the picture.
fn anchor(x: f64, text: &str) -> &'static str {
    let room = if text.chars().count() > 3 { 14.0 } else { 2.0 };
    if x < room {
        "start"
    } else if x > 100.0 - room {
        "end"
    } else {
        "middle"
    }
}

fn percent(x: f64) -> String {
    format!("{x:.2}%")
}

fn px(y: f64) -> String {
    format!("{y:.2}")
}

#[cfg(test)]
mod support {
    /// Numbers that are none would draw nothing at all.
    pub(super) fn is_sound(drawn: &str) {
        for bad in ["NaN", "inf", "<script"] {
            assert!(!drawn.contains(bad), "{bad} in {drawn}");
        }
    }
}
