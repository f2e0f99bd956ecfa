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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    fn pair(age: Years, preferred: (Option<Years>, Option<Years>)) -> Fixture {
        let child = |child: &mut Child| (child.age, child.age_end) = (age, age + 2);
        Fixture::pair(child, |home| {
            (home.age_min, home.age_max) = (3, 12);
            (home.preferred_age_min, home.preferred_age_max) = preferred;
        })
    }

    #[test]
    fn two_points_a_year_outside() {
        for (age, preferred, points) in [
            (0, (None, None), 0),
            (17, (None, None), 0),
            (4, (Some(5), Some(8)), 2),
            (3, (Some(5), Some(8)), 4),
            (5, (Some(5), Some(8)), 0),
            (8, (Some(5), Some(8)), 0),
            (9, (Some(5), Some(8)), 2),
            (12, (Some(5), Some(8)), 8),
            (12, (Some(5), None), 0),
            (13, (Some(5), None), 2),
            (3, (None, Some(8)), 0),
            (2, (None, Some(8)), 2),
            (9, (None, Some(8)), 2),
        ] {
            assert_eq!(pair(age, preferred).points(&PreferredAge), points, "aged {age}, preferred {preferred:?}");
        }
    }

    #[test]
    fn says_age_and_preference() {
        assert_eq!(pair(4, (Some(5), None)).points_found(&PreferredAge), "aged 4, carers prefer 5 to 12");
    }
}
