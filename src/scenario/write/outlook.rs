//! The sections of scenario.toml that look ahead, each only where it differs from its default.

use std::fmt::{Display, Write};

use super::toml::quoted;
use crate::domain::{Demand, Funnel, Goal, Goals, Rate, Scenario, SizeBand, Supply};

/// The text of the sections.
pub(super) fn text(scenario: &Scenario) -> String {
    let settings = &scenario.settings;
    let mut lines: Vec<String> = Vec::new();
    if settings.group_bands != SizeBand::usual() {
        let bands: Vec<String> = settings.group_bands.iter().map(|band| quoted(&band.to_string())).collect();
        lines.extend(["\n[gaps]".to_owned(), format!("group_sizes = [{}]", bands.join(", "))]);
    }
    if let Some(given) = &settings.demand {
        demand(scenario, given, &mut lines);
    }
    if settings.supply != Supply::default() {
        supply(scenario, &settings.supply, &mut lines);
    }
    if settings.goals != Goals::default() {
        goals(&settings.goals, &mut lines);
    }
    if settings.funnel != Funnel::default() {
        funnel(&settings.funnel, &mut lines);
    }
    if !settings.ranges.is_empty() {
        lines.push("\n[ranges]".to_owned());
        let ranges = settings.ranges.iter();
        lines.extend(ranges.map(|(each, (low, high))| format!("{each} = {{ low = {low}, high = {high} }}")));
    }
    if !settings.sources.is_empty() {
        lines.push("\n[sources]".to_owned());
        lines.extend(settings.sources.iter().map(|(key, source)| format!("{} = {}", quoted(key), quoted(source))));
    }
    lines.into_iter().fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").expect("a text takes every line");
        text
    })
}

fn demand(scenario: &Scenario, demand: &Demand, lines: &mut Vec<String>) {
    let locality = |id: crate::domain::LocalityId| quoted(&scenario.locality(id).reference);
    lines.extend([
        "\n[demand]".to_owned(),
        format!("horizon_months = {}", demand.horizon_months),
        format!("groups_per_month = {}", demand.groups_per_month),
        format!("growth_per_year = {}", demand.growth_per_year),
        rates("group_sizes", demand.group_sizes.iter().copied()),
        rates("ages", demand.ages.iter().copied()),
        format!("years_between_siblings = {}", demand.years_between_siblings),
        rates("needs", demand.needs.iter().map(|(need, rate)| (quoted(need), *rate))),
        rates("placement_types", demand.placement_types.iter().copied()),
        rates("localities", demand.localities.iter().map(|(id, share)| (locality(*id), *share))),
        rates("unsuitable_for_foster_care", demand.unsuitable_for_foster_care.iter().copied()),
        "stays = [".to_owned(),
    ]);
    let stays = demand.stays.iter();
    lines.extend(stays.map(|stay| format!("  {{ weeks = \"{}-{}\", share = {} }},", stay.from, stay.to, stay.share)));
    lines.push("]".to_owned());
    if let Some(burst) = demand.burst {
        lines.push(format!("burst = {{ per_year = {}, children = {} }}", burst.per_year, burst.children));
    }
}

/// `key = { a = 0.5, b = 0.5 }`.
fn rates<K: Display>(key: &str, rates: impl Iterator<Item = (K, Rate)>) -> String {
    let rates: Vec<String> = rates.map(|(name, rate)| format!("{name} = {rate}")).collect();
    format!("{key} = {{ {} }}", rates.join(", "))
}

fn supply(scenario: &Scenario, supply: &Supply, lines: &mut Vec<String>) {
    lines.extend([
        "\n[supply]".to_owned(),
        format!("leavers_per_year = {}", supply.leavers_per_year),
        format!("released_per_month = {}", supply.released_per_month),
        "pipeline = [".to_owned(),
    ]);
    for each in &supply.pipeline {
        let kind = quoted(&scenario.kind(each.kind).reference);
        let (households, month, chance) = (each.households, each.month, each.chance);
        lines.push(format!("  {{ kind = {kind}, households = {households}, month = {month}, chance = {chance} }},"));
    }
    lines.push("]".to_owned());
}

fn goals(goals: &Goals, lines: &mut Vec<String>) {
    lines.extend(["\n[goals]".to_owned(), format!("share_of_futures = {}", goals.share_of_futures)]);
    lines.extend(goals.wanted.iter().map(|(goal, number)| match goal {
        Goal::WeeklyBudget => format!("{goal} = {number}"),
        _ => format!("{goal} = {}", Rate(*number)),
    }));
}

fn funnel(funnel: &Funnel, lines: &mut Vec<String>) {
    lines.extend([
        "\n[funnel]".to_owned(),
        format!("applications_per_enquiry = {}", funnel.applications_per_enquiry),
        format!("approvals_per_application = {}", funnel.approvals_per_application),
        format!("months_to_approve = {}", funnel.months_to_approve),
    ]);
    lines.extend(funnel.base_line.map(|day| format!("base_line = {day}")));
}
