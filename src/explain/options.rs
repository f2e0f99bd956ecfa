//! Options: the places that a child could have, and what moving only its unit there would change.

use super::Alternative;
use super::scene::{Scene, sorted};
use crate::domain::{ChildId, LevelId, Place, Placement, ProvisionId};
use crate::policy::Objection;
use crate::policy::levels::{self, Level};

/// The options of one child.
pub(super) struct Options {
    /// The best of them, and the proposed one.
    pub(super) listed: Vec<Alternative>,
    /// How many more there are.
    pub(super) further: usize,
    /// Places where the whole unit could live at the same priorities, with nobody else moving.
    pub(super) equally_good: Vec<Place>,
}

/// The places that the child could have, best direct effect first; ties by place, homes first. At most so many are
/// listed.
pub(super) fn of(scene: &Scene<'_>, child: ChildId, most: usize) -> Options {
    let unit = scene.unit_of(child);
    let alone = scene.bound_to(child);
    let (whole, part) = (Leaving::of(scene, &unit), Leaving::of(scene, alone));
    let is_whole = |place: Place| alone == unit || scene.could_live(&unit, place);
    let mut ranked: Vec<Candidate<'_, '_>> = scene
        .places_of(child)
        .iter()
        .map(|place| {
            let proposed = whole.from.filter(|placement| placement.place == *place);
            let whole_unit = proposed.is_some() || is_whole(*place);
            let leaving = if whole_unit { &whole } else { &part };
            let to = proposed.unwrap_or_else(|| leaving.landing(scene, *place));
            let change = leaving.change(scene, to);
            Candidate { leaving, to, change, proposed: proposed.is_some(), whole_unit }
        })
        .collect();
    ranked.sort_by(|a, b| a.change.cmp(&b.change).then(a.to.place.cmp(&b.to.place)));
    let is_as_good = |each: &&Candidate<'_, '_>| each.is_level(scene) && each.blocked_by(scene).is_empty();
    let equally_good = ranked.iter().filter(is_as_good).map(|each| each.to.place).collect();
    let listed: Vec<Alternative> = (0..)
        .zip(&ranked)
        .filter(|(rank, each)| *rank < most || each.proposed)
        .map(|(rank, each)| each.told(scene, rank + 1))
        .collect();
    Options { further: ranked.len() - listed.len(), listed, equally_good }
}

/// Children who live together, or are all unplaced, and would leave.
struct Leaving<'a> {
    movers: &'a [ChildId],
    from: Option<Placement>,
    /// What each level loses by their leaving, in the order of levels.
    loss: Vec<i64>,
}

impl<'a> Leaving<'a> {
    fn of(scene: &Scene<'_>, movers: &'a [ChildId]) -> Self {
        let from = scene.proposal.of(movers[0]);
        let left = from.map_or_else(Vec::new, |from| scene.siblings_at(movers[0], from));
        let remaining: Vec<ChildId> = left.iter().copied().filter(|each| !movers.contains(each)).collect();
        let loss = |level: &dyn Level| {
            charge(scene, level, &left, from) - charge(scene, level, &remaining, from)
                + company(scene, level, movers, from)
        };
        Self { movers, from, loss: scene.order.iter().map(|id| loss(levels::level(*id))).collect() }
    }

    /// The change of every level if only they went there.
    fn change(&self, scene: &Scene<'_>, to: Placement) -> Vec<i64> {
        if self.from == Some(to) {
            return vec![0; scene.order.len()];
        }
        let joined = scene.siblings_at(self.movers[0], to);
        let arrived = sorted(&[joined.as_slice(), self.movers].concat());
        let to = Some(to);
        let gain = |level: &dyn Level| {
            charge(scene, level, &arrived, to) - charge(scene, level, &joined, to)
                + company(scene, level, self.movers, to)
        };
        scene.order.iter().zip(&self.loss).map(|(id, loss)| gain(levels::level(*id)) - loss).collect()
    }

    /// Where exactly they would arrive. In a provision they join brothers and sisters who would live there, where they
    /// may and it serves; otherwise they are a unit of their own.
    fn landing(&self, scene: &Scene<'_>, place: Place) -> Placement {
        let id = match place {
            Place::Home(home) => return Placement::home(home),
            Place::Provision(id) => id,
        };
        let apart = Placement::provision(id, scene.free_unit(id));
        let joined = scene.units_of_siblings(self.movers[0], id);
        if joined.is_empty() {
            return apart;
        }
        let most = self.unit_breaches(scene, id, apart).len();
        let may = |to: &Placement| self.unit_breaches(scene, id, *to).len() <= most;
        let places = joined.into_iter().filter(may).chain([apart]);
        places.min_by_key(|to| self.change(scene, *to)).unwrap_or(apart)
    }

    /// What would be wrong with their unit of a provision.
    fn unit_breaches(&self, scene: &Scene<'_>, id: ProvisionId, to: Placement) -> Vec<Objection> {
        let unit = sorted(&[scene.siblings_at(self.movers[0], to).as_slice(), self.movers].concat());
        scene.unit_breaches(id, &unit, scene.living_at(to.place).len() + self.movers.len())
    }
}

/// A place that the child could have.
struct Candidate<'l, 'a> {
    leaving: &'l Leaving<'a>,
    to: Placement,
    change: Vec<i64>,
    proposed: bool,
    whole_unit: bool,
}

impl Candidate<'_, '_> {
    /// Whether the whole unit could live there instead at the same priorities.
    fn is_level(&self, scene: &Scene<'_>) -> bool {
        let priorities = &scene.scenario.settings.priorities;
        let mut levels = scene.order.iter().zip(&self.change);
        !self.proposed && self.whole_unit && levels.all(|(level, by)| *by == 0 || !priorities.contains(level))
    }

    /// Limits that stand in the way unless somebody else moved out.
    fn blocked_by(&self, scene: &Scene<'_>) -> Vec<Objection> {
        match self.to.place {
            _ if self.proposed => Vec::new(),
            Place::Home(home) => scene.breaches(home, &[scene.living_at(self.to.place), self.leaving.movers].concat()),
            Place::Provision(id) => self.leaving.unit_breaches(scene, id, self.to),
        }
    }

    fn told(&self, scene: &Scene<'_>, rank: usize) -> Alternative {
        let direct: Vec<(LevelId, i64)> = scene.order.iter().copied().zip(self.change.iter().copied()).collect();
        Alternative {
            place: self.to.place,
            rank,
            proposed: self.proposed,
            direct,
            movers: self.leaving.movers.to_vec(),
            whole_unit: self.whole_unit,
            blocked_by: self.blocked_by(scene),
            exact: None,
        }
    }
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
