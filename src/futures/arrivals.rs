//! Children who arrive, in sibling groups.

use jiff::ToSpan;
use jiff::civil::Date;

use super::after;
use super::draws::{events, share_of};
use super::stays::{days_between, from_the_start, leaves};
use super::tables::Person;
use crate::domain::{
    Child, ChildId, Demand, Dice, LocalityId, PlacementType, Policy, Rate, Scenario, Sex, Suitability,
};

/// Boys in a hundred children looked after (Department for Education, Children looked after in England, 2025).
const BOYS_PERCENT: i64 = 56;

/// The service to which they come.
pub(super) struct Service<'s> {
    policy: &'s Policy,
    demand: &'s Demand,
    /// Sizes with their shares, the smallest first: a higher share of large groups makes some groups larger and none
    /// smaller.
    sizes: Vec<(i64, Rate)>,
    /// The first locality, where none is given.
    somewhere: Option<LocalityId>,
    /// What the references of newcomers begin with; nobody of today has such a one.
    prefix: String,
    today: Date,
    day: Date,
}

/// What a group has in common.
struct Family {
    reference: String,
    arrived: Date,
    /// Days that they stay; none = until they are grown.
    days: Option<i64>,
    size: i64,
    youngest: i64,
    placement_type: PlacementType,
    locality: LocalityId,
}

impl<'s> Service<'s> {
    /// The service of a scenario, for one future of it on a later day.
    pub(super) fn of(today: &'s Scenario, demand: &'s Demand, number: u32, day: Date) -> Self {
        let mut sizes = demand.group_sizes.clone();
        sizes.sort_unstable();
        let mut prefix = format!("f{number}-");
        let references = || {
            let groups = today.groups.iter().map(|group| &group.reference);
            today.children.iter().map(|child| &child.reference).chain(groups)
        };
        while references().any(|reference| reference.starts_with(&prefix)) {
            prefix.insert(0, 'f');
        }
        let somewhere = (!today.localities.is_empty()).then(|| LocalityId::at(0));
        Self { policy: &today.settings.policy, demand, sizes, somewhere, prefix, today: today.settings.date, day }
    }

    /// Groups that come one by one, a Poisson stream that grows. A year on it has grown by the rate of growth, compounded
    /// from year to year and in a straight line within a year; a month has the rate of its middle.
    pub(super) fn stream(&self, months: i64, mut dice: Dice) -> Vec<Person> {
        let mut people = Vec::new();
        for month in 0..months {
            let mut own = dice.fork();
            for ((cell, position), mut luck) in events(self.groups_in(month), &mut own) {
                let arrived = self.day_of(month, &mut luck);
                let reference = format!("{}{:02}-{cell:02}-{position}", self.prefix, month + 1);
                people.extend(self.present(&self.family(reference, arrived, &mut luck), &mut luck));
            }
        }
        people
    }

    /// Days on which many come at once: groups are drawn until there are so many children, so that the last group may
    /// bring some more.
    pub(super) fn bursts(&self, months: i64, mut dice: Dice) -> Vec<Person> {
        let mut people = Vec::new();
        let Some(burst) = self.demand.burst else { return people };
        for month in 0..months {
            let mut own = dice.fork();
            for ((cell, position), mut luck) in events(Rate(burst.per_year.0 / 12), &mut own) {
                let arrived = self.day_of(month, &mut luck);
                let mut left = burst.children;
                for group in 1.. {
                    if left <= 0 {
                        break;
                    }
                    let day = format!("{}{:02}-day{cell}{position}", self.prefix, month + 1);
                    let family = self.family(format!("{day}-{group:02}"), arrived, &mut luck);
                    left -= family.size;
                    people.extend(self.present(&family, &mut luck));
                }
            }
        }
        people
    }

    /// The mean number of groups in a month, from 0.
    fn groups_in(&self, month: i64) -> Rate {
        let growth = i128::from(self.demand.growth_per_year.0);
        let one = i128::from(Rate::ONE.0);
        let mut rate = i128::from(self.demand.groups_per_month.0);
        for _ in 0..month / 12 {
            rate += rate * growth / one;
        }
        rate += rate * growth * i128::from(2 * (month % 12) + 1) / (24 * one);
        Rate(i64::try_from(rate.max(0)).unwrap_or(i64::MAX))
    }

