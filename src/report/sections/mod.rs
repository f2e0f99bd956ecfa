//! The sections of a report, one file each: two lines here register a new one.

mod alternatives;
mod by_locality;
mod children;
mod effect;
mod homes;
mod rules;
mod siblings;
mod summary;
mod support;
mod trust;
mod unmet;

use maud::Markup;

use super::table::Table;
use super::view::View;

/// A part of the report: on the page, and as the tables behind it.
pub(super) trait Section: Sync {
    /// Its anchor.
    fn id(&self) -> &'static str;
    /// Its heading.
    fn title(&self, view: &View<'_>) -> &'static str;
    /// What the page shows.
    fn html(&self, view: &View<'_>) -> Markup;
    /// The tables behind it: sheets of `report.xlsx`, and files if they have a name.
    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        let _ = view;
        Vec::new()
    }
}

/// Every section, in reading order.
pub(super) const ALL: &[&dyn Section] = &[
    &summary::Summary,
    &siblings::Siblings,
    &children::Children,
    &unmet::NotMet,
    &homes::Homes,
    &alternatives::Alternatives,
    &support::Support,
    &effect::Effect,
    &rules::Rules,
    &trust::Trust,
];
