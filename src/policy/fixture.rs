//! A small scenario for truth tables: everybody fits everywhere until a test changes something.
//!
//! Every child and home starts in one locality, aged 8 and approved for 0 to 17; a closure changes what matters:
//! `Fixture::pair(|child| child.age = 5, |home| home.age_max = 4).holds(&AgeRange)`.

use jiff::civil::date;

use super::limits::Limit;
use super::preferences::Preference;
use super::rules::Rule;
use crate::domain::{
    Child, ChildId, Decision, DecisionKind, Exclusion, ExclusionPlan, Group, GroupId, Household, HouseholdId, Locality,
    LocalityId, PencePerWeek, Plan, Points, Provision, ProvisionId, ProvisionKind, Relation, Scenario, Sector,
    Settings, Sex,
};

/// A scenario under construction; its fields may be changed directly as well.
#[derive(Clone, Debug)]
pub(crate) struct Fixture {
    /// The scenario so far.
    pub(crate) scenario: Scenario,
}

impl Fixture {
    /// The locality of everybody, at (0, 0), in the authority `Here`.
    pub(crate) const HERE: usize = 0;

    /// No children, no homes, one locality; the planning date is 2 March 2026.
    pub(crate) fn new() -> Self {
        let scenario = Scenario::empty(Settings::plain("fixture".to_owned(), date(2026, 3, 2)));
        let mut fixture = Self { scenario };
        fixture.locality(Some((0, 0)), Some("Here"));
        fixture
    }

    /// One child and one home.
    pub(crate) fn pair(child: impl FnOnce(&mut Child), home: impl FnOnce(&mut Household)) -> Self {
        let mut fixture = Self::new();
        fixture.child(child);
        fixture.home(home);
        fixture
    }

    /// One child and one provision.
    pub(crate) fn with_provision(child: impl FnOnce(&mut Child), provision: impl FnOnce(&mut Provision)) -> Self {
        let mut fixture = Self::new();
        fixture.child(child);
        fixture.provision(provision);
        fixture
    }

    /// Adds a child.
    pub(crate) fn child(&mut self, change: impl FnOnce(&mut Child)) -> ChildId {
        let id = ChildId::at(self.scenario.children.len());
        let mut child = anyone(id);
        change(&mut child);
        self.scenario.children.push(child);
        id
    }

    /// Adds as many children as there are changes, all of one new sibling group.
    pub(crate) fn siblings(&mut self, ages: &[i64]) -> Vec<ChildId> {
        let group = GroupId::at(self.scenario.groups.len());
        let members: Vec<_> = ages
            .iter()
            .map(|age| {
                self.child(|child| {
                    set_age(child, *age);
                    child.group = Some(group);
                })
            })
            .collect();
        self.scenario.groups.push(Group { reference: format!("g{}", group.index() + 1), members: members.clone() });
        members
    }

    /// Adds a home.
    pub(crate) fn home(&mut self, change: impl FnOnce(&mut Household)) -> HouseholdId {
        let id = HouseholdId::at(self.scenario.households.len());
        let mut home = anywhere(id);
        change(&mut home);
        self.scenario.households.push(home);
        id
    }

    /// Adds a provision.
    pub(crate) fn provision(&mut self, change: impl FnOnce(&mut Provision)) -> ProvisionId {
        let id = ProvisionId::at(self.scenario.provisions.len());
        let mut provision = any_provision(id);
        change(&mut provision);
        self.scenario.provisions.push(provision);
        id
    }

    /// Adds a locality.
    pub(crate) fn locality(&mut self, grid: Option<(i64, i64)>, authority: Option<&str>) -> LocalityId {
        let id = LocalityId::at(self.scenario.localities.len());
        let reference = format!("L{}", id.index() + 1);
        let authority = authority.map(str::to_owned);
        self.scenario.localities.push(Locality { name: reference.clone(), reference, grid, authority });
        id
    }

    /// Adds a relation.
    pub(crate) fn plan(&mut self, a: ChildId, b: ChildId, plan: Plan) {
        self.scenario.relations.insert((a.min(b), a.max(b)), Relation { plan, reason: None });
    }

