//! Which changes stand between children and homes, the most promising first.
//!
//! *Takes* a scenario and its proposal. *Gives* every single change that would let a child, or siblings together, into a
//! home that exactly one rule or limit closes to them, beside those who stay there or beside those who would live there;
//! and one place, bedroom or exemption more where more children could come than may live together.
//! *Never* says what a change does: only solving again does.
//!
//! Not repaired, since nobody can or should put them right by a decision about a home: `sex`, `resident-ages`, `pets`
//! and `smoke-free` (who lives in the house and how), `never`, `must-apart`, `solo` and `companions` (what was assessed
//! for the child), `foster-care` (what care suits the child), `kinship-named` (whose kin the carers are), `area` (an
//! approval by the child's own authority, case by case), pins and forbids (what a person decided).

mod mend;
mod promise;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Change;
use crate::domain::{ChildId, Household, Place, Plan, Proposal, Scenario};
use crate::policy::Pairs;
use crate::policy::limits::{self, Limit};
use promise::Promise;

/// The changes, the most promising first. The order decides only which are solved when not all are.
pub(super) fn candidates(scenario: &Scenario, proposal: &Proposal) -> Vec<Change> {
    let scene = Scene::of(scenario, proposal);
    let per_home: Vec<_> = scenario.households.par_iter().map(|home| of_home(&scene, home)).collect();
    let mut best: BTreeMap<Change, Promise> = BTreeMap::new();
    for (change, promise) in per_home.into_iter().flatten() {
        best.entry(change).and_modify(|known| known.take_better(&promise)).or_insert(promise);
    }
    let mut all: Vec<(Change, Promise)> = best.into_iter().collect();
    all.sort_by(|(a, first), (b, second)| (first, a).cmp(&(second, b)));
    all.into_iter().map(|(change, _)| change).collect()
}

/// A scenario and its proposal, laid out by home.
struct Scene<'a> {
    scenario: &'a Scenario,
    proposal: &'a Proposal,
    pairs: Pairs<'a>,
    limits: Vec<&'static dyn Limit>,
    /// Who would move in together: each child in scope, and parts of sibling groups.
    units: Vec<Vec<ChildId>>,
    /// By home: who stays there.
    staying: Vec<Vec<ChildId>>,
    /// By home: who would live there.
    living: Vec<Vec<ChildId>>,
}

impl<'a> Scene<'a> {
    fn of(scenario: &'a Scenario, proposal: &'a Proposal) -> Self {
        let by_home = |place: &dyn Fn(ChildId) -> Option<Place>| {
            let mut homes = vec![Vec::new(); scenario.households.len()];
            for child in &scenario.children {
                if let Some(Place::Home(home)) = place(child.id) {
                    homes[home.index()].push(child.id);
                }
            }
            homes
        };
        let stays = |child: ChildId| scenario.child(child).current.filter(|_| !scenario.child(child).in_scope());
        Self {
            scenario,
            proposal,
            pairs: Pairs::of(scenario),
            limits: limits::active(scenario),
            units: units(scenario),
            staying: by_home(&stays),
            living: by_home(&|child| proposal.of(child).map(|at| at.place)),
        }
    }

    /// The limits that are broken if exactly these live in the home.
    fn broken(&self, home: &Household, everyone: &[ChildId]) -> Vec<&'static str> {
        let breach = |limit: &&&dyn Limit| limit.breach(self.scenario, home, everyone).is_some();
        self.limits.iter().filter(breach).map(|limit| limit.about().id).collect()
    }
}

/// Up to so many siblings, every part of a group is asked about; of a larger one each child, those whom plans bind
/// together, and the whole.
const MANY_SIBLINGS: usize = 6;

/// Who would move in together, children in scope only, in order.
fn units(scenario: &Scenario) -> Vec<Vec<ChildId>> {
    let mut units: BTreeSet<Vec<ChildId>> = scenario.in_scope().map(|child| vec![child.id]).collect();
    for group in &scenario.groups {
        let members: Vec<ChildId> =
            group.members.iter().copied().filter(|child| scenario.child(*child).in_scope()).collect();
        if members.len() <= MANY_SIBLINGS {
            let part = |which: u32| (0..members.len()).filter(|i| which & (1 << i) != 0).map(|i| members[i]).collect();
            units.extend((1..1_u32 << members.len()).map(part));
        } else {
            units.extend(members.iter().map(|child| bound_to(scenario, *child, &members)));
            units.insert(members);
        }
    }
    units.into_iter().collect()
}

