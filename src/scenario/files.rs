//! The files of a scenario folder: found in any case, read whole within a size, hashed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::problem::{At, Problems, nearest, quote};
use super::table::Table;
use super::{Input, KINDS, codes, decode, delimited, sheet};

/// The most bytes of one file.
pub(super) const LARGEST: u64 = 200_000_000;
const SETTINGS: &str = "scenario.toml";
const WORKBOOK: &str = "scenario.xlsx";

/// What a folder holds, as found.
#[derive(Default)]
pub(super) struct Files {
    /// Tables by the name of their kind.
    pub(super) tables: BTreeMap<&'static str, Table>,
    /// The name and text of scenario.toml.
    pub(super) settings: Option<(String, String)>,
    /// Every file read.
    pub(super) inputs: Vec<Input>,
}

/// Reads every file of a folder that a scenario is made of.
pub(super) fn open(folder: &Path, problems: &Problems) -> Option<Files> {
    let mut files = Files::default();
    let names = names(folder, problems)?;
    for kind in KINDS {
        let file = format!("{}.csv", kind.name);
        let Some((name, path)) = only(&names, &file, problems) else { continue };
        let Some(bytes) = bytes(name, path, problems) else { continue };
        let table = decode::text(&bytes, name, problems)
            .and_then(|text| delimited::table(kind, name, &text, problems))
            .unwrap_or_else(|| Table::unreadable(kind));
        files.inputs.push(input(name, &bytes, Some(table.len())));
        files.tables.insert(kind.name, table);
    }
    workbook(&mut files, &names, problems);
    if let Some((name, path)) = only(&names, SETTINGS, problems) {
        if let Some(bytes) = bytes(name, path, problems) {
            files.inputs.push(input(name, &bytes, None));
            files.settings = Some((name.clone(), decode::text(&bytes, name, problems).unwrap_or_default()));
        }
    } else {
        problems.add(
            At::file(SETTINGS),
            codes::MISSING_FILE,
            "no scenario.toml",
            "add one that gives at least the planning date, such as date = 2026-04-01",
        );
    }
    for kind in KINDS {
        if kind.required && !files.tables.contains_key(kind.name) {
            let file = format!("{}.csv", kind.name);
            let mend = format!("add {file}, or a sheet {} in scenario.xlsx", kind.name);
            problems.add(At::file(&file), codes::MISSING_FILE, format!("no table {}", kind.name), mend);
        }
    }
    unread(&names, problems);
    files.inputs.sort_by(|a, b| a.file.cmp(&b.file));
    Some(files)
}

/// Adds the tables of scenario.xlsx, if there is one.
fn workbook(files: &mut Files, names: &Names, problems: &Problems) {
    let Some((name, path)) = only(names, WORKBOOK, problems) else { return };
    let Some(bytes) = bytes(name, path, problems) else { return };
    files.inputs.push(input(name, &bytes, None));
    let Some(tables) = sheet::tables(name, &bytes, problems) else {
        for kind in KINDS {
            files.tables.entry(kind.name).or_insert_with(|| Table::unreadable(kind));
        }
        return;
    };
    for (kind, table) in tables {
        if let Some(given) = files.tables.get(kind) {
            let found = format!("the table {kind}, which {} holds as well", given.file);
            problems.add(At::file(&table.file), codes::TWICE, found, "remove the file or the sheet");
        } else {
            files.tables.insert(kind, table);
        }
    }
}

type Names = BTreeMap<String, Vec<(String, PathBuf)>>;

/// The files of the folder by their names in lower case.
fn names(folder: &Path, problems: &Problems) -> Option<Names> {
    let shown = folder.display().to_string();
    let refused = |error: std::io::Error| {
        let mend = "name a folder that holds scenario.toml and the tables; `placewell new DIR` writes one";
        problems.add(At::file(&shown), codes::NO_FOLDER, error.to_string(), mend);
    };
    let mut names = Names::new();
    for entry in fs::read_dir(folder).map_err(refused).ok()?.filter_map(Result::ok) {
        let path = entry.path();
        if path.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            names.entry(name.to_lowercase()).or_default().push((name, path));
        }
    }
    for same in names.values_mut() {
        same.sort();
    }
    Some(names)
}

/// The one file of a name; several that differ in capitals are a fault.
fn only<'n>(names: &'n Names, file: &str, problems: &Problems) -> Option<&'n (String, PathBuf)> {
    let same = names.get(file)?;
    for (other, _) in &same[1..] {
        let found = format!("a second file beside {}", same[0].0);
        problems.add(At::file(other), codes::TWICE, found, "keep one of the two files");
    }
    same.first()
}

pub(super) fn bytes(name: &str, path: &Path, problems: &Problems) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => {
            let mend = "check that the file may be read and is not open elsewhere";
            problems.add(At::file(name), codes::NO_FOLDER, error.to_string(), mend);
            None
        }
        Ok(size) if size as u64 > LARGEST => {
            let mend = "split the scenario, or remove what is not of this table";
            problems.add(At::file(name), codes::TOO_LARGE, "more than 200 MB", mend);
            None
        }
        Ok(_) => Some(bytes),
    }
}

fn input(name: &str, bytes: &[u8], rows: Option<usize>) -> Input {
    Input { file: name.to_owned(), sha256: format!("{:x}", Sha256::digest(bytes)), rows }
}

/// Warns of tables that are not read because their names are misspelt.
fn unread(names: &Names, problems: &Problems) {
    let known: Vec<String> = KINDS.iter().map(|kind| format!("{}.csv", kind.name)).collect();
    let known = || known.iter().map(String::as_str).chain([SETTINGS, WORKBOOK]);
    for (lower, same) in names {
        let is_data = [".csv", ".xlsx", ".toml"].iter().any(|end| lower.ends_with(end)) && !lower.starts_with("~$");
        if !is_data || known().any(|name| name == lower) {
            continue;
        }
        let near = nearest(lower, known()).filter(|near| strsim::damerau_levenshtein(near, lower) <= 2);
        if let Some(near) = near {
            let found = format!("the file {}", quote(&same[0].0));
            problems.add(
                At::file(&same[0].0),
                codes::UNREAD_FILE,
                found,
                format!("rename it to {near} if it is meant"),
            );
        }
    }
}
