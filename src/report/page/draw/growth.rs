//! How something grows with size: lines on two logarithmic axes, so that a straight line is a power.

use maud::{Markup, html};

use super::{Told, anchor, framed, nothing, percent, px};
use crate::report::page::palette::{BAD, Colour, INK, LINE, PAPER, PROPOSED, QUIET};

/// One line: its name and its points by size.
pub(crate) struct Series<'s> {
    pub(crate) name: &'s str,
    pub(crate) points: Vec<Point>,
}

/// One size: the least, the middle and the most that was measured. Numbers that are not above 0 are not drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    pub(crate) size: f64,
    pub(crate) low: f64,
    pub(crate) middle: f64,
    pub(crate) high: f64,
    /// Whether it is only known to be at least that.
    pub(crate) is_bound: bool,
}

impl Point {
    fn is_drawn(&self) -> bool {
        [self.size, self.low, self.middle, self.high].into_iter().all(|number| number.is_finite() && number > 0.0)
    }
}

const HEIGHT: i64 = 320;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 284.0;
const AXIS: i64 = 296;

/// Lines are told apart by the shape of their points and by dashes, as well as by colour.
const LOOKS: [(Shape, Colour, &str); 6] = [
    (Shape::Circle, PROPOSED, ""),
    (Shape::Square, INK, "7 4"),
    (Shape::Triangle, BAD, "2 3"),
    (Shape::Diamond, QUIET, "1 5"),
    (Shape::Square, BAD, "9 3 2 3"),
    (Shape::Triangle, PROPOSED, "4 4"),
];

#[derive(Clone, Copy)]
enum Shape {
    Circle,
    Square,
    Triangle,
    Diamond,
}

/// An axis: values by their logarithm.
#[derive(Clone, Copy)]
struct Log {
    values: (f64, f64),
    positions: (f64, f64),
}

impl Log {
    fn new(values: impl Iterator<Item = f64>, positions: (f64, f64)) -> Option<Self> {
        let (low, high) = values.fold((f64::INFINITY, 0.0_f64), |(low, high), each| (low.min(each), high.max(each)));
        // Room for two values of the axis at least, even where all that was measured is one value.
        let room = match high / low {
            wide if wide > 8.0 => 1.15,
            some if some > 1.5 => 2.0,
            _ => 3.0,
        };
        (high > 0.0).then(|| Self { values: (low / room, high * room), positions })
    }

    fn at(&self, value: f64) -> f64 {
        let (low, high) = (self.values.0.log10(), self.values.1.log10());
        self.positions.0 + (value.log10() - low) / (high - low) * (self.positions.1 - self.positions.0)
    }

    /// Powers of ten; where they are few, their twofold and fivefold as well.
    fn ticks(&self) -> Vec<f64> {
        let within = |value: &f64| (self.values.0..=self.values.1).contains(value);
        let decades = (-9..=12).map(|power| 10_f64.powi(power));
        let tens: Vec<f64> = decades.clone().filter(within).collect();
        if tens.len() > 2 {
            return tens;
        }
        decades.flat_map(|ten| [ten, 2.0 * ten, 5.0 * ten]).filter(within).collect()
    }
}

/// The lines; `across` and `up` say what the axes count.
pub(crate) fn growth(told: &Told<'_>, across: &str, up: &str, series: &[Series<'_>]) -> Markup {
    let all = || series.iter().flat_map(|each| &each.points).filter(|point| point.is_drawn());
    let (Some(x), Some(y)) = (
        Log::new(all().map(|point| point.size), (3.0, 90.0)),
        Log::new(all().flat_map(|point| [point.low, point.high]), (BOTTOM, TOP)),
    ) else {
        return nothing(told);
    };
    let drawn = html! {
        @for tick in y.ticks() {
            line x1="0" x2="100%" y1=(px(y.at(tick))) y2=(px(y.at(tick))) stroke=(LINE) stroke-width="0.75" {}
        }
        svg aria-hidden="true" width="100%" height=(HEIGHT) viewBox={ "0 0 1000 " (HEIGHT) } preserveAspectRatio="none" {
            @for (each, (_, colour, dashes)) in series.iter().zip(LOOKS) {
                path d=(line(each, x, y)) fill="none" stroke=(colour) stroke-width="2" vector-effect="non-scaling-stroke"
                    stroke-dasharray=[(!dashes.is_empty()).then_some(dashes)] {}
            }
        }
        @for (each, (shape, colour, _)) in series.iter().zip(LOOKS) {
            @for point in each.points.iter().filter(|point| point.is_drawn()) {
                @let left = percent(x.at(point.size));
                line x1=(left) x2=(left) y1=(px(y.at(point.low))) y2=(px(y.at(point.high))) stroke=(colour) stroke-width="1.5" {}
                (mark(shape, &left, y.at(point.middle), colour, point.is_bound))
            }
        }
        line x1="0" x2="100%" y1=(AXIS) y2=(AXIS) stroke=(QUIET) {}
        @for tick in y.ticks() {
            text x="100%" y=(px(y.at(tick) - 3.0)) text-anchor="end" fill=(QUIET) stroke=(PAPER) stroke-width="3"
                paint-order="stroke" { (written(tick)) }
        }
        @for tick in x.ticks() {
            @let left = x.at(tick);
            line x1=(percent(left)) x2=(percent(left)) y1=(AXIS) y2=(AXIS + 4) stroke=(QUIET) {}
            text x=(percent(left)) y=(AXIS + 18) text-anchor=(anchor(left, "")) fill=(QUIET) { (written(tick)) }
        }
    };
    framed(told, (up, across), HEIGHT, &drawn, &key(series))
}

