//! The most children that can be given a place each, by shortest augmenting paths (Hopcroft and Karp, *An n^5/2
//! algorithm for maximum matchings in bipartite graphs*, SIAM J. Comput. 2, 1973), where a place holds as many as it
//! has room for.

use crate::domain::Rows;

const NONE: u32 = u32::MAX;

/// Who has which place so far.
pub(super) struct Matching<'n> {
    open: &'n Rows,
    rooms: &'n [usize],
    /// Those who are asked for, by position.
    asked: Vec<u32>,
    place_of: Vec<u32>,
    there: Vec<Vec<u32>>,
    placed: usize,
}

/// One round: how far everybody is from a child without a place, and which ways have been tried.
struct Round {
    child_depth: Vec<u32>,
    place_depth: Vec<u32>,
    next_place: Vec<usize>,
    next_child: Vec<usize>,
    finds_room: bool,
}

impl<'n> Matching<'n> {
    pub(super) fn new(open: &'n Rows, rooms: &'n [usize]) -> Self {
        Self {
            open,
            rooms,
            asked: Vec::new(),
            place_of: vec![NONE; open.count()],
            there: vec![Vec::new(); rooms.len()],
            placed: 0,
        }
    }

    /// Asks for more children.
    pub(super) fn add(&mut self, children: impl Iterator<Item = usize>) {
        self.asked.extend(children.map(|child| u32::try_from(child).expect("children are numbered by u32")));
    }

    /// Places as many of those asked for as can be, and says how many.
    pub(super) fn grow(&mut self) -> usize {
        loop {
            let mut round = self.round();
            if !round.finds_room {
                return self.placed;
            }
            for child in self.without().collect::<Vec<_>>() {
                self.placed += usize::from(self.augment(child, &mut round));
            }
        }
    }

    /// Where not everybody asked for has a place: those who could be let in only for one another, and every place that
    /// is open to them. Asked after [`Self::grow`].
    pub(super) fn stuck(&self) -> Option<(Vec<usize>, Vec<usize>)> {
        self.without().next()?;
        let round = self.round();
        let reached = |depths: &[u32]| {
            depths.iter().enumerate().filter(|(_, depth)| **depth != NONE).map(|(at, _)| at).collect::<Vec<_>>()
        };
        Some((reached(&round.child_depth), reached(&round.place_depth)))
    }

