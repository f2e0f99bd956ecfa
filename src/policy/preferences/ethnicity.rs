//! Preference: carers of the child's ethnicity; a consideration, never an exclusion.

use super::Preference;
use super::identity::{both, differ};
use crate::domain::{Child, Household, Points, Scenario};
use crate::policy::About;

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
        if differ(child.ethnicity.as_ref(), home.ethnicity.as_ref()) { 3 } else { 0 }
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        both(child.ethnicity.as_ref(), home.ethnicity.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    #[test]
    fn a_known_difference_of_ethnicity() {
        for (carers, points) in [(None, 0), (Some("white british"), 0), (Some("Black Caribbean"), 3)] {
            let pair = Fixture::pair(
                |child| child.ethnicity = Some("White British".to_owned()),
                |home| home.ethnicity = carers.map(str::to_owned),
            );
            assert_eq!(pair.points(&Ethnicity), points, "carers {carers:?}");
            assert!(pair.points_found(&Ethnicity).starts_with("child White British, carers "));
        }
    }
}
