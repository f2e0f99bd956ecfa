//! **placewell**: foster carer sufficiency and matching for English local authorities.
//!
//! Children's needs, sibling groups and carers' capacity become a compatibility graph and an integer programme.
//! It proposes placements that break no rule, in an order of priorities that the user sees and sets, proves how good
//! the proposal is and says why for every child. It proposes; people decide.
//!
//! # The thread
//! folder → [`scenario`] → [`compatibility`] graph → [`model`] → [`solve`] → proposal → [`verify`] → [`explain`] →
//! [`report`]. A stage is a function that borrows what stands to its left and returns a new value; no stage knows a
//! stage to its right. [`propose`] is the whole thread; [`domain`] holds the words and [`policy`] what is asked of them.
//! [`benchmark`] measures the thread stage by stage.

pub mod benchmark;
pub mod cli;
pub mod compare;
pub mod compatibility;
pub mod domain;
pub mod explain;
pub mod futures;
mod mend;
pub mod model;
pub mod part;
pub mod policy;
mod recruit;
pub mod recruitment;
pub mod report;
pub mod scenario;
pub mod solve;
pub mod sufficiency;
pub mod verify;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use mend::OnStep;
pub use recruit::{RecruitRequest, Recruitment, Shard, Tried, numbers, recruit, recruit_for, seed_of_trials, try_plan};
use scenario::{Problem, Reading};

/// The whole thread, from a folder to findings.
///
/// # Errors
/// Every fault of the input; pins that cannot hold together; a back-end that fails.
pub fn propose(folder: &Path, request: &Request, watch: &solve::Watch) -> Result<Findings, Error> {
    watch.enter("reading");
    let reading = scenario::read(folder).map_err(Error::Input)?;
    propose_for(reading, request, watch)
}

/// The thread from a scenario that has been read.
///
/// # Errors
/// As [`propose`].
pub fn propose_for(reading: Reading, request: &Request, watch: &solve::Watch) -> Result<Findings, Error> {
    propose_beside(reading, None, request, watch)
}

/// As [`propose_for`]; of the proposals that are equally good on every level, one that is nearest `near`.
pub(crate) fn propose_beside(
    reading: Reading,
    near: Option<&domain::Proposal>,
    request: &Request,
    watch: &solve::Watch,
) -> Result<Findings, Error> {
    let scenario = &reading.scenario;
    watch.enter("finding who could live where");
    let graph = on_threads(request.threads, || compatibility::graph(scenario));
    watch.enter("matching by hand");
    let by_hand = solve::by_hand(scenario, &graph);
    watch.enter("building the programme");
    let (backend, threads) = (request.backend, request.threads);
    let mut outcome = match near {
        None => solve::propose(scenario, &graph, &by_hand, backend, threads, watch)?,
        Some(near) => solve::propose_near(scenario, &graph, &by_hand, near, backend, threads, watch)?,
    };
    watch.enter("proving and finding the reasons");
    let proposal = outcome.proposal.clone();
    let prove = || {
        solve::certify(scenario, &graph, &mut outcome, backend, request.full_certificate, watch)?;
        let (verdict, certified) = rayon::join(
            || verify::verify_claimed(scenario, &outcome.proposal, &outcome.claims()),
            || verify::certify(scenario, &outcome.proposal, &outcome.certificates),
        );
        outcome.raise(domain::LevelId::Unplaced, verdict.unplaced_at_least);
        let by_hand = verify::verify_another(scenario, &by_hand, &verdict);
        Ok::<_, Error>((verdict, certified, by_hand))
    };
    let explain = || explain::explain(scenario, &graph, &proposal);
    let (proved, mut reasons) = on_threads(threads, || rayon::join(prove, explain));
    let (verdict, certified, verdict_by_hand) = proved?;
    let baseline = Baseline { verdict: verdict_by_hand, proposal: by_hand };
    if request.exact_options {
        price_options(scenario, &graph, &outcome, &mut reasons.children, request, watch)?;
    }
    Ok(Findings { outcome, verdict, certified, baseline, reasons, request: request.clone(), reading })
}

/// Re-solves the scenario for every option of one child, those that are not listed included, so that each says what it
/// would cost with everybody else moving as suits.
///
/// # Errors
/// A back-end that fails.
pub fn price_child(findings: &mut Findings, child: domain::ChildId, watch: &solve::Watch) -> Result<(), Error> {
    let scenario = &findings.reading.scenario;
    let graph = compatibility::graph(scenario);
    let children = &mut findings.reasons.children;
    if let Some(reasons) = children.iter_mut().find(|each| each.child == child) {
        if reasons.further_options > 0 {
            reasons.options = explain::options_of(scenario, &graph, &findings.outcome.proposal, child);
            reasons.further_options = 0;
        }
        let only = std::slice::from_mut(reasons);
        price_options(scenario, &graph, &findings.outcome, only, &findings.request, watch)?;
    }
    Ok(())
}

