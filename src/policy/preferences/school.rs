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
