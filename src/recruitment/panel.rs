//! What a commissioner takes to panel.

use crate::domain::{Assumption, KindId, LocalityId, Pence, PencePerWeek};

/// The plan in the words and dates of a recruitment campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// One line for each kind of which homes are to be recruited.
    pub lines: Vec<Line>,
    /// Households by part of the sector's method; they add up to the plan.
    pub parts: Vec<(Part, Vec<i64>)>,
    /// In-house households on the base line.
    pub base_line: i64,
    /// In-house households expected to leave by the horizon, rounded up.
    pub leavers: i64,
    /// Approvals under way that are expected by the horizon, rounded down.
    pub under_way: i64,
    /// Saving a year against the same futures without the plan, less the plan's yearly cost: the median future, and
    /// the 5th and 95th in a hundred.
    pub saving_a_year: (Pence, Pence, Pence),
    /// Each assumption at both ends of its range, the widest first.
    pub levers: Vec<Lever>,
    /// The share of children in in-house or kinship homes by month, with the plan and without it.
    pub fan: Vec<Fan>,
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
    /// The fewest and the most over plans made from other sets of futures.
    pub interval: (i64, i64),
    /// Places in them.
    pub places: i64,
    /// Applications that so many approvals take, by the funnel.
    pub applications: i64,
    /// Enquiries that so many applications take.
    pub enquiries: i64,
    /// The month by which the campaign must start, counted from the planning date; negative = already past.
    pub start_month: i64,
    /// What it costs, once.
    pub recruitment_cost: Pence,
    /// What it costs a year beside what is paid for each child.
    pub yearly_cost: Pence,
    /// What is paid for each child.
    pub weekly_cost: PencePerWeek,
}

/// The three parts of the sector's method (the Fostering Network; `domain.md` 8.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// To replace carers who leave.
    ReplaceLeavers,
    /// To meet the growth in children.
    MeetGrowth,
    /// To enlarge the pool, so that there is a choice.
    EnlargePool,
}

/// What one assumption moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lever {
    /// The assumption.
    pub assumption: Assumption,
    /// Households and cost of the plan at the low end of its range.
    pub low: (i64, Pence),
    /// And at the high end.
    pub high: (i64, Pence),
}

/// The in-house share over all futures on one day, in millionths: 5th, 25th, 50th, 75th, 95th in a hundred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fan {
    /// Months from the planning date.
    pub month: i64,
    /// With the plan.
    pub with_plan: [i64; 5],
    /// Without it.
    pub without: [i64; 5],
}
