//! Preference: carers of the child's religion; a consideration, never an exclusion.

use super::Preference;
use crate::domain::{Child, Household, Points, Scenario};
use crate::policy::{About, same_text};

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
        match (&child.religion, &home.religion) {
            (Some(childs), Some(carers)) if !same_text(childs, carers) => 2,
            _ => 0,
        }
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        let known = |religion: &Option<String>| religion.clone().unwrap_or_else(|| "not known".to_owned());
        format!("child {}, carers {}", known(&child.religion), known(&home.religion))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    fn pair(child: Option<&str>, home: Option<&str>) -> Fixture {
        Fixture::pair(|each| each.religion = child.map(str::to_owned), |each| each.religion = home.map(str::to_owned))
    }

    #[test]
    fn only_a_known_difference_counts() {
        for (child, home, points) in [
            (None, None, 0),
            (None, Some("Muslim"), 0),
            (Some("Muslim"), None, 0),
            (Some("Muslim"), Some("Muslim"), 0),
            (Some("MUSLIM"), Some(" muslim "), 0),
            (Some("Muslim"), Some("Sikh"), 2),
        ] {
            assert_eq!(pair(child, home).points(&Religion), points, "child {child:?}, home {home:?}");
        }
    }

    #[test]
    fn says_both() {
        assert_eq!(pair(Some("Muslim"), Some("Sikh")).points_found(&Religion), "child Muslim, carers Sikh");
    }
}
