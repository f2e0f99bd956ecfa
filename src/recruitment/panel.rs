//! What a commissioner takes to panel.

mod again;
mod funnel;
mod service;

use std::ops::Range;

use super::Plan;
use crate::domain::{Assumption, KindId, LocalityId, Pence, PencePerWeek, Scenario};
use crate::futures::NoDemand;

/// The plan in the words and dates of a recruitment campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// One line for each kind of which homes are to be recruited, in the order of kinds.
    pub lines: Vec<Line>,
    /// All lines together.
    pub total: Total,
    /// Households by part of the sector's method and by the position of their kind; they add up to the plan. Empty where
    /// the catalogue has no plan without the leavers or without the growth, and where none was made again.
    pub parts: Vec<(Part, Vec<i64>)>,
    /// In-house households today, from which net growth is counted.
    pub base_line: i64,
    /// Of those, how many leave by the horizon on average over the futures, rounded up.
    pub leavers: i64,
    /// Approvals under way that are there on the horizon on average over the futures, rounded down.
    pub under_way: i64,
    /// Saving a year against the same futures without the plan, less the plan's yearly cost: the median future, and
    /// the 5th and 95th in a hundred. What recruitment costs once is not in it.
    pub saving_a_year: (Pence, Pence, Pence),
    /// Each assumption that has a range, at both ends of it; the widest first.
    pub levers: Vec<Lever>,
    /// Households and cost of the plan made from the futures of the levers, every assumption as it is; none = no plan of
    /// the catalogue keeps the promise in these.
    pub middle: Option<(i64, Pence)>,
    /// The share of children in in-house or kinship homes by quarter, with the plan and without it.
    pub fan: Vec<Fan>,
    /// The campaign by quarter.
    pub campaign: Vec<Step>,
    /// Whether the plan was made again for the parts, the levers and the intervals.
    pub again: Again,
    /// From what all this was made.
    pub request: PanelRequest,
}

/// Whether a plan was made again from other futures and under other assumptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// As often as was asked for.
    Done,
    /// Not always: time ended before. What is not there is not known.
    Stopped,
    /// Never: the plan was given, not made. No parts and no levers, and every interval is the plan itself.
    NotAsked,
}

/// One kind of home in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The kind.
    pub kind: KindId,
    /// Where.
    pub locality: LocalityId,
    /// Households to be approved.
    pub households: i64,
    /// The fewest and the most over this plan and plans made from other sets of futures.
    pub interval: (i64, i64),
    /// Places in them.
    pub places: i64,
    /// Applications that so many approvals take, by the funnel, rounded up.
    pub applications: i64,
    /// Enquiries that so many applications take, rounded up.
    pub enquiries: i64,
    /// The month of the last enquiries that can still be approved by the horizon, counted from the planning date;
    /// negative = already past.
    pub start_month: i64,
    /// Enquiries a month, rounded up, if the campaign begins on the planning date and is spread evenly up to
    /// [`Self::start_month`]; none = it is past.
    pub enquiries_a_month: Option<i64>,
    /// What it costs, once.
    pub recruitment_cost: Pence,
    /// What it costs a year beside what is paid for each child.
    pub yearly_cost: Pence,
    /// What is paid for each child.
    pub weekly_cost: PencePerWeek,
}

/// All lines of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// Households to be approved.
    pub households: i64,
    /// The fewest and the most over this plan and plans made from other sets of futures.
    pub interval: (i64, i64),
    /// Places in them.
    pub places: i64,
    /// Applications.
    pub applications: i64,
    /// Enquiries.
    pub enquiries: i64,
    /// What recruitment costs, once.
    pub recruitment_cost: Pence,
    /// What the households cost a year beside what is paid for each child.
    pub yearly_cost: Pence,
    /// The plan's cost over the horizon, as the programme counts it: least and most over this plan and the others.
    pub cost: (Pence, Pence),
}

/// The three parts of the sector's method: carers are recruited to replace those who leave, to meet the growth in
/// children, and to enlarge the pool, so that there is a choice (the Fostering Network, "Recruiting the foster carers
/// your service needs").
///
/// The plan is made three times from the same futures: as if nobody left and arrivals did not grow, which is the pool;
/// with growth, which adds the second part; as it is, which adds the first. The order matters: what meets growth
/// also replaces somebody. A negative number says that a kind is needed less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// To replace carers who leave.
    ReplaceLeavers,
    /// To meet the growth in children.
    MeetGrowth,
    /// To enlarge the pool, so that there is a choice.
    EnlargePool,
}

