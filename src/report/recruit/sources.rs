//! Where a number comes from: what the scenario says, or the published figure behind a default that was left as it is.

use super::view::View;
use crate::domain::{Funnel, Supply};

/// What is said where nobody says where a number comes from.
pub(super) const NO_SOURCE: &str = "no source given";
/// What is said where a unit cost has no source.
pub(super) const NO_COST_SOURCE: &str = "no source given: illustrative default";

const LEAVERS: &str = "default: 5,125 of 40,130 mainstream households in England left in 2022-23 (Ofsted)";
const APPLICATIONS: &str = "default: enquiries to councils in England, 2022-23 (Ofsted)";
const APPROVALS: &str = "default: about a third of completed applications in England, 2023-24 (Ofsted)";
const MONTHS: &str = "default: 273 days on average, 2013-14 (The Fostering Network and iMPOWER)";

/// The source of a number of scenario.toml by its key there.
pub(super) fn of(view: &View<'_>, key: &str) -> String {
    let settings = &view.scenario.settings;
    let (supply, funnel) = (&settings.supply, &settings.funnel);
    let (usual_supply, usual) = (Supply::default(), Funnel::default());
    let left = |is_left: bool, source: &'static str| is_left.then_some(source);
    let default = match key {
        "supply.leavers_per_year" => left(supply.leavers_per_year == usual_supply.leavers_per_year, LEAVERS),
        "funnel.applications_per_enquiry" => {
            left(funnel.applications_per_enquiry == usual.applications_per_enquiry, APPLICATIONS)
        }
        "funnel.approvals_per_application" => {
            left(funnel.approvals_per_application == usual.approvals_per_application, APPROVALS)
        }
        "funnel.months_to_approve" => left(funnel.months_to_approve == usual.months_to_approve, MONTHS),
        _ => None,
    };
    let given = settings.sources.get(key).map(String::as_str);
    given.or(default).unwrap_or(NO_SOURCE).to_owned()
}

/// The source of a unit cost.
pub(super) fn of_cost(view: &View<'_>, key: &str) -> String {
    view.scenario.settings.sources.get(key).map_or(NO_COST_SOURCE, String::as_str).to_owned()
}
