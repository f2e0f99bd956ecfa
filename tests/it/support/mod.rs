//! Small scenarios built through types, every field with a plain default, so that a test says only what it is about.
//!
//! ```ignore
//! let scenario = Town::new()
//!     .child("C1", |c| c.age = 4)
//!     .child("C2", |c| c.sex = Sex::F)
//!     .home("H1", |h| h.places = 2)
//!     .siblings(&["C1", "C2"])
//!     .build();
//! let proposal = proposal(&scenario, &[("C1", "H1"), ("C2", "P1#2")]);
//! ```

mod plain;

use std::collections::{BTreeMap, BTreeSet};

use placewell::domain::{
    Child, ChildId, Decision, DecisionKind, Exclusion, ExclusionPlan, Group, GroupId, Household, HouseholdId, Locality,
    LocalityId, Place, Placement, Plan, Proposal, Provision, ProvisionId, Relation, Scenario, Settings,
};

use self::plain::{AS_PLACES, plain_child, plain_home, plain_provision, settings};

/// The locality of everybody who is not put elsewhere: at the origin, authority `Here`.
pub(crate) const CENTRE: &str = "CENTRE";

/// A scenario in the making: things by name, links between names, resolved by [`Town::build`].
#[derive(Clone)]
pub(crate) struct Town {
    settings: Settings,
    localities: BTreeMap<String, Locality>,
    children: BTreeMap<String, Child>,
    homes: BTreeMap<String, Household>,
    provisions: BTreeMap<String, Provision>,
    whereabouts: BTreeMap<String, String>,
    schools: BTreeMap<String, String>,
    current: BTreeMap<String, String>,
    named: Vec<(String, String)>,
    groups: Vec<Vec<String>>,
    plans: Vec<(String, String, Plan)>,
    exclusions: Vec<(String, String, ExclusionPlan)>,
    scores: Vec<(String, String, i64)>,
    decisions: Vec<(String, String, DecisionKind, Option<String>)>,
}

impl Town {
    pub(crate) fn new() -> Self {
        let town = Self {
            settings: settings(),
            localities: BTreeMap::new(),
            children: BTreeMap::new(),
            homes: BTreeMap::new(),
            provisions: BTreeMap::new(),
            whereabouts: BTreeMap::new(),
            schools: BTreeMap::new(),
            current: BTreeMap::new(),
            named: Vec::new(),
            groups: Vec::new(),
            plans: Vec::new(),
            exclusions: Vec::new(),
            scores: Vec::new(),
            decisions: Vec::new(),
        };
        town.locality(CENTRE, Some((0, 0)), Some("Here"))
    }

    /// A child of 8 without any particular need, at [`CENTRE`], then as the closure says. A second call changes the same child.
    pub(crate) fn child(mut self, name: &str, set: impl FnOnce(&mut Child)) -> Self {
        let child = self.children.entry(name.to_owned()).or_insert_with(|| plain_child(name));
        let before = child.age;
        set(child);
        if child.age != before && child.age_end == before {
            child.age_end = child.age;
            child.months_end = 12 * child.age + 11;
        }
        self
    }

    /// An in-house home that takes anybody, three places, three single bedrooms, at [`CENTRE`], then as the closure says.
    pub(crate) fn home(mut self, name: &str, set: impl FnOnce(&mut Household)) -> Self {
        set(self.homes.entry(name.to_owned()).or_insert_with(|| plain_home(name)));
        self
    }

    /// An agency framework that takes anybody one by one, without end, then as the closure says.
    pub(crate) fn provision(mut self, name: &str, set: impl FnOnce(&mut Provision)) -> Self {
        set(self.provisions.entry(name.to_owned()).or_insert_with(|| plain_provision(name)));
        self
    }

    /// A locality; coordinates in metres.
    pub(crate) fn locality(mut self, name: &str, grid: Option<(i64, i64)>, authority: Option<&str>) -> Self {
        let authority = authority.map(str::to_owned);
        let locality = Locality { reference: name.to_owned(), name: name.to_owned(), grid, authority };
        self.localities.insert(name.to_owned(), locality);
        self
    }

    /// Puts a child, home or provision in a locality; a home takes that locality's authority.
    pub(crate) fn put(mut self, name: &str, locality: &str) -> Self {
        self.whereabouts.insert(name.to_owned(), locality.to_owned());
        self
    }

    pub(crate) fn school(mut self, child: &str, locality: &str) -> Self {
        self.schools.insert(child.to_owned(), locality.to_owned());
        self
    }

