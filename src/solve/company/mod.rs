//! The company bound: whole homes at once, with the rows of children and capacities relaxed.
//!
//! *Takes* a scenario with its offers. *Gives* a lower bound on a level given those before it, the multipliers that prove
//! it ([`Certificate`](crate::domain::Certificate)), a fractional choice, and what each unit would cost.
//! *Never* claims a bound that was not recomputed in whole numbers.
//!
//! A *company* is all who move into one home. For multipliers of children, capacities and held levels, the least charge
//! splits into one small search for each home and each sibling group of a provision, each solved exactly; the
//! multipliers are those of a linear programme: over units by a first-order method, at any size, or over companies by
//! column generation, as far as a solver goes. At the best multipliers the bound is that of the linear programme over
//! whole-home configurations, which is tighter than one over sibling subsets.

mod ascend;
mod cases;
mod claim;
mod compile;
mod excess;
mod facets;
mod fill;
mod home;
mod law;
mod levels;
mod master;
mod method;
mod odd;
mod packing;
mod polish;
mod portion;
mod price;
mod prices;
mod quotients;
mod relaxation;
mod rest;
mod sets;
mod settle;
mod tree;

#[cfg(test)]
mod tests;

use std::ops::{Deref, Range};
use std::sync::{Arc, Mutex};

use crate::domain::{ChildId, LevelId, Place, Scenario};
use crate::policy::limits::{Limit, Strangers};

use cases::Cases;
use sets::Sets;

pub use ascend::{Aim, Ascent, Climb};
pub(in crate::solve) use levels::Effort;
pub use prices::Prices;
pub use settle::Settling;

/// Of fewer units everything is priced sooner than another thread would begin.
const FEW_UNITS: usize = 1_000;

/// The offers of a scenario, in flat arrays, ready to be priced many times; all of them, or those that the cases of a proof
/// leave open ([`Companies::within`]).
pub struct Companies<'a> {
    all: Arc<All<'a>>,
    /// Whether the child must be placed, by child.
    must_place: Vec<bool>,
    cases: Cases,
}

/// What is the same in every case.
pub struct All<'a> {
    scenario: &'a Scenario,
    limits: Vec<&'static dyn Limit>,
    levels: Vec<LevelId>,
    constants: Vec<i64>,
    /// In what steps each level moves from its constant, as far as is known.
    steps: Vec<i64>,
    /// What a unit that a level charges is charged, by level.
    typical: Vec<f64>,
    /// The most that a unit is charged, of either sign, by level.
    largest: Vec<i32>,
    sites: Vec<Site>,
    /// Who stays in the home of each site.
    staying: Vec<Vec<ChildId>>,
    /// Which units were found lawful together, by site.
    law: Vec<Mutex<law::Memo>>,
    units: Units,
    /// Pairs who should live apart, by site.
    pairs: Vec<Apart>,
    /// How many children a provision has room for, by provision; none = any number.
    rooms: Vec<Option<i64>>,
    sets: Sets,
}

impl<'a> Deref for Companies<'a> {
    type Target = All<'a>;

    fn deref(&self) -> &All<'a> {
        &self.all
    }
}

/// A place with its units.
struct Site {
    place: Place,
    units: Range<usize>,
    /// How many can move in at most where they are of different families.
    free: Strangers,
    /// Bedrooms for families that come, where each needs one of its own.
    bedrooms: usize,
    /// Its part of [`Companies::pairs`].
    pairs: Range<usize>,
}

/// Units by number: as their columns are.
#[derive(Default)]
struct Units {
    /// Where the children of each unit begin; one more at the end.
    starts: Vec<u32>,
    children: Vec<u32>,
    /// The sibling group, or a number of its own for a child alone.
    families: Vec<u32>,
    /// How many bedrooms of a home each needs at the least.
    bedrooms: Vec<u8>,
    /// Unit after unit, level after level.
    charges: Vec<i32>,
}

impl Units {
    fn children(&self, unit: usize) -> &[u32] {
        &self.children[self.starts[unit] as usize..self.starts[unit + 1] as usize]
    }

    fn size(&self, unit: usize) -> usize {
        (self.starts[unit + 1] - self.starts[unit]) as usize
    }

    fn len(&self) -> usize {
        self.families.len()
    }
}

/// Two children of different families who should not live in one home, and what it costs each level if they do.
struct Apart {
    a: u32,
    b: u32,
    charges: Vec<i32>,
}

impl Companies<'_> {
    /// How many units there are: those of the offers, numbered as they are.
    pub fn units(&self) -> usize {
        self.units.len()
    }

    fn is_small(&self) -> bool {
        self.units() < FEW_UNITS
    }

    /// The levels, in the order of the priorities.
    pub fn levels(&self) -> &[LevelId] {
        &self.levels
    }

    fn children(&self, unit: usize) -> Vec<ChildId> {
        self.units.children(unit).iter().map(|child| ChildId::at(*child as usize)).collect()
    }

    fn charges(&self, unit: usize) -> &[i32] {
        let levels = self.levels.len();
        &self.units.charges[unit * levels..(unit + 1) * levels]
    }
}
