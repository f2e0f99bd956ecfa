//! The words of fostering and matching, as types.
//!
//! *Takes* nothing. *Gives* the [`Scenario`] and the [`Proposal`] that every other room speaks of.
//! *Never* reads a file, asks a solver or rounds: quantities are whole numbers.

mod certificate;
mod child;
mod claim;
mod counts;
mod dice;
mod growth;
mod guard;
mod household;
mod id;
mod kind;
mod outlook;
mod place;
mod plain;
mod proposal;
mod rows;
mod settings;
mod units;
mod words;

pub use certificate::{
    Branch, CERTIFICATE_DEPTH, CERTIFICATE_LEAVES, CERTIFICATE_QUOTIENTS, CERTIFICATE_SIBLINGS, CERTIFICATE_UNIT,
    Certificate, Multipliers, Quotient, Split,
};
pub use child::{Child, completed_months};
pub use claim::Claim;
pub use counts::Counts;
pub use dice::Dice;
pub use growth::Grown;
pub use guard::{guarded, unguarded};
pub use household::{Household, Provision};
pub use id::Id;
pub use kind::HomeKind;
pub use outlook::{Approval, Burst, Demand, Funnel, Goals, Ranges, SizeBand, Stay, Supply};
pub use place::{Locality, Place};
pub use proposal::{Placement, PlacementUnit, Proposal};
pub use rows::Rows;
pub use settings::{AgeBand, Costs, Decision, Exclusion, Group, Policy, Relation, Settings};
pub use units::{Months, Pence, PencePerWeek, Points, Rate, Tenths, Weeks, Years};
pub use words::{
    Assumption, Companions, DecisionKind, Dimension, ExclusionPlan, Goal, LevelId, Pets, PlacementType, Plan,
    ProvisionKind, Sector, Sex, Sexes, Status, Suitability, Urgency,
};

use std::collections::{BTreeMap, BTreeSet};

/// A child's position.
pub type ChildId = Id<Child>;
/// A household's position.
pub type HouseholdId = Id<Household>;
/// A provision's position.
pub type ProvisionId = Id<Provision>;
/// A locality's position.
pub type LocalityId = Id<Locality>;
/// A kind's position.
pub type KindId = Id<HomeKind>;
/// A sibling group's position.
pub type GroupId = Id<Group>;

/// One service on one day: the children, the homes, and what has been decided about them. Tables are in the order of
/// the caller's ids, so that the order of rows in a file changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Name, date, priorities, policy, weights, costs, age bands and switches.
    pub settings: Settings,
    /// Children, in id order.
    pub children: Vec<Child>,
    /// Households, in id order.
    pub households: Vec<Household>,
    /// Provisions, in id order.
    pub provisions: Vec<Provision>,
    /// Localities, in id order.
    pub localities: Vec<Locality>,
    /// Kinds of home that could be recruited, in the order of their references.
    pub kinds: Vec<HomeKind>,
    /// Sibling groups of two or more, in the order of their names.
    pub groups: Vec<Group>,
    /// Plans for two children, the smaller id first; only those that have a row.
    pub relations: BTreeMap<(ChildId, ChildId), Relation>,
    /// Plans for a child and a household.
    pub exclusions: BTreeMap<(ChildId, HouseholdId), BTreeSet<Exclusion>>,
    /// Points from the service's own assessment.
    pub scores: BTreeMap<(ChildId, HouseholdId), Points>,
    /// Pins, forbids and overrides, in the order of child, household, decision, rule.
    pub decisions: Vec<Decision>,
}

impl Scenario {
    /// The child with this id.
    pub fn child(&self, id: ChildId) -> &Child {
        &self.children[id.index()]
    }

    /// The household with this id.
    pub fn household(&self, id: HouseholdId) -> &Household {
        &self.households[id.index()]
    }

    /// The provision with this id.
    pub fn provision(&self, id: ProvisionId) -> &Provision {
        &self.provisions[id.index()]
    }

    /// The kind with this id.
    pub fn kind(&self, id: KindId) -> &HomeKind {
        &self.kinds[id.index()]
    }

    /// The locality with this id.
    pub fn locality(&self, id: LocalityId) -> &Locality {
        &self.localities[id.index()]
    }

    /// The caller's own name of a place.
    pub fn place_name(&self, place: Place) -> &str {
        match place {
            Place::Home(id) => &self.household(id).reference,
            Place::Provision(id) => &self.provision(id).reference,
        }
    }

