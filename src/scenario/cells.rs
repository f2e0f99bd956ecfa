//! Cells become values: words, numbers, dates, lists. What cannot be read is noted, and reading goes on.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::civil::Date;

use super::codes;
use super::dates;
use super::problem::{Problems, nearest, quote};
use super::table::Row;
use crate::domain::{
    Companions, DecisionKind, ExclusionPlan, Pets, PlacementType, Plan, ProvisionKind, Sector, Sex, Sexes, Status,
    Suitability, Tenths, Urgency,
};

/// A closed list of words that a cell may hold.
pub(super) trait Word: Copy + 'static {
    /// Every word.
    const ALL: &'static [Self];
    /// Reads a word in any case.
    fn read(text: &str) -> Option<Self>;
    /// The word as files spell it.
    fn word(self) -> &'static str;
}

macro_rules! words {
    ($($name:ty),+) => {
        $(impl Word for $name {
            const ALL: &'static [Self] = <$name>::ALL;
            fn read(text: &str) -> Option<Self> {
                <$name>::read(text)
            }
            fn word(self) -> &'static str {
                <$name>::word(self)
            }
        })+
    };
}
words!(Companions, DecisionKind, ExclusionPlan, Pets, PlacementType, Plan, ProvisionKind);
words!(Sector, Sex, Sexes, Status, Suitability, Urgency);

/// A row with the place where its problems are noted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells<'t> {
    pub(super) row: Row<'t>,
    pub(super) problems: &'t Problems,
}

impl<'t> Cells<'t> {
    /// Notes a problem with a cell of this row.
    pub(super) fn add(&self, column: &'t str, code: &'static str, found: impl Into<String>, mend: impl Into<String>) {
        self.problems.add(self.row.at(column), code, found, mend);
    }

    /// A text, its line breaks and double spaces kept.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        self.row.cell(column).map(str::to_owned)
    }

    /// A cell that must not be blank. A missing column has already been noted with the header.
    pub(super) fn required(&self, column: &'t str) -> Option<&'t str> {
        let cell = self.row.cell(column);
        if cell.is_none() && self.row.has(column) {
            self.add(column, codes::BLANK, "a blank cell", format!("give the {}", column.replace('_', " ")));
        }
        cell
    }

    /// A word of a closed list.
    pub(super) fn word<W: Word>(&self, column: &'t str) -> Option<W> {
        let text = self.row.cell(column)?;
        let word = W::read(text);
        if word.is_none() {
            self.add(column, codes::BAD_WORD, quote(text), one_of::<W>(text));
        }
        word
    }

    /// A word that must be given.
    pub(super) fn required_word<W: Word>(&self, column: &'t str) -> Option<W> {
        self.required(column).and_then(|_| self.word(column))
    }

    /// A list of words.
    pub(super) fn words<W: Word + Ord>(&self, column: &'t str) -> BTreeSet<W> {
        let mut words = BTreeSet::new();
        for item in self.items(column) {
            match W::read(item) {
                Some(word) => _ = words.insert(word),
                None => self.add(column, codes::BAD_WORD, quote(item), one_of::<W>(item)),
            }
        }
        words
    }

    /// Yes or no; blank = no.
    pub(super) fn yes(&self, column: &'t str) -> bool {
        self.yes_or(column, false)
    }

    /// Yes or no, with the default for a blank cell.
    pub(super) fn yes_or(&self, column: &'t str, default: bool) -> bool {
        let Some(text) = self.row.cell(column) else { return default };
        let is_one_of = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if is_one_of(["yes", "true", "y", "1"]) {
            true
        } else if is_one_of(["no", "false", "n", "0"]) {
            false
        } else {
            self.add(column, codes::BAD_YES_NO, quote(text), "write yes or no");
            default
        }
    }

    /// A whole number within a range.
    pub(super) fn whole(&self, column: &'t str, range: RangeInclusive<i64>) -> Option<i64> {
        let text = self.row.cell(column)?;
        let number = whole(text).filter(|number| range.contains(number));
        if number.is_none() {
            self.add(column, codes::BAD_NUMBER, quote(text), whole_within(&range));
        }
        number
    }

    /// A whole number that must be given.
    pub(super) fn required_whole(&self, column: &'t str, range: RangeInclusive<i64>) -> Option<i64> {
        self.required(column).and_then(|_| self.whole(column, range))
    }

    /// A list of whole numbers.
    pub(super) fn wholes(&self, column: &'t str, range: RangeInclusive<i64>) -> Vec<i64> {
        let mut numbers = Vec::new();
        for item in self.items(column) {
            match whole(item).filter(|number| range.contains(number)) {
                Some(number) => numbers.push(number),
                None => self.add(
                    column,
                    codes::BAD_LIST,
                    quote(item),
                    format!("{}, items separated by semicolons", whole_within(&range)),
                ),
            }
        }
        numbers
    }

    /// Miles with at most one decimal place.
    pub(super) fn miles(&self, column: &'t str) -> Option<Tenths> {
        let text = self.row.cell(column)?;
        let miles = tenths(text);
        if miles.is_none() {
            self.add(column, codes::BAD_DECIMAL, quote(text), "write miles from 0 to 10000 such as 12 or 12.5");
        }
        miles
    }

    /// A date.
    pub(super) fn date(&self, column: &'t str) -> Option<Date> {
        let text = self.row.cell(column)?;
        let date = dates::read(text);
        if date.is_none() {
            let mend = "write dd/mm/yyyy or yyyy-mm-dd, with four digits for the year, from 1900 to 2100";
            self.add(column, codes::BAD_DATE, quote(text), mend);
        }
        date
    }

    /// A list of free words: trimmed, in lower case. "None" is no specialism.
    pub(super) fn vocabulary(&self, column: &'t str) -> BTreeSet<String> {
        self.items(column).map(str::to_lowercase).filter(|word| word != "none" && !UNKNOWN.contains(&&**word)).collect()
    }

    /// A text about a person; words that say it is not known count as blank.
    pub(super) fn identity(&self, column: &str) -> Option<String> {
        self.text(column).filter(|text| !UNKNOWN.contains(&&*text.to_lowercase()))
    }

    /// A list of such texts.
    pub(super) fn identities(&self, column: &'t str) -> impl Iterator<Item = String> + use<'t> {
        self.items(column).filter(|text| !UNKNOWN.contains(&&*text.to_lowercase())).map(str::to_owned)
    }

    /// The items of a list, blank ones left out.
    pub(super) fn items(&self, column: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.row.cell(column).unwrap_or("").split(';').map(str::trim).filter(|item| !item.is_empty())
    }
}

/// What people write where they know nothing.
pub(super) const UNKNOWN: [&str; 7] = ["unknown", "not known", "not_known", "not stated", "n/a", "na", "-"];

/// A whole number; `+` and a trailing `.0`, which spreadsheets write, are allowed.
pub(super) fn whole(text: &str) -> Option<i64> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    i64::from_str(text).ok()
}

