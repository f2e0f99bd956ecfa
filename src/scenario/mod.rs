//! A folder becomes a scenario, or a complete list of what is wrong with it; and back.
//!
//! *Takes* a folder. *Gives* a [`Reading`], or every [`Problem`] at once. *Never* stops at the first fault.

mod cells;
mod children;
mod codes;
mod dates;
mod decisions;
mod decode;
mod delimited;
mod doubts;
mod exclusions;
mod files;
mod households;
mod ids;
mod keys;
mod kinds;
mod localities;
mod outlook;
mod pins;
mod plan;
mod problem;
mod provision;
mod relations;
mod scores;
mod settings;
mod sheet;
pub mod synthetic;
mod table;
mod template;
mod write;

pub use codes::{CODES, Code, explain};
pub use problem::{Problem, Severity};

use std::path::Path;

use crate::domain::{ChildId, Group, Scenario};
use files::Files;
use ids::{Ids, Keyed};
use problem::Problems;
use table::{Kind, Table};

/// Every kind of table, in the order of the contract.
const KINDS: &[&Kind] = &[
    &children::KIND,
    &households::KIND,
    &relations::KIND,
    &exclusions::KIND,
    &scores::KIND,
    &provision::KIND,
    &localities::KIND,
    &decisions::KIND,
    &kinds::KIND,
];

/// The most pence a week of one placement (£100,000): far beyond any fee, and sums stay far from overflow.
const MOST_PENCE: i64 = 10_000_000;

/// A scenario as read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The scenario.
    pub scenario: Scenario,
    /// Doubtful values, for the report.
    pub warnings: Vec<Problem>,
    /// Every file read, by name.
    pub inputs: Vec<Input>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Input {
    /// Name within the folder.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Rows of data, for a table.
    pub rows: Option<usize>,
}

/// Reads a scenario folder.
///
/// # Errors
/// Every fault found, with the warnings beside them, in the order of file, line and column.
pub fn read(folder: &Path) -> Result<Reading, Vec<Problem>> {
    let problems = Problems::default();
    let Some(files) = files::open(folder, &problems) else { return Err(problems.sorted()) };
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let name = whole.file_name().map_or_else(|| "scenario".to_owned(), |name| name.to_string_lossy().into_owned());
    let scenario = scenario(&files, &name, &problems);
    if problems.any_fault() {
        return Err(problems.sorted());
    }
    Ok(Reading { scenario, warnings: problems.sorted(), inputs: files.inputs })
}

/// Makes the scenario; where something is at fault a stand-in takes its place, so that the rest is checked as well.
fn scenario(files: &Files, name: &str, problems: &Problems) -> Scenario {
    let empty: Vec<Table> = KINDS.iter().map(|kind| Table::empty(kind)).collect();
    let table = |kind: &Kind| {
        let none = empty.iter().find(|table| table.kind.name == kind.name);
        files.tables.get(kind.name).or(none).expect("there is an empty table of every kind")
    };
    let keyed = |kind: &'static Kind| Keyed::of(table(kind), kind.columns[0].name, problems);
    let mut ids = Ids {
        children: keyed(&children::KIND),
        households: keyed(&households::KIND),
        provisions: keyed(&provision::KIND),
        localities: keyed(&localities::KIND),
        kinds: keyed(&kinds::KIND),
        groups: Vec::new(),
    };
    ids.groups = ids::groups(&ids.children);
    let (file, text) = files.settings.as_ref().map_or(("scenario.toml", None), |(file, text)| (file, Some(&**text)));
    let mut draft = settings::read(text, file, name, problems);
    children::check_groups(&ids, problems);

    let localities = localities::read(&ids, problems);
    let children = children::read(&ids, &draft, problems);
    children::check_crowds(&children, &ids, problems);
    let households = households::read(&ids, &localities, &draft, problems);
    let provisions = provision::read(&ids, problems);
    let around = kinds::Around { localities: &localities, children: &children, households: &households };
    let kinds = kinds::read(&ids, &around, &draft, problems);
    let skills = households.iter().chain(kinds.iter().map(|kind| &kind.home)).flat_map(|home| &home.skills);
    let skills = skills.chain(provisions.iter().flat_map(|each| &each.skills)).map(String::as_str).collect();
    let known = outlook::Known { ids: &ids, kinds: &kinds, children: &children, localities: &localities, skills };
    outlook::read(text.unwrap_or(""), file, &known, &mut draft.settings, problems);
    let relations = relations::read(table(&relations::KIND), &ids, &children, problems);
    let decisions = decisions::read(table(&decisions::KIND), &ids, &children, problems);
    let scenario = Scenario {
        provisions,
        groups: groups(&ids),
        relations: relations.iter().map(|(pair, (relation, _))| (*pair, relation.clone())).collect(),
        exclusions: exclusions::read(table(&exclusions::KIND), &ids, problems),
        scores: scores::read(table(&scores::KIND), &ids, problems),
        decisions: decisions.iter().map(|(decision, _)| decision.clone()).collect(),
        settings: draft.settings,
        children,
        households,
        localities,
        kinds,
    };
    // What is asked of a whole scenario means nothing while stand-ins are in it.
    if !problems.any_fault() {
        pins::check(&scenario, &decisions, problems);
        doubts::note(&scenario, &ids, problems);
    }
    scenario
}

/// Reads a plan that is only to be tried, such as the `recruitment.csv` of an earlier run: households by the position of
/// their kind.
///
/// # Errors
/// Every fault found: a file that cannot be read, kinds that the scenario does not have, numbers that are none.
pub fn read_plan(file: &Path, scenario: &Scenario) -> Result<Vec<i64>, Vec<Problem>> {
    let problems = Problems::default();
    let homes = plan::read(file, scenario, &problems);
    if problems.any_fault() { Err(problems.sorted()) } else { Ok(homes) }
}

fn groups(ids: &Ids<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> =
        ids.groups.iter().map(|name| Group { reference: (*name).to_owned(), members: Vec::new() }).collect();
    for child in (0..ids.children.len()).map(ChildId::at) {
        if let Some(group) = ids.group_of(child) {
            groups[group.index()].members.push(child);
        }
    }
    groups
}

/// Writes a scenario as a folder that [`read`] reads back as the same scenario, whole or not at all.
///
/// # Errors
/// If the folder is there and not empty, if it cannot be written, or if a child's ages fit no date of birth.
pub fn write(scenario: &Scenario, folder: &Path) -> std::io::Result<()> {
    write::write(scenario, folder)
}

/// Writes a template folder that explains itself (`placewell new`), whole or not at all.
///
/// # Errors
/// If the folder is there and not empty, or if it cannot be written.
pub fn template(folder: &Path) -> std::io::Result<()> {
    template::write(folder)
}
