//! `placewell generate`: an invented scenario of a given size.

use std::path::PathBuf;

use super::exit::Exit;
use super::say::{complain, say};
use crate::scenario::{self, synthetic};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to write; it must not exist, or be empty
    folder: PathBuf,
    /// How large
    #[arg(long, value_enum, default_value_t)]
    size: Size,
    /// The same seed gives the same scenario
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Size {
    /// 20 children, 60 homes.
    #[default]
    Daily,
    /// 150 children, 300 homes.
    Month,
    /// 800 children, 450 homes.
    Council,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let name = match arguments.size {
        Size::Daily => "daily",
        Size::Month => "month",
        Size::Council => "council",
    };
    let Some(recipe) = synthetic::Recipe::named(name, arguments.seed) else { return Exit::InternalFault };
    let folder = arguments.folder.display();
    match scenario::write(&synthetic::scenario(&recipe), &arguments.folder) {
        Ok(()) => {
            say(&format!("wrote `{folder}`: an invented scenario, drawn with seed {}", arguments.seed));
            Exit::Done
        }
        Err(error) => {
            complain(&format!("error: `{folder}`: {error}\n  mend: name a new or empty folder that you may write to"));
            Exit::InputRefused
        }
    }
}
