//! Preference: carers who speak the child's language; a consideration, never an exclusion.

use super::Preference;
use crate::domain::{Child, Household, Points, Scenario};
use crate::policy::{About, same_text};

pub(super) struct Language;

impl Preference for Language {
    fn about(&self) -> &'static About {
        &About {
            id: "language",
            title: "Shared language",
            asks: "Five points if the child's language is known and not among the home's known languages; case and \
                surrounding blanks do not count.",
            because: "Due consideration is owed to the child's linguistic background; a difference asks for a plan and \
                support and excludes nobody.",
            source: "Children Act 1989, s22(5)(c)",
        }
    }

    fn points(&self, _: &Scenario, child: &Child, home: &Household) -> Points {
        let Some(language) = &child.language else { return 0 };
        let is_apart = !home.languages.is_empty() && !home.languages.iter().any(|each| same_text(each, language));
        if is_apart { 5 } else { 0 }
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        let spoken: Vec<_> = home.languages.iter().map(String::as_str).collect();
        format!(
            "child speaks {}, carers {}",
            child.language.as_deref().unwrap_or("a language not known"),
            spoken.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    fn pair(child: Option<&str>, home: &[&str]) -> Fixture {
        Fixture::pair(
            |each| each.language = child.map(str::to_owned),
            |each| each.languages = home.iter().map(|word| (*word).to_owned()).collect(),
        )
    }

    #[test]
    fn only_known_languages_count() {
        for (child, home, points) in [
            (None, &[][..], 0),
            (None, &["English"][..], 0),
            (Some("Pashto"), &[][..], 0),
            (Some("Pashto"), &["English"][..], 5),
            (Some("Pashto"), &["English", "Urdu"][..], 5),
            (Some("Pashto"), &["English", "Pashto"][..], 0),
            (Some(" PASHTO"), &["English", "pashto "][..], 0),
            (Some("Türkçe"), &["TÜRKÇE"][..], 0),
        ] {
            assert_eq!(pair(child, home).points(&Language), points, "child {child:?}, home {home:?}");
        }
    }

    #[test]
    fn says_every_language() {
        let found = pair(Some("Pashto"), &["English", "Urdu"]).points_found(&Language);
        assert_eq!(found, "child speaks Pashto, carers English, Urdu");
    }
}
