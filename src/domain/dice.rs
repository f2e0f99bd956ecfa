//! Draws of whole numbers from one seeded stream, the same on every machine and with every version of `rand`.

use jiff::ToSpan;
use jiff::civil::Date;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::Rate;

/// One stream of draws.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of a seed.
    pub fn of(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// The stream of one replicate of a seed: the same whichever other replicates are drawn, and in whatever order.
    pub fn of_replicate(seed: u64, replicate: u64) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(replicate);
        Self(stream)
    }

    /// A stream of its own, from one draw of this one: however much is drawn from it, this stream goes on the same.
    #[must_use]
    pub fn fork(&mut self) -> Self {
        Self::of(self.0.next_u64())
    }

    /// Yes as often as the rate says.
    pub fn happens(&mut self, rate: Rate) -> bool {
        self.between(0, Rate::ONE.0 - 1) < rate.0
    }

    /// A number from 0 to `sides` - 1; 0 without sides.
    pub fn below(&mut self, sides: usize) -> usize {
        let high = (u128::from(self.0.next_u64()) * sides as u128) >> 64;
        usize::try_from(high).expect("less than a usize")
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let sides = usize::try_from(high - low + 1).unwrap_or(0);
        low + i64::try_from(self.below(sides)).expect("within the range asked for")
    }

    /// Yes in `percent` of a hundred draws.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(0, 99) < percent
    }

    /// One of the items, each as likely as any other.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// One of the items, each as often as its published count says.
    pub fn weighted<T: Copy>(&mut self, items: &[(T, i64)]) -> T {
        let mut left = self.between(1, items.iter().map(|(_, count)| count).sum());
        for (item, count) in items {
            left -= count;
            if left <= 0 {
                return *item;
            }
        }
        items[items.len() - 1].0
    }

    /// A day of birth that makes a child this old on the day, never after the 28th of a month.
    pub fn born(&mut self, age: i64, on: Date) -> Date {
        let newest = on.saturating_sub(age.years());
        let day = newest.saturating_sub(self.between(0, 360).days());
        if day.day() > 28 { day.saturating_sub(3.days()) } else { day }
    }
}
