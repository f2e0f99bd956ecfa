//! A first-order method on a linear programme over units: each step is drawn back towards where the method last began anew.
//!
//! Sources: Applegate, Diaz, Hinder, Lu, Lubin, O'Donoghue and Schudy, Practical large-scale linear programming using
//! primal-dual hybrid gradient, Advances in Neural Information Processing Systems 34 (2021), for when to begin anew and for
//! the balance; Lu and Yang, Restarted Halpern PDHG for linear programming (2024), arXiv 2407.16144, for the drawing back.

use rayon::prelude::*;

use super::ascend::{Aim, Ascent, count};
use super::prices::Prices;
use super::relaxation::{Point, Relaxation};

/// The method begins anew where a step has become so much shorter than the first, or somewhat shorter and longer than the
/// one before, or where so large a part of all steps was taken since.
const MUCH_SHORTER: f64 = 0.2;
const SHORTER: f64 = 0.8;
const OF_ALL: f64 = 0.36;
const FEWEST: f64 = 20.0;
/// It is looked again which units take part where it begins anew after so many steps at least; where it does not, after this
/// part of all steps, but so many at most.
const SELDOM: usize = 20;
const OF_ALL_STEPS: usize = 2;
const OFTEN: usize = 1_000;

/// The method under way.
pub(super) struct Method<'c, 'a> {
    relaxation: Relaxation<'c, 'a>,
    /// Where the next step starts, and where the last one ended.
    here: Point,
    next: Point,
    /// Where it last began anew.
    anchor: Point,
    /// How much multipliers weigh beside units in a step.
    balance: f64,
    /// Steps in all, since it last began anew, and when it was last looked which units take part.
    steps: usize,
    since: usize,
    looked: usize,
    /// The length of the first step since it began anew, of the one before the last, and of the last one.
    first: f64,
    before: f64,
    last: f64,
}

impl<'c, 'a> Method<'c, 'a> {
    /// From where a climb ended; only open units take part.
    pub(super) fn from(
        mut relaxation: Relaxation<'c, 'a>,
        ascent: &Ascent,
        open: &(impl Fn(usize, usize) -> bool + Sync),
    ) -> Self {
        let rows = relaxation.rows(&ascent.prices, &ascent.places);
        relaxation.focus(&ascent.share, &rows, open);
        let here = Point { units: relaxation.among(&ascent.share), rows };
        let (next, anchor, balance) = (here.clone(), here.clone(), ascent.balance);
        let (first, before, last) = (0.0, f64::INFINITY, f64::INFINITY);
        Self { relaxation, here, next, anchor, balance, steps: 0, since: 0, looked: 0, first, before, last }
    }

    pub(super) fn step(&mut self) {
        let length = self.relaxation.step(&self.here, self.balance, &mut self.next);
        if self.since == 0 {
            (self.first, self.last) = (length, f64::INFINITY);
        }
        (self.before, self.last) = (self.last, length);
        self.steps += 1;
    }

    /// From the end of a step to where the next one starts: there, if the method begins anew.
    pub(super) fn go_on(&mut self, open: &(impl Fn(usize, usize) -> bool + Sync)) {
        let is_long = count(self.since) >= OF_ALL * count(self.steps) + FEWEST;
        let has_turned = self.last <= SHORTER * self.first && self.last > self.before;
        let anew = self.since > 0 && (self.last <= MUCH_SHORTER * self.first || has_turned || is_long);
        let unseen = self.steps - self.looked;
        let look = unseen >= (self.steps / OF_ALL_STEPS).clamp(SELDOM, OFTEN) || anew && unseen >= SELDOM;
        if !anew && !look {
            self.since += 1;
            self.here.draw_back(&self.next, &self.anchor, 1.0 / count(self.since + 1));
            return;
        }
        let (units, rows) = self.relaxation.apart(&self.next, &self.anchor);
        if units > 1e-9 && rows > 1e-9 {
            self.balance = (self.balance * rows / units).sqrt();
        }
        if look {
            let all = self.share();
            self.relaxation.focus(&all, &self.next.rows, open);
            self.next.units = self.relaxation.among(&all);
            self.looked = self.steps;
        }
        self.here.clone_from(&self.next);
        self.anchor.clone_from(&self.next);
        self.since = 0;
    }

    /// The multipliers at the end of the last step, of children and levels, and those of places.
    pub(super) fn prices(&self, aim: &Aim) -> (Prices, Vec<f64>) {
        self.relaxation.prices(aim, &self.next)
    }

    /// How much there is of every unit at the end of the last step.
    pub(super) fn share(&self) -> Vec<f32> {
        self.relaxation.share(&self.next)
    }

    pub(super) fn balance(&self) -> f64 {
        self.balance
    }
}

impl Point {
    /// Goes twice as far as the next point, then this part of the way to the anchor.
    #[expect(clippy::cast_possible_truncation, reason = "a climb may be rounded")]
    fn draw_back(&mut self, next: &Self, anchor: &Self, part: f64) {
        let (of_anchor, of_next) = (part as f32, 1.0 - part as f32);
        let units = self.units.par_iter_mut().zip(&next.units).zip(&anchor.units);
        units.for_each(|((here, next), anchor)| *here = of_next * (2.0 * next - *here) + of_anchor * anchor);
        for ((here, next), anchor) in self.rows.iter_mut().zip(&next.rows).zip(&anchor.rows) {
            *here = (1.0 - part) * (2.0 * next - *here) + part * anchor;
        }
    }
}
