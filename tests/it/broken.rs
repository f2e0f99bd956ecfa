//! Every fault of the input, each in its file and line: `scenarios/broken`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use placewell::scenario::{self, CODES, Problem, Severity};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/broken")
}

/// The folders in `scenarios/broken`, in order.
fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(root()).expect("the broken scenarios");
    let mut folders: Vec<_> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn problems(folder: &Path) -> Vec<Problem> {
    scenario::read(folder).map_or_else(|problems| problems, |reading| reading.warnings)
}

/// `children.csv:3 sex S013`.
fn place(problem: &Problem) -> String {
    let line = problem.line.map_or(String::new(), |line| format!(":{line}"));
    format!("{}{line} {} {}", problem.file, problem.column.as_deref().unwrap_or("-"), problem.code)
}

#[test]
fn each_folder_has_exactly_the_problems_that_it_lists() {
    for folder in folders() {
        let found: Vec<String> = problems(&folder).iter().map(place).collect();
        let listed = fs::read_to_string(folder.join("problems.txt")).unwrap_or_default();
        assert_eq!(found.join("\n"), listed.trim_end(), "{}", folder.display());
    }
}

#[test]
fn every_code_is_shown() {
    let mut shown: BTreeSet<&str> =
        folders().iter().flat_map(|folder| problems(folder)).map(|each| each.code).collect();
    shown.extend(problems(&root().join("no such folder")).iter().map(|each| each.code));
    let codes: BTreeSet<&str> = CODES.iter().map(|code| code.id).collect();
    assert_eq!(shown, codes);
}

#[test]
fn only_doubts_are_read() {
    for folder in folders() {
        let is_read = scenario::read(&folder).is_ok();
        assert_eq!(is_read, folder.ends_with("doubts"), "{}", folder.display());
    }
}

#[test]
fn a_problem_says_what_was_found_and_how_to_mend_it() {
    for problem in folders().iter().flat_map(|folder| problems(folder)) {
        assert!(!problem.found.is_empty() && !problem.mend.is_empty(), "{problem}");
        assert!(!problem.found.ends_with('.') && !problem.mend.ends_with('.'), "{problem}");
        assert_eq!(problem.severity == Severity::Warning, problem.code.starts_with('W'), "{problem}");
        assert!(problem.to_string().contains("\n  mend: "), "{problem}");
    }
}
