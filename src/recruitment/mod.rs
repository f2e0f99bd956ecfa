//! The target: which homes to recruit so that the goals hold in a share of futures, at least cost.
//!
//! *Takes* a scenario with a catalogue of kinds and its futures. *Gives* a [`Plan`] with a proven bound on its cost, its
//! [`Trials`] on futures that it has not seen, and what a commissioner takes to panel ([`Panel`]). *Never* promises what
//! it has not tested: the promised and the reached share stand side by side.

mod aims;
mod alike;
mod budget;
mod calibration;
mod cuts;
mod flow;
mod master;
mod network;
mod one_model;
mod openings;
mod panel;
mod plan;
mod programme;
mod rooms;
mod seating;
mod siblings;
mod stage;
mod trial;
mod trying;

pub use calibration::{OneModel, Race, Round, Stricter, stricter};
pub use one_model::one_model;
pub use panel::{Again, Fan, Lever, Line, Panel, PanelRequest, Part, Remade, Remake, Step, Total, panel};
pub use plan::Plan;
pub use programme::{NoPlan, Obstacle, cost_of_one, plan};
pub use stage::Stage;
pub use trial::{Ending, Trial, Trials};
pub use trying::{NoTrial, trials, try_future};
