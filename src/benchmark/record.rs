//! What was measured, as `benchmark.json` holds it; the schema is made from these types.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::goals::GoalFigure;

/// The version of this layout: raised when a field changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// A benchmark: every case, every solver, on one machine in one session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Benchmark {
    /// Version of this layout.
    pub schema_version: u32,
    /// Version of placewell.
    pub placewell_version: String,
    /// Where it was measured.
    pub machine: Machine,
    /// What was asked for.
    pub asked: Asked,
    /// Every case that was run, in the order of the suite.
    pub cases: Vec<CaseRecord>,
    /// What the cases are to reach, for those that were run.
    pub goals: Vec<GoalFigure>,
    /// Whether runs are missing, as somebody stopped the benchmark or it still goes on.
    pub stopped_early: bool,
}

/// The machine that measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Machine {
    /// When the benchmark began: UTC, ISO 8601.
    pub measured_at: String,
    /// Processors that this process may use.
    pub processors: usize,
    /// What the system calls the processor; null = it does not say.
    pub processor: Option<String>,
    /// Memory in kibibytes (1,024 bytes); null = the system does not say.
    pub memory_kib: Option<u64>,
    /// Operating system and architecture.
    pub system: String,
    /// `release` or `debug`; times of a debug build say nothing.
    pub build: String,
    /// How many threads wanted a processor in the minute before the benchmark, on average; null = the system does not say.
    /// Where that is more than nought, others were at work, and times are longer than they need be.
    pub load_before: Option<f64>,
    /// Where peak memory is read; null = not measured on this system.
    pub memory_from: Option<String>,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Asked {
    /// Worker threads of placewell; peers have one.
    pub threads: usize,
    /// Who solves each case: `placewell` and its peers.
    pub solvers: Vec<String>,
    /// Seconds that each search may take.
    pub limits: Vec<Limits>,
    /// Runs: every solver on every case.
    pub runs: usize,
}

/// The seconds that a search of a case may take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Limits {
    /// The case.
    pub case: String,
    /// Seconds.
    pub seconds: f64,
}

/// One case and what each solver did with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CaseRecord {
    /// The case, such as `month`; a folder's name for a scenario of one's own.
    pub case: String,
    /// How many in a hundred children to be placed come with siblings; null = a scenario of one's own.
    pub sibling_share_percent: Option<i64>,
    /// The seed that it was drawn with; null = a scenario of one's own.
    pub seed: Option<u64>,
    /// Children to be placed.
    pub children: usize,
    /// Known homes.
    pub households: usize,
    /// Children, pairs, columns and rows of the pattern model.
    pub size: Option<ProgrammeSize>,
    /// Each solver's run, placewell's first.
    pub runs: Vec<Run>,
}

/// Sizes of an integer programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProgrammeSize {
    /// Open pairs of a child and a place.
    pub pairs: usize,
    /// Variables.
    pub variables: usize,
    /// Rows.
    pub rows: usize,
}

/// One solver on one case, in a process of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// `placewell`, `first-come`, `plain`, `naive`, ...
    pub solver: String,
    /// How it ended.
    pub ended: Ended,
    /// What else there is to say, such as what it failed with.
    pub note: Option<String>,
    /// Seconds from the start of the process to its result, on a wall clock.
    pub seconds: f64,
    /// Seconds from the graph to the proposal: what ratios compare. placewell's has the baseline in it that it starts from.
    pub solve_seconds: Option<f64>,
    /// Seconds that processors worked for the process up to its result, all threads together, in steps of 0.01; null = not
    /// measured. Where this is far below `seconds`, the process waited for a processor or a disk.
    pub processor_seconds: Option<f64>,
    /// Seconds that the search might have taken.
    pub time_limit: f64,
    /// Worker threads.
    pub threads: usize,
    /// Peak memory of the process in kibibytes, up to its result; null = not measured.
    pub peak_kib: Option<u64>,
    /// The stages in the order in which they were run.
    pub stages: Vec<Stage>,
    /// The levels of the priorities in their order.
    pub levels: Vec<LevelFigure>,
    /// The solver's own programme; null = it has none.
    pub size: Option<ProgrammeSize>,
    /// Whether the independent check found nothing against the proposal; null = there is none, or it was not reached.
    pub stands: Option<bool>,
    /// The first thing that the check found.
    pub fault: Option<String>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Every level is proved.
    Proof,
    /// The time was up before every level was proved.
    Clock,
    /// It searches for nothing, and proves nothing.
    NoSearch,
    /// The process was ended, as it went on long after its time, or it ended without a result. What is told is what it had told
    /// by then.
    Cut,
    /// It failed.
    Failed,
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stage {
    /// `read`, `graph`, `by_hand`, `search`, `prove`, `verify`, `certify`, `verify_by_hand`, `explain`, `report`, `write`, `model`,
    /// `prove_in_full`, `certify_in_full`; the last three come after the result.
    pub id: String,
    /// Seconds on a wall clock.
    pub seconds: f64,
    /// The most memory that the process has had from its start to the end of this stage, in kibibytes; null = not measured.
    pub peak_kib: Option<u64>,
}

