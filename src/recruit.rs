//! The front door of recruitment: a plan, its calibration and its trial on futures that it has not seen.

use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::domain::{Pence, Rate, Scenario};
use crate::futures::{NoDemand, future};
use crate::recruitment::{
    self, NoPlan, NoTrial, Panel, PanelRequest, Plan, Race, Remade, Round, Stage, Stricter, Trials, cost_of_one,
    stricter,
};
use crate::scenario::{self, Reading};
use crate::solve::{BackendName, Watch};
use crate::{Error, on_threads};

/// Futures on which a plan is calibrated at most.
const CALIBRATED_ON: u32 = 200;
/// Rounds of calibration at most, until enough futures are reached; and then at most, to find out whether less would do.
const ROUNDS: usize = 6;
const REFINED: usize = 3;
/// By how much the share that is reached may exceed what was asked for without a search for less.
const LAVISH: Rate = Rate(25_000);

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
    /// The programme against one big integer programme of the same futures, if that was asked for.
    pub race: Option<Race>,
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
    /// What any plan costs at least that keeps the promise in the second stage, nothing made stricter; nothing is known
    /// where the plan was given.
    pub fn least_cost(&self) -> Pence {
        self.calibration.first().map_or(self.plan.bound, |round| round.bound)
    }

    /// Whether every future asked for was tried.
    pub fn is_complete(&self) -> bool {
        self.trials.trials.len() == numbers(self.request.test, self.request.shard).len()
    }

    /// Whether the plan was given and only tried.
    pub fn plan_was_given(&self) -> bool {
        self.request.plan.is_some()
    }
}

// The phases of a run, as its watch is told them.
const DRAWING: &str = "drawing futures";
const PLANNING: &str = "making the plan";
const CALIBRATING: &str = "calibrating";
const TRYING: &str = "trying the plan";
const PREPARING: &str = "preparing for panel";

/// A plan and its trial, without what goes to panel.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The plan.
    pub plan: Plan,
    /// The rounds of calibration.
    pub calibration: Vec<Round>,
    /// The plan on futures that it has not seen.
    pub trials: Trials,
}

/// The seed of the futures on which a plan is tried: never that of the plan's own.
pub fn seed_of_trials(seed: u64) -> u64 {
    seed ^ 0x0074_7279
}

/// The seed of the futures on which a plan is calibrated.
fn seed_of_calibration(seed: u64) -> u64 {
    seed ^ 0x0061_736b
}

/// The futures to be tried: those of the shard.
pub fn numbers(test: u32, shard: Option<Shard>) -> Vec<u32> {
    (0..test).filter(|number| shard.is_none_or(|shard| number % shard.n == shard.k - 1)).collect()
}

/// A recruitment plan from a folder: the plan, its calibration, its trial, and what goes to panel.
///
/// # Errors
/// Every fault of the input, a goal that no plan can meet, a back-end that fails.
pub fn recruit(folder: &Path, request: &RecruitRequest, watch: &Watch) -> Result<Recruitment, Error> {
    recruit_for(scenario::read(folder).map_err(Error::Input)?, request, watch)
}

/// A recruitment plan for a scenario that has been read.
///
/// # Errors
/// As [`recruit`].
pub fn recruit_for(reading: Reading, request: &RecruitRequest, watch: &Watch) -> Result<Recruitment, Error> {
    let run = Run { scenario: &reading.scenario, request, watch };
    let (tried, panel, race) = on_threads(request.threads, || {
        let (tried, learnt) = run.tried()?;
        let panel = run.panel(&tried.plan, &learnt)?;
        // A run that is stopped keeps its plan, and does without the comparison.
        let race = match request.against_one_model.filter(|_| !watch.is_over()).map(|seconds| run.race(seconds)) {
            Some(Err(Error::NoPlan(NoPlan::Stopped))) => None,
            race => race.transpose()?,
        };
        Ok::<_, Error>((tried, panel, race))
    })?;
    let Tried { plan, calibration, trials } = tried;
    Ok(Recruitment { request: request.clone(), plan, calibration, trials, panel, race, reading })
}

/// The plan and its trial alone: what one of several shards does.
///
/// # Errors
/// As [`recruit`].
pub fn try_plan(scenario: &Scenario, request: &RecruitRequest, watch: &Watch) -> Result<Tried, Error> {
    let run = Run { scenario, request, watch };
    on_threads(request.threads, || Ok(run.tried()?.0))
}

