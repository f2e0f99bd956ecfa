//! What the full matching model taught the programme.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Ending, Plan, Trial, Trials};
use crate::domain::{Goal, Goals, Pence, Rate};

/// One round: a plan, tried through the full model on futures that it was not made from and that are none of those on which
/// it is tried in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Households by the position of their kind.
    pub homes: Vec<i64>,
    /// What the plan costs.
    pub cost: Pence,
    /// What is proved that any plan costs at least that keeps the promise of this round. In the first round nothing has been
    /// made stricter: no plan at all can cost less and hold in so many of the plan's own futures.
    pub bound: Pence,
    /// Futures in which the second stage, nothing made stricter, said that the goals hold, of those that were tried.
    pub held: usize,
    /// The plan on these futures through the full model.
    pub trials: Trials,
    /// The share of futures that the programme was asked for in this round.
    pub share: Rate,
    /// By how many heads each goal was asked for more strictly than the scenario does, in this round.
    pub tightened: BTreeMap<Goal, i64>,
}

/// One big integer programme with every future in it, solved by the back-end alone: what the plan is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneModel {
    /// The futures in it: the first so many, all if memory allows.
    pub futures: usize,
    /// Its variables.
    pub variables: usize,
    /// Its rows.
    pub rows: usize,
    /// The cheapest plan that it found; none = it found none in its time.
    pub cost: Option<Pence>,
    /// What it proved that any plan costs at least.
    pub bound: Option<Pence>,
    /// How long it took.
    pub took: Duration,
}

/// The programme and one big model of the same futures, solved one after the other in the same run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Race {
    /// The plan that the programme makes of these futures, nothing asked for more strictly.
    pub plan: Plan,
    /// How long that took, the futures drawn beforehand.
    pub took: Duration,
    /// The one big model.
    pub one_model: OneModel,
}

/// What the next round asks of the programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stricter {
    /// By how many heads each goal is asked for more strictly.
    pub heads: BTreeMap<Goal, i64>,
    /// By how much the share of futures is raised.
    pub share: Rate,
}

impl Stricter {
    /// As strict as both together.
    #[must_use]
    pub fn plus(&self, more: &Self) -> Self {
        let mut sum = self.clone();
        sum.share.0 += more.share.0;
        for (goal, by) in &more.heads {
            *sum.heads.entry(*goal).or_default() += by;
        }
        sum
    }

    /// Halfway to what is stricter, rounded down.
    #[must_use]
    pub fn halfway(&self, to: &Self) -> Self {
        let of = |goal: &Goal| self.heads.get(goal).copied().unwrap_or(0);
        let heads =
            to.heads.iter().map(|(goal, by)| (*goal, of(goal) + (by - of(goal)) / 2)).filter(|(_, by)| *by != 0);
        Self { heads: heads.collect(), share: Rate(self.share.0 + (to.share.0 - self.share.0) / 2) }
    }
}

impl Round {
    /// Whether the goals were reached in this share of the futures tried.
    pub fn is_enough(&self, share: Rate) -> bool {
        let tried = i64::try_from(self.trials.trials.len()).unwrap_or(i64::MAX);
        i64::try_from(self.trials.reached()).unwrap_or(i64::MAX) >= share.of_rounded_up(tried)
    }
}

/// What would have made enough of these futures reach the goals; none = enough did. `held` says of each whether the second
/// stage holds in it.
///
/// Futures in which it does not hold were not foreseen by the plan: the programme is asked for a greater share. Futures in
/// which it holds and the full model does not reach the goals show by how much the stage is too hopeful: goals are asked
/// for more strictly, each by the least number of heads that would have mended enough of the futures that miss it. Nobody can ask for more than all
/// sibling groups together; then two in-house places for each group that was split leave room to seat it.
pub fn stricter(trials: &Trials, held: &[bool], goals: &Goals, share: Rate) -> Option<Stricter> {
    let tried = i64::try_from(trials.trials.len()).unwrap_or(i64::MAX);
    let needed = usize::try_from(share.of_rounded_up(tried)).unwrap_or(usize::MAX);
    let missing = needed.checked_sub(trials.reached()).filter(|missing| *missing > 0)?;
    let mut short: BTreeMap<Goal, Vec<i64>> = BTreeMap::new();
    let mut unforeseen = 0;
    for (trial, held) in trials.trials.iter().zip(held).filter(|(trial, _)| trial.ending != Ending::Reached) {
        if *held {
            for (goal, heads) in trial.short(goals) {
                let all = goal == Goal::SiblingsTogether && goals.share(goal) >= Some(Rate::ONE);
                let (goal, heads) = if all { (Goal::InHouse, 2 * heads) } else { (goal, heads) };
                short.entry(goal).or_default().push(heads);
            }
        } else {
            unforeseen += 1;
        }
    }
    let least = |(goal, mut heads): (Goal, Vec<i64>)| {
        heads.sort_unstable();
        (goal, heads[missing.min(heads.len()) - 1])
    };
    let wanted = |(goal, _): &(Goal, Vec<i64>)| goals.wanted.contains_key(goal);
    let heads: BTreeMap<Goal, i64> = short.into_iter().filter(wanted).map(least).collect();
    let allowed = tried - share.of_rounded_up(tried);
    let more = if heads.is_empty() { unforeseen.max(1) } else { (unforeseen - allowed).max(0) };
    Some(Stricter { heads, share: Rate(more * Rate::ONE.0 / tried.max(1)) })
}

