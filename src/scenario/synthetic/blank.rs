//! A child, a home and settings with every optional cell at its default: what the recipes start from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::domain::{
    AgeBand, Child, ChildId, Companions, Costs, Household, HouseholdId, LevelId, LocalityId, PencePerWeek, Pets,
    PlacementType, Policy, Sector, Settings, Sex, Sexes, Status, Suitability, Tenths, Urgency,
};

/// The planning date of every invented scenario.
pub(super) const PLANNING_DATE: Date = date(2026, 3, 31);

/// Settings at their defaults.
pub(super) fn settings(name: String) -> Settings {
    Settings {
        name,
        date: PLANNING_DATE,
        priorities: LevelId::ALL.to_vec(),
        policy: Policy::default(),
        weights: BTreeMap::new(),
        costs: Costs::default(),
        age_bands: [(0, 0), (1, 4), (5, 9), (10, 15), (16, 17)].map(|(from, to)| AgeBand { from, to }).to_vec(),
        switched_off: BTreeMap::new(),
    }
}

/// A child without needs, wishes or siblings.
pub(super) fn child(id: ChildId, reference: String, locality: LocalityId) -> Child {
    Child {
        id,
        reference,
        age: 0,
        age_end: 0,
        months_end: 0,
        sex: Sex::M,
        locality,
        group: None,
        placement_type: PlacementType::ShortTerm,
        needs: BTreeSet::new(),
        urgency: Urgency::Over5Days,
        companions: Companions::NoPreference,
        pets: Pets::NotKnown,
        harm_to_animals: false,
        harm_to_others: false,
        respiratory_condition: false,
        own_room: false,
        out_of_area_ok: true,
        max_miles: Policy::default().max_miles,
        school_locality: None,
        ethnicity: None,
        religion: None,
        language: None,
        foster_care: Suitability::Preferred,
        residential_care: Suitability::Unsuitable,
        supported_accommodation: Suitability::Unsuitable,
        current: None,
        may_move: false,
        expected_weeks: 0,
    }
}

/// Sets every age of a child from the day of birth, and the kinds of care that suit by default at that age.
pub(super) fn set_age(child: &mut Child, born: Date, weeks: i64) {
    let end = PLANNING_DATE.saturating_add(weeks.weeks());
    let months = |on: Date| {
        let whole =
            (i64::from(on.year()) - i64::from(born.year())) * 12 + i64::from(on.month()) - i64::from(born.month());
        if on.day() < born.day() { whole - 1 } else { whole }
    };
    let age = months(PLANNING_DATE) / 12;
    let policy = Policy::default();
    let suitable = |from| if age >= from { Suitability::Suitable } else { Suitability::Unsuitable };
    child.residential_care = suitable(policy.residential_from_age);
    child.supported_accommodation = suitable(policy.supported_from_age);
    child.expected_weeks = weeks;
    child.age = age;
    child.months_end = months(end);
    child.age_end = child.months_end / 12;
}

/// A home that is open to anyone, with one bedroom for one child.
pub(super) fn household(
    id: HouseholdId,
    reference: String,
    sector: Sector,
    (locality, authority): (LocalityId, Option<String>),
) -> Household {
    Household {
        id,
        reference,
        sector,
        locality,
        places: 1,
        places_for_siblings: 1,
        age_min: 0,
        age_max: 17,
        sexes: Sexes::Any,
        placement_types: PlacementType::ALL.iter().copied().collect(),
        skills: BTreeSet::new(),
        bedrooms: vec![1],
        carers_room_cot: false,
        status: Status::Available,
        status_reason: None,
        available_from: None,
        resident_ages: Vec::new(),
        smoker: false,
        pets: false,
        named_children: BTreeSet::new(),
        preferred_age_min: None,
        preferred_age_max: None,
        weekly_cost: Costs::default().0.get(&sector).copied().unwrap_or(PencePerWeek(0)),
        ethnicity: None,
        religion: None,
        languages: BTreeSet::new(),
        authority,
    }
}

/// Miles as a scenario keeps them.
pub(super) fn miles(whole: i64) -> Tenths {
    Tenths(whole * 10)
}
