//! The front door of recruitment: a plan, its calibration and its trial on futures that it has not seen.

use crate::domain::Rate;
use crate::recruitment::{OneModel, Panel, Plan, Round, Trials};
use crate::scenario::Reading;
use crate::solve::BackendName;

/// Everything that `placewell recruit` found: what its pages and tables are made of.
#[derive(Clone, Debug)]
pub struct Recruitment {
    /// The scenario as read, with its warnings and the hashes of its files.
    pub reading: Reading,
    /// What was asked for.
    pub request: RecruitRequest,
    /// The plan: the cheapest that keeps the promise, or the one that was given.
    pub plan: Plan,
    /// The rounds of calibration, in order; empty where the plan was given.
    pub calibration: Vec<Round>,
    /// The plan on futures that it has not seen, through the full matching model.
    pub trials: Trials,
    /// What goes to panel.
    pub panel: Panel,
    /// One big integer programme of the same futures, if it was asked for.
    pub one_model: Option<OneModel>,
}

/// What a run of recruitment is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct RecruitRequest {
    /// The back-end.
    pub backend: BackendName,
    /// Worker threads; the result is the same for any number.
    pub threads: usize,
    /// Seconds after which the plan so far is taken; none = until everything is proved.
    pub time_limit: Option<f64>,
    /// Futures that the plan is made from.
    pub futures: u32,
    /// The seed of those futures.
    pub seed: u64,
    /// Futures that the plan is tried on, of another seed.
    pub test: u32,
    /// The share of futures in which the goals are to hold.
    pub share: Rate,
    /// A plan that is only to be tried: households by the position of their kind; none = the cheapest is sought.
    pub plan: Option<Vec<i64>>,
    /// Which of the futures are tried here; none = all.
    pub shard: Option<Shard>,
    /// Seconds for one big integer programme of the same futures, beside the plan; none = it is not asked for.
    pub against_one_model: Option<f64>,
}

/// One of several runs that share the futures to be tried: the `k`-th of `n` tries those whose number leaves the
/// remainder `k` - 1 when divided by `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub k: u32,
    /// Of how many.
    pub n: u32,
}

impl Recruitment {
    /// Whether the plan was given and only tried.
    pub fn plan_was_given(&self) -> bool {
        self.request.plan.is_some()
    }
}
