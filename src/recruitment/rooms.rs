//! How many of whom a home could take, by counting: the relaxation of the limits that a flow can carry.

use std::collections::BTreeSet;

use super::network::whole;
use crate::domain::{Child, ChildId, Companions, GroupId, Household, Scenario, Sector};
use crate::policy::limits::{self, Limit, bedrooms};

/// The lanes of a home, innermost first. Whoever comes in through one also counts in those after it.
///
/// * [`ALONE`]: children who must be the only one; one of them, if nobody stays there.
/// * [`OWN_ROOM`]: children without siblings here who cannot share a room with anybody and are too old for the cot; as
///   many as rooms that no family who stays takes up.
/// * [`MIXED`]: children who would not be of one family with the others; the approved number and the usual limit.
/// * [`TOTAL`]: siblings of each other; what the home can take of one family, if that is more.
///
/// Every lawful company is within all four. They forget who may share which room with whom, ages of companions, who must
/// live apart, and that those above [`MIXED`] must be of one family.
pub(super) const ALONE: u8 = 0;
pub(super) const OWN_ROOM: u8 = 1;
pub(super) const MIXED: u8 = 2;
pub(super) const TOTAL: u8 = 3;

/// The limits that are on, for counting.
#[expect(clippy::struct_excessive_bools, reason = "each is a limit that is on or off")]
pub(super) struct Rooms<'s> {
    scenario: &'s Scenario,
    /// All that stay broken when others come too.
    hereditary: Vec<&'static dyn Limit>,
    all: Vec<&'static dyn Limit>,
    approved: bool,
    usual: bool,
    bedrooms: bool,
    solo: bool,
    /// The most siblings in scope of one group.
    largest: i64,
    in_scope: i64,
}

/// Who stays in a home, and of how many families they are.
pub(super) struct Staying {
    pub(super) children: Vec<ChildId>,
    families: i64,
    /// The group, if all are of one.
    group: Option<GroupId>,
}

impl<'s> Rooms<'s> {
    pub(super) fn of(scenario: &'s Scenario) -> Self {
        let on = |id| scenario.switched_off(id).is_none();
        let all = limits::active(scenario);
        let in_group = |group: &crate::domain::Group| {
            whole(group.members.iter().filter(|child| scenario.child(**child).in_scope()).count())
        };
        Self {
            scenario,
            hereditary: all.iter().copied().filter(|limit| limit.is_hereditary()).collect(),
            all,
            approved: on("approved-number"),
            usual: on("usual-fostering-limit"),
            bedrooms: on("bedrooms"),
            solo: on("solo"),
            largest: scenario.groups.iter().map(in_group).max().unwrap_or(0),
            in_scope: whole(scenario.in_scope().count()),
        }
    }

    /// Who stays where: one walk through the children.
    pub(super) fn staying(&self) -> Vec<Staying> {
        let mut children = vec![Vec::new(); self.scenario.households.len()];
        for child in self.scenario.children.iter().filter(|child| !child.in_scope()) {
            if let Some(crate::domain::Place::Home(home)) = child.current {
                children[home.index()].push(child.id);
            }
        }
        children.into_iter().map(|children| self.families(children)).collect()
    }

    fn families(&self, children: Vec<ChildId>) -> Staying {
        let groups: BTreeSet<(Option<GroupId>, Option<ChildId>)> = children
            .iter()
            .map(|child| match self.scenario.child(*child).group {
                Some(group) => (Some(group), None),
                None => (None, Some(*child)),
            })
            .collect();
        let group = if groups.len() == 1 { groups.iter().next().and_then(|(group, _)| *group) } else { None };
        Staying { families: whole(groups.len()), group, children }
    }

