//! A network of those who need a place and of places, reduced to what recruitment can change.

use std::collections::BTreeMap;

use super::flow::Flow;

/// Where those who need a place could go, before it is reduced.
#[derive(Default)]
pub(super) struct Plain {
    /// For each of them, the places open to them by position, and through which lane they come in.
    pub(super) doors: Vec<Vec<(usize, u8)>>,
    /// The places.
    pub(super) places: Vec<Chain>,
}

/// A place: lanes one within the other, and how much each lets through. Whoever comes in through a lane also goes
/// through those after it.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// Room of each lane, innermost first: of the place, or of one home of the kind.
    pub(super) rooms: Vec<i64>,
    /// The kind of which this is as many homes as are recruited; none = a place that there is.
    pub(super) kind: Option<usize>,
}

impl Chain {
    /// No lane lets more through than the next: so that equal places can be added up.
    fn even(mut self) -> Self {
        for lane in (1..self.rooms.len()).rev() {
            self.rooms[lane - 1] = self.rooms[lane - 1].min(self.rooms[lane]);
        }
        self
    }
}

/// A lane of the reduced network: a node with one arc out of it.
#[derive(Clone, Copy, Debug)]
struct Lane {
    /// The next lane; none = the sink.
    next: Option<u32>,
    /// What it lets through; of one home where it is a kind's.
    room: i64,
    of: Option<KindLane>,
}

/// A lane of a kind: how much it lets through is so many times what one home does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KindLane {
    pub(super) kind: u32,
    pub(super) lane: u8,
}

/// The reduced network. Those who come to the same doors are one class; places that are there with the same doors are
/// one place; and who always has a place is only counted.
///
/// The last is the part of the Dulmage-Mendelsohn decomposition that no recruitment can change: after a greatest flow
/// without recruits, whoever cannot be reached from somebody without a place never gives up a place to anybody.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// Those who always have a place.
    given: i64,
    /// How many of each class.
    counts: Vec<i64>,
    /// Where the doors of each class start; one more at the end.
    starts: Vec<u32>,
    /// Lanes that are open to the classes.
    doors: Vec<u32>,
    lanes: Vec<Lane>,
}

impl Network {
    /// Reduces a network.
    pub(super) fn of(plain: Plain) -> Self {
        let places: Vec<Chain> = plain.places.into_iter().map(Chain::even).collect();
        let one_each = vec![1; plain.doors.len()];
        let first = Self::build(&plain.doors, &one_each, &places, 0);
        let mut flow = Flow::default();
        let through = first.greatest(&mut flow, 1, &|_, _| 0);
        let mut kept = Vec::new();
        for (item, doors) in plain.doors.into_iter().enumerate() {
            if flow.is_reached(item_node(item)) {
                kept.push(doors);
            }
        }
        // Everybody else has a place.
        let given = whole(one_each.len() - kept.len());
        kept.retain(|doors| !doors.is_empty());
        debug_assert!(given <= through, "who cannot be reached is placed");
        let (doors, places) = merge_places(&kept, places);
        let mut classes: BTreeMap<Vec<(usize, u8)>, i64> = BTreeMap::new();
        for doors in doors {
            *classes.entry(doors).or_default() += 1;
        }
        let (doors, counts): (Vec<_>, Vec<_>) = classes.into_iter().unzip();
        Self::build(&doors, &counts, &places, given)
    }

    fn build(doors: &[Vec<(usize, u8)>], counts: &[i64], places: &[Chain], given: i64) -> Self {
        let mut innermost: BTreeMap<usize, u8> = BTreeMap::new();
        for (place, lane) in doors.iter().flatten() {
            let used = innermost.entry(*place).or_insert(*lane);
            *used = (*used).min(*lane);
        }
        let mut lanes: Vec<Lane> = Vec::new();
        let mut node: BTreeMap<(usize, u8), u32> = BTreeMap::new();
        for (place, from) in innermost {
            let chain = &places[place];
            let last = chain.rooms.len() - 1;
            for (lane, room) in chain.rooms.iter().enumerate().skip(usize::from(from)) {
                let here = small(lanes.len());
                let number = u8::try_from(lane).expect("few lanes");
                node.insert((place, number), here);
                let of = chain.kind.map(|kind| KindLane { kind: small(kind), lane: number });
                lanes.push(Lane { next: (lane < last).then_some(here + 1), room: *room, of });
            }
        }
        let mut starts = vec![0];
        let mut flat = Vec::with_capacity(doors.iter().map(Vec::len).sum());
        for doors in doors {
            flat.extend(doors.iter().map(|door| node[door]));
            starts.push(small(flat.len()));
        }
        Self { given, counts: counts.to_vec(), starts, doors: flat, lanes }
    }

