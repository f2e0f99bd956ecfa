//! How many could move into a home at most, where they are of several families: by counting alone, never too few.

use std::collections::BTreeSet;

use super::ground::{Family, Ground};
use crate::domain::{ChildId, Household, Sector};

/// Room for children of two families or more, those who stay included among the families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) children: usize,
    pub(super) families: usize,
}

impl Room {
    /// By the approved number, by the usual limit on those who are not named on an exemption, and by the beds; where only
    /// siblings share a bedroom, each family that is not there yet needs one of its own.
    pub(super) fn of(ground: &Ground<'_>, home: &Household, comes: impl Fn(Family) -> bool) -> Self {
        let policy = &ground.scenario.settings.policy;
        let on = |id: &str| ground.hereditary.iter().any(|limit| limit.about().id == id);
        let staying = ground.staying_in(home.id);
        let mut children = i64::MAX;
        let mut families = i64::MAX;
        if on("approved-number") {
            children = children.min(home.places.saturating_sub(whole(staying.len())));
        }
        if on("usual-fostering-limit") && (home.sector == Sector::Kinship || home.named_children.is_empty()) {
            children = children.min(policy.usual_fostering_limit.saturating_sub(whole(staying.len())));
        }
        if on("bedrooms") {
            let cot = i64::from(home.carers_room_cot);
            let rooms: Vec<i64> = home.bedrooms.iter().copied().filter(|beds| *beds > 0).collect();
            let beds = rooms.iter().fold(cot, |sum, beds| sum.saturating_add(*beds));
            children = children.min(beds.saturating_sub(whole(staying.len())));
            if policy.unrelated_share_max_age.is_none() {
                let there: BTreeSet<Family> = staying.iter().map(|child: &ChildId| ground.family(*child)).collect();
                let alone = there.iter().filter(|family| !comes(**family)).count();
                families = whole(rooms.len()).saturating_add(cot).saturating_sub(whole(alone));
            }
        }
        Self { children: at_least_none(children), families: at_least_none(families) }
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn at_least_none(room: i64) -> usize {
    usize::try_from(room.max(0)).unwrap_or(usize::MAX)
}
