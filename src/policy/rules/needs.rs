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

    fn provision_objection(&self, _: &Scenario, child: &Child, provision: &Provision) -> Option<String> {
        (!child.needs.is_subset(&provision.skills)).then(|| format!("lacks {}", lacking(child, &provision.skills)))
    }
}

fn lacking(child: &Child, skills: &BTreeSet<String>) -> String {
    child.needs.difference(skills).map(String::as_str).collect::<Vec<_>>().join(", ")
}