    /// What each lane of a home lets through beside those who stay there.
    pub(super) fn lanes(&self, home: &Household, staying: &Staying) -> Vec<i64> {
        let there = whole(staying.children.len());
        let nobody = there == 0;
        let cot = i64::from(home.carers_room_cot);
        let mut any = self.in_scope;
        if self.bedrooms {
            let beds = home.bedrooms.iter().filter(|beds| **beds > 0).fold(cot, |sum, beds| sum.saturating_add(*beds));
            any = any.min(beds.saturating_sub(there));
        }
        let of_one_family = if nobody {
            any.min(self.largest.max(1))
        } else if staying.group.is_some() {
            any
        } else {
            0
        };
        let approved = |number: i64| if self.approved { number.saturating_sub(there) } else { i64::MAX };
        let total = of_one_family.min(approved(home.places.max(home.places_for_siblings)));
        let mut mixed = any.min(approved(home.places));
        if self.usual {
            mixed = mixed.min(self.usual_limit_left(home, staying));
        }
        if nobody {
            // A child alone is of one family.
            mixed = mixed.max(total.min(1));
        }
        let mixed = mixed.max(0);
        let own = if self.nobody_shares() { mixed.min(self.free_rooms(home, staying)).max(0) } else { mixed };
        vec![i64::from(nobody), own, mixed, total.max(mixed)]
    }

    /// How many more by the usual limit, if all who are named on an exemption came too.
    fn usual_limit_left(&self, home: &Household, staying: &Staying) -> i64 {
        let exempt = |child: &ChildId| home.sector != Sector::Kinship && home.named_children.contains(child);
        let counted = staying.children.iter().filter(|child| !exempt(child)).count();
        let named = home.named_children.iter().filter(|child| exempt(child) && self.scenario.child(**child).in_scope());
        self.scenario.settings.policy.usual_fostering_limit.saturating_sub(whole(counted)) + whole(named.count())
    }

    /// Whether children of different families never share a room.
    fn nobody_shares(&self) -> bool {
        self.bedrooms && self.scenario.settings.policy.unrelated_share_max_age.is_none()
    }

    /// Rooms that no family who stays takes up; one of them may be only a baby in the cot.
    fn free_rooms(&self, home: &Household, staying: &Staying) -> i64 {
        let rooms = whole(home.bedrooms.iter().filter(|beds| **beds > 0).count());
        let baby = staying.children.iter().any(|child| bedrooms::may_use_cot(self.scenario, home, *child));
        rooms - (staying.families - i64::from(baby)).max(0)
    }

    /// The lane through which a child in scope comes in.
    pub(super) fn lane(&self, home: &Household, staying: &Staying, child: &Child) -> u8 {
        let cot = self.bedrooms && bedrooms::may_use_cot(self.scenario, home, child.id);
        if self.solo && child.companions == Companions::Solo && !cot {
            ALONE
        } else if child.group.is_none() {
            if cot { MIXED } else { OWN_ROOM }
        } else if staying.children.is_empty() || staying.group == child.group {
            TOTAL
        } else {
            MIXED
        }
    }

    /// Whether a child in scope could join those who stay. A limit that is broken stays broken when others come too;
    /// only `must-together` is mended by company, and not asked.
    pub(super) fn may_join(&self, home: &Household, staying: &Staying, child: ChildId) -> bool {
        // Where there is room for anybody, a child alone breaks nothing but where every bed is a cot.
        let alone = staying.children.is_empty() && home.bedrooms.iter().any(|beds| *beds > 0);
        alone || self.is_lawful(&self.hereditary, home, staying, &[child])
    }

    /// Whether siblings in scope could join those who stay, and nobody else.
    pub(super) fn may_all_join(&self, home: &Household, staying: &Staying, children: &[ChildId]) -> bool {
        self.is_lawful(&self.all, home, staying, children)
    }

    fn is_lawful(
        &self,
        limits: &[&'static dyn Limit],
        home: &Household,
        staying: &Staying,
        children: &[ChildId],
    ) -> bool {
        let mut everyone = staying.children.clone();
        everyone.extend(children);
        everyone.sort_unstable();
        limits.iter().all(|limit| limit.breach(self.scenario, home, &everyone).is_none())
    }
}
