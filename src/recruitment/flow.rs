//! The greatest flow through a [`Network`], found over and over: Dinic's algorithm on arrays that are kept between flows.
//!
//! petgraph's `dinics` is the same algorithm and the house rule. A plan asks for a hundred thousand flows through a few
//! hundred networks that differ in little but the room of some arcs: here nothing is built anew, arcs without a limit are
//! never looked up, and what is there is filled before anything is searched. The tests compare the two.

use super::network::Network;

const NONE: u32 = u32::MAX;

/// A flow through one network. Nodes are its classes, then its lanes.
#[derive(Default)]
pub(super) struct Flow {
    /// Of each class, how many have no place yet.
    waiting: Vec<i64>,
    /// What comes in by each door.
    through: Vec<i64>,
    /// Room of each lane, and what is left of it.
    room: Vec<i64>,
    left: Vec<i64>,
    level: Vec<u32>,
    at: Vec<u32>,
    queue: Vec<u32>,
}

impl Flow {
    /// The greatest flow of so many of each class, with so much room in each lane.
    pub(super) fn greatest(
        &mut self,
        network: &Network,
        counts: impl Iterator<Item = i64>,
        rooms: impl Iterator<Item = i64>,
    ) -> i64 {
        self.waiting.clear();
        self.waiting.extend(counts);
        self.room.clear();
        self.room.extend(rooms);
        self.left.clone_from(&self.room);
        self.through.clear();
        self.through.resize(network.doors.len(), 0);
        let all: i64 = self.waiting.iter().sum();
        self.fill(network);
        while self.measure(network) {
            self.at.clear();
            self.at.resize(self.level.len(), 0);
            for class in 0..self.waiting.len() {
                let waiting = self.waiting[class];
                if waiting > 0 {
                    self.waiting[class] -= self.push_class(network, class, waiting);
                }
            }
        }
        all - self.waiting.iter().sum::<i64>()
    }

    /// After [`Self::greatest`]: whether more could still come to the class. Those nodes are a least cut's side of the source.
    pub(super) fn is_class_reached(&self, class: usize) -> bool {
        self.level[class] != NONE
    }

    /// The same of a lane.
    pub(super) fn is_lane_reached(&self, lane: usize) -> bool {
        self.level[self.waiting.len() + lane] != NONE
    }

    /// Lets in whoever finds an open door.
    fn fill(&mut self, network: &Network) {
        for class in 0..self.waiting.len() {
            for door in network.doors_of(class) {
                let lane = network.doors[door] as usize;
                let mut fits = self.waiting[class];
                let mut next = Some(lane);
                while let Some(at) = next {
                    fits = fits.min(self.left[at]);
                    next = network.next(at);
                }
                if fits > 0 {
                    next = Some(lane);
                    while let Some(at) = next {
                        self.left[at] -= fits;
                        next = network.next(at);
                    }
                    self.through[door] += fits;
                    self.waiting[class] -= fits;
                }
                if self.waiting[class] == 0 {
                    break;
                }
            }
        }
    }

    /// How many steps with room left each node is away from somebody waiting; whether the sink can be reached.
    fn measure(&mut self, network: &Network) -> bool {
        let classes = self.waiting.len();
        self.level.clear();
        self.level.resize(classes + self.left.len(), NONE);
        self.queue.clear();
        for class in (0..classes).filter(|class| self.waiting[*class] > 0) {
            self.level[class] = 0;
            self.queue.push(node(class));
        }
        let (mut done, mut is_sink_reached) = (0, false);
        while let Some(from) = self.queue.get(done).copied() {
            done += 1;
            let level = self.level[from as usize] + 1;
            if (from as usize) < classes {
                for door in network.doors_of(from as usize) {
                    self.reach(classes + network.doors[door] as usize, level);
                }
                continue;
            }
            let lane = from as usize - classes;
            if self.left[lane] > 0 {
                match network.next(lane) {
                    Some(next) => self.reach(classes + next, level),
                    None => is_sink_reached = true,
                }
            }
            if let Some(before) = network.before(lane).filter(|before| self.left[*before] < self.room[*before]) {
                self.reach(classes + before, level);
            }
            for (door, class) in network.doors_into(lane) {
                if self.through[door] > 0 {
                    self.reach(class, level);
                }
            }
        }
        is_sink_reached
    }

    fn reach(&mut self, to: usize, level: u32) {
        if self.level[to] == NONE {
            self.level[to] = level;
            self.queue.push(node(to));
        }
    }

    /// Whether a node is one step further than another.
    fn is_next(&self, from: usize, to: usize) -> bool {
        self.level[to] == self.level[from] + 1
    }

    /// Sends at most so many from a class towards the sink, from level to level.
    fn push_class(&mut self, network: &Network, class: usize, most: i64) -> i64 {
        let classes = self.waiting.len();
        let doors = network.doors_of(class);
        let mut sent = 0;
        while sent < most && (self.at[class] as usize) < doors.len() {
            let door = doors.start + self.at[class] as usize;
            let lane = network.doors[door] as usize;
            if self.is_next(class, classes + lane) {
                let now = self.push_lane(network, lane, most - sent);
                self.through[door] += now;
                sent += now;
                if sent == most {
                    break;
                }
            }
            self.at[class] += 1;
        }
        sent
    }

