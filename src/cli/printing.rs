//! What a command found, put into files and printed.

use std::path::Path;

use super::exit::Exit;
use super::say::{complain, say};
use super::{Format, progress};
use crate::report::{self, Error, File};

/// How a command prints what it found.
#[derive(Debug, clap::Args)]
pub(super) struct Printing {
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
    /// Print nothing but errors
    #[arg(long)]
    pub(super) quiet: bool,
}

impl Printing {
    /// Writes the files to a folder, if one was named, then prints. What went wrong has been said when this fails, with
    /// how the command ends.
    pub(super) fn deliver(
        &self,
        out: Option<&Path>,
        files: impl FnOnce() -> Result<Vec<File>, Error>,
        text: impl FnOnce(Option<&Path>) -> String,
        json: impl FnOnce() -> Result<String, Error>,
    ) -> Result<(), Exit> {
        self.deliver_with(out, files, &[], text, json)
    }

    /// As [`Printing::deliver`], with whole folders moved into that folder.
    pub(super) fn deliver_with(
        &self,
        out: Option<&Path>,
        files: impl FnOnce() -> Result<Vec<File>, Error>,
        folders: &[(&str, &Path)],
        text: impl FnOnce(Option<&Path>) -> String,
        json: impl FnOnce() -> Result<String, Error>,
    ) -> Result<(), Exit> {
        let delivered = || {
            if let Some(out) = out {
                progress::enter("writing the files");
                report::write_with(out, &files()?, folders)?;
            }
            progress::end();
            if !self.quiet {
                match self.format {
                    Format::Text => say(&text(out)),
                    Format::Json => say(&json()?),
                }
            }
            Ok(())
        };
        delivered().map_err(|error: Error| {
            complain(&format!("error: {error}"));
            if matches!(error, Error::NotOurs { .. }) { Exit::InputRefused } else { Exit::InternalFault }
        })
    }
}
