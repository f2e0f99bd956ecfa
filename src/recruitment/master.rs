//! The first stage: how many homes of each kind, under the cuts known so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cuts::{Family, Pattern, Undecided};
use crate::solve::{
    BackendName, PARTS, SolveError, Watch, WholeAnswer, WholeColumn, WholeProgramme, WholeRow, fractions, least,
};

/// Patterns that are told of every future in one round at most: each costs a flow in every future.
const PATTERNS_A_ROUND: usize = 4;
/// Rounds in fractions at most; whatever they leave is found in whole numbers.
const ROUNDS_IN_FRACTIONS: usize = 1_000;
/// The relaxation has stopped rising if so many rounds have raised it by less than a thousandth. A round in fractions is
/// quick, and what it does not find costs many in whole numbers.
const ROUNDS_WITHOUT_RISE: usize = 100;

/// The programme: homes by kind, then for each undecided future whether it is to hold.
pub(super) struct Master<'a> {
    undecided: &'a Undecided<'a>,
    backend: BackendName,
    watch: &'a Watch,
    programme: WholeProgramme,
    families: BTreeMap<Pattern, Option<Family>>,
    kinds: usize,
    pub(super) rounds: usize,
}

impl<'a> Master<'a> {
    /// Without cuts, for these costs of one home.
    pub(super) fn of(undecided: &'a Undecided<'a>, costs: &[i64], backend: BackendName, watch: &'a Watch) -> Self {
        let futures = undecided.stages.len();
        let kinds = costs.len();
        let home = |(cost, most): (&i64, &i64)| WholeColumn { cost: *cost, most: *most, whole: true };
        let homes = costs.iter().zip(undecided.most).map(home);
        let holds = (0..futures).map(|_| WholeColumn { cost: 0, most: 1, whole: true });
        let must_hold = WholeRow {
            terms: (kinds..kinds + futures).map(|column| (column, 1)).collect(),
            at_least: super::network::whole(futures - undecided.may_fail),
        };
        let programme = WholeProgramme { columns: homes.chain(holds).collect(), rows: vec![must_hold] };
        Self { undecided, backend, watch, programme, families: BTreeMap::new(), kinds, rounds: 0 }
    }

    /// Rows beside the one that says how many futures must hold.
    pub(super) fn cuts(&self) -> usize {
        self.programme.rows.len() - 1
    }

    /// Adds cuts that the relaxation in fractions breaks, until it breaks none that is found or stops rising. Gives the
    /// homes of the last one, rounded up.
    pub(super) fn tighten(&mut self) -> Option<Vec<i64>> {
        let mut last = None;
        let mut risen: Vec<i64> = Vec::new();
        while risen.len() < ROUNDS_IN_FRACTIONS && !self.watch.is_over() {
            let parts = fractions(&self.programme, self.backend, self.watch)?;
            self.rounds += 1;
            let cost = self.programme.cost(&parts);
            let before = risen.len().checked_sub(ROUNDS_WITHOUT_RISE).map(|at| risen[at]);
            let has_stopped = before.is_some_and(|before| cost - before <= before / 1_000);
            risen.push(cost);
            let broken = self.add_broken(&parts) || self.add_cuts(&parts);
            last = Some(parts[..self.kinds].iter().map(|parts| (parts + PARTS - 1) / PARTS).collect());
            if !broken || has_stopped {
                break;
            }
        }
        last
    }

    /// The least cost under the cuts.
    pub(super) fn least(&mut self, start: Option<&[i64]>) -> Result<WholeAnswer, SolveError> {
        self.rounds += 1;
        least(&Arc::new(self.programme.clone()), self.backend, start, self.watch)
    }

    /// Adds the cuts that whole numbers break in the futures that they say hold; false = there are none.
    pub(super) fn learn(&mut self, values: &[i64]) -> bool {
        let parts: Vec<i64> = values.iter().map(|value| value * PARTS).collect();
        self.add_broken(&parts) || self.add_cuts(&parts)
    }

    /// Rows of known cuts that these numbers break.
    fn add_broken(&mut self, parts: &[i64]) -> bool {
        let broken: Vec<WholeRow> =
            self.families.values().flatten().filter_map(|family| family.broken_row(self.kinds, parts)).collect();
        let any = !broken.is_empty();
        self.programme.rows.extend(broken);
        any
    }

    /// New cuts from the futures that do not hold with these homes.
    fn add_cuts(&mut self, parts: &[i64]) -> bool {
        let (homes, holds) = parts.split_at(self.kinds);
        let patterns = self.undecided.patterns(homes, holds);
        let new = patterns.into_iter().filter(|(pattern, _)| !self.families.contains_key(pattern));
        let mut new: Vec<(i64, Pattern)> = new.map(|(pattern, lack)| (-lack, pattern)).collect();
        new.sort();
        let mut any = false;
        for chunk in new.chunks(PATTERNS_A_ROUND) {
            for (_, pattern) in chunk {
                any |=
                    self.add_family(self.undecided.widest(pattern), parts) || self.add_family(pattern.clone(), parts);
            }
            if any || self.watch.is_over() {
                break;
            }
        }
        any
    }

    /// Adds what a pattern says of every future, unless it is known; whether these numbers break it.
    fn add_family(&mut self, pattern: Pattern, parts: &[i64]) -> bool {
        if self.families.contains_key(&pattern) {
            return false;
        }
        let family = self.undecided.family(&pattern);
        let broken = family.as_ref().and_then(|family| family.broken_row(self.kinds, parts));
        let any = broken.is_some();
        self.programme.rows.extend(family.as_ref().and_then(Family::row));
        self.programme.rows.extend(broken.filter(|row| row.terms.iter().any(|(column, _)| *column >= self.kinds)));
        self.families.insert(pattern, family);
        any
    }
}