    /// The child lives there now and stays, unless `may_move` is set on the child.
    pub(crate) fn lives(mut self, child: &str, place: &str) -> Self {
        self.current.insert(child.to_owned(), place.to_owned());
        self
    }

    /// Makes the child one of the home's named children.
    pub(crate) fn named(mut self, home: &str, child: &str) -> Self {
        self.named.push((home.to_owned(), child.to_owned()));
        self
    }

    pub(crate) fn siblings(mut self, children: &[&str]) -> Self {
        self.groups.push(children.iter().map(|each| (*each).to_owned()).collect());
        self
    }

    pub(crate) fn plan(mut self, a: &str, b: &str, plan: Plan) -> Self {
        self.plans.push((a.to_owned(), b.to_owned(), plan));
        self
    }

    pub(crate) fn exclude(mut self, child: &str, home: &str, plan: ExclusionPlan) -> Self {
        self.exclusions.push((child.to_owned(), home.to_owned(), plan));
        self
    }

    pub(crate) fn score(mut self, child: &str, home: &str, points: i64) -> Self {
        self.scores.push((child.to_owned(), home.to_owned(), points));
        self
    }

    pub(crate) fn pin(self, child: &str, home: &str) -> Self {
        self.decide(child, home, DecisionKind::Pin, None)
    }

    pub(crate) fn forbid(self, child: &str, home: &str) -> Self {
        self.decide(child, home, DecisionKind::Forbid, None)
    }

    pub(crate) fn lift(self, child: &str, home: &str, rule: &str) -> Self {
        self.decide(child, home, DecisionKind::Override, Some(rule))
    }

    fn decide(mut self, child: &str, home: &str, kind: DecisionKind, rule: Option<&str>) -> Self {
        self.decisions.push((child.to_owned(), home.to_owned(), kind, rule.map(str::to_owned)));
        self
    }

    /// Switches a rule, limit or preference off.
    pub(crate) fn off(mut self, id: &str) -> Self {
        self.settings.switched_off.insert(id.to_owned(), "a test".to_owned());
        self
    }

    pub(crate) fn set(mut self, set: impl FnOnce(&mut Settings)) -> Self {
        set(&mut self.settings);
        self
    }

    /// The scenario, tables in the order of names.
    pub(crate) fn build(self) -> Scenario {
        let names = Names {
            children: self.children.keys().cloned().collect(),
            homes: self.homes.keys().cloned().collect(),
            provisions: self.provisions.keys().cloned().collect(),
            localities: self.localities.keys().cloned().collect(),
        };
        let child_id = |name: &str| names.child(name).unwrap_or_else(|| panic!("no child `{name}`"));
        let home_id = |name: &str| names.home(name).unwrap_or_else(|| panic!("no home `{name}`"));
        let locality_of = |name: &str| names.locality(self.whereabouts.get(name).map_or(CENTRE, String::as_str));

        let mut children: Vec<Child> = self.children.into_values().collect();
        for (i, child) in children.iter_mut().enumerate() {
            child.id = ChildId::at(i);
            child.locality = locality_of(&child.reference);
            child.school_locality = self.schools.get(&child.reference).map(|each| names.locality(each));
            child.current = self.current.get(&child.reference).map(|each| names.place(each));
        }
        let mut groups = Vec::new();
        for (i, members) in self.groups.iter().enumerate() {
            let mut members: Vec<ChildId> = members.iter().map(|each| child_id(each)).collect();
            members.sort_unstable();
            for member in &members {
                children[member.index()].group = Some(GroupId::at(i));
            }
            groups.push(Group { reference: format!("G{}", i + 1), members });
        }

        let localities: Vec<Locality> = self.localities.into_values().collect();
        let mut households: Vec<Household> = self.homes.into_values().collect();
        for (i, home) in households.iter_mut().enumerate() {
            home.id = HouseholdId::at(i);
            if home.places_for_siblings == AS_PLACES {
                home.places_for_siblings = home.places;
            }
            home.locality = locality_of(&home.reference);
            home.authority = home.authority.take().or_else(|| localities[home.locality.index()].authority.clone());
        }
        for (home, child) in &self.named {
            households[home_id(home).index()].named_children.insert(child_id(child));
        }
        let mut provisions: Vec<Provision> = self.provisions.into_values().collect();
        for (i, provision) in provisions.iter_mut().enumerate() {
            provision.id = ProvisionId::at(i);
            provision.locality = self.whereabouts.get(&provision.reference).map(|each| names.locality(each));
        }

        let mut exclusions: BTreeMap<_, BTreeSet<Exclusion>> = BTreeMap::new();
        for (child, home, plan) in &self.exclusions {
            let both = exclusions.entry((child_id(child), home_id(home))).or_default();
            both.insert(Exclusion { plan: *plan, reason: None });
        }
        let relation = |(a, b, plan): &(String, String, Plan)| {
            let (a, b) = (child_id(a), child_id(b));
            ((a.min(b), a.max(b)), Relation { plan: *plan, reason: None })
        };
        let mut decisions: Vec<Decision> = self
            .decisions
            .iter()
            .map(|(child, home, kind, rule)| Decision {
                child: child_id(child),
                household: home_id(home),
                kind: *kind,
                rule: rule.clone(),
                reason: Some("a test".to_owned()),
                decided_by: None,
                decided_on: None,
            })
            .collect();
        decisions.sort();
        Scenario {
            settings: self.settings,
            children,
            households,
            provisions,
            localities,
            kinds: Vec::new(),
            groups,
            relations: self.plans.iter().map(relation).collect(),
            exclusions,
            scores: self.scores.iter().map(|(c, h, points)| ((child_id(c), home_id(h)), *points)).collect(),
            decisions,
        }
    }
}

