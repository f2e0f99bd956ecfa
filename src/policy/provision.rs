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
    child.current == Some(Place::Provision(provision.id))
        || (suits(child, provision.kind)
            && rules::ALL
                .iter()
                .all(|rule| rule.holds_in_provision(scenario, child, provision) || !is_on(scenario, rule.about())))
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

/// What is against the kind of care, where it does not suit the child; foster care is the rule `foster-care`.
fn unsuitable(child: &Child, provision: &Provision) -> Option<Objection> {
    let (id, kind) = match provision.kind {
        ProvisionKind::Residential => (RESIDENTIAL_CARE, "residential care"),
        ProvisionKind::Supported => (SUPPORTED_ACCOMMODATION, "supported accommodation"),
        ProvisionKind::IfaFramework | ProvisionKind::IfaSpot => return None,
    };
    let found = || format!("{kind} is unsuitable for the child");
    (!suits(child, provision.kind)).then(|| Objection { id, found: found() })
}

fn suits(child: &Child, kind: ProvisionKind) -> bool {
    let suitability = match kind {
        ProvisionKind::Residential => child.residential_care,
        ProvisionKind::Supported => child.supported_accommodation,
        ProvisionKind::IfaFramework | ProvisionKind::IfaSpot => return true,
    };
    suitability != Suitability::Unsuitable
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Plan;
    use crate::domain::ProvisionKind::{IfaFramework, IfaSpot, Residential, Supported};
    use crate::domain::Suitability::{Preferred, Suitable, Unsuitable};
    use crate::policy::fixture::{Fixture, set_age};

    /// The ids that object to the first child in the first provision.
    fn ids(fixture: &Fixture) -> Vec<&'static str> {
        let scenario = &fixture.scenario;
        let (child, provision) = (&scenario.children[0], &scenario.provisions[0]);
        let objections = objections(scenario, child, provision);
        assert_eq!(is_open(scenario, child, provision), objections.is_empty());
        assert!(objections.iter().all(|each| !each.found.is_empty()));
        objections.into_iter().map(|each| each.id).collect()
    }

    #[test]
    fn each_kind_asks_whether_its_own_kind_of_care_suits() {
        for (kind, foster, residential, supported, expected) in [
            (IfaFramework, Unsuitable, Preferred, Preferred, &["foster-care"][..]),
            (IfaSpot, Unsuitable, Preferred, Preferred, &["foster-care"][..]),
            (IfaSpot, Suitable, Unsuitable, Unsuitable, &[][..]),
            (Residential, Preferred, Unsuitable, Preferred, &["residential-care"][..]),
            (Residential, Unsuitable, Suitable, Unsuitable, &[][..]),
            (Supported, Preferred, Preferred, Unsuitable, &["supported-accommodation"][..]),
            (Supported, Unsuitable, Unsuitable, Suitable, &[][..]),
        ] {
            let child = |child: &mut Child| {
                child.foster_care = foster;
                child.residential_care = residential;
                child.supported_accommodation = supported;
            };
            let there = Fixture::with_provision(child, |each| each.kind = kind);
            assert_eq!(ids(&there), expected, "{kind}: {foster}, {residential}, {supported}");
        }
    }

    /// A child whom every rule that speaks of provision keeps out.
    fn unwelcome() -> Fixture {
        let mut there = Fixture::with_provision(
            |child| {
                set_age(child, 12);
                child.needs.insert("uasc".to_owned());
                child.foster_care = Unsuitable;
            },
            |each| each.age_max = 11,
        );
        there.scenario.provisions[0].locality = Some(there.locality(Some((100_000, 0)), None));
        there
    }

    #[test]
    fn objections_come_in_the_order_of_the_rules() {
        assert_eq!(ids(&unwelcome()), ["age-range", "needs", "distance", "foster-care"]);
    }

    #[test]
    fn a_rule_that_is_off_is_off_here_too() {
        let mut there = unwelcome();
        for (off, left) in [
            ("needs", &["age-range", "distance", "foster-care"][..]),
            ("foster-care", &["age-range", "distance"][..]),
            ("distance", &["age-range"][..]),
            ("age-range", &[][..]),
        ] {
            there.switch_off(off);
            assert_eq!(ids(&there), left, "{off} switched off");
        }
    }

    #[test]
    fn no_other_rule_applies() {
        let child = |child: &mut Child| {
            child.sex = crate::domain::Sex::U;
            child.companions = crate::domain::Companions::Solo;
            child.pets = crate::domain::Pets::Must;
            child.respiratory_condition = true;
            child.out_of_area_ok = false;
        };
        assert_eq!(ids(&Fixture::with_provision(child, |_| ())), [""; 0]);
    }

    #[test]
    fn a_child_may_stay_where_it_is() {
        let mut there = unwelcome();
        let here = Place::Provision(there.scenario.provisions[0].id);
        there.scenario.children[0].current = Some(here);
        there.scenario.children[0].may_move = true;
        assert_eq!(ids(&there), [""; 0]);
        there.scenario.children[0].current = Some(Place::Home(there.home(|_| ())));
        assert_eq!(ids(&there).len(), 4, "elsewhere it is nothing to the provision");
    }

    #[test]
    fn a_unit_is_one_child_or_so_many_siblings() {
        let mut there = Fixture::new();
        let siblings = there.siblings(&[4, 6, 9]);
        let (other, alone) = (there.child(|_| ()), there.siblings(&[7, 8]));
        there.provision(|each| each.max_siblings = 2);
        there.provision(|each| each.max_siblings = 0);
        let breach = |unit: &[ChildId], at: usize| {
            unit_breach(&there.scenario, &there.scenario.provisions[at], unit).map(|each| each.id)
        };
        assert_eq!(breach(&[], 0), None);
        assert_eq!(breach(&[other], 0), None);
        assert_eq!(breach(&[other], 1), None, "a unit of one is always a unit");
        assert_eq!(breach(&siblings[..2], 0), None);
        assert_eq!(breach(&siblings[..2], 1), Some(MAX_SIBLINGS));
        assert_eq!(breach(&siblings, 0), Some(MAX_SIBLINGS));
        assert_eq!(breach(&[siblings[0], other], 0), Some(UNIT_SIBLINGS));
        assert_eq!(breach(&[siblings[0], alone[0]], 0), Some(UNIT_SIBLINGS), "siblings, but not of one group");
    }

    #[test]
    fn a_unit_obeys_the_limits_that_speak_of_units_unless_they_are_off() {
        let mut there = Fixture::new();
        let siblings = there.siblings(&[4, 6, 9]);
        there.provision(|each| each.max_siblings = 3);
        let breach = |there: &Fixture, unit: &[ChildId]| {
            unit_breach(&there.scenario, &there.scenario.provisions[0], unit).map(|each| each.id)
        };
        assert_eq!(breach(&there, &siblings), None);
        there.plan(siblings[0], siblings[1], Plan::MustApart);
        assert_eq!(breach(&there, &siblings), Some("must-apart"));
        assert_eq!(breach(&there, &siblings[1..]), None, "the two who are not to be apart");
        there.switch_off("must-apart");
        assert_eq!(breach(&there, &siblings), None);
        there.plan(siblings[0], siblings[1], Plan::MustTogether);
        assert_eq!(breach(&there, &siblings[1..]), Some("must-together"));
        assert_eq!(breach(&there, &siblings[..2]), None);
        there.scenario.children[siblings[2].index()].companions = crate::domain::Companions::Solo;
        assert_eq!(breach(&there, &siblings), Some("solo"));
    }

    #[test]
    fn room_is_what_those_who_stay_leave() {
        let mut there = Fixture::new();
        let limited = there.provision(|each| each.capacity = Some(1));
        let unlimited = there.provision(|_| ());
        let live = |there: &mut Fixture, at, may_move| {
            there.child(|child| (child.current, child.may_move) = (Some(Place::Provision(at)), may_move));
        };
        let left = |there: &Fixture, at| room(&there.scenario, there.scenario.provision(at));
        live(&mut there, unlimited, false);
        live(&mut there, limited, true);
        assert_eq!(left(&there, limited), Some(1), "one who may move leaves its place free to be matched");
        live(&mut there, limited, false);
        assert_eq!(left(&there, limited), Some(0));
        live(&mut there, limited, false);
        assert_eq!(left(&there, limited), Some(-1));
        assert_eq!(left(&there, unlimited), None);
    }
}
