//! Sibling groups that homes could keep together.

use std::collections::BTreeSet;

use super::network::{Chain, Plain, whole};
use super::openings::Openings;
use super::rooms::MIXED;
use crate::domain::{ChildId, Group, GroupId, Place, Plan, ProvisionId, Scenario, Suitability};
use crate::policy::{Pairs, limits, provision};

/// Siblings who are together as planned only if all are in one place: those joined by a chain of wanted pairs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Circle {
    /// Those to be matched, in id order; at least one.
    pub(super) in_scope: Vec<ChildId>,
    /// Everybody of it.
    members: Vec<ChildId>,
    /// Where the others stay. More than one place, or one in provision, and the circle is never together.
    pub(super) places: BTreeSet<Option<Place>>,
}

/// The circles of a group: with two siblings at least, one of them to be matched.
pub(super) fn circles(scenario: &Scenario, group: &Group) -> Vec<Circle> {
    let in_scope = |child: &ChildId| scenario.child(*child).in_scope();
    let wanted = |a: ChildId, b: ChildId| {
        (in_scope(&a) || in_scope(&b)) && matches!(scenario.plan(a, b), Plan::MustTogether | Plan::PreferTogether)
    };
    let mut left: BTreeSet<ChildId> = group.members.iter().copied().collect();
    let mut circles = Vec::new();
    while let Some(first) = left.pop_first() {
        let (mut members, mut to_visit) = (vec![first], vec![first]);
        while let Some(a) = to_visit.pop() {
            let joined: Vec<ChildId> = left.iter().copied().filter(|b| wanted(a, *b)).collect();
            left.retain(|b| !joined.contains(b));
            members.extend(&joined);
            to_visit.extend(joined);
        }
        members.sort_unstable();
        let staying = members.iter().filter(|child| !in_scope(child));
        let places = staying.map(|child| scenario.child(*child).current).collect();
        let to_match: Vec<ChildId> = members.iter().copied().filter(in_scope).collect();
        if members.len() > 1 && !to_match.is_empty() {
            circles.push(Circle { in_scope: to_match, members, places });
        }
    }
    circles
}

/// Groups with somebody to be matched that nothing recruited keeps together: of members who want to be together somebody
/// should not be in foster care, some must live apart, stay in different places or in provision, or stay where the others
/// may not join them.
pub(super) fn bound_to_be_split(scenario: &Scenario) -> BTreeSet<GroupId> {
    let pairs = Pairs::of(scenario);
    let is_bound = |group: &Group| circles(scenario, group).iter().any(|circle| circle.is_bound(scenario, &pairs));
    (0..scenario.groups.len()).filter(|at| is_bound(&scenario.groups[*at])).map(GroupId::at).collect()
}

/// Sibling groups of a future, by what can be done for them.
pub(super) struct Groups {
    /// With somebody to be matched.
    pub(super) all: i64,
    /// Of those, [`bound_to_be_split`].
    pub(super) bound: i64,
    /// Of those, together whatever happens: no two of them are planned to be.
    pub(super) free: i64,
    /// The largest circle of each other group.
    circles: Vec<Circle>,
}

impl Groups {
    pub(super) fn of(openings: &Openings<'_>) -> Self {
        let scenario = openings.scenario;
        let bound = bound_to_be_split(scenario);
        let mut groups = Self { all: 0, bound: whole(bound.len()), free: 0, circles: Vec::new() };
        for (at, group) in scenario.groups.iter().enumerate() {
            if !group.members.iter().any(|child| scenario.child(*child).in_scope()) {
                continue;
            }
            groups.all += 1;
            if bound.contains(&GroupId::at(at)) {
                continue;
            }
            let circles = circles(scenario, group).into_iter();
            if let Some(largest) = circles.max_by_key(|circle| circle.in_scope.len()) {
                groups.circles.push(largest);
            } else {
                groups.free += 1;
            }
        }
        groups
    }

