//! `placewell gaps`: the position of a service, and what would mend it.

use std::path::PathBuf;

use super::exit::{Exit, refuse};
use super::match_command::ending;
use super::{Solving, progress};
use crate::domain::Dimension;
use crate::report::{self, Spread};
use crate::solve::Watch;
use crate::{Error, Sufficiency, propose};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The scenario folder
    scenario: PathBuf,
    #[command(flatten)]
    solving: Solving,
    /// What the tables are split by: any of age, specialism, locality, siblings, in any order
    #[arg(long, value_name = "DIMENSIONS", value_delimiter = ',', value_parser = dimension,
          default_value = "age,specialism,locality,siblings")]
    by: Vec<Dimension>,
    /// Make single changes of what exists (an approval, an exemption, a bedroom, a skill, a held home, a distance), solve
    /// again after each, and list those that help: at most N, the most promising first
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "200")]
    repairs: Option<usize>,
    /// Recruit up to N homes of each kind in kinds.csv, solve again after each, and show what they are worth
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "4")]
    worth: Option<usize>,
    /// Write report and tables to this folder, whole or not at all
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Make tables that can leave the team: counts from 1 to 5 are suppressed, and so much more that no sum gives them
    /// back; nothing is shown about one child or one home
    #[arg(long, conflicts_with_all = ["repairs", "worth"])]
    disclosure: bool,
}

fn dimension(text: &str) -> Result<Dimension, String> {
    let all: Vec<&str> = Dimension::ALL.iter().map(|each| each.word()).collect();
    Dimension::read(text).ok_or_else(|| format!("tables are split by any of {}", all.join(", ")))
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let request = arguments.solving.request(false);
    let watch = progress::watch(&arguments.solving, progress::KEPT);
    let findings = match propose(&arguments.scenario, &request, &watch) {
        Ok(findings) => findings,
        Err(error) => return refuse(&error),
    };
    let sufficiency = match mended(Sufficiency::of(findings), arguments, &watch) {
        Ok(sufficiency) => sufficiency,
        Err(error) => return refuse(&error),
    };
    let mut spread = Spread { by: Vec::new(), disclosure: arguments.disclosure };
    for dimension in &arguments.by {
        if !spread.by.contains(dimension) {
            spread.by.push(*dimension);
        }
    }
    let delivered = arguments.solving.printing.deliver(
        arguments.out.as_deref(),
        || report::sufficiency_files(&sufficiency, &spread),
        |out| report::sufficiency_terminal(&sufficiency, &spread, out),
        || report::sufficiency_json(&sufficiency, &spread),
    );
    match delivered.map_or_else(|exit| exit, |()| ending(&sufficiency.findings)) {
        Exit::Done if is_cut_short(&sufficiency, arguments) => Exit::StoppedEarly,
        exit => exit,
    }
}

/// With the repairs and worths that are asked for; each search has the whole time limit. What rests on a proposal that
/// does not stand is not asked about.
fn mended(sufficiency: Sufficiency, arguments: &Arguments, watch: &Watch) -> Result<Sufficiency, Error> {
    let solving = &arguments.solving;
    let mut mended = sufficiency;
    if !mended.findings.verdict.stands() {
        return Ok(mended);
    }
    if let Some(most) = arguments.repairs {
        mended = mended.with_repairs(most, &progress::anew(watch, solving), &progress::steps(watch, "repairs"))?;
    }
    if let Some(most) = arguments.worth {
        mended = mended.with_worths(most, &progress::anew(watch, solving), &progress::steps(watch, "kinds of home"))?;
    }
    Ok(mended)
}

/// Whether time or `Ctrl-C` left out a change that was to be solved again.
fn is_cut_short(sufficiency: &Sufficiency, arguments: &Arguments) -> bool {
    let most = arguments.repairs.unwrap_or(0);
    let repairs = sufficiency.repairs.as_ref().is_some_and(|all| all.tried < all.considered.min(most));
    repairs || sufficiency.worths.as_ref().is_some_and(|worths| worths.cut_short)
}
