//! At most how much can be placed: maximum flow on a network made afresh from the rules.
//!
//! Child → open place → sink, where a place lets through as many children in scope as it could ever take.
//! Every lawful proposal is such a flow, so no proposal places more than the flow does. The network forgets what else
//! binds (who may share, who must be together), so the bound may be too hopeful; never too strict.
//!
//! # Why three flows give the exact greatest weight
//! An unplaced child counts 4, 2 or 1 by urgency. The sets of children that a flow can place form a matroid (a
//! transversal matroid), and in a matroid the greedy choice, urgent children first, has the greatest weight. It takes as
//! many of the first *k* urgencies as can be placed at all, `flow(k)`; so the greatest weight placed is
//! `(4 − 2) flow(today) + (2 − 1) flow(today, within 5 days) + 1 flow(all)`.

mod matching;
mod network;
mod room;

use network::Network;

use crate::domain::{Child, ChildId, Place, Scenario, Urgency};

/// What the flow proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// No lawful proposal has a smaller level `unplaced`; in the units of that level (urgency weights).
    pub unplaced_at_least: i64,
    /// At most so many children in scope can be placed, whatever their urgency.
    pub placed_at_most: usize,
    /// The children who cannot all be placed, and the places that are open to them; none if everybody can be.
    pub bottleneck: Option<Bottleneck>,
}

/// A minimum cut: more children than there is room for them, and nowhere else open to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bottleneck {
    /// Children in scope, in id order.
    pub children: Vec<ChildId>,
    /// Every place open to one of them, in id order.
    pub places: Vec<Place>,
    /// How many children in scope those places could take together; less than there are children.
    pub room: usize,
}

/// Bounds the level `unplaced` of every lawful proposal.
pub fn bound(scenario: &Scenario) -> Bound {
    // Urgencies are in the order of their weights, the most urgent first: each flow counts for the step to the next.
    let of = |urgency: Urgency| move |child: &Child| child.urgency == urgency;
    let (today, within_5_days, later) = (of(Urgency::Today), of(Urgency::Within5Days), of(Urgency::Over5Days));
    let (flows, bottleneck) = Network::of(scenario).flows(&[&today, &within_5_days, &later]);
    let step = |from: Urgency, to: Urgency| from.weight() - to.weight();
    let placed = step(Urgency::Today, Urgency::Within5Days) * whole(flows[0])
        + step(Urgency::Within5Days, Urgency::Over5Days) * whole(flows[1])
        + Urgency::Over5Days.weight() * whole(flows[2]);
    let weight: i64 = scenario.in_scope().map(|child| child.urgency.weight()).sum();
    Bound { unplaced_at_least: weight - placed, placed_at_most: flows[2], bottleneck }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
