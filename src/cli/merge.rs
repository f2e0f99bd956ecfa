//! `placewell merge`: the parts of a trial as one.

use std::path::PathBuf;

use super::Format;
use super::exit::Exit;
use super::say::{complain, say};
use crate::part::{NotOne, Part};
use crate::report;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folders that `placewell recruit --shard k/n --out` wrote, all n of them, in any order
    #[arg(required = true)]
    parts: Vec<PathBuf>,
    /// Write the whole to this folder: the same bytes as one machine writes with `--shard 1/1`
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Print nothing but errors
    #[arg(long)]
    quiet: bool,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    match merged(&arguments.parts) {
        Ok(whole) => match show(arguments, &whole) {
            Ok(()) if whole.is_decided() => Exit::Done,
            Ok(()) => Exit::StoppedEarly,
            Err(error) => {
                complain(&format!("error: {error}"));
                if matches!(error, report::Error::NotOurs { .. }) { Exit::InputRefused } else { Exit::InternalFault }
            }
        },
        Err(error) => {
            complain(&format!("error: {error}"));
            Exit::InputRefused
        }
    }
}

fn merged(folders: &[PathBuf]) -> Result<Part, NotOne> {
    let parts: Result<Vec<_>, _> = folders.iter().map(|folder| Ok((folder.clone(), Part::read(folder)?))).collect();
    Part::merge(parts?)
}

fn show(arguments: &Arguments, whole: &Part) -> Result<(), report::Error> {
    if let Some(out) = &arguments.out {
        report::write(out, &whole.files()?)?;
    }
    if !arguments.quiet {
        match arguments.format {
            Format::Text => say(&whole.told(arguments.out.as_deref())),
            Format::Json => say(&whole.json()?),
        }
    }
    Ok(())
}
