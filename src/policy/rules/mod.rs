//! Hard rules about a child in scope and a home (contract 3).

mod age_range;
mod area;
mod available;
mod distance;
mod foster_care;
mod kinship_named;
mod needs;
mod never;
mod pets;
mod placement_type;
mod resident_ages;
mod sex;
mod smoke_free;

use super::About;
use crate::domain::{Child, Household, Provision, Scenario};

/// A condition that one child and one home must meet.
pub trait Rule: Sync {
    /// What it asks and why.
    fn about(&self) -> &'static About;
    /// Whether the child may live in the home as far as this rule goes.
    fn holds(&self, scenario: &Scenario, child: &Child, home: &Household) -> bool;
    /// Where it does not hold: what was found against what is allowed.
    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String;
    /// Whether the child may live in the provision as far as this rule goes; most rules say nothing about provision.
    fn holds_in_provision(&self, scenario: &Scenario, child: &Child, provision: &Provision) -> bool {
        let _ = (scenario, child, provision);
        true
    }
    /// Where that does not hold: what was found against what is allowed.
    fn found_in_provision(&self, scenario: &Scenario, child: &Child, provision: &Provision) -> String {
        let _ = (scenario, child, provision);
        String::new()
    }
    /// What the rule has against the child living in a provision.
    fn provision_objection(&self, scenario: &Scenario, child: &Child, provision: &Provision) -> Option<String> {
        (!self.holds_in_provision(scenario, child, provision))
            .then(|| self.found_in_provision(scenario, child, provision))
    }
}

/// Every rule, in the order of the contract.
pub const ALL: &[&dyn Rule] = &[
    &age_range::AgeRange,
    &sex::Sex,
    &placement_type::PlacementType,
    &needs::Needs,
    &available::Available,
    &distance::Distance,
    &area::Area,
    &foster_care::FosterCare,
    &smoke_free::SmokeFree,
    &kinship_named::KinshipNamed,
    &never::Never,
    &resident_ages::ResidentAges,
    &pets::Pets,
];
