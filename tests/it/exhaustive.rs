//! The best proposal of a tiny scenario by trying every one: the plain readings of the contract and nothing else.
//!
//! Each child in scope is unplaced, in any home, or in any provision, alone or with siblings there. What is lawful is
//! asked of the plain readings in `policy`; the levels are counted here a second time, from the contract's words.

use std::collections::BTreeSet;

use placewell::domain::{ChildId, LevelId, Place, Placement, Plan, Proposal, ProvisionId, Scenario, Suitability};
use placewell::policy::limits::{self, Limit};
use placewell::policy::{Pairs, preferences, provision};

/// The one limit that a part of a lawful company can break.
const MUST_TOGETHER: &str = "must-together";

/// A best proposal, its levels in the order of the priorities, and how many proposals were lawful.
pub(crate) struct Best {
    pub(crate) proposal: Proposal,
    pub(crate) levels: Vec<i64>,
    pub(crate) lawful: usize,
}

/// Tries every assignment; none = the decisions leave no lawful one.
pub(crate) fn best(scenario: &Scenario) -> Option<Best> {
    search(scenario, true)
}

/// With `prune`, assignments that are sure to be unlawful, or to leave more unplaced than the best so far, are cut early.
pub(crate) fn search(scenario: &Scenario, prune: bool) -> Option<Best> {
    let mut search = Search { prune, ..Search::of(scenario) };
    search.place_from(0, &mut Proposal::of_those_who_stay(scenario));
    let lawful = search.lawful;
    search.best.map(|(levels, proposal)| Best { proposal, levels, lawful })
}

/// Whether any lawful proposal is as wanted.
pub(crate) fn any(scenario: &Scenario, wanted: &dyn Fn(&Proposal) -> bool) -> bool {
    let found = std::cell::Cell::new(false);
    let see = |proposal: &Proposal| found.set(found.get() || wanted(proposal));
    let mut search = Search { prune: true, see: Some(&see), ..Search::of(scenario) };
    search.place_from(0, &mut Proposal::of_those_who_stay(scenario));
    found.get()
}

/// The values of all levels, in their default order, that some lawful proposal has.
pub(crate) fn every(scenario: &Scenario) -> BTreeSet<Vec<i64>> {
    let mut search = Search { prune: true, every: Some(BTreeSet::new()), ..Search::of(scenario) };
    search.place_from(0, &mut Proposal::of_those_who_stay(scenario));
    search.every.unwrap_or_default()
}

fn candidates(scenario: &Scenario) -> Vec<Candidate> {
    let pairs = Pairs::of(scenario);
    scenario
        .in_scope()
        .map(|child| Candidate {
            id: child.id,
            must_be_placed: pairs.is_pinned(child.id),
            homes: scenario.households.iter().filter(|home| pairs.is_open(child, home)).map(|home| home.id).collect(),
            provisions: scenario
                .provisions
                .iter()
                .filter(|each| !pairs.is_pinned(child.id) && provision::is_open(scenario, child, each))
                .map(|each| each.id)
                .collect(),
        })
        .collect()
}

struct Candidate {
    id: ChildId,
    must_be_placed: bool,
    homes: Vec<placewell::domain::HouseholdId>,
    provisions: Vec<ProvisionId>,
}

struct Search<'s> {
    scenario: &'s Scenario,
    prune: bool,
    limits: Vec<&'static dyn Limit>,
    children: Vec<Candidate>,
    best: Option<(Vec<i64>, Proposal)>,
    lawful: usize,
    /// Where every lawful proposal is wanted, not only the best: the levels of each.
    every: Option<BTreeSet<Vec<i64>>>,
    /// Where every lawful proposal is wanted: who sees it.
    see: Option<&'s dyn Fn(&Proposal)>,
}

impl<'s> Search<'s> {
    fn of(scenario: &'s Scenario) -> Self {
        let (limits, children) = (limits::active(scenario), candidates(scenario));
        Self { scenario, prune: false, limits, children, best: None, lawful: 0, every: None, see: None }
    }
}

