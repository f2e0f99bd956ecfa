//! A network of those who need a place and of places, reduced to what recruitment can change.

use std::collections::BTreeMap;
use std::ops::Range;

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
    /// The kinds of which this is as many homes as are recruited; none = a place that there is.
    pub(super) kinds: Vec<usize>,
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
    /// Whether it goes on to the next in the list, or to the sink.
    goes_on: bool,
    /// Whether the one before it in the list goes on to it.
    is_inner: bool,
    /// What it lets through; of one home where it is a kind's.
    room: i64,
    /// Its number within the place.
    number: u8,
    /// Which kinds' it is, by position in [`Network::alike`].
    of: Option<u32>,
}

/// A lane of a kind: how much it lets through is so many times what one home does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KindLane {
    pub(super) kind: u32,
    pub(super) lane: u8,
}

/// The reduced network. Those who come to the same doors are one class; places that are there with the same doors are
/// one place, and so are kinds that are alike; and who always has a place is only counted.
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
    pub(super) doors: Vec<u32>,
    /// Where the doors into each lane start in `into`; one more at the end.
    into_starts: Vec<u32>,
    /// Doors with their class, lane by lane.
    into: Vec<(u32, u32)>,
    lanes: Vec<Lane>,
    /// Kinds with the same doors and the same room.
    alike: Vec<Vec<u32>>,
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
            if flow.is_class_reached(item) {
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
        let mut alike = Vec::new();
        let mut node: BTreeMap<(usize, u8), u32> = BTreeMap::new();
        for (place, from) in innermost {
            let chain = &places[place];
            let of = (!chain.kinds.is_empty()).then(|| small(alike.len()));
            if of.is_some() {
                alike.push(chain.kinds.iter().map(|kind| small(*kind)).collect());
            }
            let last = chain.rooms.len() - 1;
            for (lane, room) in chain.rooms.iter().enumerate().skip(usize::from(from)) {
                let number = u8::try_from(lane).expect("few lanes");
                node.insert((place, number), small(lanes.len()));
                lanes.push(Lane { goes_on: lane < last, is_inner: number > from, room: *room, number, of });
            }
        }
        let mut starts = vec![0];
        let mut flat: Vec<u32> = Vec::with_capacity(doors.iter().map(Vec::len).sum());
        let mut into: Vec<(u32, u32)> = Vec::with_capacity(flat.capacity());
        for (class, doors) in doors.iter().enumerate() {
            for door in doors {
                into.push((small(flat.len()), small(class)));
                flat.push(node[door]);
            }
            starts.push(small(flat.len()));
        }
        into.sort_by_key(|(door, _)| (flat[*door as usize], *door));
        let mut into_starts = vec![0; lanes.len() + 1];
        for lane in &flat {
            into_starts[*lane as usize + 1] += 1;
        }
        for lane in 0..lanes.len() {
            into_starts[lane + 1] += into_starts[lane];
        }
        Self { given, counts: counts.to_vec(), starts, doors: flat, into_starts, into, lanes, alike }
    }

    /// Those who always have a place.
    pub(super) fn given(&self) -> i64 {
        self.given
    }

    /// How many of each class.
    pub(super) fn counts(&self) -> &[i64] {
        &self.counts
    }

    pub(super) fn lane_count(&self) -> usize {
        self.lanes.len()
    }

    /// The room of a lane: of one home of each of these kinds; none = of a place that there is.
    pub(super) fn room(&self, lane: usize) -> (i64, &[u32]) {
        let lane = &self.lanes[lane];
        (lane.room, lane.of.map_or(&[], |alike| &self.alike[alike as usize]))
    }

    /// The doors of a class, by position in `doors`.
    pub(super) fn doors_of(&self, class: usize) -> Range<usize> {
        self.starts[class] as usize..self.starts[class + 1] as usize
    }

    /// The doors into a lane, each with its class.
    pub(super) fn doors_into(&self, lane: usize) -> impl ExactSizeIterator<Item = (usize, usize)> + '_ {
        let into = &self.into[self.into_starts[lane] as usize..self.into_starts[lane + 1] as usize];
        into.iter().map(|(door, class)| (*door as usize, *class as usize))
    }

    /// One of the doors into a lane.
    pub(super) fn door_into(&self, lane: usize, at: usize) -> (usize, usize) {
        let (door, class) = self.into[self.into_starts[lane] as usize + at];
        (door as usize, class as usize)
    }

    /// The lane after this one; none = the sink.
    pub(super) fn next(&self, lane: usize) -> Option<usize> {
        self.lanes[lane].goes_on.then_some(lane + 1)
    }

    /// The lane that goes on to this one.
    pub(super) fn before(&self, lane: usize) -> Option<usize> {
        self.lanes[lane].is_inner.then(|| lane - 1)
    }

    /// The greatest flow, in parts of which `scale` make one: `room` says how much a lane of a kind lets through, from
    /// what one home of it does.
    pub(super) fn greatest(&self, flow: &mut Flow, scale: i64, room: &dyn Fn(KindLane, i64) -> i64) -> i64 {
        let through = |lane: &Lane| match lane.of {
            None => lane.room * scale,
            Some(alike) => self.kind_lanes_of(lane, alike).map(|(of, each)| room(of, each)).sum(),
        };
        let counts = self.counts.iter().map(|count| count * scale);
        self.given * scale + flow.greatest(self, counts, self.lanes.iter().map(through))
    }

    fn kind_lanes_of<'a>(&'a self, lane: &'a Lane, alike: u32) -> impl Iterator<Item = (KindLane, i64)> + 'a {
        self.alike[alike as usize].iter().map(|kind| (KindLane { kind: *kind, lane: lane.number }, lane.room))
    }

    /// After [`Self::greatest`]: the lanes of kinds that a least cut goes through, and what one home lets through.
    pub(super) fn cut(&self, flow: &Flow) -> Vec<(KindLane, i64)> {
        let is_crossed =
            |at: usize| flow.is_lane_reached(at) && !self.next(at).is_some_and(|next| flow.is_lane_reached(next));
        let crossed = (0..self.lanes.len()).filter(|at| is_crossed(*at)).map(|at| &self.lanes[at]);
        crossed.filter_map(|lane| Some(self.kind_lanes_of(lane, lane.of?))).flatten().collect()
    }

    /// The lanes of kinds, with what one home lets through.
    pub(super) fn kind_lanes(&self) -> impl Iterator<Item = (KindLane, i64)> + '_ {
        self.lanes.iter().filter_map(|lane| Some(self.kind_lanes_of(lane, lane.of?))).flatten()
    }

    /// Kinds that are alike here: the same doors, the same room. Those that are open to nobody are left out.
    pub(super) fn alike(&self) -> &[Vec<u32>] {
        &self.alike
    }

    /// For each kind, how many of those who are not placed anyway it is open to.
    pub(super) fn add_open_to(&self, kinds: &mut [i64]) {
        for (class, count) in self.counts.iter().enumerate() {
            let lanes = self.doors_of(class).map(|door| &self.lanes[self.doors[door] as usize]);
            for (of, _) in lanes.filter_map(|lane| Some(self.kind_lanes_of(lane, lane.of?))).flatten() {
                kinds[of.kind as usize] += count;
            }
        }
    }
}