fn line(series: &Series<'_>, x: Log, y: Log) -> String {
    let points = series.points.iter().filter(|point| point.is_drawn());
    let each = points.map(|point| format!("{:.2} {:.2}", x.at(point.size) * 10.0, y.at(point.middle)));
    let all: Vec<String> = each.collect();
    if all.len() > 1 { format!("M{}", all.join("L")) } else { "M0 0".to_owned() }
}

/// A point; hollow where the value is only known to be at least that.
fn mark(shape: Shape, left: &str, top: f64, colour: Colour, is_hollow: bool) -> Markup {
    let fill = if is_hollow { PAPER } else { colour };
    let path = match shape {
        Shape::Circle => "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z",
        Shape::Square => "M-4.5 -4.5H4.5V4.5H-4.5Z",
        Shape::Triangle => "M0 -5.5L5.5 4.5H-5.5Z",
        Shape::Diamond => "M0 -6L6 0L0 6L-6 0Z",
    };
    // A path has no position in percent; a picture within the picture has.
    html! {
        svg x=(left) y=(px(top)) width="1" height="1" overflow="visible" {
            path d=(path) fill=(fill) stroke=(colour) stroke-width="2" {}
        }
    }
}

fn key(series: &[Series<'_>]) -> Markup {
    let has_bounds = series.iter().flat_map(|each| &each.points).any(|point| point.is_drawn() && point.is_bound);
    html! {
        ul.chips.key-list {
            @for (each, (shape, colour, dashes)) in series.iter().zip(LOOKS) {
                li {
                    svg.inline width="34" height="18" aria-hidden="true" {
                        line x1="0" x2="34" y1="9" y2="9" stroke=(colour) stroke-width="2"
                            stroke-dasharray=[(!dashes.is_empty()).then_some(dashes)] {}
                        (mark(shape, "17", 9.0, colour, false))
                    }
                    (each.name)
                }
            }
            @if has_bounds { li { "hollow: not finished, at least this" } }
        }
    }
}

/// A tick as people write it: `0.01`, `5`, `20k`, `1m`.
fn written(tick: f64) -> String {
    if tick >= 999_999.0 {
        format!("{:.0}m", tick / 1e6)
    } else if tick >= 9_999.0 {
        format!("{:.0}k", tick / 1e3)
    } else if tick >= 0.999 {
        format!("{tick:.0}")
    } else {
        let places = usize::from(tick < 0.099) + usize::from(tick < 0.009_9) + usize::from(tick < 0.000_99) + 1;
        format!("{tick:.places$}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::is_sound;
    use super::*;

    fn point(size: f64, middle: f64) -> Point {
        Point { size, low: middle / 2.0, middle, high: middle * 2.0, is_bound: false }
    }

    fn drawn(series: &[Series<'_>]) -> String {
        let told = Told { id: "growth", title: "Time against size", told: "grows" };
        growth(&told, "children", "seconds", series).into_string()
    }

    #[test]
    fn a_power_is_a_straight_line() {
        let axis = Log::new([10.0, 1_000.0].into_iter(), (0.0, 100.0)).expect("values");
        let (a, b, c) = (axis.at(10.0), axis.at(100.0), axis.at(1_000.0));
        assert!((b - a - (c - b)).abs() < 1e-9 && a > 0.0 && c < 100.0);
        assert_eq!(axis.ticks(), [10.0, 100.0, 1_000.0]);
    }

    #[test]
    fn lines_points_and_the_key_are_there_and_escaped() {
        let bound = Point { is_bound: true, ..point(800.0, 60.0) };
        let page = drawn(&[
            Series { name: "<placewell>", points: vec![point(20.0, 0.03), point(150.0, 0.4), point(800.0, 9.0)] },
            Series { name: "naive", points: vec![point(20.0, 0.2), bound] },
        ]);
        is_sound(&page);
        assert!(page.contains("&lt;placewell&gt;") && page.contains("hollow: not finished"), "{page}");
        assert_eq!(page.matches("overflow=\"visible\"").count(), 5 + 2, "five points and two in the key");
    }

    #[test]
    fn nothing_nought_and_one_point() {
        assert!(drawn(&[]).contains("nothing to draw"));
        assert!(
            drawn(&[Series { name: "x", points: vec![point(0.0, 1.0), point(1.0, 0.0)] }]).contains("nothing to draw")
        );
        is_sound(&drawn(&[Series { name: "x", points: vec![point(20.0, 0.5)] }]));
        is_sound(&drawn(&[Series { name: "x", points: vec![point(1e-9, 1e12), point(f64::NAN, 1.0)] }]));
    }

    #[test]
    fn ticks_are_written_shortly() {
        let ticks = [0.001, 0.02, 0.5, 1.0, 200.0, 10_000.0, 2_000_000.0].map(written);
        assert_eq!(ticks, ["0.001", "0.02", "0.5", "1", "200", "10k", "2m"]);
    }
}