    /// Groups and the places that could lawfully take all of a circle together with those who stay there.
    ///
    /// A home takes one group, or as many as the number for children of several families lets in; whom else the home
    /// fosters is left to the flow of children, and so is a group's smaller circle, if it has two.
    pub(super) fn network(&self, openings: &Openings<'_>) -> Plain {
        let scenario = openings.scenario;
        let homes = scenario.households.len();
        let mut smallest = vec![i64::MAX; homes + scenario.provisions.len()];
        let mut doors = Vec::new();
        for circle in &self.circles {
            let size = whole(circle.in_scope.len());
            let open: Vec<usize> = circle.places_that_take_all(openings).collect();
            for place in &open {
                smallest[*place] = smallest[*place].min(size);
            }
            doors.push(open.into_iter().map(|place| (place, 0)).collect());
        }
        let places = smallest.iter().enumerate().map(|(place, smallest)| {
            let smallest = (*smallest).max(1);
            let most = whole(self.circles.len());
            let room = if place < homes {
                (openings.lanes[place][usize::from(MIXED)] / smallest).max(1)
            } else {
                let there = &scenario.provisions[place - homes];
                provision::room(scenario, there).map_or(most, |room| (room / smallest).clamp(0, most))
            };
            Chain { rooms: vec![room], kinds: openings.kind_of(place).into_iter().collect() }
        });
        Plain { places: places.collect(), doors }
    }
}

impl Circle {
    fn is_bound(&self, scenario: &Scenario, pairs: &Pairs<'_>) -> bool {
        let apart = limits::active(scenario).into_iter().any(|limit| limit.about().id == "must-apart")
            && self
                .members
                .iter()
                .any(|a| self.members.iter().any(|b| a < b && scenario.plan(*a, *b) == Plan::MustApart));
        let foster_care = scenario.switched_off("foster-care").is_none();
        let unsuitable = |child: &ChildId| scenario.child(*child).foster_care == Suitability::Unsuitable;
        let not_fostered = foster_care && self.in_scope.iter().any(unsuitable);
        let mut places = self.places.iter();
        let elsewhere = match (places.next(), places.next()) {
            (None, _) => false,
            (Some(Some(Place::Home(there))), None) => {
                let home = scenario.household(*there);
                let mut everyone = scenario.staying_in(*there);
                everyone.extend(&self.in_scope);
                everyone.sort_unstable();
                !self.in_scope.iter().all(|child| pairs.is_open(scenario.child(*child), home))
                    || limits::active(scenario).iter().any(|limit| limit.breach(scenario, home, &everyone).is_some())
            }
            _ => true,
        };
        not_fostered || apart || elsewhere
    }

    /// Whether a unit of the group there keeps the circle together.
    pub(super) fn is_kept_by(&self, scenario: &Scenario, children: &[ChildId], place: Place) -> bool {
        let stays_here = |there: &Option<Place>| *there == Some(place) && matches!(place, Place::Home(_));
        debug_assert!(scenario.all_siblings(children), "a column is of one group");
        self.in_scope.iter().all(|child| children.contains(child)) && self.places.iter().all(stays_here)
    }

    fn may_join(&self, openings: &Openings<'_>, home: usize) -> bool {
        self.in_scope.iter().all(|child| openings.is_open(*child, home))
            && openings.rooms.may_all_join(&openings.scenario.households[home], &openings.staying[home], &self.in_scope)
    }

    /// Homes, kinds, then provisions, each by its position.
    fn places_that_take_all<'a>(&'a self, openings: &'a Openings<'_>) -> impl Iterator<Item = usize> + 'a {
        let scenario = openings.scenario;
        let homes = scenario.households.len();
        let stays = self.places.first().copied().flatten();
        let home = move |at: &usize| match stays {
            // It was seen that they may join those who stay.
            Some(Place::Home(there)) => there.index() == *at,
            _ => openings.has_room_for(*at, self.in_scope.len()) && self.may_join(openings, *at),
        };
        let in_provision = move |at: &usize| {
            let there = scenario.provision(ProvisionId::at(*at));
            stays.is_none()
                && provision::room(scenario, there).is_none_or(|room| whole(self.in_scope.len()) <= room)
                && provision::unit_breach(scenario, there, &self.in_scope).is_none()
                && self.in_scope.iter().all(|child| openings.is_open_provision(*child, *at))
        };
        (0..homes).filter(home).chain((0..scenario.provisions.len()).filter(in_provision).map(move |at| homes + at))
    }
}
