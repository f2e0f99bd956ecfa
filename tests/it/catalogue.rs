//! Every rule, limit, preference and level of the contract is in the catalogue, in its order, with its prose.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use placewell::domain::LevelId;
use placewell::policy::{About, levels, limits, preferences, rules};

/// The ids of the contract, in its order.
const RULES: [&str; 13] = [
    "age-range",
    "sex",
    "placement-type",
    "needs",
    "available",
    "distance",
    "area",
    "foster-care",
    "smoke-free",
    "kinship-named",
    "never",
    "resident-ages",
    "pets",
];
const LIMITS: [&str; 7] =
    ["approved-number", "usual-fostering-limit", "bedrooms", "must-apart", "solo", "companions", "must-together"];
const PREFERENCES: [&str; 7] =
    ["distance", "school", "preferred-age", "ethnicity", "religion", "language", "spare-skill"];
const LEVELS: [&str; 7] = ["unplaced", "not_in_family", "separated", "external", "moved", "mismatch", "weekly_cost"];

fn abouts() -> [(&'static str, Vec<&'static About>); 4] {
    [
        ("rules", rules::ALL.iter().map(|each| each.about()).collect()),
        ("limits", limits::ALL.iter().map(|each| each.about()).collect()),
        ("preferences", preferences::ALL.iter().map(|each| each.about()).collect()),
        ("levels", levels::ALL.iter().map(|each| each.about()).collect()),
    ]
}

#[test]
fn the_catalogue_is_that_of_the_contract_in_its_order() {
    for ((kind, abouts), expected) in abouts().into_iter().zip([&RULES[..], &LIMITS, &PREFERENCES, &LEVELS]) {
        assert_eq!(abouts.iter().map(|about| about.id).collect::<Vec<_>>(), expected, "{kind}");
    }
}

#[test]
fn levels_carry_the_id_by_which_they_are_found() {
    assert_eq!(levels::ALL.iter().map(|level| level.id()).collect::<Vec<_>>(), LevelId::ALL);
    for level in levels::ALL {
        assert_eq!(level.about().id, level.id().word());
        assert!(!level.unit().is_empty(), "{}", level.about().id);
    }
}

/// An override or a switch names one thing: only `distance` stands twice, as a rule and as a preference.
#[test]
fn ids_are_unique_but_for_distance() {
    let mut seen = BTreeSet::new();
    let twice: Vec<_> =
        abouts().iter().flat_map(|(_, all)| all).map(|about| about.id).filter(|id| !seen.insert(*id)).collect();
    assert_eq!(twice, ["distance"]);
}

#[test]
fn prose_is_complete_and_in_sentences() {
    for (kind, about) in abouts().iter().flat_map(|(kind, all)| all.iter().map(move |about| (kind, about))) {
        let About { id, title, asks, because, source } = about;
        for text in [title, asks, because, source] {
            assert!(!text.trim().is_empty(), "{kind} {id}: something is not said");
            assert!(!text.contains("  "), "{kind} {id}: two spaces in {text:?}");
            assert!(text.starts_with(|first: char| !first.is_lowercase()), "{kind} {id}: {text:?} begins small");
        }
        assert!(!title.ends_with('.'), "{kind} {id}: a title has no final stop");
        assert!(asks.ends_with('.') && because.ends_with('.'), "{kind} {id}: sentences end with a final stop");
        assert!(!source.contains(".md"), "{kind} {id}: a source is a law, a standard or a page that readers can open");
    }
}

#[test]
fn every_file_is_registered() {
    for (kind, wanted) in [("rules", "Rule"), ("limits", "Limit"), ("preferences", "Preference"), ("levels", "Level")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/policy").join(kind);
        let register = fs::read_to_string(folder.join("mod.rs")).expect("the folder has a mod.rs");
        let items = items_of(&folder);
        assert!(!items.is_empty(), "{kind}: no item found");
        let mut missing = Vec::new();
        for (module, file) in items {
            let text = fs::read_to_string(&file).expect("a source file");
            for line in lines_to_register(&module, item_of(&text, wanted)) {
                if !register.lines().any(|each| each.trim().trim_start_matches("pub ") == line) {
                    missing.push(format!("src/policy/{kind}/mod.rs lacks the line: {line}"));
                }
            }
            if item_of(&text, wanted).is_some() {
                let id = if wanted == "Level" { module.clone() } else { module.replace('_', "-") };
                if !text.contains(&format!("id: \"{id}\"")) {
                    missing.push(format!("{} lacks its id: {id}", file.display()));
                }
            }
        }
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }
}

#[test]
fn a_file_that_nobody_registered_is_told_its_lines() {
    let text = "pub(super) struct NoStairs;\n\nimpl Rule for NoStairs {\n";
    assert_eq!(lines_to_register("no_stairs", item_of(text, "Rule")), ["mod no_stairs;", "&no_stairs::NoStairs,"]);
    assert_eq!(lines_to_register("stairs", item_of("fn up() {}", "Rule")), ["mod stairs;"], "a module without an item");
}

/// Modules of a folder with the file that holds each: `name.rs` or `name/mod.rs`.
fn items_of(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut items: Vec<_> = fs::read_dir(folder)
        .expect("a folder of the catalogue")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().is_some_and(|name| name != "mod.rs"))
        .map(|path| {
            let module = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (module, if path.is_dir() { path.join("mod.rs") } else { path })
        })
        .collect();
    items.sort();
    items
}

/// The name of the type that the file adds to the catalogue, if it adds one.
fn item_of<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("\nimpl {wanted} for "))?;
    rest.split_whitespace().next()
}

fn lines_to_register(module: &str, item: Option<&str>) -> Vec<String> {
    let declared = format!("mod {module};");
    match item {
        Some(item) => vec![declared, format!("&{module}::{item},")],
        None => vec![declared],
    }
}
