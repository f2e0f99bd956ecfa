//! `placewell bench`: time, memory and proof on generated cases, beside other ways to solve them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::Exit;
use super::printing::Printing;
use super::say::complain;
use crate::benchmark::{self, Bench, Benchmark, Case, Done, Ended, Format, Measurement, Reporter, Solver};
use crate::report;
use crate::solve::BackendName;

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// Sizes of the generated cases: daily, month, council, ..., or children and homes such as `400/250`
    #[arg(long, value_name = "SIZES", value_delimiter = ',', default_value = "daily,month,council")]
    cases: Vec<String>,
    /// How many in a hundred children come with brothers or sisters
    #[arg(long, value_name = "SHARES", value_delimiter = ',', default_value = "25,45,60",
          value_parser = clap::value_parser!(i64).range(0..=100))]
    shares: Vec<i64>,
    /// Seeds: each draws another scenario of the same kind
    #[arg(long, value_name = "SEEDS", value_delimiter = ',', default_value = "1,2,3")]
    seeds: Vec<u64>,
    /// A scenario folder of your own as a further case; may be given several times; with `--cases ""` no others
    #[arg(long = "scenario", value_name = "FOLDER")]
    scenarios: Vec<PathBuf>,
    /// Seconds that each search may take [default: 60 for daily and month, 570 for region, 1560 for nation, 120 for others]
    #[arg(long, value_name = "SECONDS", value_parser = super::seconds)]
    time_limit_per_case: Option<f64>,
    /// Who else solves each case, in the same session: any of plain (HiGHS level by level on the same model), naive
    /// (HiGHS on a model child by child), first-come (a duty desk), cp-sat and scip (by Python, on
    /// the exported model); or none
    #[arg(long, value_name = "PEERS", value_delimiter = ',', default_value = "plain,naive,first-come")]
    peers: Vec<String>,
    /// Worker threads of placewell; peers have one [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
    /// The Python of the peers cp-sat and scip; it needs what benches/peers/requirements.txt names
    #[arg(long, value_name = "PROGRAM", default_value = "python3")]
    python: PathBuf,
    /// Write the model of each case as well, one file for each level, to `models` in that folder, for other solvers
    #[arg(long, value_name = "FORMAT", value_parser = format, requires = "out")]
    export: Option<Format>,
    /// Write the report to this folder, whole or not at all; until then what was measured so far is in DIR-unfinished
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    printing: Printing,
}

const AFTER: &str = "\
Exit codes: 0 every run of placewell ended by proof; 3 a proposal was rejected, or two proofs contradict each other;
4 the clock or somebody ended a run of placewell.";

pub(super) fn run(arguments: &Arguments) -> Exit {
    let (cases, solvers) = match asked(arguments) {
        Ok(asked) => asked,
        Err(refused) => {
            complain(&format!("error: {refused}"));
            return Exit::InputRefused;
        }
    };
    let interrupted = Arc::new(AtomicBool::new(false));
    let stop = interrupted.clone();
    let handled = ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::SeqCst) {
            report::abandon();
            std::process::exit(Exit::ENDED_AT_ONCE);
        }
        complain("stopping: what was measured so far is kept (Ctrl-C again ends at once)");
    });
    if handled.is_err() {
        complain("warning: Ctrl-C cannot be caught here");
    }
    let out = arguments.out.as_deref();
    let unfinished = out.map(report::unfinished);
    let allowed = out.into_iter().chain(unfinished.as_deref()).try_for_each(report::may_write);
    let models = match allowed.and_then(|()| arguments.export.and(out).map(report::room_beside).transpose()) {
        Ok(models) => models,
        Err(error) => {
            complain(&format!("error: {error}"));
            return if matches!(error, report::Error::NotOurs { .. }) {
                Exit::InputRefused
            } else {
                Exit::InternalFault
            };
        }
    };
    let folder = models.as_ref().map(|room| room.path().join("models"));
    let threads = super::threads(arguments.threads);
    let quiet = arguments.printing.quiet;
    let found = std::env::current_exe().and_then(|program| {
        let export = arguments.export.zip(folder.as_deref());
        if let Some((_, folder)) = export {
            std::fs::create_dir(folder)?;
        }
        let (python, interrupted) = (arguments.python.as_path(), &interrupted);
        let bench = Bench { program, cases: &cases, solvers: &solvers, threads, python, export, interrupted };
        benchmark::run(&bench, &mut |done| {
            if let Some(folder) = &unfinished {
                keep(folder, done.so_far);
            }
            if !quiet {
                complain(&progress(done));
            }
        })
    });
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            complain(&format!("error: a case could not be run: {error}"));
            return Exit::InternalFault;
        }
    };
    let folders: Vec<(&str, &Path)> = folder.as_deref().map(|folder| ("models", folder)).into_iter().collect();
    let delivered = arguments.printing.deliver_with(
        out,
        || report::benchmark_files(&found),
        &folders,
        |out| report::benchmark_terminal(&found, out),
        || report::benchmark_json(&found),
    );
    if let Err(exit) = delivered {
        return exit;
    }
    // The report holds all that it held.
    if let Some(folder) = unfinished.filter(|folder| folder.exists())
        && let Err(error) = std::fs::remove_dir_all(&folder)
    {
        complain(&format!("warning: `{}` could not be removed: {error}", folder.display()));
    }
    ending(&found)
}