/// A level as a solver left it, in the level's own unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelFigure {
    /// The level.
    pub id: String,
    /// What one is: `children`, `pairs`, `points`, `pence a week`.
    pub unit: String,
    /// The value of the proposal; null = no proposal.
    pub value: Option<i64>,
    /// No proposal with the same levels before it is below; null = nothing is proved.
    pub bound: Option<i64>,
    /// Value less bound; null = one of them is missing.
    pub gap: Option<i64>,
    /// The bound that followed from a certificate in exact arithmetic; null = there is no certificate.
    #[serde(default)]
    pub certified: Option<i64>,
    /// Seconds spent on it.
    pub seconds: f64,
}

impl LevelFigure {
    /// Whether nothing better exists given the levels before it.
    pub fn is_proven(&self) -> bool {
        self.gap.is_some_and(|gap| gap <= 0)
    }

    /// Whether a certificate shows as much.
    pub fn is_certified(&self) -> bool {
        self.value.zip(self.certified).is_some_and(|(value, certified)| certified >= value)
    }
}

impl Run {
    /// Seconds that it was seen to search without an end, if it was ended long after its time; whole ones, so that none is too
    /// many.
    pub fn waited_for(&self) -> Option<f64> {
        let before: f64 = self.stages.iter().map(|stage| stage.seconds).sum();
        (self.ended == Ended::Cut && self.seconds >= self.time_limit).then(|| (self.seconds - before).max(0.0).floor())
    }

    /// The seconds of a stage, if it was reached.
    pub fn stage(&self, id: &str) -> Option<f64> {
        self.stages.iter().find(|stage| stage.id == id).map(|stage| stage.seconds)
    }
}

impl Benchmark {
    /// How many runs were made.
    pub fn runs(&self) -> usize {
        self.cases.iter().map(|case| case.runs.len()).sum()
    }

    /// What must not be: a proposal of placewell that the independent check rejected, or two proofs of one level that
    /// contradict each other where the levels before it agree.
    pub fn rejected(&self) -> Vec<String> {
        let mut rejected = Vec::new();
        for case in &self.cases {
            let Some((own, peers)) = case.runs.split_first() else { continue };
            let label = case.label();
            if own.stands == Some(false) {
                rejected.push(format!("{label}: {}", own.fault.as_deref().unwrap_or("a fault")));
            }
            for peer in peers.iter().filter(|peer| peer.stands == Some(true)) {
                if let Some((a, b)) = contradiction(own, peer) {
                    let value = |figure: &LevelFigure| figure.value.unwrap_or_default();
                    rejected.push(format!(
                        "{label}: {} is proved to be {} by {} and {} by {}",
                        a.id,
                        value(a),
                        own.solver,
                        value(b),
                        peer.solver
                    ));
                }
            }
        }
        rejected
    }
}

/// The first level of which two runs prove different values.
fn contradiction<'r>(own: &'r Run, peer: &'r Run) -> Option<(&'r LevelFigure, &'r LevelFigure)> {
    let proved = own.levels.iter().zip(&peer.levels).take_while(|(a, b)| a.is_proven() && b.is_proven());
    proved.into_iter().find(|(a, b)| a.value != b.value)
}

impl CaseRecord {
    /// What to call it in a list of many.
    pub fn label(&self) -> String {
        match (self.sibling_share_percent, self.seed) {
            (Some(share), Some(seed)) => format!("{}, {share} % with siblings, seed {seed}", self.case),
            _ => self.case.clone(),
        }
    }
}
