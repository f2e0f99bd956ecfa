//! A kind of home that could be recruited.

use super::{Household, KindId, Pence};

/// A kind of fostering household in one locality, as a catalogue offers it (`kinds.csv`). Not a home: it has no children
/// and no name of its own until somebody is recruited and approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeKind {
    /// The position in [`super::Scenario::kinds`].
    pub id: KindId,
    /// `kind_id` of the row; a row that is offered in several localities is `kind_id@locality` in each.
    pub reference: String,
    /// `kind_id` as the row has it: the same for all localities of the row.
    pub row: String,
    /// What to call it, for people.
    pub title: String,
    /// The terms of approval, rooms and weekly cost that one such household would have. Its `id` and `reference` mean
    /// nothing yet.
    pub home: Household,
    /// What it costs to recruit, assess and approve one household, once.
    pub recruitment_cost: Pence,
    /// What one household costs a year beside what is paid for each child: retainer, supervision, support.
    pub yearly_cost: Pence,
    /// How many households of this kind can be recruited in this locality at most; none = as many as are needed.
    pub most: Option<i64>,
    /// Where the costs come from, with the year.
    pub source: Option<String>,
}
