//! What the words of the report mean, and what they rest on.

use maud::{Markup, html};

use super::shown::Shown;
use super::terminal::mode;
use crate::report::document::Part;

pub(super) fn part(shown: &Shown<'_>) -> Part {
    let markup = html! {
        p { (rests_on(shown)) }
        ul {
            @for (word, meaning) in MEANINGS {
                li { strong { (word) } ": " (meaning) }
            }
        }
        p { (mode(shown.spread)) }
        @if shown.spread.disclosure {
            p {
                "Noughts are shown. For every suppressed count there is another set of children and homes that agrees with all \
                 that is shown here and differs in that count, so that no sum or difference gives it back. A reader may narrow \
                 it to a range, and may know things from elsewhere. Fewer dimensions (" code { "--by" } ") suppress less."
            }
        }
    };
    Part::new("how", "What is counted, and how", markup)
}

const MEANINGS: [(&str, &str); 8] = [
    (
        "To be matched",
        "children without a placement, and those who may move. The others stay where they are and fill their places.",
    ),
    (
        "Short of a home",
        "to be matched, foster care is not unsuitable, and the proposal finds no in-house or kinship home: with an agency, \
         with another council\u{2019}s carers, in residential or supported care, or nowhere. This is the recruitment gap, in children.",
    ),
    ("Filled", "children who would live in the home, with those who stay."),
    (
        "Above approval",
        "children beyond the approved number. Places and children above approval together are what is filled, usable, mismatched and held.",
    ),
    (
        "Usable",
        "free places, up to the number of children short of a home elsewhere who could all move in together beside those who \
         live there, by every rule and limit. Places left over when all of those are counted are spare, and usable too, unless \
         the home is closed to every child to be matched who lives elsewhere.",
    ),
    (
        "Mismatched",
        "free places that those children cannot fill. Named is the rule or limit that keeps out most of them.",
    ),
    (
        "Held",
        "free places in a home that takes nobody now: on hold, not available, or available only after the last day on which anybody could wait.",
    ),
    ("Short, usable and mismatched", "are counted home by home: the same child may fit several free places."),
];

fn rests_on(shown: &Shown<'_>) -> Markup {
    let findings = &shown.sufficiency.findings;
    html! {
        "Everything is counted from one proposal, the same as of " code { "placewell match" } ". "
        @if findings.verdict.stands() {
            "An independent check asked every rule and limit of it again and found no fault. "
        } @else {
            "The independent check rejected it: do not rely on this report. "
        }
        @if findings.outcome.is_proven() {
            "It is proved that no lawful proposal is better in the order of priorities; another that is as good may count otherwise."
        } @else {
            "It is not proved to be the best: with more time fewer children may be short of a home."
        }
    }
}
