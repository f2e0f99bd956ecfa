//! Which homes are open to a child, found without asking every home.
//!
//! Rules are read compiled ([`super::terms`]) and distance by the localities within reach. Pairs of which the scenario
//! says something in particular (exclusions, named children, decisions, where a child lives) are asked of
//! [`Pairs::is_open`], the plain reading. A law in the tests compares the result with asking every home plainly.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Pairs;
use super::terms::{Compiled, Terms};
use crate::domain::{Child, Household, HouseholdId, LocalityId, Place, Scenario, Tenths};

/// Coordinates beyond this (a thousand million metres) are no place on earth: such a locality is always asked.
const FARTHEST: i64 = 1_000_000_000;
/// How many metres of northing are one band: about ten miles.
const BAND: i64 = 16_000;

/// The homes of a scenario, laid out so that those that suit a child are found quickly.
pub struct Shortlist<'p, 's> {
    pairs: &'p Pairs<'s>,
    rules: Compiled<'s>,
    /// Homes by locality, then by id.
    terms: Vec<Terms>,
    of_locality: Vec<Range<usize>>,
    /// Localities with homes: by band of northing, then by easting.
    bands: BTreeMap<i64, Vec<(i64, LocalityId)>>,
    /// Localities with homes that are asked however far: without coordinates, or all where distance does not matter.
    everywhere: Vec<LocalityId>,
    /// The homes of which something in particular is said about the child, in id order.
    particular: Vec<Vec<HouseholdId>>,
}

impl<'p, 's> Shortlist<'p, 's> {
    pub(super) fn of(pairs: &'p Pairs<'s>) -> Self {
        let scenario = pairs.scenario;
        let rules = Compiled::of(scenario);
        let mut homes: Vec<&Household> = scenario.households.iter().collect();
        homes.sort_by_key(|home| (home.locality, home.id));
        let terms = homes.iter().map(|home| rules.terms(home)).collect();
        let mut of_locality = vec![0..0; scenario.localities.len()];
        let (mut bands, mut everywhere) = (BTreeMap::<i64, Vec<(i64, LocalityId)>>::new(), Vec::new());
        let mut start = 0;
        for together in homes.chunk_by(|a, b| a.locality == b.locality) {
            let locality = together[0].locality;
            of_locality[locality.index()] = start..start + together.len();
            start += together.len();
            match grid(scenario, locality) {
                Some((easting, northing)) if scenario.switched_off("distance").is_none() => {
                    bands.entry(northing.div_euclid(BAND)).or_default().push((easting, locality));
                }
                _ => everywhere.push(locality),
            }
        }
        for band in bands.values_mut() {
            band.sort_unstable();
        }
        Self { pairs, rules, terms, of_locality, bands, everywhere, particular: particular(scenario) }
    }

    /// The homes that are open to the child, in id order: those of which [`Pairs::is_open`] says so.
    pub fn open_homes(&self, child: &Child) -> Vec<HouseholdId> {
        let particular = &self.particular[child.id.index()];
        let asks = self.rules.asks(child);
        let mut open = Vec::new();
        // Every home is closed to a pinned child but the one that the decision names.
        let localities = if self.pairs.is_pinned(child.id) { Vec::new() } else { self.localities(child) };
        for locality in localities {
            let terms = &self.terms[self.of_locality[locality.index()].clone()];
            let suit =
                |home: &HouseholdId| particular.binary_search(home).is_err() && self.rules.hold_plainly(child, *home);
            open.extend(terms.iter().filter(|terms| terms.meet(&asks)).map(|terms| terms.home).filter(suit));
        }
        let is_open = |home: &HouseholdId| self.pairs.is_open(child, self.pairs.scenario.household(*home));
        open.extend(particular.iter().copied().filter(is_open));
        open.sort_unstable();
        open
    }

    /// The homes that are not too far for the child, and those of which something in particular is said about it, in id
    /// order: no other is open to it.
    pub fn near_homes(&self, child: &Child) -> Vec<HouseholdId> {
        let here = |locality: LocalityId| &self.terms[self.of_locality[locality.index()].clone()];
        let mut near: Vec<HouseholdId> =
            self.localities(child).into_iter().flat_map(here).map(|terms| terms.home).collect();
        near.extend(&self.particular[child.id.index()]);
        near.sort_unstable();
        near.dedup();
        near
    }

    /// The localities with homes that the rule of distance leaves open to the child.
    fn localities(&self, child: &Child) -> Vec<LocalityId> {
        let scenario = self.pairs.scenario;
        let own = scenario.locality(child.locality);
        let within = |id: &LocalityId| own.is_within(scenario.locality(*id), child.max_miles).unwrap_or(true);
        let known = self.bands.values().flatten().map(|(_, id)| *id);
        let mut near: Vec<LocalityId> = match grid(scenario, child.locality) {
            None => known.filter(within).collect(),
            Some((easting, northing)) => {
                let reach = reach(child.max_miles);
                let bands = (northing - reach).div_euclid(BAND)..=(northing + reach).div_euclid(BAND);
                let strip = |band: &'_ Vec<(i64, LocalityId)>| {
                    let from = band.partition_point(|(there, _)| *there < easting - reach);
                    let to = band.partition_point(|(there, _)| *there <= easting + reach);
                    band[from..to].iter().map(|(_, id)| *id).collect::<Vec<_>>()
                };
                self.bands.range(bands).flat_map(|(_, band)| strip(band)).filter(within).collect()
            }
        };
        let close = |id: &LocalityId| scenario.switched_off("distance").is_some() || within(id);
        near.extend(self.everywhere.iter().copied().filter(close));
        near
    }
}

/// By child, the homes that an exclusion, a list of named children, a decision or the child's placement puts beside it.
fn particular(scenario: &Scenario) -> Vec<Vec<HouseholdId>> {
    let mut homes: Vec<BTreeSet<HouseholdId>> = vec![BTreeSet::new(); scenario.children.len()];
    let named = |home: &Household| home.named_children.iter().map(|child| (*child, home.id)).collect::<Vec<_>>();
    let lives = |child: &Child| match child.current {
        Some(Place::Home(home)) => Some((child.id, home)),
        _ => None,
    };
    let decided = scenario.decisions.iter().map(|each| (each.child, each.household));
    let pairs = scenario.exclusions.keys().copied().chain(decided);
    let pairs =
        pairs.chain(scenario.households.iter().flat_map(named)).chain(scenario.children.iter().filter_map(lives));
    for (child, home) in pairs {
        homes[child.index()].insert(home);
    }
    homes.into_iter().map(|homes| homes.into_iter().collect()).collect()
}

fn grid(scenario: &Scenario, locality: LocalityId) -> Option<(i64, i64)> {
    let on_earth = |at: &i64| (-FARTHEST..=FARTHEST).contains(at);
    scenario.locality(locality).grid.filter(|(easting, northing)| on_earth(easting) && on_earth(northing))
}

/// Metres beyond which nothing is within so many tenths of a mile, half a tenth of rounding included.
fn reach(farthest: Tenths) -> i64 {
    // Half a tenth of a mile is less than 81 metres; nothing on earth is farther than the greatest product.
    (2 * farthest.0.clamp(0, 3 * FARTHEST / 100) + 1) * 81
}
