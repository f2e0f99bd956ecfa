//! What the plan costs and saves, with the source and year of every unit cost.

use maud::html;

use super::one_page::{loss_or_gain, pounds};
use super::sources;
use super::view::View;
use crate::domain::{PencePerWeek, ProvisionKind, Sector};
use crate::report::document::Part;
use crate::report::page::draw::scale;
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
                Cell::text(sources::of_kind(view.kind(line))),
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
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (sector, cost) in &view.scenario.settings.costs.0 {
        let homes = view.scenario.households.iter().filter(|home| home.sector == *sector);
        let range = range(homes.map(|home| home.weekly_cost).chain([*cost]));
        rows.push(unit(
            called(*sector),
            range,
            sources::of_sector(view, *sector, *cost),
            format!("costs.{}", sector.word()),
        ));
    }
    for kind in ProvisionKind::ALL {
        let there = view.scenario.provisions.iter().filter(|each| each.kind == *kind).map(|each| each.weekly_cost);
        let key = format!("provision.{}", kind.word());
        let costs: Vec<PencePerWeek> = there.collect();
        if !costs.is_empty() {
            rows.push(unit(provided(*kind), range(costs), sources::of(view, &key), key));
        }
    }
    Table { sheet: "Unit costs".into(), file: None, columns, rows }
}

fn unit(what: &str, (least, most): (i64, i64), source: String, key: String) -> Vec<Cell> {
    let money = |pence| Cell::Money(PencePerWeek(pence));
    vec![Cell::text(what), money(least), money(most), Cell::text(source), Cell::text(key)]
}

fn range(costs: impl IntoIterator<Item = PencePerWeek>) -> (i64, i64) {
    scale::range(costs.into_iter().map(|cost| cost.0)).unwrap_or((0, 0))
}

fn called(sector: Sector) -> &'static str {
    match sector {
        Sector::InHouse => "Our own carers",
        Sector::Kinship => "Family and friends (kinship)",
        Sector::Ifa => "Independent fostering agency, known homes",
        Sector::OtherLa => "Another council\u{2019}s carers",
    }
}

fn provided(kind: ProvisionKind) -> &'static str {
    match kind {
        ProvisionKind::IfaFramework => "Agency placements, framework",
        ProvisionKind::IfaSpot => "Agency placements, spot purchase",
        ProvisionKind::Residential => "Residential care",
        ProvisionKind::Supported => "Supported accommodation",
    }
}
