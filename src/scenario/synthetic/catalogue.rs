//! A catalogue of kinds of home. Costs are illustrative: the national minimum allowance of 2025-26 (170 to 258 pounds a
//! week outside London and the south east, Department for Education) and a fee by skill.

use crate::domain::{
    HomeKind, Household, HouseholdId, KindId, Locality, LocalityId, Pence, PencePerWeek, PlacementType, Sector,
};

/// One row of the catalogue: id, title, ages, places, places for siblings, beds, cot, skills, pounds a week for a child,
/// pounds once, pounds a year, and how many households could be found in one locality over two years at most (assumed).
type Row = (&'static str, &'static str, (i64, i64), i64, i64, &'static [i64], bool, &'static [&'static str], [i64; 4]);

const ROWS: [Row; 12] = [
    ("baby", "One baby or toddler", (0, 4), 1, 2, &[2], true, &[], [400, 9_000, 4_500, 6]),
    ("babies", "Two babies or toddlers", (0, 4), 2, 3, &[1, 1], true, &[], [400, 10_000, 5_500, 4]),
    ("child", "One child of school age", (4, 11), 1, 2, &[2], false, &[], [420, 9_000, 4_500, 6]),
    ("children", "Two children of school age", (4, 12), 2, 3, &[2, 1], false, &[], [420, 10_000, 5_500, 4]),
    ("any", "Two children of any age", (0, 17), 2, 3, &[2, 1], true, &[], [440, 10_000, 6_000, 3]),
    (
        "siblings-3",
        "Three, or four brothers and sisters",
        (0, 17),
        3,
        4,
        &[2, 1, 1],
        true,
        &[],
        [440, 12_000, 8_000, 2],
    ),
    (
        "siblings-5",
        "Three, or five brothers and sisters",
        (0, 17),
        3,
        5,
        &[2, 2, 1],
        true,
        &[],
        [460, 15_000, 12_000, 1],
    ),
    ("teen", "One young person", (11, 17), 1, 1, &[1], false, &[], [480, 10_000, 6_000, 6]),
    ("teens", "Two young people", (11, 17), 2, 2, &[1, 1], false, &["uasc"], [480, 11_000, 7_500, 3]),
    (
        "therapeutic-child",
        "One child with therapeutic care",
        (4, 12),
        1,
        2,
        &[2],
        false,
        &["therapeutic"],
        [620, 14_000, 9_000, 3],
    ),
    (
        "therapeutic-teen",
        "One young person with therapeutic care",
        (11, 17),
        1,
        1,
        &[1],
        false,
        &["therapeutic"],
        [680, 15_000, 10_000, 3],
    ),
    (
        "disability",
        "One child with a disability or complex health",
        (0, 17),
        1,
        1,
        &[1],
        true,
        &["disability", "complex_health"],
        [650, 14_000, 9_000, 3],
    ),
];

/// Every row in every locality of the council's own, in the order of their references.
pub(super) fn kinds(localities: &[Locality]) -> Vec<HomeKind> {
    let rows = ROWS.iter().flat_map(|row| {
        let places = localities.iter().enumerate();
        places.map(move |(position, there)| kind(row, LocalityId::at(position), there))
    });
    let mut kinds: Vec<HomeKind> = rows.collect();
    kinds.sort_by(|a, b| a.reference.cmp(&b.reference));
    kinds.iter_mut().enumerate().for_each(|(position, kind)| kind.id = KindId::at(position));
    kinds
}

fn kind(row: &Row, locality: LocalityId, there: &Locality) -> HomeKind {
    let (id, title, ages, places, for_siblings, beds, cot, skills, [week, once, year, most]) = row;
    let reference = format!("{id}@{}", there.reference);
    let types = [PlacementType::Emergency, PlacementType::ShortTerm, PlacementType::LongTerm];
    HomeKind {
        id: KindId::at(0),
        row: (*id).to_owned(),
        title: (*title).to_owned(),
        home: Household {
            places: *places,
            places_for_siblings: *for_siblings,
            age_min: ages.0,
            age_max: ages.1,
            placement_types: types.into_iter().collect(),
            skills: skills.iter().map(|skill| (*skill).to_owned()).collect(),
            bedrooms: beds.to_vec(),
            carers_room_cot: *cot,
            weekly_cost: PencePerWeek(week * 100),
            authority: there.authority.clone(),
            ..Household::plain(HouseholdId::at(0), reference.clone(), Sector::InHouse, locality)
        },
        reference,
        recruitment_cost: Pence(once * 100),
        yearly_cost: Pence(year * 100),
        most: Some(*most),
        source: Some("illustrative, 2025-26".to_owned()),
    }
}
