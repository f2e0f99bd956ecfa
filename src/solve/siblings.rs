//! Rows that sibling groups imply and no single row says: of three siblings, one unit at most holds two.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

use super::program::ProgramRow;

/// Larger groups have too many subsets.
const LARGEST_GROUP: usize = 8;

/// For every odd set `T` of children whose columns overlap: `Σ ⌊|S ∩ T| / 2⌋ x[S] ≤ ⌊|T| / 2⌋`. It is half of the sum of the
/// rows of the children, rounded down: true of every yes/no choice, and not of every fraction.
pub(super) fn odd_sets(children: &[&ProgramRow], variables: usize) -> Vec<ProgramRow> {
    let mut of_column: Vec<Vec<usize>> = vec![Vec::new(); variables];
    for (child, row) in children.iter().enumerate() {
        for (variable, _) in &row.terms {
            of_column[*variable].push(child);
        }
    }
    let mut union = UnionFind::<usize>::new(children.len());
    for column in &of_column {
        for pair in column.windows(2) {
            union.union(pair[0], pair[1]);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for child in 0..children.len() {
        groups.entry(union.find(child)).or_default().push(child);
    }
    let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (variable, column) in of_column.iter().enumerate().filter(|(_, column)| column.len() > 1) {
        columns.entry(union.find(column[0])).or_default().push(variable);
    }
    let mut rows = Vec::new();
    for (root, group) in groups.into_iter().filter(|(_, group)| (3..=LARGEST_GROUP).contains(&group.len())) {
        let columns = columns.get(&root).map_or(&[][..], Vec::as_slice);
        for set in (0_u32..1 << group.len()).filter(|set| set.count_ones() >= 3 && set.count_ones() % 2 == 1) {
            let is_in = |child: &usize| group.binary_search(child).is_ok_and(|at| set >> at & 1 == 1);
            let terms: Vec<(usize, i64)> = columns
                .iter()
                .map(|v| (*v, of_column[*v].iter().filter(|child| is_in(child)).count() / 2))
                .filter(|(_, half)| *half > 0)
                .map(|(v, half)| (v, i64::try_from(half).expect("a count of siblings fits")))
                .collect();
            let at_most = i64::from(set.count_ones() / 2);
            rows.push(ProgramRow { dormant: true, implied: true, ..ProgramRow::at_most(terms, at_most) });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every non-empty subset of the siblings, each in two homes, and the row of each child.
    fn group(size: u32) -> (usize, Vec<ProgramRow>) {
        let subsets: Vec<u32> = (1..1_u32 << size).chain(1..1_u32 << size).collect();
        let row = |child: u32| {
            let with = subsets.iter().enumerate().filter(|(_, subset)| **subset >> child & 1 == 1);
            ProgramRow::at_most(with.map(|(variable, _)| (variable, 1)).collect(), 1)
        };
        (subsets.len(), (0..size).map(row).collect())
    }

    fn sum(row: &ProgramRow, chosen: &[usize]) -> i64 {
        row.terms.iter().filter(|(variable, _)| chosen.contains(variable)).map(|(_, c)| c).sum()
    }

    /// Every choice that the children's rows allow.
    fn lawful(rows: &[ProgramRow], variables: usize, chosen: &mut Vec<usize>, visit: &mut impl FnMut(&[usize])) {
        visit(chosen);
        for variable in chosen.last().map_or(0, |last| last + 1)..variables {
            chosen.push(variable);
            if rows.iter().all(|row| sum(row, chosen) <= row.at_most) {
                lawful(rows, variables, chosen, visit);
            }
            chosen.pop();
        }
    }

    #[test]
    fn every_choice_satisfies_what_is_implied() {
        for size in 1..=5 {
            let (variables, children) = group(size);
            let implied = odd_sets(&children.iter().collect::<Vec<_>>(), variables);
            let mut choices = 0;
            lawful(&children, variables, &mut Vec::new(), &mut |chosen| {
                choices += 1;
                assert!(implied.iter().all(|row| sum(row, chosen) <= row.at_most), "{size}: {chosen:?}");
            });
            assert!(choices > 1);
        }
    }

    #[test]
    fn three_halves_of_three_pairs_break_a_row() {
        let (variables, children) = group(3);
        let implied = odd_sets(&children.iter().collect::<Vec<_>>(), variables);
        assert_eq!(implied.len(), 1);
        // The subsets {0,1}, {0,2} and {1,2} are the numbers 3, 5 and 6 of the first home.
        let pairs = [2, 4, 5];
        assert!(children.iter().all(|row| sum(row, &pairs) <= 2 * row.at_most), "lawful as halves");
        assert!(sum(&implied[0], &pairs) > 2 * implied[0].at_most);
    }
}
