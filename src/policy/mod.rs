//! What law, standards and good practice ask: the folder that a newcomer edits.
//!
//! *Takes* the words of [`crate::domain`]. *Gives* the catalogue: [`rules`] for a child and a home, [`limits`] for all
//! who live in one home, [`preferences`] between lawful homes, [`levels`] by which proposals are judged.
//! *Never* names a graph, a model or a solver; its linear readings are in its own words ([`limits::Inequality`]).
//!
//! One item is one file and two lines in its folder's `mod.rs`: `mod name;` and its entry in `ALL`.

#[cfg(test)]
pub(crate) mod fixture;
pub mod levels;
pub mod limits;
mod pairs;
pub mod preferences;
pub mod provision;
pub mod rules;

pub use pairs::{Bar, Pairs, Shortlist};

use crate::domain::Scenario;

/// Prose about an item of the catalogue, written once: printed by `placewell rules`, by reports and by the docs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The id of the contract: short, kebab-case for rules, limits and preferences, `snake_case` for levels.
    pub id: &'static str,
    /// A title for people.
    pub title: &'static str,
    /// What it asks, in one sentence.
    pub asks: &'static str,
    /// Why, in one sentence.
    pub because: &'static str,
    /// Law to the paragraph, standard, or the page of practice that it comes from.
    pub source: &'static str,
}

/// A reason against: which item of the catalogue objects, and what it found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Objection {
    /// The id of the rule, limit or decision that objects.
    pub id: &'static str,
    /// What was found against what is allowed; lower case, no final stop.
    pub found: String,
}

/// Whether an item of the catalogue applies in this scenario.
pub fn is_on(scenario: &Scenario, about: &About) -> bool {
    scenario.switched_off(about.id).is_none()
}

/// Whether two texts of the caller say the same: case and surrounding blanks do not count.
pub(crate) fn same_text(a: &str, b: &str) -> bool {
    folded(a).eq(folded(b))
}

/// A text in the spelling in which texts are compared.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.trim().chars().flat_map(char::to_lowercase)
}
