//! The plainest of everything: each optional cell at its default in the contract, to be changed where it matters.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    AgeBand, Child, ChildId, Companions, Costs, Funnel, Goals, Household, HouseholdId, LevelId, LocalityId,
    PencePerWeek, Pets, PlacementType, Policy, Provision, ProvisionId, ProvisionKind, Scenario, Sector, Settings, Sex,
    Sexes, SizeBand, Status, Suitability, Supply, Urgency,
};

impl Settings {
    /// Every setting at its default.
    pub fn plain(name: String, date: Date) -> Self {
        Self {
            name,
            note: None,
            date,
            priorities: LevelId::ALL.to_vec(),
            policy: Policy::default(),
            weights: BTreeMap::new(),
            costs: Costs::default(),
            age_bands: [(0, 0), (1, 4), (5, 9), (10, 15), (16, 17)].map(|(from, to)| AgeBand { from, to }).to_vec(),
            switched_off: BTreeMap::new(),
            group_bands: SizeBand::usual(),
            demand: None,
            supply: Supply::default(),
            goals: Goals::default(),
            funnel: Funnel::default(),
            ranges: BTreeMap::new(),
            sources: BTreeMap::new(),
        }
    }
}

impl Scenario {
    /// Nobody, and nowhere to live.
    pub fn empty(settings: Settings) -> Self {
        Self {
            settings,
            children: Vec::new(),
            households: Vec::new(),
            provisions: Vec::new(),
            localities: Vec::new(),
            kinds: Vec::new(),
            groups: Vec::new(),
            relations: BTreeMap::new(),
            exclusions: BTreeMap::new(),
            scores: BTreeMap::new(),
            decisions: Vec::new(),
        }
    }
}

impl Child {
    /// A newborn child of unknown sex without needs, wishes, siblings or a placement.
    pub fn plain(id: ChildId, reference: String, locality: LocalityId) -> Self {
        Self {
            id,
            reference,
            age: 0,
            age_end: 0,
            months_end: 0,
            sex: Sex::U,
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
}

impl Household {
    /// A home with one place in one bedroom, approved for every child up to 17 and every kind of placement.
    pub fn plain(id: HouseholdId, reference: String, sector: Sector, locality: LocalityId) -> Self {
        Self {
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
            authority: None,
        }
    }
}

impl Provision {
    /// Unlimited units of one child up to 17 each, anywhere, without a cost.
    pub fn plain(id: ProvisionId, reference: String, kind: ProvisionKind) -> Self {
        Self {
            id,
            reference,
            kind,
            age_min: 0,
            age_max: 17,
            capacity: None,
            max_siblings: 1,
            skills: BTreeSet::new(),
            weekly_cost: PencePerWeek(0),
            locality: None,
        }
    }
}
