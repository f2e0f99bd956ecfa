//! Cuts: what every plan must recruit at least, read from the least cuts of futures.
//!
//! A least cut of one future goes through some lanes of some kinds. Shut exactly those lanes in *every* future, let every
//! other lane through as much as it ever could: what each future then lacks, only homes of those kinds can give, each no
//! more than its lanes let through. So `Σ weight × homes ≥ lack` holds wherever that future holds; and as only so many
//! futures may fail, the lack next below the greatest ones must be met by every plan.
//!
//! Luedtke, "A branch-and-cut decomposition algorithm for solving chance-constrained mathematical programs with finite
//! support", 2014, has the idea (coefficients of one future, a bound for each, the quantile) and the rows of several
//! futures together (mixing inequalities; Atamtürk, Nemhauser and Savelsbergh, "The mixed vertex packing problem", 2000).

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Stage;
use super::flow::Flow;
use super::network::KindLane;
use crate::solve::{PARTS, WholeRow};

/// Which lanes are cut, for which condition of the stages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pattern {
    condition: usize,
    /// With what one home lets through each, at most; in a future in which it lets more through the lane is not shut.
    lanes: BTreeMap<KindLane, i64>,
}

/// What a pattern says of every future: `Σ terms ≥ base` always, and `≥ lack` wherever that future holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Family {
    /// Kind and weight.
    pub(super) terms: Vec<(usize, i64)>,
    /// What every plan must meet.
    pub(super) base: i64,
    /// Futures that lack more than that, by position among those that may fail or hold; the greatest lack first.
    pub(super) above: Vec<(usize, i64)>,
}

/// The futures that may fail or hold, as the plan decides, and how many may fail.
pub(super) struct Undecided<'a> {
    pub(super) stages: Vec<&'a Stage>,
    pub(super) may_fail: usize,
    /// The most homes of each kind.
    pub(super) most: &'a [i64],
    /// The most that one home lets through a lane in any future, by condition.
    each: Vec<BTreeMap<KindLane, i64>>,
}

impl<'a> Undecided<'a> {
    pub(super) fn of(stages: Vec<&'a Stage>, may_fail: usize, most: &'a [i64]) -> Self {
        let conditions = stages.first().map_or(0, |stage| stage.conditions().len());
        let mut each: Vec<BTreeMap<KindLane, i64>> = vec![BTreeMap::new(); conditions];
        for stage in &stages {
            for (condition, each) in stage.conditions().iter().zip(&mut each) {
                for (lane, room) in stage.network(condition).kind_lanes() {
                    let known = each.entry(lane).or_default();
                    *known = room.max(*known);
                }
            }
        }
        Self { stages, may_fail, most, each }
    }

    /// Which futures hold with so many homes.
    pub(super) fn held(&self, homes: &[i64]) -> Vec<bool> {
        self.stages.par_iter().map_init(Flow::default, |flow, stage| stage.holds_with(flow, homes)).collect()
    }

    /// Whether so many futures hold as must.
    pub(super) fn is_enough(&self, held: &[bool]) -> bool {
        held.iter().filter(|holds| !**holds).count() <= self.may_fail
    }

    /// The least cuts of the futures that do not hold with these homes, told in parts, with how much is lacking behind each:
    /// the sum over futures, each by how much of it is asked to hold.
    pub(super) fn patterns(&self, parts: &[i64], asked: &[i64]) -> BTreeMap<Pattern, i64> {
        let one = |flow: &mut Flow, at: usize| -> Vec<(Pattern, i64)> {
            let stage = self.stages[at];
            let conditions = stage.conditions().iter().enumerate();
            let cut = conditions.filter_map(|(position, condition)| {
                let network = stage.network(condition);
                let through = network.greatest(flow, PARTS, &|of, each| each * parts[of.kind as usize]);
                let short = condition.need * PARTS - through;
                let pattern = || Pattern { condition: position, lanes: network.cut(flow).into_iter().collect() };
                (short > 0).then(|| (pattern(), short / PARTS * asked[at] + 1))
            });
            cut.collect()
        };
        let futures: Vec<usize> = (0..self.stages.len()).filter(|at| asked[*at] > 0).collect();
        let found: Vec<Vec<(Pattern, i64)>> =
            futures.par_iter().map_init(Flow::default, |flow, at| one(flow, *at)).collect();
        let mut patterns: BTreeMap<Pattern, i64> = BTreeMap::new();
        for (pattern, lack) in found.into_iter().flatten() {
            *patterns.entry(pattern).or_default() += lack;
        }
        patterns
    }

