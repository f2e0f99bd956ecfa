//! The goals, counted on a proposal and as rows of its model: the two readings that a test compares.

use std::collections::BTreeMap;

use super::Trial;
use super::siblings::{Circle, bound_to_be_split, circles};
use crate::domain::{ChildId, Goal, Goals, GroupId, Place, Proposal, ProvisionKind, Scenario};
use crate::model::Model;
use crate::solve::{Aims, ProgramRow};

/// Children in care, where they are and what that costs; sibling groups with somebody in scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Heads {
    pub(super) children: i64,
    pub(super) in_house: i64,
    pub(super) residential: i64,
    pub(super) unplaced: i64,
    pub(super) groups: i64,
    /// Split for want of a home: those that are bound to be split count as if they were together.
    pub(super) split: i64,
    pub(super) weekly_cost: i64,
}

impl Heads {
    /// Counts a proposal, those who stay included.
    pub(super) fn of(scenario: &Scenario, proposal: &Proposal) -> Self {
        let mut heads = Self::default();
        for child in &scenario.children {
            heads.children += 1;
            match proposal.of(child.id) {
                None => heads.unplaced += 1,
                Some(there) => {
                    heads.in_house += i64::from(scenario.is_in_house(there.place));
                    heads.residential += i64::from(is_residential(scenario, there.place));
                    heads.weekly_cost += scenario.weekly_cost(there.place).0;
                }
            }
        }
        let bound = bound_to_be_split(scenario);
        for (at, group) in scenario.groups.iter().enumerate() {
            let members = &group.members;
            if members.iter().any(|child| scenario.child(*child).in_scope()) {
                let apart = |a: &ChildId| members.iter().any(|b| a < b && proposal.splits(scenario, *a, *b));
                heads.groups += 1;
                heads.split += i64::from(!bound.contains(&GroupId::at(at)) && members.iter().any(apart));
            }
        }
        heads
    }

    /// Whether a goal holds.
    fn holds(&self, goal: Goal, number: i64) -> bool {
        let share = crate::domain::Rate(number);
        match goal {
            Goal::InHouse => self.in_house >= share.of_rounded_up(self.children),
            Goal::SiblingsTogether => self.groups - self.split >= share.of_rounded_up(self.groups),
            Goal::Residential => self.residential <= share.of_rounded_down(self.children),
            Goal::Unplaced => self.unplaced <= share.of_rounded_down(self.children),
            Goal::WeeklyBudget => self.weekly_cost <= number,
        }
    }

    /// Whether each goal asked for holds.
    pub(super) fn goals(&self, goals: &Goals) -> BTreeMap<Goal, bool> {
        goals.wanted.iter().map(|(goal, number)| (*goal, self.holds(*goal, *number))).collect()
    }
}

pub(super) fn is_residential(scenario: &Scenario, place: Place) -> bool {
    let kind = match place {
        Place::Home(_) => return false,
        Place::Provision(id) => scenario.provision(id).kind,
    };
    matches!(kind, ProvisionKind::Residential | ProvisionKind::Supported)
}

/// The goals as rows: each counts those who stay as given and the children of each column as they would live.
pub(super) fn aims(scenario: &Scenario, model: &Model, staying: &Heads, goals: &Goals) -> Aims {
    let mut aims = Aims::default();
    for (goal, number) in &goals.wanted {
        let share = crate::domain::Rate(*number);
        let heads = |sign: i64, counts: &dyn Fn(Place) -> bool| -> Vec<(usize, i64)> {
            let columns = model.columns.iter().enumerate().filter(|(_, column)| counts(column.place));
            columns.map(|(variable, column)| (variable, sign * whole(column.children.len()))).collect()
        };
        let (terms, at_most) = match goal {
            Goal::InHouse => {
                let terms = heads(-1, &|place| scenario.is_in_house(place));
                (terms, staying.in_house - share.of_rounded_up(staying.children))
            }
            Goal::Residential => {
                let terms = heads(1, &|place| is_residential(scenario, place));
                (terms, share.of_rounded_down(staying.children) - staying.residential)
            }
            Goal::Unplaced => (heads(-1, &|_| true), share.of_rounded_down(staying.children) - staying.unplaced),
            Goal::WeeklyBudget => {
                let cost = |(variable, column): (usize, &crate::model::Column)| {
                    (variable, whole(column.children.len()) * scenario.weekly_cost(column.place).0)
                };
                (model.columns.iter().enumerate().map(cost).collect(), number - staying.weekly_cost)
            }
            Goal::SiblingsTogether => {
                together(scenario, model, share.of_rounded_up(staying.groups), &mut aims);
                continue;
            }
        };
        aims.wanted.push(ProgramRow::at_most(terms, at_most));
    }
    aims
}

/// At least so many sibling groups together. A group of one circle is together where one of the columns that keep the
/// circle is chosen; a group of several has a helper that is no more than each of its circles.
fn together(scenario: &Scenario, model: &Model, at_least: i64, aims: &mut Aims) {
    let mut keeping: BTreeMap<Circle, Vec<usize>> = BTreeMap::new();
    let mut by_group: BTreeMap<usize, Vec<Circle>> = BTreeMap::new();
    let mut free = 0;
    let bound = bound_to_be_split(scenario);
    for (index, group) in scenario.groups.iter().enumerate() {
        if group.members.iter().any(|child| scenario.child(*child).in_scope()) {
            let circles = if bound.contains(&GroupId::at(index)) { Vec::new() } else { circles(scenario, group) };
            free += i64::from(circles.is_empty());
            keeping.extend(circles.iter().map(|circle| (circle.clone(), Vec::new())));
            by_group.insert(index, circles);
        }
    }
    for (variable, column) in model.columns.iter().enumerate() {
        let group = scenario.child(column.children[0]).group;
        for circle in group.and_then(|group| by_group.get(&group.index())).into_iter().flatten() {
            if circle.is_kept_by(scenario, &column.children, column.place) {
                keeping.entry(circle.clone()).or_default().push(variable);
            }
        }
    }
    let mut terms = Vec::new();
    for circles in by_group.values().filter(|circles| !circles.is_empty()) {
        if let [circle] = circles.as_slice() {
            terms.extend(keeping[circle].iter().map(|variable| (*variable, -1)));
            continue;
        }
        let helper = model.variables() + aims.helpers;
        aims.helpers += 1;
        terms.push((helper, -1));
        for circle in circles {
            let mut link: Vec<(usize, i64)> = keeping[circle].iter().map(|variable| (*variable, -1)).collect();
            link.push((helper, 1));
            aims.links.push(ProgramRow::at_most(link, 0));
        }
    }
    aims.wanted.push(ProgramRow::at_most(terms, free - at_least));
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("a count of children fits")
}

impl Trial {
    /// The heads of a proposal as a trial tells them.
    pub(super) fn of(number: u32, ending: super::Ending, heads: &Heads, goals: &Goals) -> Self {
        Self {
            future: number,
            ending,
            children: heads.children,
            children_in_house: heads.in_house,
            children_residential: heads.residential,
            children_unplaced: heads.unplaced,
            groups: heads.groups,
            groups_split: heads.split,
            weekly_cost: crate::domain::PencePerWeek(heads.weekly_cost),
            goals: heads.goals(goals),
        }
    }
}
