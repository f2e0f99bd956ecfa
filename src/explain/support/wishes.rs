//! Wishes that the place does not meet: identity, school, age, distance, and when it is free.

use super::{Placed, SupportNeeded};
use crate::domain::Tenths;
use crate::policy::preferences;

/// The national indicator counts placements farther from home than this (`domain.md` 3.7).
const FAR: Tenths = Tenths(200);

/// What meets a long way from home.
pub(super) const OVER_DISTANCE: (&str, &str) = (
    "the placement plan says how family time, visits and travel are arranged over the distance",
    "Children Act 1989, s22C(8)(a): near the child's home; National Minimum Standard 15",
);

/// `broken` = the rules that the match breaks: they say what is far better than the indicator does.
pub(super) fn needed(placed: &Placed<'_>, broken: &[SupportNeeded]) -> Vec<SupportNeeded> {
    let mut needed: Vec<SupportNeeded> = preferences::ALL.iter().filter_map(|each| unmet(placed, *each)).collect();
    if broken.iter().all(|each| each.about != "distance") {
        needed.extend(far(placed));
    }
    needed.extend(not_free_yet(placed));
    needed
}

fn unmet(placed: &Placed<'_>, preference: &dyn preferences::Preference) -> Option<SupportNeeded> {
    let (scenario, home) = (placed.scene.scenario, placed.home?);
    let about = preference.about();
    let (support, source) = match about.id {
        "ethnicity" => (
            "identity support in the placement plan: links with the child's community, and training for the carers",
            "Children Act 1989, s22(5)(c): racial origin and cultural background; National Minimum Standard 15",
        ),
        "religion" => (
            "the placement plan says how the child can follow its religion: worship, food, festivals",
            "Children Act 1989, s22(5)(c): religious persuasion; National Minimum Standard 15",
        ),
        "language" => (
            "an interpreter and regular company in the child's language; the placement plan says who and when",
            "Children Act 1989, s22(5)(c): linguistic background; National Minimum Standard 15",
        ),
        "school" => (
            "the placement plan says how the child gets to school, so that its education goes on",
            "Children Act 1989, s22C(8)(b); National Minimum Standard 15",
        ),
        "preferred-age" => (
            "the carers agree to the child's age; training or support that they ask for",
            "National Minimum Standard 15",
        ),
        _ => return None,
    };
    let is_lacking =
        preferences::weight(scenario, preference) != 0 && preference.points(scenario, placed.child, home) > 0;
    is_lacking.then(|| SupportNeeded {
        about: about.id,
        lacking: preference.found(scenario, placed.child, home),
        support: support.to_owned(),
        source,
    })
}

fn far(placed: &Placed<'_>) -> Option<SupportNeeded> {
    let miles = placed.scene.scenario.miles_from_home(placed.child, placed.placement.place)?;
    (miles > FAR).then(|| SupportNeeded {
        about: "distance",
        lacking: format!("{miles} miles from home, more than {FAR}"),
        support: OVER_DISTANCE.0.to_owned(),
        source: OVER_DISTANCE.1,
    })
}

fn not_free_yet(placed: &Placed<'_>) -> Option<SupportNeeded> {
    let (from, date) = (placed.home?.available_from?, placed.scene.scenario.settings.date);
    (from > date && !placed.lives_there()).then(|| SupportNeeded {
        about: "available",
        lacking: format!("the home is free from {from}"),
        support: "somewhere to stay until then, and introductions meanwhile".to_owned(),
        source: "National Minimum Standard 11.3: information and a visit before the placement",
    })
}
