//! A child in scope and a home: every rule asked, with switches, overrides, pins and forbids applied.

mod shortlist;
mod terms;

pub use shortlist::Shortlist;

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

    /// The homes laid out for [`Shortlist::open_homes`]: for asking after many children.
    pub fn shortlist(&self) -> Shortlist<'_, 's> {
        Shortlist::of(self)
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

    /// The ids of [`Self::bars`], without the words: for counting over many homes.
    pub fn closed_by(&self, child: &Child, home: &Household) -> Vec<&'static str> {
        let barring = self.broken(child, home).filter(|rule| !self.is_lifted(*rule, child, home));
        let rules = barring.map(|rule| rule.about().id);
        let forbidden = self.forbids.contains(&(child.id, home.id)).then(|| Bar::Forbidden.id());
        let pinned = self.pins.get(&child.id).is_some_and(|pinned| *pinned != home.id);
        rules.chain(forbidden).chain(pinned.then(|| Bar::PinnedElsewhere.id())).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ExclusionPlan, Sexes, Status};
    use crate::policy::fixture::{Fixture, set_age};

    /// What closes the first home to the first child; `is_open` must agree.
    fn bars(fixture: &Fixture) -> Vec<&'static str> {
        let scenario = &fixture.scenario;
        let pairs = Pairs::of(scenario);
        let (child, home) = (&scenario.children[0], &scenario.households[0]);
        let bars = pairs.bars(child, home);
        assert_eq!(pairs.is_open(child, home), bars.is_empty());
        bars.iter().map(Bar::id).collect()
    }

    fn lifted(fixture: &Fixture) -> Vec<&'static str> {
        let scenario = &fixture.scenario;
        let lifted = Pairs::of(scenario).lifted(&scenario.children[0], &scenario.households[0]);
        lifted.iter().map(|each| each.id).collect()
    }

    fn ids(fixture: &Fixture) -> (ChildId, HouseholdId) {
        (fixture.scenario.children[0].id, fixture.scenario.households[0].id)
    }

    /// A girl aged 8 and a home for boys under 5 that is on hold.
    fn closed() -> Fixture {
        Fixture::pair(
            |child| set_age(child, 8),
            |home| {
                home.age_max = 4;
                home.sexes = Sexes::M;
                home.status = Status::OnHold;
            },
        )
    }

    #[test]
    fn every_rule_that_closes_the_home_is_named_in_the_order_of_the_catalogue() {
        assert_eq!(bars(&Fixture::pair(|_| (), |_| ())), [""; 0]);
        assert_eq!(bars(&closed()), ["age-range", "sex", "available"]);
        assert_eq!(lifted(&closed()), [""; 0]);
    }

    #[test]
    fn rules_asked_last_close_homes_as_well() {
        let mut far = Fixture::pair(|_| (), |_| ());
        far.scenario.households[0].locality = far.locality(Some((1_000_000, 0)), None);
        assert_eq!(bars(&far), ["distance"]);
        for id in SLOWER {
            assert!(rules::ALL.iter().any(|rule| rule.about().id == id), "{id} is a rule");
        }
    }

    #[test]
    fn a_rule_that_is_off_is_not_asked() {
        let mut pair = closed();
        pair.switch_off("sex");
        assert_eq!(bars(&pair), ["age-range", "available"]);
        assert_eq!(lifted(&pair), [""; 0], "a rule that is off is not lifted for anyone in particular");
    }

    #[test]
    fn an_override_lifts_one_rule_for_one_pair() {
        let mut pair = closed();
        let (child, home) = ids(&pair);
        let (other, elsewhere) = (pair.child(|_| ()), pair.home(|_| ()));
        pair.decide(other, home, DecisionKind::Override, Some("age-range"));
        pair.decide(child, elsewhere, DecisionKind::Override, Some("age-range"));
        assert_eq!(bars(&pair).len(), 3, "overrides of other pairs");
        pair.decide(child, home, DecisionKind::Override, Some("age-range"));
        assert_eq!(bars(&pair), ["sex", "available"]);
        assert_eq!(lifted(&pair), ["age-range"]);
        pair.decide(child, home, DecisionKind::Override, Some("sex"));
        pair.decide(child, home, DecisionKind::Override, Some("available"));
        assert_eq!(bars(&pair), [""; 0]);
        assert_eq!(lifted(&pair), ["age-range", "sex", "available"]);
    }

    #[test]
    fn an_override_can_lift_never() {
        let mut pair = Fixture::pair(|_| (), |_| ());
        let (child, home) = ids(&pair);
        pair.exclude(child, home, ExclusionPlan::Never);
        assert_eq!(bars(&pair), ["never"]);
        pair.decide(child, home, DecisionKind::Override, Some("never"));
        assert_eq!(bars(&pair), [""; 0]);
    }

    #[test]
    fn only_never_closes_the_present_home() {
        let mut pair = closed();
        let (child, home) = ids(&pair);
        pair.scenario.children[0].current = Some(Place::Home(home));
        pair.scenario.children[0].may_move = true;
        assert_eq!(bars(&pair), [""; 0]);
        assert_eq!(lifted(&pair), ["age-range", "sex", "available"], "but what is broken there is listed");
        pair.exclude(child, home, ExclusionPlan::Never);
        assert_eq!(bars(&pair), ["never"]);
        let elsewhere = pair.home(|_| ());
        pair.scenario.children[0].current = Some(Place::Home(elsewhere));
        assert_eq!(bars(&pair), ["age-range", "sex", "available", "never"], "a home it does not live in");
    }

    #[test]
    fn a_forbid_closes_one_pair_even_the_present_home() {
        let mut pair = Fixture::pair(|_| (), |_| ());
        let (child, home) = ids(&pair);
        let (other, elsewhere) = (pair.child(|_| ()), pair.home(|_| ()));
        pair.decide(other, home, DecisionKind::Forbid, None);
        pair.decide(child, elsewhere, DecisionKind::Forbid, None);
        assert_eq!(bars(&pair), [""; 0], "forbids of other pairs");
        pair.decide(child, home, DecisionKind::Forbid, None);
        assert_eq!(bars(&pair), ["forbid"]);
        pair.scenario.children[0].current = Some(Place::Home(home));
        assert_eq!(bars(&pair), ["forbid"]);
    }

    #[test]
    fn a_pin_closes_every_other_home_and_lifts_no_rule() {
        let mut pair = closed();
        let (child, home) = ids(&pair);
        assert!(!Pairs::of(&pair.scenario).is_pinned(child));
        pair.decide(child, home, DecisionKind::Pin, None);
        assert!(Pairs::of(&pair.scenario).is_pinned(child));
        assert_eq!(bars(&pair), ["age-range", "sex", "available"], "pinned here");
        pair.scenario.decisions.clear();
        let elsewhere = pair.home(|_| ());
        pair.decide(child, elsewhere, DecisionKind::Pin, None);
        assert_eq!(bars(&pair), ["age-range", "sex", "available", "pin"], "pinned elsewhere");
    }
}
