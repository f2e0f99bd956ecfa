//! Limit: everyone has a bed in a bedroom they may have or share.
//!
//! *Takes* who would live in a home. *Gives* who sleeps where ([`arrange`]), and the linear reading: by what each family
//! asks of the rooms (`demand`) or, where children of different families may share, bed by bed (`assign`).
//! *Never* decides that a shared room is agreed: every report says which are to be agreed.

mod arrange;
mod assign;
mod crowd;
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
pub(super) fn rooms(home: &Household) -> impl Iterator<Item = i64> + '_ {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::{Fixture, set_age};

    /// Whether two girls of 8, changed so, may share a room as siblings, and as strangers where policy allows that.
    fn shares(change: impl Fn(&mut Child, &mut Child)) -> (bool, bool) {
        let share = |siblings: bool| {
            let mut fixture = Fixture::new();
            fixture.scenario.settings.policy.unrelated_share_max_age = Some(9);
            let pair =
                if siblings { fixture.siblings(&[8, 8]) } else { vec![fixture.child(|_| ()), fixture.child(|_| ())] };
            let [a, b] = &mut fixture.scenario.children[..] else { unreachable!("two children") };
            change(a, b);
            let share = may_share(&fixture.scenario, pair[0], pair[1]);
            assert_eq!(share, may_share(&fixture.scenario, pair[1], pair[0]), "in either order");
            share
        };
        (share(true), share(false))
    }

    #[test]
    fn siblings_of_one_sex_share_at_any_age_strangers_while_young() {
        assert_eq!(shares(|_, _| ()), (true, true));
        assert_eq!(shares(|a, _| set_age(a, 9)), (true, true));
        assert_eq!(shares(|a, _| set_age(a, 10)), (true, false));
        assert_eq!(shares(|a, _| a.age_end = 10), (true, false), "the end of the stay counts");
    }

    #[test]
    fn siblings_of_different_or_unknown_sex_share_under_six() {
        let young = |a: &mut Child, b: &mut Child, age| {
            set_age(a, age);
            set_age(b, 2);
        };
        for sex in [Sex::M, Sex::U] {
            assert_eq!(shares(|a, _| a.sex = sex), (false, false));
            assert_eq!(shares(|a, b| (a.sex = sex, young(a, b, 5)).1), (true, false));
            assert_eq!(shares(|a, b| (a.sex = sex, young(a, b, 6)).1), (false, false));
        }
        assert_eq!(shares(|a, b| (a.sex, b.sex) = (Sex::U, Sex::U)), (false, false), "unknown is not the same");
    }

    #[test]
    fn own_room_and_harm_to_others_end_all_sharing() {
        assert_eq!(shares(|a, _| a.own_room = true), (false, false));
        assert_eq!(shares(|_, b| b.harm_to_others = true), (false, false));
    }

    #[test]
    fn strangers_never_share_by_default() {
        let mut fixture = Fixture::new();
        let pair = [fixture.child(|child| set_age(child, 1)), fixture.child(|child| set_age(child, 1))];
        assert!(!may_share(&fixture.scenario, pair[0], pair[1]));
    }

    /// Whether these may live in a home with these beds.
    fn holds(fixture: &mut Fixture, bedrooms: &[i64], cot: bool) -> bool {
        let everyone: Vec<ChildId> = fixture.scenario.children.iter().map(|child| child.id).collect();
        let home = fixture.home(|home| (home.bedrooms, home.carers_room_cot) = (bedrooms.to_vec(), cot));
        fixture.breach(&Bedrooms, home, &everyone).is_none()
    }

    #[test]
    fn beds_are_counted_by_room() {
        let mut fixture = Fixture::new();
        fixture.siblings(&[8, 9, 10]);
        for (bedrooms, lawful) in
            [(&[3][..], true), (&[2, 1], true), (&[2], false), (&[0, 2, 1], true), (&[1, 1], false), (&[], false)]
        {
            assert_eq!(holds(&mut fixture, bedrooms, false), lawful, "{bedrooms:?}");
        }
        assert!(!holds(&mut fixture, &[2], true), "nobody is a baby");
    }

    #[test]
    fn one_baby_sleeps_in_the_carers_room_until_two() {
        let mut fixture = Fixture::new();
        fixture.child(|child| child.months_end = 24);
        assert!(holds(&mut fixture, &[], true));
        assert!(!holds(&mut fixture, &[], false));
        fixture.scenario.children[0].own_room = true;
        fixture.scenario.children[0].harm_to_others = true;
        assert!(holds(&mut fixture, &[], true), "the carers' room is no shared bedroom");
        fixture.child(|child| child.months_end = 3);
        assert!(!holds(&mut fixture, &[], true), "one cot");
        assert!(holds(&mut fixture, &[1], true));
        fixture.scenario.children[0].months_end = 25;
        assert!(holds(&mut fixture, &[1], true), "the other one is the baby");
        fixture.scenario.children[1].months_end = 25;
        assert!(!holds(&mut fixture, &[1], true));
    }
}