/// What one assumption moves: the plan made again with the assumption at the low and at the high end of its range, from
/// the same futures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lever {
    /// The assumption.
    pub assumption: Assumption,
    /// Households and cost of the plan at the low end; none = no plan of the catalogue keeps the promise there.
    pub low: Option<(i64, Pence)>,
    /// And at the high end.
    pub high: Option<(i64, Pence)>,
}

/// The in-house share over all futures on one day, in millionths: 5th, 25th, 50th, 75th, 95th in a hundred.
///
/// Counted from a lawful, verified proposal for each future, made without search: at least so much can be reached by
/// matching everybody at once who came after the planning date. The trial of the plan starts from the same proposal
/// and searches further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fan {
    /// Months from the planning date.
    pub month: i64,
    /// With those of the plan who are approved by then: [`Step::households`].
    pub with_plan: [i64; 5],
    /// Without it.
    pub without: [i64; 5],
}

/// The campaign by the end of a month, spread evenly: enquiries from the planning date on, approvals so many months
/// later as the funnel takes, all on the horizon. Where there is no time for the funnel, all are approved on the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Months from the planning date.
    pub month: i64,
    /// Enquiries so far, rounded up.
    pub enquiries: i64,
    /// Households approved so far: of each kind rounded down.
    pub households: i64,
}

/// What a panel is made from. The plan's own futures are those from 0 to `futures` - 1; the levers use the first of them.
/// The other plans, and then the fan, use the next ones: futures that the plan has not seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PanelRequest {
    /// The seed of the plan's futures.
    pub seed: u64,
    /// Futures that the plan was made from; the parts of the sector's method are made from the same.
    pub futures: u32,
    /// Futures of each of the plans that make the intervals, and of those that make the levers.
    pub fewer: u32,
    /// Plans that make the intervals, beside the plan itself.
    pub plans: u32,
    /// Futures that make the fan, the saving and the leavers; the plan has not seen them.
    pub seen: u32,
}

impl PanelRequest {
    /// A fifth of the plan's futures, 20 at least and 100 at most, for each of five other plans and for the levers; 30 for
    /// the fan.
    pub fn usual(seed: u64, futures: u32) -> Self {
        Self { seed, futures, fewer: (futures / 5).clamp(20, 100), plans: 5, seen: futures.clamp(1, 30) }
    }
}

/// A plan made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remade {
    /// The plan.
    Plan(Plan),
    /// No plan of the catalogue keeps the promise.
    OutOfReach,
    /// Time ended before a plan was found.
    Stopped,
}

/// Makes a plan from the futures with these numbers.
pub type Remake<'a, E> = &'a dyn Fn(&Scenario, Range<u32>) -> Result<Remade, E>;

/// What a commissioner takes to panel. A plan that was given, not made, is not made again: `remake` is none.
///
/// # Errors
/// Where a plan cannot be made again, or the scenario has no demand model.
pub fn panel<E: From<NoDemand>>(
    scenario: &Scenario,
    plan: &Plan,
    request: &PanelRequest,
    remake: Option<Remake<'_, E>>,
) -> Result<Panel, E> {
    let demand = scenario.settings.demand.as_ref().ok_or(NoDemand)?;
    let again = match remake {
        Some(remake) => again::again(scenario, &plan.homes, request, remake)?,
        None => again::Made::default(),
    };
    let lines = funnel::lines(scenario, &plan.homes, &again.others);
    let seen = service::see(scenario, &plan.homes, request)?;
    Ok(Panel {
        total: funnel::total(&lines, plan, &again.others),
        parts: again.parts,
        base_line: seen.base_line,
        leavers: seen.leavers,
        under_way: seen.under_way,
        saving_a_year: seen.saving_a_year,
        levers: again.levers,
        middle: again.middle,
        fan: seen.fan,
        campaign: funnel::campaign(&lines, demand.horizon_months, scenario.settings.funnel.months_to_approve),
        lines,
        again: match remake {
            None => Again::NotAsked,
            Some(_) if again.stopped => Again::Stopped,
            Some(_) => Again::Done,
        },
        request: *request,
    })
}

impl Panel {
    /// In-house households on the horizon, as expected: today's and those under way, less the leavers, and the plan's.
    pub fn on_the_horizon(&self) -> i64 {
        self.base_line - self.leavers + self.under_way + self.total.households
    }

    /// The net growth since the base line, as expected.
    pub fn net_growth(&self) -> i64 {
        self.on_the_horizon() - self.base_line
    }
}
