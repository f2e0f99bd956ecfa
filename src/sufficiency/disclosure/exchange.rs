//! The suppression itself, on bare numbers: units, sums over them, and exchanges of single units.

use std::collections::BTreeMap;

/// The largest count that is small.
const SMALL: i64 = 5;

/// A kind of unit: a child in some standing, a place in some use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// Units of one family can stand for each other.
    pub(super) family: usize,
    /// The columns that it counts in, and how often.
    pub(super) columns: Vec<(usize, i64)>,
}

/// A sum that is published: the table, its cell, the column.
pub(super) type Sum = (usize, Vec<usize>, usize);

/// A kind of unit in a cell: its kind first, then its place on each dimension.
pub(super) type Spot = [usize; 1 + MOST];

/// Dimensions at most; those that tables are not split by are nought everywhere.
pub(super) const MOST: usize = 4;

/// One unit more or less at up to four spots.
type Exchange = ([(Spot, i64); 4], usize);

/// Units and every sum over them that is published.
pub(super) struct Published {
    kinds: Vec<Kind>,
    /// By table, the dimensions that it is split by.
    tables: Vec<Vec<usize>>,
    sums: Vec<Sum>,
    values: Vec<i64>,
    hidden: Vec<bool>,
    /// Whether an exchange changes the sum and nothing that is shown.
    safe: Vec<bool>,
    positions: BTreeMap<Sum, usize>,
    /// Every spot that was looked at, those with units first.
    spots: Vec<Known>,
    known: BTreeMap<Spot, usize>,
    /// What the exchange that is being looked at does to each sum.
    change: Vec<i64>,
    /// The sums that it changes, kept for the next one.
    touched: Vec<usize>,
    /// Spots that served in an exchange, the last one last: what is hidden around them costs nothing more.
    partners: Vec<usize>,
}

/// A spot that was looked at.
struct Known {
    spot: Spot,
    /// How many units are there.
    units: i64,
    /// The sums that count it; none = one of them is nought.
    sums: Option<Vec<(usize, i64)>>,
}

/// The cost of an exchange in counts given up, and the sums that it changes.
type Priced = (i64, Vec<usize>);

impl Published {
    pub(super) fn new(kinds: Vec<Kind>, units: &BTreeMap<Spot, i64>, tables: &[Vec<usize>]) -> Self {
        let mut values: BTreeMap<Sum, i64> = BTreeMap::new();
        for (spot, count) in units.iter().filter(|(_, count)| **count > 0) {
            for (sum, times) in sums_of(&kinds, tables, spot) {
                *values.entry(sum).or_default() += count * times;
            }
        }
        let mut published = Self {
            kinds,
            tables: tables.to_vec(),
            sums: values.keys().cloned().collect(),
            positions: values.keys().cloned().zip(0..).collect(),
            hidden: values.values().map(|value| (1..=SMALL).contains(value)).collect(),
            safe: vec![false; values.len()],
            change: vec![0; values.len()],
            touched: Vec::new(),
            partners: Vec::new(),
            values: values.into_values().collect(),
            spots: Vec::new(),
            known: BTreeMap::new(),
        };
        for (spot, count) in units.iter().filter(|(_, count)| **count > 0) {
            let at = published.look_at(spot);
            published.spots[at].units = *count;
        }
        published
    }

    /// Every sum that must not be shown.
    pub(super) fn suppressed(mut self) -> Vec<Sum> {
        // Tables come from the whole to the parts: what is given up in a margin frees its cells.
        let with_units = self.spots.len();
        for sum in 0..self.sums.len() {
            if self.hidden[sum] && !self.safe[sum] {
                self.protect(sum, with_units);
            }
        }
        let hidden = self.hidden.iter().zip(self.sums);
        hidden.filter(|(hidden, _)| **hidden).map(|(_, sum)| sum).collect()
    }

