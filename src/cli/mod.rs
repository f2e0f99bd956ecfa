//! The command line: one file for each command.
//!
//! *Takes* the arguments. *Gives* text, files and an exit code. *Never* computes: that is the library's work.

mod bench;
mod check;
mod compare;
mod exit;
mod gaps;
mod generate;
mod match_command;
mod merge;
mod new;
mod options;
mod printing;
mod progress;
mod recruit;
mod rules;
mod say;
mod verify;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::Request;
use crate::solve::BackendName;
use exit::Exit;
use printing::Printing;
use say::say;

/// Foster carer sufficiency and matching for English local authorities: proposals that break no rule, with proof and
/// reasons. It proposes; people decide. Everything stays on this machine.
#[derive(Debug, Parser)]
#[command(name = "placewell", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done and proven
  1  internal fault
  2  input refused: every fault is listed, nothing is written
  3  verification failed: nothing is called a proposal
  4  stopped early, with a verified proposal whose bounds are printed
130  ended at once by a second Ctrl-C: nothing is written, an earlier result stays as it was";

#[derive(Debug, Subcommand)]
enum Command {
    /// Propose placements for a scenario folder, prove them and explain them
    #[command(name = "match")]
    Match(match_command::Arguments),
    /// Read a scenario folder and list every fault and every doubtful value
    Check(check::Arguments),
    /// Check a proposal from its files alone: every rule, every limit, every level recounted
    Verify(verify::Arguments),
    /// What it costs in each level to place one child elsewhere, re-solved for each place
    Options(options::Arguments),
    /// Where children are short of a home, and what every approved place is doing
    Gaps(gaps::Arguments),
    /// Scenarios or policies side by side: what each costs, level by level and child by child
    Compare(compare::Arguments),
    /// Whole carers, of which kind, where and by when: the cheapest plan that reaches the goals in a share of futures,
    /// tried on futures that it has not seen
    Recruit(recruit::Arguments),
    /// The parts of a trial that several machines shared, as one
    Merge(merge::Arguments),
    /// The catalogue of rules, limits, preferences and levels, each with its source
    Rules(rules::Arguments),
    /// Write a template folder that explains itself
    New(new::Arguments),
    /// Write an invented scenario of a given size
    Generate(generate::Arguments),
    /// Time, memory and proof on generated cases, stage by stage, beside other ways to solve the same model
    Bench(bench::Arguments),
    /// One case of a benchmark, in a process of its own
    #[command(hide = true)]
    BenchCase(bench::OneCase),
    /// Print the JSON schema of `result.json`, or of another file
    Schema {
        /// The file
        #[arg(value_enum, default_value_t)]
        of: SchemaOf,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// How a command prints what it found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// A file with a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum SchemaOf {
    /// `result.json`.
    #[default]
    Result,
    /// `certificate.json`.
    Certificate,
    /// `benchmark.json`.
    Benchmark,
}

/// What every command that solves can be told.
#[derive(Debug, clap::Args)]
struct Solving {
    /// Take the best verified proposal after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    time_limit: Option<f64>,
    /// Worker threads; the proposal is the same for any number [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
    /// The solver
    #[arg(long, value_enum, default_value_t = BackendName::best())]
    backend: BackendName,
    /// How a long run is shown while it goes on, on standard error
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    progress: progress::Show,
    #[command(flatten)]
    printing: Printing,
}

impl Solving {
    fn request(&self, exact_options: bool) -> Request {
        let threads = threads(self.threads);
        Request { backend: self.backend, time_limit: self.time_limit, threads, exact_options, full_certificate: false }
    }
}

/// The threads asked for, or all cores.
fn threads(asked: Option<u16>) -> usize {
    asked.map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from)
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds.is_finite() && (0.0..=1e9).contains(&seconds) => Ok(seconds),
        _ => Err("a number of seconds such as `60` or `0.5` is needed".to_owned()),
    }
}

/// Runs a command and gives its exit code. A fault of ours is said in a line, without a trace.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nothing can be done about a closed terminal.
            let _ = error.print();
            return if error.use_stderr() { Exit::InputRefused } else { Exit::Done }.into();
        }
    };
    panic::set_hook(Box::new(|info| {
        say::complain(&format!("internal fault: {info}\n  mend: this is a defect of placewell; please report it"));
    }));
    let exit = panic::catch_unwind(|| dispatch(arguments.command)).unwrap_or(Exit::InternalFault);
    progress::end();
    exit.into()
}

fn dispatch(command: Command) -> Exit {
    match command {
        Command::Match(arguments) => match_command::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Options(arguments) => options::run(&arguments),
        Command::Gaps(arguments) => gaps::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Recruit(arguments) => recruit::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::BenchCase(arguments) => bench::run_one(&arguments),
        Command::Schema { of } => {
            say(&match of {
                SchemaOf::Result => crate::report::schema(),
                SchemaOf::Certificate => crate::report::certificate_schema(),
                SchemaOf::Benchmark => crate::report::benchmark_schema(),
            });
            Exit::Done
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "placewell", &mut script);
            say(&String::from_utf8_lossy(&script));
            Exit::Done
        }
    }
}
