//! The integer programme: sums and inequalities over yes/no choices, in whole numbers.
//!
//! *Takes* a scenario and its graph. *Gives* a [`Model`]: pattern columns, rows, and one objective for each level.
//! *Never* names a solver, and never holds a fraction.
//!
//! With a column `z[S,h]` for a subset `S` of a sibling group in a place `h`, and `Z(c,h) = Σ z[S,h] over S containing c`:
//!
//! * each child lives in one place: `Σ_h Z(c,h) ≤ 1`, with equality for a child who must be placed (a pin);
//! * one unit of a sibling group in a home: `Σ z[S,h] over S ⊆ g ≤ 1`, so that brothers and sisters in one home are one unit;
//! * a provision holds its capacity: `Σ |S| z[S,p] ≤ room`;
//! * each limit of the home, in its linear reading ([`crate::policy::limits::Limit::inequalities`]);
//! * children of different groups who should live apart: `Z(a,h) + Z(b,h) - s ≤ 1`, where `s` is charged;
//! * a cap on a level, where one is asked for: `Σ charges ≤ cap - constant` over all variables.
//!
//! What one unit alone makes unlawful in a home has no column, so no row is needed for it.

mod offers;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use crate::compatibility::Graph;
use crate::domain::{ChildId, HouseholdId, LevelId, Place, Proposal, ProvisionId, Scenario};
use crate::policy::levels;

pub use offers::{Column, Offer, number, offers};

/// The integer programme of a scenario.
#[derive(Clone, Debug)]
pub struct Model {
    /// The pattern columns; variable `i` is column `i`.
    pub columns: Vec<Column>,
    /// Helper variables, numbered after the columns.
    pub switches: usize,
    /// `Σ terms ≤ at_most`.
    pub rows: Vec<Row>,
    /// The levels of the priorities, in their order.
    pub objectives: Vec<Objective>,
    /// What decides first between proposals that are equal at every level, charge by variable; none = nothing does before
    /// `ties`. See [`Model::prefer`].
    pub near: Option<Vec<i64>>,
    /// What decides between proposals that are equal at every level, charge by variable: the children whose ids come
    /// first are placed, and in the places whose ids come first, homes before provision.
    pub ties: Vec<i64>,
}

/// One row, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub tag: Tag,
    /// Variable and coefficient, by variable.
    pub terms: Vec<(usize, i64)>,
    /// The right-hand side.
    pub at_most: i64,
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    /// A child lives in one place at most.
    OncePerChild(ChildId),
    /// A child must be placed.
    MustPlace(ChildId),
    /// One unit of a sibling group in a home.
    OneUnit(HouseholdId),
    /// The capacity of a provision.
    Capacity(ProvisionId),
    /// A limit of a home.
    Limit(&'static str, HouseholdId),
    /// Two children who should live apart share a home.
    ShouldApart(ChildId, ChildId, HouseholdId),
    /// A level is no larger than asked.
    Cap(LevelId),
}

impl Tag {
    /// Whether such rows are many and seldom bind: a search over many variables may leave them out until they do.
    pub fn seldom_binds(self) -> bool {
        matches!(self, Self::OneUnit(_) | Self::Limit("companions" | "must-apart" | "solo", _))
    }
}

/// A level as a sum over the variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// Which level.
    pub level: LevelId,
    /// Its value if nobody in scope were placed.
    pub constant: i64,
    /// The charge of each variable.
    pub charges: Vec<i64>,
}

/// Builds the integer programme.
pub fn build(scenario: &Scenario, graph: &Graph) -> Model {
    build_within(scenario, graph, &[])
}

/// Builds the integer programme of the proposals whose levels are no larger than these caps. A level may be capped that
/// is not among the priorities. A cap's row spans homes, so that parts it binds are no longer independent.
pub fn build_within(scenario: &Scenario, graph: &Graph, caps: &[(LevelId, i64)]) -> Model {
    among(scenario, graph, &offers(scenario, graph), caps)
}

/// Builds the integer programme of the proposals that choose among the units of these offers, which may be some of all:
/// [`number`]ed as they come. A child who must be placed and has no unit among them leaves no such proposal.
pub fn among(scenario: &Scenario, graph: &Graph, offers: &[Offer], caps: &[(LevelId, i64)]) -> Model {
    among_some(scenario, graph, offers, None, caps)
}

/// Some children are thought anew while all others keep their places.
#[derive(Clone, Copy, Debug)]
pub struct Anew<'a> {
    /// Whether a child is thought anew, by its position.
    pub is_free: &'a [bool],
    /// How many of them each provision has room for; one that is missing has room for all.
    pub rooms: &'a BTreeMap<ProvisionId, i64>,
}

