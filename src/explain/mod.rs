//! Reasons as data: why here, why not there, what it would cost, what support it needs.
//!
//! *Takes* a scenario, its graph and a verified proposal. *Gives* [`Reasons`] for every child in scope.
//! *Never* writes sentences for a page: that is the report's work.

mod beds;
mod closed;
mod contention;
mod detail;
mod exact;
mod options;
mod placed;
mod scene;
mod support;
mod unmet;

pub use detail::{Detail, LeftOut, PAIRS_TOLD_IN_FULL};
pub use exact::exact_options;

use rayon::prelude::*;

use crate::compatibility::Graph;
use crate::domain::{Child, ChildId, HouseholdId, LevelId, Place, Points, Proposal, Scenario};
use crate::policy::Objection;
use scene::Scene;

/// The reasons for a proposal.
#[derive(Clone, Debug)]
pub struct Reasons {
    /// One for each child in scope, in id order.
    pub children: Vec<ChildReasons>,
    /// What is not told because the scenario is large.
    pub left_out: LeftOut,
}

/// The reasons for one child.
#[derive(Clone, Debug)]
pub struct ChildReasons {
    /// The child.
    pub child: ChildId,
    /// Why here, for a placed child.
    pub here: Option<Match>,
    /// The places that the child could have, best first, the proposed one included; of a large scenario the best ones.
    pub options: Vec<Alternative>,
    /// Options that are not listed.
    pub further_options: usize,
    /// Why not better: for a child unplaced, split from siblings, external, or outside a family against its wish.
    /// Its lists are about the first of its wants.
    pub unmet: Option<Unmet>,
    /// The same lists for each further want, in their order.
    pub further: Vec<Unmet>,
}

/// Why a child is matched with a place.
#[derive(Clone, Debug)]
pub struct Match {
    /// Where.
    pub place: Place,
    /// Points of each preference that is not ideal, after its weight, and what was found.
    pub points: Vec<(&'static str, Points, String)>,
    /// The service's own score, if it has one.
    pub score: Option<Points>,
    /// Rules that the pair breaks and that a decision or the present placement lifts.
    pub lifted: Vec<Objection>,
    /// What the match lacks, and what would mend it (National Minimum Standard 15).
    pub support: Vec<SupportNeeded>,
    /// The bedroom, for a home: its number in the household's list and who shares it; none = a provision.
    pub bedroom: Option<String>,
    /// Other places where the child's unit could live at the same levels without anybody else moving.
    pub equally_good: Vec<Place>,
}

/// A gap in a match and what to agree or provide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportNeeded {
    /// What asks for it: the id of a preference, rule, limit, or level, or one of `out-of-area`, `bedroom-sharing`,
    /// `carers-room`, `exemption`, `should-apart`, `harm-to-others`, `kinship`, `residential`, `supported`, `location`.
    pub about: &'static str,
    /// What is lacking.
    pub lacking: String,
    /// What support or agreement would mend it.
    pub support: String,
    /// The paragraph that asks for it.
    pub source: &'static str,
}

/// A place that a child could have.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Where.
    pub place: Place,
    /// Its rank among all options of the child, from 1.
    pub rank: usize,
    /// Whether it is the proposed one.
    pub proposed: bool,
    /// The change of each level, in the order of priorities and then those left out, if only this child's unit moved
    /// there (the child alone where the whole unit cannot live there).
    pub direct: Vec<(LevelId, i64)>,
    /// Who moves, in id order: the child's unit; where it cannot live there, the child and those it must be with.
    pub movers: Vec<ChildId>,
    /// Whether the whole unit goes along; otherwise the child moves without some of them.
    pub whole_unit: bool,
    /// Limits that the move would break unless somebody else moved out; empty = there is room.
    pub blocked_by: Vec<Objection>,
    /// The exact change of each level, re-solved with the child pinned there; none = not asked for.
    pub exact: Option<Exact>,
}

/// What a re-solved alternative costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exact {
    /// The change of each level, in the order of [`Alternative::direct`]; none = no lawful proposal has the child
    /// there or, where not `proven`, none was found.
    pub change: Option<Vec<(LevelId, i64)>>,
    /// Whether every level was proved in the re-solve.
    pub proven: bool,
    /// Who would live elsewhere than in the proposal.
    pub others_moved: Vec<ChildId>,
}

