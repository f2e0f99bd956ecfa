//! A proposal: where every child would live.

use super::{ChildId, HouseholdId, Place, Plan, ProvisionId, Scenario};

/// Children of one sibling group who would move in together: the thing that is placed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlacementUnit {
    /// The children, in id order; never empty, all of one sibling group, or a single child.
    pub children: Vec<ChildId>,
}

/// Where one child would live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placement {
    /// The home or the provision.
    pub place: Place,
    /// Which unit of a provision; children of one unit live together. Always 0 in a home.
    pub unit: u32,
}

impl Placement {
    /// A place in a home.
    pub fn home(id: HouseholdId) -> Self {
        Self { place: Place::Home(id), unit: 0 }
    }

    /// A place in this unit of a provision.
    pub fn provision(id: ProvisionId, unit: u32) -> Self {
        Self { place: Place::Provision(id), unit }
    }
}

/// Where every child of the scenario would live, children who stay included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// By the child's position; none = unplaced.
    pub placements: Vec<Option<Placement>>,
}

impl Proposal {
    /// Only the children who stay are placed. In a provision each is a unit of one: who lives with whom there today
    /// is not among the inputs.
    pub fn of_those_who_stay(scenario: &Scenario) -> Self {
        let mut next_unit = vec![1_u32; scenario.provisions.len()];
        let placements = scenario
            .children
            .iter()
            .map(|child| match child.current {
                Some(place) if !child.in_scope() => Some(match place {
                    Place::Home(id) => Placement::home(id),
                    Place::Provision(id) => {
                        let unit = next_unit[id.index()];
                        next_unit[id.index()] += 1;
                        Placement::provision(id, unit)
                    }
                }),
                _ => None,
            })
            .collect();
        Self { placements }
    }

    /// Where this child would live.
    pub fn of(&self, child: ChildId) -> Option<Placement> {
        self.placements[child.index()]
    }

    /// Whether two children would live together: in the same home, or in the same unit of a provision.
    pub fn together(&self, a: ChildId, b: ChildId) -> bool {
        self.of(a).is_some() && self.of(a) == self.of(b)
    }

    /// Whether two children, at least one of them in scope, would live apart against the plan for them.
    pub fn splits(&self, scenario: &Scenario, a: ChildId, b: ChildId) -> bool {
        (scenario.child(a).in_scope() || scenario.child(b).in_scope())
            && matches!(scenario.plan(a, b), Plan::MustTogether | Plan::PreferTogether)
            && !self.together(a, b)
    }

    /// Everybody who would be fostered in this home, in id order.
    pub fn fostered_in(&self, home: HouseholdId) -> Vec<ChildId> {
        let there = Some(Placement::home(home));
        (0..self.placements.len()).map(ChildId::at).filter(|child| self.of(*child) == there).collect()
    }

    /// Everybody who would be fostered in each home, by its position: [`Self::fostered_in`] of every home at once.
    pub fn fostered_by_home(&self, scenario: &Scenario) -> Vec<Vec<ChildId>> {
        let mut fostered = vec![Vec::new(); scenario.households.len()];
        for (position, placement) in self.placements.iter().enumerate() {
            if let Some(Placement { place: Place::Home(home), unit: 0 }) = placement {
                fostered[home.index()].push(ChildId::at(position));
            }
        }
        fostered
    }
}
