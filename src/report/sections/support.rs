//! What each match lacks, and the support or agreement that would mend it (National Minimum Standard 15).

use maud::{Markup, html};

use super::Section;
use crate::domain::ChildId;
use crate::explain::Match;
use crate::report::page::html::{MOST_CHILDREN, more_than, table, text, words as column};
use crate::report::table::Table;
use crate::report::tables;
use crate::report::view::View;
use crate::report::words;

pub(super) struct Support;

impl Section for Support {
    fn id(&self) -> &'static str {
        "support"
    }

    fn title(&self, _: &View<'_>) -> &'static str {
        "Support and agreements that the matches need"
    }

    fn html(&self, view: &View<'_>) -> Markup {
        let heads = [column("Child"), column("Home"), column("What is lacking, and what would mend it")];
        let all: Vec<(ChildId, &Match)> = view
            .findings
            .reasons
            .children
            .iter()
            .filter_map(|each| Some((each.child, each.here.as_ref()?)))
            .filter(|(_, here)| !here.support.is_empty())
            .collect();
        let rows: Vec<Vec<Markup>> =
            all.iter().take(MOST_CHILDREN).map(|(child, here)| row(view, *child, here)).collect();
        html! {
            @if all.is_empty() { p { "No match lacks anything that the rules and preferences ask about." } }
            @else {
                p {
                    "National Minimum Standard 15 asks the placement plan to name what a match lacks and the training, \
                     resource or support that it needs. To be agreed before or when the child moves in."
                }
                (table("What matches lack, and what would mend it", &heads, &rows))
                (more_than(MOST_CHILDREN, all.len(), "support.csv"))
            }
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        vec![tables::support::table(view)]
    }
}

fn row(view: &View<'_>, child: ChildId, here: &Match) -> Vec<Markup> {
    vec![
        text(view.name(child)),
        text(view.scenario.place_name(here.place)),
        html! {
            ul {
                @for need in &here.support {
                    li {
                        strong { (words::capital(&need.lacking)) ". " }
                        (words::capital(&need.support)) "."
                        small { (need.source) }
                    }
                }
            }
        },
    ]
}
