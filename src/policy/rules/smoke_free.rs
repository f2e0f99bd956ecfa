//! Rule: no smoking home for young children, or at any age with a respiratory condition.

use super::Rule;
use crate::domain::{Child, Household, Scenario};
use crate::policy::About;

pub(super) struct SmokeFree;

impl Rule for SmokeFree {
    fn about(&self) -> &'static About {
        &About {
            id: "smoke-free",
            title: "Smoke-free home",
            asks: "Nobody in the household smokes or vapes; or the child has no respiratory condition and either has \
                reached the policy's age or is placed with kin.",
            because: "Smoke harms young children, and those with a respiratory condition at any age, with kin as well.",
            source: "Fostering Network policy (2007): not under five with unrelated carers who smoke, with a respiratory \
                condition at no age, https://www.theguardian.com/society/2007/jun/21/childrensservices.politics; \
                Birmingham, Smoking Guidance (any household member, vaping alike, kin exempt), \
                https://birminghamfch.trixonline.co.uk/chapter/smoking-guidance-for-foster-carers-and-young-people",
        }
    }

    fn holds(&self, scenario: &Scenario, child: &Child, home: &Household) -> bool {
        let is_young = child.age < scenario.settings.policy.smoke_free_under_age;
        !home.smoker || !(child.respiratory_condition || (is_young && !scenario.is_kin(child.id, home.id)))
    }

    fn found(&self, scenario: &Scenario, child: &Child, _: &Household) -> String {
        if child.respiratory_condition {
            "a smoking home, and a respiratory condition".to_owned()
        } else {
            let from = scenario.settings.policy.smoke_free_under_age;
            format!("a smoking home, aged {}, smoke-free under {from}", child.age)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::{Fixture, set_age};

    use crate::domain::{ExclusionPlan, Sector};

    fn pair(age: i64, respiratory: bool, kin: bool, smoker: bool) -> Fixture {
        let mut pair = Fixture::pair(
            |child| {
                set_age(child, age);
                child.respiratory_condition = respiratory;
            },
            |home| home.smoker = smoker,
        );
        if kin {
            pair.exclude(pair.scenario.children[0].id, pair.scenario.households[0].id, ExclusionPlan::Kin);
        }
        pair
    }

    #[test]
    fn age_excuses_and_kinship_excuses_but_nothing_excuses_a_respiratory_condition() {
        for (age, respiratory, kin, expected) in [
            (0, false, false, false),
            (4, false, false, false),
            (5, false, false, true),
            (17, false, false, true),
            (0, false, true, true),
            (4, false, true, true),
            (4, true, true, false),
            (4, true, false, false),
            (5, true, true, false),
            (17, true, false, false),
        ] {
            let word = format!("aged {age}, respiratory {respiratory}, kin {kin}");
            assert_eq!(pair(age, respiratory, kin, true).holds(&SmokeFree), expected, "smoking: {word}");
            assert!(pair(age, respiratory, kin, false).holds(&SmokeFree), "smoke-free: {word}");
        }
    }

    #[test]
    fn age_is_that_of_the_planning_date() {
        let child = |child: &mut Child| (child.age, child.age_end) = (4, 6);
        assert!(!Fixture::pair(child, |home| home.smoker = true).holds(&SmokeFree));
    }

    #[test]
    fn a_kinship_home_is_kin_to_those_it_names() {
        let mut pair = pair(4, false, false, true);
        pair.scenario.households[0].sector = Sector::Kinship;
        assert!(!pair.holds(&SmokeFree), "not named");
        pair.scenario.households[0].named_children.insert(pair.scenario.children[0].id);
        assert!(pair.holds(&SmokeFree), "named");
        pair.scenario.households[0].sector = Sector::InHouse;
        assert!(!pair.holds(&SmokeFree), "named on an exemption is not kin");
    }

    #[test]
    fn the_age_is_policy_and_zero_asks_nothing() {
        let mut pair = pair(7, false, false, true);
        for (under, expected) in [(0, true), (7, true), (8, false)] {
            pair.scenario.settings.policy.smoke_free_under_age = under;
            assert_eq!(pair.holds(&SmokeFree), expected, "smoke-free under {under}");
        }
    }

    #[test]
    fn says_which_of_the_two_it_is() {
        assert_eq!(pair(4, false, false, true).found(&SmokeFree), "a smoking home, aged 4, smoke-free under 5");
        assert_eq!(pair(4, true, false, true).found(&SmokeFree), "a smoking home, and a respiratory condition");
    }
}
