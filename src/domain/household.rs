//! A fostering household and a provision: where children can live.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    ChildId, HouseholdId, LocalityId, PencePerWeek, PlacementType, ProvisionId, ProvisionKind, Sector, Sexes, Status,
    Years,
};

/// A fostering household with its terms of approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// The household's position in [`super::Scenario::households`].
    pub id: HouseholdId,
    /// The caller's own pseudonym.
    pub reference: String,
    /// Who runs it.
    pub sector: Sector,
    /// Where it is.
    pub locality: LocalityId,
    /// Approved number of children.
    pub places: i64,
    /// Approved number when all fostered there are of one sibling group.
    pub places_for_siblings: i64,
    /// Youngest approved age.
    pub age_min: Years,
    /// Oldest approved age.
    pub age_max: Years,
    /// Approved sexes.
    pub sexes: Sexes,
    /// Approved kinds of placement.
    pub placement_types: BTreeSet<PlacementType>,
    /// What the carers are trained and assessed for; covers the children's needs.
    pub skills: BTreeSet<String>,
    /// Beds in each bedroom for fostered children, in the order given.
    pub bedrooms: Vec<i64>,
    /// One baby may sleep in the carers' room.
    pub carers_room_cot: bool,
    /// Whether the household can take anyone.
    pub status: Status,
    /// Why it cannot.
    pub status_reason: Option<String>,
    /// From when it can; none = now.
    pub available_from: Option<Date>,
    /// Ages of the carers' own and other children under 18.
    pub resident_ages: Vec<Years>,
    /// Somebody there smokes or vapes.
    pub smoker: bool,
    /// There are pets.
    pub pets: bool,
    /// Kinship: takes only these. Others: children named on an exemption from the usual fostering limit.
    pub named_children: BTreeSet<ChildId>,
    /// Youngest preferred age; none = the approved one.
    pub preferred_age_min: Option<Years>,
    /// Oldest preferred age; none = the approved one.
    pub preferred_age_max: Option<Years>,
    /// Cost of one child.
    pub weekly_cost: PencePerWeek,
    /// Ethnicity, as the caller words it.
    pub ethnicity: Option<String>,
    /// Religion, as the caller words it.
    pub religion: Option<String>,
    /// Languages spoken; empty = not known.
    pub languages: BTreeSet<String>,
    /// The authority whose area it is in.
    pub authority: Option<String>,
}

impl Household {
    /// Whether a child placed here counts as in-house (contract 4, `external`).
    pub fn is_in_house(&self) -> bool {
        matches!(self.sector, Sector::InHouse | Sector::Kinship)
    }
}

/// A source of placements that is not a known home: an agency framework, a children's home, supported accommodation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// The provision's position in [`super::Scenario::provisions`].
    pub id: ProvisionId,
    /// The caller's own name for it.
    pub reference: String,
    /// What it is.
    pub kind: ProvisionKind,
    /// Youngest age.
    pub age_min: Years,
    /// Oldest age.
    pub age_max: Years,
    /// How many children at most; none = unlimited.
    pub capacity: Option<i64>,
    /// How many siblings can live together in one unit.
    pub max_siblings: i64,
    /// What it can meet.
    pub skills: BTreeSet<String>,
    /// Cost of one child.
    pub weekly_cost: PencePerWeek,
    /// Where it is, if that matters.
    pub locality: Option<LocalityId>,
}
