//! The same scenario with its rows in another order, under other names, or without some children; and two side by side.

use std::collections::BTreeSet;

use placewell::domain::{
    Child, ChildId, Decision, DecisionKind, Group, GroupId, HouseholdId, LocalityId, Place, ProvisionId, Scenario,
};

/// The new position of every row, by its old one; none = the child is left out.
pub(crate) struct Order {
    children: Vec<Option<ChildId>>,
    households: Vec<HouseholdId>,
    provisions: Vec<ProvisionId>,
    localities: Vec<LocalityId>,
}

impl Order {
    /// Everything where it is.
    pub(crate) fn same(scenario: &Scenario) -> Self {
        Self {
            children: (0..scenario.children.len()).map(|i| Some(ChildId::at(i))).collect(),
            households: (0..scenario.households.len()).map(HouseholdId::at).collect(),
            provisions: (0..scenario.provisions.len()).map(ProvisionId::at).collect(),
            localities: (0..scenario.localities.len()).map(LocalityId::at).collect(),
        }
    }

    /// The last row first.
    pub(crate) fn reversed(scenario: &Scenario) -> Self {
        let mut order = Self::same(scenario);
        order.children.reverse();
        order.households.reverse();
        order.provisions.reverse();
        order.localities.reverse();
        order
    }

    /// Everything but this child, where it is.
    pub(crate) fn without(scenario: &Scenario, child: ChildId) -> Self {
        let mut order = Self::same(scenario);
        order.children[child.index()] = None;
        for (new, slot) in order.children.iter_mut().filter(|slot| slot.is_some()).enumerate() {
            *slot = Some(ChildId::at(new));
        }
        order
    }

    fn child(&self, id: ChildId) -> Option<ChildId> {
        self.children[id.index()]
    }

    fn home(&self, id: HouseholdId) -> HouseholdId {
        self.households[id.index()]
    }

    fn place(&self, place: Place) -> Place {
        match place {
            Place::Home(id) => Place::Home(self.home(id)),
            Place::Provision(id) => Place::Provision(self.provisions[id.index()]),
        }
    }

    fn locality(&self, id: LocalityId) -> LocalityId {
        self.localities[id.index()]
    }
}

/// The scenario in this order, everything renamed so that names follow it.
pub(crate) fn rebuilt(scenario: &Scenario, order: &Order) -> Scenario {
    let mut new = scenario.clone();
    new.children = scenario.children.iter().filter_map(|child| moved_child(child, order)).collect();
    new.children.sort_by_key(|child| child.id);
    for home in &mut new.households {
        home.id = order.home(home.id);
        home.reference = format!("home {:04}", home.id.index());
        home.locality = order.locality(home.locality);
        home.named_children = home.named_children.iter().filter_map(|id| order.child(*id)).collect();
    }
    new.households.sort_by_key(|home| home.id);
    for provision in &mut new.provisions {
        provision.id = order.provisions[provision.id.index()];
        provision.reference = format!("provision {:04}", provision.id.index());
        provision.locality = provision.locality.map(|id| order.locality(id));
    }
    new.provisions.sort_by_key(|provision| provision.id);
    for (i, locality) in scenario.localities.iter().enumerate() {
        let position = order.localities[i].index();
        new.localities[position] = locality.clone();
        new.localities[position].reference = format!("locality {position:04}");
    }
    regroup(&mut new, scenario, order);
    let pair = |(child, home): (ChildId, HouseholdId)| Some((order.child(child)?, order.home(home)));
    let siblings = |(a, b): (ChildId, ChildId)| {
        let (a, b) = (order.child(a)?, order.child(b)?);
        Some((a.min(b), a.max(b)))
    };
    new.relations = scenario.relations.iter().filter_map(|(key, row)| Some((siblings(*key)?, row.clone()))).collect();
    new.exclusions = scenario.exclusions.iter().filter_map(|(key, rows)| Some((pair(*key)?, rows.clone()))).collect();
    new.scores = scenario.scores.iter().filter_map(|(key, points)| Some((pair(*key)?, *points))).collect();
    let decision = |each: &Decision| {
        let (child, household) = pair((each.child, each.household))?;
        Some(Decision { child, household, ..each.clone() })
    };
    new.decisions = scenario.decisions.iter().filter_map(decision).collect();
    new.decisions.sort();
    new
}

