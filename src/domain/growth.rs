//! More homes than there are: a scenario with further households in its table.

use std::collections::BTreeMap;

use super::{ChildId, Decision, Household, HouseholdId, Place, Placement, Proposal, Scenario};

/// A scenario to which households were added, and where those that were there are now.
#[derive(Clone, Debug, PartialEq)]
pub struct Grown {
    /// The scenario with the new households, its table in the order of references as the input sorts it.
    pub scenario: Scenario,
    /// The new position of each household that was there.
    pub homes: Vec<HouseholdId>,
}

impl Scenario {
    /// The scenario with these households too. Each must have a reference that no home and no provision has; its `id`
    /// is set here, and a household without an authority is in that of its locality, as the input reads it.
    #[must_use]
    pub fn with_households(&self, more: Vec<Household>) -> Grown {
        let mut households: Vec<(Option<usize>, Household)> =
            self.households.iter().cloned().enumerate().map(|(old, home)| (Some(old), home)).collect();
        households.extend(more.into_iter().map(|home| (None, home)));
        households.sort_by(|(_, a), (_, b)| a.reference.cmp(&b.reference));
        let mut homes = vec![HouseholdId::at(0); self.households.len()];
        let mut table = Vec::with_capacity(households.len());
        for (position, (old, mut home)) in households.into_iter().enumerate() {
            home.id = HouseholdId::at(position);
            match old {
                Some(old) => homes[old] = home.id,
                None if home.authority.is_none() => home.authority.clone_from(&self.locality(home.locality).authority),
                None => {}
            }
            table.push(home);
        }
        let scenario = self.with_table(table, &homes);
        Grown { scenario, homes }
    }

    /// Every mention of a household follows it to its new position; the order of mentions stays the same.
    fn with_table(&self, households: Vec<Household>, homes: &[HouseholdId]) -> Self {
        let pair = |(child, home): &(ChildId, HouseholdId)| (*child, homes[home.index()]);
        let mut children = self.children.clone();
        for child in &mut children {
            child.current = child.current.map(|place| moved_on(homes, place));
        }
        Self {
            settings: self.settings.clone(),
            children,
            households,
            provisions: self.provisions.clone(),
            localities: self.localities.clone(),
            kinds: self.kinds.clone(),
            groups: self.groups.clone(),
            relations: self.relations.clone(),
            exclusions: self.exclusions.iter().map(|(key, all)| (pair(key), all.clone())).collect(),
            scores: self.scores.iter().map(|(key, points)| (pair(key), *points)).collect::<BTreeMap<_, _>>(),
            decisions: self
                .decisions
                .iter()
                .map(|each| Decision { household: homes[each.household.index()], ..each.clone() })
                .collect(),
        }
    }
}

impl Grown {
    /// Where a place of the scenario before is now.
    pub fn place(&self, before: Place) -> Place {
        moved_on(&self.homes, before)
    }

    /// A proposal of the scenario before, in which the new homes are empty.
    pub fn proposal(&self, before: &Proposal) -> Proposal {
        let placement = |at: Placement| Placement { place: self.place(at.place), ..at };
        Proposal { placements: before.placements.iter().map(|each| each.map(placement)).collect() }
    }
}

fn moved_on(homes: &[HouseholdId], place: Place) -> Place {
    match place {
        Place::Home(home) => Place::Home(homes[home.index()]),
        Place::Provision(_) => place,
    }
}
