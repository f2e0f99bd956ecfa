//! The pattern model as files, so that anyone can run another solver on it: one file for each level, with the rows that
//! hold the levels before it, and tables that say what columns, rows and levels mean.

mod lp;
mod mps;
mod readme;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::domain::{LevelId, Scenario, guarded};
use crate::model::{Model, Objective, Tag};
use crate::policy::levels;

/// A format of integer programmes that many solvers read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Free MPS.
    Mps,
    /// The LP format of CPLEX.
    Lp,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Mps, Self::Lp];

    /// Its name, and the end of its files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mps => "mps",
            Self::Lp => "lp",
        }
    }

    /// The format of this name.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.word() == word)
    }
}

/// One integer programme: minimise the objective, under the model's rows and those that hold levels.
struct Programme<'m> {
    model: &'m Model,
    objective: &'m Objective,
    /// The levels before it, in their order.
    held: &'m [Objective],
}

/// The name of a variable.
fn column(variable: usize, model: &Model) -> String {
    let letter = if variable < model.columns.len() { 'z' } else { 's' };
    format!("{letter}{variable}")
}

/// The name of a row.
fn row(at: usize) -> String {
    format!("r{at}")
}

/// The name of the row that holds a level.
fn hold(level: LevelId) -> String {
    format!("hold_{level}")
}

/// A right-hand side that holds nothing: no choice charges more.
fn most(objective: &Objective) -> i64 {
    objective.charges.iter().map(|charge| (*charge).max(0)).sum()
}

/// The name of the file of a level, which is the n-th from 0.
pub(super) fn file(at: usize, level: LevelId, format: Format) -> String {
    format!("{}-{level}.{}", at + 1, format.word())
}

/// Writes the model of a scenario to a folder, which is made: the same model gives the same bytes.
///
/// # Errors
/// What the file system refuses.
pub fn export(scenario: &Scenario, model: &Model, format: Format, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("README.md"), readme::text(scenario, model, format))?;
    columns(scenario, model, &folder.join("columns.csv"))?;
    rows(scenario, model, &folder.join("rows.csv"))?;
    level_table(model, format, &folder.join("levels.csv"))?;
    for (at, objective) in model.objectives.iter().enumerate() {
        let programme = Programme { model, objective, held: &model.objectives[..at] };
        let mut out = BufWriter::new(File::create(folder.join(file(at, objective.level, format)))?);
        match format {
            Format::Mps => mps::write(&programme, &mut out)?,
            Format::Lp => lp::write(&programme, &mut out)?,
        }
        out.flush()?;
    }
    Ok(())
}

fn csv(file: &Path, header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(BufWriter::new(File::create(file)?));
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|field| guarded(field)))?;
    }
    writer.flush()
}

fn columns(scenario: &Scenario, model: &Model, file: &Path) -> io::Result<()> {
    let name = |child: &crate::domain::ChildId| scenario.child(*child).reference.as_str();
    let patterns = model.columns.iter().enumerate().map(|(at, each)| {
        let children: Vec<&str> = each.children.iter().map(name).collect();
        vec![column(at, model), "pattern".to_owned(), scenario.place_name(each.place).to_owned(), children.join(";")]
    });
    let switches = (model.columns.len()..model.variables())
        .map(|at| vec![column(at, model), "helper".to_owned(), String::new(), String::new()]);
    csv(file, &["column", "kind", "place", "children"], patterns.chain(switches))
}

fn rows(scenario: &Scenario, model: &Model, file: &Path) -> io::Result<()> {
    let child = |id: crate::domain::ChildId| scenario.child(id).reference.clone();
    let home = |id: crate::domain::HouseholdId| scenario.household(id).reference.clone();
    let told = |tag: Tag| -> (String, String) {
        match tag {
            Tag::OncePerChild(id) => ("once-per-child".to_owned(), child(id)),
            Tag::MustPlace(id) => ("must-place".to_owned(), child(id)),
            Tag::OneUnit(id) => ("one-unit-of-a-group".to_owned(), home(id)),
            Tag::Capacity(id) => ("capacity".to_owned(), scenario.provision(id).reference.clone()),
            Tag::Limit(limit, id) => (limit.to_owned(), home(id)),
            Tag::ShouldApart(a, b, id) => ("should-apart".to_owned(), [child(a), child(b), home(id)].join(";")),
            Tag::Cap(level) => ("cap".to_owned(), level.to_string()),
        }
    };
    let all = model.rows.iter().enumerate().map(|(at, each)| {
        let (what, concerns) = told(each.tag);
        vec![row(at), what, concerns]
    });
    csv(file, &["row", "what", "concerns"], all)
}

fn level_table(model: &Model, format: Format, path: &Path) -> io::Result<()> {
    let all = model.objectives.iter().enumerate().map(|(at, each)| {
        vec![
            each.level.to_string(),
            levels::level(each.level).unit().to_owned(),
            file(at, each.level, format),
            each.constant.to_string(),
            hold(each.level),
            most(each).to_string(),
        ]
    });
    csv(path, &["level", "unit", "file", "constant", "held_by", "held_by_at_most_as_written"], all)
}