    /// Adds an exclusion.
    pub(crate) fn exclude(&mut self, child: ChildId, home: HouseholdId, plan: ExclusionPlan) {
        let row = Exclusion { plan, reason: Some("as recorded".to_owned()) };
        self.scenario.exclusions.entry((child, home)).or_default().insert(row);
    }

    /// Adds a decision; `rule` is for an override.
    pub(crate) fn decide(&mut self, child: ChildId, household: HouseholdId, kind: DecisionKind, rule: Option<&str>) {
        let reason = Some("as recorded".to_owned());
        let rule = rule.map(str::to_owned);
        self.scenario.decisions.push(Decision {
            child,
            household,
            kind,
            rule,
            reason,
            decided_by: None,
            decided_on: None,
        });
    }

    /// Switches a rule, limit or preference off.
    pub(crate) fn switch_off(&mut self, id: &str) {
        self.scenario.settings.switched_off.insert(id.to_owned(), "for the test".to_owned());
    }

    /// Whether the rule holds for the first child and the first home; where not, it must say what it found.
    pub(crate) fn holds(&self, rule: &dyn Rule) -> bool {
        let (child, home) = (&self.scenario.children[0], &self.scenario.households[0]);
        let holds = rule.holds(&self.scenario, child, home);
        assert!(holds || !rule.found(&self.scenario, child, home).is_empty());
        holds
    }

    /// What the limit has against exactly these children in the home.
    pub(crate) fn breach(&self, limit: &dyn Limit, home: HouseholdId, everyone: &[ChildId]) -> Option<String> {
        let breach = limit.breach(&self.scenario, self.scenario.household(home), everyone);
        assert!(breach.as_ref().is_none_or(|found| !found.is_empty()));
        breach
    }

    /// What the rule found for the first child and the first home.
    pub(crate) fn found(&self, rule: &dyn Rule) -> String {
        rule.found(&self.scenario, &self.scenario.children[0], &self.scenario.households[0])
    }

    /// What the rule has against the first child in the first provision.
    pub(crate) fn provision_objection(&self, rule: &dyn Rule) -> Option<String> {
        rule.provision_objection(&self.scenario, &self.scenario.children[0], &self.scenario.provisions[0])
    }

    /// The points of the first child in the first home; where not 0, the preference must say what it found.
    pub(crate) fn points(&self, preference: &dyn Preference) -> Points {
        let (child, home) = (&self.scenario.children[0], &self.scenario.households[0]);
        let points = preference.points(&self.scenario, child, home);
        assert!(points == 0 || !preference.found(&self.scenario, child, home).is_empty());
        points
    }

    /// What the preference found for the first child and the first home.
    pub(crate) fn points_found(&self, preference: &dyn Preference) -> String {
        preference.found(&self.scenario, &self.scenario.children[0], &self.scenario.households[0])
    }
}

/// A child of this age now and at the end of the stay.
pub(crate) fn set_age(child: &mut Child, age: i64) {
    child.age = age;
    child.age_end = age;
    child.months_end = 12 * age + 11;
}

fn anyone(id: ChildId) -> Child {
    let mut child = Child::plain(id, format!("c{}", id.index() + 1), LocalityId::at(Fixture::HERE));
    set_age(&mut child, 8);
    child.sex = Sex::F;
    child
}

fn anywhere(id: HouseholdId) -> Household {
    let reference = format!("h{}", id.index() + 1);
    Household {
        places: 3,
        places_for_siblings: 3,
        bedrooms: vec![1, 1, 1],
        authority: Some("Here".to_owned()),
        ..Household::plain(id, reference, Sector::InHouse, LocalityId::at(Fixture::HERE))
    }
}

fn any_provision(id: ProvisionId) -> Provision {
    let reference = format!("p{}", id.index() + 1);
    Provision { weekly_cost: PencePerWeek(90_000), ..Provision::plain(id, reference, ProvisionKind::IfaFramework) }
}