fn price_options(
    scenario: &domain::Scenario,
    graph: &compatibility::Graph,
    outcome: &solve::Outcome,
    children: &mut [explain::ChildReasons],
    request: &Request,
    watch: &solve::Watch,
) -> Result<(), Error> {
    let of = children.iter().flat_map(|child| &child.options).filter(|option| !option.proposed).count();
    let (unseen, done) = (watch.unseen(), AtomicUsize::new(0));
    // The options are solved side by side, so each on one thread.
    let solve = |graph: &compatibility::Graph, start: &domain::Proposal| {
        let solved = solve::propose(scenario, graph, start, request.backend, 1, &unseen);
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        watch.tell("pricing", Some(solve::Steps { done, of, what: "options" }), Vec::new);
        solved
    };
    Ok(on_threads(request.threads, || explain::exact_options(graph, outcome, children, &solve))?)
}

/// Work on so many threads; on those there are, where no more can be had.
pub(crate) fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Why there are no findings.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is refused: every fault, and the warnings beside them.
    #[error("the input is refused")]
    Input(Vec<Problem>),
    /// No proposal was found.
    #[error(transparent)]
    Solve(#[from] solve::SolveError),
    /// A proposal after a change did not pass the independent check: a defect of ours.
    #[error("a proposal after a change does not stand")]
    DoesNotStand(Vec<verify::Fault>),
    /// Nothing is said of who may need a placement in the months to come.
    #[error(transparent)]
    Demand(#[from] futures::NoDemand),
    /// No kind of home could be recruited.
    #[error("the scenario has no kinds of home that could be recruited: give kinds.csv")]
    NoKinds,
    /// No plan keeps the promise.
    #[error(transparent)]
    NoPlan(#[from] recruitment::NoPlan),
}

impl From<recruitment::NoTrial> for Error {
    fn from(error: recruitment::NoTrial) -> Self {
        match error {
            recruitment::NoTrial::Demand(error) => Self::Demand(error),
            recruitment::NoTrial::Backend(error) => Self::Solve(error),
        }
    }
}

/// Everything that a run found: what reports, tables and pages are made of.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The scenario as read, with its warnings and the hashes of its files.
    pub reading: Reading,
    /// What was asked for.
    pub request: Request,
    /// The proposal and what is proved about it.
    pub outcome: solve::Outcome,
    /// The independent check of the proposal.
    pub verdict: verify::Verdict,
    /// What its certificates prove; one that proves less than it claims is left out of the files.
    pub certified: verify::Certified,
    /// What a duty desk would do by hand, checked as well.
    pub baseline: Baseline,
    /// The reasons.
    pub reasons: explain::Reasons,
}

/// The position of a service under a proposal, and what would mend it.
#[derive(Clone, Debug)]
pub struct Sufficiency {
    /// The findings that it rests on.
    pub findings: Findings,
    /// Every child and every home once.
    pub position: sufficiency::Position,
    /// What one change to what exists would do; none = not asked for.
    pub repairs: Option<sufficiency::Repairs>,
    /// What one more home of each kind is worth; none = not asked for.
    pub worths: Option<sufficiency::Worths>,
}

impl Sufficiency {
    /// Counts the position that findings describe.
    pub fn of(findings: Findings) -> Self {
        let scenario = &findings.reading.scenario;
        let graph = compatibility::graph(scenario);
        let count = || sufficiency::position(scenario, &graph, &findings.outcome.proposal);
        let position = on_threads(findings.request.threads, count);
        Self { findings, position, repairs: None, worths: None }
    }
}

/// What a duty desk does by hand: children by urgency, one at a time, best home first.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// Where every child would live.
    pub proposal: domain::Proposal,
    /// The independent check of it.
    pub verdict: verify::Verdict,
}

/// What a run is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The back-end.
    pub backend: solve::BackendName,
    /// Seconds after which the best proposal so far is taken; none = until everything is proved.
    pub time_limit: Option<f64>,
    /// Worker threads.
    pub threads: usize,
    /// Whether every alternative of every child is re-solved.
    pub exact_options: bool,
    /// Whether every level's certificate is looked for, which may take longer than the search; else only what is found soon.
    pub full_certificate: bool,
}

/// The best back-end, on one thread, until everything is proved, and nothing beyond that.
impl Default for Request {
    fn default() -> Self {
        Self {
            backend: solve::BackendName::best(),
            time_limit: None,
            threads: 1,
            exact_options: false,
            full_certificate: false,
        }
    }
}

/// The examples of README.md, compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
