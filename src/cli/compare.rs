//! `placewell compare`: scenarios and policies side by side, and the trade-off of two levels.

use std::path::{Path, PathBuf};

use super::exit::{Exit, refuse, refuse_input};
use super::say::{complain, say};
use super::{Format, Solving, progress};
use crate::compare::policies::ALL;
use crate::compare::{Asked, Comparison, Frontier, Mend, Policy, compare, frontier, level_named};
use crate::domain::LevelId;
use crate::report;
use crate::scenario::{self, Reading};

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// Scenario folders; the first is what the others are compared with
    #[arg(required_unless_present = "policies")]
    scenarios: Vec<PathBuf>,
    /// A side made from the first folder by a policy such as `in-house-first` or `max-miles=10`; several changes are
    /// joined by `+`. May be given several times
    #[arg(long = "policy", value_name = "NAME")]
    policy: Vec<String>,
    /// List the policies
    #[arg(long)]
    policies: bool,
    /// The exact trade-off of two levels of the first folder, such as `in_house separated`: every point that nothing
    /// beats on both, with the levels before them held at their best
    #[arg(long, num_args = 2, value_names = ["LEVEL", "LEVEL"])]
    frontier: Option<Vec<String>>,
    /// Points of the trade-off at most
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    points: u32,
    /// Write the comparison to this folder, whole or not at all
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    solving: Solving,
}

const AFTER: &str = "\
--time-limit holds for each side and each point.

Levels of a frontier: unplaced, not_in_family, separated (or siblings), external (or in_house), moved, mismatch,
weekly_cost.

Policies, listed with what they change by `placewell compare --policies`:
  in-house-first, siblings-first, cost-blind, no-moves, no-exemptions, max-miles=MILES,
  priorities=LEVEL,LEVEL,..., without=RULE";

pub(super) fn run(arguments: &Arguments) -> Exit {
    if arguments.policies {
        return catalogue(arguments.solving.printing.format);
    }
    match found(arguments) {
        Ok((comparison, frontier)) => {
            let frontier = frontier.as_ref();
            let delivered = arguments.solving.printing.deliver(
                arguments.out.as_deref(),
                || report::comparison_files(&comparison, frontier),
                |out| report::comparison_terminal(&comparison, frontier, out),
                || report::comparison_json(&comparison, frontier),
            );
            delivered.map_or_else(|exit| exit, |()| ending(&comparison, frontier))
        }
        Err(exit) => exit,
    }
}

/// Reads everything that was asked for before anything is solved.
fn found(arguments: &Arguments) -> Result<(Comparison, Option<Frontier>), Exit> {
    let levels = arguments.frontier.as_deref().map(two_levels).transpose()?;
    let asked = sides(arguments)?;
    let (request, watch) = (arguments.solving.request(false), progress::watch(&arguments.solving, progress::KEPT));
    let first = asked[0].reading.scenario.clone();
    let comparison = compare(asked, &request, &watch).map_err(|refused| {
        complain(&format!("no proposal for the side `{}`:", refused.label));
        refuse(&refused.error)
    })?;
    let most = usize::try_from(arguments.points).unwrap_or(usize::MAX);
    let frontier = levels.map(|levels| frontier(&first, levels, most, &request, &watch)).transpose();
    Ok((comparison, frontier.map_err(|error| refuse(&error))?))
}

fn two_levels(words: &[String]) -> Result<(LevelId, LevelId), Exit> {
    let named: Vec<LevelId> = words.iter().filter_map(|word| level_named(word)).collect();
    match named.as_slice() {
        [a, b] if a != b => Ok((*a, *b)),
        [_, _] => Err(refused(
            "a frontier is of two different levels",
            "name two of those that `placewell compare --help` lists",
        )),
        _ => {
            let wrong = words.iter().find(|word| level_named(word).is_none()).cloned().unwrap_or_default();
            Err(refused(&format!("there is no level `{wrong}`"), "`placewell compare --help` lists the levels"))
        }
    }
}

fn refused(found: &str, mend: &str) -> Exit {
    complain(&format!("error: {found}\n  mend: {mend}"));
    Exit::InputRefused
}

/// The folders, then the policies over the first.
fn sides(arguments: &Arguments) -> Result<Vec<Asked>, Exit> {
    let mut asked: Vec<Asked> = Vec::new();
    for folder in &arguments.scenarios {
        let reading = read(folder, arguments.scenarios.len() > 1)?;
        let title = reading.scenario.settings.name.clone();
        let label = label(&asked, &name(folder));
        asked.push(Asked { label, title, policy: String::new(), reading, of_first: false });
    }
    for text in &arguments.policy {
        let Reading { scenario, warnings, inputs } = &asked[0].reading;
        let mended = |mend: Mend| refused(&mend.found, &mend.mend);
        let policy = Policy::read(text).map_err(mended)?;
        let scenario = policy.apply(scenario).map_err(mended)?;
        let reading = Reading { scenario, warnings: warnings.clone(), inputs: inputs.clone() };
        let (label, title) = (label(&asked, text), policy.title());
        asked.push(Asked { label, title, policy: policy.words(), reading, of_first: true });
    }
    Ok(asked)
}

fn read(folder: &Path, one_of_several: bool) -> Result<Reading, Exit> {
    scenario::read(folder).map_err(|problems| {
        if one_of_several {
            complain(&format!("in `{}`:", folder.display()));
        }
        refuse_input(&problems)
    })
}

/// What to call a folder: its own name.
fn name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    whole.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// A label that no side before has.
fn label(asked: &[Asked], wanted: &str) -> String {
    let is_taken = |label: &str| asked.iter().any(|each| each.label == label);
    let numbered = (2..).map(|number| format!("{wanted} ({number})"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|label| !is_taken(label)).unwrap_or_default()
}

fn ending(comparison: &Comparison, frontier: Option<&Frontier>) -> Exit {
    let points = || frontier.into_iter().flat_map(|frontier| &frontier.points);
    let mut faults = comparison.sides.iter().flat_map(|side| &side.findings.verdict.faults);
    let of_points = points().flat_map(|point| &point.verdict.faults);
    if let Some(fault) = faults.next().or(of_points.into_iter().next()) {
        complain(&format!("verification failed: {}: {} ({})", fault.id, fault.found, fault.concerns.join(", ")));
        Exit::VerificationFailed
    } else if comparison.is_proven() && points().all(|point| point.proven) {
        Exit::Done
    } else {
        Exit::StoppedEarly
    }
}

fn catalogue(format: Format) -> Exit {
    let written = |change: &crate::compare::PolicyChange| match change.value {
        Some(value) => format!("{}={value}", change.id),
        None => change.id.to_owned(),
    };
    match format {
        Format::Text => {
            for change in ALL {
                say(&format!("{}  {}\n  {}\n", written(change), change.title, change.changes));
            }
            say("Several changes make one side when they are joined by `+`: `no-moves+max-miles=10`.");
        }
        Format::Json => {
            let all = ALL.iter().map(|change| {
                serde_json::json!({ "policy": written(change), "title": change.title, "changes": change.changes })
            });
            say(&format!("{:#}", all.collect::<serde_json::Value>()));
        }
    }
    Exit::Done
}