impl Search<'_> {
    /// Tries everything for the child at this position and those after it.
    fn place_from(&mut self, position: usize, proposal: &mut Proposal) {
        if self.prune && self.every.is_none() && self.is_hopeless(position, proposal) {
            return;
        }
        if position == self.children.len() {
            self.judge(proposal);
            return;
        }
        let child = self.children[position].id;
        for home in self.children[position].homes.clone() {
            proposal.placements[child.index()] = Some(Placement::home(home));
            let lawful = !self.prune || self.limits_hold(Place::Home(home), &proposal.fostered_in(home), false);
            if lawful {
                self.place_from(position + 1, proposal);
            }
        }
        for provision in self.children[position].provisions.clone() {
            for unit in self.units(position, provision, proposal) {
                proposal.placements[child.index()] = Some(Placement::provision(provision, unit));
                self.place_from(position + 1, proposal);
            }
        }
        proposal.placements[child.index()] = None;
        if !self.children[position].must_be_placed {
            self.place_from(position + 1, proposal);
        }
    }

    /// The units there of the children placed before, and one more; those who stay are units of their own.
    fn units(&self, position: usize, provision: ProvisionId, proposal: &Proposal) -> Vec<u32> {
        let there = |id: ChildId| proposal.of(id).filter(|each| each.place == Place::Provision(provision));
        let mut units: Vec<u32> =
            self.children[..position].iter().filter_map(|child| Some(there(child.id)?.unit)).collect();
        let all = (0..self.scenario.children.len()).map(ChildId::at);
        units.push(1 + all.filter_map(|id| Some(there(id)?.unit)).max().unwrap_or(0));
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Whether the children decided on so far leave more unplaced than the best proposal does.
    fn is_hopeless(&self, position: usize, proposal: &Proposal) -> bool {
        let unplaced: i64 = self.children[..position]
            .iter()
            .filter(|child| proposal.of(child.id).is_none())
            .map(|child| self.scenario.child(child.id).urgency.weight())
            .sum();
        self.best.as_ref().is_some_and(|(levels, _)| unplaced > levels[0])
    }

    fn limits_hold(&self, place: Place, everyone: &[ChildId], must_together: bool) -> bool {
        let Place::Home(home) = place else { return true };
        let home = self.scenario.household(home);
        self.limits
            .iter()
            .filter(|limit| must_together || limit.about().id != MUST_TOGETHER)
            .all(|limit| limit.breach(self.scenario, home, everyone).is_none())
    }

    /// Keeps a complete proposal if it is lawful and better than the best so far.
    fn judge(&mut self, proposal: &Proposal) {
        if !self.is_lawful(proposal) {
            return;
        }
        self.lawful += 1;
        if let Some(see) = self.see {
            see(proposal);
            return;
        }
        if let Some(every) = &mut self.every {
            every.insert(LevelId::ALL.iter().map(|level| count(self.scenario, proposal, *level)).collect());
        }
        let levels = levels(self.scenario, proposal);
        if self.best.as_ref().is_none_or(|(best, _)| levels < *best) {
            self.best = Some((levels, proposal.clone()));
        }
    }

    /// Every home and unit that a child in scope would live in keeps every limit; no provision holds too many.
    fn is_lawful(&self, proposal: &Proposal) -> bool {
        let placed: Vec<Placement> = self.children.iter().filter_map(|child| proposal.of(child.id)).collect();
        placed.iter().all(|placement| {
            let everyone: Vec<ChildId> = (0..self.scenario.children.len())
                .map(ChildId::at)
                .filter(|id| proposal.of(*id) == Some(*placement))
                .collect();
            match placement.place {
                Place::Home(_) => self.limits_hold(placement.place, &everyone, true),
                Place::Provision(id) => {
                    let provision = self.scenario.provision(id);
                    let there = proposal.placements.iter().flatten().filter(|each| each.place == placement.place);
                    let count = i64::try_from(there.count()).expect("a few");
                    provision.capacity.is_none_or(|capacity| count <= capacity)
                        && provision::unit_breach(self.scenario, provision, &everyone).is_none()
                }
            }
        })
    }
}

/// The value of every level of the priorities, in their order.
pub(crate) fn levels(scenario: &Scenario, proposal: &Proposal) -> Vec<i64> {
    scenario.settings.priorities.iter().map(|level| count(scenario, proposal, *level)).collect()
}

/// One level, counted from the words of the contract.
pub(crate) fn count(scenario: &Scenario, proposal: &Proposal, level: LevelId) -> i64 {
    let placed = || scenario.in_scope().filter_map(|child| Some((child, proposal.of(child.id)?.place)));
    let number = |count: usize| i64::try_from(count).expect("a few");
    match level {
        LevelId::Unplaced => {
            let unplaced = scenario.in_scope().filter(|child| proposal.of(child.id).is_none());
            unplaced.map(|child| child.urgency.weight()).sum()
        }
        LevelId::NotInFamily => number(
            placed()
                .filter(|(child, place)| {
                    let outside = matches!(place, Place::Provision(id) if !scenario.provision(*id).kind.is_family());
                    outside && child.foster_care != Suitability::Unsuitable
                })
                .count(),
        ),
        LevelId::Separated => separated(scenario, proposal),
        LevelId::External => number(placed().filter(|(_, place)| !scenario.is_in_house(*place)).count()),
        LevelId::Moved => {
            let movable = scenario.in_scope().filter(|child| child.may_move);
            number(movable.filter(|child| proposal.of(child.id).map(|each| each.place) != child.current).count())
        }
        LevelId::Mismatch => placed().map(|(child, place)| preferences::mismatch(scenario, child, place)).sum(),
        LevelId::WeeklyCost => placed().map(|(_, place)| scenario.weekly_cost(place).0).sum(),
    }
}

/// Pairs, at least one of them in scope, that are not together though siblings planned to be, or together though they
/// should not be.
fn separated(scenario: &Scenario, proposal: &Proposal) -> i64 {
    let mut pairs = 0;
    for a in &scenario.children {
        for b in scenario.children.iter().filter(|b| a.id < b.id && (a.in_scope() || b.in_scope())) {
            let together = proposal.together(a.id, b.id);
            let wrong = match scenario.plan(a.id, b.id) {
                Plan::PreferTogether | Plan::MustTogether => !together && scenario.are_siblings(a.id, b.id),
                Plan::ShouldApart => together,
                Plan::NoPlan | Plan::MustApart => false,
            };
            pairs += i64::from(wrong);
        }
    }
    pairs
}
