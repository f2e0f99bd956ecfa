//! Rule: the service has not ruled the home out for the child.

use super::Rule;
use crate::domain::{Child, ExclusionPlan, Household, Scenario};
use crate::policy::About;

pub(super) struct Never;

impl Rule for Never {
    fn about(&self) -> &'static About {
        &About {
            id: "never",
            title: "Not ruled out",
            asks: "No exclusion says that the child must never live there; it closes even the child's present home.",
            because: "History, safeguarding or a court order can rule out a home, and only the service knows it.",
            source: "Children Act 1989, s22C(5) and s22(3)(a): the most appropriate placement, and the duty to safeguard \
                the child's welfare",
        }
    }

    fn holds(&self, scenario: &Scenario, child: &Child, home: &Household) -> bool {
        !scenario.excluded(child.id, home.id, ExclusionPlan::Never)
    }

    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String {
        let mut rows = scenario.exclusions.get(&(child.id, home.id)).into_iter().flatten();
        match rows.find(|each| each.plan == ExclusionPlan::Never).and_then(|each| each.reason.as_deref()) {
            Some(reason) => format!("ruled out: {reason}"),
            None => "ruled out, no reason recorded".to_owned(),
        }
    }
}
