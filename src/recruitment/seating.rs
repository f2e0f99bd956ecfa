//! A quick lawful proposal with the goals in mind: what it reaches needs no search.
//!
//! Sibling circles first, the largest first, whole; then the others, those with the fewest in-house homes first. Who finds
//! no seat asks those who sit there to move on, and they ask others in turn. What is left goes outside, the cheapest
//! first, as far as the goals allow. Nothing is claimed of what it does not reach.

use std::collections::{BTreeMap, BTreeSet};

use super::aims::{Heads, is_residential};
use super::siblings::{Circle, circles};
use crate::compatibility::Graph;
use crate::domain::{ChildId, Goal, HouseholdId, Place, Proposal, Rate, Scenario};
use crate::model;
use crate::policy::limits::{self, Limit};
use crate::policy::provision;

/// Children who move in together, and where they could.
struct Unit {
    children: Vec<ChildId>,
    /// Whether a sibling group is split if they do not.
    circle: bool,
    /// In-house homes, those open to the fewest first.
    inside: Vec<HouseholdId>,
    /// Other places: families before others, the cheapest first.
    outside: Vec<Place>,
    seat: Option<Place>,
}

struct Seats<'a> {
    scenario: &'a Scenario,
    graph: &'a Graph,
    limits: Vec<&'static dyn Limit>,
    /// Everybody in each home, in id order.
    fostered: Vec<Vec<ChildId>>,
    /// Units in each home.
    seated: Vec<Vec<usize>>,
    /// Places left in each provision; none = unlimited.
    room: Vec<Option<i64>>,
    /// To how many children each home is open.
    wanted: Vec<usize>,
    units: Vec<Unit>,
    heads: Heads,
}

/// A lawful proposal that does well by the goals; the verifier has the last word.
pub(super) fn seat(scenario: &Scenario, graph: &Graph, staying: &Heads) -> Proposal {
    let mut seats = Seats::new(scenario, graph, *staying);
    let of_circles = seats.units.len();
    seats.circles();
    let of_circles = of_circles..seats.units.len();
    for unit in of_circles.clone() {
        if !seats.inside(unit, &mut BTreeSet::new()) {
            seats.outside(unit);
        }
    }
    let loose = seats.loosen(of_circles.clone(), true);
    seats.singles(loose);
    let mut outside: Vec<usize> = of_circles.filter(|unit| seats.is_outside(*unit)).collect();
    outside.sort_by_key(|unit| seats.units[*unit].children.len());
    for unit in outside {
        if seats.lacks_in_house() && seats.may_split() {
            let loose = seats.loosen(unit..unit + 1, false);
            seats.singles(loose);
        }
    }
    for unit in 0..seats.units.len() {
        seats.outside(unit);
    }
    seats.proposal()
}

/// The proposal with everybody seated whom it leaves out and who finds a free seat, in-house or outside as far as the goals
/// allow; nobody moves.
pub(super) fn fill(scenario: &Scenario, graph: &Graph, staying: &Heads, proposal: &Proposal) -> Proposal {
    let mut seats = Seats::new(scenario, graph, *staying);
    let mut together: BTreeMap<_, Vec<ChildId>> = BTreeMap::new();
    for child in scenario.in_scope() {
        if let Some(there) = proposal.of(child.id) {
            let alone = child.group.is_none().then_some(child.id);
            together.entry((there, child.group, alone)).or_default().push(child.id);
        }
    }
    for ((there, _, _), children) in together {
        seats.unit(children, false, |_| true);
        seats.sit(seats.units.len() - 1, there.place);
    }
    let all = 0..scenario.households.len();
    let mut nobody_moves: BTreeSet<HouseholdId> = all.map(HouseholdId::at).collect();
    let left = seats.loosen(0..0, true);
    for unit in left {
        if !seats.inside(unit, &mut nobody_moves) {
            seats.outside(unit);
        }
    }
    seats.proposal()
}

impl<'a> Seats<'a> {
    fn new(scenario: &'a Scenario, graph: &'a Graph, heads: Heads) -> Self {
        let mut fostered = vec![Vec::new(); scenario.households.len()];
        for child in scenario.children.iter().filter(|child| !child.in_scope()) {
            if let Some(Place::Home(id)) = child.current {
                fostered[id.index()].push(child.id);
            }
        }
        Self {
            scenario,
            graph,
            limits: limits::active(scenario),
            seated: vec![Vec::new(); fostered.len()],
            fostered,
            room: scenario.provisions.iter().map(|each| provision::room(scenario, each)).collect(),
            wanted: scenario.households.iter().map(|home| graph.children_of(Place::Home(home.id)).len()).collect(),
            units: Vec::new(),
            // Everybody in scope is without a place, and every group of a circle is split, until they are seated.
            heads,
        }
    }

