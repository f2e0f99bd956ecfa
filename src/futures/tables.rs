//! People and homes become tables again: in the order of their references, every id moved along.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Child, ChildId, Group, GroupId, Household, HouseholdId, Place, Scenario};

/// A child of the later day. Ids in it are those of the scenario that it comes from.
pub(super) struct Person {
    /// Who it was there; none = nobody.
    pub(super) was: Option<ChildId>,
    /// The name of its sibling group.
    pub(super) group: Option<String>,
    /// The child.
    pub(super) child: Child,
}

/// A household of the later day. Ids in it are those of the scenario that it comes from.
pub(super) struct House {
    /// Which it was there; none = none.
    pub(super) was: Option<HouseholdId>,
    /// The household.
    pub(super) home: Household,
}

/// References that no new household can have.
pub(super) fn references(scenario: &Scenario) -> BTreeSet<String> {
    let homes = scenario.households.iter().map(|home| &home.reference);
    homes.chain(scenario.provisions.iter().map(|provision| &provision.reference)).cloned().collect()
}

/// The reference that is asked for with a number behind it that nobody has, in at most a hundred characters.
pub(super) fn fresh(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let wanted: String = wanted.chars().take(90).collect();
    let names = (1_u64..).map(|number| format!("{wanted}-{number:02}"));
    let name = names.into_iter().find(|name| !taken.contains(name)).expect("there are more numbers than homes");
    taken.insert(name.clone());
    name
}

/// The scenario of these people and homes. `base` has neither, but its relations, exclusions, scores and decisions
/// still name those of the scenario that all come from; rows about somebody who is gone drop out, and so do sibling
/// groups of one. A child whose home is gone is in need.
pub(super) fn assemble(mut base: Scenario, mut people: Vec<Person>, mut houses: Vec<House>) -> Scenario {
    people.sort_by(|a, b| a.child.reference.cmp(&b.child.reference));
    houses.sort_by(|a, b| a.home.reference.cmp(&b.home.reference));
    let child_ids: BTreeMap<ChildId, ChildId> =
        people.iter().enumerate().filter_map(|(i, person)| Some((person.was?, ChildId::at(i)))).collect();
    let home_ids: BTreeMap<HouseholdId, HouseholdId> =
        houses.iter().enumerate().filter_map(|(i, house)| Some((house.was?, HouseholdId::at(i)))).collect();
    let groups = groups(&people);
    let names: Vec<&String> = groups.keys().collect();
    let group_of = |name: &String| names.binary_search(&name).ok().map(GroupId::at);
    let place = |place| match place {
        Place::Home(home) => home_ids.get(&home).copied().map(Place::Home),
        Place::Provision(_) => Some(place),
    };

    base.children = people
        .into_iter()
        .enumerate()
        .map(|(i, Person { group, child, .. })| {
            let current = child.current.and_then(place);
            let group = group.as_ref().and_then(group_of);
            Child { id: ChildId::at(i), group, may_move: child.may_move && current.is_some(), current, ..child }
        })
        .collect();
    base.groups =
        groups.iter().map(|(name, members)| Group { reference: name.clone(), members: members.clone() }).collect();
    base.households = houses
        .into_iter()
        .enumerate()
        .map(|(i, House { home, .. })| {
            let named_children = home.named_children.iter().filter_map(|child| child_ids.get(child).copied()).collect();
            Household { id: HouseholdId::at(i), named_children, ..home }
        })
        .collect();
    let child = |id: &ChildId| child_ids.get(id).copied();
    let pair = |(a, b): (ChildId, HouseholdId)| Some((child(&a)?, home_ids.get(&b).copied()?));
    let relations = std::mem::take(&mut base.relations).into_iter();
    base.relations = relations.filter_map(|((a, b), plan)| Some(((child(&a)?, child(&b)?), plan))).collect();
    let exclusions = std::mem::take(&mut base.exclusions).into_iter();
    base.exclusions = exclusions.filter_map(|(key, all)| Some((pair(key)?, all))).collect();
    let scores = std::mem::take(&mut base.scores).into_iter();
    base.scores = scores.filter_map(|(key, points)| Some((pair(key)?, points))).collect();
    base.decisions.retain_mut(|decision| {
        let ids = pair((decision.child, decision.household));
        (decision.child, decision.household) = ids.unwrap_or((decision.child, decision.household));
        ids.is_some()
    });
    base
}

/// The sibling groups of two and more by name, each in id order.
fn groups(people: &[Person]) -> BTreeMap<String, Vec<ChildId>> {
    let mut groups: BTreeMap<String, Vec<ChildId>> = BTreeMap::new();
    for (i, person) in people.iter().enumerate() {
        if let Some(name) = &person.group {
            groups.entry(name.clone()).or_default().push(ChildId::at(i));
        }
    }
    groups.retain(|_, members| members.len() > 1);
    groups
}
