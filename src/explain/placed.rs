//! Why here: what the place has for and against it.

use super::beds::Sleeping;
use super::scene::Scene;
use super::{Match, support};
use crate::domain::{Child, Place, Points};
use crate::policy::preferences::{self, Preference};

/// The match of a placed child, with the other places that are as good.
pub(super) fn here(scene: &Scene<'_>, child: &Child, equally_good: Vec<Place>) -> Option<Match> {
    let placement = scene.proposal.of(child.id)?;
    let place = placement.place;
    let (score, lifted, sleeping) = match place {
        Place::Home(home) => (
            scene.scenario.scores.get(&(child.id, home)).copied(),
            scene.pairs.lifted(child, scene.scenario.household(home)),
            Sleeping::of(scene, child.id, home),
        ),
        Place::Provision(_) => (None, Vec::new(), None),
    };
    Some(Match {
        place,
        points: preferences::ALL.iter().filter_map(|preference| weighed(scene, *preference, child, place)).collect(),
        score,
        support: support::needed(scene, child, placement, &lifted, sleeping.as_ref()),
        lifted,
        bedroom: sleeping.map(|sleeping| sleeping.in_words(scene.scenario)),
        equally_good,
    })
}

/// Points after the weight where they are not 0, and what was found.
fn weighed(
    scene: &Scene<'_>,
    preference: &dyn Preference,
    child: &Child,
    place: Place,
) -> Option<(&'static str, Points, String)> {
    let scenario = scene.scenario;
    let (points, found) = match place {
        Place::Home(id) => {
            let home = scenario.household(id);
            (preference.points(scenario, child, home), preference.found(scenario, child, home))
        }
        Place::Provision(id) => {
            let miles = scenario.miles_from_home(child, place);
            let found =
                miles.map_or_else(|| "distance not known".to_owned(), |miles| format!("{miles} miles from home"));
            (preference.provision_points(scenario, child, scenario.provision(id)), found)
        }
    };
    let weighed = points * preferences::weight(scenario, preference);
    (weighed != 0).then_some((preference.about().id, weighed, found))
}
