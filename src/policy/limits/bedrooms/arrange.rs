//! Who sleeps where: an exact search.

use super::{crowd, may_share, may_use_cot};
use crate::domain::{ChildId, Household, Scenario};

/// Where a child sleeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bed {
    /// A bedroom, by its position in [`Household::bedrooms`].
    Room(usize),
    /// The cot in the carers' room.
    CarersRoom,
}

/// A bed for each of these children, in their order; none = there is no lawful way. Rooms of their own come first,
/// small rooms before large, then shared rooms, then the cot.
pub fn arrange(scenario: &Scenario, home: &Household, everyone: &[ChildId]) -> Option<Vec<Bed>> {
    let mut rooms: Vec<usize> = (0..home.bedrooms.len()).filter(|room| home.bedrooms[*room] > 0).collect();
    rooms.sort_by_key(|room| home.bedrooms[*room]);
    let beds = rooms.iter().fold(0_i64, |sum, room| sum.saturating_add(home.bedrooms[*room]));
    if i64::try_from(everyone.len()).is_ok_and(|count| count > beds.saturating_add(i64::from(home.carers_room_cot))) {
        return None;
    }
    if everyone.len() > MANY {
        return crowd::arrange(scenario, home, everyone);
    }
    let mut search = Search { scenario, home, everyone, rooms, beds: Vec::with_capacity(everyone.len()) };
    search.place_the_rest().then_some(search.beds)
}

/// More than so many children are too many for this search.
const MANY: usize = 8;

struct Search<'s> {
    scenario: &'s Scenario,
    home: &'s Household,
    everyone: &'s [ChildId],
    /// Rooms with beds, small ones first.
    rooms: Vec<usize>,
    /// The beds of the first children.
    beds: Vec<Bed>,
}

impl Search<'_> {
    fn place_the_rest(&mut self) -> bool {
        let Some(child) = self.everyone.get(self.beds.len()).copied() else { return true };
        for bed in self.choices(child) {
            self.beds.push(bed);
            if self.place_the_rest() {
                return true;
            }
            self.beds.pop();
        }
        false
    }

    /// The beds this child could have beside those who have theirs; of empty rooms with as many beds only the first.
    fn choices(&self, child: ChildId) -> Vec<Bed> {
        let mut own = Vec::new();
        let mut shared = Vec::new();
        let mut last_empty = None;
        for room in self.rooms.iter().copied() {
            let beds = self.home.bedrooms[room];
            let sleepers = self.sleepers(Bed::Room(room));
            if sleepers.clone().next().is_none() {
                if last_empty != Some(beds) {
                    own.push(Bed::Room(room));
                    last_empty = Some(beds);
                }
            } else if sleepers.clone().fold(0, |count, _| count + 1) < beds
                && sleepers.clone().all(|other| may_share(self.scenario, child, other))
            {
                shared.push(Bed::Room(room));
            }
        }
        own.append(&mut shared);
        if may_use_cot(self.scenario, self.home, child) && self.sleepers(Bed::CarersRoom).next().is_none() {
            own.push(Bed::CarersRoom);
        }
        own
    }

    fn sleepers(&self, bed: Bed) -> impl Iterator<Item = ChildId> + Clone + '_ {
        self.everyone.iter().zip(&self.beds).filter(move |(_, theirs)| **theirs == bed).map(|(child, _)| *child)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;
    use crate::policy::limits::readings::small_home;

    /// Every way to give each child any bed, tried one after the other.
    fn some_way(scenario: &Scenario, home: &Household, everyone: &[ChildId], beds: &mut Vec<Bed>) -> bool {
        let Some(child) = everyone.get(beds.len()) else { return is_lawful(scenario, home, everyone, beds) };
        let rooms = (0..home.bedrooms.len()).map(Bed::Room);
        let cot = may_use_cot(scenario, home, *child).then_some(Bed::CarersRoom);
        rooms.chain(cot).any(|bed| {
            beds.push(bed);
            let found = some_way(scenario, home, everyone, beds);
            beds.pop();
            found
        })
    }

    pub(in super::super) fn is_lawful(
        scenario: &Scenario,
        home: &Household,
        everyone: &[ChildId],
        beds: &[Bed],
    ) -> bool {
        let sleepers = |bed: Bed| (0..everyone.len()).filter(|i| beds[*i] == bed).collect::<Vec<_>>();
        let cot = sleepers(Bed::CarersRoom);
        beds.len() == everyone.len()
            && cot.len() <= 1
            && cot.iter().all(|i| may_use_cot(scenario, home, everyone[*i]))
            && (0..home.bedrooms.len()).all(|room| {
                let there = sleepers(Bed::Room(room));
                i64::try_from(there.len()).is_ok_and(|count| count <= home.bedrooms[room])
                    && there
                        .iter()
                        .all(|a| there.iter().all(|b| a == b || may_share(scenario, everyone[*a], everyone[*b])))
            })
    }

    #[test]
    fn it_finds_a_way_exactly_where_there_is_one() {
        let (mut lawful, mut unlawful) = (0, 0);
        for seed in 0..700 {
            let scenario = small_home(seed);
            let home = &scenario.households[0];
            let everyone: Vec<ChildId> = scenario.children.iter().map(|child| child.id).take(5).collect();
            let found = arrange(&scenario, home, &everyone);
            assert!(found.as_ref().is_none_or(|beds| is_lawful(&scenario, home, &everyone, beds)), "home {seed}");
            assert_eq!(found.is_some(), some_way(&scenario, home, &everyone, &mut Vec::new()), "home {seed}");
            *(if found.is_some() { &mut lawful } else { &mut unlawful }) += 1;
        }
        assert!(lawful > 150 && unlawful > 150, "{lawful} lawful, {unlawful} not");
    }

    #[test]
    fn rooms_of_their_own_come_first() {
        let mut fixture = Fixture::new();
        let siblings = fixture.siblings(&[8, 9]);
        let other = fixture.child(|_| ());
        let home = fixture.home(|home| home.bedrooms = vec![2, 1, 0, 1]);
        let home = &fixture.scenario.households[home.index()];
        assert_eq!(
            arrange(&fixture.scenario, home, &[siblings[0], siblings[1], other]),
            Some(vec![Bed::Room(1), Bed::Room(3), Bed::Room(0)])
        );
        assert_eq!(arrange(&fixture.scenario, home, &[]), Some(Vec::new()));
    }
}
