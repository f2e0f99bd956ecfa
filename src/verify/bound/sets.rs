//! Sets of numbers, one after the other in one piece of memory.

use rayon::prelude::*;

/// A set of numbers for each position.
pub(super) struct Sets {
    /// Where each set begins, and where the last ends.
    starts: Vec<usize>,
    numbers: Vec<u32>,
}

impl Sets {
    /// The sets in the order of the iterator.
    pub(super) fn of(sets: impl IndexedParallelIterator<Item = Vec<u32>>) -> Self {
        let sets: Vec<Vec<u32>> = sets.collect();
        let mut starts = vec![0];
        let mut numbers = Vec::with_capacity(sets.iter().map(Vec::len).sum());
        for set in sets {
            numbers.extend(set);
            starts.push(numbers.len());
        }
        Self { starts, numbers }
    }

    /// For each of so many numbers, the positions whose set holds it.
    pub(super) fn turned(&self, count: usize) -> Self {
        let mut starts = vec![0; count + 1];
        for number in &self.numbers {
            starts[*number as usize + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut numbers = vec![0; self.numbers.len()];
        for (position, at) in (0_u32..).zip(0..self.len()) {
            for number in self.of_one(at) {
                let slot = &mut next[*number as usize];
                numbers[*slot] = position;
                *slot += 1;
            }
        }
        Self { starts, numbers }
    }

    pub(super) fn of_one(&self, position: usize) -> &[u32] {
        &self.numbers[self.starts[position]..self.starts[position + 1]]
    }

    /// How many sets there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }
}
