//! Who sleeps where among many: room by room and kind by kind, so that no crowd is an endless search.
//!
//! A child may always leave a room for an earlier one that has a bed and suits it. So it is enough to try, for each room
//! in turn, the fullest companies of those who have no bed yet; and what is left is known by its numbers alone.

use std::collections::BTreeSet;

use super::{Bed, may_share, may_use_cot};
use crate::domain::{ChildId, Household, Scenario};

/// As [`super::arrange`], for any number of children.
pub(super) fn arrange(scenario: &Scenario, home: &Household, everyone: &[ChildId]) -> Option<Vec<Bed>> {
    let mut search = Search { scenario, home, kinds: kinds(scenario, home, everyone), hopeless: BTreeSet::new() };
    let mut left: Vec<usize> = search.kinds.iter().map(Vec::len).collect();
    let mut filled = Vec::new();
    let babies: Vec<usize> = (0..left.len()).filter(|kind| search.may_use_cot(*kind)).collect();
    let found = if babies.is_empty() {
        search.fill(0, &mut left, &mut filled)
    } else {
        babies.into_iter().any(|kind| {
            left[kind] -= 1;
            filled.push((Bed::CarersRoom, kind, 1));
            let found = search.fill(0, &mut left, &mut filled);
            if !found {
                filled.pop();
                left[kind] += 1;
            }
            found
        })
    };
    found.then(|| beds(everyone, &search.kinds, &filled))
}

/// Gives the beds of each kind to its children.
fn beds(everyone: &[ChildId], kinds: &[Vec<ChildId>], filled: &[(Bed, usize, usize)]) -> Vec<Bed> {
    let mut of_kind: Vec<Vec<Bed>> = vec![Vec::new(); kinds.len()];
    for (bed, kind, count) in filled {
        of_kind[*kind].extend(std::iter::repeat_n(*bed, *count));
    }
    let mut by_child: Vec<(ChildId, Bed)> =
        kinds.iter().flatten().copied().zip(of_kind.into_iter().flatten()).collect();
    by_child.sort_unstable();
    let of = |child: &ChildId| by_child.iter().find(|(each, _)| each == child).map(|(_, bed)| *bed);
    everyone.iter().filter_map(of).collect()
}

/// Children who may share with the same others, and use the cot alike.
fn kinds(scenario: &Scenario, home: &Household, everyone: &[ChildId]) -> Vec<Vec<ChildId>> {
    let alike = |a: ChildId, b: ChildId| {
        may_use_cot(scenario, home, a) == may_use_cot(scenario, home, b)
            && everyone
                .iter()
                .filter(|other| **other != a && **other != b)
                .all(|other| may_share(scenario, a, *other) == may_share(scenario, b, *other))
    };
    let mut kinds: Vec<Vec<ChildId>> = Vec::new();
    for child in everyone.iter().copied() {
        match kinds.iter_mut().find(|kind| kind.iter().all(|other| alike(*other, child))) {
            Some(kind) => kind.push(child),
            None => kinds.push(vec![child]),
        }
    }
    kinds
}

struct Search<'s> {
    scenario: &'s Scenario,
    home: &'s Household,
    kinds: Vec<Vec<ChildId>>,
    /// Numbers left by kind, from this room on, that have no beds.
    hopeless: BTreeSet<(usize, Vec<usize>)>,
}

