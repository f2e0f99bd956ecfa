//! From children to the service: what is there, what is lacking, what would mend it.
//!
//! *Takes* a scenario, its graph and a verified proposal. *Gives* the [`Position`] today, the [`Repairs`] of what exists
//! and the [`Worth`] of homes that could be recruited. *Never* estimates: every figure is counted from the proposal and
//! the graph, or from a scenario that was changed and solved again.

mod change;
mod effect;
mod position;
mod repair;
mod worth;

pub use change::{changed, with_homes, with_homes_of};
pub use effect::{Effect, LevelChange};
pub use position::{Band, ChildFact, HomeFact, Mismatch, Position, Profile, Standing, Tally};
pub use repair::{Change, Repair, Repairs};
pub use worth::{Worth, Worths};
