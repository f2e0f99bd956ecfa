//! `placewell merge`: the parts of a trial as one.

use std::path::PathBuf;

use super::exit::Exit;
use super::printing::Printing;
use super::say::complain;
use crate::part::{NotOne, Part};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folders that `placewell recruit --shard k/n --out` wrote, all n of them, in any order
    #[arg(required = true)]
    parts: Vec<PathBuf>,
    /// Write the whole to this folder: the same bytes as one machine writes with `--shard 1/1`
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    printing: Printing,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let whole = match merged(&arguments.parts) {
        Ok(whole) => whole,
        Err(error) => {
            complain(&format!("error: {error}"));
            return Exit::InputRefused;
        }
    };
    let (files, json) = (|| whole.files(), || whole.json());
    match arguments.printing.deliver(arguments.out.as_deref(), files, |out| whole.told(out), json) {
        Ok(()) if whole.is_decided() => Exit::Done,
        Ok(()) => Exit::StoppedEarly,
        Err(exit) => exit,
    }
}

fn merged(folders: &[PathBuf]) -> Result<Part, NotOne> {
    let parts: Result<Vec<_>, _> = folders.iter().map(|folder| Ok((folder.clone(), Part::read(folder)?))).collect();
    Part::merge(parts?)
}
