//! Preferences between lawful homes (contract 4, `mismatch`): points of one child in one place; 0 is ideal.

mod distance;
mod ethnicity;
mod language;
mod preferred_age;
mod religion;
mod school;
mod spare_skill;

use super::{About, is_on};
use crate::domain::{Child, Household, Place, Points, Provision, Scenario};

/// A soft wish, in whole points.
pub trait Preference: Sync {
    /// What it asks and why.
    fn about(&self) -> &'static About;
    /// Points of the child in the home before the weight; unknown = 0.
    fn points(&self, scenario: &Scenario, child: &Child, home: &Household) -> Points;
    /// Where points are not 0: what was found, in words.
    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String;
    /// Points of the child in a provision; most preferences say nothing about provision.
    fn provision_points(&self, scenario: &Scenario, child: &Child, provision: &Provision) -> Points {
        let _ = (scenario, child, provision);
        0
    }
}

/// Every preference, in the order of the contract.
pub const ALL: &[&dyn Preference] = &[
    &distance::Distance,
    &school::School,
    &preferred_age::PreferredAge,
    &ethnicity::Ethnicity,
    &religion::Religion,
    &language::Language,
    &spare_skill::SpareSkill,
];

/// The weight of a preference in this scenario; 0 if it is switched off.
pub fn weight(scenario: &Scenario, preference: &dyn Preference) -> i64 {
    let about = preference.about();
    if is_on(scenario, about) { scenario.settings.weights.get(about.id).copied().unwrap_or(1) } else { 0 }
}

/// Points × weight of every preference, and the service's own score: what one child in one place adds to `mismatch`.
pub fn mismatch(scenario: &Scenario, child: &Child, place: Place) -> Points {
    let weighted: Points = ALL
        .iter()
        .map(|preference| {
            weight(scenario, *preference)
                * match place {
                    Place::Home(id) => preference.points(scenario, child, scenario.household(id)),
                    Place::Provision(id) => preference.provision_points(scenario, child, scenario.provision(id)),
                }
        })
        .sum();
    weighted
        + match place {
            Place::Home(id) => scenario.scores.get(&(child.id, id)).copied().unwrap_or(0),
            Place::Provision(_) => 0,
        }
}
