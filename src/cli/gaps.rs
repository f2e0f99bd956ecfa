//! `placewell gaps`: the position of a service, and what would mend it.

use std::path::PathBuf;

use super::exit::{Exit, refuse};
use super::match_command::ending;
use super::say::{complain, say};
use super::{Format, Solving, progress};
use crate::domain::Dimension;
use crate::report::{self, Spread};
use crate::{Sufficiency, propose};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    solving: Solving,
    /// What the tables are split by: any of age, specialism, locality, siblings, in any order
    #[arg(long, value_name = "DIMENSIONS", value_delimiter = ',', value_parser = dimension,
          default_value = "age,specialism,locality,siblings")]
    by: Vec<Dimension>,
    /// Write report and tables to this folder, whole or not at all
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Make tables that can leave the team: counts from 1 to 5 are suppressed, and so much more that no sum gives them
    /// back; nothing is shown about one child or one home
    #[arg(long)]
    disclosure: bool,
}

fn dimension(text: &str) -> Result<Dimension, String> {
    let all: Vec<&str> = Dimension::ALL.iter().map(|each| each.word()).collect();
    Dimension::read(text).ok_or_else(|| format!("tables are split by any of {}", all.join(", ")))
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let request = arguments.solving.request(false);
    let findings = match propose(&arguments.solving.scenario, &request, &progress::watch(&arguments.solving)) {
        Ok(findings) => findings,
        Err(error) => return refuse(&error),
    };
    let sufficiency = Sufficiency::of(findings);
    let mut spread = Spread { by: Vec::new(), disclosure: arguments.disclosure };
    for dimension in &arguments.by {
        if !spread.by.contains(dimension) {
            spread.by.push(*dimension);
        }
    }
    match finish(arguments, &sufficiency, &spread) {
        Ok(()) => ending(&sufficiency.findings),
        Err(error) => {
            complain(&format!("error: {error}"));
            if matches!(error, report::Error::NotOurs { .. }) { Exit::InputRefused } else { Exit::InternalFault }
        }
    }
}

/// Writes the files and prints.
fn finish(arguments: &Arguments, sufficiency: &Sufficiency, spread: &Spread) -> Result<(), report::Error> {
    if let Some(out) = &arguments.out {
        report::write(out, &report::sufficiency_files(sufficiency, spread)?)?;
    }
    if arguments.solving.quiet {
        return Ok(());
    }
    match arguments.solving.format {
        Format::Text => say(&report::sufficiency_terminal(sufficiency, spread, arguments.out.as_deref())),
        Format::Json => say(&report::sufficiency_json(sufficiency, spread)?),
    }
    Ok(())
}
