//! In a case of a proof: units that it closes, children whom it says to be placed.

use std::sync::Arc;

use super::Companies;
use crate::domain::{ChildId, Place, Split};

/// What the answers that lead to a case say of units.
#[derive(Clone, Default)]
pub(super) struct Cases {
    /// Whether a unit is closed, by unit; nothing where none is.
    closed: Vec<bool>,
    /// Siblings of whom it is said whether they live together.
    pairs: Vec<(ChildId, ChildId, bool)>,
}

impl Cases {
    /// Whether siblings could live together as far as is said of pairs.
    pub(super) fn is_open(&self, siblings: &[ChildId]) -> bool {
        self.pairs.iter().all(|(one, other, together)| {
            let (one, other) = (siblings.contains(one), siblings.contains(other));
            if *together { one == other } else { !(one && other) }
        })
    }
}

impl Companies<'_> {
    /// The same companies where these answers hold besides those that hold already: units that they close are never
    /// chosen, and who lives somewhere, or with somebody, must be placed. Whatever is priced, climbed or claimed is then a
    /// leaf of a proof below these cases.
    #[must_use]
    pub fn within(&self, answers: &[(Split, bool)]) -> Self {
        let mut within =
            Self { all: Arc::clone(&self.all), must_place: self.must_place.clone(), cases: self.cases.clone() };
        within.cases.closed.resize(self.units(), false);
        for (split, yes) in answers {
            match split {
                Split::Lives { child, places } => {
                    within.must_place[child.index()] |= yes;
                    within.close(|place, children| children.contains(child) && places.contains(&place) != *yes);
                }
                Split::Together { one, other } => {
                    within.must_place[one.index()] |= yes;
                    within.must_place[other.index()] |= yes;
                    within.cases.pairs.push((*one, *other, *yes));
                    within.close(|_, children| {
                        let (one, other) = (children.contains(one), children.contains(other));
                        if *yes { one != other } else { one && other }
                    });
                }
            }
        }
        within
    }

    fn close(&mut self, closes: impl Fn(Place, &[ChildId]) -> bool) {
        let mut children = Vec::new();
        for site in &self.all.sites {
            for unit in site.units.clone() {
                children.clear();
                children.extend(self.all.units.children(unit).iter().map(|child| ChildId::at(*child as usize)));
                self.cases.closed[unit] |= closes(site.place, &children);
            }
        }
    }

    /// Whether a case closes the unit.
    pub fn is_closed(&self, unit: usize) -> bool {
        self.cases.closed.get(unit).copied().unwrap_or(false)
    }

    /// Whether the child must be placed, by a decision or in this case.
    pub fn must_place(&self, child: ChildId) -> bool {
        self.must_place[child.index()]
    }
}
