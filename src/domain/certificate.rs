//! What anyone needs to check a bound without a solver.

use super::{ChildId, LevelId, Place, ProvisionId};

/// Multipliers are whole numbers of `1 / CERTIFICATE_UNIT`.
pub const CERTIFICATE_UNIT: i64 = 1 << 20;

/// So many questions of a proof may lie below one another.
pub const CERTIFICATE_DEPTH: usize = 48;

/// So many cases, each with its multipliers, may a proof have: to check more would take too long.
pub const CERTIFICATE_LEAVES: usize = 20_000;

/// So many children of one group may have a part in weights on sets of siblings: the most that disjoint sets can sum to
/// is found over all sets of them.
pub const CERTIFICATE_SIBLINGS: usize = 12;

/// So many quotients of sums of rows may a set of multipliers have.
pub const CERTIFICATE_QUOTIENTS: usize = 10_000;

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
    /// One of the two must be, and both are bounded. At most [`CERTIFICATE_DEPTH`] questions lie below one another, and at
    /// most [`CERTIFICATE_LEAVES`] cases follow from them.
    Cases {
        /// What is asked.
        split: Split,
        /// It is so.
        yes: Box<Branch>,
        /// It is not so.
        no: Box<Branch>,
    },
}

/// A question that every lawful proposal answers in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Split {
    /// Whether the child lives in one of these places. Yes: every other place is closed to it, and it must be placed. No:
    /// these are closed to it.
    Lives {
        /// The child, in scope.
        child: ChildId,
        /// Places that are open to it, one at least, none twice.
        places: Vec<Place>,
    },
    /// Whether two siblings in scope live in one unit. Yes: units with only one of them are closed, and both must be placed.
    /// No: units with both are closed. Source: Ryan and Foster, An integer programming approach to scheduling, in Wren
    /// (ed.), Computer Scheduling of Public Transport (1981), pages 269-280.
    Together {
        /// One of them.
        one: ChildId,
        /// The other.
        other: ChildId,
    },
}

/// Advice for weak duality: whatever it says, the bound that follows from it is true; good advice gives a good bound.
///
/// With weights `w` (`1` for the level itself, `levels` for those held before it, at their values `v`), and with each
/// level's constant (its value with nobody in scope placed) and charges (what a child adds by living in a place, or two
/// by living together), the level is at least
///
/// ```text
/// Σ w constant − Σ held w v − Σ λ(child) − Σ μ(provision) room − Σ groups max over disjoint sets Σ σ(set)
///   − Σ quotients ν ⌊(its children + its homes + Σ its provisions room + Σ k (v − constant)) / divisor⌋
///   + Σ homes      min over lawful companies      Σ w charge + Σ λ(child in it) + Σ σ(unit in it)
///                    + Σ quotients ν ⌊(its children in the company + 1 if the home is its + Σ k charge) / divisor⌋
///   + Σ provisions Σ groups min over disjoint units Σ w charge + Σ λ(child in them) + μ per child + Σ σ(unit)
///                    + Σ units Σ quotients ν ⌊(its children in it + its size if the provision is its + Σ k charge) / divisor⌋
/// ```
///
/// where a *company* is all who move into a home, nobody included, and its *units* are the siblings of each group in it;
/// room is what a provision has beside those who stay, at least none, and no unit is larger; in a case of a proof, a place
/// or a unit that the case closes is open no longer. A quotient sums `k` over its levels; a charge in it is the sum of what
/// each unit would be charged alone, without what two of different families add by living together, which is never below
/// nothing.
/// A level moves from its constant in whole steps, of the greatest number that divides every child's charge (pence, say,
/// where every home costs full pounds): the bound is rounded up to the next value that it can have.
///
/// Why `σ` may be anything: the units of a group are disjoint sets of it, so that a proposal is never charged more for
/// them than the most that disjoint sets can sum to, which is subtracted. It holds the odd-set rows (`σ(S) = u ⌊|S∩T|/2⌋`
/// for a set `T` of siblings) and whatever else is true of how one group can be split.
///
/// Why `ν` may be anything from 0 on: a child lives in one place at most, a home takes one company, and a provision as many
/// children as it has room for; and all charges of a level held sum to `v − constant` at most. A sum of such rows, divided
/// and rounded down on both sides (⌊−1/2⌋ is −1), is true of every lawful proposal, and not of every mixture of companies:
/// where each two of three children could live together, a pair and a half does at prices of children, and one pair does at
/// most; units of three fit twice into a provision with room for seven; where three children must be placed and a home
/// takes two, two homes take somebody, and not one and a half.
///
/// Sources: Geoffrion, Lagrangean relaxation for integer programming, Mathematical Programming Study 2 (1974), pages
/// 82-114, with the rows of children and capacities relaxed; Guignard and Kim, Lagrangean decomposition, Mathematical
/// Programming 39 (1987), pages 215-228, for `σ`, by which homes and the ways to split a group are priced apart; Edmonds,
/// Maximum matching and a polyhedron with 0,1-vertices, Journal of Research of the National Bureau of Standards 69B
/// (1965), pages 125-130, for the odd sets; Chvátal, Edmonds polytopes and a hierarchy of combinatorial problems, Discrete
/// Mathematics 4 (1973), pages 305-337, and Jepsen, Petersen, Spoorendonk and Pisinger, Subset-row inequalities applied to the vehicle
/// routing problem with time windows, Operations Research 56 (2008), pages 497-511, for `ν`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Multipliers {
    /// `λ`, by child in scope, where it is not nothing: at least 0, of either sign for a child who must be placed, by a
    /// decision or in this case of the proof.
    pub children: Vec<(ChildId, i64)>,
    /// `μ`, by provision with a capacity, where it is not nothing: at least 0.
    pub provisions: Vec<(ProvisionId, i64)>,
    /// `w`, by level held before, where it is not nothing: at least 0.
    pub levels: Vec<(LevelId, i64)>,
    /// `σ`, by set of siblings in scope of one group, two at least, in id order, where it is not nothing: of either sign. The
    /// sets of a group name at most [`CERTIFICATE_SIBLINGS`] children.
    pub groups: Vec<(Vec<ChildId>, i64)>,
    /// `ν`, by quotient; at most [`CERTIFICATE_QUOTIENTS`] of them.
    pub quotients: Vec<Quotient>,
}

/// A quotient of a sum of rows, rounded down: each child lives in one place at most, each home takes one company at most,
/// each provision no more children than it has room for, each level held before has its value at most.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quotient {
    /// Children in scope, in id order.
    pub children: Vec<ChildId>,
    /// Homes, and provisions with a capacity, in order.
    pub places: Vec<Place>,
    /// `k`, by level held before, in order: how often its row is in the sum, 1 at least.
    pub levels: Vec<(LevelId, i64)>,
    /// What the sum is divided by: 2 at least.
    pub divisor: i64,
    /// `ν`: at least 0.
    pub number: i64,
}
