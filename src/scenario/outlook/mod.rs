//! The sections of scenario.toml that look ahead: who may come, which carers will be there, what is wanted of them.

mod bands;
pub(super) mod defaults;
mod demand;
mod goals;
mod shares;
mod supply;

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};

use super::codes;
use super::ids::Ids;
use super::keys::{Section, Source};
use super::problem::Problems;
use crate::domain::{Assumption, Child, HomeKind, Locality, Rate, Settings};

/// The names of the sections.
pub(super) const SECTIONS: [&str; 7] = ["gaps", "demand", "supply", "goals", "funnel", "ranges", "sources"];
/// The furthest horizon, in months.
const MOST_MONTHS: i64 = 120;

/// What the sections refer to.
pub(super) struct Known<'w, 't> {
    pub(super) ids: &'w Ids<'t>,
    pub(super) kinds: &'w [HomeKind],
    pub(super) children: &'w [Child],
    pub(super) localities: &'w [Locality],
    /// Every skill of a home, a provision or a kind of home.
    pub(super) skills: BTreeSet<&'w str>,
}

/// Reads the sections into the settings. That the text is no TOML has been noted with the other settings.
pub(super) fn read(text: &str, file: &str, known: &Known<'_, '_>, settings: &mut Settings, problems: &Problems) {
    let (document, _) = DeTable::parse_recoverable(text);
    let top = Section::top(Source { file, text, problems }, document.get_ref());
    if let Some(bands) = top.section("gaps.").and_then(bands::of_groups) {
        settings.group_bands = bands;
    }
    settings.demand = top.section("demand.").map(|section| demand::read(section, known));
    if let Some(section) = top.section("supply.") {
        let horizon = settings.demand.as_ref().map(|demand| demand.horizon_months);
        settings.supply = supply::read(section, known, horizon);
    }
    if let Some(section) = top.section("goals.") {
        settings.goals = goals::read(section);
    }
    if let Some(section) = top.section("funnel.") {
        settings.funnel = supply::funnel(section);
    }
    if let Some(section) = top.section("ranges.") {
        settings.ranges = ranges(section);
    }
    if let Some(section) = top.section("sources.") {
        settings.sources = sources(section);
    }
}

fn ranges(section: Section<'_>) -> BTreeMap<Assumption, (Rate, Rate)> {
    section.known(&Assumption::ALL.iter().map(|each| each.word()).collect::<Vec<_>>());
    let mut ranges = BTreeMap::new();
    for assumption in Assumption::ALL {
        let prefix = format!("ranges.{}.", assumption.word());
        let Some(range) = section.section(&prefix) else { continue };
        range.known(&["low", "high"]);
        let most = Rate(10 * Rate::ONE.0);
        let [low, high] = ["low", "high"].map(|key| range.rate(key, Rate(0)..=most).unwrap_or(Rate::ONE));
        if low > high {
            let found = format!("the lower multiple {low} above the upper one {high}");
            section.wrong(assumption.word(), codes::BAD_BANDS, found, "swap the two; one that is left out is 1");
        }
        ranges.insert(*assumption, (low, high));
    }
    ranges
}

fn sources(section: Section<'_>) -> BTreeMap<String, String> {
    let text = |value: &DeValue<'_>| value.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let mend = "write a text between quotation marks; a key with a point needs them too, such as \"costs.ifa\"";
    section.keys().filter_map(|key| Some((key.to_owned(), section.read(key, mend, text)?))).collect()
}
