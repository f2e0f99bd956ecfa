//! Which rules, limits and decisions close which homes, and which homes only one of them closes.

use std::collections::{BTreeMap, BTreeSet};

use super::NearMiss;
use super::scene::Scene;
use crate::domain::{ChildId, Decision, DecisionKind, HouseholdId, Place};
use crate::policy::{Bar, Objection};

/// The objection that a brother or sister who is not in scope lives elsewhere.
const STAYS: &str = "stays";

/// Homes asked about, one by one.
pub(super) struct Closed {
    /// For each rule, limit or decision, how many homes it closes; most homes first.
    pub(super) by: Vec<(&'static str, usize)>,
    /// Homes that nothing closes, in id order.
    pub(super) open: Vec<HouseholdId>,
    /// Homes that one objection closes, in id order, with its id.
    pub(super) nearly: Vec<(HouseholdId, &'static str)>,
    /// The same in words, as many as were asked for.
    pub(super) near_misses: Vec<NearMiss>,
}

/// Asks each of the homes about these children moving in together beside those who stay. So many near misses are told in
/// words: first those that are not free, since a telephone call may change that.
pub(super) fn of(
    scene: &Scene<'_>,
    children: &[ChildId],
    homes: impl Iterator<Item = HouseholdId>,
    near_misses: usize,
) -> Closed {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut closed = Closed { by: Vec::new(), open: Vec::new(), nearly: Vec::new(), near_misses: Vec::new() };
    for home in homes {
        let ids = closing(scene, children, home);
        for id in &ids {
            *counts.entry(id).or_default() += 1;
        }
        if ids.is_empty() {
            closed.open.push(home);
        } else if let (1, Some(id)) = (ids.len(), ids.first()) {
            closed.nearly.push((home, id));
        }
    }
    let mut told = closed.nearly.clone();
    if told.len() > near_misses {
        told.sort_by_key(|(_, id)| *id != "available");
        told.truncate(near_misses);
        told.sort_unstable();
    }
    for (home, _) in told {
        let objections = objections(scene, children, home).into_iter();
        closed.near_misses.extend(objections.map(|objection| NearMiss { home, objection }));
    }
    closed.by = counts.into_iter().collect();
    closed.by.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    closed
}

/// What closes the home to the children together: the ids of rules, limits and decisions. A brother or sister among
/// them who stays elsewhere would have to be moved (`stays`).
fn closing(scene: &Scene<'_>, children: &[ChildId], home: HouseholdId) -> BTreeSet<&'static str> {
    let movers = movers(scene, children, home);
    let mut ids: BTreeSet<&'static str> = BTreeSet::new();
    for child in movers.iter().map(|mover| scene.scenario.child(*mover)) {
        ids.extend(scene.pairs.closed_by(child, scene.scenario.household(home)));
        ids.extend((!child.in_scope()).then_some(STAYS));
    }
    ids.extend(scene.breaches_beside_those_who_stay(home, &movers).iter().map(|breach| breach.id));
    ids
}

/// The same with what was found: one objection of each rule, limit or decision.
fn objections(scene: &Scene<'_>, children: &[ChildId], home: HouseholdId) -> Vec<Objection> {
    let scenario = scene.scenario;
    let movers = movers(scene, children, home);
    let mut all: Vec<Objection> = Vec::new();
    let mut add = |id: &'static str, found: String| match all.iter_mut().find(|each| each.id == id) {
        Some(known) => known.found = format!("{}; {found}", known.found),
        None => all.push(Objection { id, found }),
    };
    for child in movers.iter().map(|mover| scenario.child(*mover)) {
        for bar in scene.pairs.bars(child, scenario.household(home)) {
            let found = in_words(scene, child.id, home, &bar);
            add(bar.id(), if movers.len() > 1 { format!("{}: {found}", child.reference) } else { found });
        }
        if let Some(elsewhere) = child.current.filter(|_| !child.in_scope()) {
            add(STAYS, format!("{} stays in {}", child.reference, scenario.place_name(elsewhere)));
        }
    }
    for breach in scene.breaches_beside_those_who_stay(home, &movers) {
        add(breach.id, breach.found);
    }
    all
}

/// Those of the children who do not stay in the home already.
fn movers(scene: &Scene<'_>, children: &[ChildId], home: HouseholdId) -> Vec<ChildId> {
    let staying = scene.staying_at(Place::Home(home));
    children.iter().copied().filter(|child| !staying.contains(child)).collect()
}

fn in_words(scene: &Scene<'_>, child: ChildId, home: HouseholdId, bar: &Bar) -> String {
    match bar {
        Bar::Rule(objection) => objection.found.clone(),
        Bar::Forbidden => {
            let forbidden =
                |each: &&Decision| each.kind == DecisionKind::Forbid && each.child == child && each.household == home;
            let reason = scene.scenario.decisions.iter().find(forbidden).and_then(|each| each.reason.as_deref());
            reason.map_or_else(|| "forbidden by decision".to_owned(), |why| format!("forbidden by decision: {why}"))
        }
        Bar::PinnedElsewhere => {
            let pinned = scene.scenario.pin(child).map(|home| scene.scenario.household(home).reference.as_str());
            format!("pinned to {}", pinned.unwrap_or("another home"))
        }
    }
}