    /// The greatest flow, in parts of which `scale` make one: `room` says how much a lane of a kind lets through, from
    /// what one home of it does.
    pub(super) fn greatest(&self, flow: &mut Flow, scale: i64, room: &dyn Fn(KindLane, i64) -> i64) -> i64 {
        let items = self.counts.len();
        let (source, sink) = (0, item_node(items + self.lanes.len()));
        let lane_node = |lane: u32| item_node(items) + lane;
        flow.clear(sink as usize + 1);
        for (lane, each) in self.lanes.iter().enumerate() {
            let through = each.of.map_or(each.room * scale, |of| room(of, each.room));
            flow.arc(lane_node(small(lane)), each.next.map_or(sink, lane_node), through);
        }
        for (item, count) in self.counts.iter().enumerate() {
            for door in &self.doors[self.starts[item] as usize..self.starts[item + 1] as usize] {
                flow.arc(item_node(item), lane_node(*door), count * scale);
            }
            flow.arc(source, item_node(item), count * scale);
        }
        self.given * scale + flow.greatest(source, sink)
    }

    /// After [`Self::greatest`]: the lanes of kinds that a least cut goes through, and what one home lets through.
    pub(super) fn cut(&self, flow: &Flow) -> Vec<(KindLane, i64)> {
        let lane_node = |lane: usize| item_node(self.counts.len() + lane);
        let crossed = |(at, lane): (usize, &Lane)| {
            let onward = lane.next.is_some_and(|next| flow.is_reached(lane_node(next as usize)));
            (flow.is_reached(lane_node(at)) && !onward).then_some((lane.of?, lane.room))
        };
        self.lanes.iter().enumerate().filter_map(crossed).collect()
    }

    /// The lanes of kinds, with what one home lets through.
    pub(super) fn kind_lanes(&self) -> impl Iterator<Item = (KindLane, i64)> + '_ {
        self.lanes.iter().filter_map(|lane| Some((lane.of?, lane.room)))
    }

    /// For each kind, how many of those who are not placed anyway it is open to.
    pub(super) fn add_open_to(&self, kinds: &mut [i64]) {
        for (item, count) in self.counts.iter().enumerate() {
            let doors = &self.doors[self.starts[item] as usize..self.starts[item + 1] as usize];
            for kind in doors.iter().filter_map(|door| self.lanes[*door as usize].of) {
                kinds[kind.kind as usize] += count;
            }
        }
    }
}

/// A place that is there, and who comes in through which of its lanes.
type SamePlace = Vec<(usize, u8)>;

/// Adds up the places that are there and have the same doors; drops those without any.
fn merge_places(doors: &[Vec<(usize, u8)>], places: Vec<Chain>) -> (Vec<Vec<(usize, u8)>>, Vec<Chain>) {
    let mut comes: Vec<SamePlace> = vec![Vec::new(); places.len()];
    for (item, doors) in doors.iter().enumerate() {
        for (place, lane) in doors {
            comes[*place].push((item, *lane));
        }
    }
    let mut merged: Vec<Chain> = Vec::new();
    let mut known: BTreeMap<SamePlace, usize> = BTreeMap::new();
    let mut new = vec![Vec::new(); doors.len()];
    for (chain, comes) in places.into_iter().zip(comes).filter(|(_, comes)| !comes.is_empty()) {
        let same = if chain.kind.is_none() { known.get(&comes).copied() } else { None };
        if let Some(at) = same {
            for (sum, room) in merged[at].rooms.iter_mut().zip(chain.rooms) {
                *sum += room;
            }
            continue;
        }
        for (item, lane) in &comes {
            new[*item].push((merged.len(), *lane));
        }
        if chain.kind.is_none() {
            known.insert(comes, merged.len());
        }
        merged.push(chain);
    }
    (new, merged)
}

fn item_node(item: usize) -> u32 {
    small(item + 1)
}

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("fewer than 4,294,967,295 of anything")
}

pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("a count fits")
}
