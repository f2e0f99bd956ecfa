//! Good multipliers: a subgradient method whose direction is the mean of the slopes, as in the volume algorithm, and whose
//! steps suit each multiplier.
//!
//! Sources: Barahona and Anbil, The volume algorithm: producing primal solutions with a subgradient method, Mathematical
//! Programming 87 (2000), pages 385-399; Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and
//! stochastic optimization, Journal of Machine Learning Research 12 (2011), pages 2121-2159.

use std::time::Instant;

use super::Companies;
use super::price::{Guess, Priced, TO_CLIMB};
use super::prices::Prices;
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
    /// Pricings at most.
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
    /// Pricings done.
    pub steps: usize,
}

/// One flat vector of multipliers: children, levels held. Places of provisions are priced as they are filled.
pub(super) struct Shape {
    pub(super) children: usize,
    /// The least that each may be: 0, or no limit; equal to the most where it is always 0.
    least: Vec<f64>,
    most: Vec<f64>,
    /// Multipliers of levels are counted in such units, so that steps suit them.
    scale: Vec<f64>,
}

/// A point of the climb.
#[derive(Clone)]
pub(super) struct Point {
    at: Vec<f64>,
    places: Vec<f64>,
    pub(super) bound: f64,
}

/// Where the children's multipliers begin, between those at which everything is worth having and those at which nothing is.
const MIDDLE: f64 = 0.5;
/// The first steps, as a part of how far multipliers may have to go.
const LENGTH: f64 = 0.1;
/// Steps are shorter by this, from the best point, when so many have found nothing better.
const SHRINK: f64 = 0.6;
const PATIENCE: usize = 20;
/// Where steps are so short, a climb is over.
const SHORTEST: f64 = 0.0005;
/// How much of the newest slope is in the mean, and how fast old slopes are forgotten where each coordinate's are summed.
const NEWEST: f64 = 0.3;
const DECAY: f64 = 0.99;
/// Homes see costs apart by so much at first, so that not all want the one child who is cheapest by a hair.
const NOISE: f64 = 0.3;

