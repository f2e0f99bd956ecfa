//! Two children in one place: `y[a,b,p]`, which links their own choices.
//!
//! In a home `y` is the product of the two: `y ≤ x[a]`, `y ≤ x[b]`, `y ≥ x[a] + x[b] - 1`. In a provision siblings need
//! not share a unit, so that `y` is free below both; units are those whom a chain of such choices joins, hence
//! `y[a,b] + y[b,c] - y[a,c] ≤ 1`, and each child has at most `max_siblings - 1` beside it.

use super::mip::{Mip, MipRow};
use super::naive::{Offer, whole};
use crate::domain::{ChildId, Place, Plan, Scenario};
use crate::policy::levels::Level;
use crate::policy::limits::Limit;

/// Two children in one place.
pub(super) struct Pair {
    pub(super) a: ChildId,
    pub(super) b: ChildId,
    pub(super) place: Place,
    pub(super) variable: usize,
    /// Whether they are one unit: siblings, rather than children of two families.
    pub(super) binds: bool,
}

impl Pair {
    /// What the level charges beyond what it charges for each of the two.
    pub(super) fn charge(&self, scenario: &Scenario, level: &dyn Level) -> i64 {
        if !self.binds {
            return level.pair_charge(scenario, self.a, self.b);
        }
        let of = |unit: &[ChildId]| level.charge(scenario, unit, self.place, &[]);
        of(&[self.a, self.b]) - of(&[self.a]) - of(&[self.b])
    }
}

/// Every pair that a level may charge, with its rows.
pub(super) fn pairs(scenario: &Scenario, limits: &[&'static dyn Limit], offers: &[Offer], mip: &mut Mip) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let apart: Vec<(ChildId, ChildId)> = scenario.should_apart().collect();
    for offer in offers {
        for members in offer.groups(scenario).values().filter(|members| members.len() > 1) {
            match offer.place {
                Place::Home(_) => in_home(offer, members, mip, &mut pairs),
                Place::Provision(_) => in_provision(scenario, limits, offer, members, mip, &mut pairs),
            }
        }
        if let Place::Home(_) = offer.place {
            for (a, b) in &apart {
                if let (Some(x), Some(y)) = (offer.variable(*a), offer.variable(*b)) {
                    let variable = add(mip);
                    mip.rows.push(MipRow::at_most(vec![(x, 1), (y, 1), (variable, -1)], 1));
                    pairs.push(Pair { a: *a, b: *b, place: offer.place, variable, binds: false });
                }
            }
        }
    }
    pairs
}

fn add(mip: &mut Mip) -> usize {
    mip.most.push(1);
    mip.most.len() - 1
}

fn below(mip: &mut Mip, variable: usize, both: [usize; 2]) {
    for each in both {
        mip.rows.push(MipRow::at_most(vec![(variable, 1), (each, -1)], 0));
    }
}

fn in_home(offer: &Offer, members: &[(ChildId, usize)], mip: &mut Mip, pairs: &mut Vec<Pair>) {
    for (i, (a, x)) in members.iter().enumerate() {
        for (b, y) in &members[i + 1..] {
            let variable = add(mip);
            below(mip, variable, [*x, *y]);
            mip.rows.push(MipRow::at_most(vec![(*x, 1), (*y, 1), (variable, -1)], 1));
            pairs.push(Pair { a: *a, b: *b, place: offer.place, variable, binds: true });
        }
    }
}

fn in_provision(
    scenario: &Scenario,
    limits: &[&'static dyn Limit],
    offer: &Offer,
    members: &[(ChildId, usize)],
    mip: &mut Mip,
    pairs: &mut Vec<Pair>,
) {
    let Place::Provision(id) = offer.place else { return };
    let count = members.len();
    let mut of = vec![vec![usize::MAX; count]; count];
    for i in 0..count {
        for j in i + 1..count {
            let ((a, x), (b, y)) = (members[i], members[j]);
            let variable = add(mip);
            (of[i][j], of[j][i]) = (variable, variable);
            below(mip, variable, [x, y]);
            let is_unlawful =
                limits.iter().any(|limit| limit.is_hereditary() && limit.unit_breach(scenario, &[a, b]).is_some());
            if is_unlawful {
                mip.most[variable] = 0;
            }
            if scenario.plan(a, b) == Plan::MustTogether && limits.iter().any(|limit| !limit.is_hereditary()) {
                mip.rows.push(MipRow::equal(vec![(variable, 1), (x, -1)], 0));
            }
            pairs.push(Pair { a, b, place: offer.place, variable, binds: true });
        }
    }
    let most = scenario.provision(id).max_siblings.max(1) - 1;
    for i in 0..count {
        let beside: Vec<(usize, i64)> = (0..count).filter(|j| *j != i).map(|j| (of[i][j], 1)).collect();
        if whole(beside.len()) > most {
            mip.rows.push(MipRow::at_most(beside, most));
        }
        for j in 0..count {
            for k in j + 1..count {
                if i != j && i != k {
                    mip.rows.push(MipRow::at_most(vec![(of[i][j], 1), (of[i][k], 1), (of[j][k], -1)], 1));
                }
            }
        }
    }
}
