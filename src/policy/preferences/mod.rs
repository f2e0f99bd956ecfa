//! Preferences between lawful homes (contract 4, `mismatch`): points of one child in one place; 0 is ideal.

mod distance;
mod ethnicity;
mod identity;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{HouseholdId, ProvisionId};
    use crate::policy::fixture::Fixture;

    const HOME: fn() -> Place = || Place::Home(HouseholdId::at(0));

    /// 3 points of ethnicity, 4 of spare skills, nothing else.
    fn pair() -> Fixture {
        Fixture::pair(
            |child| child.ethnicity = Some("White British".to_owned()),
            |home| {
                home.ethnicity = Some("Black Caribbean".to_owned());
                home.skills = ["remand", "uasc"].map(str::to_owned).into();
            },
        )
    }

    fn of(fixture: &Fixture, place: Place) -> Points {
        mismatch(&fixture.scenario, &fixture.scenario.children[0], place)
    }

    #[test]
    fn mismatch_is_weighted_and_a_preference_that_is_off_weighs_nothing() {
        let mut pair = pair();
        assert_eq!(of(&pair, HOME()), 7);
        pair.scenario.settings.weights.insert("ethnicity".to_owned(), 10);
        assert_eq!(of(&pair, HOME()), 34);
        pair.switch_off("spare-skill");
        assert_eq!(of(&pair, HOME()), 30);
        pair.scenario.settings.weights.insert("ethnicity".to_owned(), 0);
        assert_eq!(of(&pair, HOME()), 0);
    }

    #[test]
    fn scores_are_added_as_they_are() {
        let mut pair = pair();
        let (child, home) = (pair.scenario.children[0].id, pair.scenario.households[0].id);
        pair.scenario.scores.insert((child, home), -9);
        pair.scenario.settings.weights.insert("ethnicity".to_owned(), 2);
        assert_eq!(of(&pair, HOME()), 2 * 3 + 4 - 9);
    }

    #[test]
    fn provision_is_weighed_by_distance_only() {
        let mut pair = pair();
        let there = pair.locality(Some((16_093, 0)), None);
        pair.provision(|each| {
            each.locality = Some(there);
            each.skills = ["remand"].map(str::to_owned).into();
        });
        pair.scenario.settings.weights.insert("distance".to_owned(), 3);
        assert_eq!(of(&pair, Place::Provision(ProvisionId::at(0))), 30);
    }
}
