//! Which homes are open to a child, found without asking every home.
//!
//! A sieve reads some rules a second time, compiled: approved ages as two numbers; sex, kind of placement, availability
//! and specialisms as bits that a home must have; distance as the localities within reach. What it holds back is
//! closed; what passes is asked of [`Pairs::is_open`], the plain reading. A law in the tests compares the result with
//! asking every home.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Pairs, is_on};
use crate::domain::{
    Child, ChildId, Household, HouseholdId, LocalityId, Place, PlacementType, Scenario, Sector, Sex, Sexes, Status,
    Suitability, Tenths, Years,
};
use crate::policy::rules;

/// Coordinates beyond this (a thousand million metres) are no place on earth: such a locality is always asked.
const FARTHEST: i64 = 1_000_000_000;
/// How many metres of northing are one band: about ten miles.
const BAND: i64 = 16_000;

/// The homes of a scenario, laid out so that those that may suit a child are found quickly.
pub struct Shortlist<'p, 's> {
    pairs: &'p Pairs<'s>,
    /// Homes by locality, then by id.
    terms: Vec<Terms>,
    of_locality: Vec<Range<usize>>,
    /// Localities with homes: by band of northing, then by easting.
    bands: BTreeMap<i64, Vec<(i64, LocalityId)>>,
    /// Localities with homes that are asked however far: without coordinates, or all where distance does not matter.
    everywhere: Vec<LocalityId>,
    skills: BTreeMap<&'s str, u32>,
    foster_care: bool,
    /// A person lifted a rule for some pair of theirs: every home is asked.
    overridden: BTreeSet<ChildId>,
}

/// What a home is approved for. A rule that is off is written as a home that takes everybody.
struct Terms {
    home: HouseholdId,
    age_min: Years,
    age_max: Years,
    has: u64,
}

/// Bits: one that only an available home has, one for each sex and each kind of placement, the others for specialisms.
const AVAILABLE: u64 = 1;
const SEX: u32 = 1;
const KIND: u32 = 4;
const SKILL: u32 = 11;

impl<'p, 's> Shortlist<'p, 's> {
    pub(super) fn of(pairs: &'p Pairs<'s>) -> Self {
        let scenario = pairs.scenario;
        let on = |id: &str| rules::ALL.iter().any(|rule| rule.about().id == id && is_on(scenario, rule.about()));
        let skills = skills(scenario);
        let mut homes: Vec<&Household> = scenario.households.iter().collect();
        homes.sort_by_key(|home| (home.locality, home.id));
        let terms = homes.iter().map(|home| Terms::of(home, &skills, &on)).collect();
        let mut of_locality = vec![0..0; scenario.localities.len()];
        let (mut bands, mut everywhere) = (BTreeMap::<i64, Vec<(i64, LocalityId)>>::new(), Vec::new());
        let mut start = 0;
        for together in homes.chunk_by(|a, b| a.locality == b.locality) {
            let locality = together[0].locality;
            of_locality[locality.index()] = start..start + together.len();
            start += together.len();
            match grid(scenario, locality) {
                Some((easting, northing)) if on("distance") => {
                    bands.entry(northing.div_euclid(BAND)).or_default().push((easting, locality));
                }
                _ => everywhere.push(locality),
            }
        }
        for band in bands.values_mut() {
            band.sort_unstable();
        }
        let overridden = pairs.overrides.iter().map(|(child, ..)| *child).collect();
        Self { pairs, terms, of_locality, bands, everywhere, skills, foster_care: on("foster-care"), overridden }
    }

    /// The homes that are open to the child, in id order: those of which [`Pairs::is_open`] says so.
    pub fn open_homes(&self, child: &Child) -> Vec<HouseholdId> {
        let scenario = self.pairs.scenario;
        let is_open = |home: &HouseholdId| self.pairs.is_open(child, scenario.household(*home));
        if let Some(home) = self.pairs.pins.get(&child.id) {
            return [*home].into_iter().filter(is_open).collect();
        }
        if self.overridden.contains(&child.id) {
            return scenario.households.iter().map(|home| home.id).filter(is_open).collect();
        }
        let mut open = Vec::new();
        if !self.foster_care || child.foster_care != Suitability::Unsuitable {
            let asks = asks(child, &self.skills);
            for locality in self.localities(child) {
                let terms = &self.terms[self.of_locality[locality.index()].clone()];
                let fitting = terms.iter().filter(|terms| terms.fit(child, asks)).map(|terms| terms.home);
                open.extend(fitting.filter(is_open));
            }
        }
        // Where it lives now it may stay, whatever the rules say of others who come.
        if let Some(Place::Home(home)) = child.current
            && is_open(&home)
        {
            open.push(home);
        }
        open.sort_unstable();
        open.dedup();
        open
    }

