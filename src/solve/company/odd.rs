//! Which quotients of sums of rows a fractional choice of companies breaks.
//!
//! Halves of rows of three children or homes are all looked at; halves of sums of more rows are looked for by elimination
//! modulo two; other quotients by changing a sum by one row after another. Source of the last: Glover, Tabu search, part I,
//! ORSA Journal on Computing 1 (1989), pages 190-206.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::domain::Place;
use crate::solve::halves::odd_sums;
use crate::solve::linear::float;
use crate::solve::program::{Program, ProgramRow};

/// So many rows join at once, at most, and of one child or place so many.
const AT_ONCE: usize = 60;
const OF_ONE: usize = 6;
/// What is broken by less is left.
const BROKEN: f64 = 0.03;
/// A sum of more rows than this costs more in every home than it brings.
const MANY: usize = 24;

/// A row of the programme that says how much there is of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Element {
    Child(u32),
    Place(Place),
    /// A level held, by position.
    Level(usize),
}

/// Some of a company, or of a unit of a provision.
pub(super) struct Chosen {
    pub(super) place: Place,
    pub(super) children: Vec<u32>,
    /// What its units are charged, by level.
    pub(super) charges: Vec<i64>,
    pub(super) share: f64,
}

impl Chosen {
    /// How much of a row it fills.
    fn fills(&self, element: Element) -> i64 {
        match element {
            Element::Child(child) => i64::from(self.children.contains(&child)),
            Element::Level(level) => self.charges[level],
            Element::Place(place) if place != self.place => 0,
            Element::Place(Place::Home(_)) => 1,
            Element::Place(Place::Provision(_)) => i64::try_from(self.children.len()).expect("few children"),
        }
    }

    fn elements(&self) -> impl Iterator<Item = Element> + '_ {
        let levels = (0..self.charges.len()).filter(|level| self.charges[*level] != 0).map(Element::Level);
        self.children.iter().map(|child| Element::Child(*child)).chain([Element::Place(self.place)]).chain(levels)
    }
}

/// Sets of rows whose quotients this choice breaks, with what they are divided by, those most broken first. How much a row
/// holds is asked; none = any number. A thorough search takes longer. Levels, whose rows hold nearly everybody, take part
/// where nothing is broken without them.
pub(super) fn broken(
    chosen: &[Chosen],
    room: impl Fn(Element) -> Option<i64> + Sync,
    thorough: bool,
) -> Vec<(Vec<Element>, u32)> {
    let without = |element: Element| if matches!(element, Element::Level(_)) { None } else { room(element) };
    let found = broken_among(chosen, without, thorough);
    if found.is_empty() { broken_among(chosen, room, thorough) } else { found }
}

fn broken_among(
    chosen: &[Chosen],
    room: impl Fn(Element) -> Option<i64> + Sync,
    thorough: bool,
) -> Vec<(Vec<Element>, u32)> {
    let mut by_element: BTreeMap<Element, Vec<usize>> = BTreeMap::new();
    for (at, each) in chosen.iter().enumerate() {
        for element in each.elements().filter(|element| room(*element).is_some()) {
            by_element.entry(element).or_default().push(at);
        }
    }
    let halves = threes(chosen, &by_element).into_iter().chain(sums(chosen, &by_element, &room));
    let mut sets: BTreeSet<(Vec<Element>, u32)> = halves.map(|set| (set, 2)).collect();
    let seeking = Seeking { chosen, by_element: &by_element, room: &room };
    let rooms = by_element.keys().filter(|element| !is_one(**element));
    sets.extend(rooms.flat_map(|room| DIVISORS.map(move |divisor| (vec![*room], divisor))));
    if thorough {
        sets.extend(seeking.sought());
    }
    let mut found: Vec<(f64, (Vec<Element>, u32))> =
        sets.into_iter().map(|set| (seeking.by_how_much(&set.0, set.1), set)).collect();
    found.retain(|(by, (set, _))| *by > BROKEN && set.len() <= MANY);
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.0.len().cmp(&b.1.0.len())).then(a.1.cmp(&b.1)));
    let mut times: BTreeMap<Element, usize> = BTreeMap::new();
    let mut taken = Vec::new();
    for (_, (set, divisor)) in found {
        if taken.len() < AT_ONCE && set.iter().all(|element| times.get(element).is_none_or(|times| *times < OF_ONE)) {
            for element in &set {
                *times.entry(*element).or_default() += 1;
            }
            taken.push((set, divisor));
        }
    }
    taken
}

