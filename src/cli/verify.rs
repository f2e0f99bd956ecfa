//! `placewell verify`: a proposal from its files alone.

use std::path::PathBuf;

use super::exit::{Exit, refuse_input};
use super::say::{complain, say};
use crate::{scenario, verify};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The scenario folder
    scenario: PathBuf,
    /// The folder that `match --out` wrote, or one with a `proposal.csv` from elsewhere
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let reading = match scenario::read(&arguments.scenario) {
        Ok(reading) => reading,
        Err(problems) => return refuse_input(&problems),
    };
    let proposal = arguments.out.join("proposal.csv");
    let text = match std::fs::read_to_string(&proposal) {
        Ok(text) => text,
        Err(error) => {
            complain(&format!("error: `{}`: {error}\n  mend: name a folder with a proposal.csv", proposal.display()));
            return Exit::InputRefused;
        }
    };
    let claims = std::fs::read_to_string(arguments.out.join("result.json")).ok();
    let verdict = verify::verify_files(&reading.scenario, &text, claims.as_deref());
    for listed in &verdict.listed {
        say(&format!("listed: {}: {} ({})", listed.id, listed.found, listed.concerns.join(", ")));
    }
    for fault in &verdict.faults {
        complain(&format!("fault: {}: {} ({})", fault.id, fault.found, fault.concerns.join(", ")));
    }
    for (level, value) in &verdict.levels {
        say(&format!("{level:<14} {value}"));
    }
    say(&format!("no proposal can have `unplaced` below {} (maximum flow)", verdict.unplaced_at_least));
    if verdict.stands() {
        let claims = if claims.is_some() { "; the claims of result.json agree" } else { "" };
        say(&format!("the proposal stands: every rule and limit holds{claims}"));
        Exit::Done
    } else {
        complain(&format!("verification failed: {} faults; this is not a proposal", verdict.faults.len()));
        Exit::VerificationFailed
    }
}
