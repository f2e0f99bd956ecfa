//! What parts are filled with, told apart in black and white as well, and the key to them.

use maud::{Markup, html};

use crate::report::page::palette::{BAD, BAD_WASH, Colour, INK, OPEN, PAPER, PROPOSED, QUIET, WASH};

/// What a part is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    /// Dark: what matters most.
    Dark,
    /// Light.
    Light,
    /// Stripes: what does not serve.
    Stripes,
    /// Dots: what is held back.
    Dots,
    /// White with a border: what is left.
    White,
}

impl Paint {
    /// `fill` of a shape; patterns are those of the chart with this id.
    pub(crate) fn fill(self, id: &str) -> String {
        match self {
            Self::Dark => PROPOSED.to_owned(),
            Self::Light => OPEN.to_owned(),
            Self::Stripes => format!("url(#{id}-stripes)"),
            Self::Dots => format!("url(#{id}-dots)"),
            Self::White => PAPER.to_owned(),
        }
    }

    /// The border of a shape.
    pub(crate) fn edge(self) -> Colour {
        match self {
            Self::Dark => PROPOSED,
            Self::Light | Self::White => INK,
            Self::Stripes => BAD,
            Self::Dots => QUIET,
        }
    }

    /// The colour of text upon it.
    pub(crate) fn ink(self) -> Colour {
        if self == Self::Dark { PAPER } else { INK }
    }

    /// Whether text upon it needs a ground of its own to be read.
    pub(crate) fn is_busy(self) -> bool {
        matches!(self, Self::Stripes | Self::Dots)
    }
}

/// The patterns of the chart with this id.
pub(crate) fn patterns(id: &str) -> Markup {
    html! {
        defs {
            pattern id={ (id) "-stripes" } width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect width="7" height="7" fill=(PAPER) {}
                rect width="3" height="7" fill=(BAD) opacity="0.55" {}
                rect width="7" height="7" fill=(BAD_WASH) opacity="0.35" {}
            }
            pattern id={ (id) "-dots" } width="7" height="7" patternUnits="userSpaceOnUse" {
                rect width="7" height="7" fill=(WASH) {}
                circle cx="3.5" cy="3.5" r="1.5" fill=(QUIET) {}
            }
        }
    }
}

/// The key: what each paint means.
pub(crate) fn key(id: &str, meanings: &[(Paint, &str)]) -> Markup {
    html! {
        ul.chips.key-list {
            @for (paint, meaning) in meanings {
                li {
                    svg.inline width="18" height="18" aria-hidden="true" {
                        rect x="1" y="1" width="16" height="16" fill=(paint.fill(id)) stroke=(paint.edge()) {}
                    }
                    (meaning)
                }
            }
        }
    }
}
