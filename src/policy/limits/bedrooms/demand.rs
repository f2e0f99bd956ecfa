//! The linear reading where only siblings share a room: what each family asks of the rooms.
//!
//! A way to bed a family is a partition into parts that may share, one room each, and perhaps a baby in the cot. Parts
//! of different families never meet, and rooms are nested by size; so ways fit together exactly if, for every size, the
//! parts of that size or more are at most as many as such rooms (Hall's condition), and at most one baby has the cot.

use std::collections::{BTreeMap, BTreeSet};

use super::super::joint::{Family, sum_of_largest, whole};
use super::{may_share, may_use_cot, rooms, rows};
use crate::domain::ChildId;
use crate::policy::limits::{Inequality, Joint};

/// What one way to bed a family asks: for each threshold of [`Demands::thresholds`] the parts of that size or more;
/// last, whether a baby has the cot.
pub(super) type Demand = Vec<i64>;

/// Who could ask: those of a family who stay, or a unit with them.
#[derive(Clone, Debug)]
pub(super) struct Asker {
    /// The family.
    pub(super) family: Family,
    /// None = those who stay, if no unit of the family moves in.
    pub(super) unit: Option<usize>,
    /// The ways open to it; never empty, none better than another in every respect.
    pub(super) ways: Vec<Demand>,
}

pub(super) fn inequalities(joint: &Joint<'_>) -> Vec<Inequality> {
    let supply = Supply::of(joint);
    let mut askers = askers(joint, &supply);
    while prune(&mut askers, &supply) {}
    rows::write(&askers, &supply)
}

/// What the home has: rooms of at least each size that matters, and cots.
pub(super) struct Supply {
    /// Sizes of parts that matter: 1, and one more than each size of room but the largest.
    thresholds: Vec<i64>,
    /// For each threshold, the rooms with as many beds; last, the cots.
    pub(super) has: Vec<i64>,
    /// The beds of the largest room.
    largest: i64,
    /// How many units may move in at once.
    most_units: usize,
}

impl Supply {
    fn of(joint: &Joint<'_>) -> Self {
        let sizes: BTreeSet<i64> = rooms(joint.home).collect();
        let largest = sizes.last().copied().unwrap_or(0);
        let mut thresholds = vec![1];
        thresholds.extend(sizes.iter().filter(|size| **size < largest).map(|size| size + 1));
        let at_least = |size: i64| whole(rooms(joint.home).filter(|beds| *beds >= size).count());
        let mut has: Vec<i64> = thresholds.iter().map(|size| at_least(*size)).collect();
        has.push(i64::from(joint.home.carers_room_cot));
        Self { thresholds, has, largest, most_units: joint.most_units }
    }

    /// Whether a demand can be met by the home alone.
    fn meets(&self, demand: &Demand) -> bool {
        demand.iter().zip(&self.has).all(|(asked, has)| asked <= has)
    }

    /// What a demand leaves to others, of these kinds. Large rooms that small parts will need are as good as gone, since
    /// others that ask for a large room ask for a room of every smaller size as well.
    fn left(&self, demand: &Demand, kinds: &[usize]) -> Vec<i64> {
        let cot = self.has.len() - 1;
        let left = |kind: usize| {
            let first = if kind == cot { cot } else { 0 };
            (first..=kind).map(|each| self.has[each] - demand[each]).min().unwrap_or(0)
        };
        kinds.iter().map(|kind| left(*kind)).collect()
    }
}

/// Every family that stays and every unit, each with the ways that the home alone could meet.
fn askers(joint: &Joint<'_>, supply: &Supply) -> Vec<Asker> {
    let mut staying: BTreeMap<Family, Vec<ChildId>> = BTreeMap::new();
    for child in joint.staying {
        staying.entry(Family::of(joint.scenario, *child)).or_default().push(*child);
    }
    let mut askers = Vec::with_capacity(staying.len() + joint.units.len());
    for (family, children) in &staying {
        askers.push(Asker { family: *family, unit: None, ways: ways(joint, supply, children) });
    }
    for (unit, each) in joint.units.iter().enumerate() {
        let family = joint.family(unit);
        let siblings = staying.get(&family).into_iter().flatten();
        let children: Vec<ChildId> = each.children.iter().chain(siblings).copied().collect();
        askers.push(Asker { family, unit: Some(unit), ways: ways(joint, supply, &children) });
    }
    askers
}