struct Run<'a> {
    scenario: &'a Scenario,
    request: &'a RecruitRequest,
    watch: &'a Watch,
}

impl Run<'_> {
    fn tried(&self) -> Result<(Tried, Stricter), Error> {
        if self.scenario.kinds.is_empty() {
            return Err(Error::NoKinds);
        }
        let stages = self.stages(self.scenario, self.request.seed, 0..self.request.futures)?;
        let (plan, calibration, learnt) = match &self.request.plan {
            Some(homes) => (self.given(homes, &stages), Vec::new(), Stricter::default()),
            None => self.calibrated(stages)?,
        };
        let numbers = numbers(self.request.test, self.request.shard);
        let trials = self.trials(&plan.homes, seed_of_trials(self.request.seed), &numbers, TRYING)?;
        Ok((Tried { plan, calibration, trials }, learnt))
    }

    fn stages(&self, scenario: &Scenario, seed: u64, numbers: Range<u32>) -> Result<Vec<Stage>, NoDemand> {
        let settings = &scenario.settings;
        let month = settings.demand.as_ref().ok_or(NoDemand)?.horizon_months;
        self.watch.enter(DRAWING);
        let stage = |number| Ok(Stage::of(&future(scenario, seed, number, month)?, &scenario.kinds, &settings.goals));
        numbers.into_par_iter().map(stage).collect()
    }

    fn costs(scenario: &Scenario) -> Vec<Pence> {
        let months = scenario.settings.demand.as_ref().map_or(0, |demand| demand.horizon_months);
        scenario.kinds.iter().map(|kind| cost_of_one(kind, months)).collect()
    }

    /// A plan that is only tried.
    fn given(&self, homes: &[i64], stages: &[Stage]) -> Plan {
        let cost = homes.iter().zip(Self::costs(self.scenario)).map(|(homes, cost)| homes * cost.0).sum();
        let held = stages.par_iter().filter(|stage| stage.holds(homes)).count();
        let homes = homes.to_vec();
        Plan { homes, cost: Pence(cost), bound: Pence(0), held, futures: stages.len(), rounds: 0, cuts: 0 }
    }

    fn plan(&self, scenario: &Scenario, stages: &[Stage], share: Rate) -> Result<Plan, NoPlan> {
        let costs = Self::costs(scenario);
        recruitment::plan(&scenario.kinds, &costs, stages, share, self.request.backend, self.watch)
    }

    fn trials(&self, homes: &[i64], seed: u64, numbers: &[u32], phase: &'static str) -> Result<Trials, NoTrial> {
        recruitment::trials(self.scenario, homes, seed, numbers, self.request.backend, self.watch, phase)
    }

    /// The cheapest plan, made again as long as the full model reaches the goals in too few futures that the plan has not
    /// seen; then with half of what made it stricter, if it reaches far more than was asked for. Gives what the programme had
    /// to be asked for, too.
    fn calibrated(&self, stages: Vec<Stage>) -> Result<(Plan, Vec<Round>, Stricter), Error> {
        let (asked, goals) = (self.request.share, &self.scenario.settings.goals);
        let (seed, count) = (seed_of_calibration(self.request.seed), self.request.futures.min(CALIBRATED_ON));
        let others = self.stages(self.scenario, seed, 0..count)?;
        let mut school = School { run: self, stages, others, seed, rounds: Vec::new() };
        let plan = school.round(&Stricter::default())?.ok_or(NoPlan::Stopped)?;
        let (mut too_little, mut best) = (Stricter::default(), (plan, Stricter::default()));
        while school.rounds.len() < ROUNDS && !self.watch.is_over() {
            let held = school.held(&best.0.homes);
            let Some(more) = stricter(&school.last().trials, &held, goals, asked) else { break };
            too_little = best.1.clone();
            let stricter = too_little.plus(&more);
            // Where nothing stronger is in the catalogue the plan stays, and its trial says how far it goes.
            let Some(plan) = school.round(&stricter)? else { break };
            best = (plan, stricter);
        }
        for _ in 0..REFINED {
            let half = too_little.halfway(&best.1);
            if self.watch.is_over() || !school.is_lavish(asked) || half == too_little || half == best.1 {
                break;
            }
            let Some(plan) = school.round(&half)? else { break };
            if school.last().is_enough(asked) {
                best = (plan, half);
            } else {
                too_little = half;
            }
        }
        Ok((best.0, school.rounds, best.1))
    }

    /// What goes to panel. A plan made again is asked for as strictly as the calibrated one.
    fn panel(&self, plan: &Plan, learnt: &Stricter) -> Result<Panel, Error> {
        self.watch.enter(PREPARING);
        let share = Rate((self.request.share.0 + learnt.share.0).min(Rate::ONE.0));
        let remake = |scenario: &Scenario, numbers: Range<u32>| {
            let mut stages = self.stages(scenario, self.request.seed, numbers)?;
            for stage in &mut stages {
                tighten(stage, learnt);
            }
            match self.plan(scenario, &stages, share) {
                Ok(plan) => Ok(Remade::Plan(plan)),
                Err(NoPlan::OutOfReach { .. }) => Ok(Remade::OutOfReach),
                Err(NoPlan::Stopped) => Ok(Remade::Stopped),
                Err(error) => Err(Error::from(error)),
            }
        };
        let request = PanelRequest::usual(self.request.seed, self.request.futures);
        let again = self.request.plan.is_none();
        recruitment::panel(self.scenario, plan, &request, again.then_some(&remake))
    }

    /// The programme and one big model on the futures of the plan, one after the other.
    fn race(&self, seconds: f64) -> Result<Race, Error> {
        let stages = self.stages(self.scenario, self.request.seed, 0..self.request.futures)?;
        let begun = Instant::now();
        let plan = self.plan(self.scenario, &stages, self.request.share)?;
        let took = begun.elapsed();
        let (costs, most) = (Self::costs(self.scenario), Duration::from_secs_f64(seconds));
        let (kinds, share) = (&self.scenario.kinds, self.request.share);
        let one_model = recruitment::one_model(kinds, &costs, &stages, share, self.request.backend, most)?;
        Ok(Race { plan, took, one_model })
    }
}

