//! What anyone needs to check a bound without a solver.

use super::{ChildId, LevelId, Place, ProvisionId};

/// Multipliers are whole numbers of `1 / CERTIFICATE_UNIT`.
pub const CERTIFICATE_UNIT: i64 = 1 << 20;

/// The proof of one level's bound: no lawful proposal that keeps the levels before it at their values or below has this
/// level below `bound`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Which level.
    pub level: LevelId,
    /// The bound, in the level's own unit.
    pub bound: i64,
    /// Why.
    pub proof: Branch,
}

/// A proof, by cases where one set of multipliers does not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Branch {
    /// These multipliers bound the level wherever the cases above allow.
    Multipliers(Multipliers),
    /// Either the child lives in that place, or it does not: both are bounded.
    Cases {
        /// The child.
        child: ChildId,
        /// The place.
        place: Place,
        /// The child lives there.
        inside: Box<Branch>,
        /// The child does not live there.
        outside: Box<Branch>,
    },
}

/// Advice for weak duality: whatever it says, the bound that follows from it is true; good advice gives a good bound.
///
/// With weights `w` (`1` for the level itself, `levels` for those held before it, at their values `v`), and with each
/// level's constant (its value with nobody in scope placed) and charges (what a child adds by living in a place, or two
/// by living together), the level is at least
///
/// ```text
/// Σ w constant − Σ held w v − Σ λ(child) − Σ μ(provision) room
///   + Σ homes      min over lawful companies      Σ w charge + Σ λ(child in it)
///   + Σ provisions Σ groups min over disjoint units Σ w charge + Σ λ(child in them) + μ per child
/// ```
///
/// where a *company* is all who move into a home, nobody included; room is what a provision has beside those who stay, at
/// least none, and no unit is larger; in a case of a proof, a place that the case closes is open to the child no longer.
/// A level moves from its constant in whole steps, of the greatest number that divides every child's charge (pence, say,
/// where every home costs full pounds): the bound is rounded up to the next value that it can have. Source: Geoffrion, Lagrangean relaxation for integer
/// programming, Mathematical Programming Study 2 (1974), pages 82-114, with the rows of children and capacities relaxed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Multipliers {
    /// `λ`, by child in scope, where it is not nothing: at least 0, of either sign for a child who must be placed, or of
    /// whom the case says where it lives.
    pub children: Vec<(ChildId, i64)>,
    /// `μ`, by provision with a capacity, where it is not nothing: at least 0.
    pub provisions: Vec<(ProvisionId, i64)>,
    /// `w`, by level held before, where it is not nothing: at least 0.
    pub levels: Vec<(LevelId, i64)>,
}