/// What was measured so far, where whoever ends this process finds it.
fn keep(folder: &Path, so_far: &Benchmark) {
    let kept = report::benchmark_files(so_far).and_then(|files| report::write(folder, &files));
    if let Err(error) = kept {
        complain(&format!("warning: what was measured so far could not be kept: {error}"));
    }
}

fn asked(arguments: &Arguments) -> Result<(Vec<Case>, Vec<Solver>), String> {
    let limit = arguments.time_limit_per_case;
    // An empty list, `--cases ""`, is for those who bring their own scenarios.
    let sizes: Vec<String> = arguments.cases.iter().filter(|size| !size.is_empty()).cloned().collect();
    let cases = benchmark::cases(&sizes, &arguments.shares, &arguments.seeds, &arguments.scenarios, limit)?;
    if cases.is_empty() {
        return Err("no case is asked for\n  mend: name some with --cases or --scenario".to_owned());
    }
    let mut solvers = vec![Solver::Placewell];
    for word in arguments.peers.iter().filter(|word| *word != "none" && !word.is_empty()) {
        let peers: Vec<&str> = Solver::ALL[1..].iter().map(|solver| solver.word()).collect();
        let peer = Solver::read(word)
            .filter(|solver| *solver != Solver::Placewell)
            .ok_or_else(|| format!("there is no peer `{word}`\n  mend: name any of {}, or none", peers.join(", ")))?;
        if !solvers.contains(&peer) {
            solvers.push(peer);
        }
    }
    Ok((cases, solvers))
}

fn progress(done: &Done<'_>) -> String {
    let (case, run) = (done.case, done.run);
    let how = match run.ended {
        Ended::Proof => "every level proved",
        Ended::Clock => "ended by the clock",
        Ended::NoSearch => "nothing to prove",
        Ended::Cut => "cut",
        Ended::Failed => "failed",
    };
    let note = run.note.as_deref().map(|note| format!(" ({note})")).unwrap_or_default();
    let (made, asked) = (done.so_far.runs(), done.so_far.asked.runs);
    let left = if made < asked { format!("; {} left", about(done.seconds_left)) } else { String::new() };
    format!("[{made}/{asked}] {}: {} {:.2} s, {how}{note}{left}", case.label(), run.solver, run.seconds)
}

/// A time that is only roughly known.
fn about(seconds: f64) -> String {
    if seconds < 90.0 { format!("about {seconds:.0} s") } else { format!("about {:.0} min", seconds / 60.0) }
}

fn ending(found: &Benchmark) -> Exit {
    let rejected = found.rejected();
    for each in &rejected {
        complain(&format!("verification failed: {each}"));
    }
    let own = found.cases.iter().flat_map(|case| &case.runs).filter(|run| run.solver == Solver::Placewell.word());
    if !rejected.is_empty() {
        Exit::VerificationFailed
    } else if own.clone().any(|run| run.ended == Ended::Failed) {
        Exit::InternalFault
    } else if found.stopped_early || own.into_iter().any(|run| run.ended != Ended::Proof) {
        Exit::StoppedEarly
    } else {
        Exit::Done
    }
}

/// One solver on one case: what `bench` runs in a process of its own.
#[derive(Debug, clap::Args)]
pub(super) struct OneCase {
    folder: PathBuf,
    #[arg(long, value_parser = solver)]
    solver: Solver,
    #[arg(long)]
    threads: usize,
    #[arg(long, value_parser = super::seconds)]
    time_limit: f64,
    #[arg(long)]
    scratch: PathBuf,
    #[arg(long)]
    python: PathBuf,
}

fn format(word: &str) -> Result<Format, String> {
    Format::read(word).ok_or_else(|| "`mps` or `lp` is needed".to_owned())
}

fn solver(word: &str) -> Result<Solver, String> {
    Solver::read(word).ok_or_else(|| format!("there is no solver `{word}`"))
}

pub(super) fn run_one(arguments: &OneCase) -> Exit {
    let files = |findings: &crate::Findings| report::files(findings).map_err(|error| error.to_string());
    let write =
        |folder: &Path, files: &benchmark::Files| report::write(folder, files).map_err(|error| error.to_string());
    let measurement = Measurement {
        folder: arguments.folder.clone(),
        solver: arguments.solver,
        backend: BackendName::best(),
        threads: arguments.threads,
        limit: arguments.time_limit,
        scratch: arguments.scratch.clone(),
        python: arguments.python.clone(),
        reporter: Reporter { files: &files, write: &write },
    };
    let mut out = std::io::stdout().lock();
    benchmark::measure(&measurement, &mut |line| {
        // Whoever started this process may have gone.
        let _ = writeln!(out, "{line}");
        let _ = out.flush();
    });
    Exit::Done
}