    fn without(&self) -> impl Iterator<Item = u32> + '_ {
        self.asked.iter().copied().filter(|child| self.place_of[*child as usize] == NONE)
    }

    /// Layer by layer from those without a place, to the first layer in which a place has room.
    fn round(&self) -> Round {
        let mut round = Round {
            child_depth: vec![NONE; self.open.count()],
            place_depth: vec![NONE; self.rooms.len()],
            next_place: vec![0; self.open.count()],
            next_child: vec![0; self.rooms.len()],
            finds_room: false,
        };
        let mut layer: Vec<u32> = self.without().collect();
        let mut depth = 0;
        while !layer.is_empty() && !round.finds_room {
            let mut after = Vec::new();
            for child in &layer {
                round.child_depth[*child as usize] = depth;
            }
            for place in layer.iter().flat_map(|child| self.open.row(*child as usize)) {
                let at = *place as usize;
                if round.place_depth[at] == NONE {
                    round.place_depth[at] = depth;
                    round.finds_room |= self.there[at].len() < self.rooms[at];
                    after.extend(&self.there[at]);
                }
            }
            (layer, depth) = (after, depth + 1);
        }
        round
    }

    /// Lets a child in along the layers, each on the way making room for the one before; false = there is no way left.
    fn augment(&mut self, child: u32, round: &mut Round) -> bool {
        let mut child = child;
        let mut way: Vec<(u32, usize, usize)> = Vec::new();
        loop {
            let one = child as usize;
            let Some(place) = self.open.row(one).get(round.next_place[one]).map(|place| *place as usize) else {
                let Some((before, ..)) = way.pop() else { return false };
                child = before;
                continue;
            };
            if round.place_depth[place] != round.child_depth[one] {
                round.next_place[one] += 1;
            } else if self.there[place].len() < self.rooms[place] {
                self.there[place].push(child);
                self.place_of[one] = u32::try_from(place).expect("places are numbered by u32");
                for (mover, place, slot) in way {
                    self.there[place][slot] = mover;
                    self.place_of[mover as usize] = u32::try_from(place).expect("places are numbered by u32");
                }
                return true;
            } else if let Some(other) = self.there[place].get(round.next_child[place]).copied() {
                let slot = round.next_child[place];
                round.next_child[place] += 1;
                if round.child_depth[other as usize] == round.child_depth[one] + 1 {
                    way.push((child, place, slot));
                    child = other;
                }
            } else {
                round.next_place[one] += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use petgraph::algo::dinics;
    use petgraph::graph::DiGraph;

    use super::*;
    use crate::domain::Dice;

    /// The same as a flow, by an algorithm of a library.
    fn by_flow(sets: &[Vec<u32>], rooms: &[usize], asked: &[usize]) -> usize {
        let mut graph: DiGraph<(), u64> = DiGraph::new();
        let (source, sink) = (graph.add_node(()), graph.add_node(()));
        let places: Vec<_> = rooms.iter().map(|_| graph.add_node(())).collect();
        for (place, room) in places.iter().zip(rooms) {
            graph.add_edge(*place, sink, *room as u64);
        }
        for child in asked {
            let node = graph.add_node(());
            graph.add_edge(source, node, 1);
            for place in &sets[*child] {
                graph.add_edge(node, places[*place as usize], 1);
            }
        }
        usize::try_from(dinics(&graph, source, sink).0).expect("small")
    }

    #[test]
    fn it_places_as_many_as_the_greatest_flow_class_by_class_and_its_cut_proves_it() {
        let (mut short, mut deep) = (0, 0);
        for seed in 0..400 {
            let mut dice = Dice::of(seed);
            let (children, places) = (1 + dice.below(40), 1 + dice.below(20));
            let rooms: Vec<usize> = (0..places).map(|_| dice.below(4)).collect();
            let percent = dice.between(2, 30);
            let draw = |dice: &mut Dice| {
                (0..u32::try_from(places).expect("few")).filter(|_| dice.chance(percent)).collect::<Vec<u32>>()
            };
            let sets: Vec<Vec<u32>> = (0..children).map(|_| draw(&mut dice)).collect();
            let open = Rows::of(sets.clone());
            let mut matching = Matching::new(&open, &rooms);
            let first = dice.below(children + 1);
            matching.add(0..first);
            assert_eq!(matching.grow(), by_flow(&sets, &rooms, &(0..first).collect::<Vec<_>>()), "seed {seed}");
            let before: BTreeSet<u32> =
                (0..).zip(&matching.place_of).filter(|(_, at)| **at != NONE).map(|(c, _)| c).collect();
            matching.add(first..children);
            let most = matching.grow();
            assert_eq!(most, by_flow(&sets, &rooms, &(0..children).collect::<Vec<_>>()), "seed {seed}");
            assert!(before.iter().all(|child| matching.place_of[*child as usize] != NONE), "seed {seed}");
            deep += usize::from(before.len() < first && most > before.len());
            for (place, there) in matching.there.iter().enumerate() {
                assert!(there.len() <= rooms[place]);
                let at = u32::try_from(place).expect("few");
                assert!(
                    there
                        .iter()
                        .all(|child| matching.place_of[*child as usize] == at && sets[*child as usize].contains(&at))
                );
            }
            let Some((stuck, their_places)) = matching.stuck() else {
                assert_eq!(most, children);
                continue;
            };
            short += 1;
            let room: usize = their_places.iter().map(|place| rooms[*place]).sum();
            assert_eq!(stuck.len() - room, children - most, "seed {seed}: the cut is as large as the shortfall");
            let open_to: BTreeSet<usize> =
                stuck.iter().flat_map(|child| sets[*child].iter().map(|at| *at as usize)).collect();
            assert_eq!(open_to, their_places.into_iter().collect(), "seed {seed}");
        }
        assert!(short > 100 && deep > 50, "a test of nothing: {short}, {deep}");
    }
}
