//! Everything plain: a child, a home and a provision that any rule lets pass.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use placewell::domain::{
    AgeBand, Child, ChildId, Companions, Costs, Household, HouseholdId, LevelId, LocalityId, PencePerWeek, Pets,
    PlacementType, Policy, Provision, ProvisionId, ProvisionKind, Sector, Settings, Sex, Sexes, Status, Suitability,
    Tenths, Urgency,
};

/// `places_for_siblings` of a home that nobody set.
pub(super) const AS_PLACES: i64 = i64::MIN;

pub(super) fn settings() -> Settings {
    Settings {
        name: "test".to_owned(),
        date: date(2026, 4, 1),
        priorities: LevelId::ALL.to_vec(),
        policy: Policy::default(),
        weights: BTreeMap::new(),
        costs: Costs::default(),
        age_bands: vec![AgeBand { from: 0, to: 17 }],
        switched_off: BTreeMap::new(),
    }
}

pub(super) fn plain_child(name: &str) -> Child {
    Child {
        id: ChildId::at(0),
        reference: name.to_owned(),
        age: 8,
        age_end: 8,
        months_end: 12 * 8 + 11,
        sex: Sex::F,
        locality: LocalityId::at(0),
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
        max_miles: Tenths(200),
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

pub(super) fn plain_home(name: &str) -> Household {
    Household {
        id: HouseholdId::at(0),
        reference: name.to_owned(),
        sector: Sector::InHouse,
        locality: LocalityId::at(0),
        places: 3,
        places_for_siblings: AS_PLACES,
        age_min: 0,
        age_max: 18,
        sexes: Sexes::Any,
        placement_types: PlacementType::ALL.iter().copied().collect(),
        skills: BTreeSet::new(),
        bedrooms: vec![1, 1, 1],
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
        weekly_cost: PencePerWeek(45_000),
        ethnicity: None,
        religion: None,
        languages: BTreeSet::new(),
        authority: None,
    }
}

pub(super) fn plain_provision(name: &str) -> Provision {
    Provision {
        id: ProvisionId::at(0),
        reference: name.to_owned(),
        kind: ProvisionKind::IfaFramework,
        age_min: 0,
        age_max: 18,
        capacity: None,
        max_siblings: 1,
        skills: BTreeSet::new(),
        weekly_cost: PencePerWeek(100_000),
        locality: None,
    }
}
