//! A scenario becomes a folder, written whole or not at all.

mod kinds;
mod outlook;
mod rows;
mod toml;

use std::fs;
use std::io::{self, Error, ErrorKind};
use std::path::Path;

use csv::Writer;

use super::KINDS;
use crate::domain::{Scenario, guarded};

/// Writes the scenario as scenario.toml and CSV files.
pub(super) fn write(scenario: &Scenario, folder: &Path) -> io::Result<()> {
    let mut files = vec![("scenario.toml".to_owned(), toml::text(scenario))];
    for kind in KINDS {
        let rows = rows::of(scenario, kind.name)?;
        if rows.is_empty() && !kind.required {
            continue;
        }
        let mut writer = Writer::from_writer(Vec::new());
        writer.write_record(kind.columns.iter().map(|column| column.name))?;
        for row in rows {
            writer.write_record(row.iter().map(|cell| guarded_text(cell)))?;
        }
        let bytes = writer.into_inner().map_err(|error| Error::other(error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(Error::other)?;
        files.push((format!("{}.csv", kind.name), text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    new_folder(folder, &files)
}

/// A cell that no spreadsheet runs as a formula; numbers stay numbers.
fn guarded_text(cell: &str) -> String {
    if cell.parse::<i64>().is_ok() { cell.to_owned() } else { guarded(cell) }
}

/// Makes a folder with these files, whole or not at all. A folder that is there already must be empty.
pub(super) fn new_folder(folder: &Path, files: &[(&str, &str)]) -> io::Result<()> {
    let is_there = folder.exists();
    if is_there && (!folder.is_dir() || fs::read_dir(folder)?.next().is_some()) {
        let message = format!("{} is there already and is not an empty folder", folder.display());
        return Err(Error::new(ErrorKind::AlreadyExists, message));
    }
    // An empty folder may be where somebody stands: it is filled, not replaced.
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = if is_there { folder } else { parent };
    fs::create_dir_all(beside)?;
    let staging = tempfile::Builder::new().prefix(".placewell-").tempdir_in(beside)?;
    let whole = staging.path().join("scenario");
    fs::create_dir(&whole)?;
    for (name, text) in files {
        fs::write(whole.join(name), text)?;
    }
    if !is_there {
        return fs::rename(whole, folder);
    }
    files.iter().try_for_each(|(name, _)| fs::rename(whole.join(name), folder.join(name)))
}
