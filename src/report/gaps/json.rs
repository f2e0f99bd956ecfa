//! `gaps.json`: the report for programs.

use serde_json::{Map, Value, json};

use super::Spread;
use super::shown::{Grid, Shown, code};
use super::{repairs, worths};
use crate::Sufficiency;
use crate::report::Error;
use crate::report::table::SUPPRESSED;
use crate::sufficiency::Tally;

/// The content of `gaps.json`.
///
/// # Errors
/// A number that JSON cannot hold.
pub fn sufficiency_json(sufficiency: &Sufficiency, spread: &Spread) -> Result<String, Error> {
    let shown = Shown::of(sufficiency, spread);
    let settings = &shown.scenario.settings;
    let mut all = Map::new();
    all.insert("scenario".to_owned(), settings.name.clone().into());
    all.insert("note".to_owned(), settings.note.clone().into());
    all.insert("date".to_owned(), settings.date.to_string().into());
    all.insert("version".to_owned(), env!("CARGO_PKG_VERSION").into());
    all.insert("verified".to_owned(), sufficiency.findings.verdict.stands().into());
    all.insert("proven".to_owned(), sufficiency.findings.outcome.is_proven().into());
    all.insert("disclosure".to_owned(), spread.disclosure.into());
    all.insert("by".to_owned(), spread.by.iter().map(|dimension| dimension.word()).collect());
    all.insert("total".to_owned(), Value::Object(counts(&shown.total().counts)));
    let margins = spread
        .by
        .iter()
        .filter_map(|dimension| Some((dimension.word().to_owned(), rows(&shown, shown.grid(&[*dimension])?))));
    all.insert("margins".to_owned(), Value::Object(margins.collect()));
    all.insert("cells".to_owned(), shown.cross().map_or(Value::Null, |grid| rows(&shown, grid)));
    if !spread.disclosure {
        all.insert("homes".to_owned(), homes(&shown));
        if let Some(found) = &sufficiency.repairs {
            all.insert("repairs".to_owned(), repairs::record(&shown, found));
        }
        if let Some(found) = &sufficiency.worths {
            all.insert("worth".to_owned(), worths::record(&shown, found));
        }
    }
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

fn counts(counts: &[Option<i64>]) -> Map<String, Value> {
    let names = Tally::default().columns().map(|(name, _)| name.to_owned());
    let values = counts.iter().map(|count| count.map_or_else(|| SUPPRESSED.into(), Value::from));
    names.into_iter().zip(values).collect()
}

fn rows(shown: &Shown<'_>, grid: &Grid) -> Value {
    let row = |line: &super::shown::Line| {
        let bands = grid.by.iter().zip(&line.bands);
        let mut row: Map<String, Value> =
            bands.map(|(by, band)| (by.word().to_owned(), code(shown.scenario, band).into())).collect();
        row.extend(counts(&line.counts));
        Value::Object(row)
    };
    grid.rows.iter().map(row).collect()
}

fn homes(shown: &Shown<'_>) -> Value {
    let home = |fact: &crate::sufficiency::HomeFact| {
        let home = shown.scenario.household(fact.home);
        json!({
            "household_id": home.reference,
            "sector": home.sector.word(),
            "locality": shown.scenario.locality(home.locality).reference,
            "places": fact.places,
            "above": fact.above,
            "filled": fact.filled,
            "usable": fact.usable,
            "mismatched": fact.mismatched,
            "closed_by": fact.mismatch.as_ref().map(|mismatch| mismatch.id),
            "children_kept_out": fact.mismatch.as_ref().map(|mismatch| mismatch.children),
            "held": fact.held,
            "reason": fact.held_reason,
        })
    };
    shown.sufficiency.position.homes.iter().map(home).collect()
}
