//! Preference: near the child's school.

use super::Preference;
use crate::domain::{Child, Household, Points, Scenario, Tenths};
use crate::policy::About;

pub(super) struct School;

impl Preference for School {
    fn about(&self) -> &'static About {
        &About {
            id: "school",
            title: "Near school",
            asks: "A point for every whole mile in a straight line from the home to the school's locality, rounded \
                down; none where the school or the distance is not known.",
            because: "A placement is not to disrupt the child's education or training.",
            source: "Children Act 1989, s22C(8)(b)",
        }
    }

    fn points(&self, scenario: &Scenario, child: &Child, home: &Household) -> Points {
        miles_to_school(scenario, child, home).map_or(0, Tenths::whole_miles)
    }

    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String {
        match miles_to_school(scenario, child, home) {
            Some(miles) => format!("{miles} miles from school"),
            None => "distance from school not known".to_owned(),
        }
    }
}

fn miles_to_school(scenario: &Scenario, child: &Child, home: &Household) -> Option<Tenths> {
    scenario.miles(home.locality, child.school_locality?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    /// A home 10 miles east of the child's own, a school so many metres east.
    fn school(far: Option<i64>) -> Fixture {
        let mut pair = Fixture::pair(|_| (), |_| ());
        pair.scenario.households[0].locality = pair.locality(Some((16_093, 0)), None);
        if let Some(far) = far {
            pair.scenario.children[0].school_locality = Some(pair.locality(Some((far, 0)), None));
        }
        pair
    }

    #[test]
    fn miles_are_from_the_home_to_the_school() {
        for (far, points) in [(None, 0), (Some(16_093), 0), (Some(0), 10), (Some(14_564), 1), (Some(14_565), 0)] {
            assert_eq!(school(far).points(&School), points, "{far:?} m");
        }
    }

    #[test]
    fn unknown_is_0() {
        for place in [1, 2] {
            let mut pair = school(Some(0));
            pair.scenario.localities[place].grid = None;
            assert_eq!(pair.points(&School), 0);
            assert_eq!(pair.points_found(&School), "distance from school not known");
        }
    }

    #[test]
    fn says_tenths() {
        assert_eq!(school(Some(0)).points_found(&School), "10.0 miles from school");
    }
}
