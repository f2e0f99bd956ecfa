//! Preference: keep specialist homes for those who need them.

use super::Preference;
use crate::domain::{Child, Household, Points, Scenario};
use crate::policy::About;

pub(super) struct SpareSkill;

impl Preference for SpareSkill {
    fn about(&self) -> &'static About {
        &About {
            id: "spare-skill",
            title: "Specialist homes kept free",
            asks: "Two points for every skill of the home that the child does not need.",
            because: "The sector's most significant challenge is a shortage of the right type of carers, so a specialist \
                home is not spent on a child whom others can care for.",
            source: "Ofsted, Matching in foster care (2020), on the shortage of the right type of carers, \
                https://www.familylawweek.co.uk/site.aspx?i=ed214969; the points are this tool's default",
        }
    }

    fn points(&self, _: &Scenario, child: &Child, home: &Household) -> Points {
        home.skills.difference(&child.needs).map(|_| 2).sum()
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        let spare: Vec<_> = home.skills.difference(&child.needs).map(String::as_str).collect();
        format!("skills this child does not need: {}", spare.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    fn pair(needs: &[&str], skills: &[&str]) -> Fixture {
        let words = |all: &[&str]| all.iter().map(|each| (*each).to_owned()).collect();
        Fixture::pair(|child| child.needs = words(needs), |home| home.skills = words(skills))
    }

    #[test]
    fn two_points_for_every_skill_not_needed() {
        for (needs, skills, points) in [
            (&[][..], &[][..], 0),
            (&["uasc"][..], &[][..], 0),
            (&["uasc"][..], &["uasc"][..], 0),
            (&[][..], &["uasc"][..], 2),
            (&["uasc"][..], &["remand", "uasc"][..], 2),
            (&["disability"][..], &["remand", "uasc"][..], 4),
        ] {
            assert_eq!(pair(needs, skills).points(&SpareSkill), points, "needs {needs:?}, skills {skills:?}");
        }
    }

    #[test]
    fn says_which_skills_are_spare() {
        let found = pair(&["uasc"], &["remand", "step_down", "uasc"]).points_found(&SpareSkill);
        assert_eq!(found, "skills this child does not need: remand, step_down");
    }
}