/// The programme, and futures that it has not seen, from which it learns.
struct School<'r, 'a> {
    run: &'r Run<'a>,
    stages: Vec<Stage>,
    others: Vec<Stage>,
    seed: u64,
    rounds: Vec<Round>,
}

impl School<'_, '_> {
    /// Makes a plan so strictly and tries it; none = no plan of the catalogue is so strong.
    fn round(&mut self, by: &Stricter) -> Result<Option<Plan>, Error> {
        let run = self.run;
        let mut stages = self.stages.clone();
        for stage in &mut stages {
            tighten(stage, by);
        }
        let share = Rate((run.request.share.0 + by.share.0).min(Rate::ONE.0));
        run.watch.enter(PLANNING);
        let plan = match run.plan(run.scenario, &stages, share) {
            Ok(plan) => plan,
            Err(NoPlan::OutOfReach { .. } | NoPlan::Stopped) if !self.rounds.is_empty() => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let numbers: Vec<u32> = (0..u32::try_from(self.others.len()).unwrap_or(u32::MAX)).collect();
        let trials = run.trials(&plan.homes, self.seed, &numbers, CALIBRATING)?;
        let held = self.held(&plan.homes).into_iter().filter(|held| *held).count();
        let (homes, tightened) = (plan.homes.clone(), by.heads.clone());
        self.rounds.push(Round { homes, cost: plan.cost, bound: plan.bound, held, trials, share, tightened });
        Ok(Some(plan))
    }

    /// In which of the futures the second stage, nothing made stricter, says that the goals hold.
    fn held(&self, homes: &[i64]) -> Vec<bool> {
        self.others.par_iter().map(|stage| stage.holds(homes)).collect()
    }

    fn last(&self) -> &Round {
        &self.rounds[self.rounds.len() - 1]
    }

    /// Whether a plan that had to be made stricter reaches the goals in far more futures than was asked for.
    fn is_lavish(&self, asked: Rate) -> bool {
        let enough = self.rounds.iter().filter(|round| round.is_enough(asked));
        let Some(best) = enough.min_by_key(|round| round.cost) else { return false };
        self.rounds.len() > 1 && best.trials.share().0.0 > asked.0 + LAVISH.0
    }
}

fn tighten(stage: &mut Stage, by: &Stricter) {
    for (goal, heads) in &by.heads {
        stage.tighten(*goal, *heads);
    }
}
