//! A choice from a climb: the units of which there is most become whole, and the method goes on with the rest, round after
//! round. As in a dive, but in steps of a first-order method: no programme is ever solved.

use std::time::Instant;

use super::Companies;
use super::ascend::{Aim, Ascent, float};
use super::method::Method;
use super::price::narrow;
use super::relaxation::Relaxation;
use crate::domain::{ChildId, Place, Proposal};
use crate::model;

/// Less of a unit than this is nothing.
const LEAST: f32 = 0.0005;
/// All units become whole of which there is so much, and as many others as hold this part of the children who are left, with
/// so many more.
const NEARLY_WHOLE: f32 = 0.9;
const PART: f64 = 0.15;
const FEW: f64 = 10.0;
/// A unit of which there is nothing takes part where it costs less than this, for each that costs what is usual: of all
/// levels at once few units cost the same, and the others are not missed.
const MARGIN: f32 = 2e-5;
/// Steps of the method between two rounds.
const STEPS: usize = 50;

/// What has become whole so far.
struct Settled<'c, 'a> {
    companies: &'c Companies<'a>,
    /// The units taken of each place, numbered in it, in order.
    taken: Vec<Vec<u32>>,
    /// Whether the child has a place.
    placed: Vec<bool>,
    /// How many more each provision has room for; none = any number.
    rooms: Vec<Option<i64>>,
}

/// How long to look for a fractional choice, and to make it whole.
#[derive(Clone, Copy, Debug)]
pub struct Settling {
    /// Steps of the method at most.
    pub steps: usize,
    /// When to stop looking at the latest, and when to stop looking again between two rounds.
    pub deadlines: [Option<Instant>; 2],
}

impl Companies<'_> {
    /// A lawful proposal near the best fractional choice at these weights of the levels, in the order of the priorities, found
    /// from a proposal; none = somebody has no place in it who must. Others may have none who could. And the fractional choice.
    pub fn settle(&self, weights: &[f64], start: &Proposal, settling: &Settling) -> (Option<Proposal>, Ascent) {
        let aim = Aim { weights: weights.to_vec(), held: vec![None; weights.len()] };
        let mut begin = self.nowhere(&aim);
        for unit in self.units_of(start) {
            begin.share[unit as usize] = 1.0;
        }
        let [first, last] = settling.deadlines;
        let relaxation = Relaxation::of(self, &aim, MARGIN);
        let top = walk(&aim, relaxation, &begin, &|_, _| true, settling.steps, first);
        let mut settled = Settled {
            companies: self,
            taken: vec![Vec::new(); self.sites.len()],
            placed: vec![false; self.must_place.len()],
            rooms: self.rooms.clone(),
        };
        let mut here = top.clone();
        while settled.round(&here.share) {
            let mut relaxation = Relaxation::of(self, &aim, MARGIN);
            relaxation.leave(&settled.placed, &settled.taken);
            let fits = |site: usize, unit: usize| settled.fits(site, unit);
            here = walk(&aim, relaxation, &here, &fits, STEPS, last);
        }
        let all = self.must_place.iter().zip(&settled.placed).all(|(must, placed)| *placed || !must);
        (all.then(|| settled.proposal()), top)
    }
}

impl Settled<'_, '_> {
    /// Takes the units of which there is most; whether there were any.
    fn round(&mut self, share: &[f32]) -> bool {
        let companies = self.companies;
        let mut order: Vec<(usize, usize)> = Vec::new();
        for (at, site) in companies.sites.iter().enumerate() {
            order.extend(site.units.clone().filter(|unit| share[*unit] > LEAST).map(|unit| (at, unit)));
        }
        order.sort_by(|(_, one), (_, other)| share[*other].total_cmp(&share[*one]).then(one.cmp(other)));
        let left: f64 = order.iter().map(|(_, unit)| companies.heads(*unit) * f64::from(share[*unit])).sum();
        let mut taken = 0.0;
        for (site, unit) in order {
            if share[unit] < NEARLY_WHOLE && taken > PART * left + FEW {
                break;
            }
            if self.fits(site, unit) {
                self.take(site, unit);
                taken += companies.heads(unit);
            }
        }
        taken > 0.0
    }

    /// Whether nobody of a unit has a place yet, and it would be lawful beside what is taken of its place.
    fn fits(&self, site: usize, unit: usize) -> bool {
        let companies = self.companies;
        if companies.units.children(unit).iter().any(|child| self.placed[*child as usize]) {
            return false;
        }
        match companies.sites[site].place {
            Place::Provision(id) => self.rooms[id.index()].is_none_or(|room| float(room) >= companies.heads(unit)),
            Place::Home(_) => {
                let mut together = self.taken[site].clone();
                together.push(narrow(unit - companies.sites[site].units.start));
                together.sort_unstable();
                together.len() < 2 || companies.ask(site, &together)
            }
        }
    }

    fn take(&mut self, site: usize, unit: usize) {
        let children = self.companies.units.children(unit);
        for child in children {
            self.placed[*child as usize] = true;
        }
        let at = &self.companies.sites[site];
        if let Place::Provision(id) = at.place
            && let Some(room) = &mut self.rooms[id.index()]
        {
            *room -= i64::from(narrow(children.len()));
        }
        self.taken[site].push(narrow(unit - at.units.start));
        self.taken[site].sort_unstable();
    }

    /// Those taken as a proposal, beside those who stay.
    fn proposal(&self) -> Proposal {
        let companies = self.companies;
        let mut units: Vec<(Vec<ChildId>, Place)> = Vec::new();
        for (site, taken) in companies.sites.iter().zip(&self.taken) {
            units.extend(taken.iter().map(|unit| (companies.children(site.units.start + *unit as usize), site.place)));
        }
        model::place(companies.scenario, units.iter().map(|(children, place)| (children.as_slice(), *place)))
    }
}

/// Where so many steps lead from here; only open units take part.
fn walk(
    aim: &Aim,
    relaxation: Relaxation<'_, '_>,
    here: &Ascent,
    open: &(impl Fn(usize, usize) -> bool + Sync),
    steps: usize,
    deadline: Option<Instant>,
) -> Ascent {
    let mut method = Method::from(relaxation, here, open);
    let mut taken = 0;
    while taken < steps {
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            break;
        }
        method.step();
        method.go_on(open);
        taken += 1;
    }
    let (prices, places) = method.prices(aim);
    Ascent { prices, places, share: method.share(), balance: method.balance(), steps: taken, ..Ascent::default() }
}
