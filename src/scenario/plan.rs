//! recruitment.csv as input: a plan that is only to be tried.

use std::path::Path;

use super::cells::Cells;
use super::problem::{At, Problems, nearest, quote};
use super::table::{Kind, optional, required};
use super::{codes, decode, delimited, files};
use crate::domain::Scenario;

/// The columns that `recruit` writes; only the kind and its households are read.
const KIND: Kind = Kind {
    name: "recruitment",
    required: true,
    columns: &[
        required("kind"),
        required("households"),
        optional("title"),
        optional("locality"),
        optional("households_low"),
        optional("households_high"),
        optional("places"),
        optional("replace_leavers"),
        optional("meet_growth"),
        optional("enlarge_pool"),
        optional("applications"),
        optional("enquiries"),
        optional("start_month"),
        optional("recruitment_cost_pence"),
        optional("yearly_cost_pence"),
        optional("weekly_cost_pence"),
        optional("source"),
    ],
};

/// The most households of one kind in a plan.
const MOST: i64 = 10_000;

/// Households by the position of their kind.
pub(super) fn read(file: &Path, scenario: &Scenario, problems: &Problems) -> Vec<i64> {
    let name = file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned());
    let table = files::bytes(&name, file, problems)
        .and_then(|bytes| decode::text(&bytes, &name, problems))
        .and_then(|text| delimited::table(&KIND, &name, &text, problems));
    let mut homes: Vec<Option<i64>> = vec![None; scenario.kinds.len()];
    let Some(table) = table else { return Vec::new() };
    for row in table.rows() {
        let cells = Cells { row, problems };
        let households = cells.required_whole("households", 0..=MOST);
        let Some(wanted) = cells.required("kind") else { continue };
        let Some(kind) = scenario.kinds.iter().find(|kind| kind.reference == wanted) else {
            let known = nearest(wanted, scenario.kinds.iter().map(|kind| kind.reference.as_str()));
            let mend = match known {
                Some(known) => format!("did you mean `{known}`?"),
                None => "name a kind of kinds.csv with its locality, such as `teen@TS1`".to_owned(),
            };
            cells.add("kind", codes::UNKNOWN_ID, format!("{}, which is no kind of home here", quote(wanted)), mend);
            continue;
        };
        let of_kind = &mut homes[kind.id.index()];
        if of_kind.is_some() {
            cells.add("kind", codes::SAME_ID, format!("{} a second time", quote(wanted)), "keep one of the rows");
        }
        *of_kind = households;
    }
    if table.len() == 0 {
        problems.add(At::file(&name), codes::BLANK, "a plan without rows", "give it a row for each kind to recruit");
    }
    homes.into_iter().map(Option::unwrap_or_default).collect()
}
