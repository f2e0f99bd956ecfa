//! children.csv: who needs a placement, and who has one.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::cells::{Cells, UNKNOWN};
use super::ids::Ids;
use super::problem::{Problems, quote};
use super::settings::Draft;
use super::table::{Kind, optional, required};
use super::{codes, dates};
use crate::domain::{
    Child, ChildId, Companions, HouseholdId, LocalityId, Months, Pets, Place, PlacementType, Sex, Suitability, Urgency,
    Weeks, Years,
};

pub(super) const KIND: Kind = Kind {
    name: "children",
    required: true,
    columns: &[
        required("child_id"),
        optional("date_of_birth"),
        optional("age"),
        required("sex"),
        required("locality"),
        optional("sibling_group"),
        optional("placement_type"),
        optional("needs"),
        optional("urgency"),
        optional("companions"),
        optional("pets"),
        optional("harm_to_animals"),
        optional("harm_to_others"),
        optional("respiratory_condition"),
        optional("own_room"),
        optional("out_of_area_ok"),
        optional("max_miles"),
        optional("school_locality"),
        optional("ethnicity"),
        optional("religion"),
        optional("language"),
        optional("foster_care"),
        optional("residential_care"),
        optional("supported_accommodation"),
        optional("current_household"),
        optional("may_move"),
        optional("expected_weeks"),
    ],
};

/// Twenty years: longer than any placement of a child.
const MOST_WEEKS: i64 = 1_040;

/// More children than any fostering home has.
pub(super) const MOST_IN_A_HOME: usize = 20;

/// The children, in id order. Stand-ins fill cells that could not be read: such a scenario is refused.
pub(super) fn read(ids: &Ids<'_>, draft: &Draft, problems: &Problems) -> Vec<Child> {
    let rows = ids.children.rows().enumerate();
    rows.map(|(position, (id, row))| child(position, id, Cells { row, problems }, ids, draft)).collect()
}

fn child<'t>(position: usize, id: &str, cells: Cells<'t>, ids: &Ids<'t>, draft: &Draft) -> Child {
    let policy = &draft.settings.policy;
    let row = cells.row;
    let expected_weeks = cells.whole("expected_weeks", 0..=MOST_WEEKS).unwrap_or(0);
    let ages = ages(cells, draft.date, expected_weeks);
    let suitable_from = |age| if ages.now >= age { Suitability::Suitable } else { Suitability::Unsuitable };
    let may_move = cells.yes("may_move");
    if may_move && row.cell("current_household").is_none() {
        let mend = "give current_household, or leave may_move blank";
        cells.add("may_move", codes::NO_PRESENT_PLACE, "yes without a current_household", mend);
    }
    cells.required("locality");
    Child {
        id: ChildId::at(position),
        reference: id.to_owned(),
        age: ages.now,
        age_end: ages.end,
        months_end: ages.months_end,
        sex: sex(cells).unwrap_or(Sex::U),
        locality: ids.locality(cells, "locality").unwrap_or(LocalityId::at(0)),
        group: row.cell("sibling_group").and_then(|name| ids.group(name)),
        placement_type: cells.word("placement_type").unwrap_or(PlacementType::ShortTerm),
        needs: cells.vocabulary("needs"),
        urgency: cells.word("urgency").unwrap_or(Urgency::Over5Days),
        companions: cells.word("companions").unwrap_or(Companions::NoPreference),
        pets: cells.word("pets").unwrap_or(Pets::NotKnown),
        harm_to_animals: cells.yes("harm_to_animals"),
        harm_to_others: cells.yes("harm_to_others"),
        respiratory_condition: cells.yes("respiratory_condition"),
        own_room: cells.yes("own_room"),
        out_of_area_ok: cells.yes_or("out_of_area_ok", true),
        max_miles: cells.miles("max_miles").unwrap_or(policy.max_miles),
        school_locality: ids.locality(cells, "school_locality"),
        ethnicity: cells.identity("ethnicity"),
        religion: cells.identity("religion"),
        language: cells.identity("language"),
        foster_care: cells.word("foster_care").unwrap_or(Suitability::Preferred),
        residential_care: cells.word("residential_care").unwrap_or_else(|| suitable_from(policy.residential_from_age)),
        supported_accommodation: cells
            .word("supported_accommodation")
            .unwrap_or_else(|| suitable_from(policy.supported_from_age)),
        current: ids.place(cells, "current_household"),
        may_move,
        expected_weeks,
    }
}

