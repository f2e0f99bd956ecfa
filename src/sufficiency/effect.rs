//! What a change of the scenario does: solved again, level by level.

use std::cmp::Ordering;

use super::{Asked, Error};
use crate::compatibility;
use crate::domain::{ChildId, Counts, GroupId, Grown, LevelId, PencePerWeek, Proposal, Scenario};
use crate::solve::{self, Outcome};
use crate::verify;

/// The effect of a change, from a scenario that was changed, solved again and verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Every level before and after: priorities in their order, then those left out.
    pub levels: Vec<LevelChange>,
    /// Whether every level of the priorities is proved, before and after.
    pub proven: bool,
    /// Children in need who would come into an in-house or kinship home, less those who would leave one.
    pub children_brought_in_house: i64,
    /// Sibling pairs kept together, less those newly apart.
    pub pairs_kept_together: i64,
    /// Sibling groups of which nobody would be apart against the plan any more.
    pub groups_kept_together: Vec<GroupId>,
    /// Children placed, less those no longer placed.
    pub children_placed: i64,
    /// By how much the placements of children in need cost less a week; negative = more.
    pub saved: PencePerWeek,
    /// The children whose place differs between the two proposals, in id order. Among proposals that are equal in every
    /// level another may differ in other children.
    pub moved: Vec<ChildId>,
}

impl Effect {
    /// Whether the first level that differs, in the order of the priorities, is smaller. Levels that are left out of
    /// the priorities do not count.
    pub fn is_better(&self, scenario: &Scenario) -> bool {
        self.rank(scenario) < vec![0; scenario.settings.priorities.len()]
    }

    /// The change of each level of the priorities, in their order: the smaller, the better.
    fn rank(&self, scenario: &Scenario) -> Vec<i64> {
        let levels = self.levels.iter().take(scenario.settings.priorities.len());
        levels.map(|level| level.after - level.before).collect()
    }

    /// Which of two effects on one scenario comes first: level by level in the order of the priorities.
    pub(super) fn compare(&self, other: &Self, scenario: &Scenario) -> Ordering {
        self.rank(scenario).cmp(&other.rank(scenario))
    }
}

/// Solves a scenario again that was changed; none = it was stopped before everything was proved. The search starts where
/// a fresh one of the changed scenario starts, so that it ends with the same proposal, not only with the same levels.
pub(super) fn solve_again(asked: &Asked<'_>, scenario: &Scenario) -> Result<Option<Outcome>, Error> {
    if asked.watch.is_over() {
        return Ok(None);
    }
    let graph = compatibility::graph(scenario);
    // Many changes are solved side by side, so each on one thread; and each tells no more than that it is done.
    let watch = asked.watch.unseen();
    let by_hand = solve::by_hand(scenario, &graph);
    let outcome = solve::propose(scenario, &graph, &by_hand, asked.backend, 1, &watch)?;
    let verdict = verify::verify_claimed(scenario, &outcome.proposal, &outcome.claims());
    if !verdict.stands() {
        return Err(Error::DoesNotStand(verdict.faults));
    }
    let was_stopped = asked.watch.is_over() && !outcome.is_proven();
    Ok((!was_stopped).then_some(outcome))
}

/// The effect of a change, from the outcomes before and after it.
pub(super) fn effect(asked: &Asked<'_>, after: &Grown, outcome: &Outcome) -> Effect {
    let (scenario, before) = (asked.scenario, asked.before);
    let levels = before.levels.iter().zip(&outcome.levels);
    let counts = [Counts::of(scenario, &before.proposal), Counts::of(&after.scenario, &outcome.proposal)];
    let fewer = |count: fn(&Counts) -> usize| whole(count(&counts[0])) - whole(count(&counts[1]));
    let place = |child: ChildId| before.proposal.of(child).map(|at| after.place(at.place));
    let is_moved = |child: &ChildId| place(*child) != outcome.proposal.of(*child).map(|at| at.place);
    Effect {
        levels: levels
            .map(|(before, after)| LevelChange { level: before.level, before: before.value, after: after.value })
            .collect(),
        proven: before.is_proven() && outcome.is_proven(),
        children_brought_in_house: -fewer(|counts| counts.in_house),
        pairs_kept_together: fewer(|counts| counts.pairs_separated),
        groups_kept_together: (0..scenario.groups.len())
            .map(GroupId::at)
            .filter(|group| is_split(scenario, &before.proposal, *group))
            .filter(|group| !is_split(&after.scenario, &outcome.proposal, *group))
            .collect(),
        children_placed: -fewer(|counts| counts.placed),
        saved: PencePerWeek(counts[0].weekly_cost_pence - counts[1].weekly_cost_pence),
        moved: scenario.in_scope().map(|child| child.id).filter(is_moved).collect(),
    }
}

/// Whether anybody of the group lives apart from a brother or sister against the plan.
fn is_split(scenario: &Scenario, proposal: &Proposal, group: GroupId) -> bool {
    let members = &scenario.groups[group.index()].members;
    let pairs = members.iter().enumerate().flat_map(|(i, a)| members[i + 1..].iter().map(move |b| (*a, *b)));
    pairs.into_iter().any(|(a, b)| proposal.splits(scenario, a, b))
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// One level before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelChange {
    /// Which.
    pub level: LevelId,
    /// Its value before.
    pub before: i64,
    /// Its value after.
    pub after: i64,
}
