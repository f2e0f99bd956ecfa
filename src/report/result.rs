//! `result.json`: what a program, or the next run, wants to know. The schema is made from these types.

use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::view::View;
use super::{certified, words};
use crate::domain::{Counts, Decision, LevelId, Place};
use crate::explain::LeftOut;
use crate::scenario::{Input, Problem};
use crate::solve::{BackendName, LevelOutcome, Size, Stopped};
use crate::verify::Fault;

/// The version of this layout: raised when a field changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

/// Everything about a run that is not a table of its own.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ResultFile {
    /// Version of this layout.
    pub schema_version: u32,
    /// Version of placewell.
    pub placewell_version: String,
    /// The scenario's name.
    pub scenario: String,
    /// The planning date, ISO 8601.
    pub date: String,
    /// Whether every level of the priorities is proved.
    pub proven: bool,
    /// The proposal's levels: priorities in their order, then those left out.
    pub levels: Vec<Level>,
    /// The file with the certificates; null = there are none.
    pub certificate: Option<CertificateNamed>,
    /// The proposal in numbers.
    pub proposal: Counts,
    /// Where every child would live.
    pub placements: Vec<Placed>,
    /// What a duty desk would do by hand.
    pub baseline: Baseline,
    /// The independent check of the proposal.
    pub verdict: Verdict,
    /// Rules, limits and preferences that are switched off.
    pub switched_off: Vec<SwitchedOff>,
    /// Pins, forbids and overrides.
    pub decisions: Vec<DecisionMade>,
    /// Doubtful values of the input.
    pub warnings: Vec<Warning>,
    /// Every file that was read.
    pub inputs: Vec<Input>,
    /// What was asked for.
    pub request: Asked,
    /// The back-end, by name.
    pub backend: String,
    /// Why the search ended before everything was proved, if it did.
    pub stopped: Option<Stopped>,
    /// Sizes of the integer programme.
    pub size: Size,
    /// What the tables leave out because the scenario is large; null = nothing.
    pub left_out: Option<LeftOut>,
}

/// One level.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Level {
    /// The level's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its value on the proposal.
    pub value: i64,
    /// Proven lower bound given the levels before it; null = none is known, or the level is left out of the priorities.
    pub bound: Option<i64>,
    /// Whether nothing better exists given the levels before it; null = the level is left out of the priorities.
    pub proven: Option<bool>,
    /// Lower bound given the levels before it that needs no solver's word: it follows from certificate.json or, for
    /// `unplaced`, from a maximum flow, and `placewell verify` recomputes it; null = there is none.
    pub certified_bound: Option<i64>,
    /// Whether that is as good as `bound`; false = `bound` is the word of the back-end. Null = there is no bound.
    pub certified: Option<bool>,
    /// Whether the level is among the priorities.
    pub in_priorities: bool,
    /// Seconds spent on it.
    pub seconds: f64,
}

/// A file beside this one.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CertificateNamed {
    /// Its name.
    pub file: String,
    /// The sha-256 of its bytes.
    pub sha256: String,
}

/// Where one child would live.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Placed {
    /// The child.
    pub child_id: String,
    /// The home or provision; null = unplaced.
    pub placement: Option<String>,
    /// The unit of a provision, where siblings share it.
    pub unit: Option<u32>,
    /// new, moved, stays or unplaced.
    pub status: String,
}

/// A baseline, counted and checked as the proposal is.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Baseline {
    /// Its levels, by id.
    pub levels: Vec<LevelValue>,
    /// The baseline in numbers.
    #[serde(flatten)]
    pub counts: Counts,
    /// Whether it breaks no rule.
    pub stands: bool,
}

/// A recounted level.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LevelValue {
    /// The level's id.
    pub id: String,
    /// Its value.
    pub value: i64,
}

/// The independent check.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Verdict {
    /// Whether the proposal may be called one.
    pub stands: bool,
    /// Everything that is wrong.
    pub faults: Vec<Finding>,
    /// No proposal can leave fewer unplaced, in the units of that level: a bound by maximum flow.
    pub unplaced_at_least: i64,
    /// Breaches of present placements, or lifted by a decision.
    pub listed: Vec<Finding>,
}

/// Something that breaks a rule.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Finding {
    /// The rule, limit or level.
    pub id: String,
    /// Ids of the children and places that it concerns.
    pub concerns: Vec<String>,
    /// What was found against what is allowed.
    pub found: String,
}

/// Something switched off.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SwitchedOff {
    /// The rule, limit or preference.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// A person's decision.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DecisionMade {
    /// The child.
    pub child_id: String,
    /// The home.
    pub household_id: String,
    /// pin, forbid or override.
    pub decision: String,
    /// The rule that an override lifts.
    pub rule: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// By whom.
    pub decided_by: Option<String>,
    /// When, ISO 8601.
    pub decided_on: Option<String>,
}

