//! Every solver on every case, one after another, each in a process of its own, so that its memory is its own.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::export::{Format, export};
use super::goals::goals;
use super::machine::machine;
use super::record::{Asked, Benchmark, CaseRecord, Ended, Limits, Run, SCHEMA_VERSION};
use super::stages::{Measured, Solver};
use super::suite::{Case, Source};
use crate::scenario::{self, synthetic};
use crate::{compatibility, model};

/// What is to be run.
pub struct Bench<'b> {
    /// The program that measures one case: `placewell` itself.
    pub program: PathBuf,
    /// The cases.
    pub cases: &'b [Case],
    /// Who solves them; placewell first.
    pub solvers: &'b [Solver],
    /// Worker threads of placewell.
    pub threads: usize,
    /// The Python of the peers that need one.
    pub python: &'b Path,
    /// Where the model of each case is written, in a folder for each, and how; none = nowhere.
    pub export: Option<(Format, &'b Path)>,
    /// Set when somebody asks to stop.
    pub interrupted: &'b AtomicBool,
}

/// Who is told of each run when it has ended.
pub type Told<'t> = dyn FnMut(&Case, &Run) + 't;

/// Runs the suite. A solver that fails or hangs is a result; only a scenario that cannot be written is an error.
///
/// # Errors
/// A temporary folder that cannot be written, or a program that cannot be started.
pub fn run(bench: &Bench<'_>, told: &mut Told<'_>) -> std::io::Result<Benchmark> {
    let mut cases = Vec::new();
    let machine = machine();
    for case in bench.cases {
        if bench.interrupted.load(Ordering::Relaxed) {
            break;
        }
        cases.push(run_case(bench, case, cases.len() + 1, told)?);
    }
    let stopped_early = bench.interrupted.load(Ordering::Relaxed);
    let mut limits: Vec<Limits> = Vec::new();
    for case in bench.cases {
        if limits.last().is_none_or(|last| last.case != case.name) {
            limits.push(Limits { case: case.name.clone(), seconds: case.limit });
        }
    }
    let solvers = bench.solvers.iter().map(|solver| solver.word().to_owned()).collect();
    let mut benchmark = Benchmark {
        schema_version: SCHEMA_VERSION,
        placewell_version: env!("CARGO_PKG_VERSION").to_owned(),
        machine,
        asked: Asked { threads: bench.threads, solvers, limits },
        cases,
        goals: Vec::new(),
        stopped_early,
    };
    benchmark.goals = goals(&benchmark);
    Ok(benchmark)
}

fn run_case(bench: &Bench<'_>, case: &Case, number: usize, told: &mut Told<'_>) -> std::io::Result<CaseRecord> {
    let place = tempfile::tempdir()?;
    let folder = match &case.source {
        Source::Folder(folder) => folder.clone(),
        Source::Drawn(recipe) => {
            let folder = place.path().join("scenario");
            scenario::write(&synthetic::scenario(recipe), &folder)?;
            folder
        }
    };
    let (share, seed) = case.draw().unzip();
    let mut record = CaseRecord {
        case: case.name.clone(),
        sibling_share_percent: share,
        seed,
        children: 0,
        households: 0,
        size: None,
        runs: Vec::new(),
    };
    for solver in bench.solvers {
        if bench.interrupted.load(Ordering::Relaxed) {
            break;
        }
        let measured = run_one(bench, case, *solver, &folder, place.path())?;
        record.children = record.children.max(measured.children);
        record.households = record.households.max(measured.households);
        record.size = record.size.or(measured.size);
        told(case, &measured.run);
        record.runs.push(measured.run);
    }
    if let Some((format, to)) = bench.export {
        export_case(case, number, &folder, format, to)?;
    }
    Ok(record)
}

/// A scenario that is refused has no model; its runs say why.
fn export_case(case: &Case, number: usize, folder: &Path, format: Format, to: &Path) -> std::io::Result<()> {
    let Ok(reading) = scenario::read(folder) else { return Ok(()) };
    let graph = compatibility::graph(&reading.scenario);
    let model = model::build(&reading.scenario, &graph);
    let plain = |text: String| -> String {
        text.chars().map(|each| if each.is_ascii_alphanumeric() || each == '-' { each } else { '-' }).collect()
    };
    let draw = case.draw().map(|(share, seed)| format!("-{share}-seed-{seed}")).unwrap_or_default();
    export(&reading.scenario, &model, format, &to.join(plain(format!("{number:03}-{}{draw}", case.name))))
}

fn run_one(bench: &Bench<'_>, case: &Case, solver: Solver, folder: &Path, scratch: &Path) -> std::io::Result<Measured> {
    let began = Instant::now();
    let mut child = Command::new(&bench.program)
        .arg("bench-case")
        .arg(folder)
        .args(["--solver", solver.word()])
        .args(["--threads", &bench.threads.to_string()])
        .args(["--time-limit", &case.limit.to_string()])
        .arg("--scratch")
        .arg(scratch.join(solver.word()))
        .arg("--python")
        .arg(bench.python)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (last, seconds, why) = listen(&mut child, began, patience(case.limit), bench.interrupted)?;
    let mut measured = last.unwrap_or_else(|| Measured::nothing(solver, bench.threads, case.limit));
    // The clock of the whole process starts before that of the process itself.
    measured.run.seconds = seconds.unwrap_or_else(|| began.elapsed().as_secs_f64());
    if measured.run.ended == Ended::Cut {
        measured.run.note = Some(why);
    }
    Ok(measured)
}

/// How long a process is waited for: it may have to read, verify, report and look for certificates beside
/// its search, and back-ends overrun.
fn patience(limit: f64) -> Duration {
    Duration::try_from_secs_f64(3.0 * limit + 60.0).unwrap_or(Duration::MAX)
}

/// The last thing that a process told, when it first told of a result, and how it ended if not by itself.
fn listen(
    child: &mut Child,
    began: Instant,
    patience: Duration,
    interrupted: &AtomicBool,
) -> std::io::Result<(Option<Measured>, Option<f64>, String)> {
    let (sender, lines) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                // Nobody listens any more if the process was ended.
                let _ = sender.send((began.elapsed().as_secs_f64(), line));
            }
        });
    }
    let complaints = child.stderr.take().map(|mut err| {
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = err.read_to_string(&mut text);
            text
        })
    });
    let (mut last, mut seconds, mut why) = (None, None, None);
    loop {
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok((at, line)) => {
                if let Ok(measured) = serde_json::from_str::<Measured>(&line) {
                    if measured.run.ended != Ended::Cut && seconds.is_none() {
                        seconds = Some(at);
                    }
                    last = Some(measured);
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) if interrupted.load(Ordering::Relaxed) => {
                why = Some("somebody stopped the benchmark".to_owned());
            }
            Err(RecvTimeoutError::Timeout) if began.elapsed() >= patience => {
                why = Some(format!("not finished in {:.0} s", patience.as_secs_f64()));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        if why.is_some() {
            child.kill()?;
            break;
        }
    }
    let status = child.wait()?;
    let complaint = complaints.and_then(|thread| thread.join().ok()).unwrap_or_default();
    let why = why.unwrap_or_else(|| {
        let complaint = complaint.lines().next().unwrap_or_default();
        format!("the process ended: {status} {complaint}").trim().to_owned()
    });
    Ok((last, seconds, why))
}
