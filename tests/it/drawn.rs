//! What `generate` draws: the same bytes as ever, and the published margins.

use std::fs;

use placewell::scenario::{self, synthetic};
use sha2::{Digest, Sha256};
use synthetic::Recipe;

/// The digest of all files of a written scenario, in the order of their names.
fn digest(recipe: &Recipe) -> String {
    let beside = tempfile::tempdir().expect("a temporary folder");
    let folder = beside.path().join("written");
    scenario::write(&synthetic::scenario(recipe), &folder).expect("a folder is written");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let bytes: Vec<u8> = files.into_iter().flat_map(|file| fs::read(file).expect("a file")).collect();
    format!("{:x}", Sha256::digest(bytes))
}

#[test]
fn sizes_that_figures_rest_on_stay_as_they_were() {
    for (name, expected) in [
        ("daily", "9214e830707d32fdc936602519721d2dee033d4c7005593ec92f6b82436c0261"),
        ("month", "ef98f18d35438576d1c91609f0c119c9498bd77e81591065cba2bc0bd9960d2c"),
        ("council", "d044ae5545804a7f575a3777701482d2a18ac1bf7e6d1a7af41a3771ccb8e376"),
        ("planning", "05e0a6911a6f92a7648d1ff17f160f3c3eddc2566ea7561a6052d7d36af42c4b"),
    ] {
        assert_eq!(digest(&Recipe::named(name, 1).expect("a known size")), expected, "{name}, seed 1");
    }
}
