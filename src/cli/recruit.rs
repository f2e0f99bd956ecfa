//! `placewell recruit`: whole carers, of which kind, where and by when, so that the goals hold in a share of futures.

use std::path::{Path, PathBuf};

use super::exit::{Exit, refuse, refuse_input};
use super::say::complain;
use super::{Solving, progress};
use crate::domain::{PencePerWeek, Rate, Scenario};
use crate::part::{Part, futures_file};
use crate::recruitment::{Ending, NoPlan, Plan, Trials};
use crate::{Error, RecruitRequest, Recruitment, Shard, recruit_for, report, scenario, try_plan};

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// The scenario folder
    scenario: PathBuf,
    #[command(flatten)]
    solving: Solving,
    /// Futures that the plan is made from
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    futures: u32,
    /// The seed of the futures: the same seed gives the same plan
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Futures that the plan is tried on through the full matching model; of another seed, so that it has seen none
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    test: u32,
    /// The share of futures in which the goals are to hold [default: that of the scenario]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    share: Option<Rate>,
    /// Only try this plan: a CSV file with the columns `kind` and `households`, such as an edited recruitment.csv
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Try only the k-th of n equal parts of the futures, for `placewell merge`
    #[arg(long, value_name = "K/N", value_parser = shard)]
    shard: Option<Shard>,
    /// Then solve one big integer programme of the same futures for so many seconds, and report both side by side
    #[arg(long, value_name = "SECONDS", value_parser = super::seconds, conflicts_with_all = ["plan", "shard"])]
    against_one_model: Option<f64>,
    /// Write plan, report and tables to this folder, whole or not at all
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

const AFTER: &str = "\
Exit codes: 0 the plan is proved to be the cheapest of its programme (or was given) and every future is decided;
2 refused, also where no plan reaches the goals; 4 stopped early, not proved, or futures undecided.";

fn share(text: &str) -> Result<Rate, String> {
    let refused = || "a share from 0 to 1 such as `0.9` is needed".to_owned();
    let (whole, parts) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.chars().all(|each| each.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(parts) || parts.len() > 6 {
        return Err(refused());
    }
    let rate = format!("{whole}{parts:0<6}").parse::<i64>().map_err(|_| refused())?;
    if rate <= Rate::ONE.0 { Ok(Rate(rate)) } else { Err(refused()) }
}

fn shard(text: &str) -> Result<Shard, String> {
    let numbers = text.split_once('/').and_then(|(k, n)| Some(Shard { k: k.parse().ok()?, n: n.parse().ok()? }));
    numbers
        .filter(|shard| (1..=shard.n).contains(&shard.k))
        .ok_or_else(|| "two whole numbers such as `2/3` are needed: the second of three parts".to_owned())
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let reading = match scenario::read(&arguments.scenario) {
        Ok(reading) => reading,
        Err(problems) => return refuse_input(&problems),
    };
    let plan = match arguments.plan.as_deref().map(|file| scenario::read_plan(file, &reading.scenario)).transpose() {
        Ok(plan) => plan,
        Err(problems) => return refuse_input(&problems),
    };
    let solving = arguments.solving.request(false);
    let request = RecruitRequest {
        backend: solving.backend,
        threads: solving.threads,
        time_limit: solving.time_limit,
        futures: arguments.futures,
        seed: arguments.seed,
        test: arguments.test,
        share: arguments.share.unwrap_or(reading.scenario.settings.goals.share_of_futures),
        plan,
        shard: arguments.shard,
        against_one_model: arguments.against_one_model,
    };
    let watch = progress::watch(&arguments.solving, "what is known so far is kept");
    let (printing, out) = (&arguments.solving.printing, arguments.out.as_deref());
    if request.shard.is_some() {
        return match try_plan(&reading.scenario, &request, &watch) {
            Ok(tried) => {
                let ending = ending(&tried.plan, &tried.trials, &request);
                let complete = tried.trials.trials.len() == crate::numbers(request.test, request.shard).len();
                let part = Part::of(&reading, &request, &tried.plan, &tried.trials, complete);
                let delivered = printing.deliver(out, || part.files(), |out| part.told(out), || part.json());
                delivered.map_or_else(|exit| exit, |()| ending)
            }
            Err(error) => refuse_recruit(&error, &reading.scenario),
        };
    }
    let scenario = reading.scenario.clone();
    match recruit_for(reading, &request, &watch) {
        Ok(found) => {
            let files = || {
                let mut files = report::recruitment_files(&found)?;
                files.push(futures_file(&found.trials)?);
                Ok(files)
            };
            let text = |out: Option<&Path>| report::recruitment_terminal(&found, out);
            let delivered = printing.deliver(out, files, text, || report::recruitment_json(&found));
            delivered.map_or_else(|exit| exit, |()| ending_of(&found))
        }
        Err(error) => refuse_recruit(&error, &scenario),
    }
}

fn ending_of(found: &Recruitment) -> Exit {
    ending(&found.plan, &found.trials, &found.request)
}

fn ending(plan: &Plan, trials: &Trials, request: &RecruitRequest) -> Exit {
    let all = crate::numbers(request.test, request.shard).len();
    let decided = trials.trials.iter().filter(|trial| trial.ending != Ending::Undecided).count();
    if decided == all && (request.plan.is_some() || plan.is_proven()) { Exit::Done } else { Exit::StoppedEarly }
}

/// Says which goals no plan can meet, by how much, and what comes nearest.
fn refuse_recruit(error: &Error, scenario: &Scenario) -> Exit {
    let Error::NoPlan(NoPlan::OutOfReach { obstacles, nearest, .. }) = error else { return refuse(error) };
    let mut told = vec![format!("error: {error}")];
    for each in obstacles {
        let heads = if each.goal == crate::domain::Goal::SiblingsTogether { "sibling groups" } else { "children" };
        told.push(format!(
            "  {}: out of reach in {} futures, by {} {heads} in the middle one of them and {} in the worst",
            each.goal, each.futures, each.median, each.worst
        ));
    }
    let kinds = scenario.kinds.iter().zip(&nearest.homes).filter(|(_, homes)| **homes > 0);
    let homes: Vec<String> = kinds.map(|(kind, homes)| format!("{homes} {}", kind.reference)).collect();
    let homes = if homes.is_empty() { "nobody recruited".to_owned() } else { homes.join(", ") };
    told.push(format!(
        "  the nearest plan: {homes}; it costs {} and reaches them in {} of {} futures",
        PencePerWeek(nearest.cost.0),
        nearest.held,
        nearest.futures
    ));
    told.push("  mend: lower the goal in [goals] or --share, add kinds to kinds.csv, or raise their `most`".to_owned());
    complain(&told.join("\n"));
    Exit::InputRefused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_shards_are_read_or_refused() {
        assert_eq!(share("0.9"), Ok(Rate(900_000)));
        assert_eq!(share("1"), Ok(Rate::ONE));
        assert_eq!(share("0.123456"), Ok(Rate(123_456)));
        for text in ["", ".", "1.1", "-0.1", "0.1234567", "90%", "x"] {
            assert!(share(text).is_err(), "{text}");
        }
        assert_eq!(shard("2/3"), Ok(Shard { k: 2, n: 3 }));
        for text in ["", "0/3", "4/3", "1", "1/0", "a/b", "-1/2"] {
            assert!(shard(text).is_err(), "{text}");
        }
    }
}
