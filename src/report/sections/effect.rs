//! The proposal against what a duty desk does by hand.

use maud::{Markup, html};

use super::Section;
use crate::domain::{Child, Placement};
use crate::report::page::html::{MOST_ROWS, more, number, table, text, words as column};
use crate::report::tables::measures;
use crate::report::view::View;
use crate::report::words;

pub(super) struct Effect;

impl Section for Effect {
    fn id(&self) -> &'static str {
        "effect"
    }

    fn title(&self, _: &View<'_>) -> &'static str {
        "The difference from placing by hand"
    }

    fn html(&self, view: &View<'_>) -> Markup {
        let name = view.name_of_result();
        let heads = [column("Measure"), number(name), number("By hand"), number("Difference")];
        let rows: Vec<Vec<Markup>> = measures::of(view)
            .iter()
            .map(|each| {
                vec![
                    text(each.title),
                    text(each.proposal_text()),
                    text(each.baseline_text()),
                    text(each.difference_text()),
                ]
            })
            .collect();
        let differ: Vec<&Child> = view.scenario.in_scope().filter(|child| differs(view, child)).collect();
        html! {
            p {
                "By hand means: children by urgency, one at a time, each in the best home left; brothers and sisters are \
                 tried together and then split. It keeps the same rules. The cost counts placed children only, so placing \
                 more children can cost more."
            }
            (table("Head counts and cost", &heads, &rows))
            p { (words::children(differ.len())) " of " (view.proposal.counts.children) " would live elsewhere than by hand." }
            @if !differ.is_empty() {
                (table("Children who would live elsewhere", &[column("Child"), column("By hand"), column(name)], &moved(view, &differ)))
                (more(differ.len(), "result.json"))
            }
        }
    }
}

fn differs(view: &View<'_>, child: &Child) -> bool {
    let place = |placement: Option<Placement>| placement.map(|each| each.place);
    place(view.proposal.proposal.of(child.id)) != place(view.baseline.proposal.of(child.id))
}

fn moved(view: &View<'_>, children: &[&Child]) -> Vec<Vec<Markup>> {
    let rows = children.iter().take(MOST_ROWS).map(|child| {
        vec![
            text(&child.reference),
            lives(view, view.baseline.proposal.of(child.id)),
            lives(view, view.proposal.proposal.of(child.id)),
        ]
    });
    rows.collect()
}

fn lives(view: &View<'_>, placement: Option<Placement>) -> Markup {
    match placement {
        None => text("No place"),
        Some(there) => html! {
            (view.scenario.place_name(there.place)) small { (words::kind_of_place(view.scenario, there.place)) }
        },
    }
}