/// Names of everything, in the order of the tables.
struct Names {
    children: Vec<String>,
    homes: Vec<String>,
    provisions: Vec<String>,
    localities: Vec<String>,
}

impl Names {
    fn child(&self, name: &str) -> Option<ChildId> {
        self.children.iter().position(|each| each == name).map(ChildId::at)
    }

    fn home(&self, name: &str) -> Option<HouseholdId> {
        self.homes.iter().position(|each| each == name).map(HouseholdId::at)
    }

    fn place(&self, name: &str) -> Place {
        let provision = || self.provisions.iter().position(|each| each == name).map(ProvisionId::at);
        let place = self.home(name).map(Place::Home).or_else(|| provision().map(Place::Provision));
        place.unwrap_or_else(|| panic!("no home or provision `{name}`"))
    }

    fn locality(&self, name: &str) -> LocalityId {
        let position = self.localities.iter().position(|each| each == name);
        LocalityId::at(position.unwrap_or_else(|| panic!("no locality `{name}`")))
    }
}

/// The child with this name.
pub(crate) fn child(scenario: &Scenario, name: &str) -> ChildId {
    let position = scenario.children.iter().position(|each| each.reference == name);
    ChildId::at(position.unwrap_or_else(|| panic!("no child `{name}`")))
}

/// The placement `H1` (a home), `P1` (a unit of one in a provision) or `P1#2` (unit 2 of it).
pub(crate) fn placement(scenario: &Scenario, text: &str) -> Placement {
    let (name, unit) = text.split_once('#').unwrap_or((text, "0"));
    if let Some(i) = scenario.households.iter().position(|each| each.reference == name) {
        return Placement::home(HouseholdId::at(i));
    }
    let position = scenario.provisions.iter().position(|each| each.reference == name);
    let provision = ProvisionId::at(position.unwrap_or_else(|| panic!("no home or provision `{name}`")));
    Placement::provision(provision, unit.parse().expect("a unit is a number"))
}

/// Those who stay where they are, the children named where the text says, everybody else unplaced.
pub(crate) fn proposal(scenario: &Scenario, placed: &[(&str, &str)]) -> Proposal {
    let mut proposal = Proposal::of_those_who_stay(scenario);
    for (name, place) in placed {
        proposal.placements[child(scenario, name).index()] = Some(placement(scenario, place));
    }
    proposal
}

#[test]
fn names_become_positions_whatever_the_order_of_calls() {
    let scenario = Town::new()
        .child("C2", |c| c.age = 4)
        .child("C1", |_| ())
        .home("H2", |h| h.places = 5)
        .home("H1", |_| ())
        .provision("P1", |_| ())
        .siblings(&["C2", "C1"])
        .lives("C2", "H2")
        .named("H1", "C2")
        .build();
    let (c1, c2) = (child(&scenario, "C1"), child(&scenario, "C2"));
    assert_eq!((c1.index(), c2.index()), (0, 1));
    assert!(scenario.are_siblings(c1, c2));
    assert_eq!(scenario.child(c2).age_end, 4);
    assert_eq!(scenario.households[1].places_for_siblings, 5);
    assert!(scenario.households[0].named_children.contains(&c2));
    assert!(!scenario.child(c2).in_scope());
    let proposal = proposal(&scenario, &[("C1", "P1#2")]);
    assert_eq!(proposal.of(c2), Some(Placement::home(HouseholdId::at(1))));
    assert_eq!(proposal.of(c1), Some(Placement::provision(ProvisionId::at(0), 2)));
}
