//! `[demand]`: who may need a placement in the months to come.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeValue;

use super::bands::{self, LARGEST_GROUP};
use super::shares::{rates, shares, whole};
use super::{Known, MOST_MONTHS, defaults};
use crate::domain::{AgeBand, Burst, Demand, LocalityId, PlacementType, Rate, Stay};
use crate::scenario::codes;
use crate::scenario::keys::Section;
use crate::scenario::problem::{nearest, quote};

const KEYS: [&str; 12] = [
    "horizon_months",
    "groups_per_month",
    "growth_per_year",
    "group_sizes",
    "ages",
    "years_between_siblings",
    "needs",
    "placement_types",
    "localities",
    "unsuitable_for_foster_care",
    "stays",
    "burst",
];
/// The most groups in a month: far beyond England.
const MOST_GROUPS: Rate = Rate(100_000 * Rate::ONE.0);
/// The longest stay: from birth to the eighteenth birthday, in weeks.
const LONGEST_STAY: i64 = 939;

/// Reads the section; stand-ins fill what could not be read, since such a scenario is refused.
pub(super) fn read(section: Section<'_>, known: &Known<'_, '_>) -> Demand {
    section.known(&KEYS);
    let groups_per_month = section.rate("groups_per_month", Rate(0)..=MOST_GROUPS);
    let burst = section.section("demand.burst.").and_then(burst);
    let bursts = burst.is_some_and(|burst| burst.per_year.0 > 0);
    let given = section.value("groups_per_month").is_some();
    if !given || (groups_per_month == Some(Rate(0)) && !bursts) {
        let found = if given { "a demand model in which nobody ever arrives" } else { "no groups_per_month" };
        let mend = "give groups_per_month: the sibling groups that arrive in a month, groups of one included";
        section.wrong("groups_per_month", codes::EMPTY_DEMAND, found, mend);
    }
    Demand {
        horizon_months: section.whole("horizon_months", 1..=MOST_MONTHS).unwrap_or(24),
        groups_per_month: groups_per_month.unwrap_or_default(),
        growth_per_year: section.rate("growth_per_year", Rate(-Rate::ONE.0)..=Rate::ONE).unwrap_or_default(),
        group_sizes: group_sizes(section),
        ages: ages(section),
        years_between_siblings: section.whole("years_between_siblings", 1..=10).unwrap_or(3),
        needs: needs(section, known),
        placement_types: placement_types(section),
        localities: localities(section, known),
        unsuitable_for_foster_care: unsuitable(section),
        stays: stays(section),
        burst,
    }
}

fn group_sizes(section: Section<'_>) -> Vec<(i64, Rate)> {
    let Some(sizes) = section.section("demand.group_sizes.") else { return defaults::group_sizes() };
    let size = |key: &str| {
        let size = bands::ends(key).filter(|(from, to)| from == to && (1..=LARGEST_GROUP).contains(from));
        if size.is_none() {
            sizes.wrong(key, codes::BAD_BANDS, format!("the group size {}", quote(key)), "write a size from 1 to 20");
        }
        size.map(|(size, _)| size)
    };
    shares(section, "group_sizes", sizes, size)
}

fn age_band(section: Section<'_>, key: &str) -> Option<AgeBand> {
    let band = bands::ages(key);
    if band.is_none() {
        let mend = "write an age or a band within 0 to 17, such as 0 or 1-4";
        section.wrong(key, codes::BAD_BANDS, format!("the ages {}", quote(key)), mend);
    }
    band
}

fn ages(section: Section<'_>) -> Vec<(AgeBand, Rate)> {
    let Some(ages) = section.section("demand.ages.") else { return defaults::ages() };
    let shares = shares(section, "ages", ages, |key| age_band(ages, key));
    bands::apart(ages, shares.iter().map(|(band, _)| *band));
    shares
}

fn unsuitable(section: Section<'_>) -> Vec<(AgeBand, Rate)> {
    let Some(ages) = section.section("demand.unsuitable_for_foster_care.") else { return Vec::new() };
    let rates = rates(ages, |key| age_band(ages, key));
    bands::apart(ages, rates.iter().map(|(band, _)| *band));
    rates
}

