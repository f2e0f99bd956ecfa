//! Other ways to solve the same scenario, for the benchmark: `HiGHS` level after level on the pattern model or on a model
//! child by child, with nothing of ours but the model.
//!
//! Each level is an integer programme with an absolute gap under 1, then held by a row `Σ charges ≤ value`. No start, no
//! fixing, no bound of ours, the presolve that `HiGHS` has by default, one thread; every level may take all the time that is
//! left.

mod mip;
mod naive;
mod pairs;

use std::time::Instant;

use super::SolveError;
use crate::compatibility::Graph;
use crate::domain::{LevelId, Proposal, Scenario};
use crate::model::{self, Model};
use crate::policy::levels;
use mip::{Mip, MipRow};
use naive::Naive;

/// Another way to solve a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peer {
    /// Our pattern model.
    Plain,
    /// A model child by child: one choice for each open pair of a child and a place, and one for each two siblings in a
    /// place, which links theirs.
    Naive,
}

/// What a peer found.
#[derive(Clone, Debug)]
pub struct PeerOutcome {
    /// Its best proposal; none = it found none in time.
    pub proposal: Option<Proposal>,
    /// The levels of the priorities, in their order.
    pub levels: Vec<PeerLevel>,
    /// Variables of its programme.
    pub variables: usize,
    /// Rows of its programme at the end.
    pub rows: usize,
    /// Seconds that it took to build the programme.
    pub build_seconds: f64,
}

/// One level of a peer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PeerLevel {
    /// Which level.
    pub level: LevelId,
    /// Its value on the proposal.
    pub value: Option<i64>,
    /// The bound that the peer claims, given the levels before it; none = it was not reached, or claims none.
    pub bound: Option<i64>,
    /// Seconds spent on it.
    pub seconds: f64,
}

/// Variables that are tried at most: beyond, the programme of such a peer fills the memory of an ordinary machine.
pub const MOST_VARIABLES: usize = 5_000_000;

/// Why a peer found nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPeer {
    /// It was not tried.
    #[error("not tried: {0} variables, more than {MOST_VARIABLES}")]
    TooLarge(usize),
    /// It failed.
    #[error(transparent)]
    Solve(#[from] SolveError),
}

/// Who is told how far a peer is, after each level: a back-end may go on long after its time, and what it had proved by
/// then is not to be lost when it is ended.
pub type PeerTold<'t> = dyn FnMut(&[PeerLevel]) + 't;

/// Solves a scenario as the peer does, until every level is proved or the time is up.
///
/// # Errors
/// A programme that is too large to be tried, pins that cannot hold together, or a back-end that fails.
pub fn peer(
    peer: Peer,
    scenario: &Scenario,
    graph: &Graph,
    deadline: Option<Instant>,
    told: &mut PeerTold<'_>,
) -> Result<PeerOutcome, NoPeer> {
    let began = Instant::now();
    if graph.pairs() > MOST_VARIABLES {
        return Err(NoPeer::TooLarge(graph.pairs()));
    }
    match peer {
        Peer::Plain => {
            let model = model::build(scenario, graph);
            let mip = plain(&model);
            let costs: Vec<Vec<i64>> = model.objectives.iter().map(|objective| objective.charges.clone()).collect();
            let read = |values: &[bool]| {
                let chosen = (0..model.columns.len()).filter(|column| values[*column]);
                Reading::Lawful(model.proposal(scenario, chosen))
            };
            level_by_level(scenario, mip, &costs, &read, Clock { began, deadline }, told)
        }
        Peer::Naive => {
            let mut naive = Naive::of(scenario, graph);
            let (mip, costs) = naive.programme();
            level_by_level(scenario, mip, &costs, &|values| naive.read(values), Clock { began, deadline }, told)
        }
    }
}

fn plain(model: &Model) -> Mip {
    let rows = model.rows.iter().map(|row| MipRow::at_most(row.terms.clone(), row.at_most)).collect();
    Mip { most: vec![1; model.variables()], rows }
}

/// What the values of a programme say.
enum Reading {
    /// A proposal that the model takes for lawful.
    Lawful(Proposal),
    /// Rows that these values break and no lawful proposal does.
    Broken(Vec<MipRow>),
}

/// When a peer began, and when its time is up.
#[derive(Clone, Copy)]
struct Clock {
    began: Instant,
    deadline: Option<Instant>,
}

fn level_by_level(
    scenario: &Scenario,
    mut mip: Mip,
    costs: &[Vec<i64>],
    read: &dyn Fn(&[bool]) -> Reading,
    clock: Clock,
    told: &mut PeerTold<'_>,
) -> Result<PeerOutcome, NoPeer> {
    if mip.most.len() > MOST_VARIABLES {
        return Err(NoPeer::TooLarge(mip.most.len()));
    }
    let build_seconds = clock.began.elapsed().as_secs_f64();
    let mut proposal = None;
    let mut reached: Vec<(Option<i64>, f64)> = Vec::new();
    told(&figures(scenario, None, &reached));
    for (id, cost) in scenario.settings.priorities.iter().zip(costs) {
        let began = Instant::now();
        let solved = solve_level(&mut mip, cost, read, clock.deadline)?;
        let constant = levels::level(*id).constant(scenario);
        reached.push((solved.bound.map(|bound| constant + bound), began.elapsed().as_secs_f64()));
        if let Some((found, value)) = solved.best {
            proposal = Some(found);
            let terms = cost.iter().enumerate().filter(|(_, cost)| **cost != 0).map(|(i, cost)| (i, *cost)).collect();
            mip.rows.push(MipRow::at_most(terms, value));
        }
        told(&figures(scenario, proposal.as_ref(), &reached));
        if !solved.proved {
            break;
        }
    }
    let levels = figures(scenario, proposal.as_ref(), &reached);
    Ok(PeerOutcome { levels, proposal, variables: mip.most.len(), rows: mip.rows.len(), build_seconds })
}

/// Every level of the priorities; of those that were not reached there is no bound.
fn figures(scenario: &Scenario, proposal: Option<&Proposal>, reached: &[(Option<i64>, f64)]) -> Vec<PeerLevel> {
    let figure = |(position, id): (usize, &LevelId)| {
        let (bound, seconds) = reached.get(position).copied().unwrap_or((None, 0.0));
        let value = proposal.map(|proposal| levels::level(*id).count(scenario, proposal));
        PeerLevel { level: *id, value, bound, seconds }
    };
    scenario.settings.priorities.iter().enumerate().map(figure).collect()
}

struct Solved {
    best: Option<(Proposal, i64)>,
    bound: Option<i64>,
    proved: bool,
}

/// One level: solved again with what it broke, until what is found is lawful.
fn solve_level(
    mip: &mut Mip,
    cost: &[i64],
    read: &dyn Fn(&[bool]) -> Reading,
    deadline: Option<Instant>,
) -> Result<Solved, SolveError> {
    loop {
        let answer = mip.minimise(cost, deadline)?;
        let Some(values) = answer.values else {
            return Ok(Solved { best: None, bound: answer.bound, proved: false });
        };
        match read(&values) {
            Reading::Lawful(proposal) => {
                let value = cost.iter().zip(&values).filter(|(_, chosen)| **chosen).map(|(cost, _)| cost).sum();
                let proved = answer.bound.is_some_and(|bound| bound >= value);
                return Ok(Solved { best: Some((proposal, value)), bound: answer.bound, proved });
            }
            Reading::Broken(rows) if answer.out_of_time || rows.is_empty() => {
                return Ok(Solved { best: None, bound: answer.bound, proved: false });
            }
            Reading::Broken(rows) => mip.rows.extend(rows),
        }
    }
}
