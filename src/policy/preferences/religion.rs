//! Preference: carers of the child's religion; a consideration, never an exclusion.

use super::Preference;
use super::identity::{both, differ};
use crate::domain::{Child, Household, Points, Scenario};
use crate::policy::About;

pub(super) struct Religion;

impl Preference for Religion {
    fn about(&self) -> &'static About {
        &About {
            id: "religion",
            title: "Same religion",
            asks: "Two points if the religion of child and carers is known and differs; case and surrounding blanks do \
                not count.",
            because: "Due consideration is owed to the child's religious persuasion; a difference asks for a plan and \
                support and excludes nobody.",
            source: "Children Act 1989, s22(5)(c)",
        }
    }

    fn points(&self, _: &Scenario, child: &Child, home: &Household) -> Points {
        if differ(child.religion.as_ref(), home.religion.as_ref()) { 2 } else { 0 }
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        both(child.religion.as_ref(), home.religion.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    #[test]
    fn a_known_difference_of_religion() {
        for (carers, points) in [(None, 0), (Some("muslim"), 0), (Some("Sikh"), 2)] {
            let pair = Fixture::pair(
                |child| child.religion = Some("Muslim".to_owned()),
                |home| home.religion = carers.map(str::to_owned),
            );
            assert_eq!(pair.points(&Religion), points, "carers {carers:?}");
            assert!(pair.points_found(&Religion).starts_with("child Muslim, carers "));
        }
    }
}
