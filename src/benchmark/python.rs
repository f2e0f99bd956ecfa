//! Peers that Python brings: the exported model goes in, chosen columns come out, and are checked as all others are.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::export::{Format, export};
use crate::domain::{Proposal, Scenario};
use crate::model::Model;
use crate::policy::levels;
use crate::solve::PeerLevel;

/// The script, so that it is there wherever the program is.
const SCRIPT: &str = include_str!("../../benches/peers/peers.py");

/// A level as the script tells it.
#[derive(Deserialize)]
struct Told {
    level: String,
    objective: Option<i64>,
    bound: Option<i64>,
    infeasible: bool,
    seconds: f64,
    chosen: Option<Vec<String>>,
    peak_kib: Option<u64>,
}

/// What a script found.
pub(super) struct Answer {
    pub(super) proposal: Option<Proposal>,
    pub(super) levels: Vec<PeerLevel>,
    /// Seconds that it spent on the levels.
    pub(super) seconds: f64,
    pub(super) peak_kib: Option<u64>,
}

/// Runs the script on the model for so many seconds.
pub(super) fn solve(
    solver: &str,
    python: &Path,
    scenario: &Scenario,
    model: &Model,
    limit: f64,
    scratch: &Path,
) -> Result<Answer, String> {
    let folder = scratch.join("model");
    export(scenario, model, Format::Mps, &folder).map_err(|error| format!("cannot write the model: {error}"))?;
    let script = scratch.join("peers.py");
    fs::write(&script, SCRIPT).map_err(|error| format!("cannot write the script: {error}"))?;
    let missing = |error: &str| {
        format!("`{}` cannot run this peer: {error}; it needs benches/peers/requirements.txt", python.display())
    };
    let mut child = Command::new(python)
        .arg(&script)
        .args([solver, &folder.to_string_lossy(), &limit.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| missing(&error.to_string()))?;
    let mut told: Vec<Told> = Vec::new();
    if let Some(out) = child.stdout.take() {
        let lines = BufReader::new(out).lines().map_while(Result::ok);
        told.extend(lines.filter_map(|line| serde_json::from_str(&line).ok()));
    }
    let ended = child.wait_with_output().map_err(|error| error.to_string())?;
    if !ended.status.success() && told.is_empty() {
        let complaint = String::from_utf8_lossy(&ended.stderr);
        return Err(missing(complaint.lines().last().unwrap_or("it failed")));
    }
    if told.iter().any(|level| level.infeasible) {
        return Err("it says that no proposal is lawful".to_owned());
    }
    Ok(answer(scenario, model, &told))
}

fn answer(scenario: &Scenario, model: &Model, told: &[Told]) -> Answer {
    let column = |name: &String| name.strip_prefix('z')?.parse::<usize>().ok().filter(|at| *at < model.columns.len());
    let last = told.iter().rev().find_map(|level| level.chosen.as_ref());
    let proposal = last.map(|chosen| model.proposal(scenario, chosen.iter().filter_map(column)));
    let level = |objective: &crate::model::Objective| {
        let id = objective.level;
        let reached = told.iter().find(|each| each.level == id.word());
        // A bound without a value of its own is kept: the level was begun.
        let bound = reached.and_then(|each| Some(each.bound? + objective.constant));
        let value = proposal.as_ref().map(|proposal| levels::level(id).count(scenario, proposal));
        debug_assert!(
            reached.and_then(|each| each.objective).is_none_or(|found| value <= Some(found + objective.constant)),
            "a level that is held does not rise"
        );
        PeerLevel { level: id, value, bound, seconds: reached.map_or(0.0, |each| each.seconds) }
    };
    Answer {
        levels: model.objectives.iter().map(level).collect(),
        proposal,
        seconds: told.iter().map(|each| each.seconds).sum(),
        peak_kib: told.iter().filter_map(|each| each.peak_kib).max(),
    }
}
