//! From offers to flat arrays.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::cases::Cases;
use super::relaxation::typical;
use super::sets::Sets;
use super::{All, Apart, Companies, Site, Units, law};
use crate::compatibility::Graph;
use crate::domain::{ChildId, GroupId, LevelId, Place, Scenario};
use crate::model::Offer;
use crate::policy::levels::{self, Level};
use crate::policy::limits::{self, Strangers};
use crate::policy::provision;

impl<'a> Companies<'a> {
    /// Compiles the offers of a scenario, all or some; numbered from 0 as they come. None = a charge of a level is beyond
    /// ±2,147,483,647, or there are 2³² units or more: nothing is bounded then.
    pub fn of(scenario: &'a Scenario, graph: &Graph, offers: &[Offer]) -> Option<Self> {
        let levels: Vec<&'static dyn Level> =
            scenario.settings.priorities.iter().map(|id| levels::level(*id)).collect();
        let active = limits::active(scenario);
        let compiled: Vec<Option<Units>> = offers.par_iter().map(|offer| units(scenario, &levels, offer)).collect();
        let mut units = Units { starts: vec![0], ..Units::default() };
        let mut sites = Vec::with_capacity(offers.len());
        let mut pairs = Vec::new();
        let should_apart = should_apart(scenario);
        for (offer, each) in offers.iter().zip(compiled) {
            let each = each?;
            let (first, first_pair) = (units.len(), pairs.len());
            let children =
                u32::try_from(units.children.len() + each.children.len()).ok()? - narrow(each.children.len());
            units.starts.extend(each.starts[1..].iter().map(|start| start + children));
            units.children.extend(each.children);
            units.families.extend(each.families);
            units.bedrooms.extend(each.bedrooms);
            units.charges.extend(each.charges);
            pairs_of(scenario, &levels, offer, &should_apart, &mut pairs)?;
            let (free, bedrooms) = match offer.place {
                Place::Home(home) => {
                    let (home, staying) = (scenario.household(home), &offer.staying);
                    (limits::strangers(scenario, home, staying), limits::free_bedrooms(scenario, home, staying))
                }
                Place::Provision(_) => (Strangers { children: 0, families: 0 }, 0),
            };
            let pairs = first_pair..pairs.len();
            sites.push(Site { place: offer.place, units: first..units.len(), free, bedrooms, pairs });
        }
        let must_place = scenario.children.iter().map(|child| graph.must_place(child.id)).collect();
        let all = All {
            scenario,
            limits: active,
            levels: levels.iter().map(|level| level.id()).collect(),
            constants: levels.iter().map(|level| level.constant(scenario)).collect(),
            steps: levels.iter().map(|level| step(scenario, level.id())).collect(),
            largest: (0..levels.len())
                .map(|level| units.charges.iter().skip(level).step_by(levels.len()).map(|c| c.abs()).max().unwrap_or(0))
                .collect(),
            typical: (0..levels.len())
                .map(|level| typical(units.charges.iter().skip(level).step_by(levels.len()).map(|c| f64::from(*c))))
                .collect(),
            staying: offers.iter().map(|offer| offer.staying.clone()).collect(),
            law: sites.iter().map(|_| Mutex::new(law::Memo::default())).collect(),
            sites,
            units,
            pairs,
            rooms: scenario.provisions.par_iter().map(|each| Some(provision::room(scenario, each)?.max(0))).collect(),
            sets: Sets::of(scenario),
        };
        Some(Self { all: Arc::new(all), must_place, cases: Cases::default() })
    }
}

/// The units of one offer, numbered from 0.
fn units(scenario: &Scenario, levels: &[&'static dyn Level], offer: &Offer) -> Option<Units> {
    let mut units = Units { starts: vec![0], ..Units::default() };
    for unit in &offer.units {
        units.children.extend(unit.children.iter().map(|child| narrow(child.index())));
        units.starts.push(u32::try_from(units.children.len()).ok()?);
        units.families.push(family(scenario, unit.children[0]));
        let bedrooms = match offer.place {
            Place::Home(home) => {
                limits::bedrooms_needed(scenario, scenario.household(home), &offer.staying, &unit.children)
            }
            Place::Provision(_) => 0,
        };
        units.bedrooms.push(u8::try_from(bedrooms).unwrap_or(u8::MAX));
        for level in levels {
            units
                .charges
                .push(i32::try_from(level.charge(scenario, &unit.children, offer.place, &offer.staying)).ok()?);
        }
    }
    Some(units)
}

/// The sibling group; after all groups, a number for each child alone.
fn family(scenario: &Scenario, child: ChildId) -> u32 {
    narrow(scenario.child(child).group.map_or(scenario.groups.len() + child.index(), GroupId::index))
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).expect("a table holds fewer rows than 2^32")
}

/// A number that divides every charge of a level: where each place costs whole pounds, so does the level.
fn step(scenario: &Scenario, level: LevelId) -> i64 {
    if level != LevelId::WeeklyCost {
        return 1;
    }
    let homes = scenario.households.iter().map(|home| Place::Home(home.id));
    let places = homes.chain(scenario.provisions.iter().map(|there| Place::Provision(there.id)));
    places.fold(0, |step, place| gcd(step, scenario.weekly_cost(place).0.abs())).max(1)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// With whom each child in scope, not its sibling, should not live; the smaller id first.
fn should_apart(scenario: &Scenario) -> BTreeMap<ChildId, Vec<ChildId>> {
    let mut with: BTreeMap<ChildId, Vec<ChildId>> = BTreeMap::new();
    for (a, b) in scenario.should_apart() {
        if scenario.child(a).in_scope() && scenario.child(b).in_scope() {
            with.entry(a).or_default().push(b);
        }
    }
    with
}

fn pairs_of(
    scenario: &Scenario,
    levels: &[&'static dyn Level],
    offer: &Offer,
    should_apart: &BTreeMap<ChildId, Vec<ChildId>>,
    pairs: &mut Vec<Apart>,
) -> Option<()> {
    if should_apart.is_empty() || matches!(offer.place, Place::Provision(_)) {
        return Some(());
    }
    let mut children: Vec<ChildId> = offer.units.iter().flat_map(|unit| unit.children.iter().copied()).collect();
    children.sort_unstable();
    children.dedup();
    for a in &children {
        for b in should_apart.get(a).into_iter().flatten().filter(|b| children.binary_search(b).is_ok()) {
            let charges = levels.iter().map(|level| i32::try_from(level.pair_charge(scenario, *a, *b)).ok());
            pairs.push(Apart { a: narrow(a.index()), b: narrow(b.index()), charges: charges.collect::<Option<_>>()? });
        }
    }
    Some(())
}
