//! households.csv: fostering households with their terms of approval.

use std::collections::BTreeSet;

use super::cells::Cells;
use super::codes;
use super::ids::Ids;
use super::problem::{Problems, quote};
use super::settings::Draft;
use super::table::{Kind, optional, required};
use crate::domain::{
    ChildId, Household, HouseholdId, Locality, LocalityId, PencePerWeek, Sector, Sexes, Status, Years,
};

pub(super) const KIND: Kind = Kind {
    name: "households",
    required: true,
    columns: &[
        required("household_id"),
        required("sector"),
        required("locality"),
        required("places"),
        optional("places_for_siblings"),
        required("age_min"),
        required("age_max"),
        optional("sexes"),
        required("placement_types"),
        optional("skills"),
        required("bedrooms"),
        optional("carers_room_cot"),
        optional("status"),
        optional("status_reason"),
        optional("available_from"),
        optional("resident_ages"),
        optional("smoker"),
        optional("pets"),
        optional("named_children"),
        optional("preferred_age_min"),
        optional("preferred_age_max"),
        optional("weekly_cost"),
        optional("ethnicity"),
        optional("religion"),
        optional("languages"),
        optional("authority"),
    ],
};

/// More places than any home has; a larger number is a slip.
pub(super) const MOST_PLACES: i64 = 50;
/// The oldest age that an approval names: young people may stay put after 18.
pub(super) const OLDEST: Years = 25;

/// The households, in id order. Stand-ins fill cells that could not be read: such a scenario is refused.
pub(super) fn read(ids: &Ids<'_>, localities: &[Locality], draft: &Draft, problems: &Problems) -> Vec<Household> {
    let rows = ids.households.rows().enumerate();
    rows.map(|(position, (id, row))| {
        let mut household = household(position, id, Cells { row, problems }, ids, draft);
        if household.authority.is_none() {
            household.authority = localities.get(household.locality.index()).and_then(|there| there.authority.clone());
        }
        household
    })
    .collect()
}

fn household<'t>(position: usize, id: &str, cells: Cells<'t>, ids: &Ids<'t>, draft: &Draft) -> Household {
    let sector = cells.required_word("sector").unwrap_or(Sector::InHouse);
    let places = cells.required_whole("places", 0..=MOST_PLACES).unwrap_or(0);
    let (age_min, age_max) = approved_ages(cells);
    let (preferred_age_min, preferred_age_max) = preferred_ages(cells, age_min, age_max);
    let default_cost = draft.settings.costs.0.get(&sector).copied().unwrap_or(PencePerWeek(0));
    cells.required("locality");
    cells.required("placement_types");
    cells.required("bedrooms");
    Household {
        id: HouseholdId::at(position),
        reference: id.to_owned(),
        sector,
        locality: ids.locality(cells, "locality").unwrap_or(LocalityId::at(0)),
        places,
        places_for_siblings: cells.whole("places_for_siblings", 0..=MOST_PLACES).unwrap_or(places),
        age_min,
        age_max,
        sexes: cells.word("sexes").unwrap_or(Sexes::Any),
        placement_types: cells.words("placement_types"),
        skills: cells.vocabulary("skills"),
        // A home whose only bed is the cot in the carers' room writes 0.
        bedrooms: cells.wholes("bedrooms", 0..=10).into_iter().filter(|beds| *beds > 0).collect(),
        carers_room_cot: cells.yes("carers_room_cot"),
        status: cells.word("status").unwrap_or(Status::Available),
        status_reason: cells.text("status_reason"),
        available_from: cells.date("available_from"),
        resident_ages: cells.wholes("resident_ages", 0..=17),
        smoker: cells.yes("smoker"),
        pets: cells.yes("pets"),
        named_children: named_children(cells, ids),
        preferred_age_min,
        preferred_age_max,
        weekly_cost: cells.whole("weekly_cost", 0..=super::MOST_PENCE).map_or(default_cost, PencePerWeek),
        ethnicity: cells.identity("ethnicity"),
        religion: cells.identity("religion"),
        languages: cells.identities("languages").collect(),
        authority: cells.text("authority"),
    }
}

/// `age_min` and `age_max` of a home or a provision, which must be given.
pub(super) fn approved_ages(cells: Cells<'_>) -> (Years, Years) {
    let (min, max) = (cells.required_whole("age_min", 0..=OLDEST), cells.required_whole("age_max", 0..=OLDEST));
    upside_down(cells, "age_max", min, max);
    (min.unwrap_or(0), max.unwrap_or(OLDEST))
}

fn preferred_ages(cells: Cells<'_>, age_min: Years, age_max: Years) -> (Option<Years>, Option<Years>) {
    let min = cells.whole("preferred_age_min", 0..=OLDEST);
    let max = cells.whole("preferred_age_max", 0..=OLDEST);
    upside_down(cells, "preferred_age_max", min, max);
    for (column, age) in [("preferred_age_min", min), ("preferred_age_max", max)] {
        if let Some(age) = age.filter(|age| !(age_min..=age_max).contains(age)) {
            let found = format!("{age}, outside the approved ages {age_min} to {age_max}");
            cells.add(column, codes::OUTSIDE_APPROVED_AGES, found, "correct the preferred or the approved ages");
        }
    }
    (min, max)
}

/// Faults a pair of ages whose upper end is below the lower one.
pub(super) fn upside_down(cells: Cells<'_>, column: &'static str, min: Option<Years>, max: Option<Years>) {
    if let Some((min, max)) = min.zip(max).filter(|(min, max)| min > max) {
        let found = format!("{max}, below the lower age {min}");
        cells.add(column, codes::BAD_RANGE, found, "swap the two ages, or correct the terms of approval");
    }
}

fn named_children<'t>(cells: Cells<'t>, ids: &Ids<'t>) -> BTreeSet<ChildId> {
    cells
        .items("named_children")
        .filter_map(|id| {
            let child = ids.children.find(id);
            if child.is_none() {
                let mend = "correct the id, or leave it if the child is not of this scenario";
                cells.add("named_children", codes::UNKNOWN_NAMED, quote(id), mend);
            }
            child
        })
        .collect()
}
