//! Settings as scenario.toml.

use std::fmt::Write;

use super::outlook;
use crate::domain::{Scenario, Settings};

/// The text of scenario.toml: every key given, and those sections that look ahead which differ from their defaults.
pub(super) fn text(scenario: &Scenario) -> String {
    let mut text = today(&scenario.settings);
    text.push_str(&outlook::text(scenario));
    text
}

fn today(settings: &Settings) -> String {
    let policy = &settings.policy;
    let list =
        |items: Vec<String>| format!("[{}]", items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", "));
    let mut text = String::new();
    let mut line = |each: String| writeln!(text, "{each}").expect("a text takes every line");
    line(format!("name = {}", quoted(&settings.name)));
    if let Some(note) = &settings.note {
        line(format!("note = {}", quoted(note)));
    }
    line(format!("date = {}", settings.date));
    line(format!("priorities = {}", list(settings.priorities.iter().map(ToString::to_string).collect())));
    line("\n[policy]".to_owned());
    line(format!("max_miles = {}", policy.max_miles));
    line(format!("usual_fostering_limit = {}", policy.usual_fostering_limit));
    line(format!("smoke_free_under_age = {}", policy.smoke_free_under_age));
    line(format!("mixed_sex_siblings_share_under = {}", policy.mixed_sex_siblings_share_under));
    let share = policy.unrelated_share_max_age.map_or_else(|| quoted("off"), |age| age.to_string());
    line(format!("unrelated_share_max_age = {share}"));
    line(format!("carers_room_max_months = {}", policy.carers_room_max_months));
    line(format!("residential_from_age = {}", policy.residential_from_age));
    line(format!("supported_from_age = {}", policy.supported_from_age));
    let days = policy.needed_within_days.iter().map(|(urgency, days)| format!("{urgency} = {days}"));
    line(format!("needed_within_days = {{ {} }}", days.collect::<Vec<_>>().join(", ")));
    line("\n[weights]".to_owned());
    settings.weights.iter().for_each(|(id, weight)| line(format!("{} = {weight}", quoted(id))));
    line("\n[costs]".to_owned());
    settings.costs.0.iter().for_each(|(sector, pence)| line(format!("{sector} = {}", pence.0)));
    line("\n[age_bands]".to_owned());
    line(format!("bands = {}", list(settings.age_bands.iter().map(ToString::to_string).collect())));
    line("\n[rules]".to_owned());
    for (id, reason) in &settings.switched_off {
        line(format!("{} = {{ enabled = false, reason = {} }}", quoted(id), quoted(reason)));
    }
    text
}

/// A text between quotation marks, escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => _ = write!(quoted, "\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
