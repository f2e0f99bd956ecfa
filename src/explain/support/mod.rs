//! What a match lacks, and what support or agreement would mend it (National Minimum Standard 15).
//!
//! *Takes* a placed child. *Gives* one [`SupportNeeded`] for each thing the scenario shows to be lacking.
//! *Never* guesses: what the scenario does not hold is not asked for, and identity is a need to meet, never a bar.

mod agreements;
mod company;
mod kind;
mod wishes;

use super::SupportNeeded;
use super::beds::Sleeping;
use super::scene::Scene;
use crate::domain::{Child, Household, Place, Placement};
use crate::policy::Objection;

/// A child and where it would live.
struct Placed<'a> {
    scene: &'a Scene<'a>,
    child: &'a Child,
    placement: Placement,
    /// None = a provision.
    home: Option<&'a Household>,
}

impl Placed<'_> {
    /// Whether the child lives there already: what had to be agreed then is not asked for again.
    fn lives_there(&self) -> bool {
        self.child.current == Some(self.placement.place)
    }
}

/// Everything that the match lacks, in the order: wishes, company, the kind of place, agreements.
pub(super) fn needed(
    scene: &Scene<'_>,
    child: &Child,
    placement: Placement,
    lifted: &[Objection],
    sleeping: Option<&Sleeping>,
) -> Vec<SupportNeeded> {
    let home = if let Place::Home(id) = placement.place { Some(scene.scenario.household(id)) } else { None };
    let placed = Placed { scene, child, placement, home };
    let agreements = agreements::needed(&placed, lifted, sleeping);
    let mut needed = wishes::needed(&placed, &agreements);
    needed.extend(company::needed(&placed));
    needed.extend(kind::needed(&placed));
    needed.extend(agreements);
    needed
}
