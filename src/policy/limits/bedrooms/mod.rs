//! Limit: everyone has a bed in a bedroom they may have or share.
//!
//! *Takes* who would live in a home. *Gives* who sleeps where ([`arrange`]), and the linear reading: by what each family
//! asks of the rooms ([`demand`]) or, where children of different families may share, bed by bed ([`assign`]).
//! *Never* decides that a shared room is agreed: every report says which are to be agreed.

mod arrange;
mod assign;
mod demand;
mod rows;

pub use arrange::{Bed, arrange};

use super::{Inequality, Joint, Limit};
use crate::domain::{Child, ChildId, Household, Scenario, Sex};
use crate::policy::About;

/// `bedrooms` of the contract.
pub(super) struct Bedrooms;

/// Whether two different children may share a bedroom.
pub fn may_share(scenario: &Scenario, a: ChildId, b: ChildId) -> bool {
    let policy = &scenario.settings.policy;
    let (first, second) = (scenario.child(a), scenario.child(b));
    let alone = |child: &Child| child.own_room || child.harm_to_others;
    if alone(first) || alone(second) {
        return false;
    }
    let of_one_sex = first.sex == second.sex && first.sex != Sex::U;
    let oldest = first.age_end.max(second.age_end);
    if scenario.are_siblings(a, b) {
        of_one_sex || oldest < policy.mixed_sex_siblings_share_under
    } else {
        of_one_sex && policy.unrelated_share_max_age.is_some_and(|most| oldest <= most)
    }
}

/// Whether a cot in the carers' room will do for the child throughout the stay.
pub fn may_use_cot(scenario: &Scenario, home: &Household, child: ChildId) -> bool {
    home.carers_room_cot && scenario.child(child).months_end <= scenario.settings.policy.carers_room_max_months
}

/// The beds of each room that has any.
fn rooms(home: &Household) -> impl Iterator<Item = i64> + '_ {
    home.bedrooms.iter().copied().filter(|beds| *beds > 0)
}

impl Limit for Bedrooms {
    fn about(&self) -> &'static About {
        &About {
            id: "bedrooms",
            title: "Bedrooms",
            asks: "Everyone has a bed; those who share a bedroom need no room of their own, harm nobody, and are \
                   siblings of one sex, young siblings, or, where policy allows it, young and of one sex; a baby may \
                   sleep in the carers' room.",
            because: "Children over three should have a bedroom of their own; sharing needs an agreement that weighs \
                      bullying, abuse and the children's wishes.",
            source: "Fostering Services: National Minimum Standards (2011), standard 10.6; Staffordshire foster \
                     carers' handbook, bedroom sharing (siblings of different sexes until 6); Northumberland and \
                     Knowsley procedures, bedroom sharing (carers' room until 2)",
        }
    }

    fn breach(&self, scenario: &Scenario, home: &Household, everyone: &[ChildId]) -> Option<String> {
        if everyone.len() <= rooms(home).count() || arrange(scenario, home, everyone).is_some() {
            return None;
        }
        let beds: Vec<String> = home.bedrooms.iter().map(i64::to_string).collect();
        let cot = if home.carers_room_cot { " and a cot" } else { "" };
        Some(format!("no lawful bedroom for each of {} children, beds {}{cot}", everyone.len(), beds.join("+")))
    }

    fn inequalities(&self, joint: &Joint<'_>) -> Vec<Inequality> {
        if joint.units.is_empty() || joint.most_units < 2 {
            Vec::new()
        } else if assign::is_needed(joint) {
            assign::inequalities(joint)
        } else {
            demand::inequalities(joint)
        }
    }
}
