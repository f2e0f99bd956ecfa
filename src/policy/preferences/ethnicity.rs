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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    fn pair(child: Option<&str>, home: Option<&str>) -> Fixture {
        Fixture::pair(|each| each.ethnicity = child.map(str::to_owned), |each| each.ethnicity = home.map(str::to_owned))
    }

    #[test]
    fn only_a_known_difference_counts() {
        for (child, home, points) in [
            (None, None, 0),
            (None, Some("White British"), 0),
            (Some("White British"), None, 0),
            (Some("White British"), Some("White British"), 0),
            (Some("WHITE BRITISH"), Some(" white british "), 0),
            (Some("White British"), Some("Black Caribbean"), 3),
        ] {
            assert_eq!(pair(child, home).points(&Ethnicity), points, "child {child:?}, home {home:?}");
        }
    }

    #[test]
    fn says_both() {
        assert_eq!(
            pair(Some("White British"), Some("Black Caribbean")).points_found(&Ethnicity),
            "child White British, carers Black Caribbean"
        );
    }
}
