//! What each match lacks, and the support or agreement that would mend it (National Minimum Standard 15).

use maud::{Markup, html};

use super::Section;
use crate::report::page::html::{MOST_ROWS, more, table, text, words as column};
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
        let heads = [column("Child"), column("Home"), column("What is lacking"), column("Support or agreement")];
        let all: Vec<_> = tables::support::rows(view).collect();
        let rows: Vec<Vec<Markup>> = all
            .iter()
            .take(MOST_ROWS)
            .map(|(child, here, support)| {
                vec![
                    text(view.name(*child)),
                    text(view.scenario.place_name(here.place)),
                    text(words::capital(&support.lacking)),
                    html! { (words::capital(&support.support)) small { (support.source) } },
                ]
            })
            .collect();
        html! {
            @if all.is_empty() { p { "No match lacks anything that the rules and preferences ask about." } }
            @else {
                p {
                    "National Minimum Standard 15 asks the placement plan to name what a match lacks and the training, \
                     resource or support that it needs. To be agreed before or when the child moves in."
                }
                (table("What matches lack, and what would mend it", &heads, &rows))
                (more(all.len(), "support.csv"))
            }
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        vec![tables::support::table(view)]
    }
}