impl Search<'_> {
    fn may_use_cot(&self, kind: usize) -> bool {
        may_use_cot(self.scenario, self.home, self.kinds[kind][0])
    }

    /// Whether a child of the first kind may share with another of the second.
    fn may_share(&self, a: usize, b: usize) -> bool {
        let other = if a == b { self.kinds[b].get(1) } else { self.kinds[b].first() };
        other.is_some_and(|other| may_share(self.scenario, self.kinds[a][0], *other))
    }

    /// Fills this room and those after it with all who are left.
    fn fill(&mut self, room: usize, left: &mut Vec<usize>, filled: &mut Vec<(Bed, usize, usize)>) -> bool {
        if left.iter().all(|count| *count == 0) {
            return true;
        }
        let Some(beds) = self.home.bedrooms.get(room) else { return false };
        if self.hopeless.contains(&(room, left.clone())) {
            return false;
        }
        let mut companies = Vec::new();
        self.companies(usize::try_from(*beds).unwrap_or(0), left, &mut Vec::new(), &mut companies);
        for company in companies {
            let before = filled.len();
            for (kind, count) in company {
                left[kind] -= count;
                filled.push((Bed::Room(room), kind, count));
            }
            if self.fill(room + 1, left, filled) {
                return true;
            }
            for (_, kind, count) in filled.drain(before..) {
                left[kind] += count;
            }
        }
        self.hopeless.insert((room, left.clone()));
        false
    }

    /// The fullest companies for so many more beds, kinds in order.
    fn companies(
        &self,
        beds: usize,
        left: &[usize],
        chosen: &mut Vec<(usize, usize)>,
        all: &mut Vec<Vec<(usize, usize)>>,
    ) {
        let fits = |kind: usize| chosen.iter().all(|(other, _)| self.may_share(*other, kind));
        let taken = |kind: usize| chosen.iter().any(|(other, _)| *other == kind);
        let could_join = |kind: usize| {
            let spare = left[kind] > chosen.iter().find(|(other, _)| *other == kind).map_or(0, |(_, count)| *count);
            spare && fits(kind) && (!taken(kind) || self.may_share(kind, kind))
        };
        if beds == 0 || !(0..left.len()).any(could_join) {
            all.push(chosen.clone());
            return;
        }
        let next = chosen.last().map_or(0, |(kind, _)| kind + 1);
        for kind in (next..left.len()).filter(|kind| left[*kind] > 0 && fits(*kind)).collect::<Vec<_>>() {
            let most = if self.may_share(kind, kind) { left[kind].min(beds) } else { 1 };
            for count in (1..=most).rev() {
                chosen.push((kind, count));
                self.companies(beds - count, left, chosen, all);
                chosen.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Sex;
    use crate::policy::fixture::Fixture;
    use crate::policy::limits::bedrooms::arrange::tests::is_lawful;
    use crate::policy::limits::readings::small_home;

    #[test]
    fn it_finds_a_way_exactly_where_the_other_search_does() {
        let (mut lawful, mut unlawful) = (0, 0);
        for seed in 0..3_000 {
            let scenario = small_home(seed);
            let home = &scenario.households[0];
            let everyone: Vec<ChildId> = scenario.children.iter().map(|child| child.id).take(6).collect();
            let found = arrange(&scenario, home, &everyone);
            assert!(found.as_ref().is_none_or(|beds| is_lawful(&scenario, home, &everyone, beds)), "home {seed}");
            let other = super::super::arrange(&scenario, home, &everyone);
            assert_eq!(found.is_some(), other.is_some(), "home {seed}");
            *(if found.is_some() { &mut lawful } else { &mut unlawful }) += 1;
        }
        assert!(lawful > 500 && unlawful > 500, "{lawful} lawful, {unlawful} not");
    }

    /// Whether forty siblings, some of them girls, can sleep in rooms with forty beds.
    fn forty(bedrooms: &[i64], is_girl: impl Fn(usize) -> bool) -> bool {
        let mut fixture = Fixture::new();
        let everyone = fixture.siblings(&[8; 40]);
        for child in &mut fixture.scenario.children {
            child.sex = if is_girl(child.id.index()) { Sex::F } else { Sex::M };
        }
        let home = fixture.home(|home| home.bedrooms = bedrooms.to_vec());
        super::super::arrange(&fixture.scenario, fixture.scenario.household(home), &everyone).is_some()
    }

    #[test]
    fn a_crowd_is_no_endless_search() {
        let doubles = [2; 20];
        assert!(forty(&doubles, |_| true));
        assert!(forty(&doubles, |i| i % 2 == 0));
        assert!(!forty(&doubles, |i| i % 3 == 1), "13 girls and 27 boys");
        let mixed = [5, 5, 5, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2];
        assert!(forty(&mixed, |i| i % 3 == 1), "5 + 5 + 3 girls");
        assert!(forty(&mixed, |i| i < 4), "2 + 2 girls");
        assert!(!forty(&mixed, |i| i < 1), "no room for one girl alone");
    }
}
