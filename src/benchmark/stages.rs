//! One solver on one scenario, stage by stage, in this process.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::clock::Clock;
use super::python;
use super::record::{Ended, LevelFigure, ProgrammeSize, Run};
use crate::compatibility::Graph;
use crate::domain::{LevelId, Proposal, Scenario};
use crate::scenario::Reading;
use crate::solve::{self, BackendName, Peer, PeerLevel, Watch};
use crate::{Baseline, Findings, Request, compatibility, explain, model, scenario, verify};

/// Certificates are looked for so many times as long as the search may take.
const FOR_CERTIFICATES: f64 = 3.0;

/// Who solves a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Solver {
    /// placewell.
    Placewell,
    /// Children by urgency, one at a time, best home first: what a duty desk does.
    FirstCome,
    /// `HiGHS` level after level on the same pattern model.
    Plain,
    /// `HiGHS` level after level on a model child by child.
    Naive,
    /// OR-tools CP-SAT on the exported pattern model, where a Python has it.
    CpSat,
    /// SCIP on the exported pattern model, where a Python has it.
    Scip,
}

impl Solver {
    /// Every solver, placewell first.
    pub const ALL: &'static [Self] =
        &[Self::Placewell, Self::Plain, Self::Naive, Self::FirstCome, Self::CpSat, Self::Scip];

    /// Its name on the command line and in `benchmark.json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Placewell => "placewell",
            Self::FirstCome => "first-come",
            Self::Plain => "plain",
            Self::Naive => "naive",
            Self::CpSat => "cp-sat",
            Self::Scip => "scip",
        }
    }

    /// The solver of this name.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|solver| solver.word() == word)
    }
}

/// The files of a result: name and bytes.
pub type Files = Vec<(&'static str, Vec<u8>)>;

/// How a result is made into files and put in place, which this room leaves to others.
#[derive(Clone, Copy)]
pub struct Reporter<'r> {
    /// Findings as files.
    pub files: &'r dyn Fn(&Findings) -> Result<Files, String>,
    /// Files in a folder.
    pub write: &'r dyn Fn(&Path, &Files) -> Result<(), String>,
}

/// What is to be measured.
pub struct Measurement<'m> {
    /// The scenario folder.
    pub folder: PathBuf,
    /// Who solves it.
    pub solver: Solver,
    /// The back-end of placewell.
    pub backend: BackendName,
    /// Worker threads of placewell.
    pub threads: usize,
    /// Seconds that the search may take.
    pub limit: f64,
    /// A folder for what is written and thrown away.
    pub scratch: PathBuf,
    /// The Python of the peers that need one.
    pub python: PathBuf,
    /// How results become files.
    pub reporter: Reporter<'m>,
}

/// A run as far as it is, with the sizes of its case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Measured {
    pub(super) children: usize,
    pub(super) households: usize,
    pub(super) size: Option<ProgrammeSize>,
    pub(super) run: Run,
}

impl Measured {
    /// Of a process that has told nothing yet; `threads` are those of placewell, and a peer has one.
    pub(super) fn nothing(solver: Solver, threads: usize, limit: f64) -> Self {
        let run = Run {
            solver: solver.word().to_owned(),
            ended: Ended::Cut,
            note: None,
            seconds: 0.0,
            solve_seconds: None,
            time_limit: limit,
            threads: if solver == Solver::Placewell { threads } else { 1 },
            peak_kib: None,
            processor_seconds: None,
            stages: Vec::new(),
            levels: Vec::new(),
            size: None,
            stands: None,
            fault: None,
        };
        Self { children: 0, households: 0, size: None, run }
    }
}

/// Runs one solver on one scenario and tells what is measured after every stage, each time as one line of JSON; the last
/// line tells all. What it failed with is told as well.
pub fn measure(asked: &Measurement<'_>, told: &mut dyn FnMut(&str)) {
    let mut clock = Clock::new(asked, told);
    if let Err(error) = staged(asked, &mut clock) {
        clock.measured.run.ended = Ended::Failed;
        clock.measured.run.note = Some(error);
    }
    clock.tell();
}

