//! What is true of every way to split one sibling group, and broken by a fractional one.
//!
//! The sets in which siblings live are disjoint. A facet weighs sets so that disjoint ones weigh 1 at most; the fraction
//! that weighs most is found by a small linear programme over the sets in use, and its weights are lifted to all others.
//! Odd sets are facets, but not all. Source: Padberg, On the facial structure of set packing polyhedra, Mathematical
//! Programming 5 (1973), pages 199-215.

use crate::solve::backend::Backend;

/// Larger groups have too many sets.
pub(super) const LARGEST_GROUP: usize = 7;
/// Ways to choose disjoint sets of those in use, at most.
const MOST_PACKINGS: usize = 600;
/// What is broken by less is left.
const BROKEN: f64 = 1e-3;
const SOME: f64 = 1e-6;

/// The weights, by set as bits, of a facet of a group of so many that these shares of sets break; none = they break none, or
/// it was not looked for.
pub(super) fn broken(siblings: usize, shares: &[(usize, f64)], backend: &dyn Backend) -> Option<Vec<f64>> {
    let used: Vec<(usize, f64)> = shares.iter().copied().filter(|(_, share)| *share > SOME).collect();
    let all: f64 = used.iter().map(|(_, share)| share).sum();
    if !(3..=LARGEST_GROUP).contains(&siblings)
        || all < 1.0 + BROKEN
        || used.iter().all(|(_, share)| *share > 1.0 - SOME)
    {
        return None;
    }
    let sets: Vec<usize> = used.iter().map(|(set, _)| *set).collect();
    let mut packings = Vec::new();
    packings_of(&sets, 0, 0, &mut Vec::new(), &mut packings)?;
    let mut programme = backend.growing(true)?;
    for _ in &packings {
        programme.row(&[], 1.0, false);
    }
    for (at, (_, share)) in used.iter().enumerate() {
        let of_it = packings.iter().enumerate().filter(|(_, packing)| packing.contains(&at));
        let terms: Vec<(usize, f64)> = of_it.map(|(row, _)| (row, 1.0)).collect();
        programme.column(-share, 1.0, &terms);
    }
    let found = programme.solve(None)?.values;
    let value: f64 = found.iter().zip(&used).map(|(weight, (_, share))| weight * share).sum();
    if value < 1.0 + BROKEN {
        return None;
    }
    let mut weights = vec![0.0; 1 << siblings];
    let mut open: Vec<usize> = (1..1 << siblings).collect();
    for (set, weight) in sets.iter().zip(&found) {
        weights[*set] = if *weight > SOME { *weight } else { 0.0 };
    }
    open.retain(|set| !sets.contains(set));
    lift(&mut weights, open);
    Some(weights)
}

/// Every way to choose disjoint sets to which none can be added; none = too many.
fn packings_of(
    sets: &[usize],
    from: usize,
    taken: usize,
    chosen: &mut Vec<usize>,
    found: &mut Vec<Vec<usize>>,
) -> Option<()> {
    if sets.iter().all(|set| set & taken != 0) {
        found.push(chosen.clone());
        return (found.len() <= MOST_PACKINGS).then_some(());
    }
    for (at, set) in sets.iter().enumerate().skip(from) {
        if set & taken == 0 {
            chosen.push(at);
            packings_of(sets, at + 1, taken | set, chosen, found)?;
            chosen.pop();
        }
    }
    Some(())
}

/// Gives each of these sets, one after the other, as much weight as leaves all disjoint ones at 1 together: small sets of
/// two or more first, children alone last.
fn lift(weights: &mut [f64], mut open: Vec<usize>) {
    let everybody = weights.len() - 1;
    open.sort_by_key(|set| (set.is_power_of_two(), set.count_ones(), *set));
    for set in open {
        let beside = most(weights, everybody & !set);
        weights[set] = (1.0 - beside).max(0.0);
    }
}

/// The most that disjoint sets of these siblings weigh.
fn most(weights: &[f64], siblings: usize) -> f64 {
    let mut most = vec![0.0_f64; weights.len()];
    for of in (1..weights.len()).filter(|of| of & !siblings == 0) {
        let first = of & of.wrapping_neg();
        let rest = of ^ first;
        // The set of the first child: all subsets of the others, nobody included.
        let mut others = rest;
        let mut best = most[rest];
        loop {
            best = best.max(weights[first | others] + most[rest ^ others]);
            if others == 0 {
                break;
            }
            others = (others - 1) & rest;
        }
        most[of] = best;
    }
    most[siblings]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::BackendName;

    #[test]
    fn the_halves_of_three_pairs_break_an_odd_set() {
        let backend = BackendName::best().backend().expect("this build has a back-end");
        let halves = [(0b011, 0.5), (0b101, 0.5), (0b110, 0.5)];
        let Some(weights) = broken(3, &halves, backend.as_ref()) else {
            assert!(backend.growing(true).is_none());
            return;
        };
        assert_eq!(weights, [0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0]);
        assert_eq!(broken(3, &halves[..2], backend.as_ref()), None);
    }

    #[test]
    fn a_facet_weighs_disjoint_sets_1_at_most() {
        let backend = BackendName::best().backend().expect("this build has a back-end");
        // Pairs with the first of four, and the three without it: no odd set is broken.
        let shares = [(0b0011, 1.0 / 3.0), (0b0101, 1.0 / 3.0), (0b1001, 1.0 / 3.0), (0b1110, 0.6)];
        let Some(weights) = broken(4, &shares, backend.as_ref()) else {
            assert!(backend.growing(true).is_none());
            return;
        };
        assert!((most(&weights, 0b1111) - 1.0).abs() < 1e-9);
        assert!(shares.iter().map(|(set, share)| weights[*set] * share).sum::<f64>() > 1.5);
    }
}
