//! Keys and values of scenario.toml, each with its line.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::cells::whole_within;
use super::codes;
use super::decode::line_ends;
use super::problem::{At, Problems, nearest, quote};
use crate::domain::Rate;

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
        let name = format!("{}{key}", self.prefix);
        self.source.add(name.trim_end_matches('.'), at, code, found.into(), mend.into());
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

    /// A rate in a range: a decimal with at most six places.
    pub(super) fn rate(self, key: &str, range: RangeInclusive<Rate>) -> Option<Rate> {
        let value = self.value(key)?.get_ref();
        let rate = rate(value).filter(|rate| range.contains(rate));
        if rate.is_none() {
            let mend = format!(
                "write a decimal from {} to {} with at most six places, such as 0.128",
                range.start(),
                range.end()
            );
            self.wrong(key, codes::BAD_RATE, shown(value), mend);
        }
        rate
    }

    /// A rate that must be given.
    pub(super) fn needed_rate(self, key: &str, range: RangeInclusive<Rate>) -> Option<Rate> {
        self.needed(key, "write a decimal such as 0.25", |_| Some(()))?;
        self.rate(key, range)
    }

    /// A value that must be given.
    pub(super) fn needed<T>(self, key: &str, mend: &str, reader: impl Fn(&DeValue<'_>) -> Option<T>) -> Option<T> {
        if self.value(key).is_none() {
            self.wrong(key, codes::BAD_SETTING, format!("no key {}", quote(key)), mend);
        }
        self.read(key, mend, reader)
    }

    /// The tables of a list; `name.` is their prefix. Items that are no tables are faults.
    pub(super) fn sections(self, prefix: &'a str, mend: &str) -> Vec<Section<'a>> {
        let key = prefix.trim_end_matches('.').rsplit('.').next().unwrap_or(prefix);
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.bad(key, value.get_ref(), mend);
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in items {
            match item.get_ref().as_table() {
                Some(table) => sections.push(Section { source: self.source, prefix, start: item.span().start, table }),
                None => self.bad(key, item.get_ref(), mend),
            }
        }
        sections
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

/// A rate of TOML in millionths, read from its digits: nothing is rounded. None = no number, or more than six places.
pub(super) fn rate(value: &DeValue<'_>) -> Option<Rate> {
    let text = match value {
        DeValue::Float(number) => number.as_str().replace('_', ""),
        DeValue::Integer(_) => integer(value)?.to_string(),
        _ => return None,
    };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, parts) = digits.split_once('.').unwrap_or((digits, ""));
    let parts = parts.trim_end_matches('0');
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || parts.len() > 6 || !is_number(whole) || !is_number(parts) {
        return None;
    }
    let millionths = format!("{whole}{parts:0<6}").parse::<i64>().ok()?;
    Some(Rate(if negative { -millionths } else { millionths }))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_exact_to_the_sixth_place() {
        let read = |text: &str| {
            let table = DeTable::parse(&format!("x = {text}")).map(|table| rate(table.get_ref()["x"].get_ref()));
            table.expect("toml").map(|rate| rate.0)
        };
        assert_eq!(["0.128", "1", "-0.05", "0.000001"].map(read), [128_000, 1_000_000, -50_000, 1].map(Some));
        assert_eq!(
            ["0.1000000", "+2.5", "1_000.5", "0.3"].map(read),
            [100_000, 2_500_000, 1_000_500_000, 300_000].map(Some)
        );
        assert_eq!(["0.0000001", "1e-1", "nan", "inf", "12345678901.0", "\"0.1\"", "true"].map(read), [None; 7]);
    }
}
