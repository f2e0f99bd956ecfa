//! A plan carried out.

use super::supply::new_home;
use super::tables::{House, Person, assemble, references};
use crate::domain::Scenario;

/// The scenario with so many households more of each kind, by the position of the kind; `new-<kind>-<number>` are their
/// references. They are there on the day: none of those who are recruited has left again.
pub fn with_plan(mut scenario: Scenario, homes: &[i64]) -> Scenario {
    let mut taken = references(&scenario);
    let mut new = Vec::new();
    for (kind, count) in scenario.kinds.iter().zip(homes) {
        for _ in 0..*count {
            let home = new_home(&scenario, &kind.home, &format!("new-{}", kind.reference), &mut taken);
            new.push(House { was: None, home });
        }
    }
    let groups = std::mem::take(&mut scenario.groups);
    let people = std::mem::take(&mut scenario.children).into_iter().map(|child| {
        let group = child.group.map(|group| groups[group.index()].reference.clone());
        Person { was: Some(child.id), group, child }
    });
    let people = people.collect();
    let old = std::mem::take(&mut scenario.households).into_iter();
    let houses = old.map(|home| House { was: Some(home.id), home }).chain(new).collect();
    assemble(scenario, people, houses)
}