    /// Hides what must be hidden beside this sum: the least that some exchange changes. There always is one: one unit
    /// more among those that the sum counts changes only counts above nought; or a place filled and a child above
    /// approval more, where no place is approved.
    fn protect(&mut self, sum: usize, with_units: usize) {
        let counted: Vec<usize> = (0..with_units)
            .filter(|at| self.spots[*at].sums.as_ref().is_some_and(|sums| sums.iter().any(|(each, _)| *each == sum)))
            .collect();
        let mut best: Option<Priced> = None;
        let mut partner = 0;
        let others: Vec<usize> = self.partners.iter().rev().copied().chain(0..with_units).collect();
        for (x, y) in counted.iter().flat_map(|x| others.iter().map(move |y| (*x, *y))) {
            let [first, second] = [x, y].map(|at| self.spots[at].spot);
            if self.kinds[first[0]].family != self.kinds[second[0]].family {
                continue;
            }
            for (exchange, length) in exchanges(first, second) {
                let steps = exchange.map(|(spot, by)| (if by == 0 { 0 } else { self.look_at(&spot) }, by));
                for sign in [1, -1] {
                    let below = best.as_ref().map_or(i64::MAX, |(cost, _)| *cost);
                    if let Some(cheaper) = self.priced(&steps[..length], sign, sum, below) {
                        (best, partner) = (Some(cheaper), y);
                    }
                }
            }
            if best.as_ref().is_some_and(|(cost, _)| *cost == 0) {
                break;
            }
        }
        self.partners.retain(|each| *each != partner);
        self.partners.push(partner);
        let (_, changed) = best.expect("one unit more is always an exchange");
        for changed in changed {
            self.hidden[changed] = true;
            self.safe[changed] = true;
        }
    }

    /// Prices an exchange: none if it does not change this sum, costs no less than so much, or leads to no service at
    /// all, since units would be fewer than none, or a sum would become nought or stop being it.
    fn priced(&mut self, steps: &[(usize, i64)], sign: i64, sum: usize, below: i64) -> Option<Priced> {
        if steps.iter().any(|(at, by)| self.spots[*at].units + by * sign < 0) {
            return None;
        }
        if steps.iter().any(|(at, _)| self.spots[*at].sums.is_none()) {
            return None;
        }
        let mut touched = std::mem::take(&mut self.touched);
        for (at, by) in steps {
            for (each, times) in self.spots[*at].sums.iter().flatten() {
                self.change[*each] += by * sign * times;
                touched.push(*each);
            }
        }
        let (mut cost, mut is_possible) = (0, self.change[sum] != 0);
        touched.retain(|each| {
            let change = std::mem::take(&mut self.change[*each]);
            if change != 0 {
                is_possible &= self.values[*each] > 0 && self.values[*each] + change > 0;
                cost += if self.hidden[*each] { 0 } else { self.values[*each] };
            }
            change != 0
        });
        let priced = (is_possible && cost < below).then(|| (cost, touched.clone()));
        touched.clear();
        self.touched = touched;
        priced
    }

    fn look_at(&mut self, spot: &Spot) -> usize {
        if let Some(at) = self.known.get(spot) {
            return *at;
        }
        let sums = sums_of(&self.kinds, &self.tables, spot);
        let sums = sums.map(|(sum, times)| Some((self.positions.get(&sum).copied()?, times))).collect();
        let at = self.spots.len();
        self.spots.push(Known { spot: *spot, units: 0, sums });
        self.known.insert(*spot, at);
        at
    }
}

/// Every sum that counts a unit at a spot.
fn sums_of<'k>(kinds: &'k [Kind], tables: &'k [Vec<usize>], spot: &'k Spot) -> impl Iterator<Item = (Sum, i64)> + 'k {
    tables.iter().enumerate().flat_map(move |(table, by)| {
        let cell: Vec<usize> = by.iter().map(|dimension| spot[1 + dimension]).collect();
        kinds[spot[0]].columns.iter().map(move |(column, times)| ((table, cell.clone(), *column), *times))
    })
}

