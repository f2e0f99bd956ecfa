//! A proof by cases, where one set of multipliers falls short: siblings together or not, a child here or elsewhere.
//!
//! Sources: Ryan and Foster, An integer programming approach to scheduling, in Wren (ed.), Computer Scheduling of Public
//! Transport (1981), pages 269-280; Applegate, Bixby, Chvátal and Cook, Finding cuts in the TSP, DIMACS report 95-05 (1995),
//! for trying a few questions before one is asked.

use std::collections::BTreeMap;

use super::Companies;
use super::ascend::Aim;
use super::master::{Master, Solution};
use super::polish::Goal;
use super::prices::Prices;
use crate::domain::{Branch, CERTIFICATE_DEPTH, ChildId, Place, Split};

/// Questions of each kind that are tried before one is asked.
const TRIED: usize = 2;
/// A share nearer to a whole number than this is no question.
const WHOLE: f64 = 0.05;

/// A search for a proof that a level is at least its value.
pub(super) struct Tree<'m, 'b> {
    pub(super) master: &'m mut Master<'b>,
    /// The values of the levels before.
    pub(super) values: &'m [i64],
    /// What is to be proved.
    pub(super) at_least: i64,
    pub(super) goal: Goal<'m>,
    /// Cases that may still be looked at.
    pub(super) left: usize,
}

impl Tree<'_, '_> {
    /// A proof within these cases, of which a solution that falls short is known; none = it was not found.
    pub(super) fn split(
        &mut self,
        companies: &Companies<'_>,
        start: &Prices,
        solution: &Solution,
        depth: usize,
    ) -> Option<Branch> {
        if depth >= CERTIFICATE_DEPTH || self.left < 2 {
            return None;
        }
        let split = self.best_question(companies, solution)?;
        let yes = self.prove(&companies.within(&[(split.clone(), true)]), start, depth + 1)?;
        let no = self.prove(&companies.within(&[(split.clone(), false)]), start, depth + 1)?;
        Some(Branch::Cases { split, yes: Box::new(yes), no: Box::new(no) })
    }

    fn prove(&mut self, companies: &Companies<'_>, start: &Prices, depth: usize) -> Option<Branch> {
        self.left = self.left.checked_sub(1)?;
        self.master.within(companies);
        let aim = Aim::level(companies.levels.len(), self.values);
        let goal = Goal { only_enough: true, ..self.goal };
        let polished = companies.polish(&aim, Some(start.clone()), goal, self.master);
        if polished.bound > goal.enough {
            let certificate = companies.certificate(self.values, &polished.prices);
            return (certificate.bound >= self.at_least).then_some(certificate.proof);
        }
        let solution = polished.solution?;
        self.split(companies, &polished.prices, &solution, depth)
    }

    /// The question both of whose answers raise the programme's value most.
    fn best_question(&mut self, companies: &Companies<'_>, solution: &Solution) -> Option<Split> {
        let aim = Aim::level(companies.levels.len(), self.values);
        let mut best: Option<(f64, Split)> = None;
        for split in self.questions(companies, solution) {
            let mut gains = 1.0;
            for yes in [true, false] {
                self.master.within(&companies.within(&[(split.clone(), yes)]));
                let value = self.master.solve(companies, &aim).map_or(f64::INFINITY, |solution| solution.value);
                gains *= (value.min(self.goal.enough + 1e-3) - solution.value).max(1e-6);
            }
            if best.as_ref().is_none_or(|(most, _)| gains > *most) {
                best = Some((gains, split));
            }
        }
        best.map(|(_, split)| split)
    }

    /// What a solution leaves open, the most open of each kind first.
    fn questions(&self, companies: &Companies<'_>, solution: &Solution) -> Vec<Split> {
        let mut together: Vec<(f64, Split)> = Vec::new();
        for (group, sets) in self.master.groups(companies, solution) {
            let siblings = companies.siblings_of(group);
            for (i, one) in siblings.iter().enumerate() {
                for (j, other) in siblings.iter().enumerate().skip(i + 1) {
                    let both = sets.iter().filter(|(set, _)| *set >> i & 1 == 1 && *set >> j & 1 == 1);
                    let share: f64 = both.map(|(_, share)| share).sum();
                    together.push((share, Split::Together { one: *one, other: *other }));
                }
            }
        }
        let mut lives: Vec<(f64, Split)> = Vec::new();
        let mut places: BTreeMap<ChildId, BTreeMap<usize, f64>> = BTreeMap::new();
        for (unit, share) in self.master.chosen(solution) {
            let site = companies.sites.partition_point(|site| site.units.end <= unit);
            for child in companies.units.children(unit) {
                *places.entry(ChildId::at(*child as usize)).or_default().entry(site).or_default() += share;
            }
        }
        for (child, shares) in places {
            let mut shares: Vec<(usize, f64)> = shares.into_iter().collect();
            shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let half = shares.iter().map(|(_, share)| share).sum::<f64>() / 2.0;
            let mut some: Vec<Place> = Vec::new();
            let mut share = 0.0;
            for (site, of_it) in shares {
                if share > half - 1e-6 {
                    break;
                }
                share += of_it;
                some.push(companies.sites[site].place);
            }
            lives.push((share, Split::Lives { child, places: some }));
        }
        [most_open(together), most_open(lives)].concat()
    }
}

fn most_open(mut splits: Vec<(f64, Split)>) -> Vec<Split> {
    splits.retain(|(share, _)| (WHOLE..=1.0 - WHOLE).contains(share));
    splits.sort_by(|a, b| (a.0 - 0.5).abs().total_cmp(&(b.0 - 0.5).abs()));
    splits.into_iter().take(TRIED).map(|(_, split)| split).collect()
}
