//! The exact trade-off of two levels, by ε-constraint: the least of the second level, then the least of the first that
//! goes with it, then the same with the first level capped one below, until nothing is left.
//!
//! Every level counts whole things, so a cap one below leaves out no point. See Haimes, Lasdon and Wismer, *On a
//! bicriterion formulation of the problems of integrated system identification and system optimization*, IEEE
//! Transactions on Systems, Man, and Cybernetics 1 (1971), 296–297.

use std::sync::atomic::Ordering;

use super::sides::afresh;
use super::{Frontier, Point, Rest};
use crate::compatibility::{self, Graph};
use crate::domain::{LevelId, Proposal, Scenario};
use crate::solve::{self, Outcome, SolveError, Watch, Within};
use crate::verify;
use crate::{Error, Request};

/// The level that a word names: its id, or `in_house` for `external` and `siblings` for `separated`.
pub fn level_named(word: &str) -> Option<LevelId> {
    match word.trim().to_lowercase().replace([' ', '-'], "_").as_str() {
        "in_house" => Some(LevelId::External),
        "siblings" => Some(LevelId::Separated),
        _ => LevelId::read(word),
    }
}

/// The points of two different levels, at most so many. Levels before the earlier of the two in the priorities are held at
/// their best; those after it are made small in their order at each point. A level that is left out of the priorities
/// counts as coming after all of them. A time limit holds for each point.
///
/// # Errors
/// As [`crate::propose`].
pub fn frontier(
    scenario: &Scenario,
    levels: (LevelId, LevelId),
    most: usize,
    request: &Request,
    watch: &Watch,
) -> Result<Frontier, Error> {
    let graph = compatibility::graph(scenario);
    let by_hand = solve::by_hand(scenario, &graph);
    let mut walk = Walk { scenario, graph, request, watch, levels };
    let end = match walk.best(&[levels.0, levels.1], &[], &by_hand)? {
        Within::Found(end) => end,
        Within::Impossible | Within::Undecided(_) => return Err(SolveError::Infeasible.into()),
    };
    let held: Vec<(LevelId, i64)> = walk.before().into_iter().map(|level| (level, value(&end, level))).collect();
    let held_is_proven = held.iter().all(|(level, _)| is_proven(&end, *level));
    let mut points: Vec<Point> = Vec::new();
    let mut caps = held.clone();
    let rest = loop {
        // The end of the walk is within every cap of it: a start is always known.
        let outcome = match walk.best(&[levels.1, levels.0], &caps, &end.proposal)? {
            Within::Found(outcome) => outcome,
            Within::Impossible => break Rest::None,
            Within::Undecided(_) => break Rest::Stopped,
        };
        let point = walk.point(outcome, held_is_proven);
        let (first, is_proven_here) = (point.values.0, point.proven);
        points.push(point);
        if first <= value(&end, levels.0) && is_proven(&end, levels.0) && held_is_proven {
            break Rest::None;
        }
        if watch.interrupted.load(Ordering::Relaxed) || !is_proven_here && request.time_limit.is_none() {
            break Rest::Stopped;
        }
        if points.len() >= most {
            break Rest::MostPoints;
        }
        caps.truncate(held.len());
        caps.push((levels.0, first - 1));
    };
    let is_doubtful = rest == Rest::None && points.iter().any(|point| !point.proven);
    let rest = if is_doubtful { Rest::Stopped } else { rest };
    Ok(Frontier { levels, held, points: undominated(points), rest })
}

/// Without the points that another is at least as good as on both levels, by the first level.
fn undominated(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by_key(|point| point.values);
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last().is_none_or(|last| point.values.1 < last.values.1) {
            kept.push(point);
        }
    }
    kept
}

struct Walk<'a> {
    scenario: &'a Scenario,
    graph: Graph,
    request: &'a Request,
    watch: &'a Watch,
    levels: (LevelId, LevelId),
}

impl Walk<'_> {
    /// The levels before the earlier of the two.
    fn before(&self) -> Vec<LevelId> {
        let is_one = |level: &&LevelId| **level != self.levels.0 && **level != self.levels.1;
        self.scenario.settings.priorities.iter().take_while(is_one).copied().collect()
    }

    /// The best proposal within the caps: what comes before, then the two levels in this order, then what is left.
    fn best(&mut self, two: &[LevelId], caps: &[(LevelId, i64)], start: &Proposal) -> Result<Within, SolveError> {
        let before = self.before();
        let after =
            self.scenario.settings.priorities.iter().filter(|each| !before.contains(each) && !two.contains(each));
        let mut scenario = self.scenario.clone();
        scenario.settings.priorities = before.iter().chain(two).chain(after).copied().collect();
        let (backend, threads) = (self.request.backend, self.request.threads);
        let watch = afresh(self.watch, self.request);
        solve::propose_within(&scenario, &self.graph, start, caps, backend, threads, &watch)
    }

    fn point(&self, outcome: Outcome, held_is_proven: bool) -> Point {
        let (first, second) = self.levels;
        let verdict = verify::verify_claimed(self.scenario, &outcome.proposal, &outcome.claims());
        let proven = held_is_proven && is_proven(&outcome, first) && is_proven(&outcome, second) && verdict.stands();
        Point { values: (value(&outcome, first), value(&outcome, second)), proven, outcome, verdict }
    }
}

fn value(outcome: &Outcome, level: LevelId) -> i64 {
    outcome.levels.iter().find(|each| each.level == level).map_or(0, |each| each.value)
}

fn is_proven(outcome: &Outcome, level: LevelId) -> bool {
    outcome.levels.iter().any(|each| each.level == level && each.is_proven() == Some(true))
}
