//! Net growth against the base line: what a target of "+20 by March" counts.

use maud::html;

use super::sources;
use super::view::View;
use crate::report::document::Part;
use crate::report::page::html::shown;
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

/// The section.
pub(super) fn part(view: &View<'_>) -> Part {
    let panel = view.panel;
    let gained = panel.net_growth();
    let sign = if gained > 0 { "+" } else { "" };
    let table = table(view, gained);
    let markup = html! {
        p.big {
            "Net of carers who leave: " strong { (sign) (words::whole(gained)) " households" } " by " (view.horizon_month())
            ", from " (words::whole(panel.base_line)) " on " (base_line(view)) "."
        }
        (shown("In-house households, net of leavers", &table))
        p.note {
            "Leavers are expected, not known: " (words::percent(view.scenario.settings.supply.leavers_per_year))
            " of in-house households in a year"
            " (" (sources::of(view, "supply.leavers_per_year")) ")"
            ": the mean over the futures, rounded up. Approvals under way are likewise a mean, rounded down. Family and \
             friends are not counted."
        }
    };
    Part::new("net", "Net growth against the base line", markup).with([table])
}

/// The households are those of the scenario, whatever day its base line names.
fn base_line(view: &View<'_>) -> String {
    let settings = &view.scenario.settings;
    match settings.funnel.base_line {
        Some(day) if day != settings.date => {
            format!("the base line ({}; counted on {})", words::date(day), words::date(settings.date))
        }
        _ => words::date(settings.date),
    }
}

fn table(view: &View<'_>, gained: i64) -> Table {
    let panel = view.panel;
    let rows = [
        (format!("In-house households on {}", base_line(view)), panel.base_line),
        ("Expected to leave by the horizon".to_owned(), -panel.leavers),
        ("Approvals under way, expected by the horizon".to_owned(), panel.under_way),
        ("Households of this plan".to_owned(), view.households()),
        ("Net growth".to_owned(), gained),
        (format!("In-house households in {}", view.horizon_month()), panel.on_the_horizon()),
    ];
    Table {
        sheet: "Net growth".into(),
        file: None,
        columns: vec![Column::new("what", "What", 50), Column::new("households", "Households", 12)],
        rows: rows.into_iter().map(|(what, number)| vec![Cell::text(what), Cell::Whole(number)]).collect(),
    }
}
