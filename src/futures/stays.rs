//! How long children stay.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::draws::share_of;
use super::tables::Person;
use crate::domain::{Child, Dice, Rate, Scenario, Stay, Suitability, completed_months};

/// Months of a childhood.
const CHILDHOOD: i64 = 12 * 18;

/// The children of today who are still there on a later day, older by then.
///
/// Where a child has no planned weeks, how much longer it stays is drawn as renewal theory has it: a stay that is met
/// under way is longer than most, for the long ones are met more often (the inspection paradox; Feller, "An introduction
/// to probability theory and its applications", volume II, XI.4), and we meet it on any of its days. Brothers and
/// sisters who live together, or are all without a placement, leave together.
pub(super) fn still_here(today: &Scenario, stays: &[Stay], day: Date, mut dice: Dice) -> Vec<Person> {
    let date = today.settings.date;
    let mut together = BTreeMap::new();
    let mut here = Vec::new();
    for child in &today.children {
        let mut own = dice.fork();
        let born = birthday(child, date, &mut own);
        let left = if child.expected_weeks > 0 {
            Some(7 * child.expected_weeks)
        } else {
            match child.group {
                Some(group) => {
                    *together.entry((group, child.current)).or_insert_with(|| met_under_way(stays, &mut own))
                }
                None => met_under_way(stays, &mut own),
            }
        };
        let leaves = left.map(|days| date.saturating_add(days.days()));
        if completed_months(born, day) < CHILDHOOD && leaves.is_none_or(|leaves| day < leaves) {
            let group = child.group.map(|group| today.groups[group.index()].reference.clone());
            let mut older = older(today, child, born, day);
            if let Some(leaves) = leaves.filter(|_| child.expected_weeks > 0) {
                older.expected_weeks = days_between(day, leaves) / 7;
                older.set_ages(born, day);
            }
            here.push(Person { was: Some(child.id), group, child: older });
        }
    }
    here
}

/// The child on a later day. Residential and supported care that did not suit by the default of the policy suit from
/// the policy's age.
fn older(today: &Scenario, child: &Child, born: Date, day: Date) -> Child {
    let policy = &today.settings.policy;
    let mut older = child.clone();
    older.set_ages(born, day);
    let now_suits = |from, before| {
        let came_of_age = child.age < from && from <= older.age && before == Suitability::Unsuitable;
        if came_of_age { Suitability::Suitable } else { before }
    };
    let residential = now_suits(policy.residential_from_age, child.residential_care);
    let supported = now_suits(policy.supported_from_age, child.supported_accommodation);
    (older.residential_care, older.supported_accommodation) = (residential, supported);
    older
}

/// A day of birth that gives the child's ages today. Where only the age in years is known, the birthday is drawn: the
/// scenario then holds the oldest that the child can be, which on average it is not.
fn birthday(child: &Child, today: Date, dice: &mut Dice) -> Date {
    let drawn = dice.born(child.age, today);
    let end_by_age = child.age + child.expected_weeks / 52;
    if child.age_end == end_by_age && child.months_end == 12 * end_by_age + 11 {
        return drawn;
    }
    let end = today.saturating_add(child.expected_weeks.weeks());
    let newest = end.saturating_sub(child.months_end.months());
    let fits = |born: &Date| {
        completed_months(*born, end) == child.months_end && completed_months(*born, today).div_euclid(12) == child.age
    };
    let mut days = (-4..=35_i64).map(|days| newest.saturating_sub(days.days()));
    days.find(fits).unwrap_or(drawn)
}

/// Days that a child stays from today on who is met on any day of its stay; none = until the eighteenth birthday.
fn met_under_way(stays: &[Stay], dice: &mut Dice) -> Option<i64> {
    // A band of stays is met in proportion to its share and its mean length.
    let weights: Vec<i64> = stays.iter().map(|stay| stay.share.0 * (stay.from + stay.to)).collect();
    let mut left = dice.between(0, (weights.iter().sum::<i64>() - 1).max(0));
    let met = stays.iter().zip(&weights).find(|(_, weight)| {
        left -= **weight;
        left < 0
    });
    let stay = met.map(|(stay, _)| *stay).or(stays.last().copied())?;
    // Within it, each length in proportion to itself.
    let mut left = dice.between(1, ((stay.from + stay.to) * (stay.to - stay.from + 1) / 2).max(1));
    let weeks = (stay.from..=stay.to).find(|weeks| {
        left -= weeks;
        left <= 0
    });
    let days = 7 * weeks.unwrap_or(stay.to).max(0);
    Some(1 + dice.between(0, (days - 1).max(0)))
}

/// Days of a stay that begins; none = until the eighteenth birthday.
pub(super) fn from_the_start(stays: &[Stay], dice: &mut Dice) -> Option<i64> {
    let bands: Vec<((i64, i64), Rate)> = stays.iter().map(|stay| ((stay.from, stay.to), stay.share)).collect();
    let band = share_of(&bands, dice);
    let draw = dice.fork();
    band.map(|(from, to)| 7 * { draw }.between(from, to))
}

/// The day on which a child who arrives leaves, at eighteen at the latest.
pub(super) fn leaves(arrived: Date, days: Option<i64>, born: Date) -> Date {
    let grown = born.saturating_add(18.years());
    days.map_or(grown, |days| arrived.saturating_add(days.days()).min(grown))
}

/// Days from one date to another; none if it is past.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days())).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_stays_are_met_more_often_and_half_over() {
        let stays = [Stay { from: 2, to: 2, share: Rate(800_000) }, Stay { from: 50, to: 150, share: Rate(200_000) }];
        let mut dice = Dice::of(8);
        let met: Vec<i64> = (0..20_000).filter_map(|_| met_under_way(&stays, &mut dice)).collect();
        // The mean of what is left, in days, is (E[D²] / E[D] + 1) / 2 for D days: with 14 for 80 % and 7 × (50 to 150)
        // for 20 %, E[D] = 151.2 and E[D²] = 107,996.8, so 357.6; the standard deviation is under 300.
        let sum: i64 = met.iter().sum();
        assert!((sum - 20_000 * 3_576 / 10).abs() < 5 * 300 * 142, "{sum}");
        // Short stays are met in 0.8 × 14 of 151.2 cases.
        assert!(met.iter().all(|days| (1..=1_050).contains(days)));
    }

    #[test]
    fn stays_without_a_length_end_at_once_and_without_bands_never() {
        let none = [Stay { from: 0, to: 0, share: Rate::ONE }];
        let mut dice = Dice::of(1);
        assert_eq!(met_under_way(&none, &mut dice), Some(1));
        assert_eq!(from_the_start(&none, &mut dice), Some(0));
        assert_eq!((met_under_way(&[], &mut dice), from_the_start(&[], &mut dice)), (None, None));
    }
}