/// What can be done with two spots: one unit more at the first, or at both of one cell; a unit taken from the second to the first;
/// and any of their properties exchanged between a unit of each, which leaves every sum over the other properties alone.
fn exchanges(x: Spot, y: Spot) -> impl Iterator<Item = Exchange> {
    let none = (x, 0);
    let differ: Vec<usize> = (0..x.len()).filter(|at| x[*at] != y[*at]).collect();
    // The last property that differs stays, since exchanging the others is the same as exchanging it.
    let choices = 1..1_usize << differ.len().saturating_sub(1);
    let exchanged = choices.map(move |chosen| {
        let (mut first, mut second) = (x, y);
        for (_, at) in differ.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1) {
            (first[*at], second[*at]) = (y[*at], x[*at]);
        }
        ([(x, 1), (y, 1), (first, -1), (second, -1)], 4)
    });
    let taken = ([(x, 1), (y, -1), none, none], 2);
    let both = ([(x, 1), (y, 1), none, none], 2);
    let one = ([(x, 1), none, none, none], 1);
    let (is_one, is_of_one_cell) = (x == y, x[1..] == y[1..]);
    let others = [(one, is_one), (taken, !is_one), (both, !is_one && is_of_one_cell)];
    exchanged.chain(others.into_iter().filter(|(_, fits)| *fits).map(|(exchange, _)| exchange))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Dice;

    /// Tables by two dimensions with margins and total; two kinds of unit, each in a column of its own and in one that
    /// adds them up.
    const TABLES: [&[usize]; 4] = [&[], &[0], &[1], &[0, 1]];

    fn kinds(number: usize) -> Vec<Kind> {
        (0..number).map(|kind| Kind { family: 0, columns: vec![(kind, 1), (number, 1)] }).collect()
    }

    fn tables() -> Vec<Vec<usize>> {
        TABLES.map(<[usize]>::to_vec).to_vec()
    }

    /// All sums over units, counted without [`Published`].
    fn summed(number_of_kinds: usize, units: &BTreeMap<Spot, i64>) -> BTreeMap<Sum, i64> {
        let mut sums = BTreeMap::new();
        for (spot, count) in units {
            for (table, by) in TABLES.iter().enumerate() {
                let cell: Vec<usize> = by.iter().map(|dimension| spot[dimension + 1]).collect();
                *sums.entry((table, cell.clone(), spot[0])).or_default() += count;
                *sums.entry((table, cell, number_of_kinds)).or_default() += count;
            }
        }
        sums
    }

    /// A reader who tries every table of units up to some above the true ones, one spot after the other, and keeps for
    /// each hidden sum which values are possible.
    struct Attacker<'a> {
        kinds: usize,
        spots: Vec<(Spot, i64)>,
        truth: &'a BTreeMap<Sum, i64>,
        hidden: &'a [Sum],
        last: BTreeMap<Sum, usize>,
        partial: BTreeMap<Sum, i64>,
        seen: BTreeMap<Sum, std::collections::BTreeSet<i64>>,
    }

    impl Attacker<'_> {
        const MORE: i64 = 1;

        fn is_at_a_loss(&self) -> bool {
            self.hidden.iter().all(|sum| self.seen.get(sum).is_some_and(|values| values.len() > 1))
        }

        fn search(&mut self, at: usize) {
            if self.is_at_a_loss() {
                return;
            }
            let Some((spot, truth)) = self.spots.get(at).copied() else {
                for sum in self.hidden {
                    self.seen.entry(sum.clone()).or_default().insert(self.partial[sum]);
                }
                return;
            };
            let sums: Vec<Sum> = sums_of(&kinds(self.kinds), &tables(), &spot).map(|(sum, _)| sum).collect();
            for count in 0.max(truth - 2)..=truth + Self::MORE {
                for sum in &sums {
                    *self.partial.entry(sum.clone()).or_default() += count;
                }
                let fits = sums.iter().all(|sum| {
                    let (now, truth) = (self.partial[sum], self.truth[sum]);
                    let is_done = self.last[sum] == at;
                    if self.hidden.contains(sum) {
                        !is_done || now > 0
                    } else {
                        now <= truth && (!is_done || now == truth)
                    }
                });
                if fits {
                    self.search(at + 1);
                }
                for sum in &sums {
                    *self.partial.entry(sum.clone()).or_default() -= count;
                }
            }
        }
    }

    /// What a reader finds out who sees every sum but these.
    fn attacker<'a>(
        number_of_kinds: usize,
        units: &BTreeMap<Spot, i64>,
        truth: &'a BTreeMap<Sum, i64>,
        hidden: &'a [Sum],
    ) -> Attacker<'a> {
        let spots: Vec<(Spot, i64)> = units.iter().map(|(spot, count)| (*spot, *count)).collect();
        let mut last = BTreeMap::new();
        for (at, (spot, _)) in spots.iter().enumerate() {
            last.extend(sums_of(&kinds(number_of_kinds), &tables(), spot).map(|(sum, _)| (sum, at)));
        }
        let (partial, seen) = (BTreeMap::new(), BTreeMap::new());
        let mut attacker = Attacker { kinds: number_of_kinds, spots, truth, hidden, last, partial, seen };
        attacker.search(0);
        attacker
    }

    /// Suppresses, then attacks; how many sums are shown, small, and hidden beside the small.
    fn attack(number_of_kinds: usize, units: &BTreeMap<Spot, i64>) -> (usize, usize, usize) {
        let hidden = Published::new(kinds(number_of_kinds), units, &tables()).suppressed();
        let truth = summed(number_of_kinds, units);
        let small = truth.iter().filter(|(_, value)| (1..=SMALL).contains(*value)).count();
        for (sum, value) in &truth {
            let is_hidden = hidden.contains(sum);
            assert!(is_hidden || !(1..=SMALL).contains(value), "{sum:?} of {units:?} is small");
            assert!(!is_hidden || *value > 0, "noughts stay: {sum:?} of {units:?}");
        }
        let attacker = attacker(number_of_kinds, units, &truth, &hidden);
        assert!(attacker.is_at_a_loss(), "{units:?}: hidden {hidden:?}, possible {:?}", attacker.seen);
        (truth.len() - hidden.len(), small, hidden.len() - small)
    }

    #[test]
    fn no_reader_can_work_a_suppressed_count_back() {
        let mut beside = 0;
        for seed in 0..400 {
            let mut dice = Dice::of(seed);
            let (rows, columns, kinds) = if seed % 4 == 0 { (2, 2, 2) } else { (2 + usize::from(seed % 4 == 1), 3, 1) };
            let mut units = BTreeMap::new();
            for spot in (0..kinds * rows * columns).map(|i| [i % kinds, i / kinds % rows, i / kinds / rows, 0, 0]) {
                units.insert(spot, dice.weighted(&[(0, 20), (dice_free(seed), 20), (3, 20), (9, 20), (40, 20)]));
            }
            let (_, _, more) = attack(kinds, &units);
            beside += more;
        }
        assert!(beside > 500, "{beside}");
    }

    fn dice_free(seed: u64) -> i64 {
        1 + i64::try_from(seed % 5).expect("small")
    }

    #[test]
    fn a_small_cell_takes_others_with_it_and_totals_stand_where_they_can() {
        let table = |cells: [[i64; 3]; 3]| -> BTreeMap<Spot, i64> {
            (0..9).map(|i| ([0, i / 3, i % 3, 0, 0], cells[i / 3][i % 3])).collect()
        };
        let hidden = |cells| Published::new(kinds(1), &table(cells), &tables()).suppressed();
        assert_eq!(hidden([[20, 30, 40], [0, 25, 60], [12, 0, 33]]), [], "nothing small, nothing hidden");
        let units = table([[2, 30, 40], [20, 25, 60], [12, 90, 33]]);
        let small: Vec<Sum> = [0, 1].map(|column| (3, vec![0, 0], column)).to_vec();
        assert!(!attacker(1, &units, &summed(1, &units), &small).is_at_a_loss(), "margins give a single cell back");
        let hidden = hidden([[2, 30, 40], [20, 25, 60], [12, 90, 33]]);
        assert!(hidden.iter().all(|(table, ..)| *table == 3), "margins and total stand: {hidden:?}");
        assert_eq!(hidden.len(), 8, "four cells, each in two columns of the same count: {hidden:?}");
        let alone = Published::new(kinds(1), &BTreeMap::from([([0; 5], 3)]), &tables()).suppressed();
        assert_eq!(alone.len(), 8, "the only count is in every total: {alone:?}");
    }
}
