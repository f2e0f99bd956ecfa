//! Everything plain: a child, a home and a provision that any rule lets pass.

use jiff::civil::date;
use placewell::domain::{
    AgeBand, Child, ChildId, Household, HouseholdId, LocalityId, PencePerWeek, Provision, ProvisionId, ProvisionKind,
    Sector, Settings, Sex,
};

/// `places_for_siblings` of a home that nobody set.
pub(super) const AS_PLACES: i64 = i64::MIN;

pub(super) fn settings() -> Settings {
    Settings { age_bands: vec![AgeBand { from: 0, to: 17 }], ..Settings::plain("test".to_owned(), date(2026, 4, 1)) }
}

pub(super) fn plain_child(name: &str) -> Child {
    Child {
        age: 8,
        age_end: 8,
        months_end: 12 * 8 + 11,
        sex: Sex::F,
        ..Child::plain(ChildId::at(0), name.to_owned(), LocalityId::at(0))
    }
}

pub(super) fn plain_home(name: &str) -> Household {
    Household {
        places: 3,
        places_for_siblings: AS_PLACES,
        age_max: 18,
        bedrooms: vec![1, 1, 1],
        ..Household::plain(HouseholdId::at(0), name.to_owned(), Sector::InHouse, LocalityId::at(0))
    }
}

pub(super) fn plain_provision(name: &str) -> Provision {
    Provision {
        age_max: 18,
        weekly_cost: PencePerWeek(100_000),
        ..Provision::plain(ProvisionId::at(0), name.to_owned(), ProvisionKind::IfaFramework)
    }
}
