//! `placewell generate`: an invented scenario of a given size.

use std::fmt::Write;
use std::path::PathBuf;

use super::exit::Exit;
use super::say::{complain, say};
use crate::scenario::{self, synthetic};
use synthetic::{Drawn, Recipe};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The children, carers and homes are invented, and the same command writes the same bytes on every \
    machine. Ages, group sizes, places of homes, vacancies, holds and distances follow figures of the Department for \
    Education and Ofsted; what nobody publishes is assumed (docs of `scenario::synthetic`)."
)]
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
    /// Of a hundred children to be placed, so many come with brothers or sisters [default: 50]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(i64).range(0..=100))]
    sibling_share: Option<i64>,
    /// The largest sibling group; larger ones that are drawn are cut to it [default: 6; region and nation 8]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=8))]
    largest_group: Option<u32>,
    /// Of a hundred children to be placed, at most so many have a home now and may move [default: by size, 0 to 60]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(i64).range(0..=100))]
    moves: Option<i64>,
    /// No frameworks, children's homes or supported accommodation beside the homes
    #[arg(long)]
    no_provision: bool,
    /// No plans for siblings, no children who must or should live apart, no homes that a child must not live in
    #[arg(long)]
    no_relations: bool,
    /// Rooms never bind: in each home a single bedroom for every child that it is approved for
    #[arg(long)]
    no_rooms: bool,
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
    /// 8,000 children, 5,000 homes: ten councils within sixty miles that pool their homes.
    Region,
    /// 60,000 children, 40,000 homes: about as many as in all of England, in 150 councils.
    Nation,
}

impl Size {
    fn name(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Month => "month",
            Self::Council => "council",
            Self::Planning => "planning",
            Self::Region => "region",
            Self::Nation => "nation",
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let folder = arguments.folder.display();
    let Some(named) = Recipe::named(arguments.size.name(), arguments.seed) else { return Exit::InternalFault };
    let recipe = match recipe(arguments, &named) {
        Ok(recipe) => recipe,
        Err((found, mend)) => {
            complain(&format!("error: {found}\n  mend: {mend}"));
            return Exit::InputRefused;
        }
    };
    let scenario = synthetic::scenario(&recipe);
    match scenario::write(&scenario, &arguments.folder) {
        Ok(()) => {
            say(&format!("wrote `{folder}`: an invented scenario, drawn with seed {}", arguments.seed));
            say(&told(&Drawn::of(&scenario)));
            Exit::Done
        }
        Err(error) => {
            complain(&format!("error: `{folder}`: {error}\n  mend: name a new or empty folder that you may write to"));
            Exit::InputRefused
        }
    }
}

/// The recipe asked for, or what makes no sense about it and how to mend that.
fn recipe(arguments: &Arguments, named: &Recipe) -> Result<Recipe, (String, &'static str)> {
    let count = |number: Option<u32>| number.and_then(|number| usize::try_from(number).ok());
    let mut recipe = named.clone();
    if let Some(children) = count(arguments.children) {
        recipe.resize(children);
    }
    recipe.households = count(arguments.households).unwrap_or(recipe.households);
    recipe.sibling_share_percent = arguments.sibling_share.unwrap_or(recipe.sibling_share_percent);
    recipe.largest_group = count(arguments.largest_group).unwrap_or(recipe.largest_group);
    recipe.moves_percent = arguments.moves.unwrap_or(recipe.moves_percent);
    recipe.with_provision &= !arguments.no_provision;
    recipe.with_relations &= !arguments.no_relations;
    recipe.with_rooms &= !arguments.no_rooms;
    for difference in recipe.differences(named) {
        let _ = write!(recipe.name, ", {difference}");
    }
    let councils = recipe.ground.map_or(1, |ground| ground.councils);
    let refuse = |found: &str, mend| Err((found.to_owned(), mend));
    if recipe.children.min(recipe.households) < councils {
        let found = format!("{councils} councils need a child and a home each at least");
        return Err((found, "ask for more children and homes, or name a smaller `--size`"));
    }
    if arguments.sibling_share == Some(0) && arguments.largest_group.is_some() {
        return refuse("nobody comes with siblings, and the groups have a largest size", "leave one of the two out");
    }
    if arguments.sibling_share.is_some_and(|share| share > 0) && recipe.children == 1 {
        return refuse("one child cannot come with siblings", "ask for two children or more, or for a share of 0");
    }
    if !recipe.with_provision && recipe.placed.is_some() {
        return refuse(
            "a council as it stands has children in children's homes and supported accommodation",
            "leave `--no-provision` out, or name another `--size`",
        );
    }
    Ok(recipe)
}

/// What came out: the margins of the draw.
fn told(drawn: &Drawn) -> String {
    let mut text = format!(
        "  {} children to place: {} with brothers or sisters in {} groups, {} in a home now who may move\n",
        drawn.in_scope, drawn.with_siblings, drawn.groups, drawn.may_move
    );
    let _ = write!(
        text,
        "  {} homes with {} places: {} filled, {} vacant in homes that take nobody now",
        drawn.homes, drawn.places, drawn.filled, drawn.held
    );
    text
}
