//! Charts, drawn as SVG without scripts: they fill the width of a phone, a screen and a printed page alike, since what
//! is written keeps its size and only lines are stretched. Shapes and patterns differ as colours do, so that a print in
//! black and white can be read. Every figure in a chart stands in a table beside it.

pub(crate) mod curves;
pub(crate) mod fan;
pub(crate) mod frontier;
pub(crate) mod heat;
pub(crate) mod paint;
pub(crate) mod scale;
pub(crate) mod stacked;
pub(crate) mod timeline;
pub(crate) mod tornado;

use maud::{Markup, html};

use super::palette::{LINE, QUIET};
use scale::Scale;

/// What a chart is called and what it shows, for those who do not see it. The id is unique on the page.
#[derive(Clone, Copy)]
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
}

/// A chart with its caption, its words for a screen reader and its key.
fn figure(told: &Told<'_>, height: i64, drawn: &Markup, key: &Markup) -> Markup {
    html! {
        figure.chart {
            figcaption { (told.title) }
            svg role="img" aria-labelledby={ (told.id) "-title " (told.id) "-told" } width="100%" height=(height) {
                title id={ (told.id) "-title" } { (told.title) }
                desc id={ (told.id) "-told" } { (told.told) }
                (drawn)
            }
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
    const TOP: f64 = 26.0;
    const BELOW: i64 = 42;

    /// A plot over these ranges, so many pixels high with its axes.
    fn new(x: (i64, i64), y: (i64, i64), height: i64) -> Self {
        let bottom = scale::real(height - Self::BELOW);
        Self { x: Scale::new(x, (3.0, 95.0)), y: Scale::new(y, (bottom, Self::TOP)), height }
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

    /// Gridlines with the values of both axes, and what they count.
    fn axes(&self, axes: &Axes<'_>) -> Markup {
        let bottom = self.height - Self::BELOW;
        html! {
            text x="0" y="10" fill=(QUIET) { (axes.up) }
            @for tick in self.y.ticks(5) {
                @let y = self.y.at(tick);
                line x1="0" x2="100%" y1=(px(y)) y2=(px(y)) stroke=(LINE) stroke-width="0.75" {}
                text x="100%" y=(px(y - 3.0)) text-anchor="end" fill=(QUIET) { ((axes.up_text)(tick)) }
            }
            @for tick in self.x.ticks(4) {
                @let x = self.x.at(tick);
                line x1=(percent(x)) x2=(percent(x)) y1=(bottom) y2=(bottom + 4) stroke=(QUIET) {}
                text x=(percent(x)) y=(bottom + 17) text-anchor=(anchor(x)) fill=(QUIET) { ((axes.across_text)(tick)) }
            }
            text x="0" y=(self.height - 4) fill=(QUIET) { (axes.across) }
        }
    }
}

/// Where a text begins so that it stays within the picture.
fn anchor(x: f64) -> &'static str {
    if x < 12.0 {
        "start"
    } else if x > 88.0 {
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
