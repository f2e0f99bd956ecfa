//! Who sleeps where: an exact search.

use super::{may_share, may_use_cot};
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
    let mut search = Search { scenario, home, everyone, rooms, beds: Vec::with_capacity(everyone.len()) };
    search.place_the_rest().then_some(search.beds)
}

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