/// As [`among`]; with `anew`, the integer programme of these children only. Who stays in an offer are then all who keep
/// their places there, and the constants of the objectives are those of the whole scenario.
pub fn among_some(
    scenario: &Scenario,
    graph: &Graph,
    offers: &[Offer],
    anew: Option<Anew<'_>>,
    caps: &[(LevelId, i64)],
) -> Model {
    let columns: Vec<Column> = offers.iter().flat_map(Offer::columns).collect();
    let rows::Rows { all: mut rows, switches, pair_switches } = rows::rows(scenario, graph, offers, anew, &columns);
    let objective = |id: LevelId| {
        let level = levels::level(id);
        let mut charges: Vec<i64> = Vec::with_capacity(columns.len() + switches);
        for offer in offers {
            for unit in &offer.units {
                charges.push(level.charge(scenario, &unit.children, offer.place, &offer.staying));
            }
        }
        charges.resize(columns.len() + switches, 0);
        for (variable, a, b) in &pair_switches {
            charges[*variable] = level.pair_charge(scenario, *a, *b);
        }
        Objective { level: id, constant: level.constant(scenario), charges }
    };
    rows.extend(caps.iter().map(|(level, cap)| cap_row(&objective(*level), *cap)));
    let objectives = scenario.settings.priorities.iter().map(|id| objective(*id)).collect();
    let ties = ties(scenario, graph, &columns, switches);
    Model { columns, switches, rows, objectives, near: None, ties }
}

fn cap_row(objective: &Objective, cap: i64) -> Row {
    let charged = objective.charges.iter().enumerate().filter(|(_, charge)| **charge != 0);
    let terms = charged.map(|(variable, charge)| (variable, *charge)).collect();
    Row { tag: Tag::Cap(objective.level), terms, at_most: cap.saturating_sub(objective.constant) }
}

fn ties(scenario: &Scenario, graph: &Graph, columns: &[Column], switches: usize) -> Vec<i64> {
    let whole = |n: usize| i64::try_from(n).expect("a position fits");
    let (places, children) = (whole(graph.places().count()), whole(scenario.children.len()));
    let position = |place: Place| match place {
        Place::Home(id) => whole(id.index()),
        Place::Provision(id) => whole(scenario.households.len() + id.index()),
    };
    let charge = |column: &Column| {
        let of_child = |child: &ChildId| position(column.place) - places * (children - whole(child.index()));
        column.children.iter().map(of_child).sum()
    };
    columns.iter().map(charge).chain(std::iter::repeat_n(0, switches)).collect()
}

impl Model {
    /// How many variables there are.
    pub fn variables(&self) -> usize {
        self.columns.len() + self.switches
    }

    /// Of the proposals that are equal at every level, prefers those that are nearest this one: as many children as can be
    /// in the same place, and then in the same units.
    pub fn prefer(&mut self, scenario: &Scenario, near: &Proposal) {
        let children = scenario.in_scope().count();
        let is_there = |child: &ChildId, place: Place| near.of(*child).is_some_and(|each| each.place == place);
        let units = units_of(scenario, near);
        let charge = |column: &Column| {
            let same = column.children.iter().filter(|child| is_there(child, column.place)).count();
            let whole =
                if units.contains(&(column.place, column.children.clone())) { column.children.len() } else { 0 };
            -i64::try_from(same * (children + 1) + whole).expect("a count of children fits")
        };
        self.near = Some(self.columns.iter().map(charge).chain(std::iter::repeat_n(0, self.switches)).collect());
    }

    /// The proposal in which exactly these columns are chosen, beside those who stay.
    pub fn proposal(&self, scenario: &Scenario, chosen: impl IntoIterator<Item = usize>) -> Proposal {
        let units = chosen.into_iter().map(|i| (self.columns[i].children.as_slice(), self.columns[i].place));
        place(scenario, units)
    }
}

/// The units of a proposal, each with its place: children in scope of one sibling group who live together, or one alone.
pub fn units_of(scenario: &Scenario, proposal: &Proposal) -> BTreeSet<(Place, Vec<ChildId>)> {
    let mut units = BTreeMap::new();
    for child in scenario.in_scope() {
        if let Some(placement) = proposal.of(child.id) {
            let group = child.group.ok_or(child.id);
            units.entry((placement, group)).or_insert_with(Vec::new).push(child.id);
        }
    }
    units.into_iter().map(|((placement, _), children)| (placement.place, children)).collect()
}

/// The proposal in which these units live in these places, beside those who stay. Units of a provision are numbered in
/// the order of their first child.
pub fn place<'a>(scenario: &Scenario, units: impl IntoIterator<Item = (&'a [ChildId], Place)>) -> Proposal {
    use crate::domain::Placement;
    let mut proposal = Proposal::of_those_who_stay(scenario);
    let mut next_unit = vec![1; scenario.provisions.len()];
    for placement in proposal.placements.iter().flatten() {
        if let Place::Provision(id) = placement.place {
            next_unit[id.index()] = next_unit[id.index()].max(placement.unit + 1);
        }
    }
    let mut units: Vec<_> = units.into_iter().collect();
    units.sort_unstable();
    for (children, place) in units {
        let placement = match place {
            Place::Home(id) => Placement::home(id),
            Place::Provision(id) => {
                let unit = next_unit[id.index()];
                next_unit[id.index()] += 1;
                Placement::provision(id, unit)
            }
        };
        for child in children {
            proposal.placements[child.index()] = Some(placement);
        }
    }
    proposal
}
