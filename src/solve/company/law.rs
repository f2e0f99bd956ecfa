//! Which units may live in one home together: asked of the limits once, then remembered.

use super::Companies;
use crate::domain::Place;

/// What is remembered of one home: a table of keys with open places, half full at most.
#[derive(Default)]
pub(super) struct Memo {
    /// A key and its answer; 0 = open.
    slots: Vec<u128>,
    used: usize,
}

/// Units that one key can name, and the bits of each.
const UNITS_A_KEY: usize = 8;
const BITS: u32 = 15;
/// Answers that all homes together may remember, and those of one home: with more it forgets them all.
const ALL_ANSWERS: usize = 1 << 24;
const FEWEST_ANSWERS: usize = 1 << 13;
const MOST_ANSWERS: usize = 1 << 18;

impl Memo {
    fn slot(&self, key: u128) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (folded(key).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize & mask;
        while self.slots[at] != 0 && self.slots[at] >> 1 != key {
            at = (at + 1) & mask;
        }
        at
    }

    fn get(&self, key: u128) -> Option<bool> {
        if self.slots.is_empty() {
            return None;
        }
        let slot = self.slots[self.slot(key)];
        (slot != 0).then_some(slot & 1 == 1)
    }

    fn put(&mut self, key: u128, answer: bool, most: usize) {
        if (self.used + 1) * 2 > self.slots.len() {
            let size = if self.used >= most { 16 } else { (self.slots.len() * 2).max(16) };
            let old = std::mem::replace(&mut self.slots, vec![0; size]);
            let keep = if self.used >= most { Vec::new() } else { old };
            self.used = 0;
            for slot in keep.into_iter().filter(|slot| *slot != 0) {
                let at = self.slot(slot >> 1);
                self.slots[at] = slot;
                self.used += 1;
            }
        }
        let at = self.slot(key);
        self.slots[at] = key << 1 | u128::from(answer);
        self.used += 1;
    }
}

impl Companies<'_> {
    /// Whether these units of a home, numbered in it and in that order, may move in together.
    pub(super) fn is_lawful(&self, site: usize, memo: &mut Memo, units: &[u32]) -> bool {
        // A unit alone is lawful, or it would not have been offered.
        if units.len() < 2 {
            return true;
        }
        let Some(key) = key(units) else { return self.ask(site, units) };
        if let Some(answer) = memo.get(key) {
            return answer;
        }
        let answer = self.ask(site, units);
        memo.put(key, answer, (ALL_ANSWERS / self.sites.len()).clamp(FEWEST_ANSWERS, MOST_ANSWERS));
        answer
    }

    /// As [`Companies::is_lawful`], and nothing is remembered.
    pub(super) fn ask(&self, site: usize, units: &[u32]) -> bool {
        let Place::Home(home) = self.sites[site].place else { return false };
        let first = self.sites[site].units.start;
        let mut everyone = self.staying[site].clone();
        for unit in units {
            everyone.extend(self.children(first + *unit as usize));
        }
        everyone.sort_unstable();
        let home = self.scenario.household(home);
        self.limits.iter().all(|limit| limit.holds(self.scenario, home, &everyone))
    }
}

/// The two halves of a key in one.
#[expect(clippy::cast_possible_truncation, reason = "both halves are in it")]
fn folded(key: u128) -> u64 {
    (key as u64) ^ ((key >> 64) as u64).rotate_left(29)
}

/// Up to eight units as one number, each counted from 1; none = they do not fit.
fn key(units: &[u32]) -> Option<u128> {
    if units.len() > UNITS_A_KEY {
        return None;
    }
    units.iter().try_fold(0, |key: u128, unit| (*unit < (1 << BITS) - 1).then(|| key << BITS | u128::from(*unit + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_found_until_all_is_forgotten() {
        const MOST: usize = 16_384;
        let mut memo = Memo::default();
        assert_eq!(memo.get(7), None);
        for unit in 0..9_000_u32 {
            let key = key(&[unit, unit + 1]).expect("fits");
            assert_eq!(memo.get(key), None);
            memo.put(key, unit % 3 == 0, MOST);
            assert_eq!(memo.get(key), Some(unit % 3 == 0));
        }
        let known =
            |memo: &Memo| (0..9_000).filter(|unit| memo.get(key(&[*unit, unit + 1]).expect("fits")).is_some()).count();
        assert_eq!(known(&memo), 9_000);
        for unit in 0..16_384 {
            memo.put(key(&[unit, unit + 2]).expect("fits"), true, MOST);
        }
        assert!(known(&memo) < 9_000);
    }

    #[test]
    fn units_that_do_not_fit_have_no_key() {
        assert!(key(&[1; 8]).is_some() && key(&[1; 9]).is_none() && key(&[1, 1 << 15]).is_none());
        assert_ne!(key(&[0, 1]), key(&[1]));
    }
}
