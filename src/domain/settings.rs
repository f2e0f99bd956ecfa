//! What the scenario sets: policy, priorities, plans and decisions.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    ChildId, DecisionKind, Demand, ExclusionPlan, Funnel, Goals, HouseholdId, LevelId, Months, PencePerWeek, Plan,
    Ranges, Sector, SizeBand, Supply, Tenths, Urgency, Years,
};

/// The scenario's settings, every default filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The scenario's name.
    pub name: String,
    /// What its readers should know of these data, such as that they are invented; every report prints it.
    pub note: Option<String>,
    /// The planning date.
    pub date: Date,
    /// The levels in the order in which they are made small; `unplaced` is always first. Left-out levels are reported only.
    pub priorities: Vec<LevelId>,
    /// Numbers that local policy sets.
    pub policy: Policy,
    /// Weights of the preferences that have one of their own; the others weigh 1.
    pub weights: BTreeMap<String, i64>,
    /// Default weekly costs by sector.
    pub costs: Costs,
    /// Bands for tables.
    pub age_bands: Vec<AgeBand>,
    /// Rules, limits and preferences that are switched off, each with the reason given.
    pub switched_off: BTreeMap<String, String>,
    /// Bands of sibling-group sizes for tables.
    pub group_bands: Vec<SizeBand>,
    /// Who may need a placement in the months to come; none = the scenario does not say.
    pub demand: Option<Demand>,
    /// Which carers will be there.
    pub supply: Supply,
    /// What recruitment is to achieve.
    pub goals: Goals,
    /// How enquiries become approvals.
    pub funnel: Funnel,
    /// Between which multiples of themselves the assumptions may lie; those left out are taken as known.
    pub ranges: Ranges,
    /// Where a number comes from, with its year, by the key it has in scenario.toml, such as `costs.ifa`.
    pub sources: BTreeMap<String, String>,
}

/// Numbers that local policy sets (contract 1, `[policy]`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The farthest home, for children without a limit of their own.
    pub max_miles: Tenths,
    /// Children a household may usually foster (Children Act 1989, Schedule 7).
    pub usual_fostering_limit: i64,
    /// Under this age a home must be smoke-free, kin excepted.
    pub smoke_free_under_age: Years,
    /// Siblings of different sexes may share a bedroom under this age.
    pub mixed_sex_siblings_share_under: Years,
    /// Unrelated children of one sex may share a bedroom up to this age; none = never.
    pub unrelated_share_max_age: Option<Years>,
    /// A baby may sleep in the carers' room up to this age.
    pub carers_room_max_months: Months,
    /// Residential care is suitable by default from this age.
    pub residential_from_age: Years,
    /// Supported accommodation is suitable by default from this age.
    pub supported_from_age: Years,
    /// A home free within so many days is soon enough, by urgency.
    pub needed_within_days: BTreeMap<Urgency, i64>,
}

impl Default for Policy {
    /// The defaults of the contract.
    fn default() -> Self {
        Self {
            max_miles: Tenths(200),
            usual_fostering_limit: 3,
            smoke_free_under_age: 5,
            mixed_sex_siblings_share_under: 6,
            unrelated_share_max_age: None,
            carers_room_max_months: 24,
            residential_from_age: 10,
            supported_from_age: 16,
            needed_within_days: BTreeMap::from([
                (Urgency::Today, 0),
                (Urgency::Within5Days, 5),
                (Urgency::Over5Days, 28),
            ]),
        }
    }
}

/// Default weekly costs by sector. Illustrative: `domain.md` 10.1 gives the published figures around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs(pub BTreeMap<Sector, PencePerWeek>);

impl Default for Costs {
    fn default() -> Self {
        Self(BTreeMap::from([
            (Sector::InHouse, PencePerWeek(45_000)),
            (Sector::Kinship, PencePerWeek(35_000)),
            (Sector::Ifa, PencePerWeek(90_000)),
            (Sector::OtherLa, PencePerWeek(95_000)),
        ]))
    }
}

/// A band of ages for tables, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AgeBand {
    /// Youngest.
    pub from: Years,
    /// Oldest.
    pub to: Years,
}

/// Children with the same value of `sibling_group`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The caller's own name of the group.
    pub reference: String,
    /// The siblings, in id order.
    pub members: Vec<ChildId>,
}

/// The plan for two children, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The plan.
    pub plan: Plan,
    /// Why.
    pub reason: Option<String>,
}

/// A plan for a child and a household, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exclusion {
    /// The plan.
    pub plan: ExclusionPlan,
    /// Why.
    pub reason: Option<String>,
}

/// What a person decided about a child and a home.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// The child.
    pub child: ChildId,
    /// The home.
    pub household: HouseholdId,
    /// Pin, forbid or override.
    pub kind: DecisionKind,
    /// The pair rule that an override lifts.
    pub rule: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// By whom: a role or pseudonym.
    pub decided_by: Option<String>,
    /// When.
    pub decided_on: Option<Date>,
}

impl std::fmt::Display for AgeBand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from == self.to { write!(f, "{}", self.from) } else { write!(f, "{}-{}", self.from, self.to) }
    }
}
