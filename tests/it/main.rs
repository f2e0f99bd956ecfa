//! Integration tests: one binary, one module per subject.
#![allow(clippy::too_many_lines, reason = "builders and tables read better in one piece")]
mod architecture;
mod bound;
mod catalogue;
mod corrupt;
mod exhaustive;
mod laws;
mod oracle;
mod read_back;
mod reading;
mod reasons;
mod round_trip;
mod rebuild;
mod scenarios;
mod support;
