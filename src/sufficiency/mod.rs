//! From children to the service: what is there, what is lacking, what would mend it.
//!
//! *Takes* a scenario, its graph and a verified proposal. *Gives* the [`Position`] today, the [`Repairs`] of what exists
//! and the [`Worth`] of homes that could be recruited. *Never* estimates: every figure is counted from the proposal and
//! the graph, or from a scenario that was changed and solved again.

mod addition;
mod asked;
mod candidates;
mod catalogue;
mod change;
mod count;
mod disclosure;
mod effect;
mod position;
mod repair;
mod tally;
mod worth;

pub use asked::{Asked, Error};
pub use catalogue::Catalogue;
pub use change::{changed, with_homes, with_homes_of};
pub use count::position;
pub use disclosure::{Suppressed, suppress};
pub use effect::{Effect, LevelChange};
pub use position::{Band, Care, ChildFact, HomeFact, Mismatch, Position, Profile, Standing, Tally};
pub use repair::{Change, Repair, Repairs, repairs};
pub use tally::{tabulate, total};
pub use worth::{Added, Worth, Worths, worths};
