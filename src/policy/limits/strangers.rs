//! How many children of different families a home can take at most: quick bounds that every limit implies.

use std::collections::BTreeSet;

use super::bedrooms;
use super::joint::Family;
use crate::domain::{ChildId, Household, Scenario, Sector};
use crate::policy::is_on;

/// Most of those who can move in where they are of two families or more, those who stay included among the families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strangers {
    /// Children.
    pub children: usize,
    /// Families: units of siblings, and children alone.
    pub families: usize,
}

/// What the approved number, the usual fostering limit and the bedrooms leave for children of two families or more, beside
/// those who stay: no lawful company is larger. A company may well be smaller and not lawful.
pub fn strangers(scenario: &Scenario, home: &Household, staying: &[ChildId]) -> Strangers {
    let on = |id: &str| super::ALL.iter().any(|limit| limit.about().id == id && is_on(scenario, limit.about()));
    let stay = i64::try_from(staying.len()).unwrap_or(i64::MAX);
    let mut most = Strangers { children: usize::MAX, families: usize::MAX };
    let mut children = |at_most: i64| most.children = most.children.min(left(at_most, stay));
    if on("approved-number") {
        children(home.places);
    }
    if on("usual-fostering-limit") && (home.sector == Sector::Kinship || home.named_children.is_empty()) {
        children(scenario.settings.policy.usual_fostering_limit);
    }
    if on("bedrooms") {
        let cot = i64::from(home.carers_room_cot);
        let beds = bedrooms::rooms(home).fold(cot, i64::saturating_add);
        children(beds);
        if scenario.settings.policy.unrelated_share_max_age.is_none() {
            let rooms = i64::try_from(bedrooms::rooms(home).count()).unwrap_or(i64::MAX).saturating_add(cot);
            most.families = left(rooms, families_of_their_own(scenario, staying));
        }
    }
    most.families = most.families.min(most.children);
    most
}

/// Bedrooms for families that come, where each needs one of its own: those that no family needs that stays. A baby who stays may
/// have the cot. Any number where families may share.
pub fn free_bedrooms(scenario: &Scenario, home: &Household, staying: &[ChildId]) -> usize {
    let on = super::ALL.iter().any(|limit| limit.about().id == "bedrooms" && is_on(scenario, limit.about()));
    if !on || scenario.settings.policy.unrelated_share_max_age.is_some() {
        return usize::MAX;
    }
    let families: BTreeSet<Family> = staying.iter().map(|child| Family::of(scenario, *child)).collect();
    let in_cot = staying.iter().any(|child| bedrooms::may_use_cot(scenario, home, *child));
    bedrooms::rooms(home).count().saturating_sub(families.len().saturating_sub(usize::from(in_cot)))
}

/// How many of the [`free_bedrooms`] siblings, or a child alone, need at the least: one for each of those no two of whom may
/// share, but for a baby who may have the cot; none where one of their own stays.
pub fn bedrooms_needed(scenario: &Scenario, home: &Household, staying: &[ChildId], unit: &[ChildId]) -> usize {
    let Some(first) = unit.first() else { return 0 };
    let family = Family::of(scenario, *first);
    if staying.iter().any(|child| Family::of(scenario, *child) == family) {
        return 0;
    }
    let mut apart: Vec<ChildId> = Vec::new();
    for child in unit {
        if apart.iter().all(|other| !bedrooms::may_share(scenario, *child, *other)) {
            apart.push(*child);
        }
    }
    let in_cot = unit.iter().any(|child| bedrooms::may_use_cot(scenario, home, *child));
    apart.len().saturating_sub(usize::from(in_cot))
}

/// Families that stay and that nobody in scope can join.
fn families_of_their_own(scenario: &Scenario, staying: &[ChildId]) -> i64 {
    let families: BTreeSet<Family> = staying.iter().map(|child| Family::of(scenario, *child)).collect();
    let can_be_joined = |family: &Family| match family {
        Family::Group(group) => scenario.groups[group.index()].members.iter().any(|c| scenario.child(*c).in_scope()),
        Family::Alone(_) => false,
    };
    i64::try_from(families.iter().filter(|family| !can_be_joined(family)).count()).unwrap_or(i64::MAX)
}

fn left(most: i64, taken: i64) -> usize {
    usize::try_from(most.saturating_sub(taken)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::policy::limits::readings::small_home;

    #[test]
    fn no_lawful_company_of_strangers_is_larger() {
        let (mut lawful, mut as_large, mut all_bedrooms) = (0, 0, 0);
        for seed in 0..2_000 {
            let scenario = small_home(seed);
            let home = &scenario.households[0];
            let staying = scenario.staying_in(home.id);
            let most = strangers(&scenario, home, &staying);
            let moving: Vec<ChildId> = scenario.in_scope().map(|child| child.id).collect();
            for mask in 1_u32..1 << moving.len() {
                let units: Vec<ChildId> =
                    moving.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, child)| *child).collect();
                let mut everyone = [staying.as_slice(), &units].concat();
                everyone.sort_unstable();
                let breached = |limit: &&dyn super::super::Limit| {
                    limit.is_hereditary() && limit.breach(&scenario, home, &everyone).is_some()
                };
                if scenario.all_siblings(&everyone) || super::super::ALL.iter().any(breached) {
                    continue;
                }
                let mut by_family: BTreeMap<Family, Vec<ChildId>> = BTreeMap::new();
                for child in &units {
                    by_family.entry(Family::of(&scenario, *child)).or_default().push(*child);
                }
                let families = by_family.len();
                let needed =
                    by_family.values().map(|unit| bedrooms_needed(&scenario, home, &staying, unit)).sum::<usize>();
                let bedrooms = free_bedrooms(&scenario, home, &staying);
                assert!(needed <= bedrooms, "home {seed}: {units:?} need {needed} of {bedrooms} bedrooms");
                all_bedrooms += usize::from(needed == bedrooms && needed > 0);
                assert!(units.len() <= most.children && families <= most.families, "home {seed}: {units:?}, {most:?}");
                lawful += 1;
                as_large += usize::from(units.len() == most.children || families == most.families);
            }
        }
        assert!(lawful > 1_000 && as_large > 300, "{lawful} lawful companies, {as_large} as large as can be");
        assert!(all_bedrooms > 100, "{all_bedrooms} need all bedrooms");
    }
}
