//! A picture of who could live where: a row for each child, a column for each place.

use maud::{Markup, html};

use super::palette::{INK, LINE, OPEN, PAPER, PROPOSED, QUIET};

/// How a place stands to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The proposed place.
    Proposed,
    /// Open by every rule about the two.
    Open,
    /// One objection only.
    Near,
    /// Two or more objections.
    Closed,
}

impl Mark {
    /// Whether the place is open to the child.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Open)
    }

    /// Every mark with what it means.
    pub(crate) const KEY: &'static [(Self, &'static str)] = &[
        (Self::Proposed, "would live here"),
        (Self::Open, "open by every rule"),
        (Self::Near, "one objection only"),
        (Self::Closed, "two or more objections"),
    ];
}

/// The width that a picture should fill if it can.
const PAGE: usize = 1_060;

/// The picture: labels of rows and columns, and the marks row by row.
pub(crate) fn matrix(rows: &[&str], columns: &[&str], marks: &[Vec<Mark>], told: &str) -> Markup {
    let left = 8 * widest(rows) + 14;
    let top = 8 * widest(columns) + 10;
    let cell = (PAGE - left).checked_div(columns.len()).unwrap_or(0).clamp(13, 22);
    let (width, height) = (left + cell * columns.len() + 8, top + cell * rows.len() + 8);
    html! {
        svg role="img" aria-labelledby="matrix-title matrix-told" width=(width) height=(height)
            viewBox={ "0 0 " (width) " " (height) } {
            title id="matrix-title" { "Who could live where" }
            desc id="matrix-told" { (told) }
            @for (i, name) in columns.iter().enumerate() {
                text transform=(format!("translate({} {}) rotate(-90)", left + i * cell + cell / 2 + 4, top - 6)) {
                    (short(name)) @if is_long(name) { title { (name) } }
                }
            }
            @for (i, (name, marks)) in rows.iter().zip(marks).enumerate() {
                @let y = top + i * cell;
                @if i % 5 == 0 {
                    line x1="0" x2=(width) y1=(y) y2=(y) stroke=(LINE) stroke-width="0.5" {}
                }
                text x=(left - 6) y=(y + cell / 2 + 4) text-anchor="end" {
                    (short(name)) @if is_long(name) { title { (name) } }
                }
                @for (j, each) in marks.iter().enumerate() { (mark(*each, left + j * cell, y, cell)) }
            }
        }
    }
}

/// The meaning of the marks.
pub(crate) fn key() -> Markup {
    html! {
        ul.chips.key-list {
            @for (each, meaning) in Mark::KEY {
                li {
                    svg.inline width="18" height="18" aria-hidden="true" { (mark(*each, 0, 0, 18)) }
                    (meaning)
                }
            }
        }
    }
}

/// Shapes differ as colours do, so that a print in black and white can be read.
fn mark(mark: Mark, x: usize, y: usize, cell: usize) -> Markup {
    let (cx, cy) = (x + cell / 2, y + cell / 2);
    let side = cell - 3;
    html! {
        @match mark {
            Mark::Proposed => {
                rect x=(x + 1) y=(y + 1) width=(side) height=(side) fill=(PROPOSED) {}
                circle cx=(cx) cy=(cy) r=(cell / 5) fill=(PAPER) {}
            }
            Mark::Open => { rect x=(x + 1) y=(y + 1) width=(side) height=(side) fill=(OPEN) {} }
            Mark::Near => {
                rect x=(x + 3) y=(y + 3) width=(cell - 7) height=(cell - 7) fill="none" stroke=(INK) stroke-width="1.2" {}
            }
            Mark::Closed => { circle cx=(cx) cy=(cy) r="1" fill=(QUIET) {} }
        }
    }
}

const LONGEST: usize = 14;

fn is_long(name: &str) -> bool {
    name.chars().count() > LONGEST
}

fn short(name: &str) -> String {
    if is_long(name) { name.chars().take(LONGEST - 1).chain(['\u{2026}']).collect() } else { name.to_owned() }
}

fn widest(names: &[&str]) -> usize {
    names.iter().map(|name| name.chars().count().min(LONGEST)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_and_shortened() {
        let long = "x".repeat(200);
        let drawn = matrix(&["<script>"], &["\"H", &long], &[vec![Mark::Proposed, Mark::Near]], "1 of 2").into_string();
        assert!(drawn.contains("&lt;script&gt;") && !drawn.contains("<script>"), "{drawn}");
        assert!(drawn.contains(&format!("<title>{long}</title>")), "the whole name is there to be pointed at");
        assert!(drawn.contains(&format!("{}\u{2026}", "x".repeat(LONGEST - 1))), "{drawn}");
    }
}
