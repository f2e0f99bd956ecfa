//! What `placewell verify` says of certificates in a folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use placewell::domain::{Branch, Certificate, LevelId, Multipliers, Place, Quotient, Split};
use placewell::solve::Watch;
use placewell::verify::{certify, certify_files};
use placewell::{Request, propose, report};

use super::advice::ascend;
use super::formula::Formula;

fn scenario() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-look")
}

/// A result of the first-look scenario with a certificate for every level.
fn write(out: &Path) {
    let request = Request::default();
    let mut findings = propose(&scenario(), &request, &Watch::default()).expect("a proposal");
    let read = &findings.reading.scenario;
    let formula = Formula::of(read);
    let values: Vec<i64> = read.settings.priorities.iter().map(|level| findings.verdict.level(*level)).collect();
    let of_level = |(position, level): (usize, &_)| {
        let proof = Branch::Multipliers(ascend(&formula, position, &values, 400));
        Certificate { level: *level, bound: i64::MIN, proof }
    };
    findings.outcome.certificates = read.settings.priorities.iter().enumerate().map(of_level).collect();
    findings.certified = certify(read, &findings.outcome.proposal, &findings.outcome.certificates);
    assert_eq!((findings.certified.faults.len(), findings.certified.bounds.len()), (0, values.len()));
    report::write(out, &report::files(&findings).expect("made")).expect("written");
}

/// The exit code, what is printed, and what is complained of.
fn verify(out: &Path) -> (Option<i32>, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_placewell")).arg("verify").arg(scenario()).arg(out).output();
    let run = run.expect("the binary runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (run.status.code(), text(&run.stdout), text(&run.stderr))
}

#[test]
fn verify_says_level_by_level_what_is_certified() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let out = place.path().join("out");
    write(&out);
    let (exit, said, _) = verify(&out);
    assert_eq!(exit, Some(0), "{said}");
    assert!(said.contains("\nno proposal can place more ("), "{said}");
    let sure = "\nnone can keep more siblings together, given the levels before (certified)\n";
    assert!(said.contains(sure), "{said}");
    assert_eq!(said.lines().filter(|line| line.contains("given the levels before")).count(), 6, "{said}");

    let file = out.join("certificate.json");
    let text = fs::read_to_string(&file).expect("there");
    fs::write(&file, text + " ").expect("written");
    let (exit, _, complained) = verify(&out);
    assert_eq!(exit, Some(3), "{complained}");
    assert!(complained.contains("fault: certificate-hash: "), "{complained}");
    assert!(complained.contains("what is claimed of it is not borne out"), "{complained}");
    fs::remove_file(&file).expect("there");
    assert_eq!(verify(&out).0, Some(3), "named, and not there");
}

/// The schema describes what is written.
#[test]
fn the_schema_knows_every_field() {
    let schema: serde_json::Value = serde_json::from_str(&report::certificate_schema()).expect("JSON");
    for name in ["schema_version", "scenario", "unit", "certificates"] {
        assert!(schema["properties"][name].is_object(), "{name}");
    }
    let level = &schema["$defs"]["LevelCertificate"]["properties"];
    for name in ["level", "bound", "proof"] {
        assert!(level[name].is_object(), "{name}");
    }
}

/// Questions of every kind and weights on sets of siblings are written as they are read.
#[test]
fn every_kind_of_proof_is_read_as_it_was_written() {
    let request = Request::default();
    let mut findings = propose(&scenario(), &request, &Watch::default()).expect("a proposal");
    let read = &findings.reading.scenario;
    let group = read.groups.iter().map(|group| &group.members).find(|members| members.len() > 1).expect("siblings");
    let (one, other) = (group[0], group[1]);
    let formula = Formula::of(read);
    let places: Vec<Place> = formula.open.iter().filter(|(child, _)| *child == one).map(|(_, place)| *place).collect();
    assert!(places.len() > 2, "{places:?}");
    let home = Place::Home(read.households[0].id);
    let weighed = |weight: i64| {
        let mut pair = vec![one, other];
        pair.sort_unstable();
        Box::new(Branch::Multipliers(Multipliers {
            groups: vec![(pair.clone(), weight)],
            quotients: vec![Quotient {
                children: pair,
                places: vec![home],
                levels: vec![(LevelId::Unplaced, 2)],
                divisor: 3,
                number: 1 << 18,
            }],
            ..Multipliers::default()
        }))
    };
    let asked = |split: Split, no: Box<Branch>| Branch::Cases { split, yes: weighed(1 << 19), no };
    let together = asked(Split::Together { one, other }, weighed(-(1 << 18)));
    let two = asked(Split::Lives { child: one, places: places[..2].to_vec() }, Box::new(together));
    let proof = asked(Split::Lives { child: one, places: places[2..].to_vec() }, Box::new(two));
    let certificate = Certificate { level: LevelId::Separated, bound: i64::MIN, proof };
    findings.outcome.certificates = vec![certificate.clone()];
    findings.certified = certify(read, &findings.outcome.proposal, &[certificate]);
    assert_eq!((findings.certified.faults.len(), findings.certified.bounds.len()), (0, 1));
    let text = report::certificate_json(&findings).expect("JSON").expect("a certificate");
    for key in ["\"lives\"", "\"places\"", "\"together\"", "\"groups\"", "\"quotients\"", "\"yes\"", "\"no\""] {
        assert!(text.contains(key), "{key} in {text}");
    }
    assert!(text.contains("\"levels\": {\n                    \"unplaced\": 2"), "{text}");
    let again = certify_files(read, &findings.outcome.proposal, 0, None, Some(text.as_bytes()));
    assert_eq!(again, findings.certified);
}
