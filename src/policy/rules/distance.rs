//! Rule: the home is near enough.

use super::Rule;
use crate::domain::{Child, Household, LocalityId, Provision, Scenario};
use crate::policy::About;

pub(super) struct Distance;

impl Rule for Distance {
    fn about(&self) -> &'static About {
        &About {
            id: "distance",
            title: "Near home",
            asks: "The home is no farther in a straight line from the child's home locality than the child's limit; an \
                unknown distance passes.",
            because: "A placement is to be near the child's home so far as reasonably practicable; twenty miles is the \
                national indicator.",
            source: "Children Act 1989, s22C(8)(a); Lincolnshire, Matching a Child to Foster Carers (PAF 69: within \
                twenty miles), https://lincolnshirechildcare.proceduresonline.com/p_match_child_fc.html",
        }
    }

    fn holds(&self, scenario: &Scenario, child: &Child, home: &Household) -> bool {
        is_near(scenario, child, home.locality)
    }

    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String {
        found(scenario, child, home.locality)
    }

    fn provision_objection(&self, scenario: &Scenario, child: &Child, provision: &Provision) -> Option<String> {
        provision.locality.filter(|there| !is_near(scenario, child, *there)).map(|there| found(scenario, child, there))
    }
}

fn is_near(scenario: &Scenario, child: &Child, there: LocalityId) -> bool {
    let home = scenario.locality(child.locality);
    home.is_within(scenario.locality(there), child.max_miles).unwrap_or(true)
}

fn found(scenario: &Scenario, child: &Child, there: LocalityId) -> String {
    match scenario.miles(child.locality, there) {
        Some(miles) => format!("{miles} miles from home, at most {}", child.max_miles),
        None => "distance from home not known".to_owned(),
    }
}
