//! The peer of the programme: one big integer programme with every future in it, solved by the back-end alone.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::network::{Network, whole};
use super::programme::Search;
use super::{OneModel, Stage};
use crate::domain::{HomeKind, Pence, Rate};
use crate::solve::{self, BackendName, SolveError, Watch, WholeAnswer, WholeColumn, WholeProgramme, WholeRow};

/// Coefficients in the model at most: `HiGHS` took 1.1 GB for 0.7 million of them, and ten times as much would not fit on
/// many machines.
const MOST_TERMS: usize = 2_000_000;

/// The extensive form of [`super::plan`]: homes, whether each future holds, and a flow for each condition of each future,
/// from the same reduced networks. Given so long. Its plan counts only if the stages say that it holds where it must.
/// Where all futures do not fit in memory it is given the first of them, and a share of those.
///
/// # Errors
/// A back-end that fails.
pub fn one_model(
    kinds: &[HomeKind],
    costs: &[Pence],
    stages: &[Stage],
    share: Rate,
    backend: BackendName,
    time: Duration,
) -> Result<OneModel, SolveError> {
    let begun = Instant::now();
    let watch = Watch { deadline: Some(begun + time), ..Watch::default() };
    let stages = &stages[..futures_that_fit(stages)];
    let search = Search::of(kinds, costs, stages, backend, &watch);
    let needed = share.of_rounded_up(whole(stages.len()));
    let programme = Arc::new(extensive(&search, stages, needed));
    let (variables, rows) = (programme.columns.len(), programme.rows.len());
    let nothing = WholeAnswer { values: None, bound: None };
    let answer = match solve::least(&programme, backend, None, &watch) {
        Err(SolveError::Infeasible) => nothing,
        answer => answer?,
    };
    let homes = answer.values.map(|values| values[..kinds.len()].to_vec());
    let keeps = |homes: &Vec<i64>| whole(search.held(homes).into_iter().filter(|holds| *holds).count()) >= needed;
    let pence = |units: i64| Pence(units * search.unit);
    Ok(OneModel {
        futures: stages.len(),
        variables,
        rows,
        cost: homes.filter(keeps).map(|homes| pence(search.cost(&homes))),
        bound: answer.bound.map(pence),
        took: begun.elapsed(),
    })
}

/// How many of the first futures fit.
fn futures_that_fit(stages: &[Stage]) -> usize {
    let terms = |stage: &Stage| -> usize {
        let networks = stage.conditions().iter().map(|condition| stage.network(condition));
        networks.map(|network| 2 * network.doors.len() + 4 * network.lane_count()).sum()
    };
    let sums = stages.iter().scan(0, |sum, stage| {
        *sum += terms(stage);
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= MOST_TERMS).count().max(1).min(stages.len())
}

fn extensive(search: &Search<'_>, stages: &[Stage], needed: i64) -> WholeProgramme {
    let home = |(cost, most): (&i64, &i64)| WholeColumn { cost: *cost, most: *most, whole: true };
    let mut all =
        WholeProgramme { columns: search.costs.iter().zip(&search.most).map(home).collect(), rows: Vec::new() };
    let first = all.columns.len();
    all.columns.extend(stages.iter().map(|_| WholeColumn { cost: 0, most: 1, whole: true }));
    let holds = (first..all.columns.len()).map(|column| (column, 1)).collect();
    all.rows.push(WholeRow { terms: holds, at_least: needed });
    for (at, stage) in stages.iter().enumerate() {
        for condition in stage.conditions() {
            let network = stage.network(condition);
            let mut reach = arrivals(&mut all, network);
            let need = condition.need - network.given();
            if need > 0 {
                reach.push((first + at, -need));
                all.rows.push(WholeRow { terms: reach, at_least: 0 });
            }
        }
    }
    all
}

/// Adds a flow through a network, and gives the terms of what arrives.
fn arrivals(all: &mut WholeProgramme, network: &Network) -> Vec<(usize, i64)> {
    let amount = |most: i64| WholeColumn { cost: 0, most, whole: false };
    let doors = all.columns.len();
    let lanes = doors + network.doors.len();
    for (class, count) in network.counts().iter().enumerate() {
        all.columns.extend(network.doors_of(class).map(|_| amount(*count)));
        let leave = network.doors_of(class).map(|door| (doors + door, -1)).collect();
        all.rows.push(WholeRow { terms: leave, at_least: -count });
    }
    let everybody: i64 = network.counts().iter().sum();
    let mut arrive = Vec::new();
    for lane in 0..network.lane_count() {
        let (room, kinds) = network.room(lane);
        all.columns.push(amount(if kinds.is_empty() { room.min(everybody) } else { everybody }));
        if !kinds.is_empty() {
            let mut within: Vec<(usize, i64)> = kinds.iter().map(|kind| (*kind as usize, room)).collect();
            within.push((lanes + lane, -1));
            all.rows.push(WholeRow { terms: within, at_least: 0 });
        }
        let mut on: Vec<(usize, i64)> = network.doors_into(lane).map(|(door, _)| (doors + door, 1)).collect();
        on.extend(network.before(lane).map(|before| (lanes + before, 1)));
        on.push((lanes + lane, -1));
        all.rows.push(WholeRow { terms: on, at_least: 0 });
        if network.next(lane).is_none() {
            arrive.push((lanes + lane, 1));
        }
    }
    arrive
}
