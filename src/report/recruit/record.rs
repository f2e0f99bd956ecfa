//! `recruitment.json`: the run for programs.

use serde::Serialize;

use super::phrases;
use super::view::View;
use crate::recruitment::Ending;

/// The run. Money is in pence, shares are decimals as scenario.toml spells them.
#[derive(Serialize)]
pub(super) struct Record {
    placewell_version: &'static str,
    scenario: String,
    date: String,
    goals: Vec<(&'static str, i64)>,
    share_asked_for: String,
    plan_was_given: bool,
    proven: bool,
    households: i64,
    places: i64,
    cost_pence: i64,
    bound_pence: i64,
    /// What any plan costs at least that keeps the promise in the programme, nothing made stricter by calibration.
    least_cost_pence: Option<i64>,
    calibration_rounds: usize,
    complete: bool,
    recruitment_cost_pence: i64,
    yearly_cost_pence: i64,
    saving_a_year_pence: [i64; 3],
    promised: Promise,
    reached: Tried,
    lines: Vec<Line>,
    inputs: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Promise {
    seed: u64,
    futures: usize,
    held: usize,
}

#[derive(Serialize)]
struct Tried {
    seed: u64,
    futures: usize,
    reached: usize,
    not_reached: usize,
    undecided: usize,
    share: String,
    share_low: String,
    share_high: String,
}

#[derive(Serialize)]
struct Line {
    kind: String,
    locality: String,
    households: i64,
    households_low: i64,
    households_high: i64,
    places: i64,
    applications: i64,
    enquiries: i64,
    start_month: String,
}

pub(super) fn record(view: &View<'_>) -> Record {
    let (found, plan, settings) = (view.found, &view.found.plan, &view.scenario.settings);
    let (middle, low, high) = view.panel.saving_a_year;
    Record {
        placewell_version: env!("CARGO_PKG_VERSION"),
        scenario: settings.name.clone(),
        date: settings.date.to_string(),
        goals: settings.goals.wanted.iter().map(|(goal, number)| (goal.word(), *number)).collect(),
        share_asked_for: found.request.share.to_string(),
        plan_was_given: found.plan_was_given(),
        proven: plan.is_proven(),
        households: view.households(),
        places: view.panel.total.places,
        cost_pence: plan.cost.0,
        bound_pence: plan.bound.0,
        least_cost_pence: (!found.plan_was_given()).then(|| found.least_cost().0),
        calibration_rounds: found.calibration.len(),
        complete: found.is_complete(),
        recruitment_cost_pence: view.panel.total.recruitment_cost.0,
        yearly_cost_pence: view.panel.total.yearly_cost.0,
        saving_a_year_pence: [low.0, middle.0, high.0],
        promised: Promise { seed: found.request.seed, futures: plan.futures, held: plan.held },
        reached: reached(view),
        lines: lines(view),
        inputs: found.reading.inputs.iter().map(|each| (each.file.clone(), each.sha256.clone())).collect(),
    }
}

fn reached(view: &View<'_>) -> Tried {
    let trials = &view.found.trials;
    let count = |ending| trials.trials.iter().filter(|trial| trial.ending == ending).count();
    let (share, low, high) = trials.share();
    Tried {
        seed: trials.seed,
        futures: trials.trials.len(),
        reached: count(Ending::Reached),
        not_reached: count(Ending::NotReached),
        undecided: count(Ending::Undecided),
        share: share.to_string(),
        share_low: low.to_string(),
        share_high: high.to_string(),
    }
}

fn lines(view: &View<'_>) -> Vec<Line> {
    let line = |each: &crate::recruitment::Line| Line {
        kind: view.kind(each).reference.clone(),
        locality: view.scenario.locality(each.locality).reference.clone(),
        households: each.households,
        households_low: each.interval.0,
        households_high: each.interval.1,
        places: each.places,
        applications: each.applications,
        enquiries: each.enquiries,
        start_month: phrases::month_key(view.day(each.start_month)),
    };
    view.panel.lines.iter().map(line).collect()
}
