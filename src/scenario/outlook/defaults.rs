//! What `[demand]` takes for the keys that it leaves out: published figures, and the children of the scenario itself.

use super::Known;
use crate::domain::{AgeBand, LocalityId, Rate, Stay};
use crate::scenario::synthetic::figures;

/// Ages on starting to be looked after, England, 2023-24.
/// Source: Department for Education, Children looked after in England including adoptions, 2024.
pub(in crate::scenario) fn ages() -> Vec<(AgeBand, Rate)> {
    let counts: Vec<i64> = figures::AGE_ON_STARTING.iter().map(|(_, count)| *count).collect();
    let bands = figures::AGE_ON_STARTING.iter().map(|((from, to), _)| AgeBand { from: *from, to: *to });
    bands.zip(millionths(&counts)).collect()
}

/// Sizes of groups on arrival: half of the children come with brothers or sisters, in groups of the sizes published
/// (mean 2.5). Sources: [`figures::GROUP_SIZE`]; that it is half is assumed.
pub(in crate::scenario) fn group_sizes() -> Vec<(i64, Rate)> {
    // In a hundred groups with siblings there are as many children as there are single children beside them.
    let groups = figures::GROUP_SIZE.map(|(size, percent)| (i64::try_from(size).unwrap_or(5), percent));
    let singles = groups.iter().map(|(size, percent)| size * percent).sum();
    let sizes: Vec<(i64, i64)> = std::iter::once((1, singles)).chain(groups).collect();
    let counts: Vec<i64> = sizes.iter().map(|(_, count)| *count).collect();
    sizes.iter().map(|(size, _)| *size).zip(millionths(&counts)).collect()
}

/// Lengths of the foster placements that ended in 2016-17. A placement is shorter than the time in care, which may be
/// several placements: a scenario that looks more than a few months ahead gives its own.
/// Source: Department for Education, Children looked after in England, placements ceased, 2016 to 2017.
pub(super) fn stays() -> Vec<Stay> {
    let bands = [(0, 1), (2, 4), (5, 13), (14, 26), (27, 52), (53, 104), (105, 260), (261, 520)];
    let counts: Vec<i64> = figures::WEEKS_STAYED.iter().map(|(_, count)| *count).collect();
    bands.into_iter().zip(millionths(&counts)).map(|((from, to), share)| Stay { from, to, share }).collect()
}

/// As the children of the scenario are spread; without children, every locality alike.
pub(super) fn localities(known: &Known<'_, '_>) -> Vec<(LocalityId, Rate)> {
    let mut counts = vec![0; known.localities.len()];
    for child in known.children {
        if let Some(count) = counts.get_mut(child.locality.index()) {
            *count += 1;
        }
    }
    if counts.iter().all(|count| *count == 0) {
        counts.fill(1);
    }
    let shares = (0..counts.len()).map(LocalityId::at).zip(millionths(&counts));
    shares.filter(|(_, share)| share.0 > 0).collect()
}

/// Counts as shares of exactly 1: rounded down, and the millionths left over given one each to the largest remainders,
/// the first among equals.
pub(in crate::scenario) fn millionths(counts: &[i64]) -> Vec<Rate> {
    let sum: i64 = counts.iter().sum();
    let mut shares: Vec<i64> = counts.iter().map(|count| count * Rate::ONE.0 / sum).collect();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|at| (-(counts[*at] * Rate::ONE.0 % sum), *at));
    let left = usize::try_from(Rate::ONE.0 - shares.iter().sum::<i64>()).unwrap_or(0);
    for at in &order[..left] {
        shares[*at] += 1;
    }
    shares.into_iter().map(Rate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_one_and_follow_the_counts() {
        assert_eq!(millionths(&[1, 1, 1]), [333_334, 333_333, 333_333].map(Rate));
        assert_eq!(millionths(&[0, 7]), [0, 1_000_000].map(Rate));
        let sum = |shares: Vec<i64>| shares.iter().sum::<i64>();
        assert_eq!(sum(ages().iter().map(|(_, share)| share.0).collect()), 1_000_000);
        assert_eq!(sum(stays().iter().map(|stay| stay.share.0).collect()), 1_000_000);
        assert_eq!(sum(group_sizes().iter().map(|(_, share)| share.0).collect()), 1_000_000);
    }

    #[test]
    fn half_of_the_children_arrive_with_siblings() {
        let children = |from: i64| -> i64 {
            group_sizes().iter().filter(|(size, _)| *size >= from).map(|(size, share)| size * share.0).sum()
        };
        assert!((2 * children(2) - children(1)).abs() < 10, "{} of {}", children(2), children(1));
    }
}
