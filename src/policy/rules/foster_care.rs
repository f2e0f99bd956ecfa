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
            because: "The placement must be the most appropriate one; the National Placements Standard records for each \
                kind of care whether it is.",
            source: "Children Act 1989, s22C(5); National Placements Standard (2026), field fosterCareSuitability, \
                https://github.com/SocialCareData/standard",
        }
    }

    fn holds(&self, _: &Scenario, child: &Child, _: &Household) -> bool {
        suits(child)
    }

    fn found(&self, _: &Scenario, _: &Child, _: &Household) -> String {
        UNSUITABLE.to_owned()
    }

    fn provision_objection(&self, _: &Scenario, child: &Child, provision: &Provision) -> Option<String> {
        (provision.kind.is_family() && !suits(child)).then(|| UNSUITABLE.to_owned())
    }
}

const UNSUITABLE: &str = "foster care is unsuitable for the child";

fn suits(child: &Child) -> bool {
    child.foster_care != Suitability::Unsuitable
}
