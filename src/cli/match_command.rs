//! `placewell match`: the main job.

use std::path::PathBuf;

use super::exit::{Exit, refuse};
use super::say::complain;
use super::{Solving, progress};
use crate::{Findings, Request, report};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The scenario folder
    scenario: PathBuf,
    #[command(flatten)]
    solving: Solving,
    /// Write proposal, reasons, report and tables to this folder, whole or not at all
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How the alternatives of each child are priced: `direct` counts what changes if only this child's unit moved,
    /// `exact` re-solves for each
    #[arg(long, value_enum, default_value_t)]
    options: Pricing,
    /// Look for a certificate of every level, which may take longer than the search itself; without it only for what is
    /// found soon, and only where there are at most 20,000 columns
    #[arg(long)]
    full_certificate: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Pricing {
    #[default]
    Direct,
    Exact,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let full_certificate = arguments.full_certificate;
    let request = Request { full_certificate, ..arguments.solving.request(arguments.options == Pricing::Exact) };
    let findings =
        match crate::propose(&arguments.scenario, &request, &progress::watch(&arguments.solving, progress::KEPT)) {
            Ok(findings) => findings,
            Err(error) => return refuse(&error),
        };
    let delivered = arguments.solving.printing.deliver(
        arguments.out.as_deref(),
        || report::files(&findings),
        |out| report::terminal(&findings, out),
        || report::json(&findings),
    );
    progress::sum_up(&findings.outcome);
    delivered.map_or_else(|exit| exit, |()| ending(&findings))
}

/// How a command ends that has findings.
pub(super) fn ending(findings: &Findings) -> Exit {
    if !findings.verdict.stands() {
        for fault in &findings.verdict.faults {
            complain(&format!("verification failed: {}: {} ({})", fault.id, fault.found, fault.concerns.join(", ")));
        }
        Exit::VerificationFailed
    } else if findings.outcome.is_proven() {
        Exit::Done
    } else {
        Exit::StoppedEarly
    }
}