/// A doubtful value of the input.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Warning {
    /// The code.
    pub code: String,
    /// The file.
    pub file: String,
    /// Its line.
    pub line: Option<u64>,
    /// Its column.
    pub column: Option<String>,
    /// What was found.
    pub found: String,
    /// How to mend it.
    pub mend: String,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Asked {
    /// The back-end.
    pub backend: String,
    /// Seconds; null = until everything is proved.
    pub time_limit: Option<f64>,
    /// Worker threads.
    pub threads: usize,
    /// Whether every alternative was re-solved.
    pub exact_options: bool,
    /// The levels in the order in which they were made small.
    pub priorities: Vec<String>,
}

/// The JSON schema of `result.json`.
pub fn schema() -> String {
    let schema = schemars::schema_for!(ResultFile);
    serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
}

/// The record of a result; `certificate` is the content of `certificate.json`, if there is one.
pub(super) fn result(view: &View<'_>, certificate: Option<&str>) -> ResultFile {
    let findings = view.findings;
    let settings = &view.scenario.settings;
    let outcome = &findings.outcome;
    ResultFile {
        schema_version: SCHEMA_VERSION,
        placewell_version: env!("CARGO_PKG_VERSION").into(),
        scenario: settings.name.clone(),
        date: settings.date.to_string(),
        proven: outcome.is_proven() && findings.verdict.stands(),
        levels: outcome.levels.iter().map(|each| level(view, each)).collect(),
        certificate: certificate.map(named),
        proposal: view.proposal.counts,
        placements: placements(view),
        baseline: Baseline {
            levels: findings.baseline.verdict.levels.iter().map(level_value).collect(),
            counts: view.baseline.counts,
            stands: findings.baseline.verdict.stands(),
        },
        verdict: Verdict {
            stands: findings.verdict.stands(),
            faults: findings.verdict.faults.iter().map(finding).collect(),
            unplaced_at_least: findings.verdict.unplaced_at_least,
            listed: findings.verdict.listed.iter().map(finding).collect(),
        },
        switched_off: settings
            .switched_off
            .iter()
            .map(|(id, reason)| SwitchedOff { id: id.clone(), reason: reason.clone() })
            .collect(),
        decisions: view.scenario.decisions.iter().map(|each| decided(view, each)).collect(),
        warnings: findings.reading.warnings.iter().map(warning).collect(),
        inputs: findings.reading.inputs.clone(),
        request: asked(view),
        backend: outcome.backend.clone(),
        stopped: outcome.stopped,
        size: outcome.size,
        left_out: Some(findings.reasons.left_out).filter(|left| !left.is_nothing()),
    }
}

fn named(certificate: &str) -> CertificateNamed {
    CertificateNamed { file: "certificate.json".into(), sha256: format!("{:x}", Sha256::digest(certificate)) }
}

fn level(view: &View<'_>, outcome: &LevelOutcome) -> Level {
    Level {
        id: outcome.level.word().into(),
        title: words::level_title(outcome.level).into(),
        value: outcome.value,
        bound: outcome.bound,
        proven: outcome.is_proven(),
        certified_bound: certified::bound(&view.findings.verdict, &view.findings.certified, outcome.level),
        certified: certified::reaches(view, outcome),
        in_priorities: outcome.in_priorities,
        seconds: outcome.seconds,
    }
}

fn level_value((id, value): &(LevelId, i64)) -> LevelValue {
    LevelValue { id: id.word().into(), value: *value }
}

fn placements(view: &View<'_>) -> Vec<Placed> {
    let side = &view.proposal;
    let placed = view.scenario.children.iter().map(|child| {
        let there = side.proposal.of(child.id);
        Placed {
            child_id: child.reference.clone(),
            placement: there.map(|each| view.scenario.place_name(each.place).to_owned()),
            unit: there.filter(|each| matches!(each.place, Place::Provision(_))).map(|each| each.unit),
            status: side.status(child).word().into(),
        }
    });
    placed.collect()
}

fn finding(fault: &Fault) -> Finding {
    Finding { id: fault.id.clone(), concerns: fault.concerns.clone(), found: fault.found.clone() }
}

fn decided(view: &View<'_>, decision: &Decision) -> DecisionMade {
    DecisionMade {
        child_id: view.name(decision.child).into(),
        household_id: view.scenario.household(decision.household).reference.clone(),
        decision: decision.kind.word().into(),
        rule: decision.rule.clone(),
        reason: decision.reason.clone(),
        decided_by: decision.decided_by.clone(),
        decided_on: decision.decided_on.map(|date| date.to_string()),
    }
}

fn warning(problem: &Problem) -> Warning {
    Warning {
        code: problem.code.into(),
        file: problem.file.clone(),
        line: problem.line,
        column: problem.column.clone(),
        found: problem.found.clone(),
        mend: problem.mend.clone(),
    }
}

fn asked(view: &View<'_>) -> Asked {
    let request = &view.findings.request;
    Asked {
        backend: match request.backend {
            BackendName::Highs => "highs".into(),
            BackendName::Microlp => "microlp".into(),
        },
        time_limit: request.time_limit,
        threads: request.threads,
        exact_options: request.exact_options,
        priorities: view.scenario.settings.priorities.iter().map(|level| level.word().into()).collect(),
    }
}
