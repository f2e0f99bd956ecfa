//! Rule: the child's ages during the stay lie within the terms of approval.

use super::Rule;
use crate::domain::{Child, Household, Provision, Scenario, Years};
use crate::policy::About;

pub(super) struct AgeRange;

impl Rule for AgeRange {
    fn about(&self) -> &'static About {
        &About {
            id: "age-range",
            title: "Age within approval",
            asks: "The child's age on the planning date and at the end of the planned stay is within the ages the \
                carers are approved for.",
            because: "Approval says what the assessment found that the household can do, and placements outside terms are \
                less stable.",
            source: "Fostering Services (England) Regulations 2011, reg 27(5)(a): terms of approval; Doncaster, Change to \
                the Foster Carers' Terms of Approval (a six-year-old with carers approved for 0 to 5), \
                https://doncastercs.trixonline.co.uk/chapter/change-to-the-foster-carers-terms-of-approval",
        }
    }

    fn holds(&self, _: &Scenario, child: &Child, home: &Household) -> bool {
        is_within(child, home.age_min, home.age_max)
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        format!("{}, approved for {} to {}", ages(child), home.age_min, home.age_max)
    }

    fn provision_objection(&self, _: &Scenario, child: &Child, provision: &Provision) -> Option<String> {
        (!is_within(child, provision.age_min, provision.age_max))
            .then(|| format!("{}, taken from {} to {}", ages(child), provision.age_min, provision.age_max))
    }
}

fn is_within(child: &Child, youngest: Years, oldest: Years) -> bool {
    youngest <= child.age && child.age_end <= oldest
}

fn ages(child: &Child) -> String {
    if child.age == child.age_end {
        format!("aged {}", child.age)
    } else {
        format!("aged {}, {} at the end of the stay", child.age, child.age_end)
    }
}