/// Who comes in through which lane of a place; how much room its lanes have if it is a kind.
type SamePlace = (Vec<(usize, u8)>, Option<Vec<i64>>);

/// Adds up the places that are there and have the same doors, puts together kinds that are alike, and drops places without
/// doors.
fn merge_places(doors: &[Vec<(usize, u8)>], places: Vec<Chain>) -> (Vec<Vec<(usize, u8)>>, Vec<Chain>) {
    let mut comes: Vec<Vec<(usize, u8)>> = vec![Vec::new(); places.len()];
    for (item, doors) in doors.iter().enumerate() {
        for (place, lane) in doors {
            comes[*place].push((item, *lane));
        }
    }
    let mut merged: Vec<Chain> = Vec::new();
    let mut known: BTreeMap<SamePlace, usize> = BTreeMap::new();
    let mut new = vec![Vec::new(); doors.len()];
    for (chain, comes) in places.into_iter().zip(comes).filter(|(_, comes)| !comes.is_empty()) {
        let is_kind = !chain.kinds.is_empty();
        let key = (comes, is_kind.then(|| chain.rooms.clone()));
        if let Some(at) = known.get(&key).copied() {
            if is_kind {
                merged[at].kinds.extend(chain.kinds);
            } else {
                let sums = merged[at].rooms.iter_mut().zip(chain.rooms);
                sums.for_each(|(sum, room)| *sum += room);
            }
            continue;
        }
        for (item, lane) in &key.0 {
            new[*item].push((merged.len(), *lane));
        }
        known.insert(key, merged.len());
        merged.push(chain);
    }
    (new, merged)
}

fn small(number: usize) -> u32 {
    u32::try_from(number).expect("fewer than 4,294,967,295 of anything")
}

pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("a count fits")
}
