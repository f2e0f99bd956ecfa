//! The hand-made baseline: what a duty desk does with a register and a telephone.
//!
//! Pins first; nobody moves who has a home, unless it is unlawful for all to stay; then sibling groups and single
//! children by urgency (the most urgent of a group, then the first id), each tried whole in the best home that is
//! lawful beside those already there, and only then split, child by child. *Best* is by the scenario's own priorities,
//! looking at this unit alone. Every home taken stays taken: that is what optimisation is compared with.

use std::collections::{BTreeMap, BTreeSet};

use crate::compatibility::Graph;
use crate::domain::{ChildId, DecisionKind, GroupId, HouseholdId, LevelId, Place, Plan, Proposal, Scenario};
use crate::model;
use crate::policy::levels::{self, Level};
use crate::policy::limits::{self, Limit};
use crate::policy::provision;

/// The baseline proposal.
pub fn by_hand(scenario: &Scenario, graph: &Graph) -> Proposal {
    let mut desk = Desk::new(scenario, graph);
    for decision in scenario.decisions.iter().filter(|each| each.kind == DecisionKind::Pin) {
        desk.place_whole(&together_with(scenario, decision.child));
    }
    for child in scenario.in_scope().filter(|child| child.may_move) {
        if let Some(current) = child.current {
            let unit = together_with(scenario, child.id);
            if unit.iter().all(|each| scenario.child(*each).current == Some(current)) {
                desk.place_at(&unit, current);
            }
        }
    }
    for referral in referrals(scenario) {
        let waiting: Vec<ChildId> = referral.into_iter().filter(|child| !desk.is_placed(*child)).collect();
        if waiting.is_empty() || desk.place_whole(&waiting) {
            continue;
        }
        for child in waiting {
            if !desk.is_placed(child) {
                desk.place_whole(&together_with(scenario, child));
            }
        }
    }
    model::place(scenario, desk.units.iter().map(|(children, place)| (children.as_slice(), *place)))
}

/// Sibling groups and single children in scope, the most urgent first.
fn referrals(scenario: &Scenario) -> Vec<Vec<ChildId>> {
    let mut groups: BTreeMap<(Option<_>, Option<ChildId>), Vec<ChildId>> = BTreeMap::new();
    for child in scenario.in_scope() {
        let alone = if child.group.is_none() { Some(child.id) } else { None };
        groups.entry((child.group, alone)).or_default().push(child.id);
    }
    let mut all: Vec<Vec<ChildId>> = groups.into_values().collect();
    all.sort_by_key(|children| (children.iter().map(|id| scenario.child(*id).urgency).min(), children[0]));
    all
}

/// The child and the siblings in scope with whom it must be together, by a chain of such plans.
fn together_with(scenario: &Scenario, child: ChildId) -> Vec<ChildId> {
    let mut unit = BTreeSet::from([child]);
    if let Some(group) = scenario.child(child).group {
        let members: Vec<ChildId> = scenario.groups[group.index()]
            .members
            .iter()
            .copied()
            .filter(|member| scenario.child(*member).in_scope())
            .collect();
        let mut frontier = vec![child];
        while let Some(from) = frontier.pop() {
            for to in &members {
                if *to != from && scenario.plan(from, *to) == Plan::MustTogether && unit.insert(*to) {
                    frontier.push(*to);
                }
            }
        }
    }
    unit.into_iter().collect()
}

struct Desk<'a> {
    scenario: &'a Scenario,
    graph: &'a Graph,
    limits: Vec<&'static dyn Limit>,
    levels: Vec<&'static dyn Level>,
    /// Who stays in each home.
    staying: Vec<Vec<ChildId>>,
    /// Who lives in each place so far; places by number, homes first.
    living: Vec<Vec<ChildId>>,
    is_placed: Vec<bool>,
    units: Vec<(Vec<ChildId>, Place)>,
    /// The unit of a sibling group in a home, by its position in `units`.
    unit_of: BTreeMap<(HouseholdId, GroupId), usize>,
}

