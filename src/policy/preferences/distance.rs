//! Preference: near the child's home.

use super::Preference;
use crate::domain::{Child, Household, Place, Points, Provision, Scenario, Tenths};
use crate::policy::About;

pub(super) struct Distance;

impl Preference for Distance {
    fn about(&self) -> &'static About {
        &About {
            id: "distance",
            title: "Near home",
            asks: "A point for every whole mile in a straight line from the child's home locality, rounded down; none \
                where the distance is not known.",
            because: "A placement is to be near the child's home so far as reasonably practicable: among homes near \
                enough, nearer is better.",
            source: "Children Act 1989, s22C(8)(a)",
        }
    }

    fn points(&self, scenario: &Scenario, child: &Child, home: &Household) -> Points {
        whole_miles(scenario, child, Place::Home(home.id))
    }

    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String {
        match scenario.miles_from_home(child, Place::Home(home.id)) {
            Some(miles) => format!("{miles} miles from home"),
            None => "distance from home not known".to_owned(),
        }
    }

    fn provision_points(&self, scenario: &Scenario, child: &Child, provision: &Provision) -> Points {
        whole_miles(scenario, child, Place::Provision(provision.id))
    }
}

fn whole_miles(scenario: &Scenario, child: &Child, place: Place) -> Points {
    scenario.miles_from_home(child, place).map_or(0, Tenths::whole_miles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    fn metres(far: i64) -> Fixture {
        let mut pair = Fixture::pair(|_| (), |_| ());
        pair.scenario.households[0].locality = pair.locality(Some((far, 0)), None);
        pair
    }

    #[test]
    fn whole_miles_of_the_kept_tenths() {
        for (far, points) in
            [(0, 0), (1_528, 0), (1_529, 1), (1_609, 1), (3_137, 1), (3_138, 1), (3_139, 2), (16_093, 10)]
        {
            assert_eq!(metres(far).points(&Distance), points, "{far} m");
        }
    }

    #[test]
    fn unknown_is_0() {
        let mut pair = metres(50_000);
        pair.scenario.localities[1].grid = None;
        assert_eq!(pair.points(&Distance), 0);
    }

    #[test]
    fn says_tenths() {
        assert_eq!(metres(3_139).points_found(&Distance), "2.0 miles from home");
    }

    #[test]
    fn provision_counts_if_it_has_a_locality() {
        let mut there = Fixture::with_provision(|_| (), |_| ());
        let points = |there: &Fixture| {
            let scenario = &there.scenario;
            Distance.provision_points(scenario, &scenario.children[0], &scenario.provisions[0])
        };
        assert_eq!(points(&there), 0);
        there.scenario.provisions[0].locality = Some(there.locality(Some((16_093, 0)), None));
        assert_eq!(points(&there), 10);
    }
}