fn staged(asked: &Measurement<'_>, clock: &mut Clock<'_>) -> Result<(), String> {
    let reading = clock.stage("read", || scenario::read(&asked.folder)).map_err(|problems| refused(&problems))?;
    clock.measured.children = reading.scenario.in_scope().count();
    clock.measured.households = reading.scenario.households.len();
    let graph = clock.stage("graph", || compatibility::graph(&reading.scenario));
    match asked.solver {
        Solver::Placewell => placewell(asked, reading, &graph, clock),
        Solver::FirstCome => {
            first_come(&reading.scenario, &graph, clock);
            Ok(())
        }
        Solver::Plain => peer(asked, Peer::Plain, &reading.scenario, &graph, clock),
        Solver::Naive => peer(asked, Peer::Naive, &reading.scenario, &graph, clock),
        Solver::CpSat | Solver::Scip => python_peer(asked, &reading.scenario, &graph, clock),
    }
}

fn refused(problems: &[scenario::Problem]) -> String {
    let first = problems.first().map_or_else(String::new, ToString::to_string);
    format!("the scenario is refused, {} faults, the first: {first}", problems.len())
}

/// The whole thread of `placewell match`, and the model once more by itself at the end: the search builds its own.
fn placewell(asked: &Measurement<'_>, reading: Reading, graph: &Graph, clock: &mut Clock<'_>) -> Result<(), String> {
    let scenario = &reading.scenario;
    let by_hand = clock.stage("by_hand", || solve::by_hand(scenario, graph));
    let watch = Watch { deadline: deadline(asked.limit), ..Watch::default() };
    let search = || solve::propose(scenario, graph, &by_hand, asked.backend, asked.threads, &watch);
    let mut outcome = clock.stage("search", search).map_err(|error| error.to_string())?;
    let backend = asked.backend;
    let look = || solve::certify(scenario, graph, &mut outcome, backend, false, &watch);
    clock.stage("prove", || crate::on_threads(asked.threads, look)).map_err(|error| error.to_string())?;
    let size = ProgrammeSize {
        pairs: outcome.size.pairs,
        variables: outcome.size.columns + outcome.size.switches,
        rows: outcome.size.rows,
    };
    clock.measured.size = Some(size);
    clock.measured.run.size = Some(size);
    clock.levels(&outcome.levels);
    clock.measured.run.solve_seconds = clock.sum(&["by_hand", "search"]);
    let claims = outcome.claims();
    let verdict = clock.stage("verify", || verify::verify_claimed(scenario, &outcome.proposal, &claims));
    clock.verdict(&verdict);
    outcome.raise(LevelId::Unplaced, verdict.unplaced_at_least);
    clock.levels(&outcome.levels);
    let certify = || verify::certify(scenario, &outcome.proposal, &outcome.certificates);
    let certified = clock.stage("certify", || crate::on_threads(asked.threads, certify));
    clock.certified(&certified);
    let of_hand = clock.stage("verify_by_hand", || verify::verify_another(scenario, &by_hand, &verdict));
    let explained = || crate::on_threads(asked.threads, || explain::explain(scenario, graph, &outcome.proposal));
    let reasons = clock.stage("explain", explained);
    let proven = outcome.is_proven();
    let request = Request {
        backend: asked.backend,
        time_limit: Some(asked.limit),
        threads: asked.threads,
        exact_options: false,
        full_certificate: false,
    };
    let baseline = Baseline { proposal: by_hand, verdict: of_hand };
    let findings = Findings { reading, request, outcome, verdict, certified, baseline, reasons };
    let files = clock.stage("report", || (asked.reporter.files)(&findings))?;
    clock.stage("write", || (asked.reporter.write)(&asked.scratch.join("result"), &files))?;
    drop(files);
    clock.ended(if proven { Ended::Proof } else { Ended::Clock });
    clock.stage("model", || drop(model::build(&findings.reading.scenario, graph)));
    if proven && !clock.measured.run.levels.iter().all(LevelFigure::is_certified) {
        certify_in_full(asked, findings, graph, clock)?;
    }
    Ok(())
}

