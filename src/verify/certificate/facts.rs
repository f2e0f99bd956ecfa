//! What is known in a case of a proof.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{ChildId, Place, Split};

/// The answers that lead to a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Children who live in one of those places.
    inside: BTreeMap<ChildId, BTreeSet<Place>>,
    /// Children who do not live in that place.
    outside: BTreeSet<(ChildId, Place)>,
    /// Siblings who live together, or do not, the smaller id first.
    pairs: BTreeMap<(ChildId, ChildId), bool>,
    /// Children who must be placed, since a case says with whom they live.
    with_somebody: BTreeSet<ChildId>,
}

impl Facts {
    /// These, and one more answer.
    pub(super) fn with(&self, split: &Split, yes: bool) -> Self {
        let mut facts = self.clone();
        match split {
            Split::Lives { child, places } if yes => {
                // Those that an answer before has closed stay so: each of them was asked to be open.
                facts.inside.insert(*child, places.iter().copied().collect());
            }
            Split::Lives { child, places } => facts.outside.extend(places.iter().map(|place| (*child, *place))),
            Split::Together { one, other } => {
                facts.pairs.insert(pair(*one, *other), yes);
                if yes {
                    facts.with_somebody.extend([*one, *other]);
                }
            }
        }
        facts
    }

    /// Whether the case leaves the place open to the child.
    pub(super) fn allow(&self, child: ChildId, place: Place) -> bool {
        self.inside.get(&child).is_none_or(|places| places.contains(&place)) && !self.outside.contains(&(child, place))
    }

    /// Whether the child lives in one of these for certain.
    pub(super) fn is_within(&self, child: ChildId, places: &BTreeSet<Place>) -> bool {
        self.inside.get(&child).is_some_and(|known| {
            known.iter().all(|place| places.contains(place) || self.outside.contains(&(child, *place)))
        })
    }

    /// Whether it is known of two siblings if they live together.
    pub(super) fn says_of(&self, one: ChildId, other: ChildId) -> bool {
        self.pairs.contains_key(&pair(one, other))
    }

    /// Whether the child is placed for certain.
    pub(super) fn must_place(&self, child: ChildId) -> bool {
        self.inside.contains_key(&child) || self.with_somebody.contains(&child)
    }

    /// What is said of pairs of which one is among these, who are siblings.
    pub(super) fn among(&self, siblings: &[ChildId]) -> Pairs {
        let pairs = self.pairs.iter().filter(|((one, other), _)| siblings.contains(one) || siblings.contains(other));
        Pairs(pairs.map(|((one, other), together)| (*one, *other, *together)).collect())
    }

    /// Whether a case says with whom the child lives, so that it may have to come where it costs.
    pub(super) fn bind(&self, child: ChildId) -> bool {
        self.with_somebody.contains(&child)
    }
}

/// What a case says of who lives together in one family.
pub(super) struct Pairs(Vec<(ChildId, ChildId, bool)>);

impl Pairs {
    /// Whether the case leaves room for a unit of which these siblings are a part.
    pub(super) fn allow_part(&self, unit: &[ChildId]) -> bool {
        let holds = |child: &ChildId| unit.contains(child);
        self.0.iter().all(|(one, other, together)| *together || !(holds(one) && holds(other)))
    }

    /// Whether the case leaves a unit open if it leaves room for it as a part.
    pub(super) fn allow_whole(&self, unit: &[ChildId]) -> bool {
        let holds = |child: &ChildId| unit.contains(child);
        self.0.iter().all(|(one, other, together)| !*together || holds(one) == holds(other))
    }
}

fn pair(one: ChildId, other: ChildId) -> (ChildId, ChildId) {
    (one.min(other), one.max(other))
}
