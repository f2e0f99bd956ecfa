//! The folder that `placewell new` writes: a small scenario that explains itself.

use std::io;
use std::path::Path;

use super::write::new_folder;

/// The files of the template.
const FILES: [(&str, &str); 11] = [
    ("README.md", include_str!("template/README.md")),
    ("scenario.toml", include_str!("template/scenario.toml")),
    ("children.csv", include_str!("template/children.csv")),
    ("households.csv", include_str!("template/households.csv")),
    ("localities.csv", include_str!("template/localities.csv")),
    ("provision.csv", include_str!("template/provision.csv")),
    ("kinds.csv", include_str!("template/kinds.csv")),
    ("relations.csv", include_str!("template/relations.csv")),
    ("exclusions.csv", include_str!("template/exclusions.csv")),
    ("scores.csv", include_str!("template/scores.csv")),
    ("decisions.csv", include_str!("template/decisions.csv")),
];

/// Writes the template; a folder that is there already must be empty.
pub(super) fn write(folder: &Path) -> io::Result<()> {
    new_folder(folder, &FILES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Costs, LevelId, Policy};
    use crate::policy::preferences;
    use crate::scenario::{KINDS, read};

    fn file(name: &str) -> &'static str {
        FILES.iter().find(|(each, _)| *each == name).map_or("", |(_, text)| text)
    }

    #[test]
    fn every_table_and_column_is_there_and_explained() {
        for kind in KINDS {
            let header = file(&format!("{}.csv", kind.name)).lines().next().unwrap_or("");
            let columns: Vec<&str> = kind.columns.iter().map(|column| column.name).collect();
            assert_eq!(header.split(',').collect::<Vec<_>>(), columns, "{}", kind.name);
            let readme = file("README.md").split("\n## ").find(|part| part.starts_with(&format!("{}.csv", kind.name)));
            let explained = readme.unwrap_or("").lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
            let explained: Vec<&str> = explained.filter(|name| *name != "column").collect();
            assert_eq!(explained, columns, "README.md, {}", kind.name);
        }
    }

    #[test]
    fn it_reads_without_a_word_and_shows_the_defaults() {
        let beside = tempfile::tempdir().expect("a temporary folder");
        let folder = beside.path().join("new");
        write(&folder).expect("a template");
        let reading = read(&folder).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!(reading.warnings, []);
        let settings = &reading.scenario.settings;
        assert_eq!(settings.policy, Policy::default());
        assert_eq!(settings.costs, Costs::default());
        assert_eq!(settings.priorities, LevelId::ALL);
        for preference in preferences::ALL {
            let line = format!("# {} = 1\n", preference.about().id);
            assert!(file("scenario.toml").contains(&line), "{line}");
        }
    }

    #[test]
    fn a_folder_with_something_in_it_is_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write(folder.path()).expect("an empty folder is filled");
        let error = write(folder.path()).expect_err("a full folder is refused");
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    }
}
