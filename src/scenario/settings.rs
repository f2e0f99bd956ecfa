//! scenario.toml becomes the settings, every default filled in.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::keys::{Section, Source, has_twice, integer, texts};
use super::problem::{At, Problems, quote};
use super::{cells, codes, dates, outlook};
use crate::domain::{AgeBand, Costs, LevelId, PencePerWeek, Policy, Sector, Settings, Urgency};
use crate::policy::{limits, preferences, rules};

/// The bands of ages in tables, if the scenario sets none.
const AGE_BANDS: [&str; 5] = ["0", "1-4", "5-9", "10-15", "16-17"];
const TOP: [&str; 9] = ["name", "note", "date", "priorities", "policy", "weights", "costs", "age_bands", "rules"];
const POLICY: [&str; 9] = [
    "max_miles",
    "usual_fostering_limit",
    "smoke_free_under_age",
    "mixed_sex_siblings_share_under",
    "unrelated_share_max_age",
    "carers_room_max_months",
    "residential_from_age",
    "supported_from_age",
    "needed_within_days",
];

/// Settings as far as they could be read.
pub(super) struct Draft {
    /// The settings; the date is a stand-in if `date` is none.
    pub(super) settings: Settings,
    /// The planning date, if it could be read.
    pub(super) date: Option<Date>,
}

/// Reads the text of scenario.toml; none = there is no such file, which has been noted.
pub(super) fn read(text: Option<&str>, file: &str, folder_name: &str, problems: &Problems) -> Draft {
    let (document, errors) = DeTable::parse_recoverable(text.unwrap_or(""));
    let source = Source { file, text: text.unwrap_or(""), problems };
    for error in &errors {
        let at = At { file, line: Some(source.line(error.span().map_or(0, |span| span.start))), column: None };
        let mend = "correct the line; texts stand between quotation marks, lists between [ and ]";
        problems.add(at, codes::BAD_TOML, error.message(), mend);
    }
    let top = Section::top(source, document.get_ref());
    top.known(&[&TOP[..], &outlook::SECTIONS].concat());
    let date = top.read("date", "write the planning date as yyyy-mm-dd", day);
    if text.is_some() && errors.is_empty() && top.value("date").is_none() {
        top.wrong("date", codes::BLANK, "no planning date", "add a line such as date = 2026-04-01");
    }
    let name = top.read("name", "write the name between quotation marks", |value| value.as_str().map(str::to_owned));
    let note = top.read("note", "write the note between quotation marks", |value| value.as_str().map(str::to_owned));
    let settings = Settings {
        name: name.unwrap_or_else(|| folder_name.to_owned()),
        note: note.filter(|note| !note.trim().is_empty()),
        date: date.unwrap_or(Date::ZERO),
        priorities: priorities(top),
        policy: top.section("policy.").map_or_else(Policy::default, policy),
        weights: top.section("weights.").map(weights).unwrap_or_default(),
        costs: top.section("costs.").map_or_else(Costs::default, costs),
        age_bands: age_bands(top),
        switched_off: top.section("rules.").map(switched_off).unwrap_or_default(),
        ..Settings::plain(String::new(), Date::ZERO)
    };
    Draft { settings, date }
}

/// A day, as a date or a text.
pub(super) fn day(value: &DeValue<'_>) -> Option<Date> {
    match value {
        DeValue::String(text) => dates::read(text.trim()),
        DeValue::Datetime(date) => dates::read(&date.date?.to_string()),
        _ => None,
    }
}

fn priorities(top: Section<'_>) -> Vec<LevelId> {
    let all: Vec<&str> = LevelId::ALL.iter().map(|level| level.word()).collect();
    let mend = format!("write a list of level names; they are {}", all.join(", "));
    let Some(names) =
        top.read("priorities", &mend, |value| Some(texts(value)?.into_iter().map(str::to_owned).collect::<Vec<_>>()))
    else {
        return LevelId::ALL.to_vec();
    };
    let mut levels = Vec::new();
    for name in &names {
        match LevelId::read(name) {
            Some(level) => levels.push(level),
            None => top.wrong("priorities", codes::BAD_SETTING, format!("the level {}", quote(name)), mend.clone()),
        }
    }
    if has_twice(&levels) {
        top.wrong("priorities", codes::BAD_SETTING, "a level that is named twice", "name each level once");
    }
    if let Some(at) = levels.iter().position(|level| *level == LevelId::Unplaced) {
        if at > 0 {
            let mend = "put `unplaced` first: a child without a place always counts most";
            top.wrong("priorities", codes::BAD_SETTING, "`unplaced` after another level", mend);
        }
    } else {
        levels.insert(0, LevelId::Unplaced);
    }
    levels
}

