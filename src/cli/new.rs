//! `placewell new`: a template folder.

use std::path::PathBuf;

use super::exit::Exit;
use super::say::{complain, say};
use crate::scenario;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to write; it must not exist, or be empty
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let folder = arguments.folder.display();
    match scenario::template(&arguments.folder) {
        Ok(()) => {
            say(&format!(
                "wrote `{folder}`: start with its README.md, then\n  placewell check {folder}\n  placewell match {folder} --out result"
            ));
            Exit::Done
        }
        Err(error) => {
            complain(&format!("error: `{folder}`: {error}\n  mend: name a new or empty folder that you may write to"));
            Exit::InputRefused
        }
    }
}