/// The different demands by which a family can be bedded, those without the cot first.
fn ways(joint: &Joint<'_>, supply: &Supply, children: &[ChildId]) -> Vec<Demand> {
    let mut partition = Partition { joint, supply, children, parts: Vec::new(), in_cot: false, found: BTreeSet::new() };
    partition.place(0);
    let mut found: Vec<Demand> = partition.found.into_iter().collect();
    found.sort_by_key(|demand| demand.last().copied());
    found
}

/// A search through all partitions of a family into parts that may share a room, but for one baby in the cot.
struct Partition<'s, 'j> {
    joint: &'s Joint<'j>,
    supply: &'s Supply,
    children: &'s [ChildId],
    parts: Vec<Vec<ChildId>>,
    in_cot: bool,
    found: BTreeSet<Demand>,
}

impl Partition<'_, '_> {
    fn place(&mut self, next: usize) {
        let Some(child) = self.children.get(next).copied() else {
            let demand = self.demand();
            if self.supply.meets(&demand) {
                self.found.insert(demand);
            }
            return;
        };
        for part in 0..self.parts.len() {
            if whole(self.parts[part].len()) < self.supply.largest
                && self.parts[part].iter().all(|other| may_share(self.joint.scenario, child, *other))
            {
                self.parts[part].push(child);
                self.place(next + 1);
                self.parts[part].pop();
            }
        }
        if whole(self.parts.len()) < self.supply.has[0] {
            self.parts.push(vec![child]);
            self.place(next + 1);
            self.parts.pop();
        }
        if !self.in_cot && may_use_cot(self.joint.scenario, self.joint.home, child) {
            self.in_cot = true;
            self.place(next + 1);
            self.in_cot = false;
        }
    }

    fn demand(&self) -> Demand {
        let of_size = |size: i64| whole(self.parts.iter().filter(|part| whole(part.len()) >= size).count());
        let mut demand: Demand = self.supply.thresholds.iter().map(|size| of_size(*size)).collect();
        demand.push(i64::from(self.in_cot));
        demand
    }
}

/// Which parts of the supply could run out: the most that the families who stay ask, and the most by which so many units
/// as may move in could add to it, is more than there is.
pub(super) fn scarce(askers: &[Asker], supply: &Supply) -> Vec<usize> {
    (0..supply.has.len())
        .filter(|kind| {
            let mut asked: BTreeMap<Family, (i64, i64)> = BTreeMap::new();
            for asker in askers {
                let most = asker.ways.iter().map(|way| way[*kind]).max().unwrap_or(0);
                let (staying, with_unit) = asked.entry(asker.family).or_default();
                let entry = if asker.unit.is_none() { staying } else { with_unit };
                *entry = most.max(*entry);
            }
            let staying: i64 = asked.values().map(|(staying, _)| staying).sum();
            let added = asked.values().map(|(staying, with_unit)| (with_unit - staying).max(0));
            staying + sum_of_largest(added, supply.most_units) > supply.has[*kind]
        })
        .collect()
}

/// Drops ways that leave the others no more, of anything that could run out, than another way of the same asker.
/// Whether any was dropped: fewer ways may mean that less can run out.
fn prune(askers: &mut [Asker], supply: &Supply) -> bool {
    let scarce = scarce(askers, supply);
    let mut dropped = false;
    for asker in askers.iter_mut().filter(|asker| asker.ways.len() > 1) {
        let left: Vec<Vec<i64>> = asker.ways.iter().map(|way| supply.left(way, &scarce)).collect();
        let at_least = |a: usize, b: usize| left[a].iter().zip(&left[b]).all(|(a, b)| a >= b);
        let beaten = |way: usize| {
            (0..left.len()).any(|other| other != way && at_least(other, way) && (other < way || !at_least(way, other)))
        };
        let kept: Vec<Demand> =
            asker.ways.iter().enumerate().filter(|(way, _)| !beaten(*way)).map(|(_, demand)| demand.clone()).collect();
        dropped |= kept.len() < asker.ways.len();
        asker.ways = kept;
    }
    dropped
}
