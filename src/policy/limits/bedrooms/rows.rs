//! Demands written as inequalities.
//!
//! An asker's first way counts whenever the asker is there; each further way is a switch that changes the count. A
//! switch that puts a baby in the cot is shared by all who have no other, since one baby at most has the cot.

use std::collections::BTreeMap;

use super::demand::{Asker, Supply, scarce};
use crate::policy::limits::{Choice, Inequality};

/// A sum of choices and a constant.
#[derive(Clone, Debug, Default)]
struct Sum {
    of: BTreeMap<Choice, i64>,
    constant: i64,
}

impl Sum {
    fn add(&mut self, factor: i64, choice: Choice) {
        *self.of.entry(choice).or_default() += factor;
    }

    /// Adds `factor` if the asker is there: its unit moves in, or no unit of the family that stays does.
    fn add_presence(&mut self, factor: i64, asker: &Asker, all: &[Asker]) {
        if let Some(unit) = asker.unit {
            return self.add(factor, Choice::Unit(unit));
        }
        self.constant += factor;
        for unit in all.iter().filter(|other| other.family == asker.family).filter_map(|other| other.unit) {
            self.add(-factor, Choice::Unit(unit));
        }
    }

    /// `self ≤ bound`.
    fn at_most(self, bound: i64) -> Inequality {
        let terms = self.of.into_iter().filter(|(_, factor)| *factor != 0).map(|(choice, factor)| (factor, choice));
        Inequality { terms: terms.collect(), at_most: bound - self.constant }
    }
}

/// Other ways to bed those who are there.
struct Switches<'a> {
    /// What each changes in the demand for what is scarce.
    changes: Vec<Vec<i64>>,
    /// For whom; together at most as many are on as these are there.
    users: Vec<&'a Asker>,
}

/// The rows for what is scarce, and those that tie switches to their users.
pub(super) fn write(askers: &[Asker], supply: &Supply) -> Vec<Inequality> {
    let scarce = scarce(askers, supply);
    let mut rows: Vec<Sum> = scarce.iter().map(|_| Sum::default()).collect();
    for asker in askers {
        for (row, kind) in rows.iter_mut().zip(&scarce) {
            row.add_presence(asker.ways[0][*kind], asker, askers);
        }
    }
    let mut ties = Vec::new();
    let mut number = 0;
    for switches in switches(askers, supply, &scarce) {
        let mut tie = Sum::default();
        for changes in &switches.changes {
            for (row, change) in rows.iter_mut().zip(changes) {
                row.add(*change, Choice::Switch(number));
            }
            tie.add(1, Choice::Switch(number));
            number += 1;
        }
        for user in &switches.users {
            tie.add_presence(-1, user, askers);
        }
        ties.push(tie.at_most(0));
    }
    let rows = rows.into_iter().zip(&scarce).map(|(row, kind)| row.at_most(supply.has[*kind]));
    rows.chain(ties).filter(can_bind).collect()
}

fn switches<'a>(askers: &'a [Asker], supply: &Supply, scarce: &[usize]) -> Vec<Switches<'a>> {
    let cot = supply.has.len() - 1;
    let mut shared: BTreeMap<Vec<i64>, Vec<&Asker>> = BTreeMap::new();
    let mut all = Vec::new();
    for asker in askers {
        let (first, others) = asker.ways.split_first().expect("every asker has a way");
        let mut changes: Vec<Vec<i64>> =
            others.iter().map(|way| scarce.iter().map(|kind| way[*kind] - first[*kind]).collect()).collect();
        match others {
            [] => {}
            [other] if other[cot] > first[cot] => {
                shared.entry(changes.swap_remove(0)).or_default().push(asker);
            }
            _ => all.push(Switches { changes, users: vec![asker] }),
        }
    }
    all.extend(shared.into_iter().map(|(change, users)| Switches { changes: vec![change], users }));
    all
}

/// Whether some choice breaks it.
fn can_bind(row: &Inequality) -> bool {
    row.terms.iter().map(|(factor, _)| (*factor).max(0)).sum::<i64>() > row.at_most
}