impl Trial {
    /// By how many heads (of sibling groups: by how many groups) the nearest proposal misses each goal; those that it meets
    /// are left out. A budget is missed by one: money has no heads.
    fn short(&self, goals: &Goals) -> BTreeMap<Goal, i64> {
        let short = |(goal, number): (&Goal, &i64)| {
            let share = Rate(*number);
            let heads = match goal {
                Goal::InHouse => share.of_rounded_up(self.children) - self.children_in_house,
                Goal::SiblingsTogether => share.of_rounded_up(self.groups) - (self.groups - self.groups_split),
                Goal::Residential => self.children_residential - share.of_rounded_down(self.children),
                Goal::Unplaced => self.children_unplaced - share.of_rounded_down(self.children),
                Goal::WeeklyBudget => i64::from(self.weekly_cost.0 > *number),
            };
            (*goal, heads)
        };
        goals.wanted.iter().map(short).filter(|(_, heads)| *heads > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PencePerWeek;

    fn trial(in_house: i64, split: i64) -> Trial {
        let holds = [(Goal::InHouse, in_house >= 8), (Goal::SiblingsTogether, split == 0)];
        Trial {
            future: 0,
            ending: if in_house >= 8 && split == 0 { Ending::Reached } else { Ending::NotReached },
            children: 10,
            children_in_house: in_house,
            children_residential: 0,
            children_unplaced: 0,
            groups: 3,
            groups_split: split,
            weekly_cost: PencePerWeek(0),
            goals: holds.into(),
        }
    }

    fn trials(all: &[(i64, i64)]) -> Trials {
        Trials { seed: 1, trials: all.iter().map(|(in_house, split)| trial(*in_house, *split)).collect() }
    }

    #[test]
    fn goals_are_asked_for_more_strictly_by_what_mends_enough_futures() {
        let mut goals = Goals::default();
        goals.wanted.insert(Goal::SiblingsTogether, 900_000);
        let stricter = |all: &[(i64, i64)], share| {
            stricter(&trials(all), &[true; 4], &goals, Rate(share)).map(|next| (next.heads, next.share.0))
        };
        assert_eq!(stricter(&[(8, 0), (9, 0), (5, 0), (8, 0)], 750_000), None);
        let in_house = |heads| Some(([(Goal::InHouse, heads)].into(), 0));
        assert_eq!(stricter(&[(8, 0), (7, 0), (5, 0), (8, 0)], 750_000), in_house(1));
        assert_eq!(stricter(&[(8, 0), (7, 0), (5, 0), (8, 0)], 1_000_000), in_house(3));
        // Two futures are missing: each goal is asked for as if it had to mend them alone, as far as futures miss it.
        let both = [(Goal::InHouse, 3), (Goal::SiblingsTogether, 2)];
        assert_eq!(stricter(&[(7, 0), (8, 2), (8, 0), (5, 0)], 750_000), Some((both.into(), 0)));
    }

    #[test]
    fn halfway_is_between_and_ends_where_nothing_is_between() {
        let strict = |heads: i64, share| Stricter { heads: [(Goal::InHouse, heads)].into(), share: Rate(share) };
        let none = Stricter::default();
        assert_eq!(none.halfway(&strict(11, 30_000)), strict(5, 15_000));
        assert_eq!(strict(5, 0).halfway(&strict(11, 0)), strict(8, 0));
        assert_eq!(strict(5, 0).halfway(&strict(6, 0)), strict(5, 0));
        assert_eq!(none.halfway(&strict(1, 0)), none);
        assert_eq!(strict(5, 10).plus(&strict(6, 5)), strict(11, 15));
    }

    #[test]
    fn where_all_groups_are_to_be_together_places_make_room_for_them() {
        let next = stricter(&trials(&[(8, 0), (8, 2)]), &[true; 2], &Goals::default(), Rate::ONE);
        assert_eq!(next, Some(Stricter { heads: [(Goal::InHouse, 4)].into(), share: Rate(0) }));
    }

    #[test]
    fn futures_that_the_plan_did_not_foresee_raise_the_share() {
        let next = stricter(
            &trials(&[(8, 0), (7, 0), (8, 0), (7, 0)]),
            &[true, false, true, false],
            &Goals::default(),
            Rate(750_000),
        );
        assert_eq!(next, Some(Stricter { heads: BTreeMap::new(), share: Rate(500_000) }));
    }
}
