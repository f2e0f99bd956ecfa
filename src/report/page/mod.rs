//! `report.html`: one file that needs nothing else, for people and their printers.

pub(crate) mod draw;
pub(crate) mod html;
pub(crate) mod matrix;
pub(crate) mod palette;
pub(crate) mod picture;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::document::Document;
use super::words;
use crate::verify::Fault;

const STYLE: &str = include_str!("style.css");

/// The page of a report.
pub(super) fn document(document: &Document) -> String {
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(concat!("placewell ", env!("CARGO_PKG_VERSION")));
                title { (document.title) }
                style { (PreEscaped(palette::css())) (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the findings" }
                header { (top(document)) }
                nav aria-label="Contents" { (contents(document)) }
                main id="main" tabindex="-1" {
                    @if let Some(alert) = &document.alert { (alert) }
                    @for part in &document.parts {
                        section id=(part.id) aria-labelledby={ (part.id) "-title" } {
                            h2 id={ (part.id) "-title" } { (part.title) }
                            (part.markup)
                        }
                    }
                }
                footer { (foot(document)) }
            }
        }
    }
    .into_string()
}

fn top(document: &Document) -> Markup {
    html! {
        div.product { strong { "placewell" } " " span { "foster carer matching and sufficiency" } }
        h1 { (document.title) }
        p.lead { (document.date_is) " " (words::date(document.date)) }
        @if let Some(note) = &document.note {
            p.inset { (note) }
        }
        @for mode in &document.modes {
            p.inset { strong { (mode) } }
        }
    }
}

fn contents(document: &Document) -> Markup {
    html! {
        h2 { "Contents" }
        ol {
            @for part in &document.parts {
                li { a href={ "#" (part.id) } { (part.title) } }
            }
        }
    }
}

/// What stands above a result that the independent check rejected; `file` has every fault.
pub(super) fn rejected(faults: &[Fault], file: &str) -> Markup {
    html! {
        div.banner role="alert" {
            h2 { "This is not a proposal" }
            p { "The independent check found " (words::count(faults.len(), "fault", "faults")) ". Do not act on what follows." }
            ul {
                @for fault in faults.iter().take(html::MOST_ROWS) {
                    li { strong { (words::title(&fault.id)) } ": " (fault.concerns.join(", ")) " — " (fault.found) }
                }
            }
            (html::more(faults.len(), file))
        }
    }
}

fn foot(document: &Document) -> Markup {
    html! {
        p { strong { "It proposes; people decide." } " It has no view of a child\u{2019}s wishes and feelings, and knows only what the files say." }
        p.quiet {
            "Made by placewell " (env!("CARGO_PKG_VERSION")) " " (document.made) ". This page works without a network."
        }
    }
}