    /// Some day of a month: the first is the day after the planning date.
    fn day_of(&self, month: i64, dice: &mut Dice) -> Date {
        let start = after(self.today, month);
        let days = days_between(start, after(self.today, month + 1));
        start.saturating_add(dice.between(1, days.max(1)).days())
    }

    /// Each attribute is one draw, so that a change of one assumption changes no other attribute.
    fn family(&self, reference: String, arrived: Date, dice: &mut Dice) -> Family {
        let demand = self.demand;
        let band = share_of(&demand.ages, dice);
        let (youngest, oldest) = band.map_or((0, 17), |band| (band.from, band.to));
        Family {
            reference,
            arrived,
            days: from_the_start(&demand.stays, dice),
            size: share_of(&self.sizes, dice).unwrap_or(1).max(1),
            youngest: dice.between(youngest, oldest.max(youngest)).clamp(0, 17),
            placement_type: share_of(&demand.placement_types, dice).unwrap_or(PlacementType::ShortTerm),
            locality: share_of(&demand.localities, dice).or(self.somewhere).unwrap_or(LocalityId::at(0)),
        }
    }

    /// Those of a family who are there on the day: none before it arrives.
    fn present(&self, family: &Family, dice: &mut Dice) -> Vec<Person> {
        let mut luck = dice.fork();
        let gone = |days: i64| family.arrived.saturating_add(days.days()) <= self.day;
        if self.somewhere.is_none() || self.day < family.arrived || family.days.is_some_and(gone) {
            return Vec::new();
        }
        let mut age = family.youngest;
        (1..=family.size)
            .filter_map(|member| {
                let mut own = luck.fork();
                if member > 1 {
                    // An older brother or sister who would be grown is a child of 17: sizes and the ages of the
                    // youngest stay as they are given.
                    age = (age + own.between(1, self.demand.years_between_siblings.max(1))).min(17);
                }
                let child = self.child(family, member, age, &mut own)?;
                Some(Person { was: None, group: (family.size > 1).then(|| family.reference.clone()), child })
            })
            .collect()
    }

    fn child(&self, family: &Family, member: i64, age: i64, dice: &mut Dice) -> Option<Child> {
        let born = dice.born(age, family.arrived);
        let leaves = leaves(family.arrived, family.days, born);
        if leaves <= self.day {
            return None;
        }
        let mut child = Child::plain(ChildId::at(0), format!("{}-{member}", family.reference), family.locality);
        child.sex = if dice.chance(BOYS_PERCENT) { Sex::M } else { Sex::F };
        let needs = self.demand.needs.iter().filter(|(_, share)| dice.happens(**share));
        child.needs = needs.map(|(need, _)| need.clone()).collect();
        child.placement_type = family.placement_type;
        child.max_miles = self.policy.max_miles;
        // The planned stay ends before the day of leaving, so that nobody is planned to be grown.
        child.expected_weeks = ((days_between(self.day, leaves) - 1) / 7).min(MOST_WEEKS);
        child.set_ages(born, self.day);
        let suits_from = |from| if child.age >= from { Suitability::Suitable } else { Suitability::Unsuitable };
        let residential = suits_from(self.policy.residential_from_age);
        child.supported_accommodation = suits_from(self.policy.supported_from_age);
        child.residential_care = residential;
        let unsuitable = self.demand.unsuitable_for_foster_care.iter();
        let share = unsuitable.filter(|(band, _)| (band.from..=band.to).contains(&age)).map(|(_, share)| *share).next();
        if dice.happens(share.unwrap_or(Rate(0))) {
            // Somewhere such a child must live, whatever its age.
            child.foster_care = Suitability::Unsuitable;
            child.residential_care = Suitability::Suitable;
        }
        Some(child)
    }
}

/// Twenty years: the longest stay that a scenario can hold.
const MOST_WEEKS: i64 = 1_040;
