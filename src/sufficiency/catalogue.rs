//! The kinds of home whose worth is asked: those that the scenario names, or a default made from who is short of one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Position;
use crate::domain::{
    AgeBand, Child, ChildId, Group, HomeKind, Household, HouseholdId, KindId, LocalityId, Pence, PencePerWeek,
    Scenario, Sector, Years,
};

/// How many profiles of children a default catalogue has at most, those of the most children first.
const MOST_PROFILES: usize = 12;
/// The oldest age of an approval that the input takes.
const OLDEST: Years = 25;

/// Kinds of home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// The kinds, each with its position as id.
    pub kinds: Vec<HomeKind>,
    /// Whether it was made from the children short of a home, since the scenario has no kinds.csv.
    pub is_default: bool,
}

/// What a child short of a home asks of one: the age band, the needs, where the child is from.
type Profile = (AgeBand, BTreeSet<String>, LocalityId);

impl Catalogue {
    /// The kinds of the scenario; where it names none, a default catalogue for the children who are short of a home.
    ///
    /// For each age band, set of needs and locality that such children have, a home for one child and a home for two, in
    /// the locality of the children: for the profiles of most children, up to twelve; and one home for the largest
    /// group of siblings who are short of a home or apart. Every child has a room, the carers have the skills that the profile needs,
    /// homes are in-house at the scenario's in-house cost, and nothing else a year. The upper age reaches as far as the
    /// stays of these children.
    pub fn of(scenario: &Scenario, position: &Position) -> Self {
        if !scenario.kinds.is_empty() {
            return Self { kinds: scenario.kinds.clone(), is_default: false };
        }
        let facts = || position.children.iter().filter(|fact| fact.standing.in_need);
        let short: Vec<ChildId> = facts().filter(|fact| fact.standing.short).map(|fact| fact.child).collect();
        let ill_placed = facts().filter(|fact| fact.standing.short || fact.standing.separated);
        let ill_placed: BTreeSet<ChildId> = ill_placed.map(|fact| fact.child).collect();
        let mut kinds: Vec<HomeKind> = profiles(scenario, &short)
            .iter()
            .flat_map(|(profile, children)| [1, 2].map(|places| for_profile(scenario, profile, children, places)))
            .chain(for_siblings(scenario, &ill_placed))
            .collect();
        kinds.sort_by(|a, b| a.reference.cmp(&b.reference));
        kinds.dedup_by(|a, b| a.reference == b.reference);
        kinds.iter_mut().enumerate().for_each(|(position, kind)| kind.id = KindId::at(position));
        Self { kinds, is_default: true }
    }

    /// The kind with this id.
    pub fn kind(&self, id: KindId) -> &HomeKind {
        &self.kinds[id.index()]
    }
}

/// The profiles of these children, those of the most children first.
fn profiles<'s>(scenario: &'s Scenario, short: &[ChildId]) -> Vec<(Profile, Vec<&'s Child>)> {
    let mut profiles: BTreeMap<Profile, Vec<&Child>> = BTreeMap::new();
    for child in short.iter().map(|child| scenario.child(*child)) {
        let bands = &scenario.settings.age_bands;
        let alone = AgeBand { from: child.age, to: child.age };
        let band = bands.iter().find(|band| (band.from..=band.to).contains(&child.age)).copied().unwrap_or(alone);
        profiles.entry((band, child.needs.clone(), child.locality)).or_default().push(child);
    }
    let mut profiles: Vec<_> = profiles.into_iter().collect();
    profiles.sort_by_key(|(_, children)| Reverse(children.len()));
    profiles.truncate(MOST_PROFILES);
    profiles
}

fn for_profile(scenario: &Scenario, (band, needs, locality): &Profile, children: &[&Child], places: usize) -> HomeKind {
    let ages = if band.from == band.to { "age" } else { "ages" };
    let row = [format!("{ages}-{band}")].into_iter().chain(needs.iter().cloned()).collect::<Vec<_>>().join("+");
    let skilled = if needs.is_empty() { String::new() } else { format!(" with {}", list(needs)) };
    let title = format!("Home for {places}, {ages} {band}{skilled}");
    let home = Household { age_min: band.from, age_max: band.to, ..home(*locality, children, places) };
    kind(scenario, format!("{row}-for-{places}"), title, with_ages_of(home, children))
}

/// A home for the whole of the largest sibling group among these children, the first of them where several are as large.
fn for_siblings(scenario: &Scenario, ill_placed: &BTreeSet<ChildId>) -> Option<HomeKind> {
    let members = |group: &Group| -> Vec<&Child> {
        let among = group.members.iter().filter(|child| ill_placed.contains(child));
        among.map(|child| scenario.child(*child)).collect()
    };
    let groups = scenario.groups.iter().map(members).filter(|children| children.len() > 1);
    let children = groups.reduce(|best, next| if next.len() > best.len() { next } else { best })?;
    let home =
        Household { age_min: children[0].age, age_max: 0, ..home(children[0].locality, &children, children.len()) };
    let home = with_ages_of(home, &children);
    let title = format!("Home for {} siblings, ages {} to {}", children.len(), home.age_min, home.age_max);
    Some(kind(scenario, format!("siblings-{}", children.len()), title, home))
}

/// An in-house home for so many children, each with a room, and with every skill that these need.
fn home(locality: LocalityId, children: &[&Child], places: usize) -> Household {
    let number = i64::try_from(places).unwrap_or(i64::MAX);
    Household {
        places: number,
        places_for_siblings: number,
        bedrooms: vec![1; places],
        placement_types: children.iter().map(|child| child.placement_type).collect(),
        skills: children.iter().flat_map(|child| child.needs.iter().cloned()).collect(),
        ..Household::plain(HouseholdId::at(0), String::new(), Sector::InHouse, locality)
    }
}

/// With ages that these children have now and at the end of their stays.
fn with_ages_of(home: Household, children: &[&Child]) -> Household {
    let youngest = children.iter().map(|child| child.age).min().unwrap_or(home.age_min);
    let oldest = children.iter().map(|child| child.age_end).max().unwrap_or(home.age_max).min(OLDEST);
    Household { age_min: home.age_min.min(youngest), age_max: home.age_max.max(oldest), ..home }
}

fn kind(scenario: &Scenario, row: String, title: String, home: Household) -> HomeKind {
    let there = scenario.locality(home.locality);
    let reference = format!("{row}@{}", there.reference);
    let cost = scenario.settings.costs.0.get(&Sector::InHouse).copied().unwrap_or(PencePerWeek(0));
    HomeKind {
        id: KindId::at(0),
        home: Household { weekly_cost: cost, authority: there.authority.clone(), reference: reference.clone(), ..home },
        reference,
        row,
        title,
        recruitment_cost: Pence(0),
        yearly_cost: Pence(0),
        most: None,
        source: None,
    }
}

fn list(words: &BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join(" and ")
}
