//! Where a number comes from: what the scenario says, or the published figure behind a default that was left as it is.

use super::view::View;
use crate::domain::{Costs, Funnel, HomeKind, Pence, PencePerWeek, Sector, Supply};

/// What is said where nobody says where a number comes from.
const NO_SOURCE: &str = "no source given";
/// What is said where a unit cost is a default.
const NO_COST_SOURCE: &str = "no source given: illustrative default";

/// What a kind of home costs unless the catalogue says otherwise: once, and a year. Illustrative.
const USUAL_COSTS: (Pence, Pence) = (Pence(1_000_000), Pence(500_000));

const LEAVERS: &str = "default: Ofsted, England 2022-23, 5,125 of 40,130 mainstream households left";
const APPLICATIONS: &str = "default: Ofsted, enquiries to councils in England, 2022-23";
const APPROVALS: &str = "default: Ofsted, about a third of completed applications in England, 2023-24";
const MONTHS: &str = "default: The Fostering Network and iMPOWER, 273 days on average, 2013-14";

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

/// The source of what a child costs a week in a sector; `cost` is what the scenario says of it.
pub(super) fn of_sector(view: &View<'_>, sector: Sector, cost: PencePerWeek) -> String {
    let key = format!("costs.{}", sector.word());
    let is_default = Costs::default().0.get(&sector) == Some(&cost);
    let none = if is_default { NO_COST_SOURCE } else { NO_SOURCE };
    view.scenario.settings.sources.get(&key).map_or(none, String::as_str).to_owned()
}

/// The source of what a kind of home costs.
pub(super) fn of_kind(kind: &HomeKind) -> String {
    let is_default = (kind.recruitment_cost, kind.yearly_cost) == USUAL_COSTS;
    let none = if is_default { NO_COST_SOURCE } else { NO_SOURCE };
    kind.source.as_deref().unwrap_or(none).to_owned()
}