    /// The same lanes with the most that one home lets through in any future: shut in every future.
    pub(super) fn widest(&self, pattern: &Pattern) -> Pattern {
        let each = &self.each[pattern.condition];
        let lanes = pattern.lanes.iter().map(|(lane, own)| (*lane, each.get(lane).map_or(*own, |most| *most)));
        Pattern { lanes: lanes.collect(), ..*pattern }
    }

    /// What a pattern says of every future; none = nothing that binds.
    pub(super) fn family(&self, pattern: &Pattern) -> Option<Family> {
        let mut weights: BTreeMap<usize, i64> = BTreeMap::new();
        for (lane, each) in &pattern.lanes {
            *weights.entry(lane.kind as usize).or_default() += each;
        }
        weights.retain(|_, weight| *weight > 0);
        // Whole homes give multiples of what the weights have in common.
        let common = weights.values().copied().fold(0, gcd).max(1);
        let lack = |flow: &mut Flow, stage: &Stage| {
            let condition = &stage.conditions()[pattern.condition];
            let open = |of: KindLane, each: i64| {
                let shut = pattern.lanes.get(&of).is_some_and(|weight| each <= *weight);
                if shut { 0 } else { each * self.most[of.kind as usize] }
            };
            let without = stage.network(condition).greatest(flow, 1, &open);
            ((condition.need - without).max(0) + common - 1) / common
        };
        let lacks: Vec<i64> = self.stages.par_iter().map_init(Flow::default, |flow, stage| lack(flow, stage)).collect();
        let mut order: Vec<(usize, i64)> = lacks.into_iter().enumerate().collect();
        order.sort_by_key(|(at, lack)| (-lack, *at));
        let base = order.get(self.may_fail).map_or(0, |(_, lack)| *lack);
        order.truncate(self.may_fail);
        order.retain(|(_, lack)| *lack > base);
        let terms = weights.into_iter().map(|(kind, weight)| (kind, weight / common)).collect();
        (base > 0 || !order.is_empty()).then_some(Family { terms, base, above: order })
    }
}

impl Family {
    /// What every plan must recruit.
    pub(super) fn row(&self) -> Option<WholeRow> {
        (self.base > 0).then(|| WholeRow { terms: self.terms.clone(), at_least: self.base })
    }

    fn sum(&self, parts: &[i64]) -> i64 {
        self.terms.iter().map(|(kind, weight)| weight * parts[*kind]).sum()
    }

    /// The row over the most telling futures that these numbers (so many kinds, then futures, in parts) break by the most;
    /// none = they break none.
    pub(super) fn broken_row(&self, kinds: usize, parts: &[i64]) -> Option<WholeRow> {
        let mut terms = self.terms.clone();
        let (mut held, mut asked) = (0, self.base * PARTS);
        let mut steps: Vec<(usize, i64, i64)> = Vec::new();
        for (future, lack) in &self.above {
            let holds = parts[kinds + future];
            if holds > held {
                steps.push((*future, *lack, holds));
                held = holds;
            }
        }
        for (at, (future, lack, holds)) in steps.iter().enumerate() {
            let next = steps.get(at + 1).map_or(self.base, |(_, lack, _)| *lack);
            terms.push((kinds + future, next - lack));
            asked += (lack - next) * holds;
        }
        // A hair's breadth is the solver's own tolerance.
        (asked - self.sum(parts) > PARTS / 256).then_some(WholeRow { terms, at_least: self.base })
    }
}

