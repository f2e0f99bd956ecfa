//! A child in scope and a home: every rule asked, with switches, overrides, pins and forbids applied.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{self, Rule};
use super::{Objection, is_on};
use crate::domain::{Child, ChildId, DecisionKind, Household, HouseholdId, Place, Scenario};

/// Rules that look something up or compare text: asked last where only yes or no is wanted.
const SLOWER: [&str; 5] = ["needs", "distance", "area", "kinship-named", "never"];

/// The rules that are on, and the decisions by pair.
pub struct Pairs<'s> {
    scenario: &'s Scenario,
    rules: Vec<&'static dyn Rule>,
    cheap_first: Vec<&'static dyn Rule>,
    pins: BTreeMap<ChildId, HouseholdId>,
    forbids: BTreeSet<(ChildId, HouseholdId)>,
    overrides: BTreeSet<(ChildId, HouseholdId, &'s str)>,
}

/// What closes a home to a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bar {
    /// A rule of the catalogue.
    Rule(Objection),
    /// A person forbade the pair.
    Forbidden,
    /// A person pinned the child to another home.
    PinnedElsewhere,
}

impl Bar {
    /// The id by which tables count it: a rule's id, `forbid` or `pin`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Rule(objection) => objection.id,
            Self::Forbidden => DecisionKind::Forbid.word(),
            Self::PinnedElsewhere => DecisionKind::Pin.word(),
        }
    }
}

impl<'s> Pairs<'s> {
    /// Gathers the rules that are on and the decisions.
    pub fn of(scenario: &'s Scenario) -> Self {
        let rules: Vec<_> = rules::ALL.iter().copied().filter(|rule| is_on(scenario, rule.about())).collect();
        let mut cheap_first = rules.clone();
        cheap_first.sort_by_key(|rule| SLOWER.contains(&rule.about().id));
        let decided = |kind| scenario.decisions.iter().filter(move |each| each.kind == kind);
        Self {
            scenario,
            rules,
            cheap_first,
            pins: decided(DecisionKind::Pin).map(|each| (each.child, each.household)).collect(),
            forbids: decided(DecisionKind::Forbid).map(|each| (each.child, each.household)).collect(),
            overrides: decided(DecisionKind::Override)
                .filter_map(|each| Some((each.child, each.household, each.rule.as_deref()?)))
                .collect(),
        }
    }

    /// Whether the home is open to the child.
    pub fn is_open(&self, child: &Child, home: &Household) -> bool {
        self.cheap_first.iter().all(|rule| rule.holds(self.scenario, child, home) || self.is_lifted(*rule, child, home))
            && self.pins.get(&child.id).is_none_or(|pinned| *pinned == home.id)
            && !self.forbids.contains(&(child.id, home.id))
    }

    /// Whether any home but the one it is pinned to is closed to the child; provision too.
    pub fn is_pinned(&self, child: ChildId) -> bool {
        self.pins.contains_key(&child)
    }

    /// Everything that closes the home to the child; empty = it is open.
    pub fn bars(&self, child: &Child, home: &Household) -> Vec<Bar> {
        let mut bars: Vec<Bar> = self
            .broken(child, home)
            .filter(|rule| !self.is_lifted(*rule, child, home))
            .map(|rule| Bar::Rule(self.objection(rule, child, home)))
            .collect();
        if self.forbids.contains(&(child.id, home.id)) {
            bars.push(Bar::Forbidden);
        }
        if self.pins.get(&child.id).is_some_and(|pinned| *pinned != home.id) {
            bars.push(Bar::PinnedElsewhere);
        }
        bars
    }

    /// Rules that the pair breaks but that do not close the home: overridden, or the child lives there now.
    pub fn lifted(&self, child: &Child, home: &Household) -> Vec<Objection> {
        self.broken(child, home)
            .filter(|rule| self.is_lifted(*rule, child, home))
            .map(|rule| self.objection(rule, child, home))
            .collect()
    }

    fn broken<'a>(&'a self, child: &'a Child, home: &'a Household) -> impl Iterator<Item = &'static dyn Rule> + 'a {
        self.rules.iter().copied().filter(move |rule| !rule.holds(self.scenario, child, home))
    }

    /// A child who may move keeps its present home: no rule but `never` closes it (contract 6).
    fn is_lifted(&self, rule: &dyn Rule, child: &Child, home: &Household) -> bool {
        let id = rule.about().id;
        (child.current == Some(Place::Home(home.id)) && id != "never")
            || (!self.overrides.is_empty() && self.overrides.contains(&(child.id, home.id, id)))
    }

    fn objection(&self, rule: &dyn Rule, child: &Child, home: &Household) -> Objection {
        Objection { id: rule.about().id, found: rule.found(self.scenario, child, home) }
    }
}
