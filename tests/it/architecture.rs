//! The walls of the house: which room may know which, how long a file may be, and what no file may hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may name of the others. `crate` is the front door: what `lib.rs` itself declares.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("scenario", &["domain", "policy"]),
    ("policy", &["domain"]),
    ("compatibility", &["domain", "policy"]),
    ("model", &["domain", "policy", "compatibility"]),
    ("solve", &["domain", "policy", "compatibility", "model"]),
    ("verify", &["domain", "policy"]),
    ("explain", &["domain", "policy", "compatibility", "verify", "model", "solve"]),
    ("sufficiency", &["domain", "policy", "compatibility", "verify", "solve"]),
    ("futures", &["domain", "policy"]),
    ("recruitment", &["domain", "policy", "compatibility", "verify", "model", "solve", "sufficiency", "futures"]),
    ("compare", &["domain", "policy", "compatibility", "verify", "solve", "scenario", "crate"]),
    // It measures the thread, and so names each of its stages; how a result is written is told to it.
    ("benchmark", &["domain", "policy", "scenario", "compatibility", "model", "solve", "verify", "explain", "crate"]),
    (
        "report",
        &[
            "domain",
            "policy",
            "scenario",
            "verify",
            "explain",
            "solve",
            "sufficiency",
            "recruitment",
            "compare",
            "benchmark",
            "crate",
        ],
    ),
    (
        "cli",
        &[
            "domain",
            "policy",
            "scenario",
            "verify",
            "explain",
            "solve",
            "sufficiency",
            "recruitment",
            "compare",
            "benchmark",
            "report",
            "crate",
        ],
    ),
];

/// Libraries that only these rooms may name, so that one can be changed without the others.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("good_lp", &["solve"]),
    ("highs", &["solve"]),
    ("petgraph", &["solve", "verify", "explain", "recruitment"]),
    ("calamine", &["scenario", "verify"]),
    ("rust_xlsxwriter", &["scenario", "report"]),
    ("maud", &["report"]),
    ("clap", &["cli", "solve"]),
    ("comfy_table", &["cli"]),
    ("indicatif", &["cli"]),
];

/// Where seconds, advice to a solver and drawings are; quantities of the domain are whole numbers everywhere.
const FLOATS: &[&str] = &["solve", "benchmark", "report", "cli"];

const LONGEST: usize = 400;

/// A source file and the room it is in; files beside the rooms (`lib.rs`, `main.rs`) are in the room `crate`.
struct Source {
    path: PathBuf,
    room: String,
    text: String,
}

impl Source {
    /// The file without comments and strings, with or without its tests.
    fn code(&self, with_tests: bool) -> String {
        let text =
            if with_tests { &self.text } else { self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("") };
        code_of(text)
    }
}

#[test]
fn rooms_name_only_those_they_may() {
    let allowed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let rooms: BTreeSet<_> = sources().into_iter().map(|source| source.room).collect();
    let mut against = Vec::new();
    for source in sources().iter().filter(|source| source.room != "crate") {
        let may = allowed.get(source.room.as_str()).unwrap_or_else(|| panic!("say what `{}` may name", source.room));
        for named in named_of_crate(&source.code(true)) {
            let named = if rooms.contains(&named) { named } else { "crate".to_owned() };
            if named != source.room && !may.contains(&named.as_str()) {
                against.push(format!("{}: `{}` may not name `{named}`", source.path.display(), source.room));
            }
        }
    }
    assert!(against.is_empty(), "{}", against.join("\n"));
}

#[test]
fn no_path_climbs_out_of_its_room() {
    for source in sources().iter().filter(|source| source.room != "crate") {
        // src/room/a/b.rs is crate::room::a::b, and its tests are one deeper; mod.rs is its folder.
        let parts = source.path.components().count() - 1;
        let depth = if source.path.ends_with("mod.rs") { parts - 1 } else { parts };
        for (with_tests, climb) in [(false, "super::".repeat(depth)), (true, "super::".repeat(depth + 1))] {
            assert!(!source.code(with_tests).contains(&climb), "{}: {climb} leaves the room", source.path.display());
        }
    }
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut against = Vec::new();
    for source in sources() {
        for (library, rooms) in LIBRARIES.iter().filter(|(_, rooms)| !rooms.contains(&source.room.as_str())) {
            if source.code(true).lines().any(|line| names_library(line, library)) {
                against.push(format!("{}: `{library}` belongs to {rooms:?}", source.path.display()));
            }
        }
    }
    assert!(against.is_empty(), "{}", against.join("\n"));
}

#[test]
fn files_are_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut too_long = Vec::new();
    for path in ["src", "tests", "benches"].iter().flat_map(|folder| rust_files(&root.join(folder))) {
        let lines = fs::read_to_string(&path).expect("a source file").lines().count();
        if lines > LONGEST {
            too_long.push(format!("{}: {lines} lines, at most {LONGEST}", path.display()));
        }
    }
    assert!(too_long.is_empty(), "{}", too_long.join("\n"));
}

#[test]
fn nothing_is_left_undone() {
    let mut undone = Vec::new();
    for source in sources() {
        for (at, line) in source.code(true).lines().enumerate() {
            for word in ["todo!", "unimplemented!", "dbg!"].into_iter().filter(|word| line.contains(word)) {
                undone.push(format!("{}:{}: `{word}`", source.path.display(), at + 1));
            }
        }
    }
    assert!(undone.is_empty(), "{}", undone.join("\n"));
}

