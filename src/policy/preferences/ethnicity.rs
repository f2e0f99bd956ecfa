//! Preference: carers of the child's ethnicity; a consideration, never an exclusion.

use super::Preference;
use crate::domain::{Child, Household, Points, Scenario};
use crate::policy::{About, same_text};

pub(super) struct Ethnicity;

impl Preference for Ethnicity {
    fn about(&self) -> &'static About {
        &About {
            id: "ethnicity",
            title: "Same ethnicity",
            asks: "Three points if the ethnicity of child and carers is known and differs; case and surrounding blanks \
                do not count.",
            because: "Due consideration is owed to the child's racial origin; a difference asks for a plan and support and \
                excludes nobody.",
            source: "Children Act 1989, s22(5)(c)",
        }
    }

    fn points(&self, _: &Scenario, child: &Child, home: &Household) -> Points {
        match (&child.ethnicity, &home.ethnicity) {
            (Some(childs), Some(carers)) if !same_text(childs, carers) => 3,
            _ => 0,
        }
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        let known = |ethnicity: &Option<String>| ethnicity.clone().unwrap_or_else(|| "not known".to_owned());
        format!("child {}, carers {}", known(&child.ethnicity), known(&home.ethnicity))
    }
}
