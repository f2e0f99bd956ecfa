//! Which rules, limits and decisions close which homes, and which homes only one of them closes.

use std::collections::BTreeMap;

use super::NearMiss;
use super::scene::Scene;
use crate::domain::{ChildId, Decision, DecisionKind, HouseholdId, Place};
use crate::policy::{Bar, Objection};

/// Homes asked about, one by one.
pub(super) struct Closed {
    /// For each rule, limit or decision, how many homes it closes; most homes first.
    pub(super) by: Vec<(&'static str, usize)>,
    /// Homes that nothing closes, in id order.
    pub(super) open: Vec<HouseholdId>,
    /// Homes that one objection closes, in id order.
    pub(super) near_misses: Vec<NearMiss>,
}

/// Asks each of the homes about these children moving in together beside those who stay.
pub(super) fn of(scene: &Scene<'_>, children: &[ChildId], homes: impl Iterator<Item = HouseholdId>) -> Closed {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut closed = Closed { by: Vec::new(), open: Vec::new(), near_misses: Vec::new() };
    for home in homes {
        let mut objections = objections(scene, children, home);
        for objection in &objections {
            *counts.entry(objection.id).or_default() += 1;
        }
        match objections.len() {
            0 => closed.open.push(home),
            1 => closed.near_misses.push(NearMiss { home, objection: objections.remove(0) }),
            _ => {}
        }
    }
    closed.by = counts.into_iter().collect();
    closed.by.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    closed
}

/// Everything against the children living in the home together: one objection of each rule, limit or decision.
/// A brother or sister among them who stays elsewhere would have to be moved: one more objection (`stays`).
fn objections(scene: &Scene<'_>, children: &[ChildId], home: HouseholdId) -> Vec<Objection> {
    let scenario = scene.scenario;
    let staying = scene.staying_at(Place::Home(home));
    let movers: Vec<ChildId> = children.iter().copied().filter(|child| !staying.contains(child)).collect();
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
            add("stays", format!("{} stays in {}", child.reference, scenario.place_name(elsewhere)));
        }
    }
    for breach in scene.breaches_beside_those_who_stay(home, &movers) {
        add(breach.id, breach.found);
    }
    all
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