#[test]
fn quantities_are_whole_numbers() {
    // The front door holds one number that is no quantity: the seconds of `Request::time_limit`.
    for source in sources().iter().filter(|source| !FLOATS.contains(&source.room.as_str()) && source.room != "crate") {
        for (at, line) in source.code(false).lines().enumerate() {
            let found = words(line).any(|word| matches!(word, "f64" | "f32"));
            assert!(!found, "{}:{}: a float outside {FLOATS:?}: {line}", source.path.display(), at + 1);
        }
    }
}

#[test]
fn rooms_say_what_they_take_give_and_never_do() {
    let rooms: Vec<_> = sources().into_iter().filter(|source| is_room_door(&source.path)).collect();
    assert!(rooms.len() >= 8, "rooms found: {}", rooms.len());
    for source in rooms {
        let header: String = source.text.lines().take_while(|line| line.starts_with("//!")).collect();
        for word in ["*Takes*", "*Gives*", "*Never*"] {
            assert!(header.contains(word), "{}: its first lines do not say {word}", source.path.display());
        }
    }
}

#[test]
fn every_integration_test_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let list = fs::read_to_string(folder.join("main.rs")).expect("the list of tests");
    for entry in fs::read_dir(&folder).expect("the folder of tests") {
        let path = entry.expect("an entry").path();
        let is_module = path.extension().is_some_and(|end| end == "rs") || path.join("mod.rs").exists();
        let name = path.file_stem().expect("a name").to_string_lossy();
        if is_module && name != "main" {
            let line = format!("mod {name};");
            assert!(list.lines().any(|each| each.trim() == line), "tests/it/main.rs lacks the line: {line}");
        }
    }
}

#[test]
fn the_readers_of_this_test_can_read() {
    let named = |code: &str| named_of_crate(code).into_iter().collect::<Vec<_>>();
    assert_eq!(named("use crate::domain::{Child, Place};"), ["domain"]);
    assert_eq!(named("use crate::{domain::Child, policy::{About, rules}};"), ["domain", "policy"]);
    assert_eq!(named("use crate::{\n    Findings,\n    solve,\n};"), ["Findings", "solve"]);
    assert_eq!(named("let x = crate::model::build($crate::domain::one());"), ["domain", "model"]);
    assert_eq!(named("pub(crate) fn my_crate::nothing"), [""; 0]);
    assert_eq!(code_of("let a = 1; // crate::solve\nf()"), "let a = 1; \nf()");
    assert_eq!(code_of(r#"let a = "https://x \" y"; f()"#), r#"let a = ""; f()"#);
    assert_eq!(code_of(r#"let a = '"'; g('\''); f("crate::solve")"#), r#"let a = ; g('); f("")"#);
    assert_eq!(code_of("f(\"one\ntwo\")"), "f(\n\"\")", "lines stay lines");
    assert_eq!(code_of("r#\"a \"crate::solve\" b\"#;"), "r#\"\"#;");
    assert!(names_library("use highs::Model;", "highs") && !names_library("mod highs;", "highs"));
}

fn is_room_door(path: &Path) -> bool {
    path.components().count() == 3 && path.ends_with("mod.rs")
}

/// Every file below `src`, by its path from the top of the repository.
fn sources() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = rust_files(&top.join("src"));
    assert!(files.len() > 50, "only {} files found", files.len());
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file");
            let path = path.strip_prefix(top).expect("below the root").to_owned();
            let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let room = if parts.len() > 2 { parts[1].to_string() } else { "crate".to_owned() };
            Source { path, room, text }
        })
        .collect()
}

/// Every `.rs` file below a folder, in the order of paths; none if there is no such folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The text without comments and without what stands in strings; lines stay lines.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut chars = text.chars().peekable();
    while let Some(each) = chars.next() {
        match each {
            '\'' if matches!(chars.peek(), Some('"' | '\\')) => _ = (chars.next(), chars.next()),
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|next| *next != '\n').is_some() {},
            '"' => {
                let is_raw = code.ends_with("r#");
                while let Some(inner) = chars.next() {
                    match inner {
                        '\\' if !is_raw => _ = chars.next_if(|next| *next != '\n'),
                        '"' if !is_raw || chars.peek() == Some(&'#') => break,
                        '\n' => code.push('\n'),
                        _ => {}
                    }
                }
                code.push_str("\"\"");
            }
            _ => code.push(each),
        }
    }
    code
}

/// The first names after `crate::`, each of a group in braces too.
fn named_of_crate(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            named.extend(first_names(group));
        } else {
            named.extend(words(rest).next().map(str::to_owned));
        }
    }
    named
}

/// The names at the top of a group of imports, up to the brace that closes it.
fn first_names(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut top = String::new();
    for each in group.chars() {
        match each {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ if depth == 0 => top.push(each),
            _ => {}
        }
    }
    top.split(',').filter_map(|each| words(each).next().map(str::to_owned)).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|each: char| !(each.is_alphanumeric() || each == '_')).filter(|word| !word.is_empty())
}

/// Whether the line reaches into the library: `use name…` or `name::…`.
fn names_library(line: &str, library: &str) -> bool {
    line.match_indices(library).any(|(at, _)| {
        let before = line[..at].trim_end_matches("::");
        let starts = !before.ends_with(|each: char| each.is_alphanumeric() || each == '_') && before == &line[..at];
        starts && line[at + library.len()..].starts_with("::")
    })
}
