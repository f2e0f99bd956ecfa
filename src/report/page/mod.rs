//! `report.html`: one file that needs nothing else, for people and their printers.

pub(crate) mod html;
pub(crate) mod matrix;
pub(crate) mod palette;
pub(crate) mod picture;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::sections;
use super::view::View;
use super::words;

const STYLE: &str = include_str!("style.css");

/// The page.
pub(super) fn page(view: &View<'_>) -> String {
    let title = heading(view);
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(concat!("placewell ", env!("CARGO_PKG_VERSION")));
                title { (title) }
                style { (PreEscaped(palette::css())) (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the findings" }
                header { (top(view, &title)) }
                nav aria-label="Contents" { (contents(view)) }
                main id="main" tabindex="-1" {
                    (rejected(view))
                    @for section in sections::ALL {
                        section id=(section.id()) aria-labelledby={ (section.id()) "-title" } {
                            h2 id={ (section.id()) "-title" } { (section.title(view)) }
                            (section.html(view))
                        }
                    }
                }
                footer { (foot(view)) }
            }
        }
    }
    .into_string()
}

/// A result with faults is never called a proposal.
fn heading(view: &View<'_>) -> String {
    let what = if view.stands() { "Proposed placements" } else { "Rejected: not a proposal" };
    format!("{what}: {}", view.scenario.settings.name)
}

fn top(view: &View<'_>, title: &str) -> Markup {
    html! {
        div.product { strong { "placewell" } " " span { "foster carer matching and sufficiency" } }
        h1 { (title) }
        p.lead { "Planning date " (words::date(view.scenario.settings.date)) }
        @if let Some(note) = &view.scenario.settings.note {
            p.inset { (note) }
        }
    }
}

fn contents(view: &View<'_>) -> Markup {
    html! {
        h2 { "Contents" }
        ol {
            @for section in sections::ALL {
                li { a href={ "#" (section.id()) } { (section.title(view)) } }
            }
        }
    }
}

fn rejected(view: &View<'_>) -> Markup {
    let faults = &view.findings.verdict.faults;
    html! {
        @if !view.stands() {
            div.banner role="alert" {
                h2 { "This is not a proposal" }
                p { "The independent check found " (words::count(faults.len(), "fault", "faults")) ". Do not act on what follows." }
                ul {
                    @for fault in faults.iter().take(html::MOST_ROWS) {
                        li { strong { (words::title(&fault.id)) } ": " (fault.concerns.join(", ")) " — " (fault.found) }
                    }
                }
                (html::more(faults.len(), "result.json"))
            }
        }
    }
}

fn foot(view: &View<'_>) -> Markup {
    html! {
        p { strong { "It proposes; people decide." } " It has no view of a child\u{2019}s wishes and feelings, and knows only what the files say." }
        p.quiet {
            "Made by placewell " (env!("CARGO_PKG_VERSION")) " with " (view.findings.outcome.backend)
            " from " (words::count(view.findings.reading.inputs.len(), "file", "files")) ". This page works without a network."
        }
    }
}
