//! `placewell check`: the input, and nothing but the input.

use std::path::PathBuf;

use super::Format;
use super::exit::{Exit, refuse_input};
use super::say::{complain, say};
use crate::scenario;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The scenario folder
    #[arg(required_unless_present = "explain")]
    scenario: Option<PathBuf>,
    /// Explain a code instead, such as `S014`
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    if let Some(code) = &arguments.explain {
        return explain(code);
    }
    let Some(folder) = &arguments.scenario else { return Exit::InputRefused };
    let read = scenario::read(folder);
    if arguments.format == Format::Json {
        let problems = match &read {
            Ok(reading) => &reading.warnings,
            Err(problems) => problems,
        };
        match serde_json::to_string_pretty(problems) {
            Ok(json) => say(&json),
            Err(error) => {
                complain(&format!("error: {error}"));
                return Exit::InternalFault;
            }
        }
        return if read.is_ok() { Exit::Done } else { Exit::InputRefused };
    }
    match read {
        Ok(reading) => {
            for warning in &reading.warnings {
                say(&warning.to_string());
            }
            let found = &reading.scenario;
            let kinds = match found.kinds.len() {
                0 => String::new(),
                1 => ", 1 kind of home".to_owned(),
                kinds => format!(", {kinds} kinds of home"),
            };
            say(&format!(
                "{}: no faults, {} {}: {} children ({} in scope), {} households, {} provisions, {} localities{kinds}",
                found.settings.name,
                reading.warnings.len(),
                if reading.warnings.len() == 1 { "warning" } else { "warnings" },
                found.children.len(),
                found.in_scope().count(),
                found.households.len(),
                found.provisions.len(),
                found.localities.len(),
            ));
            Exit::Done
        }
        Err(problems) => refuse_input(&problems),
    }
}

fn explain(code: &str) -> Exit {
    let Some(code) = scenario::explain(code) else {
        complain(&format!(
            "error: there is no code `{code}`\n  mend: codes stand in brackets in what `placewell check` prints"
        ));
        return Exit::InputRefused;
    };
    say(&format!("{}: {}\n{}", code.id, code.title, code.text));
    Exit::Done
}
