//! What the plan costs and saves, with the source and year of every unit cost.

use std::collections::BTreeMap;

use maud::html;

use super::one_page::{loss_or_gain, pounds};
use super::sources::{self, NO_COST_SOURCE};
use super::view::View;
use crate::domain::{PencePerWeek, Sector};
use crate::report::document::Part;
use crate::report::page::html::shown;
use crate::report::table::{Cell, Column, Table};

/// The section.
pub(super) fn part(view: &View<'_>) -> Part {
    let (middle, low, high) = view.panel.saving_a_year;
    let (costs, units) = (costs(view), units(view));
    let markup = html! {
        p {
            "Saving a year against the same futures without the plan, the plan\u{2019}s yearly cost taken off: "
            strong { (loss_or_gain(middle)) } " in the middle future, between " (loss_or_gain(low)) " and " (loss_or_gain(high))
            " in nine of ten. It is counted from all placements of all children in care on the day of the horizon, times \
             52 weeks; the cost of recruiting, " (pounds(view.panel.total.recruitment_cost)) " once, is not in it."
        }
        @if middle.0 < 0 {
            p { strong { "The plan costs more than it saves." } " What it buys is in the goals, not in the budget." }
        }
        (shown("What the plan costs", &costs))
        (shown("Unit costs and where they come from", &units))
    };
    Part::new("money", "Cost and saving", markup).with([costs, units])
}

fn costs(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("kind", "Kind of home, locality", 38),
        Column::new("households", "Households", 11),
        Column::new("once", "Cost to recruit all of them, once", 16),
        Column::new("yearly", "Cost of all of them a year, beside each child\u{2019}s", 16),
        Column::new("weekly", "Cost of each child a week", 12),
        Column::new("source", "Source", 40),
    ];
    let mut rows: Vec<Vec<Cell>> = view
        .panel
        .lines
        .iter()
        .map(|line| {
            vec![
                Cell::text(view.name(line)),
                Cell::Whole(line.households),
                line.recruitment_cost.into(),
                line.yearly_cost.into(),
                line.weekly_cost.into(),
                Cell::text(view.kind(line).source.as_deref().unwrap_or(NO_COST_SOURCE)),
            ]
        })
        .collect();
    let all = Cell::Whole(view.households());
    rows.push(vec![
        Cell::text("All"),
        all,
        view.panel.total.recruitment_cost.into(),
        view.panel.total.yearly_cost.into(),
        Cell::Blank,
        Cell::Blank,
    ]);
    Table { sheet: "Cost".into(), file: None, columns, rows }
}

/// What a child costs a week in each kind of placement that the scenario has.
fn units(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("what", "What a child costs a week", 44),
        Column::new("least", "Least a week", 12),
        Column::new("most", "Most a week", 12),
        Column::new("source", "Source", 50),
        Column::new("key", "Name of the source in [sources]", 24),
    ];
    let mut ranges: BTreeMap<(u8, &str), (PencePerWeek, PencePerWeek)> = BTreeMap::new();
    let mut take = |rank, word, cost: PencePerWeek| {
        let range = ranges.entry((rank, word)).or_insert((cost, cost));
        *range = (PencePerWeek(range.0.0.min(cost.0)), PencePerWeek(range.1.0.max(cost.0)));
    };
    for (sector, cost) in &view.scenario.settings.costs.0 {
        take(0, sector.word(), *cost);
    }
    for home in &view.scenario.households {
        take(1, home.sector.word(), home.weekly_cost);
    }
    for each in &view.scenario.provisions {
        take(2, each.kind.word(), each.weekly_cost);
    }
    let rows = ranges.into_iter().map(|((rank, word), (least, most))| {
        let (of, section) = match rank {
            0 => ("unless a home says otherwise", "costs"),
            1 => ("homes of the scenario", "costs"),
            _ => ("placements of the scenario", "provision"),
        };
        let key = format!("{section}.{word}");
        let source = sources::of_cost(view, &key);
        vec![
            Cell::text(format!("{}, {of}", called(word))),
            least.into(),
            most.into(),
            Cell::text(source),
            Cell::text(key),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    Table { sheet: "Unit costs".into(), file: None, columns, rows }
}

fn called(word: &str) -> &str {
    match word {
        word if word == Sector::InHouse.word() => "Our own carers",
        word if word == Sector::Kinship.word() => "Family and friends (kinship)",
        word if word == Sector::Ifa.word() => "Independent fostering agency",
        word if word == Sector::OtherLa.word() => "Another council\u{2019}s carers",
        "ifa_framework" => "Agency, framework",
        "ifa_spot" => "Agency, spot purchase",
        "residential" => "Residential care",
        "supported" => "Supported accommodation",
        other => other,
    }
}