/// What the certificates show that are not looked for unasked; it may take as long as the search.
fn certify_in_full(
    asked: &Measurement<'_>,
    findings: Findings,
    graph: &Graph,
    clock: &mut Clock<'_>,
) -> Result<(), String> {
    let (scenario, mut outcome) = (&findings.reading.scenario, findings.outcome);
    outcome.certificates.clear();
    let watch = Watch { deadline: deadline(asked.limit * FOR_CERTIFICATES), ..Watch::default() };
    let backend = asked.backend;
    let look = || solve::certify(scenario, graph, &mut outcome, backend, true, &watch);
    clock.stage("prove_in_full", || crate::on_threads(asked.threads, look)).map_err(|error| error.to_string())?;
    let certify = || verify::certify(scenario, &outcome.proposal, &outcome.certificates);
    let certified = clock.stage("certify_in_full", || crate::on_threads(asked.threads, certify));
    clock.certified(&certified);
    clock.tell();
    Ok(())
}

fn first_come(scenario: &Scenario, graph: &Graph, clock: &mut Clock<'_>) {
    let by_hand = clock.stage("by_hand", || solve::by_hand(scenario, graph));
    clock.measured.run.solve_seconds = clock.sum(&["by_hand"]);
    clock.values(scenario, &by_hand);
    let verdict = clock.stage("verify", || verify::verify(scenario, &by_hand));
    clock.verdict(&verdict);
    clock.ended(Ended::NoSearch);
}

fn peer(
    asked: &Measurement<'_>,
    peer: Peer,
    scenario: &Scenario,
    graph: &Graph,
    clock: &mut Clock<'_>,
) -> Result<(), String> {
    let deadline = deadline(asked.limit);
    let began = Instant::now();
    let found = solve::peer(peer, scenario, graph, deadline, &mut |levels| clock.peer_levels(levels));
    clock.passed("search", began);
    let found = found.map_err(|error| error.to_string())?;
    clock.measured.run.solve_seconds = clock.sum(&["search"]);
    clock.measured.run.size =
        Some(ProgrammeSize { pairs: graph.pairs(), variables: found.variables, rows: found.rows });
    found_by_peer(scenario, &found.levels, found.proposal.as_ref(), clock);
    Ok(())
}

fn found_by_peer(scenario: &Scenario, levels: &[PeerLevel], proposal: Option<&Proposal>, clock: &mut Clock<'_>) {
    clock.peer_levels(levels);
    if let Some(proposal) = proposal {
        let verdict = clock.stage("verify", || verify::verify(scenario, proposal));
        clock.verdict(&verdict);
    }
    let proven = clock.measured.run.levels.iter().all(LevelFigure::is_proven);
    clock.ended(if proven { Ended::Proof } else { Ended::Clock });
}

/// Its time is that of the model here and of the levels there: neither the files nor the start of Python count. Its memory
/// is that of Python.
fn python_peer(
    asked: &Measurement<'_>,
    scenario: &Scenario,
    graph: &Graph,
    clock: &mut Clock<'_>,
) -> Result<(), String> {
    let model = clock.stage("model", || model::build(scenario, graph));
    let variables = model.variables();
    if variables > solve::MOST_VARIABLES {
        return Err(solve::NoPeer::TooLarge(variables).to_string());
    }
    clock.measured.run.size = Some(ProgrammeSize { pairs: graph.pairs(), variables, rows: model.rows.len() });
    let (word, scratch) = (asked.solver.word(), &asked.scratch);
    std::fs::create_dir_all(scratch).map_err(|error| error.to_string())?;
    let search = || python::solve(word, &asked.python, scenario, &model, asked.limit, scratch);
    let found = clock.stage("search", search)?;
    clock.measured.run.solve_seconds = clock.sum(&["model"]).map(|model| model + found.seconds);
    found_by_peer(scenario, &found.levels, found.proposal.as_ref(), clock);
    clock.measured.run.peak_kib = found.peak_kib;
    Ok(())
}

fn deadline(limit: f64) -> Option<Instant> {
    Duration::try_from_secs_f64(limit).ok().and_then(|limit| Instant::now().checked_add(limit))
}
