//! Who could come into which home, kind of home or provision of a future: the rules asked once, for every network.

use super::network::whole;
use super::rooms::{Rooms, Staying, TOTAL};
use crate::domain::{ChildId, HomeKind, Household, HouseholdId, Scenario, Status};
use crate::policy::{Pairs, provision};

/// A future with one more household for each kind that could be recruited, after those that are there.
pub(super) fn with_prototypes(future: &Scenario, kinds: &[HomeKind]) -> Scenario {
    let mut scenario = future.clone();
    for kind in kinds {
        let id = HouseholdId::at(scenario.households.len());
        let home = Household { id, status: Status::Available, available_from: None, ..kind.home.clone() };
        scenario.households.push(home);
    }
    scenario
}

/// The answers of the rules.
pub(super) struct Openings<'s> {
    /// The future with its prototypes.
    pub(super) scenario: &'s Scenario,
    pub(super) rooms: Rooms<'s>,
    /// By household.
    pub(super) staying: Vec<Staying>,
    /// By household: what its lanes let through.
    pub(super) lanes: Vec<Vec<i64>>,
    /// Children in scope, in id order.
    pub(super) scope: Vec<ChildId>,
    /// Where the prototypes begin.
    there: usize,
    is_outside_asked: bool,
    /// The position in `scope`, by child.
    position: Vec<usize>,
    /// By position in `scope`, then household, then provision.
    open: Vec<Vec<bool>>,
}

impl<'s> Openings<'s> {
    /// Asks the rules of a future to which so many prototypes were added; of homes outside only for siblings, unless the
    /// goals need them for everybody.
    pub(super) fn of(scenario: &'s Scenario, kinds: usize, is_outside_asked: bool) -> Self {
        let rooms = Rooms::of(scenario);
        let staying = rooms.staying();
        let lanes: Vec<Vec<i64>> =
            scenario.households.iter().zip(&staying).map(|(home, staying)| rooms.lanes(home, staying)).collect();
        let pairs = Pairs::of(scenario);
        let mut position = vec![usize::MAX; scenario.children.len()];
        let scope: Vec<ChildId> = scenario.in_scope().map(|child| child.id).collect();
        let mut open = Vec::with_capacity(scope.len());
        for (at, child) in scenario.in_scope().enumerate() {
            position[child.id.index()] = at;
            let homes = scenario.households.iter().zip(&lanes);
            let is_asked = |home: &Household| is_outside_asked || child.group.is_some() || home.is_in_house();
            let has_room = |lanes: &[i64]| lanes[usize::from(TOTAL)] > 0;
            let homes = homes.map(|(home, lanes)| is_asked(home) && has_room(lanes) && pairs.is_open(child, home));
            let pinned = pairs.is_pinned(child.id);
            let others = scenario.provisions.iter();
            let others = others.map(|there| !pinned && provision::is_open(scenario, child, there));
            open.push(homes.chain(others).collect());
        }
        let there = scenario.households.len() - kinds;
        Self { scenario, rooms, staying, lanes, scope, there, is_outside_asked, position, open }
    }

    /// The kind of which a household is the prototype.
    pub(super) fn kind_of(&self, place: usize) -> Option<usize> {
        (self.there..self.scenario.households.len()).contains(&place).then(|| place - self.there)
    }

    /// By kind: children in scope who live in its locality and to whom it is open.
    pub(super) fn in_need_near(&self) -> Vec<i64> {
        let near = |home: &Household| {
            let lives_there = |child: &&ChildId| self.scenario.child(**child).locality == home.locality;
            whole(self.scope.iter().filter(lives_there).filter(|child| self.is_open(**child, home.id.index())).count())
        };
        self.scenario.households[self.there..].iter().map(near).collect()
    }

    /// Whether every pair rule leaves the home open to the child in scope, and it has room for anybody.
    pub(super) fn is_open(&self, child: ChildId, home: usize) -> bool {
        self.open[self.position[child.index()]][home]
    }

    pub(super) fn is_open_provision(&self, child: ChildId, provision: usize) -> bool {
        self.open[self.position[child.index()]][self.scenario.households.len() + provision]
    }

    /// Whether so many children of one family could come in by the numbers.
    pub(super) fn has_room_for(&self, home: usize, children: usize) -> bool {
        whole(children) <= self.lanes[home][usize::from(TOTAL)]
    }

    /// The homes that a child in scope could join, and through which lane.
    pub(super) fn homes_of(&self, child: ChildId) -> impl Iterator<Item = (usize, u8)> + '_ {
        let is_asked = |home: &usize| self.is_outside_asked || self.scenario.households[*home].is_in_house();
        let homes = (0..self.scenario.households.len()).filter(is_asked).filter(move |home| self.is_open(child, *home));
        homes.filter_map(move |at| {
            let (home, staying) = (&self.scenario.households[at], &self.staying[at]);
            let lane = self.rooms.lane(home, staying, self.scenario.child(child));
            (self.lanes[at][usize::from(lane)] > 0 && self.rooms.may_join(home, staying, child)).then_some((at, lane))
        })
    }
}
