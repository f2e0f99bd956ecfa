//! The tables that are files of their own, one file each.

mod options;
mod proposal;
pub(super) mod support;
mod unplaced;

use super::table::Table;
use super::view::View;

/// Every table that is a file.
pub(super) fn all(view: &View<'_>) -> Vec<Table> {
    vec![proposal::table(view), unplaced::table(view), options::table(view), support::table(view)]
}
