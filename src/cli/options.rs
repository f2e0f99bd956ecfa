//! `placewell options --child`: what it costs in each level to place one child elsewhere.

use std::path::PathBuf;

use super::exit::{Exit, refuse};
use super::match_command::ending;
use super::say::{complain, say};
use super::{Format, Solving, progress};
use crate::explain::{Alternative, ChildReasons};
use crate::{Findings, price_child, propose};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The scenario folder
    scenario: PathBuf,
    #[command(flatten)]
    solving: Solving,
    /// The child's id
    #[arg(long, value_name = "ID")]
    child: String,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let watch = progress::watch(&arguments.solving, progress::KEPT);
    let request = arguments.solving.request(false);
    let mut findings = match propose(&arguments.scenario, &request, &watch) {
        Ok(findings) => findings,
        Err(error) => return refuse(&error),
    };
    let scenario = &findings.reading.scenario;
    let Some(child) = scenario.in_scope().find(|child| child.reference == arguments.child).map(|child| child.id) else {
        complain(&format!(
            "error: no child in scope is called `{}`\n  mend: children in scope are those without current_household or with may_move = yes",
            arguments.child
        ));
        return Exit::InputRefused;
    };
    if let Err(error) = price_child(&mut findings, child, &watch) {
        return refuse(&error);
    }
    if let Some(reasons) = findings.reasons.children.iter().find(|each| each.child == child) {
        match arguments.solving.printing.format {
            Format::Text => text(&findings, reasons),
            Format::Json => say(&json(&findings, reasons)),
        }
    }
    ending(&findings)
}

/// The change of each level: exact where it was re-solved; none = no lawful proposal has the child there.
fn change(option: &Alternative) -> Option<&[(crate::domain::LevelId, i64)]> {
    match &option.exact {
        Some(exact) => exact.change.as_deref(),
        None => Some(&option.direct),
    }
}

fn text(findings: &Findings, reasons: &ChildReasons) {
    let scenario = &findings.reading.scenario;
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::ASCII_NO_BORDERS);
    let mut header = vec!["place".to_owned(), "sector".to_owned()];
    header.extend(findings.outcome.levels.iter().map(|level| level.level.word().to_owned()));
    header.push("who else moves".to_owned());
    table.set_header(header);
    for option in &reasons.options {
        let mut row =
            vec![scenario.place_name(option.place).to_owned(), scenario.place_sector(option.place).to_owned()];
        match change(option) {
            Some(change) => {
                row.extend(change.iter().map(|(_, by)| signed(*by)));
            }
            None => row.extend(findings.outcome.levels.iter().map(|_| "-".to_owned())),
        }
        row.push(notes(findings, option));
        table.add_row(row);
    }
    say(&format!(
        "What it would cost in each level to place {} elsewhere, everybody else moving as suits (re-solved; · = no change):",
        scenario.child(reasons.child).reference
    ));
    say(&table.to_string());
    if reasons.options.is_empty() {
        say("No place is open to this child; `placewell match` says which rules close which homes.");
    }
}

fn signed(change: i64) -> String {
    if change == 0 { "·".to_owned() } else { format!("{change:+}") }
}

fn notes(findings: &Findings, option: &Alternative) -> String {
    let scenario = &findings.reading.scenario;
    if option.proposed {
        return "(the proposal)".to_owned();
    }
    let Some(exact) = &option.exact else { return String::new() };
    match (&exact.change, exact.proven) {
        (None, true) => "no lawful proposal has the child here".to_owned(),
        (None, false) => "stopped before an answer".to_owned(),
        (Some(_), proven) => {
            let mut who: Vec<&str> =
                exact.others_moved.iter().map(|child| scenario.child(*child).reference.as_str()).collect();
            let more = who.len().saturating_sub(6);
            who.truncate(6);
            let who = if who.is_empty() { "nobody".to_owned() } else { who.join(", ") };
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let doubt = if proven { "" } else { " (not proved)" };
            format!("{who}{more}{doubt}")
        }
    }
}

fn json(findings: &Findings, reasons: &ChildReasons) -> String {
    let scenario = &findings.reading.scenario;
    let levels = |change: &[(crate::domain::LevelId, i64)]| {
        change.iter().map(|(level, by)| (level.word().to_owned(), (*by).into())).collect::<serde_json::Map<_, _>>()
    };
    let options: Vec<serde_json::Value> = reasons
        .options
        .iter()
        .map(|option| {
            serde_json::json!({
                "place": scenario.place_name(option.place),
                "sector": scenario.place_sector(option.place),
                "proposed": option.proposed,
                "direct": levels(&option.direct),
                "exact": option.exact.as_ref().and_then(|exact| exact.change.as_deref()).map(levels),
                "proven": option.exact.as_ref().map(|exact| exact.proven),
                "others_moved": option.exact.as_ref().map(|exact| {
                    exact.others_moved.iter().map(|child| scenario.child(*child).reference.clone()).collect::<Vec<_>>()
                }),
            })
        })
        .collect();
    let all = serde_json::json!({ "child": scenario.child(reasons.child).reference, "options": options });
    serde_json::to_string_pretty(&all).unwrap_or_default()
}
