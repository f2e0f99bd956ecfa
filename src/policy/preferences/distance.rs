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
            because: "A placement is to be near the child's home so far as reasonably practicable.",
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
