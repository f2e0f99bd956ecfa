//! A suite run by run, on one machine in one session, and what was measured so far.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::export::{Format, export};
use super::goals::goals;
use super::machine::machine;
use super::order::{Step, steps};
use super::process;
use super::record::{Asked, Benchmark, CaseRecord, Ended, Limits, Run, SCHEMA_VERSION};
use super::stages::{Measured, Solver};
use super::suite::{Case, Source};
use super::summary::Spread;
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

/// A run that has ended.
pub struct Done<'d> {
    /// On which case.
    pub case: &'d Case,
    /// The run.
    pub run: &'d Run,
    /// Everything that was measured so far: a report may be made of it.
    pub so_far: &'d Benchmark,
    /// About how many seconds the runs that are left may take: as long as others of the same size and solver did, or where
    /// there are none yet, the time that each is given.
    pub seconds_left: f64,
}

/// Who is told of each run when it has ended.
pub type Told<'t> = dyn FnMut(&Done<'_>) + 't;

/// Runs the suite. A solver that fails or hangs is a result; only a scenario that cannot be written is an error. Whoever asks
/// to stop ends the run that is under way, which is left out.
///
/// # Errors
/// A temporary folder that cannot be written, or a program that cannot be started.
pub fn run(bench: &Bench<'_>, told: &mut Told<'_>) -> std::io::Result<Benchmark> {
    let steps = steps(bench.cases, bench.solvers);
    let mut session = Session::new(bench, steps.len());
    let mut place: Option<Place> = None;
    for (at, step) in steps.iter().enumerate() {
        if bench.interrupted.load(Ordering::Relaxed) {
            break;
        }
        let place = match &place {
            Some(same) if same.case == step.case => same,
            _ => place.insert(session.place(bench, step.case)?),
        };
        let case = &bench.cases[step.case];
        let began = Instant::now();
        let measured = process::run(bench, case, step.solver, &place.folder, place.room.path())?;
        // A run that somebody ended says nothing of its solver.
        if bench.interrupted.load(Ordering::Relaxed) && measured.run.ended == Ended::Cut {
            break;
        }
        session.spent.push((*step, began.elapsed().as_secs_f64()));
        let run = measured.run.clone();
        session.keep(*step, measured);
        let seconds_left = session.seconds_left(bench.cases, &steps[at + 1..]);
        told(&Done { case, run: &run, so_far: &session.benchmark(), seconds_left });
    }
    Ok(session.benchmark())
}

/// A scenario on disk, and room for what is written and thrown away.
struct Place {
    case: usize,
    folder: PathBuf,
    room: tempfile::TempDir,
}

struct Session {
    /// Every case of the suite with the runs made so far.
    found: Benchmark,
    exported: Vec<bool>,
    /// Seconds that each run took with all that came after its result.
    spent: Vec<(Step, f64)>,
}

impl Session {
    fn new(bench: &Bench<'_>, runs: usize) -> Self {
        let mut limits: Vec<Limits> = Vec::new();
        for case in bench.cases {
            if limits.last().is_none_or(|last| last.case != case.name) {
                limits.push(Limits { case: case.name.clone(), seconds: case.limit });
            }
        }
        let record = |case: &Case| {
            let (sibling_share_percent, seed) = case.draw().unzip();
            let (case, runs) = (case.name.clone(), Vec::new());
            CaseRecord { case, sibling_share_percent, seed, children: 0, households: 0, size: None, runs }
        };
        let solvers = bench.solvers.iter().map(|solver| solver.word().to_owned()).collect();
        let found = Benchmark {
            schema_version: SCHEMA_VERSION,
            placewell_version: env!("CARGO_PKG_VERSION").to_owned(),
            machine: machine(),
            asked: Asked { threads: bench.threads, solvers, limits, runs },
            cases: bench.cases.iter().map(record).collect(),
            goals: Vec::new(),
            stopped_early: true,
        };
        Self { found, exported: vec![false; bench.cases.len()], spent: Vec::new() }
    }

    /// Draws a case, and the first time exports its model.
    fn place(&mut self, bench: &Bench<'_>, at: usize) -> std::io::Result<Place> {
        let (case, room) = (&bench.cases[at], tempfile::tempdir()?);
        let folder = match &case.source {
            Source::Folder(folder) => folder.clone(),
            Source::Drawn(recipe) => {
                let folder = room.path().join("scenario");
                scenario::write(&synthetic::scenario(recipe), &folder)?;
                folder
            }
        };
        if let Some((format, to)) = bench.export.filter(|_| !self.exported[at]) {
            export_case(case, at + 1, &folder, format, to)?;
            self.exported[at] = true;
        }
        Ok(Place { case: at, folder, room })
    }

    /// The runs of a case stand in the order in which the solvers were asked for.
    fn keep(&mut self, step: Step, measured: Measured) {
        let record = &mut self.found.cases[step.case];
        record.children = record.children.max(measured.children);
        record.households = record.households.max(measured.households);
        record.size = record.size.or(measured.size);
        record.runs.push(measured.run);
        let solvers = &self.found.asked.solvers;
        record.runs.sort_by_key(|run| solvers.iter().position(|solver| *solver == run.solver));
    }

    /// What was measured so far; cases that were not begun are left out.
    fn benchmark(&self) -> Benchmark {
        let mut found = self.found.clone();
        found.cases.retain(|case| !case.runs.is_empty());
        found.stopped_early = found.runs() < found.asked.runs;
        found.goals = goals(&found);
        found
    }

    fn seconds_left(&self, cases: &[Case], left: &[Step]) -> f64 {
        let of_one = |step: &Step| {
            let like = |other: &Step| other.solver == step.solver && cases[other.case].name == cases[step.case].name;
            let known = self.spent.iter().filter(|(other, _)| like(other)).map(|(_, seconds)| *seconds);
            match (Spread::of(known), step.solver) {
                (Some(known), _) => known.median,
                (None, Solver::FirstCome) => 0.0,
                (None, _) => cases[step.case].limit,
            }
        };
        left.iter().map(of_one).sum()
    }
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
