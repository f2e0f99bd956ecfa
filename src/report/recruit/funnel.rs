//! The funnel backwards: from approvals to the enquiries that they take, and until when these can come in.

use maud::{Markup, html};

use super::phrases::{self, households};
use super::sources;
use super::view::View;
use crate::domain::Rate;
use crate::report::chart::{Chart, Form};
use crate::report::document::Part;
use crate::report::page::draw::Told;
use crate::report::page::draw::timeline::{Campaign, timeline};
use crate::report::page::html::shown;
use crate::report::page::palette::PROPOSED;
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

/// Campaigns drawn; the table has all.
const MOST_DRAWN: usize = 12;
const CAMPAIGN: &str = "Campaign";

/// The section.
pub(super) fn part(view: &View<'_>) -> Part {
    let (lines, campaign) = (lines(view), campaign(view));
    let markup = html! {
        (rates(view))
        @if view.panel.lines.is_empty() {
            p { "No campaign is needed." }
        } @else {
            (drawn(view))
            (shown("From approvals back to enquiries", &lines))
            (shown("The campaign, spread evenly", &campaign))
        }
    };
    let chart = Chart::of_columns(CAMPAIGN, Form::Lines, &[(2, PROPOSED)]).told(
        "The campaign, spread evenly",
        ("By", "Households approved so far"),
        "A line that rises to the horizon: households approved so far. The figures are in column C, those of enquiries in column B.",
    );
    Part::new("funnel", "When to start, and how many enquiries", markup).with([lines, campaign]).charted(chart)
}

/// The rates of the funnel, and where they come from.
fn rates(view: &View<'_>) -> Markup {
    let funnel = &view.scenario.settings.funnel;
    let rate =
        |key: &str, what: &str, rate: Rate| format!("{} of {what} ({})", words::percent(rate), sources::of(view, key));
    let months = sources::of(view, "funnel.months_to_approve");
    html! {
        ul {
            li { (rate("funnel.applications_per_enquiry", "enquiries become applications", funnel.applications_per_enquiry)) }
            li { (rate("funnel.approvals_per_application", "applications are approved", funnel.approvals_per_application)) }
            li { "From an enquiry to an approval: " (words::whole(funnel.months_to_approve)) " months (" (months) ")" }
        }
    }
}

fn drawn(view: &View<'_>) -> Markup {
    let all = &view.panel.lines;
    let names: Vec<String> = all.iter().take(MOST_DRAWN).map(|line| view.name(line)).collect();
    let horizon = view.horizon().unwrap_or(0);
    let campaign = |(line, name)| -> Campaign<'_> {
        let line: &crate::recruitment::Line = line;
        let name: &String = name;
        let (enquiries, applications) = (words::whole(line.enquiries), words::whole(line.applications));
        let brings = format!("{enquiries} enquiries, {applications} applications, {}", households(line.households));
        Campaign { name, last: line.start_month, approved: horizon, brings }
    };
    let campaigns: Vec<Campaign<'_>> = all.iter().zip(&names).map(campaign).collect();
    let until = |each: &Campaign<'_>| format!("{}: enquiries until {}", each.name, view.month(each.last));
    let told: Vec<String> = campaigns.iter().map(until).collect();
    let told = Told { id: "funnel-drawn", title: "Until when enquiries can come in", told: &told.join("; ") };
    html! {
        (timeline(&told, &campaigns, &|month| phrases::month(view.day(month))))
        @if all.len() > MOST_DRAWN { p.quiet { "Drawn are " (MOST_DRAWN) " of " (all.len()) "; the table has all." } }
    }
}

fn lines(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("kind", "Kind of home, locality", 38),
        Column::new("enquiries", "Enquiries", 11),
        Column::new("enquiries_a_month", "Enquiries a month, from now on", 13),
        Column::new("last", "Last enquiries by", 20),
        Column::new("applications", "Applications", 12),
        Column::new("approvals", "Approvals (households)", 12),
    ];
    let mut rows: Vec<Vec<Cell>> = view
        .panel
        .lines
        .iter()
        .map(|line| {
            let past = if line.start_month < 0 { " (past)" } else { "" };
            vec![
                Cell::text(view.name(line)),
                Cell::Whole(line.enquiries),
                line.enquiries_a_month.into(),
                Cell::text(format!("{}{past}", view.month(line.start_month))),
                Cell::Whole(line.applications),
                Cell::Whole(line.households),
            ]
        })
        .collect();
    let total = &view.panel.total;
    let (enquiries, applications) = (Cell::Whole(total.enquiries), Cell::Whole(total.applications));
    rows.push(vec![
        Cell::text("All"),
        enquiries,
        Cell::Blank,
        Cell::Blank,
        applications,
        Cell::Whole(total.households),
    ]);
    Table { sheet: "Funnel".into(), file: None, columns, rows }
}

fn campaign(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("day", "By", 18),
        Column::new("enquiries", "Enquiries so far", 12),
        Column::new("households", "Households approved so far", 14),
    ];
    let rows = view.panel.campaign.iter().map(|step| {
        vec![Cell::text(words::date(view.day(step.month))), Cell::Whole(step.enquiries), Cell::Whole(step.households)]
    });
    Table { sheet: CAMPAIGN.into(), file: None, columns, rows: rows.collect() }
}
