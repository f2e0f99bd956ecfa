//! Options: the places that a child could have, and what moving only its unit there would change.

use super::Alternative;
use super::scene::{Scene, sorted};
use crate::domain::{ChildId, LevelId, Place, Placement, ProvisionId};
use crate::policy::Objection;
use crate::policy::levels::{self, Level};

/// The places that the child could have, best direct effect first; ties by place, homes first.
pub(super) fn of(scene: &Scene<'_>, child: ChildId) -> Vec<Alternative> {
    let unit = scene.unit_of(child);
    let mut options: Vec<Alternative> =
        scene.places_of(child).iter().map(|place| alternative(scene, child, &unit, *place)).collect();
    options.sort_by(|a, b| changes(&a.direct).cmp(changes(&b.direct)).then(a.place.cmp(&b.place)));
    options
}

fn changes(direct: &[(LevelId, i64)]) -> impl Iterator<Item = i64> {
    direct.iter().map(|(_, change)| *change)
}

fn alternative(scene: &Scene<'_>, child: ChildId, unit: &[ChildId], place: Place) -> Alternative {
    let proposed = scene.proposal.of(child).filter(|placement| placement.place == place);
    let whole_unit = proposed.is_some() || scene.could_live(unit, place);
    let movers = if whole_unit { unit } else { scene.bound_to(child) };
    let landing = match (proposed, place) {
        (Some(to), _) => Landing { to, blocked_by: Vec::new() },
        (None, Place::Home(home)) => {
            let everyone = [scene.living_at(place), movers].concat();
            Landing { to: Placement::home(home), blocked_by: scene.breaches(home, &everyone) }
        }
        (None, Place::Provision(id)) => best_unit(scene, movers, id),
    };
    Alternative {
        place,
        proposed: proposed.is_some(),
        direct: effect(scene, movers, landing.to),
        movers: movers.to_vec(),
        whole_unit,
        blocked_by: landing.blocked_by,
        exact: None,
    }
}

/// Where exactly the movers would arrive, and which limits stand in the way.
struct Landing {
    to: Placement,
    blocked_by: Vec<Objection>,
}

/// In a provision the movers join brothers and sisters who would live there, where they may and it serves; otherwise
/// they are a unit of their own.
fn best_unit(scene: &Scene<'_>, movers: &[ChildId], id: ProvisionId) -> Landing {
    let living = scene.living_at(Place::Provision(id));
    let in_all = living.len() + movers.len();
    let taken = living.iter().filter_map(|child| scene.proposal.of(*child)).map(|each| each.unit);
    let free = taken.max().map_or(0, |last| last + 1);
    let apart = Landing { to: Placement::provision(id, free), blocked_by: scene.unit_breaches(id, movers, in_all) };
    let mut joined: Vec<Placement> = scene
        .placed_at(Place::Provision(id))
        .filter(|each| scene.scenario.are_siblings(*each, movers[0]))
        .filter_map(|each| scene.proposal.of(each))
        .collect();
    joined.dedup();
    joined
        .into_iter()
        .filter_map(|to| {
            let unit = sorted(&[scene.siblings_at(movers[0], to).as_slice(), movers].concat());
            let blocked_by = scene.unit_breaches(id, &unit, in_all);
            (blocked_by.len() <= apart.blocked_by.len()).then_some(Landing { to, blocked_by })
        })
        .chain([Landing { to: apart.to, blocked_by: apart.blocked_by.clone() }])
        .min_by_key(|landing| changes(&effect(scene, movers, landing.to)).collect::<Vec<_>>())
        .unwrap_or(apart)
}

/// The change of every level if only the movers, who live together or are all unplaced, went there.
fn effect(scene: &Scene<'_>, movers: &[ChildId], to: Placement) -> Vec<(LevelId, i64)> {
    let from = scene.proposal.of(movers[0]);
    if from == Some(to) {
        return scene.order.iter().map(|level| (*level, 0)).collect();
    }
    let left: Vec<ChildId> = from.map_or_else(Vec::new, |from| scene.siblings_at(movers[0], from));
    let remaining: Vec<ChildId> = left.iter().copied().filter(|each| !movers.contains(each)).collect();
    let joined = scene.siblings_at(movers[0], to);
    let arrived = sorted(&[joined.as_slice(), movers].concat());
    scene
        .order
        .iter()
        .map(|id| {
            let level = levels::level(*id);
            let after = charge(scene, level, &arrived, Some(to)) + charge(scene, level, &remaining, from);
            let before = charge(scene, level, &joined, Some(to)) + charge(scene, level, &left, from);
            let met = company(scene, level, movers, Some(to)) - company(scene, level, movers, from);
            (*id, after - before + met)
        })
        .collect()
}

/// What the unit of these siblings adds to a level where it lives; nobody adds nothing.
fn charge(scene: &Scene<'_>, level: &dyn Level, unit: &[ChildId], at: Option<Placement>) -> i64 {
    match at {
        Some(at) if !unit.is_empty() => {
            let staying = if let Place::Home(_) = at.place { scene.staying_at(at.place) } else { &[] };
            level.charge(scene.scenario, unit, at.place, staying)
        }
        _ => 0,
    }
}

/// What living with the children in scope of other units adds to a level; in a provision units live apart.
fn company(scene: &Scene<'_>, level: &dyn Level, movers: &[ChildId], at: Option<Placement>) -> i64 {
    let Some(Placement { place: place @ Place::Home(_), .. }) = at else { return 0 };
    let others =
        scene.placed_at(place).filter(|each| !movers.contains(each) && !scene.scenario.are_siblings(*each, movers[0]));
    others.map(|other| movers.iter().map(|mover| level.pair_charge(scene.scenario, *mover, other)).sum::<i64>()).sum()
}
