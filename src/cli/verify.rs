//! `placewell verify`: a proposal from its files alone.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::exit::{Exit, refuse_input};
use super::say::{complain, say};
use crate::domain::Scenario;
use crate::scenario::Input;
use crate::verify::{Certified, Fault, Verdict};
use crate::{report, scenario, verify};

/// Of one kind, so many notes are printed at most.
const MOST_LISTED: usize = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The scenario folder
    scenario: PathBuf,
    /// The folder that `match --out` wrote, or one with a `proposal.csv` from elsewhere
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let reading = match scenario::read(&arguments.scenario) {
        Ok(reading) => reading,
        Err(problems) => return refuse_input(&problems),
    };
    let proposal = arguments.out.join("proposal.csv");
    let text = match text_of(&proposal) {
        Ok(text) => text,
        Err(error) => {
            complain(&format!("error: `{}`: {error}\n  mend: name a folder with a proposal.csv", proposal.display()));
            return Exit::InputRefused;
        }
    };
    let record = arguments.out.join("result.json");
    let claims = match text_of(&record) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            complain(&format!("error: `{}`: {error}", record.display()));
            return Exit::InputRefused;
        }
    };
    for file in claims.iter().flat_map(|text| changed_since(text, &reading.inputs)) {
        say(&format!("note: `{file}` has changed since result.json was written: its bounds are of another scenario"));
    }
    let file = arguments.out.join("certificate.json");
    let certificate = match std::fs::read(&file) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            complain(&format!("error: `{}`: {error}", file.display()));
            return Exit::InputRefused;
        }
    };
    let verdict = verify::verify_files(&reading.scenario, &text, claims.as_deref());
    let certified = certified(&reading.scenario, &verdict, &text, claims.as_deref(), certificate.as_deref());
    for line in listed_lines(&verdict.listed) {
        say(&line);
    }
    for fault in verdict.faults.iter().chain(&certified.faults) {
        complain(&format!("fault: {}: {} ({})", fault.id, fault.found, fault.concerns.join(", ")));
    }
    for (level, value) in &verdict.levels {
        say(&format!("{:<14} {}", level.word(), report::level_amount(*level, *value)));
    }
    say(&format!("no proposal can have `unplaced` below {} (maximum flow)", verdict.unplaced_at_least));
    if verdict.stands() {
        for line in report::certified_lines(&reading.scenario, &verdict, &certified) {
            say(&line);
        }
    }
    let faults = verdict.faults.len() + certified.faults.len();
    if faults == 0 {
        let claims = if claims.is_some() { "; the claims of result.json agree" } else { "" };
        say(&format!("the proposal stands: every rule and limit holds{claims}"));
        Exit::Done
    } else {
        let what = if verdict.stands() {
            "the proposal is lawful, what is claimed of it is not borne out"
        } else {
            "this is not a proposal"
        };
        complain(&format!("verification failed: {faults} faults; {what}"));
        Exit::VerificationFailed
    }
}

/// The first of each kind, and how many more there are: of a region there are thousands.
fn listed_lines(listed: &[Fault]) -> Vec<String> {
    let mut of_kind: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for each in listed {
        let told = of_kind.entry(&each.id).or_default();
        *told += 1;
        if *told <= MOST_LISTED {
            lines.push(format!("listed: {}: {} ({})", each.id, each.found, each.concerns.join(", ")));
        }
    }
    let more = of_kind.into_iter().filter(|(_, told)| *told > MOST_LISTED);
    lines.extend(more.map(|(id, told)| format!("listed: {id}: {} more", told - MOST_LISTED)));
    lines
}

/// What the certificates prove of the proposal; nothing where it is none.
fn certified(
    scenario: &Scenario,
    verdict: &Verdict,
    proposal: &str,
    claims: Option<&str>,
    certificate: Option<&[u8]>,
) -> Certified {
    let nothing = Certified::default;
    let prove = |proposal| verify::certify_files(scenario, &proposal, verdict.unplaced_at_least, claims, certificate);
    verify::read_proposal(scenario, proposal).map_or_else(|_| nothing(), prove)
}

/// The text of a file that a spreadsheet program may have saved: UTF-8, or else Windows-1252.
fn text_of(file: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(file)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|other| encoding_rs::WINDOWS_1252.decode(other.as_bytes()).0.into_owned()))
}

/// Files of the scenario whose bytes are not those that the record was made from, by name.
fn changed_since(record: &str, inputs: &[Input]) -> Vec<String> {
    let record: serde_json::Value = serde_json::from_str(record).unwrap_or_default();
    let Some(before) = record.get("inputs").and_then(serde_json::Value::as_array) else { return Vec::new() };
    let field = |each: &serde_json::Value, name: &str| each.get(name).and_then(|text| text.as_str().map(str::to_owned));
    let before: BTreeMap<String, Option<String>> =
        before.iter().filter_map(|each| Some((field(each, "file")?, field(each, "sha256")))).collect();
    let now: BTreeMap<String, Option<String>> =
        inputs.iter().map(|each| (each.file.clone(), Some(each.sha256.clone()))).collect();
    let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != now.get(*name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(file: &str, sha256: &str) -> Input {
        Input { file: file.to_owned(), sha256: sha256.to_owned(), rows: None }
    }

    #[test]
    fn of_each_kind_the_first_are_listed_and_the_rest_counted() {
        let note = |id: &str, at: usize| Fault {
            id: id.to_owned(),
            concerns: vec![format!("C{at}")],
            found: "over the usual limit".to_owned(),
        };
        let mut listed: Vec<Fault> = (0..MOST_LISTED + 3).map(|at| note("present", at)).collect();
        listed.push(note("lifted", 0));
        let lines = listed_lines(&listed);
        assert_eq!(lines.len(), MOST_LISTED + 2);
        assert_eq!(lines[0], "listed: present: over the usual limit (C0)");
        assert_eq!(lines[MOST_LISTED + 1], "listed: present: 3 more");
        assert!(listed_lines(&[]).is_empty());
    }

    #[test]
    fn a_changed_added_or_missing_input_is_named() {
        let record = r#"{"inputs":[{"file":"a","sha256":"1"},{"file":"b","sha256":"2"},{"file":"c","sha256":"3"}]}"#;
        let now = [input("a", "1"), input("b", "changed"), input("d", "4")];
        assert_eq!(changed_since(record, &now), ["b", "c", "d"]);
        assert!(changed_since(record, &[input("a", "1"), input("b", "2"), input("c", "3")]).is_empty());
        assert!(changed_since("not json", &now).is_empty());
        assert!(changed_since("{}", &now).is_empty(), "a record that names no inputs claims nothing about them");
    }
}