    /// Every locality with homes that the rule of distance leaves open, and no more than few others.
    fn localities(&self, child: &Child) -> Vec<LocalityId> {
        let scenario = self.pairs.scenario;
        let Some((easting, northing)) = grid(scenario, child.locality) else {
            return self.bands.values().flatten().map(|(_, id)| *id).chain(self.everywhere.iter().copied()).collect();
        };
        let own = scenario.locality(child.locality);
        let reach = reach(child.max_miles);
        let bands = (northing - reach).div_euclid(BAND)..=(northing + reach).div_euclid(BAND);
        let mut near = self.everywhere.clone();
        for band in self.bands.range(bands).map(|(_, band)| band) {
            let from = band.partition_point(|(there, _)| *there < easting - reach);
            let strip = band[from..].iter().take_while(|(there, _)| *there <= easting + reach);
            let within = |id: &LocalityId| own.is_within(scenario.locality(*id), child.max_miles).unwrap_or(true);
            near.extend(strip.map(|(_, id)| *id).filter(within));
        }
        near
    }
}

impl Terms {
    fn of(home: &Household, skills: &BTreeMap<&str, u32>, on: &impl Fn(&str) -> bool) -> Self {
        let (age_min, age_max) = if on("age-range") { (home.age_min, home.age_max) } else { (Years::MIN, Years::MAX) };
        let available = !on("available") || home.status == Status::Available;
        let mut has = if available { AVAILABLE } else { 0 };
        for sex in Sex::ALL {
            let taken = match home.sexes {
                Sexes::Any => true,
                Sexes::M => *sex == Sex::M,
                Sexes::F => *sex == Sex::F,
            };
            has |= if taken || !on("sex") { sex_bit(*sex) } else { 0 };
        }
        for kind in PlacementType::ALL {
            let taken = home.sector == Sector::Kinship || home.placement_types.contains(kind);
            has |= if taken || !on("placement-type") { kind_bit(*kind) } else { 0 };
        }
        for (skill, bit) in skills {
            has |= if home.skills.contains(*skill) || !on("needs") { 1 << bit } else { 0 };
        }
        Self { home: home.id, age_min, age_max, has }
    }

    fn fit(&self, child: &Child, asks: u64) -> bool {
        asks & !self.has == 0 && self.age_min <= child.age && child.age_end <= self.age_max
    }
}

/// The bits that a home must have for the child.
fn asks(child: &Child, skills: &BTreeMap<&str, u32>) -> u64 {
    let needs = child.needs.iter().filter_map(|need| skills.get(need.as_str())).fold(0, |bits, bit| bits | 1 << bit);
    AVAILABLE | sex_bit(child.sex) | kind_bit(child.placement_type) | needs
}

fn sex_bit(sex: Sex) -> u64 {
    1 << (SEX + sex as u32)
}

fn kind_bit(kind: PlacementType) -> u64 {
    1 << (KIND + kind as u32)
}

/// The specialisms that children need, as many as there are bits for; those beyond are left to the plain reading.
fn skills(scenario: &Scenario) -> BTreeMap<&str, u32> {
    let needed: BTreeSet<&str> = scenario.children.iter().flat_map(|child| &child.needs).map(String::as_str).collect();
    needed.into_iter().zip(SKILL..u64::BITS).collect()
}

fn grid(scenario: &Scenario, locality: LocalityId) -> Option<(i64, i64)> {
    let on_earth = |at: &i64| (-FARTHEST..=FARTHEST).contains(at);
    scenario.locality(locality).grid.filter(|(easting, northing)| on_earth(easting) && on_earth(northing))
}

/// Metres beyond which nothing is within so many tenths of a mile, half a tenth of rounding included.
fn reach(farthest: Tenths) -> i64 {
    // 81 metres and more are half a tenth of a mile; nothing on earth is farther than this product.
    (2 * farthest.0.clamp(0, 3 * FARTHEST / 100) + 1) * 81
}
