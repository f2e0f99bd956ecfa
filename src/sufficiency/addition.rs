//! How many more could live in a home: an exact search, and what stands in the way of one more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Mismatch;
use crate::compatibility::Graph;
use crate::domain::{ChildId, DecisionKind, Household, Place, Scenario};
use crate::policy::limits::{self, Limit};
use crate::policy::{Pairs, rules};

/// What every home is measured by.
pub(super) struct Yardstick<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) graph: &'s Graph,
    pub(super) pairs: Pairs<'s>,
    /// The limits that are on.
    pub(super) limits: Vec<&'static dyn Limit>,
    /// The children short of a home.
    pub(super) short: BTreeSet<ChildId>,
    /// The children to be matched.
    pub(super) in_need: BTreeSet<ChildId>,
}

/// A home and those who would live there, in id order.
pub(super) struct Company<'a> {
    pub(super) yardstick: &'a Yardstick<'a>,
    pub(super) home: &'a Household,
    pub(super) there: Vec<ChildId>,
}

impl Company<'_> {
    /// The most children short of a home elsewhere, up to a number, who could all be added, the first by their ids; and
    /// what keeps further ones out, if anything does that leaves places free.
    pub(super) fn largest_addition(&self, most: usize) -> (Vec<ChildId>, Option<Mismatch>) {
        let open = self.yardstick.graph.children_of(Place::Home(self.home.id));
        let open: Vec<ChildId> = open
            .into_iter()
            .filter(|child| self.yardstick.short.contains(child) && !self.there.contains(child))
            .collect();
        let mut search = Search { company: self, most, best: Vec::new() };
        let fit = search.fit(&[], &open);
        search.extend(&mut Vec::new(), &fit);
        let added = search.best;
        if added.len() == most {
            return (added, None);
        }
        let left = |among: &BTreeSet<ChildId>| -> Vec<ChildId> {
            among.iter().copied().filter(|child| !self.there.contains(child) && !added.contains(child)).collect()
        };
        let short = left(&self.yardstick.short);
        let mismatch = if short.is_empty() {
            self.closed_to_all(&added, &left(&self.yardstick.in_need))
        } else {
            most_objections(short.iter().map(|child| self.objections(&added, *child, |_| true)))
        };
        (added, mismatch)
    }

    /// What closes a home to every one of these; nothing if it is open to somebody, or there is nobody.
    fn closed_to_all(&self, added: &[ChildId], children: &[ChildId]) -> Option<Mismatch> {
        // That a sibling must come along says something about the child, and nothing about the home.
        let objections = |child: &ChildId| self.objections(added, *child, |limit| limit.is_hereditary());
        let all: Vec<Vec<&'static str>> = children.iter().map(objections).collect();
        if all.iter().any(Vec::is_empty) { None } else { most_objections(all.into_iter()) }
    }

    /// Everything that keeps a child out: what closes the home to it; if nothing does, the limits that it would break.
    fn objections(&self, added: &[ChildId], child: ChildId, which: impl Fn(&dyn Limit) -> bool) -> Vec<&'static str> {
        let yardstick = self.yardstick;
        let bars = yardstick.pairs.closed_by(yardstick.scenario.child(child), self.home);
        if !bars.is_empty() {
            return bars;
        }
        let everyone = self.with(added, Some(child));
        let limits = yardstick.limits.iter().filter(|limit| which(**limit));
        limits.filter(|limit| self.is_broken(**limit, &everyone)).map(|limit| limit.about().id).collect()
    }

    fn is_broken(&self, limit: &dyn Limit, everyone: &[ChildId]) -> bool {
        limit.breach(self.yardstick.scenario, self.home, everyone).is_some()
    }

    /// Everybody, in id order.
    fn with(&self, added: &[ChildId], child: Option<ChildId>) -> Vec<ChildId> {
        let mut everyone: Vec<ChildId> = self.there.iter().chain(added).copied().chain(child).collect();
        everyone.sort_unstable();
        everyone
    }
}

/// The objection that most of these children meet, the first in the catalogue among equals.
fn most_objections(objections: impl Iterator<Item = Vec<&'static str>>) -> Option<Mismatch> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for id in objections.flatten() {
        *counts.entry(id).or_default() += 1;
    }
    let most = counts.into_iter().min_by_key(|(id, children)| (Reverse(*children), rank(id)));
    most.map(|(id, children)| Mismatch { id, children })
}

/// The place in the catalogue: rules, decisions, limits.
fn rank(id: &str) -> usize {
    let rules = rules::ALL.iter().map(|rule| rule.about().id);
    let decisions = [DecisionKind::Forbid.word(), DecisionKind::Pin.word()];
    let mut all = rules.chain(decisions).chain(limits::ALL.iter().map(|limit| limit.about().id));
    all.position(|each| each == id).unwrap_or(usize::MAX)
}