impl Companies<'_> {
    /// Climbs from these multipliers, or from none.
    pub fn ascend(&self, aim: &Aim, start: Option<&Prices>, climb: &Climb) -> Ascent {
        let shape = self.shape(aim);
        let mut at = start.map_or_else(|| self.middling(aim, &shape), |start| shape.flat(aim, start));
        shape.project(&mut at);
        let guess = Guess::none(self);
        let (mut here, slope, priced) = self.look(aim, &shape, at, 0.0, &guess);
        let mut best = here.clone();
        let mut mixture = Share::of(self.units(), &priced);
        let mut mean = slope;
        let reach = self.reach(aim, &shape, &best.at);
        let mut squares: Vec<f64> = mean.iter().map(|slope| slope * slope).collect();
        let (mut length, mut since) = (LENGTH, 0);
        let noise = NOISE * reach[..shape.children].iter().sum::<f64>() / count(shape.children);
        let mut steps = 1;
        while steps < climb.steps
            && length > SHORTEST
            && !climb.is_enough(best.bound)
            && climb.deadline.is_none_or(|deadline| Instant::now() < deadline)
        {
            let mut at: Vec<f64> = here.at.clone();
            for (i, at) in at.iter_mut().enumerate() {
                *at += length * reach[i] * mean[i] / (squares[i] + 1.0).sqrt();
            }
            shape.project(&mut at);
            let (point, slope, priced) = self.look(aim, &shape, at, noise * length, &guess);
            steps += 1;
            here = point;
            for (i, slope) in slope.iter().enumerate() {
                mean[i] += NEWEST * (slope - mean[i]);
                squares[i] = squares[i] * DECAY + slope * slope;
            }
            mixture.mix(NEWEST, &priced);
            if here.bound > best.bound {
                best = here.clone();
                since = 0;
                if climb.is_enough(best.bound) {
                    best = self.look(aim, &shape, best.at, 0.0, &guess).0;
                }
            } else {
                since += 1;
                if since >= PATIENCE {
                    length *= SHRINK;
                    since = 0;
                    best = self.look(aim, &shape, best.at, noise * length, &guess).0;
                    here = best.clone();
                }
            }
        }
        best = self.look(aim, &shape, best.at, 0.0, &guess).0;
        Ascent { prices: shape.prices(aim, &best.at, best.places), bound: best.bound, share: mixture.all(), steps }
    }

    /// How far each multiplier may have to go: the spread of what a child can cost.
    fn reach(&self, aim: &Aim, shape: &Shape, at: &[f64]) -> Vec<f64> {
        let mut least = vec![f64::INFINITY; shape.children];
        let mut most = vec![f64::NEG_INFINITY; shape.children];
        for unit in 0..self.units() {
            let cost: f64 = self.charges(unit).iter().zip(&aim.weights).map(|(c, weight)| f64::from(*c) * weight).sum();
            for child in self.units.children(unit) {
                let child = *child as usize;
                let each = cost / count(self.units.size(unit));
                least[child] = least[child].min(each);
                most[child] = most[child].max(each);
            }
        }
        let spread = least.iter().zip(&most).map(|(least, most)| (most.max(0.0) - least.min(0.0)).max(0.0));
        let mut reach: Vec<f64> = spread
            .zip(at)
            .map(|(spread, at)| if spread.is_finite() { spread.max(at.abs() * 0.2) } else { 0.0 })
            .collect();
        let mean = reach.iter().sum::<f64>() / count(shape.children.max(1));
        for reach in &mut reach {
            *reach = reach.max(0.1 * mean);
        }
        let far = mean * count(shape.children).sqrt();
        reach.extend(at[shape.children..].iter().map(|at| far.max(at.abs() * 0.2)));
        reach
    }

    /// Multipliers between those at which everything is worth having and those at which nothing is.
    pub(super) fn middling(&self, aim: &Aim, shape: &Shape) -> Vec<f64> {
        let mut at = vec![0.0_f64; shape.least.len()];
        let by_child = |unit: usize| {
            let cost: f64 = self.charges(unit).iter().zip(&aim.weights).map(|(c, weight)| f64::from(*c) * weight).sum();
            -cost / count(self.units.size(unit))
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
        at
    }

    /// The bound at a point, its slope there, and the choice.
    pub(super) fn look(
        &self,
        aim: &Aim,
        shape: &Shape,
        at: Vec<f64>,
        noise: f64,
        guess: &Guess,
    ) -> (Point, Vec<f64>, Priced<f64>) {
        let asked = shape.prices(aim, &at, Vec::new());
        let (priced, places) = self.price_and_fill(&asked, noise, TO_CLIMB, guess);
        let bound = self.fixed(aim, &asked) + priced.cost;
        let slope = self.slope(aim, shape, &priced);
        (Point { at, places, bound }, slope, priced)
    }

    /// What does not depend on the choice.
    pub(super) fn fixed(&self, aim: &Aim, prices: &Prices) -> f64 {
        let levels = prices.levels.iter().zip(&self.constants).zip(&aim.held);
        let mut fixed: f64 =
            levels.map(|((weight, constant), held)| weight * float(constant - held.unwrap_or(0))).sum();
        fixed -= prices.children.iter().sum::<f64>();
        fixed - self.packed(prices) - prices.quotients.most()
    }

    /// How much the choice breaks each row.
    fn slope(&self, aim: &Aim, shape: &Shape, priced: &Priced<f64>) -> Vec<f64> {
        let mut slope = vec![0.0; shape.least.len()];
        slope[..shape.children].fill(-1.0);
        let mut sums: Vec<f64> = self.constants.iter().map(|constant| float(*constant)).collect();
        for (unit, part) in &priced.units {
            let part = f64::from(*part);
            for child in self.units.children(*unit as usize) {
                slope[*child as usize] += part;
            }
            for (sum, charge) in sums.iter_mut().zip(self.charges(*unit as usize)) {
                *sum += part * f64::from(*charge);
            }
        }
        for pair in &priced.pairs {
            for (sum, charge) in sums.iter_mut().zip(&self.pairs[*pair as usize].charges) {
                *sum += f64::from(*charge);
            }
        }
        for (level, (sum, held)) in sums.iter().zip(&aim.held).enumerate() {
            if let Some(value) = held {
                slope[shape.children + level] = (sum - float(*value)) / shape.scale[level];
            }
        }
        for (slope, most) in slope.iter_mut().zip(&shape.most) {
            if *most == 0.0 {
                *slope = 0.0;
            }
        }
        slope
    }

    pub(super) fn shape(&self, aim: &Aim) -> Shape {
        let children = self.must_place.len();
        let size = children + self.levels.len();
        let (mut least, mut most) = (vec![0.0; size], vec![0.0; size]);
        for child in &self.units.children {
            let child = *child as usize;
            most[child] = f64::INFINITY;
            if self.must_place[child] {
                least[child] = f64::NEG_INFINITY;
            }
        }
        for (level, held) in aim.held.iter().enumerate() {
            if held.is_some() {
                most[children + level] = f64::INFINITY;
            }
        }
        Shape { children, least, most, scale: self.scales() }
    }

    /// What a unit of each level is beside a child: the mean charge of a child, times the root of their number.
    pub(super) fn scales(&self) -> Vec<f64> {
        let root = count(self.must_place.len()).sqrt();
        self.means().into_iter().map(|mean| mean * root).collect()
    }

    /// The mean charge of a child, by level.
    pub(super) fn means(&self) -> Vec<f64> {
        let levels = self.levels.len();
        let mut sums = vec![0_i64; levels];
        for charges in self.units.charges.chunks(levels.max(1)) {
            for (sum, charge) in sums.iter_mut().zip(charges) {
                *sum += i64::from(charge.abs());
            }
        }
        let children = count(self.units.children.len().max(1));
        sums.iter().map(|sum| (float(*sum) / children).max(0.05)).collect()
    }
}

