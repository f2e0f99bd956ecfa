//! The greatest flow through a network, found over and over: Dinic's algorithm on arrays that are kept between flows.
//!
//! petgraph's `dinics` is the same algorithm and the house rule; a plan asks for a hundred thousand flows, and most of
//! the time went into building petgraph's graphs. The tests compare the two.

/// No arc, or no level.
const NONE: u32 = u32::MAX;

/// A network with its flow.
#[derive(Default)]
pub(super) struct Flow {
    /// The latest arc of each node.
    first: Vec<u32>,
    /// The arc before it of the same node.
    next: Vec<u32>,
    to: Vec<u32>,
    /// What is left of each arc's room; arc `a ^ 1` leads back.
    left: Vec<i64>,
    level: Vec<u32>,
    at: Vec<u32>,
    queue: Vec<u32>,
}

impl Flow {
    /// Forgets the network, and starts one of so many nodes.
    pub(super) fn clear(&mut self, nodes: usize) {
        self.first.clear();
        self.first.resize(nodes, NONE);
        self.next.clear();
        self.to.clear();
        self.left.clear();
    }

    /// An arc with room for so much.
    pub(super) fn arc(&mut self, from: u32, to: u32, room: i64) {
        for (from, to, room) in [(from, to, room), (to, from, 0)] {
            let arc = u32::try_from(self.to.len()).expect("fewer than 4,294,967,295 arcs");
            self.next.push(self.first[from as usize]);
            self.first[from as usize] = arc;
            self.to.push(to);
            self.left.push(room);
        }
    }

    /// The greatest flow.
    pub(super) fn greatest(&mut self, source: u32, sink: u32) -> i64 {
        let mut flow = 0;
        while self.measure(source, sink) {
            self.at.clone_from(&self.first);
            flow += self.push(source, sink, i64::MAX);
        }
        flow
    }

    /// After [`Self::greatest`]: whether more could still come to the node. Those nodes are a least cut's side of the source.
    pub(super) fn is_reached(&self, node: u32) -> bool {
        self.level[node as usize] != NONE
    }

    /// How many arcs with room left each node is away from the source; whether the sink can be reached.
    fn measure(&mut self, source: u32, sink: u32) -> bool {
        self.level.clear();
        self.level.resize(self.first.len(), NONE);
        self.level[source as usize] = 0;
        self.queue.clear();
        self.queue.push(source);
        let mut done = 0;
        while let Some(node) = self.queue.get(done).copied() {
            done += 1;
            let mut arc = self.first[node as usize];
            while arc != NONE {
                let to = self.to[arc as usize];
                if self.left[arc as usize] > 0 && self.level[to as usize] == NONE {
                    self.level[to as usize] = self.level[node as usize] + 1;
                    self.queue.push(to);
                }
                arc = self.next[arc as usize];
            }
        }
        self.is_reached(sink)
    }

    /// Sends at most so much from the node towards the sink, from level to level.
    fn push(&mut self, node: u32, sink: u32, most: i64) -> i64 {
        if node == sink {
            return most;
        }
        let mut sent = 0;
        while sent < most && self.at[node as usize] != NONE {
            let arc = self.at[node as usize] as usize;
            let to = self.to[arc];
            if self.left[arc] > 0 && self.level[to as usize] == self.level[node as usize] + 1 {
                let through = self.push(to, sink, self.left[arc].min(most - sent));
                self.left[arc] -= through;
                self.left[arc ^ 1] += through;
                sent += through;
                if sent == most {
                    return sent;
                }
            }
            self.at[node as usize] = self.next[arc];
        }
        sent
    }
}

#[cfg(test)]
mod tests {
    use petgraph::algo::dinics;
    use petgraph::graph::{DiGraph, NodeIndex};

    use super::*;
    use crate::domain::Dice;

    #[test]
    fn it_agrees_with_petgraph_and_its_cut_with_the_flow() {
        let mut flow = Flow::default();
        let mut some = 0;
        for seed in 0..400 {
            let mut dice = Dice::of(seed);
            let nodes = dice.between(2, 9);
            let mut graph: DiGraph<(), u64> = DiGraph::new();
            let index: Vec<NodeIndex> = (0..nodes).map(|_| graph.add_node(())).collect();
            flow.clear(usize::try_from(nodes).expect("few"));
            let mut arcs = Vec::new();
            for _ in 0..dice.between(0, 30) {
                let (from, to) = (dice.between(0, nodes - 1), dice.between(0, nodes - 1));
                let room = dice.between(0, 6);
                let node = |at: i64| u32::try_from(at).expect("few");
                graph.add_edge(index[node(from) as usize], index[node(to) as usize], room.unsigned_abs());
                flow.arc(node(from), node(to), room);
                arcs.push((node(from), node(to), room));
            }
            let (expected, _) = dinics(&graph, index[0], index[1]);
            let found = flow.greatest(0, 1);
            assert_eq!(found.unsigned_abs(), expected, "seed {seed}");
            let crossing = arcs.iter().filter(|(from, to, _)| flow.is_reached(*from) && !flow.is_reached(*to));
            assert_eq!(crossing.map(|(_, _, room)| room).sum::<i64>(), found, "seed {seed}");
            some += u32::from(found > 0);
        }
        assert!(some > 150, "only {some} networks let anything through");
    }
}