fn needs(section: Section<'_>, known: &Known<'_, '_>) -> BTreeMap<String, Rate> {
    let Some(needs) = section.section("demand.needs.") else { return BTreeMap::new() };
    let word = |key: &str| Some(key.trim().to_lowercase()).filter(|word| !word.is_empty());
    for key in needs.keys() {
        let met = word(key).is_some_and(|need| known.skills.contains(&*need));
        // What homes and kinds can do is known only where their tables could be read.
        if !met && !needs.source.problems.any_fault() {
            let mend = match nearest(key, known.skills.iter().copied()) {
                Some(skill) => format!("did you mean `{skill}`?"),
                None => "check the spelling here and in the columns skills".to_owned(),
            };
            let found = format!("the need {}, which no home, provision or kind of home meets", quote(key));
            needs.wrong(key, codes::NEED_NOBODY_MEETS, found, mend);
        }
    }
    rates(needs, word).into_iter().collect()
}

fn placement_types(section: Section<'_>) -> Vec<(PlacementType, Rate)> {
    let Some(types) = section.section("demand.placement_types.") else {
        return vec![(PlacementType::ShortTerm, Rate::ONE)];
    };
    types.known(&PlacementType::ALL.iter().map(|each| each.word()).collect::<Vec<_>>());
    shares(section, "placement_types", types, PlacementType::read)
}

fn localities(section: Section<'_>, known: &Known<'_, '_>) -> Vec<(LocalityId, Rate)> {
    let Some(places) = section.section("demand.localities.") else { return defaults::localities(known) };
    let locality = |key: &str| {
        let found = known.ids.localities.find(key);
        if found.is_none() && known.ids.localities.is_given() {
            let ids: BTreeSet<&str> = known.localities.iter().map(|each| &*each.reference).collect();
            let mend = match nearest(key, ids) {
                Some(id) => format!("did you mean `{id}`?"),
                None => "add a row for it to localities, or correct the id".to_owned(),
            };
            places.wrong(key, codes::UNKNOWN_ID, format!("the locality {}", quote(key)), mend);
        }
        found
    };
    shares(section, "localities", places, locality)
}

fn stays(section: Section<'_>) -> Vec<Stay> {
    if section.value("stays").is_none() {
        return defaults::stays();
    }
    let mend = "write a list such as [{ weeks = \"0-4\", share = 0.3 }, { weeks = \"5-104\", share = 0.7 }]";
    let items = section.sections("demand.stays.", mend);
    let mut shares: Vec<((i64, i64), Rate)> = items.iter().filter_map(|item| stay(*item)).collect();
    shares.sort_unstable();
    if shares.len() == items.len() && !items.is_empty() {
        whole(section, "stays", &mut shares);
    }
    shares.into_iter().map(|((from, to), share)| Stay { from, to, share }).collect()
}

fn stay(item: Section<'_>) -> Option<((i64, i64), Rate)> {
    item.known(&["weeks", "share"]);
    let mend = "write weeks such as \"5-26\"";
    let weeks = item.needed("weeks", mend, |value: &DeValue<'_>| value.as_str().and_then(bands::ends));
    let share = item.needed_rate("share", Rate(0)..=Rate::ONE);
    if let Some((from, to)) = weeks.filter(|(from, to)| from > to || *to > LONGEST_STAY) {
        let found = format!("a stay of {from} to {to} weeks");
        item.wrong("weeks", codes::BAD_BANDS, found, format!("write the shorter first, at most {LONGEST_STAY} weeks"));
        return None;
    }
    weeks.zip(share)
}

fn burst(section: Section<'_>) -> Option<Burst> {
    section.known(&["per_year", "children"]);
    let per_year = section.needed_rate("per_year", Rate(0)..=Rate(366 * Rate::ONE.0));
    let mend = "write a whole number from 1 to 1000: the children who arrive on such a day";
    let children = section.needed("children", mend, |value| {
        crate::scenario::keys::integer(value).filter(|children| (1..=1_000).contains(children))
    });
    Some(Burst { per_year: per_year?, children: children? })
}