pub(super) fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::super::flow::tests::random;
    use super::*;
    use crate::domain::Dice;

    const MOST: [i64; 3] = [3, 2, 3];

    /// Stages of two conditions each, over three kinds.
    fn stages(dice: &mut Dice) -> Vec<Stage> {
        let network = |dice: &mut Dice| (random(dice), dice.between(0, 6));
        (0..dice.between(2, 6)).map(|_| Stage::asking(vec![network(dice), network(dice)])).collect()
    }

    fn every_plan() -> impl Iterator<Item = Vec<i64>> {
        (0..=MOST[0]).flat_map(|a| (0..=MOST[1]).flat_map(move |b| (0..=MOST[2]).map(move |c| vec![a, b, c])))
    }

    /// Every plan in the box that is enough satisfies every row, whichever numbers asked for it; and a plan that is not
    /// breaks one once it asks.
    #[test]
    fn cuts_shut_out_no_plan_that_is_enough_and_every_plan_that_asks_and_is_not() {
        let (mut enough, mut shut_out) = (0, 0);
        for seed in 0..300 {
            let mut dice = Dice::of(seed);
            let stages = stages(&mut dice);
            let can: Vec<&Stage> = stages.iter().filter(|stage| stage.holds(&MOST)).collect();
            if can.is_empty() {
                continue;
            }
            let may_fail = dice.below(can.len());
            let undecided = Undecided::of(can, may_fail, &MOST);
            let futures = undecided.stages.len();
            let numbers = |homes: &[i64], held: &[bool]| -> Vec<i64> {
                let held = held.iter().map(|holds| i64::from(*holds));
                homes.iter().copied().chain(held).map(|number| number * PARTS).collect()
            };
            let mut families = Vec::new();
            for homes in every_plan() {
                let parts: Vec<i64> =
                    homes.iter().map(|homes| (homes * PARTS - dice.between(0, PARTS / 2)).max(0)).collect();
                let asked = vec![PARTS; futures];
                let patterns = undecided.patterns(&parts, &asked).into_keys();
                families.extend(patterns.flat_map(|pattern| [undecided.widest(&pattern), pattern]));
                let all = vec![true; futures];
                let asking = numbers(&homes, &all);
                let own: Vec<Pattern> = undecided.patterns(&asking[..3], &asking[3..]).into_keys().collect();
                let breaks = |pattern: &Pattern| undecided.family(pattern)?.broken_row(3, &asking);
                let held = undecided.held(&homes);
                assert_eq!(own.is_empty(), held.iter().all(|holds| *holds), "seed {seed}");
                if !undecided.is_enough(&held) {
                    assert!(own.iter().any(|pattern| breaks(pattern).is_some()), "seed {seed}, {homes:?}");
                    shut_out += 1;
                }
            }
            families.sort();
            families.dedup();
            let families: Vec<Family> = families.iter().filter_map(|pattern| undecided.family(pattern)).collect();
            for homes in every_plan() {
                let held = undecided.held(&homes);
                if !undecided.is_enough(&held) {
                    continue;
                }
                enough += 1;
                let sum =
                    |family: &Family| family.terms.iter().map(|(kind, weight)| weight * homes[*kind]).sum::<i64>();
                for family in &families {
                    assert!(family.broken_row(3, &numbers(&homes, &held)).is_none(), "seed {seed}, {homes:?}");
                    assert!(sum(family) >= family.base, "seed {seed}, {homes:?}: {family:?}");
                    let lacks = family.above.iter().filter(|(at, _)| held[*at]);
                    assert!(lacks.clone().all(|(_, lack)| sum(family) >= *lack), "seed {seed}, {homes:?}: {family:?}");
                }
            }
        }
        assert!(enough > 1_000 && shut_out > 1_000, "{enough} enough, {shut_out} shut out");
    }
}
