//! The compatibility graph: who could live where.
//!
//! *Takes* a scenario. *Gives* a bipartite [`Graph`] of the children in scope and the places open to them.
//! *Never* weighs one place against another: that is for levels and preferences.

use std::collections::BTreeSet;

use petgraph::graph::{NodeIndex, UnGraph};

use crate::domain::{ChildId, HouseholdId, Place, ProvisionId, Scenario};
use crate::policy::{Pairs, provision};

/// A node: a child in scope, or a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A child in scope.
    Child(ChildId),
    /// A home or a provision.
    Place(Place),
}

/// Children in scope, places, and an edge wherever every pair rule and decision leaves the place open to the child.
#[derive(Clone, Debug)]
pub struct Graph {
    edges: UnGraph<Node, ()>,
    child_nodes: Vec<Option<NodeIndex>>,
    home_nodes: Vec<NodeIndex>,
    provision_nodes: Vec<NodeIndex>,
    must_place: BTreeSet<ChildId>,
}

/// Builds the graph.
pub fn graph(scenario: &Scenario) -> Graph {
    let pairs = Pairs::of(scenario);
    let mut graph = UnGraph::default();
    let home_nodes: Vec<_> =
        scenario.households.iter().map(|home| graph.add_node(Node::Place(Place::Home(home.id)))).collect();
    let provision_nodes: Vec<_> =
        scenario.provisions.iter().map(|each| graph.add_node(Node::Place(Place::Provision(each.id)))).collect();
    let child_nodes = scenario
        .children
        .iter()
        .map(|child| {
            child.in_scope().then(|| {
                let node = graph.add_node(Node::Child(child.id));
                for home in scenario.households.iter().filter(|home| pairs.is_open(child, home)) {
                    graph.add_edge(node, home_nodes[home.id.index()], ());
                }
                if !pairs.is_pinned(child.id) {
                    for each in scenario.provisions.iter().filter(|each| provision::is_open(scenario, child, each)) {
                        graph.add_edge(node, provision_nodes[each.id.index()], ());
                    }
                }
                node
            })
        })
        .collect();
    let must_place = scenario.in_scope().map(|child| child.id).filter(|child| pairs.is_pinned(*child)).collect();
    Graph { edges: graph, child_nodes, home_nodes, provision_nodes, must_place }
}

impl Graph {
    /// The places open to a child in scope, homes first, in id order.
    pub fn places_of(&self, child: ChildId) -> Vec<Place> {
        let Some(node) = self.child_nodes[child.index()] else { return Vec::new() };
        let mut places: Vec<Place> = self
            .edges
            .neighbors(node)
            .filter_map(|each| if let Node::Place(place) = self.edges[each] { Some(place) } else { None })
            .collect();
        places.sort_unstable();
        places
    }

    /// The children in scope to whom a place is open, in id order.
    pub fn children_of(&self, place: Place) -> Vec<ChildId> {
        let node = self.node(place);
        let mut children: Vec<ChildId> = self
            .edges
            .neighbors(node)
            .filter_map(|each| if let Node::Child(child) = self.edges[each] { Some(child) } else { None })
            .collect();
        children.sort_unstable();
        children
    }

    /// Whether the place is open to the child.
    pub fn is_open(&self, child: ChildId, place: Place) -> bool {
        let there = self.node(place);
        self.child_nodes[child.index()].is_some_and(|node| self.edges.find_edge(node, there).is_some())
    }

    /// Whether the child must be placed: a person pinned it, or [`Graph::pinned`] did.
    pub fn must_place(&self, child: ChildId) -> bool {
        self.must_place.contains(&child)
    }

    /// The same graph with one child in scope pinned to one place that is open to it.
    #[must_use]
    pub fn pinned(&self, child: ChildId, place: Place) -> Self {
        let mut pinned = self.clone();
        if let Some(node) = self.child_nodes[child.index()] {
            for other in self.places_of(child).into_iter().filter(|other| *other != place) {
                if let Some(edge) = pinned.edges.find_edge(node, self.node(other)) {
                    pinned.edges.remove_edge(edge);
                }
            }
        }
        pinned.must_place.insert(child);
        pinned
    }

    fn node(&self, place: Place) -> NodeIndex {
        match place {
            Place::Home(id) => self.home_nodes[id.index()],
            Place::Provision(id) => self.provision_nodes[id.index()],
        }
    }

    /// How many pairs are open.
    pub fn pairs(&self) -> usize {
        self.edges.edge_count()
    }

    /// Every place, homes first.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let homes = (0..self.home_nodes.len()).map(|i| Place::Home(HouseholdId::at(i)));
        homes.chain((0..self.provision_nodes.len()).map(|i| Place::Provision(ProvisionId::at(i))))
    }
}
