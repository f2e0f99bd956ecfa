//! Tables that more than one part of a report shows, one file each.

pub(super) mod measures;
pub(super) mod options;
pub(super) mod proposal;
pub(super) mod sectors;
pub(super) mod support;
pub(super) mod unplaced;
