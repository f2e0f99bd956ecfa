//! Offers: every place with the sibling subsets that would be lawful there beside those who stay.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::compatibility::Graph;
use crate::domain::{ChildId, GroupId, Household, Place, PlacementUnit, Provision, Scenario};
use crate::policy::limits::{self, Limit};
use crate::policy::provision;

/// A unit in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The children, in id order.
    pub children: Vec<ChildId>,
    /// Where.
    pub place: Place,
}

/// The units that a place could take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The place.
    pub place: Place,
    /// Who stays in the home; empty for a provision.
    pub staying: Vec<ChildId>,
    /// The number of the first unit's column; the others follow.
    pub first: usize,
    /// The units, by group and then by children: children without siblings first.
    pub units: Vec<PlacementUnit>,
}

impl Offer {
    pub(super) fn columns(&self) -> impl Iterator<Item = Column> + '_ {
        self.units.iter().map(|unit| Column { children: unit.children.clone(), place: self.place })
    }
}

/// Siblings of one group to whom a place is open, or a child alone.
type Siblings = Vec<ChildId>;

/// Every place that could take somebody, with the units that it could take.
pub fn offers(scenario: &Scenario, graph: &Graph) -> Vec<Offer> {
    let active = limits::active(scenario);
    let mut staying_in: Vec<Vec<ChildId>> = vec![Vec::new(); scenario.households.len()];
    for child in scenario.children.iter().filter(|child| !child.in_scope()) {
        if let Some(Place::Home(id)) = child.current {
            staying_in[id.index()].push(child.id);
        }
    }
    let places: Vec<Place> = graph.places().collect();
    let offer = |place: &Place| {
        let by_group = by_group(scenario, graph.children_of(*place));
        let (staying, units) = match *place {
            Place::Home(id) => {
                let staying = staying_in[id.index()].clone();
                let units = home_units(scenario, scenario.household(id), &active, &staying, &by_group);
                (staying, units)
            }
            Place::Provision(id) => (Vec::new(), provision_units(scenario, scenario.provision(id), &by_group)),
        };
        Offer { place: *place, staying, first: 0, units }
    };
    let mut offers: Vec<Offer> = places.par_iter().map(offer).collect();
    offers.retain(|offer| !offer.units.is_empty());
    number(&mut offers);
    offers
}

/// Numbers the columns of these offers from 0.
pub fn number(offers: &mut [Offer]) {
    let mut first = 0;
    for offer in offers {
        offer.first = first;
        first += offer.units.len();
    }
}

fn by_group(scenario: &Scenario, children: Vec<ChildId>) -> Vec<Siblings> {
    let mut groups: BTreeMap<GroupId, Siblings> = BTreeMap::new();
    let mut all = Vec::new();
    for child in children {
        match scenario.child(child).group {
            Some(group) => groups.entry(group).or_default().push(child),
            None => all.push(vec![child]),
        }
    }
    all.extend(groups.into_values());
    all
}

fn home_units(
    scenario: &Scenario,
    home: &Household,
    active: &[&dyn Limit],
    staying: &[ChildId],
    by_group: &[Siblings],
) -> Vec<PlacementUnit> {
    let breached = |hereditary: bool, everyone: &[ChildId]| {
        active
            .iter()
            .filter(|limit| limit.is_hereditary() == hereditary)
            .any(|limit| !limit.holds(scenario, home, everyone))
    };
    if breached(true, staying) {
        return Vec::new();
    }
    let with_staying = |unit: &[ChildId]| {
        let mut everyone = [staying, unit].concat();
        everyone.sort_unstable();
        everyone
    };
    let mut units = Vec::new();
    for siblings in by_group {
        // A part of a lawful unit is lawful, but for siblings who must be together: the search stops at a breach.
        subsets(siblings, &mut |unit| !breached(true, &with_staying(unit)), &mut |unit| {
            if !breached(false, &with_staying(unit)) {
                units.push(PlacementUnit { children: unit.to_vec() });
            }
        });
    }
    units
}

fn provision_units(scenario: &Scenario, there: &Provision, by_group: &[Siblings]) -> Vec<PlacementUnit> {
    let room = provision::room(scenario, there).unwrap_or(i64::MAX).min(there.max_siblings);
    let mut units = Vec::new();
    for siblings in by_group {
        subsets(siblings, &mut |unit| i64::try_from(unit.len()).is_ok_and(|count| count <= room), &mut |unit| {
            if provision::unit_breach(scenario, there, unit).is_none() {
                units.push(PlacementUnit { children: unit.to_vec() });
            }
        });
    }
    units
}

/// Calls `take` for every non-empty subset that `goes_on` accepts, where no superset of a refused one is tried.
fn subsets(all: &[ChildId], goes_on: &mut impl FnMut(&[ChildId]) -> bool, take: &mut impl FnMut(&[ChildId])) {
    fn extend(
        all: &[ChildId],
        chosen: &mut Vec<ChildId>,
        goes_on: &mut impl FnMut(&[ChildId]) -> bool,
        take: &mut impl FnMut(&[ChildId]),
    ) {
        for (i, child) in all.iter().enumerate() {
            chosen.push(*child);
            if goes_on(chosen) {
                take(chosen);
                extend(&all[i + 1..], chosen, goes_on, take);
            }
            chosen.pop();
        }
    }
    extend(all, &mut Vec::new(), goes_on, take);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subsets_are_all_and_prune_their_supersets() {
        let all: Vec<ChildId> = (0..4).map(ChildId::at).collect();
        let mut count = 0;
        subsets(&all, &mut |_| true, &mut |_| count += 1);
        assert_eq!(count, 15);
        let mut kept = Vec::new();
        subsets(&all, &mut |unit| unit.len() <= 2, &mut |unit| kept.push(unit.to_vec()));
        assert_eq!(kept.len(), 4 + 6);
    }
}