/// What could not be met, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What could not be met, most pressing first. The lists below are about the first.
    pub wants: Vec<Want>,
    /// Whom the lists are about, in id order: the child and those who must be with it; for [`Want::Siblings`] all who
    /// are wanted together.
    pub about: Vec<ChildId>,
    /// For each rule, limit or decision, how many of the homes it closes, most first. A limit closes a home where
    /// there is no room beside those who stay there. `stays` = a sibling who is not in scope stays elsewhere.
    pub closed_by: Vec<(&'static str, usize)>,
    /// Homes that would meet the want: all; in-house and kinship homes for [`Want::InHouse`].
    pub homes: usize,
    /// Those of them that nothing closes.
    pub open_homes: usize,
    /// Those of them with one objection only, in words; of a large scenario the first, see [`Detail::near_misses`].
    pub near_misses: Vec<NearMiss>,
    /// All of those, with the id of the objection.
    pub nearly: Vec<(HouseholdId, &'static str)>,
    /// Who competes for the places that are open; none where no place is, or where they are too many to be listed.
    pub contention: Option<Contention>,
    /// Whether this is told briefly, as the scenario is large: no home was asked what closes it, nor who competes.
    pub is_brief: bool,
    /// Whether the rivals are too many to be listed.
    pub is_crowded: bool,
}

/// What a child was to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// Any placement.
    Placement,
    /// A family.
    Family,
    /// All brothers and sisters with whom the plan is to be together.
    Siblings,
    /// An in-house or kinship home.
    InHouse,
}

/// A home that only one objection closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The home.
    pub home: HouseholdId,
    /// The one objection that stands.
    pub objection: Objection,
}

/// Children who compete for the same places.
///
/// For [`Want::Placement`] the set is closed: its children could live nowhere else, and everybody else can live outside
/// its places, with the same children left unplaced. With only these children in scope, and every place or only these,
/// as many of them stay unplaced (by weight of urgency) as in the proposal, if the level `unplaced` is proved.
///
/// For [`Want::Family`] and [`Want::InHouse`] it is the same chain within family or in-house places: who holds, at one
/// or more moves, what the child could have. For [`Want::Siblings`] it is the homes that could take them all, and who
/// would live there. These name the rivals; they prove nothing alone, as earlier levels may bind: what the wish would
/// cost there is told by [`exact_options`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contention {
    /// The children in scope, the one explained included, in id order.
    pub children: Vec<ChildId>,
    /// The places, homes first, in id order.
    pub places: Vec<Place>,
}

/// Explains a proposal, in as much detail as its size bears.
pub fn explain(scenario: &Scenario, graph: &Graph, proposal: &Proposal) -> Reasons {
    explain_within(scenario, graph, proposal, Detail::of(scenario))
}

/// Explains a proposal in so much detail.
pub fn explain_within(scenario: &Scenario, graph: &Graph, proposal: &Proposal, detail: Detail) -> Reasons {
    let scene = Scene::of(scenario, graph, proposal);
    let in_scope: Vec<&Child> = scenario.in_scope().collect();
    let unmet = unmet::of(&scene, &in_scope, detail);
    let told = in_scope.into_par_iter().zip(unmet).map(|(child, unmet)| of_child(&scene, child, unmet, detail));
    let children: Vec<ChildReasons> = told.collect();
    let unmet = || children.iter().flat_map(|each| each.unmet.iter().chain(&each.further));
    let left_out = LeftOut {
        options: children.iter().map(|each| each.further_options).sum(),
        near_misses: unmet().map(|unmet| unmet.nearly.len() - unmet.near_misses.len()).sum(),
        told_briefly: unmet().filter(|unmet| unmet.is_brief).count(),
        rivals: unmet().filter(|unmet| unmet.is_crowded).count(),
    };
    Reasons { children, left_out }
}

/// Every option of one child in scope, however large the scenario.
pub fn options_of(scenario: &Scenario, graph: &Graph, proposal: &Proposal, child: ChildId) -> Vec<Alternative> {
    options::of(&Scene::of(scenario, graph, proposal), child, usize::MAX).listed
}

fn of_child(scene: &Scene<'_>, child: &Child, unmet: Vec<Unmet>, detail: Detail) -> ChildReasons {
    let options = options::of(scene, child.id, detail.options);
    let mut unmet = unmet.into_iter();
    ChildReasons {
        child: child.id,
        here: placed::here(scene, child, options.equally_good),
        options: options.listed,
        further_options: options.further,
        unmet: unmet.next(),
        further: unmet.collect(),
    }
}
