//! Where a placed child would sleep.

use super::scene::Scene;
use crate::domain::{ChildId, HouseholdId, Place, Scenario};
use crate::policy::limits::bedrooms::{Bed, arrange};

/// A child's bed, and who shares the room.
pub(super) struct Sleeping {
    pub(super) bed: Bed,
    pub(super) with: Vec<ChildId>,
}

impl Sleeping {
    /// Where the child would sleep in this home; none = no lawful way is known (the limit is off).
    pub(super) fn of(scene: &Scene<'_>, child: ChildId, home: HouseholdId) -> Option<Self> {
        let everyone = scene.living_at(Place::Home(home));
        let beds = arrange(scene.scenario, scene.scenario.household(home), everyone)?;
        let bed = *everyone.iter().zip(&beds).find(|(each, _)| **each == child)?.1;
        let sharing = everyone.iter().zip(&beds).filter(|(each, theirs)| **each != child && **theirs == bed);
        Some(Self { bed, with: sharing.map(|(each, _)| *each).collect() })
    }

    /// For people: the room by its place in the household's list, from 1, and who shares it.
    pub(super) fn in_words(&self, scenario: &Scenario) -> String {
        let room = match self.bed {
            Bed::Room(index) => format!("room {}", index + 1),
            Bed::CarersRoom => "carers' room".to_owned(),
        };
        if self.with.is_empty() { room } else { format!("{room}, shared with {}", names(scenario, &self.with)) }
    }
}

/// The caller's ids, for people.
pub(super) fn names(scenario: &Scenario, children: &[ChildId]) -> String {
    children.iter().map(|child| scenario.child(*child).reference.as_str()).collect::<Vec<_>>().join(", ")
}
