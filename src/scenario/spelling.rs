//! One spelling for words that differ only in capitals, so that "White British" and "white british" are equal.

use std::collections::BTreeMap;

use super::ids::Ids;

/// For each text in lower case, the spelling to use: the first in byte order of those that occur.
#[derive(Default)]
pub(super) struct Spellings<'t> {
    by_lower_case: BTreeMap<String, &'t str>,
}

impl<'t> Spellings<'t> {
    /// Gathers the words of identity, language and authority.
    pub(super) fn gather(ids: &Ids<'t>) -> Self {
        let mut spellings = Self::default();
        for (_, row) in ids.localities.rows() {
            spellings.note(row.cell("authority"));
        }
        for (_, row) in ids.children.rows() {
            for column in ["ethnicity", "religion", "language"] {
                spellings.note(row.cell(column));
            }
        }
        for (_, row) in ids.households.rows() {
            for column in ["ethnicity", "religion", "authority"] {
                spellings.note(row.cell(column));
            }
            for language in row.cell("languages").unwrap_or("").split(';') {
                spellings.note(Some(language.trim()));
            }
        }
        spellings
    }

    fn note(&mut self, text: Option<&'t str>) {
        if let Some(text) = text {
            let spelling = self.by_lower_case.entry(text.to_lowercase()).or_insert(text);
            *spelling = text.min(spelling);
        }
    }

    /// The one spelling of a text.
    pub(super) fn of(&self, text: Option<&str>) -> Option<String> {
        let text = text?;
        Some((*self.by_lower_case.get(&text.to_lowercase()).unwrap_or(&text)).to_owned())
    }
}