fn moved_child(child: &Child, order: &Order) -> Option<Child> {
    let id = order.child(child.id)?;
    Some(Child {
        id,
        reference: format!("child {:04}", id.index()),
        locality: order.locality(child.locality),
        school_locality: child.school_locality.map(|id| order.locality(id)),
        current: child.current.map(|place| order.place(place)),
        group: None,
        ..child.clone()
    })
}

/// Sibling groups in the order of their first child; who is left alone has none.
fn regroup(new: &mut Scenario, old: &Scenario, order: &Order) {
    let members =
        |group: &Group| -> BTreeSet<ChildId> { group.members.iter().filter_map(|id| order.child(*id)).collect() };
    let mut groups: Vec<_> = old.groups.iter().map(members).filter(|members| members.len() > 1).collect();
    groups.sort();
    new.groups.clear();
    for (i, members) in groups.into_iter().enumerate() {
        for member in &members {
            new.children[member.index()].group = Some(GroupId::at(i));
        }
        new.groups.push(Group { reference: format!("group {i:04}"), members: members.into_iter().collect() });
    }
}

/// Two scenarios without provision as one, in which every child is forbidden every home of the other.
pub(crate) fn side_by_side(a: &Scenario, b: &Scenario) -> Scenario {
    assert!(a.provisions.is_empty() && b.provisions.is_empty(), "provision is open to all");
    let order = Order {
        children: (0..b.children.len()).map(|i| Some(ChildId::at(a.children.len() + i))).collect(),
        households: (0..b.households.len()).map(|i| HouseholdId::at(a.households.len() + i)).collect(),
        provisions: Vec::new(),
        localities: (0..b.localities.len()).map(|i| LocalityId::at(a.localities.len() + i)).collect(),
    };
    let mut both = rebuilt(a, &Order::same(a));
    let shifted = shift(b, &order, both.groups.len());
    both.children.extend(shifted.children);
    both.households.extend(shifted.households);
    both.localities.extend(shifted.localities);
    both.groups.extend(shifted.groups);
    both.relations.extend(shifted.relations);
    both.exclusions.extend(shifted.exclusions);
    both.scores.extend(shifted.scores);
    both.decisions.extend(shifted.decisions);
    let apart =
        |child: ChildId, home: HouseholdId| (child.index() < a.children.len()) != (home.index() < a.households.len());
    for child in both.children.iter().filter(|child| child.in_scope()) {
        for home in both.households.iter().filter(|home| apart(child.id, home.id)) {
            both.decisions.push(decided(child.id, home.id, DecisionKind::Forbid));
        }
    }
    both.decisions.sort();
    both
}

/// A scenario with every id moved on, to be appended to another.
fn shift(scenario: &Scenario, order: &Order, groups: usize) -> Scenario {
    let mut padded = scenario.clone();
    padded.groups.clear();
    padded.localities.clear();
    let mut new = rebuilt(&padded, order);
    new.localities.clone_from(&scenario.localities);
    for (i, locality) in new.localities.iter_mut().enumerate() {
        locality.reference = format!("locality {:04}", order.localities[i].index());
    }
    for (i, group) in scenario.groups.iter().enumerate() {
        let id = GroupId::at(groups + i);
        let members: Vec<ChildId> = group.members.iter().filter_map(|id| order.child(*id)).collect();
        for member in &group.members {
            new.children[member.index()].group = Some(id);
        }
        new.groups.push(Group { reference: format!("group {:04}", id.index()), members });
    }
    new
}

/// A decision about a pair.
pub(crate) fn decided(child: ChildId, household: HouseholdId, kind: DecisionKind) -> Decision {
    Decision { child, household, kind, rule: None, reason: None, decided_by: None, decided_on: None }
}