/// Tenths of a mile from 0 to 10,000 miles, at most one decimal place.
pub(super) fn tenths(text: &str) -> Option<Tenths> {
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    let tenth = tenth.trim_end_matches('0');
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || tenth.len() > 1 || !digits(tenth) {
        return None;
    }
    let miles = i64::from_str(whole).ok().filter(|miles| *miles <= 10_000)?;
    Some(Tenths(miles * 10 + i64::from_str(tenth).unwrap_or(0)))
}

fn one_of<W: Word>(text: &str) -> String {
    let all: Vec<&str> = W::ALL.iter().map(|word| word.word()).collect();
    let list = all.join(", ");
    match nearest(&text.replace([' ', '-'], "_"), all) {
        Some(word) => format!("did you mean `{word}`? One of: {list}"),
        None => format!("write one of: {list}"),
    }
}

/// What a whole number within a range looks like, for people.
pub(super) fn whole_within<N: Display>(range: &RangeInclusive<N>) -> String {
    format!("write a whole number from {} to {}", range.start(), range.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn miles_have_at_most_one_decimal_place() {
        let read = |text| tenths(text).map(|each| each.0);
        assert_eq!(["0", "12", "12.5", "12.50", "7.", "10000"].map(read), [0, 120, 125, 125, 70, 100_000].map(Some));
        assert_eq!(["", ".5", "-1", "12.55", "1,5", "10001", "1e3", "1.2.3", "٣"].map(read), [None; 9]);
    }

    #[test]
    fn whole_numbers_are_whole() {
        assert_eq!(["0", "-3", "+4", "12.0"].map(whole), [Some(0), Some(-3), Some(4), Some(12)]);
        assert_eq!(["", "1.5", "1,000", "99999999999999999999", "one"].map(whole), [None; 5]);
    }
}