/// Three children or homes of whom more than one choice in all holds two or three.
fn threes(chosen: &[Chosen], by_element: &BTreeMap<Element, Vec<usize>>) -> Vec<Vec<Element>> {
    let mut beside: BTreeMap<Element, BTreeMap<Element, f64>> = BTreeMap::new();
    for each in chosen.iter().filter(|each| each.share < 1.0 - BROKEN) {
        let some: Vec<Element> = each.elements().filter(|element| is_one(*element)).collect();
        for a in &some {
            for b in some.iter().filter(|b| a < *b) {
                *beside.entry(*a).or_default().entry(*b).or_default() += each.share;
            }
        }
    }
    let mut found = Vec::new();
    for (a, others) in &beside {
        for (b, ab) in others {
            let Some(after) = beside.get(b) else { continue };
            for (c, bc) in after {
                let Some(ac) = others.get(c) else { continue };
                let all = by_element[a].iter().map(|at| &chosen[*at]);
                let all = all.filter(|each| each.fills(*b) > 0 && each.fills(*c) > 0);
                if ab + bc + ac - 2.0 * all.map(|each| each.share).sum::<f64>() > 1.0 + BROKEN {
                    found.push(vec![*a, *b, *c]);
                }
            }
        }
    }
    found
}

/// Whether a row holds one at most.
fn is_one(element: Element) -> bool {
    matches!(element, Element::Child(_) | Element::Place(Place::Home(_)))
}

/// Sums of rows in which the choice leaves little room.
fn sums(
    chosen: &[Chosen],
    by_element: &BTreeMap<Element, Vec<usize>>,
    room: impl Fn(Element) -> Option<i64>,
) -> Vec<Vec<Element>> {
    let elements: Vec<Element> = by_element.keys().copied().collect();
    let rows = by_element.iter().map(|(element, of_it)| {
        let terms = of_it.iter().map(|at| (*at, chosen[*at].fills(*element))).collect();
        ProgramRow::at_most(terms, room(*element).unwrap_or(0))
    });
    let program = Program { variables: chosen.len(), rows: rows.collect() };
    let values: Vec<f64> = chosen.iter().map(|each| each.share).collect();
    let complete = |rows: Vec<usize>| {
        let mut set: BTreeSet<Element> = rows.into_iter().map(|row| elements[row]).collect();
        // A unit that is wholly chosen is made even by one of its children, whose row it fills.
        for each in chosen.iter().filter(|each| each.share > 1.0 - 1e-6) {
            if set.iter().map(|element| each.fills(*element)).sum::<i64>() % 2 != 0 {
                let free = each.children.iter().map(|child| Element::Child(*child)).find(|e| !set.contains(e));
                set.extend(free);
            }
        }
        set.into_iter().collect()
    };
    odd_sums(&program, &values).into_iter().map(complete).collect()
}

/// Choices that leave more rows open are too many to seek in.
const MANY_OPEN: usize = 400;
/// Divisors that are tried.
const DIVISORS: std::ops::RangeInclusive<u32> = 2..=5;
/// Changes of one sum.
const CHANGES: usize = 12;
/// A row that came or went stays so for so many changes.
const STAYS: usize = 4;

/// A choice, and how much each row holds.
struct Seeking<'c, R> {
    chosen: &'c [Chosen],
    by_element: &'c BTreeMap<Element, Vec<usize>>,
    room: &'c R,
}

