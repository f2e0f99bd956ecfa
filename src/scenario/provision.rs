//! provision.csv: placements that are not a known home.

use super::cells::Cells;
use super::codes;
use super::households::approved_ages;
use super::ids::Ids;
use super::problem::{Problems, quote};
use super::table::{Kind, optional, required};
use crate::domain::{HouseholdId, PencePerWeek, Provision, ProvisionId, ProvisionKind};

pub(super) const KIND: Kind = Kind {
    name: "provision",
    required: false,
    columns: &[
        required("provision_id"),
        required("kind"),
        required("age_min"),
        required("age_max"),
        optional("capacity"),
        optional("max_siblings"),
        optional("skills"),
        required("weekly_cost"),
        optional("locality"),
    ],
};

/// The provisions, in id order.
pub(super) fn read(ids: &Ids<'_>, problems: &Problems) -> Vec<Provision> {
    let rows = ids.provisions.rows().enumerate();
    rows.map(|(position, (id, row))| {
        let cells = Cells { row, problems };
        let home: Option<HouseholdId> = ids.households.find(id);
        if home.is_some() {
            let found = format!("{}, which is a household as well", quote(id));
            cells.add("provision_id", codes::SAME_ID, found, "give the provision an id of its own");
        }
        let (age_min, age_max) = approved_ages(cells);
        Provision {
            id: ProvisionId::at(position),
            reference: id.to_owned(),
            kind: cells.required_word("kind").unwrap_or(ProvisionKind::IfaSpot),
            age_min,
            age_max,
            capacity: cells.whole("capacity", 0..=1_000_000),
            max_siblings: cells.whole("max_siblings", 1..=50).unwrap_or(1),
            skills: cells.vocabulary("skills"),
            weekly_cost: PencePerWeek(cells.required_whole("weekly_cost", 0..=super::MOST_PENCE).unwrap_or(0)),
            locality: ids.locality(cells, "locality"),
        }
    })
    .collect()
}
