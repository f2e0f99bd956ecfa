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
