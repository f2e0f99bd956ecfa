//! How many more children each place could ever take: an upper bound by counting alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Child, ChildId, GroupId, Household, Place, Provision, Scenario, Sector};
use crate::policy::limits::{self, Limit};

/// The counting limits that are on.
pub(super) struct Rooms<'s> {
    scenario: &'s Scenario,
    /// All that are on but `must-together`.
    limits: Vec<&'static dyn Limit>,
    /// Who stays in each home.
    staying: Vec<Vec<ChildId>>,
    approved_number: bool,
    usual_limit: bool,
    bedrooms: bool,
}

impl<'s> Rooms<'s> {
    pub(super) fn of(scenario: &'s Scenario) -> Self {
        let on = |id| scenario.switched_off(id).is_none();
        Self {
            scenario,
            limits: limits::active(scenario).into_iter().filter(|limit| limit.about().id != "must-together").collect(),
            staying: scenario.staying_by_home(),
            approved_number: on("approved-number"),
            usual_limit: on("usual-fostering-limit"),
            bedrooms: on("bedrooms"),
        }
    }

    /// Whether a child in scope could join those who stay in a home, as far as the limits go.
    ///
    /// A limit that is broken stays broken when others come too, so neither may a child join those who break one by
    /// themselves, nor will company help a child who may not join alone. Only `must-together` is mended by company: it is
    /// not asked.
    pub(super) fn may_join(&self, home: &Household, child: &Child) -> bool {
        let staying = &self.staying[home.id.index()];
        let with_those_who_stay: Vec<ChildId>;
        let everyone = if staying.is_empty() {
            std::slice::from_ref(&child.id)
        } else {
            let before = staying.partition_point(|each| *each < child.id);
            with_those_who_stay = [&staying[..before], &[child.id], &staying[before..]].concat();
            &with_those_who_stay
        };
        self.limits.iter().all(|limit| limit.breach(self.scenario, home, everyone).is_none())
    }

    /// How many of these children in scope, to each of whom the home is open, it could take at most.
    pub(super) fn home(&self, home: &Household, open_to: &[&Child]) -> usize {
        let staying = &self.staying[home.id.index()];
        let mixed = self.mixed(home, staying, open_to);
        let beds = home.bedrooms.iter().fold(i64::from(home.carers_room_cot), |sum, beds| sum.saturating_add(*beds));
        let most = mixed.max(self.one_group(home, staying, open_to));
        clamp(if self.bedrooms { most.min(beds.saturating_sub(count(staying))) } else { most }, open_to.len())
    }

    /// With children of any families: the approved number, and the usual limit on those who are not named on an exemption.
    fn mixed(&self, home: &Household, staying: &[ChildId], open_to: &[&Child]) -> i64 {
        let mut most = count(open_to);
        if self.approved_number {
            most = most.min(home.places.saturating_sub(count(staying)));
        }
        if self.usual_limit {
            let exempt = |child: &ChildId| home.sector != Sector::Kinship && home.named_children.contains(child);
            let unnamed = staying.iter().filter(|child| !exempt(child)).count();
            let named = open_to.iter().filter(|child| exempt(&child.id)).count();
            let usual = self.scenario.settings.policy.usual_fostering_limit;
            most = most.min(usual.saturating_sub(count_of(unnamed)).saturating_add(count_of(named)));
        }
        most
    }

    /// With children of one sibling group only, those who stay included.
    fn one_group(&self, home: &Household, staying: &[ChildId], open_to: &[&Child]) -> i64 {
        let resident: BTreeSet<Option<GroupId>> =
            staying.iter().map(|child| self.scenario.child(*child).group).collect();
        let mut largest: BTreeMap<GroupId, i64> = BTreeMap::new();
        for group in open_to.iter().filter_map(|child| child.group) {
            *largest.entry(group).or_default() += 1;
        }
        largest.retain(|group, _| resident.iter().all(|there| *there == Some(*group)));
        let most = largest.into_values().max().unwrap_or(0);
        if self.approved_number {
            most.min(home.places.max(home.places_for_siblings).saturating_sub(count(staying)))
        } else {
            most
        }
    }

    /// How many of these children in scope the provision could take at most.
    pub(super) fn provision(&self, there: &Provision, open_to: &[&Child]) -> usize {
        let place = Some(Place::Provision(there.id));
        let staying = self.scenario.children.iter().filter(|each| !each.in_scope() && each.current == place).count();
        there
            .capacity
            .map_or(open_to.len(), |capacity| clamp(capacity.saturating_sub(count_of(staying)), open_to.len()))
    }
}

fn count<T>(all: &[T]) -> i64 {
    count_of(all.len())
}

fn count_of(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A room of at least nobody and at most everybody to whom the place is open.
fn clamp(room: i64, at_most: usize) -> usize {
    usize::try_from(room.max(0)).unwrap_or(usize::MAX).min(at_most)
}
