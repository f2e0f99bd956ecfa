//! What is assumed, where it comes from, and how the plan was made.

use maud::html;

use super::phrases;
use super::sources;
use super::tornado;
use super::view::View;
use crate::domain::Demand;
use crate::report::document::Part;
use crate::report::page::html::shown;
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

/// The section.
pub(super) fn part(view: &View<'_>) -> Part {
    let (assumed, made, given) = (assumed(view), made(view), given(view));
    let markup = html! {
        p {
            "Futures are drawn from the assumptions below: groups of brothers and sisters arrive, children grow older and \
             leave, carers leave, approvals under way arrive. Every number can be changed in "
            code { "scenario.toml" } "; change one that you doubt and run again."
        }
        (shown("What is assumed of the months to come", &assumed))
        @if !given.rows.is_empty() { (shown("Sources given in the scenario", &given)) }
        (shown("How the plan was made", &made))
    };
    Part::new("method", "What is assumed, and how the plan was made", markup).with([assumed, given, made])
}

fn assumed(view: &View<'_>) -> Table {
    let settings = &view.scenario.settings;
    let supply = &settings.supply;
    let mut rows: Vec<(&str, String, &str)> = Vec::new();
    if let Some(demand) = &settings.demand {
        rows.extend(of_demand(demand));
    }
    rows.push((
        "Carers who leave in a year, of in-house households",
        words::percent(supply.leavers_per_year),
        "supply.leavers_per_year",
    ));
    rows.push((
        "Held households that take children again after a month",
        words::percent(supply.released_per_month),
        "supply.released_per_month",
    ));
    let under_way: i64 = supply.pipeline.iter().map(|approval| approval.households).sum();
    rows.push(("Approvals under way", phrases::households(under_way), "supply.pipeline"));
    let rows = rows.into_iter().map(|(what, value, key)| {
        let value = if value.is_empty() { "none".to_owned() } else { value };
        vec![Cell::text(what), Cell::text(value), Cell::text(sources::of(view, key)), Cell::text(key)]
    });
    let columns = vec![
        Column::new("what", "What is assumed", 46),
        Column::new("value", "Value", 34),
        Column::new("source", "Source", 40),
        Column::new("key", "Key in scenario.toml", 26),
    ];
    Table { sheet: "Assumptions".into(), file: None, columns, rows: rows.collect() }
}

fn of_demand(demand: &Demand) -> Vec<(&'static str, String, &'static str)> {
    let shares = |all: Vec<String>| all.join(", ");
    let sizes = demand.group_sizes.iter().map(|(size, share)| format!("{size}: {}", words::percent(*share)));
    let ages = demand.ages.iter().map(|(band, share)| format!("{band}: {}", words::percent(*share)));
    let stays =
        demand.stays.iter().map(|stay| format!("{} to {} weeks: {}", stay.from, stay.to, words::percent(stay.share)));
    let needs = demand.needs.iter().map(|(need, share)| format!("{need}: {}", words::percent(*share)));
    let mut rows = vec![
        (
            "Groups of brothers and sisters that arrive in a month, single children included",
            demand.groups_per_month.to_string(),
            "demand.groups_per_month",
        ),
        ("Growth of arrivals in a year", words::percent(demand.growth_per_year), "demand.growth_per_year"),
        ("Children in a group", shares(sizes.collect()), "demand.group_sizes"),
        ("Age of the youngest of a group", shares(ages.collect()), "demand.ages"),
        ("How long children stay", shares(stays.collect()), "demand.stays"),
        ("Needs of children", shares(needs.collect()), "demand.needs"),
    ];
    if let Some(burst) = demand.burst {
        let value = format!("{} a year, {} children", burst.per_year, burst.children);
        rows.push(("Days on which many arrive at once", value, "demand.burst"));
    }
    rows
}

fn given(view: &View<'_>) -> Table {
    let columns = vec![Column::new("key", "Key in scenario.toml", 34), Column::new("source", "Source", 70)];
    let rows = view
        .scenario
        .settings
        .sources
        .iter()
        .map(|(key, source)| vec![Cell::text(key.as_str()), Cell::text(source.as_str())]);
    Table { sheet: "Sources".into(), file: None, columns, rows: rows.collect() }
}

fn made(view: &View<'_>) -> Table {
    let (found, plan) = (view.found, &view.found.plan);
    let calibrated = found.calibration.len() > 1;
    let proved = match (found.plan_was_given(), plan.is_proven()) {
        (true, _) => "the plan was given, not sought".to_owned(),
        (false, true) if calibrated => {
            "yes: no cheaper plan does what the programme, as strict as calibration made it, asks for".to_owned()
        }
        (false, true) => "yes: no cheaper plan keeps the promise in the programme".to_owned(),
        (false, false) => "no".to_owned(),
    };
    let mut items = vec![
        ("Goals".to_owned(), words::capital(&phrases::wishes(&view.scenario.settings.goals))),
        ("Cost of the plan: recruitment once, yearly cost to the horizon".to_owned(), tornado::cost(view)),
        ("Proved to be the cheapest".to_owned(), proved),
        ("Futures of the plan".to_owned(), format!("{}, seed {}", plan.futures, found.request.seed)),
        ("Futures of the trial".to_owned(), format!("{}, seed {}", found.trials.trials.len(), found.trials.seed)),
        ("Rounds of the master programme, cuts in it".to_owned(), format!("{}, {}", plan.rounds, plan.cuts)),
    ];
    if !found.plan_was_given() {
        let least = "Nothing made stricter: any plan that keeps the promise in the programme costs at least".to_owned();
        items.push((least, money(Some(found.least_cost()))));
    }
    if let Some(race) = &found.race {
        let one = &race.one_model;
        items.push(("The programme on the same futures: cheapest plan".to_owned(), money(Some(race.plan.cost))));
        items.push(("The programme: any plan costs at least".to_owned(), money(Some(race.plan.bound))));
        items.push(("The programme: seconds".to_owned(), format!("{:.1}", race.took.as_secs_f64())));
        let size = format!("{}: {} variables, {} rows", which(race), one.variables, one.rows);
        items.push(("One big model: futures and size".to_owned(), size));
        items.push(("One big model: cheapest plan found".to_owned(), money(one.cost)));
        items.push(("One big model: any plan costs at least".to_owned(), money(one.bound)));
        items.push(("One big model: seconds".to_owned(), format!("{:.1}", one.took.as_secs_f64())));
    }
    items.push(("placewell".to_owned(), env!("CARGO_PKG_VERSION").to_owned()));
    items.extend(found.reading.inputs.iter().map(|input| (format!("sha-256 of {}", input.file), input.sha256.clone())));
    let columns = vec![Column::new("item", "Item", 46), Column::new("value", "Value", 80)];
    let rows = items.into_iter().map(|(item, value)| vec![Cell::text(item), Cell::text(value)]);
    Table { sheet: "Method".into(), file: None, columns, rows: rows.collect() }
}

/// Which of the futures the one big model held.
pub(super) fn which(race: &crate::recruitment::Race) -> String {
    let (held, all) = (race.one_model.futures, race.plan.futures);
    if held == all {
        format!("the same {all} futures")
    } else {
        format!("the first {held} of the {all} futures, as many as memory allows")
    }
}

fn money(pence: Option<crate::domain::Pence>) -> String {
    pence.map_or_else(|| "none in its time".to_owned(), super::one_page::pounds)
}
