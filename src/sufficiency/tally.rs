//! Adding the position up: by any of the four dimensions, in any order.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::{Band, Care, ChildFact, HomeFact, Position, Profile, Tally};
use crate::domain::Dimension;

/// How many columns a table has.
pub(super) const COLUMNS: usize = 17;

/// The position by some dimensions: a cell for each combination that a child or a home has, in the order of its values
/// on the first dimension, then the second and so on. Whatever the dimensions, the cells add up to [`total`].
pub fn tabulate(position: &Position, by: &[Dimension]) -> Vec<(Vec<Band>, Tally)> {
    let mut cells: BTreeMap<Vec<Band>, Tally> = BTreeMap::new();
    for child in &position.children {
        *cells.entry(child.profile.bands(by)).or_default() += Tally::of_child(child);
    }
    for home in &position.homes {
        *cells.entry(home.profile.bands(by)).or_default() += Tally::of_home(home);
    }
    cells.into_iter().collect()
}

/// Everybody and every home together.
pub fn total(position: &Position) -> Tally {
    tabulate(position, &[]).first().map_or_else(Tally::default, |(_, tally)| *tally)
}

impl Profile {
    /// The value on one dimension.
    pub fn band(&self, dimension: Dimension) -> &Band {
        match dimension {
            Dimension::Age => &self.age,
            Dimension::Specialism => &self.specialism,
            Dimension::Locality => &self.locality,
            Dimension::Siblings => &self.siblings,
        }
    }

    fn bands(&self, by: &[Dimension]) -> Vec<Band> {
        by.iter().map(|dimension| self.band(*dimension).clone()).collect()
    }
}

impl Tally {
    /// Every column: what it is called in files, and its value.
    pub fn columns(&self) -> [(&'static str, i64); COLUMNS] {
        [
            ("children", self.children),
            ("children_staying", self.children_staying),
            ("children_in_need", self.children_in_need),
            ("children_in_house", self.children_in_house),
            ("children_kinship", self.children_kinship),
            ("children_agency", self.children_agency),
            ("children_residential", self.children_residential),
            ("children_unplaced", self.children_unplaced),
            ("children_short", self.children_short),
            ("children_separated", self.children_separated),
            ("homes", self.homes),
            ("places", self.places),
            ("places_above", self.places_above),
            ("places_filled", self.places_filled),
            ("places_usable", self.places_usable),
            ("places_mismatched", self.places_mismatched),
            ("places_held", self.places_held),
        ]
    }

    /// A column by its name in files; nought if there is none of that name.
    pub fn column(&self, name: &str) -> i64 {
        self.columns().into_iter().find(|(each, _)| *each == name).map_or(0, |(_, count)| count)
    }

    /// What one child counts.
    pub fn of_child(child: &ChildFact) -> Self {
        let standing = child.standing;
        let in_need = |care: Option<Care>| i64::from(standing.in_need && standing.care == care);
        Self {
            children: 1,
            children_staying: i64::from(!standing.in_need),
            children_in_need: i64::from(standing.in_need),
            children_in_house: in_need(Some(Care::InHouse)),
            children_kinship: in_need(Some(Care::Kinship)),
            children_agency: in_need(Some(Care::Agency)),
            children_residential: in_need(Some(Care::Residential)),
            children_unplaced: in_need(None),
            children_short: i64::from(standing.short),
            children_separated: i64::from(standing.separated),
            ..Self::default()
        }
    }

    /// What one home counts.
    pub fn of_home(home: &HomeFact) -> Self {
        Self {
            homes: 1,
            places: home.places,
            places_above: home.above,
            places_filled: home.filled,
            places_usable: home.usable,
            places_mismatched: home.mismatched,
            places_held: home.held,
            ..Self::default()
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.children += other.children;
        self.children_staying += other.children_staying;
        self.children_in_need += other.children_in_need;
        self.children_in_house += other.children_in_house;
        self.children_kinship += other.children_kinship;
        self.children_agency += other.children_agency;
        self.children_residential += other.children_residential;
        self.children_unplaced += other.children_unplaced;
        self.children_short += other.children_short;
        self.children_separated += other.children_separated;
        self.homes += other.homes;
        self.places += other.places;
        self.places_above += other.places_above;
        self.places_filled += other.places_filled;
        self.places_usable += other.places_usable;
        self.places_mismatched += other.places_mismatched;
        self.places_held += other.places_held;
    }
}
