//! Which homes are there.

use std::collections::BTreeSet;

use super::tables::{House, Person, fresh, references};
use crate::domain::{ChildId, Dice, ExclusionPlan, Household, HouseholdId, Place, Rate, Scenario, Sector, Status};

/// The households of the later day.
///
/// An in-house household leaves within a year of so many as the share says, in any of its twelve months alike: one draw
/// a year, so that twelve months give the yearly share exactly. Those approved on the way leave likewise, from their
/// approval on. A kinship home is there as long as a child who lives there, whom it names or whose kin it is.
pub(super) fn households(today: &Scenario, people: &[Person], month: i64, mut dice: Dice) -> Vec<House> {
    let supply = &today.settings.supply;
    let wanted = wanted(today, people);
    let [mut of_leavers, mut of_releases, mut of_approvals, mut of_ages] = std::array::from_fn(|_| dice.fork());
    let mut houses = Vec::new();
    for home in &today.households {
        let mut luck = of_leavers.fork();
        let (mut releases, mut ages) = (of_releases.fork(), of_ages.fork());
        let stays = match home.sector {
            Sector::InHouse => leaves_in(supply.leavers_per_year, month, &mut luck).is_none(),
            Sector::Kinship => wanted.contains(&home.id),
            Sector::Ifa | Sector::OtherLa => true,
        };
        if stays {
            let mut home = home.clone();
            grow_up(&mut home, month, &mut ages);
            if home.status != Status::Available && (0..month).any(|_| releases.happens(supply.released_per_month)) {
                home.status = Status::Available;
                home.status_reason = None;
            }
            houses.push(House { was: Some(home.id), home });
        }
    }
    let mut taken = references(today);
    for approval in &supply.pipeline {
        let mut own = of_approvals.fork();
        let kind = today.kind(approval.kind);
        for _ in 0..approval.households {
            let mut luck = own.fork();
            let home = new_home(today, &kind.home, &format!("approved-{}", kind.reference), &mut taken);
            let is_approved = luck.happens(approval.chance) && approval.month <= month;
            if is_approved && leaves_in(supply.leavers_per_year, month - approval.month, &mut luck).is_none() {
                houses.push(House { was: None, home });
            }
        }
    }
    houses
}

/// A household of a kind, under a reference that nobody has.
pub(super) fn new_home(scenario: &Scenario, like: &Household, wanted: &str, taken: &mut BTreeSet<String>) -> Household {
    let authority = like.authority.clone().or_else(|| scenario.locality(like.locality).authority.clone());
    Household { reference: fresh(wanted, taken), authority, ..like.clone() }
}

/// The month, from 1, in which a household leaves, if it is within so many.
fn leaves_in(share_a_year: Rate, months: i64, dice: &mut Dice) -> Option<i64> {
    for year in 0..=months / 12 {
        let (leaves, month) = (dice.happens(share_a_year), dice.between(1, 12));
        if leaves {
            return Some(12 * year + month).filter(|month| *month <= months);
        }
    }
    None
}

/// The homes that a child of today who is still there lives in, is named by or has kin in.
fn wanted(today: &Scenario, people: &[Person]) -> BTreeSet<HouseholdId> {
    let here: BTreeSet<ChildId> = people.iter().filter_map(|person| person.was).collect();
    let live_in = people.iter().filter_map(|person| match person.child.current {
        Some(Place::Home(home)) => Some(home),
        _ => None,
    });
    let naming = today.households.iter().filter(|home| !home.named_children.is_disjoint(&here)).map(|home| home.id);
    let kin = today
        .exclusions
        .iter()
        .filter(|((child, _), all)| here.contains(child) && all.iter().any(|each| each.plan == ExclusionPlan::Kin));
    live_in.chain(naming).chain(kin.map(|((_, home), _)| *home)).collect()
}

/// The carers' own children are older; who is grown counts no more. Each has a birthday somewhere in the year.
fn grow_up(home: &mut Household, months: i64, dice: &mut Dice) {
    for age in &mut home.resident_ages {
        *age += (months + dice.between(0, 11)) / 12;
    }
    home.resident_ages.retain(|age| *age < 18);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_takes_the_yearly_share_and_two_years_its_square() {
        let mut dice = Dice::of(3);
        let mut count =
            |months| (0..20_000).filter(|_| leaves_in(Rate(128_000), months, &mut dice.fork()).is_some()).count();
        // 20,000 × 0.128 = 2,560 (deviation 47), half of it in half a year; 20,000 × (1 - 0.872²) = 4,792 (deviation 60).
        assert!(count(12).abs_diff(2_560) < 5 * 47);
        assert!(count(6).abs_diff(1_280) < 5 * 35);
        assert!(count(24).abs_diff(4_792) < 5 * 60);
        assert_eq!(count(0), 0);
    }
}
