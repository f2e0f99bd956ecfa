//! What units of a home cost at best beside one another, by counting alone: whoever may live with whom.

use super::price::narrow;
use super::prices::Amount;

/// Room for so many children, or so many bedrooms, count as any number.
const MANY: usize = 6;

/// A unit that is worth having.
#[derive(Clone, Copy)]
pub(super) struct Candidate<T> {
    pub(super) cost: T,
    /// Its number in the home.
    pub(super) unit: u32,
    pub(super) size: u32,
    pub(super) family: u32,
    /// How many bedrooms it needs at the least.
    pub(super) bedrooms: u32,
    /// Where the candidates of the next family begin.
    pub(super) next: u32,
    /// Where the quotients are that it has something left of.
    pub(super) rests: (u32, u32),
}

/// What the candidates of a home cost at best, once they are in order.
pub(super) struct Rest<T> {
    /// By candidate from which on they are, and by the room that there is.
    prices: Vec<T>,
    /// How many numbers of children and of bedrooms are told apart.
    sizes: (usize, usize),
    families: Vec<u32>,
    /// The least that a candidate costs.
    pub(super) one: T,
    /// What the candidate costs that costs least for each child, and how many it has.
    pub(super) each: (T, u32),
}

impl<T: Amount> Rest<T> {
    pub(super) fn new() -> Self {
        Self { prices: Vec::new(), sizes: (1, 1), families: Vec::new(), one: T::default(), each: (T::default(), 1) }
    }

    /// Sorts the candidates, family by family, and finds what those from each on cost at best, one of each family.
    pub(super) fn arrange(&mut self, candidates: &mut [Candidate<T>], room: Room) {
        candidates.sort_unstable_by(in_order);
        self.one = candidates.iter().fold(T::default(), |least, each| less(least, each.cost));
        self.each = candidates.first().map_or((T::default(), 1), |first| (first.cost, first.size));
        self.by_family(candidates);
        self.sizes = (room.children.min(MANY) + 1, room.bedrooms.min(MANY) + 1);
        self.prices.clear();
        self.prices.resize((candidates.len() + 1) * self.sizes.0 * self.sizes.1, T::default());
        let mut next = candidates.len();
        for i in (0..candidates.len()).rev() {
            if candidates.get(i + 1).is_some_and(|after| after.family != candidates[i].family) {
                next = i + 1;
            }
            candidates[i].next = narrow(next);
            for children in 0..self.sizes.0 {
                for bedrooms in 0..self.sizes.1 {
                    let room = Room { children, bedrooms };
                    let without = self.at_best(i + 1, T::default(), room);
                    let with = room.beside(candidates[i].size, candidates[i].bedrooms);
                    let with = with.map_or(without, |left| self.at_best(next, candidates[i].cost, left));
                    let at = self.at(i, room);
                    self.prices[at] = less(without, with);
                }
            }
        }
    }

    /// Puts each family's candidates behind its first one, in the order that they have.
    fn by_family(&mut self, candidates: &mut [Candidate<T>]) {
        self.families.clear();
        for each in candidates.iter_mut() {
            let known = self.families.iter().position(|family| *family == each.family);
            each.next = narrow(known.unwrap_or(self.families.len()));
            if known.is_none() {
                self.families.push(each.family);
            }
        }
        candidates.sort_by_key(|each| each.next);
    }

    /// The least that companies could cost whose other units are candidates from this one on: true, but not tight.
    pub(super) fn at_best(&self, i: usize, so_far: T, room: Room) -> T {
        so_far + self.prices[self.at(i, room)]
    }

    fn at(&self, i: usize, room: Room) -> usize {
        (i * self.sizes.0 + room.children.min(MANY)) * self.sizes.1 + room.bedrooms.min(MANY)
    }
}

/// What there is room for.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub(super) children: usize,
    pub(super) bedrooms: usize,
}

impl Room {
    /// What is left beside a unit, as far as it is counted; none = there is no room for it.
    pub(super) fn beside(self, size: u32, bedrooms: u32) -> Option<Self> {
        let left = |room: usize, by: u32| if room >= MANY { Some(room) } else { room.checked_sub(by as usize) };
        Some(Self { children: left(self.children, size)?, bedrooms: left(self.bedrooms, bedrooms)? })
    }
}

/// What costs less for each child comes first.
pub(super) fn in_order<T: Amount>(a: &Candidate<T>, b: &Candidate<T>) -> std::cmp::Ordering {
    T::by_child((a.cost, a.size), (b.cost, b.size)).then(a.unit.cmp(&b.unit))
}

pub(super) fn less<T: Amount>(a: T, b: T) -> T {
    if b < a { b } else { a }
}
