//! The scenario with a change made, and with homes that are still to be recruited.

use super::Change;
use crate::domain::{Grown, HomeKind, Household, KindId, Scenario, Sector, Status};

impl Change {
    /// The household as it would be; the same one if the change is about another home or about a child.
    pub(super) fn of_home(&self, home: &Household) -> Household {
        let mut home = home.clone();
        match self {
            Self::Exempt(at, children) if *at == home.id && home.sector != Sector::Kinship => {
                home.named_children.extend(children);
            }
            Self::Release(at) if *at == home.id => {
                home.status = Status::Available;
                home.status_reason = None;
                home.available_from = None;
            }
            Self::OnePlace(at) if *at == home.id => {
                home.places += 1;
                home.places_for_siblings += 1;
            }
            Self::SiblingPlaces(at, number) if *at == home.id => {
                home.places_for_siblings = home.places_for_siblings.max(*number);
            }
            Self::Ages(at, youngest, oldest) if *at == home.id => {
                home.age_min = home.age_min.min(*youngest);
                home.age_max = home.age_max.max(*oldest);
            }
            Self::Accept(at, kind) if *at == home.id => _ = home.placement_types.insert(*kind),
            Self::Bedroom(at) if *at == home.id => home.bedrooms.push(1),
            Self::Train(at, skill) if *at == home.id => _ = home.skills.insert(skill.clone()),
            _ => {}
        }
        home
    }
}

/// The scenario with this change made. A change only opens: whatever was lawful before is lawful after, though its
/// levels may count otherwise (wider ages bring blank preferred ages with them; a skill more is one that some children
/// do not need).
///
/// An exemption says nothing in a kinship home, whose named children are those it is for (Children Act 1989, Schedule
/// 7, paragraph 4 is about the usual fostering limit alone), so such a scenario stays as it is.
pub fn changed(scenario: &Scenario, change: &Change) -> Scenario {
    let mut after = scenario.clone();
    if let Change::Farther(child, miles) = change {
        let child = &mut after.children[child.index()];
        child.max_miles = child.max_miles.max(*miles);
    }
    for home in &mut after.households {
        if change.home() == Some(home.id) {
            *home = change.of_home(home);
        }
    }
    after
}

/// The scenario with so many in-house households of this kind of its catalogue.
pub fn with_homes(scenario: &Scenario, kind: KindId, count: usize) -> Scenario {
    with_homes_of(scenario, scenario.kind(kind), count).scenario
}

/// The scenario with so many households of any kind, approved and free from today, and where the others are now. They
/// are called `new-<kind>-01` and so on, without the names that are taken.
pub fn with_homes_of(scenario: &Scenario, kind: &HomeKind, count: usize) -> Grown {
    let taken = |name: &str| {
        scenario.households.iter().any(|home| home.reference == name)
            || scenario.provisions.iter().any(|provision| provision.reference == name)
    };
    // An id has at most a hundred characters.
    let stem: String = kind.reference.chars().take(80).collect();
    let names = (1_u64..).map(|number| format!("new-{stem}-{number:02}")).filter(|name| !taken(name));
    let homes = names.take(count).map(|reference| Household { reference, ..kind.home.clone() });
    scenario.with_households(homes.collect())
}
