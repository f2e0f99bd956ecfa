//! Who may live in a provision (contract 3): an agency framework, a children's home, supported accommodation.

use super::rules::{self, Rule};
use super::{Objection, is_on, limits};
use crate::domain::{Child, ChildId, Place, Provision, ProvisionKind, Scenario, Suitability};

/// The objection to residential provision for a child whom residential care does not suit.
pub const RESIDENTIAL_CARE: &str = "residential-care";
/// The objection to supported provision for a child whom supported accommodation does not suit.
pub const SUPPORTED_ACCOMMODATION: &str = "supported-accommodation";
/// The objection to a unit of children who are not all of one sibling group.
pub const UNIT_SIBLINGS: &str = "unit-siblings";
/// The objection to a unit of more siblings than can live together there.
pub const MAX_SIBLINGS: &str = "max-siblings";

/// Everything against the child living there; empty = it may. A child may stay in its present provision.
pub fn objections(scenario: &Scenario, child: &Child, provision: &Provision) -> Vec<Objection> {
    against(scenario, child, provision).collect()
}

/// Whether the child may live there.
pub fn is_open(scenario: &Scenario, child: &Child, provision: &Provision) -> bool {
    against(scenario, child, provision).next().is_none()
}

fn against<'a>(
    scenario: &'a Scenario,
    child: &'a Child,
    provision: &'a Provision,
) -> impl Iterator<Item = Objection> + 'a {
    let stays = child.current == Some(Place::Provision(provision.id));
    let by_rule = move |rule: &&'static dyn Rule| {
        let found = rule.provision_objection(scenario, child, provision)?;
        is_on(scenario, rule.about()).then(|| Objection { id: rule.about().id, found })
    };
    rules::ALL.iter().filter_map(by_rule).chain(unsuitable(child, provision)).filter(move |_| !stays)
}

/// Whether the kind of care is one that suits the child; foster care is the rule `foster-care`.
fn unsuitable(child: &Child, provision: &Provision) -> Option<Objection> {
    let (id, suitability, kind) = match provision.kind {
        ProvisionKind::Residential => (RESIDENTIAL_CARE, child.residential_care, "residential care"),
        ProvisionKind::Supported => (SUPPORTED_ACCOMMODATION, child.supported_accommodation, "supported accommodation"),
        ProvisionKind::IfaFramework | ProvisionKind::IfaSpot => return None,
    };
    (suitability == Suitability::Unsuitable)
        .then(|| Objection { id, found: format!("{kind} is unsuitable for the child") })
}

/// What is wrong if exactly these children live together in one unit of the provision; none = lawful.
pub fn unit_breach(scenario: &Scenario, provision: &Provision, unit: &[ChildId]) -> Option<Objection> {
    if !scenario.all_siblings(unit) {
        let found = format!("{} children who are not all of one sibling group", unit.len());
        return Some(Objection { id: UNIT_SIBLINGS, found });
    }
    if unit.len() > 1 && i64::try_from(unit.len()).is_ok_and(|count| count > provision.max_siblings) {
        let found = format!("{} siblings together, at most {}", unit.len(), provision.max_siblings);
        return Some(Objection { id: MAX_SIBLINGS, found });
    }
    limits::active(scenario).into_iter().find_map(|limit| {
        let found = limit.unit_breach(scenario, unit)?;
        Some(Objection { id: limit.about().id, found })
    })
}

/// For how many children there is room beside those who stay; none = unlimited, negative = too many stay already.
pub fn room(scenario: &Scenario, provision: &Provision) -> Option<i64> {
    let here = Some(Place::Provision(provision.id));
    let staying = scenario.children.iter().filter(|child| child.current == here && !child.in_scope()).count();
    Some(provision.capacity? - i64::try_from(staying).unwrap_or(i64::MAX))
}