/// The child and those of its siblings with whom it must be together, by a chain of such plans.
fn bound_to(scenario: &Scenario, child: ChildId, members: &[ChildId]) -> Vec<ChildId> {
    let mut bound = vec![child];
    let mut next = 0;
    while let Some(from) = bound.get(next).copied() {
        let more = members.iter().filter(|to| **to != from && scenario.plan(from, **to) == Plan::MustTogether);
        let more: Vec<ChildId> = more.filter(|to| !bound.contains(to)).copied().collect();
        bound.extend(more);
        next += 1;
    }
    bound.sort_unstable();
    bound
}

/// The changes that would let somebody into this home.
fn of_home(scene: &Scene<'_>, home: &Household) -> Vec<(Change, Promise)> {
    let closed: BTreeMap<ChildId, Vec<&'static str>> =
        scene.scenario.in_scope().map(|child| (child.id, scene.pairs.closed_by(child, home))).collect();
    let staying = &scene.staying[home.id.index()];
    let living = &scene.living[home.id.index()];
    let mut found: Vec<(Change, Promise)> =
        more_room(scene, home, &closed).into_iter().map(|change| (change, Promise::none())).collect();
    for unit in scene.units.iter().filter(|unit| !unit.iter().all(|child| living.contains(child))) {
        let rules: BTreeSet<&'static str> = unit.iter().flat_map(|child| closed[child].iter().copied()).collect();
        if rules.len() > 1 {
            continue;
        }
        let beside_staying = together(staying, unit);
        let beside_living = together(living, unit);
        if let Some(rule) = rules.first() {
            let shut_out: Vec<ChildId> = unit.iter().copied().filter(|child| !closed[child].is_empty()).collect();
            if let Some(change) = mend::rule(scene.scenario, home, &shut_out, rule)
                && scene.broken(home, &beside_staying).is_empty()
            {
                let has_room = scene.broken(home, &beside_living).is_empty();
                found.push((change, promise::of(scene, unit, home, has_room)));
            }
            continue;
        }
        let beside = if scene.broken(home, &beside_staying).is_empty() { &beside_living } else { &beside_staying };
        if let [limit] = scene.broken(home, beside)[..] {
            for change in mend::limit(scene.scenario, home, unit, beside, limit) {
                let after = change.of_home(home);
                if scene.broken(&after, beside).is_empty() {
                    let has_room = scene.broken(&after, &beside_living).is_empty();
                    found.push((change, promise::of(scene, unit, home, has_room)));
                }
            }
        }
    }
    found
}

/// A place, a bedroom or an exemption more, where more children are let in by every rule about a child and a home than
/// have one: they can matter to children who could come one by one but not together.
fn more_room(scene: &Scene<'_>, home: &Household, closed: &BTreeMap<ChildId, Vec<&str>>) -> Vec<Change> {
    let open = closed.values().filter(|bars| bars.is_empty()).count();
    if open == 0 {
        return Vec::new();
    }
    let in_all = i64::try_from(scene.staying[home.id.index()].len() + open).unwrap_or(i64::MAX);
    let rooms = i64::try_from(home.bedrooms.iter().filter(|beds| **beds > 0).count()).unwrap_or(i64::MAX);
    let most = scene.scenario.settings.policy.usual_fostering_limit;
    let mut changes = Vec::new();
    for limit in scene.limits.iter().map(|limit| limit.about().id) {
        match limit {
            "approved-number" if in_all > home.places && mend::may_have_more_places(home) => {
                changes.push(Change::OnePlace(home.id));
            }
            "bedrooms" if in_all > rooms => changes.push(Change::Bedroom(home.id)),
            "usual-fostering-limit" if in_all > most && home.places > most => {
                let units = scene.units.iter().filter(|unit| unit.iter().all(|child| closed[child].is_empty()));
                changes.extend(units.filter_map(|unit| mend::exempt(home, unit)));
            }
            _ => {}
        }
    }
    changes
}

/// Both, each once, in id order.
fn together(there: &[ChildId], unit: &[ChildId]) -> Vec<ChildId> {
    let mut all = [there, unit].concat();
    all.sort_unstable();
    all.dedup();
    all
}