fn policy(section: Section<'_>) -> Policy {
    section.known(&POLICY);
    let default = Policy::default();
    let miles = |value: &DeValue<'_>| match value {
        DeValue::Integer(_) => cells::tenths(&integer(value)?.to_string()),
        DeValue::Float(number) => cells::tenths(number.as_str()),
        _ => None,
    };
    let off_or_age = |value: &DeValue<'_>| match value {
        DeValue::String(text) if text.eq_ignore_ascii_case("off") => Some(None),
        _ => integer(value).filter(|age| (0..=17).contains(age)).map(Some),
    };
    let age = |key, default| section.whole(key, 0..=25).unwrap_or(default);
    Policy {
        max_miles: section.read("max_miles", "write miles such as 20 or 20.5", miles).unwrap_or(default.max_miles),
        usual_fostering_limit: section.whole("usual_fostering_limit", 0..=50).unwrap_or(default.usual_fostering_limit),
        smoke_free_under_age: age("smoke_free_under_age", default.smoke_free_under_age),
        mixed_sex_siblings_share_under: age("mixed_sex_siblings_share_under", default.mixed_sex_siblings_share_under),
        unrelated_share_max_age: section
            .read("unrelated_share_max_age", "write \"off\" or an age from 0 to 17", off_or_age)
            .unwrap_or(default.unrelated_share_max_age),
        carers_room_max_months: section
            .whole("carers_room_max_months", 0..=60)
            .unwrap_or(default.carers_room_max_months),
        residential_from_age: age("residential_from_age", default.residential_from_age),
        supported_from_age: age("supported_from_age", default.supported_from_age),
        needed_within_days: needed_within_days(section, default.needed_within_days),
    }
}

fn needed_within_days(policy: Section<'_>, mut days: BTreeMap<Urgency, i64>) -> BTreeMap<Urgency, i64> {
    let Some(section) = policy.section("policy.needed_within_days.") else { return days };
    section.known(&Urgency::ALL.iter().map(|urgency| urgency.word()).collect::<Vec<_>>());
    for urgency in Urgency::ALL {
        if let Some(number) = section.whole(urgency.word(), 0..=3650) {
            days.insert(*urgency, number);
        }
    }
    days
}

fn weights(section: Section<'_>) -> BTreeMap<String, i64> {
    let known: Vec<&str> = preferences::ALL.iter().map(|preference| preference.about().id).collect();
    section.known(&known);
    let given = section.keys().filter(|key| known.contains(key));
    given.filter_map(|key| Some((key.to_owned(), section.whole(key, 0..=1_000_000)?))).collect()
}

fn costs(section: Section<'_>) -> Costs {
    section.known(&Sector::ALL.iter().map(|sector| sector.word()).collect::<Vec<_>>());
    let mut costs = Costs::default();
    for sector in Sector::ALL {
        if let Some(pence) = section.whole(sector.word(), 0..=super::MOST_PENCE) {
            costs.0.insert(*sector, PencePerWeek(pence));
        }
    }
    costs
}

/// `age_bands = ["0", "1-4"]`, or the same list as `bands` of a table `[age_bands]`.
fn age_bands(top: Section<'_>) -> Vec<AgeBand> {
    let mend = "write bands that cover 0 to 17 in order, such as [\"0\", \"1-4\", \"5-9\", \"10-15\", \"16-17\"]";
    let read = |value: &DeValue<'_>| bands(&texts(value)?);
    let given = if top.value("age_bands").is_some_and(|value| value.get_ref().is_array()) {
        top.read("age_bands", mend, read)
    } else {
        top.section("age_bands.").and_then(|section| {
            section.known(&["bands"]);
            section.read("bands", mend, read)
        })
    };
    given.or_else(|| bands(&AGE_BANDS)).unwrap_or_default()
}

fn bands(texts: &[&str]) -> Option<Vec<AgeBand>> {
    let mut next = 0;
    let mut bands = Vec::new();
    for text in texts {
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        let band = AgeBand { from: from.trim().parse().ok()?, to: to.trim().parse().ok()? };
        if band.from != next || band.to < band.from || band.to > 17 {
            return None;
        }
        next = band.to + 1;
        bands.push(band);
    }
    (next == 18).then_some(bands)
}

/// The ids that `[rules]` may switch off.
fn switchable() -> Vec<&'static str> {
    let rules = rules::ALL.iter().map(|rule| rule.about().id);
    let limits = limits::ALL.iter().map(|limit| limit.about().id);
    rules.chain(limits).chain(preferences::ALL.iter().map(|preference| preference.about().id)).collect()
}

fn switched_off(section: Section<'_>) -> BTreeMap<String, String> {
    let known = switchable();
    let mut off = BTreeMap::new();
    for key in section.keys() {
        if !known.contains(&key) {
            let mend = match super::problem::nearest(key, known.iter().copied()) {
                Some(id) => format!("did you mean `{id}`?"),
                None => "`placewell rules` lists the ids".to_owned(),
            };
            section.wrong(key, codes::UNKNOWN_RULE, format!("the unknown id {}", quote(key)), mend);
            continue;
        }
        let prefix = format!("rules.{key}.");
        if let Some(reason) = section.section(&prefix).and_then(switch) {
            off.insert(key.to_owned(), reason);
        }
    }
    off
}

fn boolean(value: &DeValue<'_>) -> Option<bool> {
    value.as_bool()
}

/// The reason for which one item is switched off; none = it is on, or refused.
fn switch(item: Section<'_>) -> Option<String> {
    item.known(&["enabled", "reason"]);
    let enabled = item.read("enabled", "write true or false", boolean);
    let reason = item.read("reason", "write the reason between quotation marks", |value| {
        value.as_str().map(|text| text.trim().to_owned())
    });
    if item.value("enabled").is_none() {
        item.wrong("enabled", codes::BAD_SETTING, "no key `enabled`", "write { enabled = false, reason = \"...\" }");
    }
    if enabled? {
        return None;
    }
    let reason = reason.filter(|text| !text.is_empty());
    if reason.is_none() {
        item.wrong("enabled", codes::NO_REASON, "switched off without a reason", "add reason = \"...\"");
    }
    reason
}