/// A search through the additions, in the order of ids. A branch is left only if a limit whose every part is lawful is
/// broken, or too few children are left to do better, so that the largest is found.
struct Search<'c> {
    company: &'c Company<'c>,
    /// Places free.
    most: usize,
    best: Vec<ChildId>,
}

impl Search<'_> {
    /// Tries every addition that begins with these; true = all places are filled.
    fn extend(&mut self, added: &mut Vec<ChildId>, fit: &[ChildId]) -> bool {
        if added.len() > self.best.len() && self.is_lawful(added) {
            self.best.clone_from(added);
        }
        if self.best.len() == self.most {
            return true;
        }
        for (position, child) in fit.iter().enumerate() {
            let further = (fit.len() - position).min(self.most - added.len());
            if added.len() + further <= self.best.len() {
                return false;
            }
            added.push(*child);
            let fit = if added.len() < self.most { self.fit(added, &fit[position + 1..]) } else { Vec::new() };
            let is_full = self.extend(added, &fit);
            added.pop();
            if is_full {
                return true;
            }
        }
        false
    }

    /// Those who break nothing beside these for which siblings left behind could make up.
    fn fit(&self, added: &[ChildId], children: &[ChildId]) -> Vec<ChildId> {
        let company = self.company;
        let limits = || company.yardstick.limits.iter().filter(|limit| limit.is_hereditary());
        let fits = |child: &ChildId| {
            let everyone = company.with(added, Some(*child));
            !limits().any(|limit| company.is_broken(*limit, &everyone))
        };
        children.iter().copied().filter(fits).collect()
    }

    /// Limits that a part may break are asked of the whole.
    fn is_lawful(&self, added: &[ChildId]) -> bool {
        let company = self.company;
        let everyone = company.with(added, None);
        let mut limits = company.yardstick.limits.iter().filter(|limit| !limit.is_hereditary());
        !limits.any(|limit| company.is_broken(*limit, &everyone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compatibility::graph;
    use crate::domain::{Plan, Proposal};
    use crate::policy::fixture::{Fixture, set_age};
    use crate::sufficiency::{HomeFact, position};

    /// The first home with nobody placed.
    fn first_home(fixture: &Fixture) -> HomeFact {
        let scenario = &fixture.scenario;
        let nobody = Proposal::of_those_who_stay(scenario);
        position(scenario, &graph(scenario), &nobody).homes.swap_remove(0)
    }

    fn closed_by(fixture: &Fixture) -> (i64, Option<(&'static str, usize)>) {
        let fact = first_home(fixture);
        (fact.usable, fact.mismatch.map(|mismatch| (mismatch.id, mismatch.children)))
    }

    #[test]
    fn siblings_who_must_be_together_come_together_or_not_at_all() {
        let mut fixture = Fixture::new();
        let siblings = fixture.siblings(&[8, 8, 8]);
        fixture.home(|_| ());
        fixture.plan(siblings[0], siblings[1], Plan::MustTogether);
        fixture.plan(siblings[1], siblings[2], Plan::MustTogether);
        assert_eq!(closed_by(&fixture), (3, None), "three places for the three, though no part of them is lawful");
        fixture.scenario.households[0].places = 2;
        fixture.scenario.households[0].places_for_siblings = 2;
        assert_eq!(closed_by(&fixture), (0, Some(("must-together", 3))));
        fixture.child(|_| ());
        let expected = (1, Some(("must-together", 3)));
        assert_eq!(closed_by(&fixture), expected, "the other child may come, and each of the three lacks the others");
    }

    #[test]
    fn the_rule_that_keeps_out_most_is_named_and_the_first_of_equals() {
        let mut fixture = Fixture::new();
        fixture.home(|home| home.age_max = 5);
        fixture.child(|child| set_age(child, 9));
        assert_eq!(closed_by(&fixture), (0, Some(("age-range", 1))));
        for _ in 0..2 {
            let child = fixture.child(|child| set_age(child, 4));
            fixture.decide(child, fixture.scenario.households[0].id, DecisionKind::Forbid, None);
        }
        assert_eq!(closed_by(&fixture), (0, Some(("forbid", 2))));
        fixture.child(|child| set_age(child, 9));
        assert_eq!(closed_by(&fixture), (0, Some(("age-range", 2))), "rules come before decisions");
    }

    #[test]
    fn places_left_over_are_spare_unless_the_home_is_closed_to_everybody() {
        let mut fixture = Fixture::new();
        let home = fixture.home(|_| ());
        fixture.child(|child| child.companions = crate::domain::Companions::Solo);
        assert_eq!(closed_by(&fixture), (3, None), "one child is short and could come; nobody else is there to ask");
        fixture.child(|child| child.foster_care = crate::domain::Suitability::Unsuitable);
        assert_eq!(closed_by(&fixture), (1, Some(("foster-care", 1))), "the others in need do not fit");
        fixture.scenario.households[home.index()].places = 1;
        assert_eq!(closed_by(&fixture), (1, None));
    }
}
