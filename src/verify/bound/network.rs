//! The network of children and places, and the flow on it.

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::algo::dinics;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::Bottleneck;
use super::room::Rooms;
use crate::domain::{Child, ChildId, Place, Scenario};
use crate::policy::{Pairs, provision};

/// Places with room for some but not for all to whom they are open, and the children who depend on them.
pub(super) struct Network {
    places: Vec<Crowded>,
    children: Vec<ChildId>,
    /// Children to whom a place is open that has room for everybody who could come: placed without asking the flow.
    free: Vec<ChildId>,
}

struct Crowded {
    place: Place,
    room: usize,
    open_to: Vec<ChildId>,
}

/// The result of one flow.
pub(super) struct Flow {
    pub(super) placed: usize,
    pub(super) bottleneck: Option<Bottleneck>,
}

impl Network {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let mut places = open_places(scenario);
        // A place with room for everybody left takes them all, and leaves more room elsewhere: again until nothing changes.
        let mut is_free = vec![false; scenario.children.len()];
        loop {
            let (ample, crowded): (Vec<Crowded>, _) =
                places.into_iter().partition(|each| each.room >= each.open_to.len());
            places = crowded;
            if ample.is_empty() {
                break;
            }
            for child in ample.iter().flat_map(|each| &each.open_to) {
                is_free[child.index()] = true;
            }
            for each in &mut places {
                each.open_to.retain(|child| !is_free[child.index()]);
            }
        }
        let (free, children) = scenario.in_scope().map(|child| child.id).partition(|child| is_free[child.index()]);
        Self { places, children, free }
    }

    /// The most of these children that can be placed.
    pub(super) fn flow(&self, asked: impl Fn(&ChildId) -> bool) -> Flow {
        let children: Vec<ChildId> = self.children.iter().copied().filter(&asked).collect();
        let mut graph: DiGraph<(), u64> = DiGraph::new();
        let (source, sink) = (graph.add_node(()), graph.add_node(()));
        let child_nodes: Vec<NodeIndex> = children.iter().map(|_| graph.add_node(())).collect();
        for node in &child_nodes {
            graph.add_edge(source, *node, 1);
        }
        let place_nodes: Vec<NodeIndex> = self.places.iter().map(|_| graph.add_node(())).collect();
        for (each, node) in self.places.iter().zip(&place_nodes) {
            for child in &each.open_to {
                if let Ok(position) = children.binary_search(child) {
                    graph.add_edge(child_nodes[position], *node, 1);
                }
            }
            graph.add_edge(*node, sink, each.room as u64);
        }
        let (most, flows) = dinics(&graph, source, sink);
        let most = usize::try_from(most).expect("at most one per child");
        let free = self.free.iter().filter(|child| asked(child)).count();
        let bottleneck = (most < children.len()).then(|| {
            let reached = reachable(&graph, source, &flows);
            let stuck = children.iter().zip(&child_nodes).filter(|(_, node)| reached.contains(node));
            let places: Vec<&Crowded> = self
                .places
                .iter()
                .zip(&place_nodes)
                .filter(|(_, node)| reached.contains(node))
                .map(|(p, _)| p)
                .collect();
            Bottleneck {
                children: stuck.map(|(child, _)| *child).collect(),
                places: places.iter().map(|each| each.place).collect(),
                room: places.iter().map(|each| each.room).sum(),
            }
        });
        Flow { placed: most + free, bottleneck }
    }
}

/// Every place with the children in scope to whom it is open, and its room for them.
fn open_places(scenario: &Scenario) -> Vec<Crowded> {
    let pairs = Pairs::of(scenario);
    let rooms = Rooms::of(scenario);
    let scope: Vec<&Child> = scenario.in_scope().collect();
    let crowded = |place, room, open_to: &[&Child]| Crowded { place, room, open_to: ids(open_to) };
    let homes = scenario.households.iter().map(|home| {
        let may_join = rooms.may_join(home);
        let open_to: Vec<&Child> =
            scope.iter().copied().filter(|child| pairs.is_open(child, home) && may_join(child)).collect();
        crowded(Place::Home(home.id), rooms.home(home, &open_to), &open_to)
    });
    let provisions = scenario.provisions.iter().map(|each| {
        let open = |child: &&Child| !pairs.is_pinned(child.id) && provision::is_open(scenario, child, each);
        let open_to: Vec<&Child> = scope.iter().copied().filter(open).collect();
        crowded(Place::Provision(each.id), rooms.provision(each, &open_to), &open_to)
    });
    homes.chain(provisions).collect()
}

fn ids(children: &[&Child]) -> Vec<ChildId> {
    children.iter().map(|child| child.id).collect()
}

/// What can still be reached from the source when the flow is at its greatest: the source's side of a minimum cut.
fn reachable(graph: &DiGraph<(), u64>, source: NodeIndex, flows: &[u64]) -> BTreeSet<NodeIndex> {
    let mut reached = BTreeSet::from([source]);
    let mut to_visit = vec![source];
    while let Some(node) = to_visit.pop() {
        let onward =
            graph.edges(node).filter(|edge| flows[edge.id().index()] < *edge.weight()).map(|edge| edge.target());
        let back = graph
            .edges_directed(node, Direction::Incoming)
            .filter(|edge| flows[edge.id().index()] > 0)
            .map(|edge| edge.source());
        for next in onward.chain(back) {
            if reached.insert(next) {
                to_visit.push(next);
            }
        }
    }
    reached
}