    /// Sends at most so many on from a lane: through it, back into the lane before it, or back to a class that came in.
    fn push_lane(&mut self, network: &Network, lane: usize, most: i64) -> i64 {
        let classes = self.waiting.len();
        let here = classes + lane;
        let into = network.doors_into(lane);
        let steps = 2 + into.len();
        let mut sent = 0;
        while sent < most && (self.at[here] as usize) < steps {
            let most_now = most - sent;
            let now = match self.at[here] as usize {
                0 => match network.next(lane) {
                    None => self.left[lane].min(most_now),
                    Some(next) if self.left[lane] > 0 && self.is_next(here, classes + next) => {
                        self.push_lane(network, next, self.left[lane].min(most_now))
                    }
                    Some(_) => 0,
                },
                1 => match network.before(lane).filter(|before| self.is_next(here, classes + before)) {
                    Some(before) => {
                        let back =
                            self.push_lane(network, before, (self.room[before] - self.left[before]).min(most_now));
                        self.left[before] += back;
                        back
                    }
                    None => 0,
                },
                at => {
                    let (door, class) = network.door_into(lane, at - 2);
                    if self.through[door] > 0 && self.is_next(here, class) {
                        let back = self.push_class(network, class, self.through[door].min(most_now));
                        self.through[door] -= back;
                        back
                    } else {
                        0
                    }
                }
            };
            if self.at[here] == 0 {
                self.left[lane] -= now;
            }
            sent += now;
            if sent == most {
                break;
            }
            self.at[here] += 1;
        }
        sent
    }
}

fn node(at: usize) -> u32 {
    u32::try_from(at).expect("fewer than 4,294,967,295 nodes")
}

#[cfg(test)]
pub(super) mod tests {
    use petgraph::algo::dinics;
    use petgraph::graph::{DiGraph, NodeIndex};

    use super::*;
    use crate::domain::Dice;
    use crate::recruitment::network::{Chain, Plain, whole};

    /// Places with one to four lanes, some of them those of a kind.
    pub(in crate::recruitment) fn random(dice: &mut Dice) -> Plain {
        let places = usize::try_from(dice.between(1, 6)).expect("few");
        let chains = (0..places).map(|place| Chain {
            rooms: (0..3).map(|_| dice.between(0, 4)).collect(),
            kinds: if place < 3 && dice.chance(70) { vec![place] } else { Vec::new() },
        });
        let chains: Vec<Chain> = chains.collect();
        let doors = (0..dice.between(0, 9)).map(|_| {
            let open: Vec<usize> = (0..places).filter(|_| dice.chance(50)).collect();
            open.into_iter().map(|place| (place, u8::try_from(dice.below(3)).expect("few"))).collect()
        });
        Plain { doors: doors.collect(), places: chains }
    }

    /// The network as it came, not reduced, by petgraph.
    fn by_petgraph(plain: &Plain, homes: &[i64]) -> i64 {
        let mut graph: DiGraph<(), u64> = DiGraph::new();
        let (source, sink) = (graph.add_node(()), graph.add_node(()));
        let mut lanes: Vec<Vec<NodeIndex>> = Vec::new();
        for place in &plain.places {
            let nodes: Vec<NodeIndex> = place.rooms.iter().map(|_| graph.add_node(())).collect();
            for (at, room) in place.rooms.iter().enumerate() {
                // One home's lanes let through no more than the next, so many homes so many times that.
                let room = place.rooms[at..].iter().min().expect("a lane").min(room);
                let times = place.kinds.first().map_or(1, |kind| homes[*kind]);
                graph.add_edge(nodes[at], nodes.get(at + 1).copied().unwrap_or(sink), (room * times).unsigned_abs());
            }
            lanes.push(nodes);
        }
        for doors in &plain.doors {
            let one = graph.add_node(());
            graph.add_edge(source, one, 1);
            for (place, lane) in doors {
                graph.add_edge(one, lanes[*place][usize::from(*lane)], 1);
            }
        }
        i64::try_from(dinics(&graph, source, sink).0).expect("few")
    }

    #[test]
    fn it_agrees_with_petgraph_and_its_cut_with_the_flow() {
        let (mut flow, mut some, mut cut_through_kinds) = (Flow::default(), 0, 0);
        for seed in 0..3_000 {
            let mut dice = Dice::of(seed);
            let plain = random(&mut dice);
            let homes: Vec<i64> = (0..3).map(|_| dice.between(0, 2)).collect();
            let expected = by_petgraph(&plain, &homes);
            let asked = whole(plain.doors.len());
            let network = Network::of(plain);
            let of =
                |homes: &[i64], flow: &mut Flow| network.greatest(flow, 1, &|of, each| each * homes[of.kind as usize]);
            let found = of(&homes, &mut flow);
            assert_eq!(found, expected, "seed {seed}");
            // Every plan's flow is within what the cut says.
            let cut = network.cut(&flow);
            for more in 0..8_i64 {
                let other: Vec<i64> = (0..3).map(|kind| ((more >> kind) & 1) + homes[kind]).collect();
                let weight = |homes: &[i64]| cut.iter().map(|(of, each)| each * homes[of.kind as usize]).sum::<i64>();
                assert!(of(&other, &mut flow) <= found - weight(&homes) + weight(&other), "seed {seed}");
            }
            some += u32::from(found > 0 && found < asked);
            cut_through_kinds += u32::from(!cut.is_empty());
        }
        assert!(
            some > 800 && cut_through_kinds > 300,
            "{some} networks bind, {cut_through_kinds} cuts go through kinds"
        );
    }
}
