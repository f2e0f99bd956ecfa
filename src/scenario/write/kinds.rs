//! Kinds of home as rows of kinds.csv: one row for all localities of a row.

use std::collections::BTreeMap;
use std::io::{self, Error, ErrorKind};

use super::rows::{Row, list, text, yes};
use crate::domain::{HomeKind, LocalityId, Scenario};

/// The rows in the order of their ids.
pub(super) fn rows(scenario: &Scenario) -> io::Result<Vec<Row>> {
    let mut rows: BTreeMap<&str, Vec<&HomeKind>> = BTreeMap::new();
    for kind in &scenario.kinds {
        rows.entry(&kind.row).or_default().push(kind);
    }
    rows.into_values().map(|kinds| row(scenario, &kinds)).collect()
}

fn row(scenario: &Scenario, kinds: &[&HomeKind]) -> io::Result<Row> {
    let first = kinds[0];
    if kinds.iter().any(|kind| anywhere(kind) != anywhere(first)) {
        let message = format!("the kinds of row {} differ in more than their locality", first.row);
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    let home = &first.home;
    Ok(vec![
        first.row.clone(),
        first.title.clone(),
        list(kinds.iter().map(|kind| &scenario.locality(kind.home.locality).reference)),
        home.age_min.to_string(),
        home.age_max.to_string(),
        home.places.to_string(),
        home.places_for_siblings.to_string(),
        home.sexes.to_string(),
        list(&home.placement_types),
        list(&home.skills),
        if home.bedrooms.is_empty() { "0".to_owned() } else { list(&home.bedrooms) },
        yes(home.carers_room_cot),
        home.weekly_cost.0.to_string(),
        first.recruitment_cost.0.to_string(),
        first.yearly_cost.0.to_string(),
        text(first.most),
        text(first.source.as_ref()),
    ])
}

/// A kind without what follows from its locality.
fn anywhere(kind: &HomeKind) -> HomeKind {
    let mut kind = kind.clone();
    kind.id = crate::domain::KindId::at(0);
    kind.reference.clear();
    kind.home.reference.clear();
    kind.home.locality = LocalityId::at(0);
    kind.home.authority = None;
    kind
}
