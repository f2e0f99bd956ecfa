//! The search for a good proposal where the whole programme is too large: part after part is thought anew while the rest
//! stays as it is, several parts at once.
//!
//! *Takes* a scenario, its graph, its offers and a lawful proposal. *Gives* a lawful proposal that is no worse, level by
//! level. *Never* says how good it is: bounds are for others.
//!
//! Parts of one pass share no home and no child, and divide what is free in provisions before they begin: what a pass
//! ends with does not depend on who was first. A pass cuts the map along other lines than the one before it.

mod cells;
mod choice;
mod ground;
mod patch;
mod solve;
mod weights;

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::backend::Backend;
use super::watch::Watch;
use crate::compatibility::Graph;
use crate::domain::{Proposal, Scenario};
use crate::model::Offer;
use choice::Choice;
use ground::Ground;

/// How hard to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diligence {
    /// Children of one part at most, pass by pass; the last number holds for all passes after. Small parts are quick and
    /// large ones see more: from the one to the other.
    pub children: &'static [usize],
    /// Columns of its programme at most.
    pub columns: usize,
    /// Passes at most.
    pub passes: usize,
    /// The search ends after so many passes in a row that change nothing.
    pub idle: usize,
}

impl Default for Diligence {
    fn default() -> Self {
        Self { children: &[300, 300, 450, 600, 800], columns: 60_000, passes: 24, idle: 3 }
    }
}

/// What a search among offers is about.
#[derive(Clone, Copy)]
pub(super) struct Matter<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) graph: &'a Graph,
    /// Numbered from 0.
    pub(super) offers: &'a [Offer],
}

/// What a unit of each level weighs in a search, in the order of the priorities.
pub(super) fn weights(matter: Matter<'_>) -> Vec<f64> {
    weights::weights(&Ground::new(matter))
}

/// Improves a lawful proposal, and tells `publish` of everything better, with its levels.
pub(super) fn improve(
    matter: Matter<'_>,
    start: &Proposal,
    backend: &dyn Backend,
    diligence: Diligence,
    watch: &Watch,
    publish: &(dyn Fn(Proposal, &[i64]) + Sync),
) -> Proposal {
    let ground = Ground::new(matter);
    let Some(mut choice) = Choice::of(&ground, start) else { return start.clone() };
    publish(start.clone(), &choice.levels);
    let weights = weights::weights(&ground);
    let mut idle = 0;
    for pass in 0..diligence.passes {
        if watch.is_over() || idle >= diligence.idle {
            break;
        }
        let patches = cells::cells(&ground, &choice, pass, diligence);
        let shared = Mutex::new(choice.clone());
        patches.par_iter().for_each(|patch| {
            if watch.is_over() {
                return;
            }
            let Some(change) = solve::better(&ground, &choice, patch, &weights, backend, watch) else { return };
            let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
            shared.apply(&ground, &change);
            publish(shared.proposal(&ground), &shared.levels);
        });
        let after = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
        idle = if after.levels < choice.levels { 0 } else { idle + 1 };
        choice = after;
    }
    choice.proposal(&ground)
}