impl<R: Fn(Element) -> Option<i64> + Sync> Seeking<'_, R> {
    fn by_how_much(&self, set: &[Element], divisor: u32) -> f64 {
        let divisor = i64::from(divisor);
        let part = |each: &Chosen| set.iter().map(|element| each.fills(*element)).sum::<i64>().div_euclid(divisor);
        let at_most = set.iter().filter_map(|element| (self.room)(*element)).sum::<i64>().div_euclid(divisor);
        self.chosen.iter().map(|each| float(part(each)) * each.share).sum::<f64>() - float(at_most)
    }

    /// What is broken among sums that are changed, from each row of a fraction on, by the row that breaks them most.
    fn sought(&self) -> Vec<(Vec<Element>, u32)> {
        let is_fraction = |at: &usize| self.chosen[*at].share < 1.0 - 1e-6;
        let open = self.by_element.iter().filter(|(_, of_it)| of_it.iter().any(is_fraction));
        let open: Vec<Element> = open.map(|(element, _)| *element).collect();
        if open.len() > MANY_OPEN {
            return Vec::new();
        }
        let from = |start: usize| DIVISORS.map(move |divisor| (start, divisor));
        let starts: Vec<(usize, u32)> = (0..open.len()).flat_map(from).collect();
        let sets = starts.into_par_iter().filter_map(|(start, divisor)| self.changed(&open, start, divisor));
        sets.collect()
    }

    /// The most broken sum on the way from one row; none = none is broken.
    fn changed(&self, open: &[Element], start: usize, divisor: u32) -> Option<(Vec<Element>, u32)> {
        let by = i64::from(divisor);
        let mut sums = vec![0_i64; self.chosen.len()];
        let mut whole = 0_i64;
        let mut is_in = vec![false; open.len()];
        let mut moved = vec![0; open.len()];
        let (mut broken, mut best) = (0.0, (BROKEN, None));
        for change in 1..=CHANGES {
            let gain = |at: usize| {
                let sign = if is_in[at] { -1 } else { 1 };
                let parts = self.by_element[&open[at]].iter().map(|of_it| {
                    let more = sums[*of_it] + sign * self.chosen[*of_it].fills(open[at]);
                    float(more.div_euclid(by) - sums[*of_it].div_euclid(by)) * self.chosen[*of_it].share
                });
                let room = (self.room)(open[at]).unwrap_or(0);
                parts.sum::<f64>() - float((whole + sign * room).div_euclid(by) - whole.div_euclid(by))
            };
            let may = |at: &usize| moved[*at] == 0 || moved[*at] + STAYS < change;
            let all = (0..open.len()).filter(may).map(|at| (gain(at), at));
            // A start is given; of equals, what was never moved, and then what comes first.
            let next = if change == 1 {
                (gain(start), start)
            } else {
                all.max_by(|a, b| a.0.total_cmp(&b.0).then(moved[b.1].cmp(&moved[a.1])).then(b.1.cmp(&a.1)))?
            };
            let (more, at) = next;
            let sign = if is_in[at] { -1 } else { 1 };
            for of_it in &self.by_element[&open[at]] {
                sums[*of_it] += sign * self.chosen[*of_it].fills(open[at]);
            }
            whole += sign * (self.room)(open[at]).unwrap_or(0);
            broken += more;
            is_in[at] ^= true;
            moved[at] = change;
            if broken > best.0 + 1e-9 {
                best = (broken, Some(is_in.clone()));
            }
        }
        let set = best.1?.into_iter().zip(open).filter(|(is_in, _)| *is_in).map(|(_, element)| *element);
        Some((set.collect(), divisor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{HouseholdId, ProvisionId};

    fn chosen(place: Place, children: &[u32], share: f64) -> Chosen {
        Chosen { place, children: children.to_vec(), charges: Vec::new(), share }
    }

    fn home(number: usize) -> Place {
        Place::Home(HouseholdId::at(number))
    }

    fn children(set: &[u32]) -> Vec<Element> {
        set.iter().map(|child| Element::Child(*child)).collect()
    }

    #[test]
    fn each_two_of_three_children_break_a_half() {
        let pairs = [chosen(home(0), &[0, 1], 0.5), chosen(home(1), &[0, 2], 0.5), chosen(home(2), &[1, 2], 0.5)];
        let found = broken(&pairs, |_| Some(1), false);
        assert!(found.contains(&(children(&[0, 1, 2]), 2)), "{found:?}");
        assert!(broken(&pairs[..2], |_| Some(1), true).is_empty(), "two pairs at half are a mixture of two choices");
    }

    #[test]
    fn two_children_and_a_home_break_a_half() {
        let all = [chosen(home(0), &[0], 0.5), chosen(home(0), &[1], 0.5), chosen(home(1), &[0, 1], 0.5)];
        let found = broken(&all, |_| Some(1), false);
        let three = [children(&[0, 1]), vec![Element::Place(home(0))]].concat();
        assert!(found.contains(&(three, 2)), "{found:?}");
    }

    #[test]
    fn units_of_three_break_a_third_of_room_for_seven() {
        let there = Place::Provision(ProvisionId::at(0));
        let units: Vec<Chosen> =
            (0..3).map(|unit| chosen(there, &[3 * unit, 3 * unit + 1, 3 * unit + 2], 0.7)).collect();
        let room = |element| if element == Element::Place(there) { Some(7) } else { Some(1) };
        let found = broken(&units, room, false);
        assert!(found.contains(&(vec![Element::Place(there)], 3)), "{found:?}");
        assert!(broken(&units, |_| Some(9), true).is_empty(), "all three units fit");
    }
}
