//! Rows of numbers, one after the other in one piece of memory.

/// Rows of numbers: who could live where, say, for thousands of children in few bytes.
#[derive(Debug)]
pub struct Rows {
    /// Where each row begins, and where the last ends.
    starts: Vec<usize>,
    numbers: Vec<u32>,
}

impl Rows {
    /// These rows, in their order.
    pub fn of(rows: Vec<Vec<u32>>) -> Self {
        let mut starts = Vec::with_capacity(rows.len() + 1);
        let mut numbers = Vec::with_capacity(rows.iter().map(Vec::len).sum());
        starts.push(0);
        for row in rows {
            numbers.extend(row);
            starts.push(numbers.len());
        }
        Self { starts, numbers }
    }

    /// For each of so many numbers, the rows that hold it.
    #[must_use]
    pub fn turned(&self, count: usize) -> Self {
        let mut starts = vec![0; count + 1];
        for number in &self.numbers {
            starts[*number as usize + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut numbers = vec![0; self.numbers.len()];
        for (row, position) in (0_u32..).zip(0..self.count()) {
            for number in self.row(position) {
                let at = &mut next[*number as usize];
                numbers[*at] = row;
                *at += 1;
            }
        }
        Self { starts, numbers }
    }

    /// One row.
    pub fn row(&self, position: usize) -> &[u32] {
        &self.numbers[self.starts[position]..self.starts[position + 1]]
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many numbers there are in all rows.
    pub fn total(&self) -> usize {
        self.numbers.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_from_either_side() {
        let rows = Rows::of(vec![vec![1, 3], vec![], vec![0, 1, 2]]);
        assert_eq!([0, 1, 2].map(|at| rows.row(at).to_vec()), [vec![1, 3], vec![], vec![0, 1, 2]]);
        let turned = rows.turned(5);
        let expected = [vec![2], vec![0, 2], vec![2], vec![0], vec![]];
        assert_eq!([0, 1, 2, 3, 4].map(|at| turned.row(at).to_vec()), expected);
        assert_eq!((rows.total(), turned.total()), (5, 5));
    }
}
