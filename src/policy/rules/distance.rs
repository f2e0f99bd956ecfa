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
                usual indicator.",
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

    fn holds_in_provision(&self, scenario: &Scenario, child: &Child, provision: &Provision) -> bool {
        provision.locality.is_none_or(|there| is_near(scenario, child, there))
    }

    fn found_in_provision(&self, scenario: &Scenario, child: &Child, provision: &Provision) -> String {
        found(scenario, child, provision.locality.unwrap_or(child.locality))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    use crate::domain::Tenths;

    /// A home this many metres east.
    fn metres(metres: i64, limit: Tenths) -> Fixture {
        let mut pair = Fixture::pair(|child| child.max_miles = limit, |_| ());
        pair.scenario.households[0].locality = pair.locality(Some((metres, 0)), None);
        pair
    }

    #[test]
    fn the_limit_itself_is_near_enough() {
        for (far, limit, expected) in [
            (0, 0, true),
            (80, 0, true),
            (81, 0, false),
            (32_186, 200, true),
            (32_266, 200, true),
            (32_267, 200, false),
            (32_267, 201, true),
        ] {
            assert_eq!(metres(far, Tenths(limit)).holds(&Distance), expected, "{far} m within {}", Tenths(limit));
        }
    }

    #[test]
    fn an_unknown_distance_passes() {
        for known in [0, 1] {
            let mut pair = metres(1_000_000, Tenths(0));
            assert!(!pair.holds(&Distance));
            pair.scenario.localities[known].grid = None;
            assert!(pair.holds(&Distance), "locality {known} has no coordinates");
        }
    }

    #[test]
    fn says_how_far_it_is() {
        assert_eq!(metres(40_000, Tenths(200)).found(&Distance), "24.9 miles from home, at most 20.0");
    }

    #[test]
    fn provision_has_a_distance_only_if_it_has_a_locality() {
        let mut there = Fixture::with_provision(|child| child.max_miles = Tenths(200), |_| ());
        assert_eq!(there.provision_objection(&Distance), None);
        there.scenario.provisions[0].locality = Some(there.locality(Some((40_000, 0)), None));
        assert_eq!(there.provision_objection(&Distance).as_deref(), Some("24.9 miles from home, at most 20.0"));
        there.scenario.children[0].max_miles = Tenths(249);
        assert_eq!(there.provision_objection(&Distance), None);
    }
}