    /// A unit for each circle that can be together at all, the largest first.
    fn circles(&mut self) {
        let all = self.scenario.groups.iter().flat_map(|group| circles(self.scenario, group));
        let mut all: Vec<Circle> = all.filter(|circle| circle.places.len() < 2).collect();
        all.sort_by_key(|circle| (std::cmp::Reverse(circle.in_scope.len()), circle.in_scope[0]));
        for circle in all {
            let only: Option<Option<Place>> = circle.places.first().copied();
            self.unit(circle.in_scope, true, |place| only.is_none_or(|only| only == Some(place)));
        }
    }

    fn unit(&mut self, children: Vec<ChildId>, circle: bool, allowed: impl Fn(Place) -> bool) {
        let open = |place: &Place| children.iter().all(|child| self.graph.is_open(*child, *place)) && allowed(*place);
        let places: Vec<Place> = self.graph.places_of(children[0]).into_iter().filter(open).collect();
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for place in places {
            match place {
                Place::Home(id) if self.scenario.is_in_house(place) => inside.push(id),
                _ => outside.push(place),
            }
        }
        inside.sort_by_key(|home| (self.wanted[home.index()], *home));
        outside
            .sort_by_key(|place| (is_residential(self.scenario, *place), self.scenario.weekly_cost(*place).0, *place));
        self.units.push(Unit { children, circle, inside, outside, seat: None });
    }

    /// Everybody in scope who is in no unit yet, and the members of these units that are nowhere or outside, each alone.
    fn loosen(&mut self, units: std::ops::Range<usize>, with_others: bool) -> std::ops::Range<usize> {
        let first = self.units.len();
        let mut children: BTreeSet<ChildId> = BTreeSet::new();
        if with_others {
            children.extend(self.scenario.in_scope().map(|child| child.id));
            for unit in &self.units {
                unit.children.iter().for_each(|child| _ = children.remove(child));
            }
        }
        for unit in units {
            if self.units[unit].seat.is_none() || !with_others {
                self.leave(unit);
                self.units[unit].inside.clear();
                self.units[unit].outside.clear();
                children.extend(self.units[unit].children.iter());
            }
        }
        for child in children {
            self.unit(vec![child], false, |_| true);
        }
        first..self.units.len()
    }

    /// Seats these units inside, those with the fewest homes first.
    fn singles(&mut self, units: std::ops::Range<usize>) {
        let mut order: Vec<usize> = units.collect();
        order.sort_by_key(|unit| self.units[*unit].inside.len());
        for unit in order {
            self.inside(unit, &mut BTreeSet::new());
        }
    }

    /// Seats a unit in an in-house home: a free one, or one whose unit finds a seat elsewhere. `asked` are the homes that
    /// have been asked to make room.
    fn inside(&mut self, unit: usize, asked: &mut BTreeSet<HouseholdId>) -> bool {
        let homes = self.units[unit].inside.clone();
        if let Some(home) = homes.iter().find(|home| self.has_room(**home, unit, None)) {
            self.sit(unit, Place::Home(*home));
            return true;
        }
        for home in homes {
            if !asked.insert(home) {
                continue;
            }
            for other in self.seated[home.index()].clone() {
                if self.has_room(home, unit, Some(other)) {
                    self.leave(other);
                    self.sit(unit, Place::Home(home));
                    if self.inside(other, asked) {
                        return true;
                    }
                    self.leave(unit);
                    self.sit(other, Place::Home(home));
                }
            }
        }
        false
    }

    /// Seats a unit outside that has no seat, if the goals do not speak against it.
    fn outside(&mut self, unit: usize) {
        if self.units[unit].seat.is_some() {
            return;
        }
        let places = self.units[unit].outside.clone();
        if let Some(place) = places.into_iter().find(|place| self.may_sit(unit, *place)) {
            self.sit(unit, place);
        }
    }

