//! Rule: the carers have every specialism that the child needs.

use std::collections::BTreeSet;

use super::Rule;
use crate::domain::{Child, Household, Provision, Scenario};
use crate::policy::About;

pub(super) struct Needs;

impl Rule for Needs {
    fn about(&self) -> &'static About {
        &About {
            id: "needs",
            title: "Specialisms",
            asks: "Every need of the child is among the skills of the carers.",
            because: "Carers are suggested only if they can reasonably be expected to meet the child's assessed needs; a \
                disabled child's accommodation must suit the child's particular needs.",
            source: "National Minimum Standards for Fostering Services (2011), standard 15; Children Act 1989, s22C(8)(d)",
        }
    }

    fn holds(&self, _: &Scenario, child: &Child, home: &Household) -> bool {
        child.needs.is_subset(&home.skills)
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        format!("lacks {}", lacking(child, &home.skills))
    }

    fn holds_in_provision(&self, _: &Scenario, child: &Child, provision: &Provision) -> bool {
        child.needs.is_subset(&provision.skills)
    }

    fn found_in_provision(&self, _: &Scenario, child: &Child, provision: &Provision) -> String {
        format!("lacks {}", lacking(child, &provision.skills))
    }
}

fn lacking(child: &Child, skills: &BTreeSet<String>) -> String {
    child.needs.difference(skills).map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    fn words(all: &[&str]) -> BTreeSet<String> {
        all.iter().map(|each| (*each).to_owned()).collect()
    }

    #[test]
    fn every_need_is_among_the_skills() {
        for (needs, skills, expected) in [
            (&[][..], &[][..], true),
            (&[][..], &["uasc"][..], true),
            (&["uasc"][..], &[][..], false),
            (&["uasc"][..], &["uasc"][..], true),
            (&["uasc"][..], &["remand"][..], false),
            (&["remand", "uasc"][..], &["uasc"][..], false),
            (&["remand", "uasc"][..], &["disability", "remand", "uasc"][..], true),
        ] {
            let pair = Fixture::pair(|child| child.needs = words(needs), |home| home.skills = words(skills));
            assert_eq!(pair.holds(&Needs), expected, "{needs:?} with skills {skills:?}");
            let there = Fixture::with_provision(|child| child.needs = words(needs), |each| each.skills = words(skills));
            assert_eq!(there.provision_objection(&Needs).is_none(), expected, "{needs:?} in provision with {skills:?}");
        }
    }

    #[test]
    fn says_every_skill_that_lacks() {
        let child = |child: &mut Child| child.needs = words(&["uasc", "remand", "disability"]);
        assert_eq!(
            Fixture::pair(child, |home| home.skills = words(&["remand"])).found(&Needs),
            "lacks disability, uasc"
        );
    }
}
