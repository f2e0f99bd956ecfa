//! Keys and values of scenario.toml, each with its line.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::cells::whole_within;
use super::codes;
use super::decode::line_ends;
use super::problem::{At, Problems, nearest, quote};

/// A table of a TOML file.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    pub(super) source: Source<'a>,
    /// `""` for the file itself, `policy.` for `[policy]`.
    prefix: &'a str,
    /// Where it begins.
    start: usize,
    table: &'a DeTable<'a>,
}

/// The file that a table is of.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
    pub(super) problems: &'a Problems,
}

impl Source<'_> {
    /// The line of a byte.
    pub(super) fn line(&self, at: usize) -> u64 {
        1 + line_ends(&self.text.as_bytes()[..at.min(self.text.len())])
    }

    fn add(&self, key: &str, at: usize, code: &'static str, found: String, mend: String) {
        let shown = quote(key);
        let at = At { file: self.file, line: Some(self.line(at)), column: Some(shown.trim_matches('`')) };
        self.problems.add(at, code, found, mend);
    }
}

impl<'a> Section<'a> {
    /// The table of the whole file.
    pub(super) fn top(source: Source<'a>, table: &'a DeTable<'a>) -> Self {
        Self { source, prefix: "", start: 0, table }
    }

    /// Faults every key that is not known.
    pub(super) fn known(self, known: &[&str]) {
        for (key, _) in self.table {
            if !known.contains(&key.get_ref().as_ref()) {
                let mend = match nearest(key.get_ref(), known.iter().copied()) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("remove it; the keys here are {}", known.join(", ")),
                };
                let name = format!("{}{}", self.prefix, key.get_ref());
                let found = format!("the unknown key {}", quote(key.get_ref()));
                self.source.add(&name, key.span().start, codes::UNKNOWN_KEY, found, mend);
            }
        }
    }

    /// The keys, with the place of each.
    pub(super) fn keys(self) -> impl Iterator<Item = &'a str> {
        self.table.iter().map(|(key, _)| key.get_ref().as_ref())
    }

    /// The value of a key.
    pub(super) fn value(self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Notes a fault in the value of a key, or, where the key is missing, in the section.
    pub(super) fn wrong(self, key: &str, code: &'static str, found: impl Into<String>, mend: impl Into<String>) {
        let at =
            self.table.iter().find(|(name, _)| name.get_ref() == key).map_or(self.start, |(name, _)| name.span().start);
        self.source.add(&format!("{}{key}", self.prefix), at, code, found.into(), mend.into());
    }

    /// Notes that a value is of another kind or out of range.
    pub(super) fn bad(self, key: &str, value: &DeValue<'_>, mend: impl Into<String>) {
        self.wrong(key, codes::BAD_SETTING, shown(value), mend);
    }

    /// The value that a reader makes of a key's value; where it makes none, that is a fault.
    pub(super) fn read<T>(self, key: &str, mend: &str, reader: impl Fn(&DeValue<'_>) -> Option<T>) -> Option<T> {
        let value = self.value(key)?.get_ref();
        let read = reader(value);
        if read.is_none() {
            self.bad(key, value, mend);
        }
        read
    }

    /// A whole number in a range.
    pub(super) fn whole(self, key: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let mend = whole_within(&range);
        self.read(key, &mend, |value| integer(value).filter(|number| range.contains(number)))
    }

    /// A table within this one; `name.` is its prefix.
    pub(super) fn section(self, prefix: &'a str) -> Option<Section<'a>> {
        let key = prefix.trim_end_matches('.').rsplit('.').next().unwrap_or(prefix);
        let (name, value) = self.table.iter().find(|(name, _)| name.get_ref() == key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.bad(key, value.get_ref(), format!("write it as a table, such as [{key}] or {key} = {{ ... }}"));
            return None;
        };
        Some(Section { source: self.source, prefix, start: name.span().start, table })
    }
}

/// A whole number of TOML.
pub(super) fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// A list of texts.
pub(super) fn texts<'v>(value: &'v DeValue<'_>) -> Option<Vec<&'v str>> {
    value.as_array()?.iter().map(|item| item.get_ref().as_str()).collect()
}

/// Whether a list names something twice.
pub(super) fn has_twice<T: Ord>(items: &[T]) -> bool {
    items.iter().collect::<BTreeSet<_>>().len() < items.len()
}

fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("the text {}", quote(text)),
        DeValue::Integer(number) => quote(number.as_str()),
        DeValue::Float(number) => quote(number.as_str()),
        DeValue::Boolean(yes) => format!("`{yes}`"),
        DeValue::Datetime(date) => quote(&date.to_string()),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
