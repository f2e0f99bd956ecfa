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
    /// So many children instead: those to be placed; with `planning` all in care
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    children: Option<u32>,
    /// So many homes instead
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    households: Option<u32>,
    /// So many in a hundred children come with brothers or sisters [default: 50]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(i64).range(0..=100))]
    sibling_share: Option<i64>,
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
    /// 800 children, 450 homes: every placement thought anew.
    Council,
    /// 800 children, most of them placed, 450 homes, 72 kinds of home to recruit, and what may come.
    Planning,
    /// 8,000 children, 5,000 homes: ten councils that pool their homes.
    Region,
    /// 60,000 children, 40,000 homes: as many as in all of England.
    Nation,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let name = match arguments.size {
        Size::Daily => "daily",
        Size::Month => "month",
        Size::Council => "council",
        Size::Planning => "planning",
        Size::Region => "region",
        Size::Nation => "nation",
    };
    let Some(mut recipe) = synthetic::Recipe::named(name, arguments.seed) else { return Exit::InternalFault };
    let count = |number: Option<u32>| number.and_then(|number| usize::try_from(number).ok());
    if let Some(children) = count(arguments.children) {
        recipe.resize(children);
    }
    recipe.households = count(arguments.households).unwrap_or(recipe.households);
    recipe.sibling_share_percent = arguments.sibling_share.unwrap_or(recipe.sibling_share_percent);
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
