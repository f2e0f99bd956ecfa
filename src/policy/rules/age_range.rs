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

    fn holds_in_provision(&self, _: &Scenario, child: &Child, provision: &Provision) -> bool {
        is_within(child, provision.age_min, provision.age_max)
    }

    fn found_in_provision(&self, _: &Scenario, child: &Child, provision: &Provision) -> String {
        format!("{}, taken from {} to {}", ages(child), provision.age_min, provision.age_max)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::{Fixture, set_age};

    fn pair(age: Years, age_end: Years) -> Fixture {
        let child = |child: &mut Child| (child.age, child.age_end) = (age, age_end);
        Fixture::pair(child, |home| (home.age_min, home.age_max) = (5, 10))
    }

    #[test]
    fn both_ends_of_the_stay_lie_within_approval() {
        for (age, age_end, expected) in [
            (4, 4, false),
            (4, 5, false),
            (5, 5, true),
            (5, 10, true),
            (10, 10, true),
            (10, 11, false),
            (11, 11, false),
        ] {
            assert_eq!(pair(age, age_end).holds(&AgeRange), expected, "aged {age} to {age_end} in 5 to 10");
        }
    }

    #[test]
    fn approval_for_one_age_takes_that_age() {
        let exactly = |age| Fixture::pair(|child| set_age(child, age), |home| (home.age_min, home.age_max) = (0, 0));
        assert!(exactly(0).holds(&AgeRange));
        assert!(!exactly(1).holds(&AgeRange));
    }

    #[test]
    fn says_both_ages_where_they_differ() {
        assert_eq!(pair(4, 4).found(&AgeRange), "aged 4, approved for 5 to 10");
        assert_eq!(pair(10, 11).found(&AgeRange), "aged 10, 11 at the end of the stay, approved for 5 to 10");
    }

    #[test]
    fn asks_the_same_of_provision() {
        let objection = |age: Years, age_end: Years| {
            let child = |child: &mut Child| (child.age, child.age_end) = (age, age_end);
            let provision = |provision: &mut Provision| (provision.age_min, provision.age_max) = (5, 10);
            Fixture::with_provision(child, provision).provision_objection(&AgeRange)
        };
        assert_eq!(objection(5, 10), None);
        assert_eq!(objection(4, 4).as_deref(), Some("aged 4, taken from 5 to 10"));
        assert!(objection(10, 11).is_some());
    }
}
