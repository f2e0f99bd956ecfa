//! Integration tests: one binary, one module per subject.
#![allow(clippy::too_many_lines, reason = "builders and tables read better in one piece")]
mod architecture;
mod bench;
mod bound;
mod broken;
mod catalogue;
mod certificates;
mod cli;
mod compare;
mod corrupt;
mod disclosure;
mod drawn;
mod exhaustive;
mod futures;
mod gaps;
mod interrupted;
mod laws;
mod laws_at_size;
mod levels;
mod looking_ahead;
mod open_pairs;
mod oracle;
mod panel;
#[cfg(feature = "highs")]
mod peers;
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
mod recruit_command;
mod recruit_report;
mod repairs;
mod report;
mod round_trip;
mod scenarios;
mod second_stage;
mod support;
mod trials;
mod verdicts;
mod within;
mod workbook;
