//! Rule: foster care suits the child.

use super::Rule;
use crate::domain::{Child, Household, Provision, Scenario, Suitability};
use crate::policy::About;

pub(super) struct FosterCare;

impl Rule for FosterCare {
    fn about(&self) -> &'static About {
        &About {
            id: "foster-care",
            title: "Foster care suits the child",
            asks: "Foster care is preferred or suitable for the child, not unsuitable; agency provision is foster care \
                too.",
            because: "The placement must be the most appropriate one; the child's social worker says of each kind of care \
                whether it suits.",
            source: "Children Act 1989, s22C(5); National Placements Standard (April 2026), column \
                foster_care_suitability, https://github.com/SocialCareData/standard",
        }
    }

    fn holds(&self, _: &Scenario, child: &Child, _: &Household) -> bool {
        suits(child)
    }

    fn found(&self, _: &Scenario, _: &Child, _: &Household) -> String {
        UNSUITABLE.to_owned()
    }

    fn holds_in_provision(&self, _: &Scenario, child: &Child, provision: &Provision) -> bool {
        !provision.kind.is_family() || suits(child)
    }

    fn found_in_provision(&self, _: &Scenario, _: &Child, _: &Provision) -> String {
        UNSUITABLE.to_owned()
    }
}

const UNSUITABLE: &str = "foster care is unsuitable for the child";

fn suits(child: &Child) -> bool {
    child.foster_care != Suitability::Unsuitable
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    use crate::domain::ProvisionKind::{IfaFramework, IfaSpot, Residential, Supported};
    use crate::domain::Suitability::{Preferred, Suitable, Unsuitable};

    #[test]
    fn only_unsuitable_closes_homes() {
        for (suitability, expected) in [(Unsuitable, false), (Suitable, true), (Preferred, true)] {
            let pair = Fixture::pair(|child| child.foster_care = suitability, |_| ());
            assert_eq!(pair.holds(&FosterCare), expected, "{suitability}");
        }
    }

    #[test]
    fn agency_provision_is_foster_care_and_the_rest_is_not() {
        for (suitability, kind, objects) in [
            (Unsuitable, IfaFramework, true),
            (Unsuitable, IfaSpot, true),
            (Unsuitable, Residential, false),
            (Unsuitable, Supported, false),
            (Suitable, IfaFramework, false),
            (Preferred, IfaSpot, false),
        ] {
            let there = Fixture::with_provision(|child| child.foster_care = suitability, |each| each.kind = kind);
            assert_eq!(there.provision_objection(&FosterCare).is_some(), objects, "{suitability}, {kind}");
        }
    }
}
