//! Good multipliers of a level: steps of a first-order method on the linear programme over units; whole homes are priced at
//! some of the points, and the best bound is kept.

use std::time::Instant;

use super::Companies;
use super::method::Method;
use super::price::{Guess, TO_CLIMB};
use super::prices::Prices;
use super::relaxation::Relaxation;
use crate::domain::Place;

/// What is to be bounded from below.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aim {
    /// How much a unit of each level weighs, in the order of the priorities: 1 for a level on its own.
    pub weights: Vec<f64>,
    /// The values at which levels are held, in the order of the priorities: the bound is given that none is larger.
    pub held: Vec<Option<i64>>,
}

impl Aim {
    /// The level after these values, given them.
    pub fn level(levels: usize, values: &[i64]) -> Self {
        let mut aim = Self { weights: vec![0.0; levels], held: vec![None; levels] };
        aim.weights[values.len()] = 1.0;
        for (held, value) in aim.held.iter_mut().zip(values) {
            *held = Some(*value);
        }
        aim
    }
}

/// How long to climb.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Climb {
    /// Steps at most.
    pub steps: usize,
    /// Enough: the climb ends when the bound is above it. None = nothing is enough.
    pub enough: Option<f64>,
    /// When it ends at the latest; what ends by the clock is not the same every time.
    pub deadline: Option<Instant>,
}

impl Climb {
    fn is_enough(&self, bound: f64) -> bool {
        self.enough.is_some_and(|enough| bound > enough)
    }
}

/// Where a climb ended.
#[derive(Clone, Debug, Default)]
pub struct Ascent {
    /// The best multipliers found; the weights of the levels are those of the aim and of the levels held.
    pub prices: Prices,
    /// What they show, but for roundings.
    pub bound: f64,
    /// A fractional choice that nearly has everyone in one place at most: how much of each unit.
    pub share: Vec<f32>,
    /// Steps taken.
    pub steps: usize,
    /// The multipliers of the rows of places.
    pub(super) places: Vec<f64>,
    /// How much multipliers weigh beside units in a step.
    pub(super) balance: f64,
}

/// Whole homes are priced after so many steps.
const PRICED: usize = 50;
/// A climb is over when so many pricings have found no bound that is higher by such a part.
const PATIENCE: usize = 12;
const HIGHER: f64 = 0.0001;
/// Where the children's multipliers begin, between those at which everything is worth having and those at which nothing is.
const MIDDLE: f64 = 0.5;

impl Companies<'_> {
    /// Climbs from where another climb ended, or from the middle.
    pub fn ascend(&self, aim: &Aim, start: Option<&Ascent>, climb: &Climb) -> Ascent {
        let middle = || self.nowhere(aim);
        let begin = start.map_or_else(middle, Ascent::clone);
        let guess = Guess::none(self);
        let mut method = Method::from(Relaxation::of(self, aim, f32::INFINITY), &begin, &|_, _| true);
        let mut best = Ascent { bound: f64::NEG_INFINITY, ..begin };
        self.look(aim, &method, &guess, &mut best);
        let (mut steps, mut since) = (0, 0);
        while steps < climb.steps
            && since < PATIENCE
            && !climb.is_enough(best.bound)
            && climb.deadline.is_none_or(|deadline| Instant::now() < deadline)
        {
            method.step();
            steps += 1;
            if steps % PRICED == 0 || steps == climb.steps {
                let before = best.bound;
                self.look(aim, &method, &guess, &mut best);
                since = if best.bound > before + HIGHER * before.abs().max(1.0) { 0 } else { since + 1 };
            }
            method.go_on(&|_, _| true);
        }
        Ascent { steps, ..best }
    }

    /// Where a climb begins that knows nothing.
    pub(super) fn nowhere(&self, aim: &Aim) -> Ascent {
        Ascent { prices: self.middling(aim), balance: 1.0, share: vec![0.0; self.units()], ..Ascent::default() }
    }

    /// Prices whole homes at the end of the last step, and keeps it if its bound is the best.
    fn look(&self, aim: &Aim, method: &Method<'_, '_>, guess: &Guess, best: &mut Ascent) {
        let (prices, of_places) = method.prices(aim);
        let (bound, places) = self.bound_at(aim, &prices, guess);
        if bound > best.bound {
            let prices = Prices { provisions: places, ..prices };
            *best = Ascent { prices, bound, share: method.share(), places: of_places, ..*best };
        }
        best.balance = method.balance();
    }

    /// The bound at these multipliers, where places of provisions cost what makes it the greatest; and what that is.
    pub(super) fn bound_at(&self, aim: &Aim, prices: &Prices, guess: &Guess) -> (f64, Vec<f64>) {
        let (least, places) = self.price_and_fill(prices, TO_CLIMB, guess);
        (self.fixed(aim, prices) + least, places)
    }

    /// Multipliers between those at which everything is worth having and those at which nothing is.
    pub(super) fn middling(&self, aim: &Aim) -> Prices {
        let mut at = vec![0.0_f64; self.must_place.len()];
        let by_child = |unit: usize| {
            let cost: f64 = self.charges(unit).iter().zip(&aim.weights).map(|(c, weight)| f64::from(*c) * weight).sum();
            -cost / self.heads(unit)
        };
        for unit in 0..self.units() {
            for child in self.units.children(unit) {
                at[*child as usize] = by_child(unit).max(at[*child as usize]);
            }
        }
        for each in &mut at {
            *each *= MIDDLE;
        }
        for site in &self.sites {
            let Place::Provision(id) = site.place else { continue };
            if self.rooms[id.index()].is_none() {
                for unit in site.units.clone().filter(|unit| self.units.size(*unit) == 1) {
                    let child = self.units.children(unit)[0] as usize;
                    at[child] = by_child(unit).max(at[child]);
                }
            }
        }
        Prices { levels: aim.weights.clone(), children: at, ..Prices::default() }
    }

    /// What does not depend on the choice.
    pub(super) fn fixed(&self, aim: &Aim, prices: &Prices) -> f64 {
        let levels = prices.levels.iter().zip(&self.constants).zip(&aim.held);
        let mut fixed: f64 =
            levels.map(|((weight, constant), held)| weight * float(constant - held.unwrap_or(0))).sum();
        fixed -= prices.children.iter().sum::<f64>();
        fixed - self.packed(prices) - prices.quotients.most()
    }
}

#[expect(clippy::cast_precision_loss, reason = "whole numbers below 2^53 are exact, and a climb may be rounded")]
pub(super) fn float(whole: i64) -> f64 {
    whole as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts below 2^53 are exact")]
pub(super) fn count(n: usize) -> f64 {
    n as f64
}