impl Shape {
    pub(super) fn project(&self, at: &mut [f64]) {
        for ((at, least), most) in at.iter_mut().zip(&self.least).zip(&self.most) {
            *at = at.clamp(*least, *most);
        }
    }

    fn prices(&self, aim: &Aim, at: &[f64], provisions: Vec<f64>) -> Prices {
        let (children, levels) = at.split_at(self.children);
        let levels = levels.iter().zip(&self.scale).zip(&aim.weights).map(|((at, scale), weight)| at / scale + weight);
        Prices { levels: levels.collect(), children: children.to_vec(), provisions, ..Prices::default() }
    }

    pub(super) fn flat(&self, aim: &Aim, prices: &Prices) -> Vec<f64> {
        let levels =
            prices.levels.iter().zip(&self.scale).zip(&aim.weights).map(|((at, scale), weight)| (at - weight) * scale);
        prices.children.iter().copied().chain(levels).collect()
    }
}

/// A mean of choices, of which each new one makes all before it count less.
struct Share {
    all: Vec<f32>,
    /// What the entries are to be multiplied by.
    scale: f32,
}

impl Share {
    fn of(units: usize, priced: &Priced<f64>) -> Self {
        let mut share = Self { all: vec![0.0; units], scale: 1.0 };
        for (unit, part) in &priced.units {
            share.all[*unit as usize] = *part;
        }
        share
    }

    #[expect(clippy::cast_possible_truncation, reason = "a share is a guide")]
    fn mix(&mut self, weight: f64, priced: &Priced<f64>) {
        let weight = weight as f32;
        self.scale *= 1.0 - weight;
        if self.scale < 1e-20 {
            for each in &mut self.all {
                *each *= self.scale;
            }
            self.scale = 1.0;
        }
        for (unit, part) in &priced.units {
            self.all[*unit as usize] += part * weight / self.scale;
        }
    }

    fn all(mut self) -> Vec<f32> {
        for each in &mut self.all {
            *each *= self.scale;
        }
        self.all
    }
}

#[expect(clippy::cast_precision_loss, reason = "whole numbers below 2^53 are exact, and a climb may be rounded")]
pub(super) fn float(whole: i64) -> f64 {
    whole as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts below 2^53 are exact")]
fn count(n: usize) -> f64 {
    n as f64
}
