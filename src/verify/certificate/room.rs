//! How many could move into a home at most, where they are of several families: by counting alone, never too few.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::ground::{Family, Ground};
use crate::domain::{ChildId, Household, Sector};
use crate::policy::limits::bedrooms::may_share;

/// Room for children of two families or more, those who stay included among the families.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) children: usize,
    /// Bedrooms and the cot, where no two families share one; any number where they may.
    pub(super) bedrooms: usize,
    /// The beds of each, the most first.
    beds: Vec<i64>,
}

impl Room {
    /// Room for nobody.
    pub(super) fn none() -> Self {
        Self { children: 0, bedrooms: 0, beds: Vec::new() }
    }

    /// By the approved number, by the usual limit where nobody is exempt by name, and by the beds.
    pub(super) fn of(ground: &Ground<'_>, home: &Household, comes: impl Fn(Family) -> bool) -> Self {
        let policy = &ground.scenario.settings.policy;
        let on = |id: &str| ground.hereditary.iter().any(|limit| limit.about().id == id);
        let staying = ground.staying_in(home.id);
        let mut children = i64::MAX;
        let mut room = Self { bedrooms: usize::MAX, ..Self::none() };
        if on("approved-number") {
            children = children.min(home.places.saturating_sub(whole(staying.len())));
        }
        if on("usual-fostering-limit") && (home.sector == Sector::Kinship || home.named_children.is_empty()) {
            children = children.min(policy.usual_fostering_limit.saturating_sub(whole(staying.len())));
        }
        if on("bedrooms") {
            let cot = home.carers_room_cot.then_some(1);
            room.beds = home.bedrooms.iter().copied().chain(cot).filter(|beds| *beds > 0).collect();
            room.beds.sort_unstable_by_key(|beds| Reverse(*beds));
            let beds = room.beds.iter().fold(0_i64, |sum, beds| sum.saturating_add(*beds));
            children = children.min(beds.saturating_sub(whole(staying.len())));
            if policy.unrelated_share_max_age.is_none() {
                let mut there: BTreeMap<Family, Vec<ChildId>> = BTreeMap::new();
                for child in staying {
                    there.entry(ground.family(*child)).or_default().push(*child);
                }
                let alone = there.iter().filter(|(family, _)| !comes(**family));
                let taken = alone.map(|(_, children)| room.needs(ground, children)).sum();
                room.bedrooms = room.beds.len().saturating_sub(taken);
            }
        }
        room.children = usize::try_from(children.max(0)).unwrap_or(usize::MAX);
        room
    }

    /// How many bedrooms these siblings need at the least: as many as hold them, and one for each of those no two of whom
    /// may share.
    pub(super) fn needs(&self, ground: &Ground<'_>, siblings: &[ChildId]) -> usize {
        let mut apart: Vec<ChildId> = Vec::new();
        for child in siblings {
            if apart.iter().all(|other| !may_share(ground.scenario, *child, *other)) {
                apart.push(*child);
            }
        }
        let mut held = 0_i64;
        let enough = self.beds.iter().take_while(|beds| {
            let more = held < whole(siblings.len());
            held = held.saturating_add(**beds);
            more
        });
        enough.count().max(apart.len())
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
