//! Sibling groups that homes could keep together.

use std::collections::BTreeSet;

use super::network::{Chain, Plain, whole};
use super::openings::Openings;
use super::rooms::MIXED;
use crate::domain::{ChildId, Group, GroupId, Place, Plan, ProvisionId, Scenario};
use crate::policy::{is_on, limits, provision};

/// Siblings who are together as planned only if all are in one place: those joined by a chain of wanted pairs.
pub(super) struct Circle {
    /// Those to be matched, in id order; at least one.
    in_scope: Vec<ChildId>,
    /// Everybody of it.
    members: Vec<ChildId>,
    /// Where the others stay.
    places: BTreeSet<Option<Place>>,
}

/// The circles of a group: with two siblings at least, one of them to be matched.
fn circles(scenario: &Scenario, group: &Group) -> Vec<Circle> {
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

/// Sibling groups of a future, by what can be done for them.
pub(super) struct Groups {
    /// With somebody to be matched.
    pub(super) all: i64,
    /// Of those, split whatever is recruited: they are not split for want of a home.
    pub(super) bound_to_be_split: BTreeSet<GroupId>,
    /// Of those, together whatever happens: no two of them are planned to be.
    pub(super) free: i64,
    /// The largest circle of each other group.
    circles: Vec<Circle>,
}

impl Groups {
    pub(super) fn of(openings: &Openings<'_>) -> Self {
        let scenario = openings.scenario;
        let mut groups = Self { all: 0, bound_to_be_split: BTreeSet::new(), free: 0, circles: Vec::new() };
        for (at, group) in scenario.groups.iter().enumerate() {
            if !group.members.iter().any(|child| scenario.child(*child).in_scope()) {
                continue;
            }
            groups.all += 1;
            let circles = circles(scenario, group);
            if circles.iter().any(|circle| circle.is_bound_to_be_split(openings)) {
                groups.bound_to_be_split.insert(GroupId::at(at));
            } else if let Some(largest) = circles.into_iter().max_by_key(|circle| circle.in_scope.len()) {
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
            Chain { rooms: vec![room], kind: openings.kind_of(place) }
        });
        Plain { places: places.collect(), doors }
    }
}

impl Circle {
    /// Whether nothing that could be recruited keeps it together: its members must live apart, stay in different places,
    /// or stay where the others may not join them.
    fn is_bound_to_be_split(&self, openings: &Openings<'_>) -> bool {
        let scenario = openings.scenario;
        let apart = limits::ALL.iter().find(|limit| limit.about().id == "must-apart");
        let apart_counts = apart.is_some_and(|limit| is_on(scenario, limit.about()));
        let must_apart = |a: &ChildId| self.members.iter().any(|b| a < b && scenario.plan(*a, *b) == Plan::MustApart);
        (apart_counts && self.members.iter().any(must_apart))
            || self.places.len() > 1
            || self.places.first().is_some_and(|there| match there {
                Some(Place::Home(home)) => !self.may_join(openings, home.index()),
                _ => true,
            })
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
