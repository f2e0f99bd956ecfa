//! Sets of siblings: a number for each, and the most that disjoint ones can sum to.

use super::Companies;
use super::prices::{Amount, Prices};
use crate::domain::{CERTIFICATE_SIBLINGS, ChildId, Scenario};

/// No number.
const NONE: u32 = u32::MAX;

/// The sets of the children in scope of each sibling group, numbered: group after group, each set by its members as bits.
pub(super) struct Sets {
    /// Which bit of its group's sets a child is, by child.
    bits: Vec<u8>,
    /// By group: the number of its empty set. One more at the end; a group of too many has no numbers.
    firsts: Vec<u32>,
    /// Those in scope of each group, in order; nobody for a group without numbers.
    members: Vec<Vec<ChildId>>,
}

impl Sets {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let mut sets = Self { bits: vec![0; scenario.children.len()], firsts: vec![0], members: Vec::new() };
        for group in &scenario.groups {
            let mut members: Vec<ChildId> =
                group.members.iter().copied().filter(|child| scenario.child(*child).in_scope()).collect();
            members.sort_unstable();
            if !(2..=CERTIFICATE_SIBLINGS).contains(&members.len()) {
                members.clear();
            }
            for (bit, child) in (0..).zip(&members) {
                sets.bits[child.index()] = bit;
            }
            let numbers = if members.is_empty() { 0 } else { 1 << members.len() };
            sets.firsts
                .push(sets.firsts[sets.members.len()].checked_add(numbers).filter(|n| *n < NONE).unwrap_or(NONE));
            sets.members.push(members);
        }
        sets
    }

    /// How many numbers there are.
    fn len(&self) -> usize {
        self.firsts.last().map_or(0, |last| *last as usize)
    }

    fn number(&self, group: u32, children: &[u32]) -> Option<usize> {
        let members = self.members.get(group as usize).filter(|members| !members.is_empty())?;
        debug_assert!(children.iter().all(|child| members.contains(&ChildId::at(*child as usize))));
        let set: u32 = children.iter().map(|child| 1 << self.bits[*child as usize]).sum();
        Some((self.firsts[group as usize] + set) as usize)
    }

    /// The group of a number, and its set as bits.
    fn place(&self, number: usize) -> (usize, usize) {
        let group = self.firsts.partition_point(|first| *first as usize <= number) - 1;
        (group, number - self.firsts[group] as usize)
    }
}

impl Companies<'_> {
    /// How many numbers of sets of siblings there are, those of sets that no unit is included: the length of
    /// [`Prices::groups`].
    pub fn sets(&self) -> usize {
        self.sets.len()
    }

    /// The number of the set of siblings that a unit is; none for a child alone, and in groups that are too large.
    pub fn set(&self, unit: usize) -> Option<usize> {
        let children = self.units.children(unit);
        if children.len() < 2 { None } else { self.sets.number(self.units.families[unit], children) }
    }

    /// The group of a unit of siblings, or of one of them, and which of them it holds, as bits; none for a child without
    /// siblings, and in groups that are too large.
    pub(super) fn part(&self, unit: usize) -> Option<(usize, usize)> {
        let number = self.sets.number(self.units.families[unit], self.units.children(unit))?;
        Some(self.sets.place(number))
    }

    /// The number of a set of a group, by the bits of those in it.
    pub(super) fn numbered(&self, group: usize, bits: usize) -> usize {
        self.sets.firsts[group] as usize + bits
    }

    /// How many siblings of a group are in its sets; nobody of a group that is too large.
    pub(super) fn siblings_of(&self, group: usize) -> &[ChildId] {
        &self.sets.members[group]
    }

    /// The siblings of a set, in id order.
    pub fn siblings(&self, set: usize) -> Vec<ChildId> {
        let (group, bits) = self.sets.place(set);
        let members = self.sets.members[group].iter().enumerate();
        members.filter(|(bit, _)| bits >> bit & 1 == 1).map(|(_, child)| *child).collect()
    }

    /// Whether a unit could be this set: of two siblings or more, and not closed by what the case says of pairs.
    pub(super) fn is_open_set(&self, set: usize) -> bool {
        let siblings = self.siblings(set);
        siblings.len() > 1 && self.cases.is_open(&siblings)
    }

    /// Σ groups: the most that disjoint sets of siblings can sum to at these prices, of those that the case leaves open.
    pub(super) fn packed<T: Amount>(&self, prices: &Prices<T>) -> T {
        let mut sum = T::default();
        let mut number = 0;
        while let Some(next) = prices.groups.iter().skip(number).position(|price| *price > T::default()) {
            let (group, _) = self.sets.place(number + next);
            number = self.sets.firsts[group + 1] as usize;
            sum = sum + self.packed_of(group, prices);
        }
        sum
    }

    fn packed_of<T: Amount>(&self, group: usize, prices: &Prices<T>) -> T {
        let (first, end) = (self.sets.firsts[group] as usize, self.sets.firsts[group + 1] as usize);
        let worth = prices.groups[first..end].iter().enumerate().filter(|(_, price)| **price > T::default());
        let open: Vec<(usize, T)> =
            worth.filter(|(set, _)| self.is_open_set(first + set)).map(|(set, price)| (set, *price)).collect();
        most_of_disjoint(end - first, &open)
    }
}

/// The most that disjoint sets can sum to, each given by its bits, below so many.
fn most_of_disjoint<T: Amount>(size: usize, sets: &[(usize, T)]) -> T {
    let mut most = vec![T::default(); size];
    for of in 1..size {
        // The first child is in none of the sets chosen, or in one of them.
        let first = of & of.wrapping_neg();
        let mut best = most[of ^ first];
        for (set, price) in sets.iter().filter(|(set, _)| set & first != 0 && set & !of == 0) {
            let with = *price + most[of ^ set];
            if with > best {
                best = with;
            }
        }
        most[of] = best;
    }
    most[size - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disjoint_sets_are_chosen_and_no_child_twice() {
        let pairs = [(0b011, 5_i128), (0b101, 4), (0b110, 3)];
        assert_eq!(most_of_disjoint(8, &pairs), 5, "any two pairs of three children meet");
        assert_eq!(most_of_disjoint(8, &[(0b111, 7), (0b011, 5)]), 7);
        let four = [(0b0011, 5_i128), (0b1100, 2), (0b1010, 4), (0b0101, 4)];
        assert_eq!(most_of_disjoint(16, &four), 8);
        assert_eq!(most_of_disjoint::<i128>(4, &[]), 0);
    }
}
