//! Integration tests: one binary, one module per subject.
#![allow(clippy::too_many_lines, reason = "builders and tables read better in one piece")]
mod architecture;
mod bound;
mod broken;
mod catalogue;
mod cli;
mod compare;
mod corrupt;
mod disclosure;
mod exhaustive;
mod futures;
mod gaps;
mod laws;
mod levels;
mod looking_ahead;
mod oracle;
mod panel;
#[cfg(feature = "highs")]
mod plainly;
mod position;
mod prices;
mod programme;
mod read_back;
mod reading;
mod reasons;
mod reasons_told;
mod rebuild;
mod recruit_report;
mod repairs;
mod report;
mod round_trip;
mod scenarios;
mod support;
mod trials;
mod verdicts;
mod within;
mod workbook;