    fn may_sit(&self, unit: usize, place: Place) -> bool {
        let children = &self.units[unit].children;
        let heads = count(children);
        let cost = self.heads.weekly_cost + heads * self.scenario.weekly_cost(place).0;
        let goals = &self.scenario.settings.goals;
        let residential = self.heads.residential + heads;
        let most = goals.share(Goal::Residential).map(|share| share.of_rounded_down(self.heads.children));
        let allowed = goals.weekly_budget().is_none_or(|budget| cost <= budget.0)
            && (!is_residential(self.scenario, place) || most.is_none_or(|most| residential <= most));
        allowed
            && match place {
                Place::Home(home) => self.has_room(home, unit, None),
                Place::Provision(id) => {
                    self.room[id.index()].is_none_or(|room| heads <= room)
                        && provision::unit_breach(self.scenario, self.scenario.provision(id), children).is_none()
                }
            }
    }

    /// Whether the unit may join those in the home, without this one of them.
    fn has_room(&self, home: HouseholdId, unit: usize, without: Option<usize>) -> bool {
        let children = &self.units[unit].children;
        let leaving: &[ChildId] = without.map_or(&[], |other| &self.units[other].children);
        let household = self.scenario.household(home);
        let there = &self.fostered[home.index()];
        let many = there.len() + children.len() - leaving.len();
        if count_of(many) > household.places.max(household.places_for_siblings) && self.is_on("approved-number") {
            return false;
        }
        let mut everyone: Vec<ChildId> = there.iter().copied().filter(|child| !leaving.contains(child)).collect();
        everyone.extend(children);
        everyone.sort_unstable();
        self.limits.iter().all(|limit| limit.breach(self.scenario, household, &everyone).is_none())
    }

    fn is_on(&self, limit: &str) -> bool {
        self.limits.iter().any(|each| each.about().id == limit)
    }

    fn sit(&mut self, unit: usize, place: Place) {
        self.units[unit].seat = Some(place);
        self.count(unit, place, 1);
        match place {
            Place::Home(home) => {
                let there = &mut self.fostered[home.index()];
                there.extend(&self.units[unit].children);
                there.sort_unstable();
                self.seated[home.index()].push(unit);
            }
            Place::Provision(id) => {
                let heads = count(&self.units[unit].children);
                self.room[id.index()] = self.room[id.index()].map(|room| room - heads);
            }
        }
    }

    fn leave(&mut self, unit: usize) {
        let Some(place) = self.units[unit].seat.take() else { return };
        self.count(unit, place, -1);
        match place {
            Place::Home(home) => {
                let children = &self.units[unit].children;
                self.fostered[home.index()].retain(|child| !children.contains(child));
                self.seated[home.index()].retain(|each| *each != unit);
            }
            Place::Provision(id) => {
                let heads = count(&self.units[unit].children);
                self.room[id.index()] = self.room[id.index()].map(|room| room + heads);
            }
        }
    }

    fn count(&mut self, unit: usize, place: Place, sign: i64) {
        let heads = sign * count(&self.units[unit].children);
        self.heads.unplaced -= heads;
        self.heads.weekly_cost += heads * self.scenario.weekly_cost(place).0;
        self.heads.in_house += if self.scenario.is_in_house(place) { heads } else { 0 };
        self.heads.residential += if is_residential(self.scenario, place) { heads } else { 0 };
        self.heads.split -= if self.units[unit].circle { sign } else { 0 };
    }

    fn is_outside(&self, unit: usize) -> bool {
        self.units[unit].seat.is_some_and(|place| !self.scenario.is_in_house(place))
    }

    fn lacks_in_house(&self) -> bool {
        let share = self.scenario.settings.goals.share(Goal::InHouse).unwrap_or(Rate(0));
        self.heads.in_house < share.of_rounded_up(self.heads.children)
    }

    /// Whether one more circle may be split; a group of two circles counts twice here, which is on the safe side.
    fn may_split(&self) -> bool {
        let share = self.scenario.settings.goals.share(Goal::SiblingsTogether).unwrap_or(Rate(0));
        self.heads.groups - self.heads.split > share.of_rounded_up(self.heads.groups)
    }

    /// Siblings in one home are one unit, however they came there.
    fn proposal(&self) -> Proposal {
        let seated = self.units.iter().filter_map(|unit| Some((unit.children.as_slice(), unit.seat?)));
        model::place(self.scenario, seated)
    }
}

fn count(children: &[ChildId]) -> i64 {
    count_of(children.len())
}

fn count_of(number: usize) -> i64 {
    i64::try_from(number).expect("a count of children fits")
}
