//! What a change promises before it is solved: the levels if only these children moved.

use super::Scene;
use crate::domain::{ChildId, Household, LevelId, Place, Plan};
use crate::policy::levels;

/// The smaller, the more promising.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Promise {
    /// First those that help at once; then those that help if others make room; then those that only let others move.
    tier: u8,
    /// The change of each level of the priorities if only these children moved, counted on the scenario as it is.
    levels: Vec<i64>,
}

impl Promise {
    /// Nothing that could be counted: tried last.
    pub(super) fn none() -> Self {
        Self { tier: 3, levels: Vec::new() }
    }

    /// Keeps the better of two promises of one change.
    pub(super) fn take_better(&mut self, other: &Self) {
        if other < self {
            self.clone_from(other);
        }
    }
}

/// The promise of letting this unit into the home, where there is room beside those who would live there, or not.
pub(super) fn of(scene: &Scene<'_>, unit: &[ChildId], home: &Household, has_room: bool) -> Promise {
    let levels: Vec<i64> =
        scene.scenario.settings.priorities.iter().map(|level| direct(scene, *level, unit, home)).collect();
    let helps = levels < vec![0; levels.len()];
    let tier = match (helps, has_room) {
        (true, true) => 0,
        (true, false) => 1,
        (false, _) => 2,
    };
    Promise { tier, levels }
}

/// How a level changes if the unit moves there and nobody else does.
fn direct(scene: &Scene<'_>, level: LevelId, unit: &[ChildId], home: &Household) -> i64 {
    let scenario = scene.scenario;
    if level == LevelId::Separated {
        return newly_apart(scene, unit, home);
    }
    let charge = |child: ChildId, place: Place| levels::level(level).charge(scenario, &[child], place, &[]);
    let of_child = |child: ChildId| {
        let now = scene.proposal.of(child).map_or(0, |at| charge(child, at.place));
        charge(child, Place::Home(home.id)) - now
    };
    unit.iter().map(|child| of_child(*child)).sum()
}

/// Pairs that are to be together: those newly apart, less those brought together.
fn newly_apart(scene: &Scene<'_>, unit: &[ChildId], home: &Household) -> i64 {
    let living = &scene.living[home.id.index()];
    let mut change = 0;
    for child in unit {
        let Some(group) = scene.scenario.child(*child).group else { continue };
        for sibling in scene.scenario.groups[group.index()].members.iter().filter(|each| *each != child) {
            let wanted = matches!(scene.scenario.plan(*child, *sibling), Plan::PreferTogether | Plan::MustTogether);
            let counted = unit.contains(sibling) && sibling < child;
            if wanted && !counted {
                let after = unit.contains(sibling) || living.contains(sibling);
                change += i64::from(!after) - i64::from(!scene.proposal.together(*child, *sibling));
            }
        }
    }
    change
}