impl<'a> Desk<'a> {
    fn new(scenario: &'a Scenario, graph: &'a Graph) -> Self {
        let mut desk = Self {
            scenario,
            graph,
            limits: limits::active(scenario),
            levels: scenario.settings.priorities.iter().map(|id| levels::level(*id)).collect(),
            staying: scenario.staying_by_home(),
            living: vec![Vec::new(); scenario.households.len() + scenario.provisions.len()],
            is_placed: vec![false; scenario.children.len()],
            units: Vec::new(),
            unit_of: BTreeMap::new(),
        };
        for child in scenario.children.iter().filter(|child| !child.in_scope()) {
            if let Some(place) = child.current {
                let number = desk.number(place);
                desk.living[number].push(child.id);
            }
        }
        desk
    }

    fn number(&self, place: Place) -> usize {
        match place {
            Place::Home(id) => id.index(),
            Place::Provision(id) => self.scenario.households.len() + id.index(),
        }
    }

    fn is_placed(&self, child: ChildId) -> bool {
        self.is_placed[child.index()]
    }

    /// Places the unit in the best place that is open to all and lawful; false = there is none.
    fn place_whole(&mut self, unit: &[ChildId]) -> bool {
        let Some((first, others)) = unit.split_first() else { return false };
        let mut places = self.graph.places_of(*first);
        places.retain(|place| others.iter().all(|child| self.graph.is_open(*child, *place)));
        places.retain(|place| self.is_lawful(unit, *place));
        // Level after level, the best that are left; then the first.
        for level in self.levels.iter().filter(|level| level.id() != LevelId::Unplaced) {
            if places.len() < 2 {
                break;
            }
            let charges: Vec<i64> = places.iter().map(|place| self.charge(*level, unit, *place)).collect();
            let least = charges.iter().copied().min();
            let mut charges = charges.into_iter();
            places.retain(|_| charges.next() == least);
        }
        let Some(place) = places.into_iter().min() else { return false };
        self.take(unit, place);
        true
    }

    /// Places the unit there if it is open to all and lawful beside those who live there.
    fn place_at(&mut self, unit: &[ChildId], place: Place) {
        if unit.iter().all(|child| self.graph.is_open(*child, place)) && self.is_lawful(unit, place) {
            self.take(unit, place);
        }
    }

    fn take(&mut self, unit: &[ChildId], place: Place) {
        let number = self.number(place);
        self.living[number].extend(unit);
        for child in unit {
            self.is_placed[child.index()] = true;
        }
        if let (Place::Home(home), Some(group)) = (place, self.scenario.child(unit[0]).group) {
            let position = *self.unit_of.entry((home, group)).or_insert(self.units.len());
            if let Some((held, _)) = self.units.get_mut(position) {
                // Siblings in one home are one unit, however they came there.
                held.extend(unit);
                held.sort_unstable();
                return;
            }
        }
        self.units.push((unit.to_vec(), place));
    }

    fn is_lawful(&self, unit: &[ChildId], place: Place) -> bool {
        let there = &self.living[self.number(place)];
        match place {
            Place::Home(id) => {
                let mut everyone = [there.as_slice(), unit].concat();
                everyone.sort_unstable();
                self.limits.iter().all(|limit| limit.holds(self.scenario, self.scenario.household(id), &everyone))
            }
            Place::Provision(id) => {
                let at = self.scenario.provision(id);
                let living = i64::try_from(there.len() + unit.len()).unwrap_or(i64::MAX);
                at.capacity.is_none_or(|capacity| living <= capacity)
                    && provision::unit_breach(self.scenario, at, unit).is_none()
            }
        }
    }

    /// What this unit alone adds to a level.
    fn charge(&self, level: &dyn Level, unit: &[ChildId], place: Place) -> i64 {
        let staying = match place {
            Place::Home(id) => self.staying[id.index()].as_slice(),
            Place::Provision(_) => &[],
        };
        level.charge(self.scenario, unit, place, staying)
    }
}
