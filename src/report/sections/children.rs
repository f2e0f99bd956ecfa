//! For each child the match, with its reasons.

use maud::{Markup, html};

use super::Section;
use crate::domain::{Child, Place};
use crate::explain::Match;
use crate::report::page::html::{MOST_ROWS, Tone, more, table, tag, text, words as column};
use crate::report::page::picture;
use crate::report::table::Table;
use crate::report::tables;
use crate::report::view::{Kind, Status, View};
use crate::report::words;

pub(super) struct Children;

impl Section for Children {
    fn id(&self) -> &'static str {
        "children"
    }

    fn title(&self, view: &View<'_>) -> &'static str {
        if view.stands() { "Each child\u{2019}s match" } else { "Where the rejected result puts each child" }
    }

    fn html(&self, view: &View<'_>) -> Markup {
        let heads = [column("Child"), column("Match"), column("Living there"), column("Why here")];
        let mut children: Vec<&Child> = view.scenario.in_scope().collect();
        let stay = view.scenario.children.len() - children.len();
        if children.len() > MOST_ROWS {
            children.sort_by_key(|child| child.urgency);
        }
        let rows: Vec<Vec<Markup>> = children.iter().take(MOST_ROWS).map(|child| row(view, child)).collect();
        html! {
            p {
                "Every match keeps every rule and limit that is switched on. \u{201c}Less than ideal\u{201d} names each \
                 preference that the match does not meet, with its points; fewer are better."
            }
            (table("Children to be placed", &heads, &rows))
            @if children.len() > MOST_ROWS { p.quiet { "Shown are those needed most urgently." } }
            (more(children.len(), "proposal.csv"))
            @if stay > 0 {
                p.quiet { (words::count(stay, "child stays", "children stay")) " where they live now and are not shown here; they are in " code { "proposal.csv" } "." }
            }
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        vec![tables::proposal::table(view)]
    }
}

fn row(view: &View<'_>, child: &Child) -> Vec<Markup> {
    let here = view.reasons(child.id).and_then(|reasons| reasons.here.as_ref());
    let there = view.proposal.proposal.of(child.id);
    vec![
        html! {
            (child.reference)
            small { (words::age_and_sex(child)) ", " (words::urgency(child.urgency)) }
            @if let Some(group) = child.group { small { "group " (view.scenario.groups[group.index()].reference) } }
        },
        there.map_or_else(|| tag(Tone::Bad, "No place"), |placement| place(view, child, placement.place)),
        company(view, child, here),
        match (there, here) {
            (None, _) => html! { "See " a href="#unmet" { "needs not met" } "." },
            (Some(_), Some(here)) => why(view, here),
            (Some(_), None) => text(""),
        },
    ]
}

fn place(view: &View<'_>, child: &Child, place: Place) -> Markup {
    let scenario = view.scenario;
    html! {
        (picture::key(Some(Kind::of(scenario, place)))) strong { (scenario.place_name(place)) }
        small { (words::kind_of_place(scenario, place)) }
        small { (words::miles(scenario.miles_from_home(child, place))) }
        @match view.proposal.status(child) {
            Status::Moved => {
                (tag(Tone::Plain, "Moves"))
                @if let Some(from) = child.current { small { "from " (scenario.place_name(from)) } }
            }
            Status::Stays => { (tag(Tone::Plain, "Stays")) }
            Status::New | Status::Unplaced => {}
        }
    }
}

fn company(view: &View<'_>, child: &Child, here: Option<&Match>) -> Markup {
    let scenario = view.scenario;
    let with = view.proposal.lives_with(child.id);
    let (siblings, others): (Vec<_>, Vec<_>) =
        with.into_iter().partition(|other| scenario.are_siblings(child.id, *other));
    let apart = view.proposal.separated_from(child.id);
    html! {
        @if view.proposal.proposal.of(child.id).is_some() {
            @if !siblings.is_empty() { div { "With siblings " (words::and(&view.names(&siblings))) } }
            @if !others.is_empty() { div { "With " (words::and(&view.names(&others))) } }
            @if siblings.is_empty() && others.is_empty() { div { "No other child placed there" } }
        }
        @if !apart.is_empty() { div { "Apart from " (words::and(&view.names(&apart))) } }
        @if let Some(bedroom) = here.and_then(|here| here.bedroom.as_ref()) { small { "Bedroom: " (bedroom) } }
    }
}

fn why(view: &View<'_>, here: &Match) -> Markup {
    html! {
        @if here.points.is_empty() && here.score.is_none_or(|score| score == 0) {
            @match here.place {
                Place::Home(_) => "Meets every preference.",
                Place::Provision(_) => "Not a known home: preferences other than distance cannot be weighed.",
            }
        }
        @else {
            "Less than ideal:"
            ul {
                @for (id, points, found) in &here.points {
                    li { (words::title(id)) ": " (found) " (" (words::points(*points)) ")" }
                }
                @if let Some(score) = here.score.filter(|score| *score != 0) {
                    li { "The service\u{2019}s own score (" (words::points(score)) ")" }
                }
            }
        }
        @for lifted in &here.lifted { div { (tag(Tone::Doubt, "Lifted")) " " (words::objection(lifted)) } }
        @if !here.equally_good.is_empty() {
            small { (words::equally_good(view.scenario, &here.equally_good)) }
        }
        @if !here.support.is_empty() {
            small { a href="#support" { (words::count(here.support.len(), "thing", "things")) " to agree or provide" } }
        }
    }
}
