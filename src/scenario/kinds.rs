//! kinds.csv: the kinds of home that could be recruited, each in the localities where it is sought.

use std::collections::BTreeSet;

use super::cells::Cells;
use super::codes;
use super::households::{MOST_PLACES, OLDEST, upside_down};
use super::ids::Ids;
use super::problem::{Problems, quote};
use super::settings::Draft;
use super::table::{Kind, optional, required};
use crate::domain::{
    Child, HomeKind, Household, HouseholdId, KindId, Locality, LocalityId, Pence, PencePerWeek, Sector, Sexes,
};

pub(super) const KIND: Kind = Kind {
    name: "kinds",
    required: false,
    columns: &[
        required("kind_id"),
        optional("title"),
        required("locality"),
        optional("age_min"),
        optional("age_max"),
        required("places"),
        optional("places_for_siblings"),
        optional("sexes"),
        required("placement_types"),
        optional("skills"),
        required("bedrooms"),
        optional("carers_room_cot"),
        optional("weekly_cost"),
        optional("recruitment_cost"),
        optional("yearly_cost"),
        optional("most"),
        optional("source"),
    ],
};

/// Between the row and the locality of a reference.
const IN: char = '@';
/// The most kinds, every locality of a row counted: far beyond any catalogue.
const MOST_KINDS: usize = 10_000;
/// What recruiting, assessing and approving one household costs by default (10,000 pounds). Illustrative.
const RECRUITMENT_COST: Pence = Pence(1_000_000);
/// What one household costs a year beside what is paid for each child, by default (5,000 pounds). Illustrative.
const YEARLY_COST: Pence = Pence(500_000);

/// What kinds refer to.
pub(super) struct Around<'w> {
    pub(super) localities: &'w [Locality],
    pub(super) children: &'w [Child],
    pub(super) households: &'w [Household],
}

/// The kinds in the order of their references, one for each locality of a row. Stand-ins fill cells that could not be
/// read: such a scenario is refused.
pub(super) fn read<'t>(ids: &Ids<'t>, around: &Around<'_>, draft: &Draft, problems: &'t Problems) -> Vec<HomeKind> {
    let peopled: BTreeSet<LocalityId> = around.children.iter().map(|child| child.locality).collect();
    let homes = around.households.iter().map(|home| home.locality);
    let peopled: BTreeSet<LocalityId> = peopled.into_iter().chain(homes).collect();
    let mut kinds = Vec::new();
    for (id, row) in ids.kinds.rows() {
        let cells = Cells { row, problems };
        let kind = kind(id, cells, draft);
        for locality in places(cells, ids, &peopled) {
            let Some(there) = around.localities.get(locality.index()) else { continue };
            let mut kind = kind.clone();
            kind.reference = format!("{id}{IN}{}", there.reference);
            kind.home.reference.clone_from(&kind.reference);
            kind.home.locality = locality;
            kind.home.authority.clone_from(&there.authority);
            unused(cells, ids, &kind);
            kinds.push(kind);
        }
        if kinds.len() > MOST_KINDS {
            let found = format!("more than {MOST_KINDS} kinds, each locality counted");
            cells.add("locality", codes::TOO_LARGE, found, "name fewer localities, or remove rows");
            break;
        }
    }
    kinds.sort_by(|a, b| a.reference.cmp(&b.reference));
    kinds.iter_mut().enumerate().for_each(|(position, kind)| kind.id = KindId::at(position));
    kinds
}

/// The kind of a row, in no locality yet.
fn kind(id: &str, cells: Cells<'_>, draft: &Draft) -> HomeKind {
    if id.contains(IN) {
        cells.add("kind_id", codes::BAD_ID, quote(id), "leave `@` out: it joins the kind and its locality");
    }
    let places = cells.required_whole("places", 1..=MOST_PLACES).unwrap_or(1);
    let age = |column, default| cells.whole(column, 0..=OLDEST).unwrap_or(default);
    let (age_min, age_max) = (age("age_min", 0), age("age_max", 17));
    upside_down(cells, "age_max", Some(age_min), Some(age_max));
    let cost = draft.settings.costs.0.get(&Sector::InHouse).copied().unwrap_or(PencePerWeek(0));
    let pence = |column, default| cells.whole(column, 0..=super::MOST_PENCE).map_or(default, Pence);
    cells.required("placement_types");
    cells.required("bedrooms");
    let plain = Household::plain(HouseholdId::at(0), String::new(), Sector::InHouse, LocalityId::at(0));
    HomeKind {
        id: KindId::at(0),
        reference: String::new(),
        row: id.to_owned(),
        title: cells.text("title").unwrap_or_else(|| id.to_owned()),
        home: Household {
            places,
            places_for_siblings: cells.whole("places_for_siblings", 0..=MOST_PLACES).unwrap_or(places),
            age_min,
            age_max,
            sexes: cells.word("sexes").unwrap_or(Sexes::Any),
            placement_types: cells.words("placement_types"),
            skills: cells.vocabulary("skills"),
            bedrooms: cells.wholes("bedrooms", 0..=10).into_iter().filter(|beds| *beds > 0).collect(),
            carers_room_cot: cells.yes("carers_room_cot"),
            weekly_cost: cells.whole("weekly_cost", 0..=super::MOST_PENCE).map_or(cost, PencePerWeek),
            ..plain
        },
        recruitment_cost: pence("recruitment_cost", RECRUITMENT_COST),
        yearly_cost: pence("yearly_cost", YEARLY_COST),
        most: cells.whole("most", 0..=1_000),
        source: cells.text("source"),
    }
}

/// The localities of a row: a list, or `all` = wherever a child or a home of the scenario is.
fn places<'t>(cells: Cells<'t>, ids: &Ids<'t>, peopled: &BTreeSet<LocalityId>) -> BTreeSet<LocalityId> {
    match cells.required("locality") {
        Some(text) if text.eq_ignore_ascii_case("all") => peopled.clone(),
        _ => ids.localities_of(cells, "locality"),
    }
}

/// A kind is not a home: its names are no household's and no provision's.
fn unused<'t>(cells: Cells<'t>, ids: &Ids<'t>, kind: &HomeKind) {
    for name in [&kind.row, &kind.reference] {
        let home: Option<HouseholdId> = ids.households.find(name);
        let table = if home.is_some() { "household" } else { "provision" };
        if home.is_some() || ids.provisions.find::<crate::domain::Provision>(name).is_some() {
            let found = format!("{}, which is a {table} as well", quote(name));
            cells.add("kind_id", codes::SAME_ID, found, "give the kind an id of its own");
        }
    }
}
