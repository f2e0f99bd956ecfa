//! The baseline by hand is what its description says, computed without shortcuts; and it is lawful.

use std::collections::{BTreeMap, BTreeSet};

use placewell::compatibility::{self, Graph};
use placewell::domain::{ChildId, DecisionKind, LevelId, Place, Plan, Proposal, Scenario};
use placewell::policy::levels::{self, Level};
use placewell::policy::limits::{self, Limit};
use placewell::policy::provision;
use placewell::scenario::synthetic::{self, Recipe};
use placewell::{model, solve, verify};

fn assert_same(scenario: &Scenario) {
    let graph = compatibility::graph(scenario);
    let by_hand = solve::by_hand(scenario, &graph);
    assert_eq!(by_hand, plainly(scenario, &graph), "{}", scenario.settings.name);
    // Pins may leave no lawful way by hand; nothing else may.
    let faults = verify::verify(scenario, &by_hand).faults;
    assert!(faults.iter().all(|fault| fault.id == "pin"), "{}: {faults:?}", scenario.settings.name);
}

#[test]
fn by_hand_is_as_described_in_small_scenarios() {
    for seed in 0..400 {
        assert_same(&synthetic::tiny(seed));
    }
}

#[test]
fn by_hand_is_as_described_in_a_month_and_a_council() {
    for (size, seed) in [("daily", 1), ("month", 1), ("month", 2), ("council", 1)] {
        assert_same(&synthetic::scenario(&Recipe::named(size, seed).expect("a size")));
    }
}

/// The baseline, as plainly as it can be written: every place weighed in full, the best tried first.
fn plainly(scenario: &Scenario, graph: &Graph) -> Proposal {
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
        let waiting: Vec<ChildId> = referral.into_iter().filter(|child| !desk.placed.contains(child)).collect();
        if waiting.is_empty() || desk.place_whole(&waiting) {
            continue;
        }
        for child in waiting {
            if !desk.placed.contains(&child) {
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
    staying: BTreeMap<Place, Vec<ChildId>>,
    living: BTreeMap<Place, Vec<ChildId>>,
    placed: BTreeSet<ChildId>,
    units: Vec<(Vec<ChildId>, Place)>,
}

impl<'a> Desk<'a> {
    fn new(scenario: &'a Scenario, graph: &'a Graph) -> Self {
        let mut staying: BTreeMap<Place, Vec<ChildId>> = BTreeMap::new();
        for child in scenario.children.iter().filter(|child| !child.in_scope()) {
            if let Some(place) = child.current {
                staying.entry(place).or_default().push(child.id);
            }
        }
        Self {
            scenario,
            graph,
            limits: limits::active(scenario),
            levels: scenario.settings.priorities.iter().map(|id| levels::level(*id)).collect(),
            living: staying.clone(),
            staying,
            placed: BTreeSet::new(),
            units: Vec::new(),
        }
    }

    /// Places the unit in the best place that is open to all and lawful; false = there is none.
    fn place_whole(&mut self, unit: &[ChildId]) -> bool {
        let Some((first, others)) = unit.split_first() else { return false };
        let mut places = self.graph.places_of(*first);
        places.retain(|place| others.iter().all(|child| self.graph.is_open(*child, *place)));
        places.sort_by_cached_key(|place| (self.charges(unit, *place), *place));
        places.into_iter().any(|place| self.place_at(unit, place))
    }

    /// Places the unit there if it is open to all and lawful beside those who live there.
    fn place_at(&mut self, unit: &[ChildId], place: Place) -> bool {
        if !unit.iter().all(|child| self.graph.is_open(*child, place)) || !self.is_lawful(unit, place) {
            return false;
        }
        self.living.entry(place).or_default().extend(unit);
        self.placed.extend(unit);
        match (
            place,
            self.units.iter_mut().find(|(held, at)| *at == place && self.scenario.are_siblings(held[0], unit[0])),
        ) {
            // Siblings in one home are one unit, however they came there.
            (Place::Home(_), Some((held, _))) => {
                held.extend(unit);
                held.sort_unstable();
            }
            _ => self.units.push((unit.to_vec(), place)),
        }
        true
    }

    fn is_lawful(&self, unit: &[ChildId], place: Place) -> bool {
        let there = self.living.get(&place).map_or(&[][..], Vec::as_slice);
        match place {
            Place::Home(id) => {
                let mut everyone = [there, unit].concat();
                everyone.sort_unstable();
                self.limits
                    .iter()
                    .all(|limit| limit.breach(self.scenario, self.scenario.household(id), &everyone).is_none())
            }
            Place::Provision(id) => {
                let at = self.scenario.provision(id);
                let living = i64::try_from(there.len() + unit.len()).unwrap_or(i64::MAX);
                at.capacity.is_none_or(|capacity| living <= capacity)
                    && provision::unit_breach(self.scenario, at, unit).is_none()
            }
        }
    }

    /// What this unit alone adds to each level of the priorities.
    fn charges(&self, unit: &[ChildId], place: Place) -> Vec<i64> {
        let staying = match place {
            Place::Home(_) => self.staying.get(&place).map_or(&[][..], Vec::as_slice),
            Place::Provision(_) => &[],
        };
        self.levels
            .iter()
            .filter(|level| level.id() != LevelId::Unplaced)
            .map(|level| level.charge(self.scenario, unit, place, staying))
            .collect()
    }
}
