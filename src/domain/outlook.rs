//! What may come: who will need a placement, which carers will be there, what is wanted of them, and how sure.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{AgeBand, Assumption, Goal, KindId, LocalityId, PencePerWeek, PlacementType, Rate};

/// The demand model (`[demand]`). Children arrive in sibling groups, groups of one included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Months from the planning date to the day for which carers are sought.
    pub horizon_months: i64,
    /// Sibling groups that arrive in a month on average, groups of one included (a Poisson stream), in millionths.
    pub groups_per_month: Rate,
    /// By how much the stream grows in a year: 0.03 = 3 % more arrivals each year.
    pub growth_per_year: Rate,
    /// How many in a group: size and share; the shares sum to 1.
    pub group_sizes: Vec<(i64, Rate)>,
    /// Age of the youngest of a group on arrival: band and share; the shares sum to 1.
    pub ages: Vec<(AgeBand, Rate)>,
    /// Years between one sibling and the next at most; at least one.
    pub years_between_siblings: i64,
    /// The share of children who have each specialism among their needs, each drawn by itself.
    pub needs: BTreeMap<String, Rate>,
    /// The kind of placement, drawn for a group: the shares sum to 1.
    pub placement_types: Vec<(PlacementType, Rate)>,
    /// Home locality, drawn for a group: the shares sum to 1.
    pub localities: Vec<(LocalityId, Rate)>,
    /// The share of children for whom foster care is unsuitable, by age band; bands left out have none.
    pub unsuitable_for_foster_care: Vec<(AgeBand, Rate)>,
    /// How long children stay: weeks from, weeks to, share; the shares sum to 1. Siblings leave together. Nobody stays
    /// beyond the eighteenth birthday.
    pub stays: Vec<Stay>,
    /// Days on which many arrive at once.
    pub burst: Option<Burst>,
}

/// One band of the lengths of stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Shortest, in weeks.
    pub from: i64,
    /// Longest, in weeks.
    pub to: i64,
    /// How many stay so long.
    pub share: Rate,
}

/// A day on which many children arrive, such as Wolverhampton's fourteen (`domain.md` 1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burst {
    /// How many such days a year on average.
    pub per_year: Rate,
    /// Children on such a day: groups are drawn until there are so many.
    pub children: i64,
}

/// The supply model (`[supply]`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supply {
    /// The share of in-house households that leave in a year; kinship homes stay as long as their children.
    pub leavers_per_year: Rate,
    /// The share of held households that can take children again after a month.
    pub released_per_month: Rate,
    /// Approvals that are under way.
    pub pipeline: Vec<Approval>,
}

impl Default for Supply {
    /// 12.8 % a year: 5,125 of 40,130 mainstream households left in England in 2022-23 (`domain.md` 8.2). Nobody held
    /// comes back and nobody is under way unless the scenario says so.
    fn default() -> Self {
        Self { leavers_per_year: Rate(128_000), released_per_month: Rate(0), pipeline: Vec::new() }
    }
}

/// Households of one kind whose approval is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Which kind.
    pub kind: KindId,
    /// How many.
    pub households: i64,
    /// In which month from the planning date they can take children.
    pub month: i64,
    /// How likely each is to be approved.
    pub chance: Rate,
}

/// What recruitment is to achieve (`[goals]`): on the day of the horizon, in a share of futures, all of these hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goals {
    /// The share of futures.
    pub share_of_futures: Rate,
    /// The goals that are asked for, each with its number.
    pub wanted: BTreeMap<Goal, i64>,
}

impl Default for Goals {
    /// In nine of ten futures, four of five children are with in-house or kinship carers and no sibling group is split
    /// for want of a home. Illustrative.
    fn default() -> Self {
        Self {
            share_of_futures: Rate(900_000),
            wanted: BTreeMap::from([(Goal::InHouse, 800_000), (Goal::SiblingsTogether, 1_000_000)]),
        }
    }
}

impl Goals {
    /// A goal that is a share.
    pub fn share(&self, goal: Goal) -> Option<Rate> {
        self.wanted.get(&goal).copied().filter(|_| goal != Goal::WeeklyBudget).map(Rate)
    }

    /// The most that all placements may cost a week.
    pub fn weekly_budget(&self) -> Option<PencePerWeek> {
        self.wanted.get(&Goal::WeeklyBudget).copied().map(PencePerWeek)
    }
}

/// How enquiries become approvals, and how long that takes (`[funnel]`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// Applications for each enquiry.
    pub applications_per_enquiry: Rate,
    /// Approvals for each application.
    pub approvals_per_application: Rate,
    /// Months from an enquiry to an approval.
    pub months_to_approve: i64,
    /// The day from which net growth is counted; none = the planning date.
    pub base_line: Option<Date>,
}

impl Default for Funnel {
    /// 12 % of enquiries to councils become applications (2022-23), a third of completed applications are approved
    /// (2023-24), 273 days from enquiry to approval (2013-14): `domain.md` 8.2.
    fn default() -> Self {
        Self {
            applications_per_enquiry: Rate(120_000),
            approvals_per_application: Rate(330_000),
            months_to_approve: 9,
            base_line: None,
        }
    }
}

/// Between which multiples of itself an assumption may lie (`[ranges]`).
pub type Ranges = BTreeMap<Assumption, (Rate, Rate)>;

/// A band of sibling-group sizes for tables, both ends included; no end = so many and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SizeBand {
    /// Fewest.
    pub from: i64,
    /// Most.
    pub to: Option<i64>,
}

impl std::fmt::Display for SizeBand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.to {
            Some(to) if to == self.from => write!(f, "{to}"),
            Some(to) => write!(f, "{}-{to}", self.from),
            None => write!(f, "{}+", self.from),
        }
    }
}

impl SizeBand {
    /// The bands if a scenario sets none: 1, 2, 3, 4+.
    pub fn usual() -> Vec<Self> {
        let one = |size| Self { from: size, to: Some(size) };
        vec![one(1), one(2), one(3), Self { from: 4, to: None }]
    }
}
