//! `[supply]` and `[funnel]`: which carers will be there, and how enquiries become approvals.

use super::{Known, MOST_MONTHS};
use crate::domain::{Approval, Funnel, HomeKind, KindId, Rate, Supply};
use crate::scenario::codes;
use crate::scenario::keys::{Section, integer};
use crate::scenario::problem::{nearest, quote};
use crate::scenario::settings;

/// The least rate of the funnel: one in a thousand. Fewer would ask for millions of enquiries.
const LEAST: Rate = Rate(1_000);

/// Reads `[supply]`.
pub(super) fn read(section: Section<'_>, known: &Known<'_, '_>, horizon: Option<i64>) -> Supply {
    section.known(&["leavers_per_year", "released_per_month", "pipeline"]);
    let usual = Supply::default();
    let mend = "write a list such as [{ kind = \"teen@TS1\", households = 2, month = 4, chance = 0.8 }]";
    let items = section.sections("supply.pipeline.", mend);
    Supply {
        leavers_per_year: section.rate("leavers_per_year", Rate(0)..=Rate::ONE).unwrap_or(usual.leavers_per_year),
        released_per_month: section.rate("released_per_month", Rate(0)..=Rate::ONE).unwrap_or(usual.released_per_month),
        pipeline: items.into_iter().filter_map(|item| approval(item, known, horizon)).collect(),
    }
}

fn approval(item: Section<'_>, known: &Known<'_, '_>, horizon: Option<i64>) -> Option<Approval> {
    item.known(&["kind", "households", "month", "chance"]);
    let mend = "write the kind as kinds.csv has it, with its locality: \"teen@TS1\"";
    let name = item.needed("kind", mend, |value| value.as_str().map(|text| text.trim().to_owned()));
    let kind = name.as_ref().and_then(|name| kind(item, name, known));
    let households = item.needed("households", "write a whole number from 1 to 1000", |value| {
        integer(value).filter(|number| (1..=1_000).contains(number))
    });
    let month = item.needed("month", "write a whole number of months from 0 to 120", |value| {
        integer(value).filter(|month| (0..=MOST_MONTHS).contains(month))
    });
    let chance = if item.value("chance").is_some() { item.rate("chance", Rate(0)..=Rate::ONE)? } else { Rate::ONE };
    if let Some((month, horizon)) = month.zip(horizon).filter(|(month, horizon)| month > horizon) {
        let found = format!("month {month}, after the horizon of {horizon} months");
        item.wrong(
            "month",
            codes::NO_EFFECT,
            found,
            "correct the month, or leave it: nobody is counted who comes later",
        );
    }
    Some(Approval { kind: kind?, households: households?, month: month?, chance })
}

/// The kind of a name: its reference, or the id of a row that is offered in one locality only.
fn kind(item: Section<'_>, name: &str, known: &Known<'_, '_>) -> Option<KindId> {
    let mut same = known.kinds.iter().filter(|kind| kind.reference == name || kind.row == name);
    if let (Some(kind), None) = (same.next(), same.next()) {
        return Some(kind.id);
    }
    if known.ids.kinds.is_given() {
        let references = known.kinds.iter().map(|kind: &HomeKind| &*kind.reference);
        let places = known.kinds.iter().filter(|kind| kind.row == name).map(|kind| format!("`{}`", kind.reference));
        let places: Vec<String> = places.take(5).collect();
        let mend = match nearest(name, references) {
            _ if !places.is_empty() => format!("say in which locality, such as {}", places.join(", ")),
            Some(near) => format!("did you mean `{near}`?"),
            None => "add a row for it to kinds, or write its id and locality such as \"teen@TS1\"".to_owned(),
        };
        item.wrong("kind", codes::UNKNOWN_ID, format!("the kind of home {}", quote(name)), mend);
    }
    None
}

/// Reads `[funnel]`.
pub(super) fn funnel(section: Section<'_>) -> Funnel {
    section.known(&["applications_per_enquiry", "approvals_per_application", "months_to_approve", "base_line"]);
    let usual = Funnel::default();
    let rate = |key, default| section.rate(key, LEAST..=Rate::ONE).unwrap_or(default);
    Funnel {
        applications_per_enquiry: rate("applications_per_enquiry", usual.applications_per_enquiry),
        approvals_per_application: rate("approvals_per_application", usual.approvals_per_application),
        months_to_approve: section.whole("months_to_approve", 0..=60).unwrap_or(usual.months_to_approve),
        base_line: section.read("base_line", "write the day as yyyy-mm-dd", settings::day),
    }
}