/// M, F or U; 1 and 2 as in older SSDA903 returns.
fn sex(cells: Cells<'_>) -> Option<Sex> {
    match cells.row.cell("sex") {
        Some("1") => Some(Sex::M),
        Some("2") => Some(Sex::F),
        _ => cells.required_word("sex"),
    }
}

struct Ages {
    now: Years,
    end: Years,
    months_end: Months,
}

/// Ages on the planning date and at the end of the stay. Where only `age` is known, the oldest it can be.
fn ages(cells: Cells<'_>, planning: Option<Date>, weeks: Weeks) -> Ages {
    let age = cells.whole("age", 0..=17);
    if let Some(born) = cells.date("date_of_birth") {
        let Some(today) = planning else { return Ages { now: 0, end: 0, months_end: 0 } };
        let end = dates::end_of_stay(today, weeks);
        let now = dates::years(born, today);
        if born > today {
            let found = format!("born {born}, after the planning date {today}");
            cells.add("date_of_birth", codes::BAD_AGE, found, "correct the date of birth or the planning date");
        } else if now > 17 {
            let found = format!("born {born}: {now} years old on the planning date {today}");
            cells.add("date_of_birth", codes::BAD_AGE, found, "remove the row: children are under 18");
        }
        return Ages { now, end: dates::years(born, end), months_end: dates::months(born, end) };
    }
    let row = cells.row;
    if row.cell("age").is_none() && row.cell("date_of_birth").is_none() {
        let (found, mend) = ("neither a date of birth nor an age", "give date_of_birth, or age in whole years");
        cells.add("date_of_birth", codes::BLANK, found, mend);
    }
    let now = age.unwrap_or(0);
    let end = now + weeks / 52;
    Ages { now, end, months_end: 12 * end + 11 }
}

/// Words by which people say that a child has no siblings here; as a name they would make siblings of strangers.
const NO_GROUP: [&str; 4] = ["none", "no", "nil", "0"];
/// More siblings than any group has; a larger group is a column filled with one word.
const LARGEST_GROUP: usize = 20;

/// Checks the names of sibling groups: words for nothing, groups too large, names that are almost the same.
pub(super) fn check_groups<'t>(ids: &Ids<'t>, problems: &'t Problems) {
    let plain = |name: &str| name.to_lowercase().split_whitespace().collect::<String>();
    let mut by_plain: BTreeMap<String, BTreeMap<&str, Vec<Cells<'t>>>> = BTreeMap::new();
    for (_, row) in ids.children.rows() {
        if let Some(name) = row.cell("sibling_group") {
            by_plain.entry(plain(name)).or_default().entry(name).or_default().push(Cells { row, problems });
        }
    }
    for (name, spellings) in &by_plain {
        let members = spellings.values().map(Vec::len).sum::<usize>();
        let is_word_for_nothing = NO_GROUP.iter().chain(&UNKNOWN).any(|word| plain(word) == *name);
        if (is_word_for_nothing && members > 1) || spellings.values().any(|same| same.len() > LARGEST_GROUP) {
            let found = format!("{members} children in the sibling group {}", quote(name));
            let mend = "leave sibling_group blank for children who have no siblings here";
            first(spellings.values().flatten()).add("sibling_group", codes::HUGE_GROUP, found, mend);
        }
        let mut others = spellings.iter();
        let Some((one, _)) = others.next().filter(|_| !is_word_for_nothing) else { continue };
        for (other, cells) in others {
            let found = format!("{}, and {} elsewhere", quote(other), quote(one));
            first(cells).add("sibling_group", codes::ALMOST_SAME, found, "write one name if they are one group");
        }
    }
}

/// Faults homes in which more children live than any home has.
pub(super) fn check_crowds<'t>(children: &[Child], ids: &Ids<'t>, problems: &'t Problems) {
    let mut crowds: BTreeMap<HouseholdId, Vec<Cells<'t>>> = BTreeMap::new();
    for child in children {
        if let Some(Place::Home(home)) = child.current {
            crowds.entry(home).or_default().push(Cells { row: ids.children.row(child.id.index()), problems });
        }
    }
    for crowd in crowds.values().filter(|crowd| crowd.len() > MOST_IN_A_HOME) {
        let cells = first(crowd);
        let home = quote(cells.row.cell("current_household").unwrap_or(""));
        let found = format!("{} children whose current_household is {home}", crowd.len());
        cells.add("current_household", codes::CROWD, found, "correct the ids, or put a children's home into provision");
    }
}

/// The row that stands first in the file.
fn first<'c, 't: 'c>(cells: impl IntoIterator<Item = &'c Cells<'t>>) -> Cells<'t> {
    *cells.into_iter().min_by_key(|cells| cells.row.line).expect("a group has a member")
}
