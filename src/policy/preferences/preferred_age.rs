//! Preference: the ages the carers are best at.

use super::Preference;
use crate::domain::{Child, Household, Points, Scenario, Years};
use crate::policy::About;

pub(super) struct PreferredAge;

impl Preference for PreferredAge {
    fn about(&self) -> &'static About {
        &About {
            id: "preferred-age",
            title: "Age the carers prefer",
            asks: "Two points for every year by which the child's age lies outside the preferred ages; one preferred \
                age alone is completed by the approved one.",
            because: "Carers are approved for a range of ages and at their best with some of them: a best match, not a \
                limit.",
            source: "Kirklees, Amendments to Terms of Approval (a best match of ages within a general approval), \
                https://kirkleeschildcare.proceduresonline.com/p_amend_terms_fca.html",
        }
    }

    fn points(&self, _: &Scenario, child: &Child, home: &Household) -> Points {
        let Some((youngest, oldest)) = preferred(home) else { return 0 };
        2 * (youngest - child.age).max(child.age - oldest).max(0)
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        match preferred(home) {
            Some((youngest, oldest)) => format!("aged {}, carers prefer {youngest} to {oldest}", child.age),
            None => "no preferred ages".to_owned(),
        }
    }
}

/// The preferred ages; none = the carers named none.
fn preferred(home: &Household) -> Option<(Years, Years)> {
    let (youngest, oldest) = (home.preferred_age_min, home.preferred_age_max);
    (youngest.is_some() || oldest.is_some()).then(|| (youngest.unwrap_or(home.age_min), oldest.unwrap_or(home.age_max)))
}