    /// The sector of a home, or the kind of a provision, as files spell it.
    pub fn place_sector(&self, place: Place) -> &'static str {
        match place {
            Place::Home(id) => self.household(id).sector.word(),
            Place::Provision(id) => self.provision(id).kind.word(),
        }
    }

    /// What one child costs in a place.
    pub fn weekly_cost(&self, place: Place) -> PencePerWeek {
        match place {
            Place::Home(id) => self.household(id).weekly_cost,
            Place::Provision(id) => self.provision(id).weekly_cost,
        }
    }

    /// Whether a place counts as in-house or kinship.
    pub fn is_in_house(&self, place: Place) -> bool {
        matches!(place, Place::Home(id) if self.household(id).is_in_house())
    }

    /// Miles between two localities; none = a locality without coordinates.
    pub fn miles(&self, a: LocalityId, b: LocalityId) -> Option<Tenths> {
        self.locality(a).tenths_to(self.locality(b))
    }

    /// Miles from the child's home locality to a place; none = unknown, or a provision without a locality.
    pub fn miles_from_home(&self, child: &Child, place: Place) -> Option<Tenths> {
        let there = match place {
            Place::Home(id) => Some(self.household(id).locality),
            Place::Provision(id) => self.provision(id).locality,
        };
        self.miles(child.locality, there?)
    }

    /// The plan for two different children: the row, or prefer-together for siblings and no plan for others.
    pub fn plan(&self, a: ChildId, b: ChildId) -> Plan {
        if let Some(relation) = self.relations.get(&(a.min(b), a.max(b))) {
            relation.plan
        } else if self.are_siblings(a, b) {
            Plan::PreferTogether
        } else {
            Plan::NoPlan
        }
    }

    /// The pairs of different sibling groups who should live apart, the smaller id first.
    pub fn should_apart(&self) -> impl Iterator<Item = (ChildId, ChildId)> + '_ {
        let plans = self.relations.iter().filter(|(_, relation)| relation.plan == Plan::ShouldApart);
        plans.map(|(pair, _)| *pair).filter(|(a, b)| !self.are_siblings(*a, *b))
    }

    /// Whether two different children are of one sibling group.
    pub fn are_siblings(&self, a: ChildId, b: ChildId) -> bool {
        a != b && self.child(a).group.is_some() && self.child(a).group == self.child(b).group
    }

    /// Whether all are of one sibling group; holds for a single child and for nobody.
    pub fn all_siblings(&self, children: &[ChildId]) -> bool {
        children.windows(2).all(|pair| self.are_siblings(pair[0], pair[1]))
    }

    /// Whether an exclusion of this plan names the pair.
    pub fn excluded(&self, child: ChildId, home: HouseholdId, plan: ExclusionPlan) -> bool {
        self.exclusions.get(&(child, home)).is_some_and(|all| all.iter().any(|each| each.plan == plan))
    }

    /// Whether the carers are connected persons of the child: by a `kin` row, or named by a kinship home.
    pub fn is_kin(&self, child: ChildId, home: HouseholdId) -> bool {
        let household = self.household(home);
        self.excluded(child, home, ExclusionPlan::Kin)
            || (household.sector == Sector::Kinship && household.named_children.contains(&child))
    }

    /// The children who stay in this home, in id order: placed there and not in scope.
    pub fn staying_in(&self, home: HouseholdId) -> Vec<ChildId> {
        self.children
            .iter()
            .filter(|child| child.current == Some(Place::Home(home)) && !child.in_scope())
            .map(|child| child.id)
            .collect()
    }

    /// The children who stay in each home, by its position: [`Self::staying_in`] of every home at once.
    pub fn staying_by_home(&self) -> Vec<Vec<ChildId>> {
        let mut staying = vec![Vec::new(); self.households.len()];
        for child in self.children.iter().filter(|child| !child.in_scope()) {
            if let Some(Place::Home(home)) = child.current {
                staying[home.index()].push(child.id);
            }
        }
        staying
    }

    /// The children in scope, in id order.
    pub fn in_scope(&self) -> impl Iterator<Item = &Child> {
        self.children.iter().filter(|child| child.in_scope())
    }

    /// Where a person pinned the child.
    pub fn pin(&self, child: ChildId) -> Option<HouseholdId> {
        self.decisions
            .iter()
            .find(|each| each.child == child && each.kind == DecisionKind::Pin)
            .map(|each| each.household)
    }

    /// Why a rule, limit or preference is switched off, if it is.
    pub fn switched_off(&self, id: &str) -> Option<&str> {
        self.settings.switched_off.get(id).map(String::as_str)
    }
}
