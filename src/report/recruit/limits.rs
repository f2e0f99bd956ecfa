//! What the model does not see, in plain words.

use maud::html;

use super::view::View;
use crate::report::document::Part;

/// What a reader should know before relying on the plan.
const LIMITS: &[&str] = &[
    "It knows only what the files say. It has no view of a child\u{2019}s wishes and feelings, of a carer\u{2019}s skill, or of how \
     two families would get on.",
    "Futures are drawn from assumptions, not foretold. If children arrive otherwise than assumed, the plan may hold less \
     often than is said here. The interval beside the reached share is sampling error only: it does not cover wrong \
     assumptions.",
    "On the day of the horizon every child who came since the planning date is matched at once. A real service places them \
     day by day and cannot wait for the best fit, so it will do somewhat worse with the same homes.",
    "Nobody is moved to make room: children who have a home keep it, but for those of whom the file says that they may \
     move.",
    "On the day of the horizon all new households are there, and none of them has left again. Carers of today leave at one \
     rate, whoever they are.",
    "The funnel has one rate for every kind of home. Carers for teenagers or for large groups of brothers and sisters may \
     be harder to find than the plan says.",
    "Whether so many households of a kind can be found at all in a locality is not known, unless the catalogue gives a \
     most for it.",
    "Agencies, other councils and residential homes are taken to be there as today, at today\u{2019}s prices.",
    "Costs and savings are those of placements. Social workers\u{2019} time, training and the cost of a move that need not \
     have been made are not counted. A child for whom there is no place at all is reckoned at the cost of an agency.",
];

/// The section.
pub(super) fn part(_: &View<'_>) -> Part {
    let markup = html! { ul { @for limit in LIMITS { li { (limit) } } } };
    Part::new("limits", "What the model does not see", markup)
}
