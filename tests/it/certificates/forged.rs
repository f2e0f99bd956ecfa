//! A good result with certificates, forged one way at a time: each forgery is caught by its own fault and by nothing else.

mod extended;

use std::collections::BTreeSet;

use placewell::domain::{Branch, Certificate, LevelId, Place, Scenario, Sexes, Split};
use placewell::scenario::Reading;
use placewell::solve::Watch;
use placewell::verify::{OWN_FAULTS, certify, certify_files, read_proposal, verify_files};
use placewell::{Request, propose_for, report};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::advice::ascend;
use super::formula::Formula;
use crate::support::{Town, child, placement};

/// Too many children for two homes; one stays, one is pinned, one could only go where it costs more than can be counted;
/// one provision has room for one, another for all. The pinned child is a sibling of the one who stays. The level `moved` is left out.
fn town() -> Scenario {
    Town::new()
        .child("Ann", |_| ())
        .child("Bob", |_| ())
        .child("Cat", |_| ())
        .child("Dan", |_| ())
        .child("Eve", |c| c.age = 15)
        .child("Pia", |_| ())
        .child("Stan", |_| ())
        .child("Zoe", |c| c.age = 2)
        .siblings(&["Ann", "Bob", "Cat"])
        .siblings(&["Pia", "Stan"])
        .home("H1", |h| h.places = 2)
        .home("H2", |h| h.places = 3)
        .home("H3", |h| (h.places, h.age_max) = (1, 4))
        .home("HClosed", |h| h.sexes = Sexes::M)
        .provision("P", |p| (p.capacity, p.max_siblings) = (Some(1), 2))
        .provision("Q", |p| (p.age_min, p.weekly_cost.0) = (14, 200_000))
        .lives("Stan", "H2")
        .pin("Pia", "H2")
        .score("Zoe", "H1", 1 << 40)
        .score("Ann", "H1", 3)
        .set(|settings| settings.priorities.retain(|level| *level != LevelId::Moved))
        .build()
}

#[derive(Clone)]
struct Files {
    scenario: Scenario,
    csv: String,
    result: Value,
    certificate: Value,
    /// The certificate as text, where it is to be something else than its value.
    text: Option<String>,
    /// Whether result.json is made to name the forged file.
    named: bool,
}

impl Files {
    fn good() -> Self {
        let scenario = town();
        let request = Request::default();
        let reading = Reading { scenario: scenario.clone(), warnings: Vec::new(), inputs: Vec::new() };
        let mut findings = propose_for(reading, &request, &Watch::default()).expect("a proposal");
        let proposal = findings.outcome.proposal.clone();
        let formula = Formula::of(&scenario);
        let priorities = &scenario.settings.priorities;
        let values: Vec<i64> = priorities.iter().map(|level| findings.verdict.level(*level)).collect();
        let mut certificates: Vec<Certificate> = priorities
            .iter()
            .enumerate()
            .map(|(position, level)| {
                let advice = Branch::Multipliers(ascend(&formula, position, &values, 400));
                Certificate { level: *level, bound: i64::MIN, proof: advice }
            })
            .collect();
        let by_cases = &mut certificates[4];
        by_cases.proof = Branch::Cases {
            split: Split::Lives { child: child(&scenario, "Dan"), places: vec![placement(&scenario, "H1").place] },
            yes: Box::new(by_cases.proof.clone()),
            no: Box::new(by_cases.proof.clone()),
        };
        let proved = certify(&scenario, &proposal, &certificates);
        for (certificate, (level, bound)) in certificates.iter_mut().zip(proved.bounds) {
            assert_eq!(certificate.level, level);
            certificate.bound = bound;
        }
        findings.certified = certify(&scenario, &proposal, &certificates);
        findings.outcome.certificates = certificates;
        let files = report::files(&findings).expect("written in memory");
        let text = |name: &str| {
            let (_, bytes) = files.iter().find(|(file, _)| *file == name).expect("is among the files");
            String::from_utf8(bytes.clone()).expect("UTF-8")
        };
        Self {
            csv: text("proposal.csv"),
            result: serde_json::from_str(&text("result.json")).expect("JSON"),
            certificate: serde_json::from_str(&text("certificate.json")).expect("JSON"),
            text: Some(text("certificate.json")),
            named: false,
            scenario,
        }
    }

    /// The ids of all faults, each once.
    fn caught(&self) -> Vec<String> {
        let text = self.text.clone().unwrap_or_else(|| self.certificate.to_string());
        let mut result = self.result.clone();
        if self.named {
            result["certificate"]["sha256"] = format!("{:x}", Sha256::digest(&text)).into();
        }
        self.caught_in(&result, Some(text.as_bytes()))
    }

    fn caught_in(&self, result: &Value, certificate: Option<&[u8]>) -> Vec<String> {
        let result = result.to_string();
        let verdict = verify_files(&self.scenario, &self.csv, Some(&result));
        let proposal = read_proposal(&self.scenario, &self.csv).expect("reads");
        let flow = verdict.unplaced_at_least;
        let certified = certify_files(&self.scenario, &proposal, flow, Some(&result), certificate);
        let faults = verdict.faults.into_iter().chain(certified.faults);
        faults.map(|fault| fault.id).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The proof of a level, or the first case of it: where its multipliers are.
    fn multipliers(certificate: &mut Value, position: usize) -> &mut Value {
        let proof = &mut certificate["certificates"][position]["proof"];
        if proof.get("cases").is_some() {
            &mut proof["cases"]["outside"]["multipliers"]
        } else {
            &mut proof["multipliers"]
        }
    }

    fn with(&self, change: impl FnOnce(&mut Value)) -> Self {
        let mut forged = Self { text: None, named: true, ..self.clone() };
        change(&mut forged.certificate);
        assert_ne!(forged.certificate, self.certificate, "nothing would change");
        forged
    }

    fn with_number(&self, position: usize, kind: &str, id: &str, number: impl Into<Value>) -> Self {
        self.with(|file| Self::multipliers(file, position)[kind][id] = number.into())
    }

    fn with_text(&self, text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), named: true, ..self.clone() }
    }

    fn with_result(&self, change: impl FnOnce(&mut Value)) -> Self {
        let mut forged = self.clone();
        change(&mut forged.result);
        assert_ne!(forged.result, self.result, "nothing would change");
        forged
    }

    fn number(&self, position: usize, kind: &str, id: &str) -> i64 {
        Self::multipliers(&mut self.certificate.clone(), position)[kind][id].as_i64().unwrap_or(0)
    }

    fn level(&self, position: usize) -> LevelId {
        self.scenario.settings.priorities[position]
    }
}

/// A forgery, and the faults that must be found, exactly.
type Forgery = (String, Files, Vec<&'static str>);

const UNIT: i64 = placewell::domain::CERTIFICATE_UNIT;

fn forgeries(good: &Files) -> Vec<Forgery> {
    let levels = good.scenario.settings.priorities.len();
    let mut all: Vec<Forgery> = Vec::new();
    let mut add = |what: &str, files: Files, expected: &[&'static str]| {
        all.push((what.to_owned(), files, expected.to_vec()));
    };
    for at in 0..levels {
        let entry = |change: &dyn Fn(&mut Value)| good.with(|file| change(&mut file["certificates"][at]));
        let bound = good.certificate["certificates"][at]["bound"].as_i64().expect("whole");
        let level = good.level(at);
        add("a bound raised by one", entry(&|each| each["bound"] = (bound + 1).into()), &["certificate-bound"]);
        add("a bound that cannot be", entry(&|each| each["bound"] = i64::MAX.into()), &["certificate-bound"]);
        add("a child below 0", good.with_number(at, "children", "Dan", -1), &["certificate-child"]);
        add("a child who stays", good.with_number(at, "children", "Stan", 1), &["certificate-child"]);
        add("a provision below 0", good.with_number(at, "provisions", "P", -1), &["certificate-provision"]);
        add("a provision without end", good.with_number(at, "provisions", "Q", 1), &["certificate-provision"]);
        add("the level itself", good.with_number(at, "levels", level.word(), 1), &["certificate-weight"]);
        add("a level left out", good.with_number(at, "levels", "moved", 1), &["certificate-weight"]);
        if at + 1 < levels {
            let later = good.with_number(at, "levels", good.level(at + 1).word(), UNIT);
            add("a later level", later, &["certificate-weight"]);
        }
        if at > 0 {
            add("a weight below 0", good.with_number(at, "levels", "unplaced", -1), &["certificate-weight"]);
        }
        add("an unknown child", good.with_number(at, "children", "Tom", 1), &["certificate-unknown"]);
        add("an unknown provision", good.with_number(at, "provisions", "H1", 1), &["certificate-unknown"]);
        add("an unknown level", good.with_number(at, "levels", "Unplaced ", 1), &["certificate-unknown"]);
        let far = good.number(at, "children", "Ann") + 5_000_000_000 * UNIT;
        add("a child altered", good.with_number(at, "children", "Ann", far), &["certificate-bound"]);
        let dear = good.number(at, "provisions", "P") + 5_000_000_000 * UNIT;
        add("a provision altered", good.with_number(at, "provisions", "P", dear), &["certificate-bound"]);
        add("half a number", good.with_number(at, "children", "Ann", 1.5), &["certificate-unreadable"]);
        add("a number as text", good.with_number(at, "provisions", "P", "1"), &["certificate-unreadable"]);
        add("no number", good.with_number(at, "children", "Ann", Value::Null), &["certificate-unreadable"]);
        add("a child too large", good.with_number(at, "children", "Ann", u64::MAX), &["certificate-unreadable"]);
        let again = good.with(|file| {
            let twice = file["certificates"][at].clone();
            file["certificates"].as_array_mut().expect("a list").push(twice);
        });
        add("a certificate twice", again, &["certificate-twice"]);
        let entry_again = good.with_number(at, "children", "DOUBLE", 7).certificate.to_string();
        let double = good.with_text(
            entry_again.replace("\"DOUBLE\"", "\"Dan\"").replace("\"children\":{\"", "\"children\":{\"Dan\":7,\""),
        );
        add("a child twice", double, &["certificate-twice"]);
        let lowered = good.with_result(|result| {
            let value = result["levels"][at]["value"].as_i64().expect("whole");
            result["levels"][at]["value"] = (value - 1).into();
        });
        add("a value lowered in result.json", lowered, &[level.word()]);
        let called = good.with_result(|result| {
            let bound = result["levels"][at]["certified_bound"].as_i64().expect("whole");
            result["levels"][at]["certified_bound"] = (bound + 1).into();
        });
        add("called certified", called, &["certified"]);
        let without = good.with(|file| drop(file["certificates"].as_array_mut().expect("a list").remove(at)));
        add("certificate left out", without, if at == 0 { &[] } else { &["certified"] });
    }
    all
}

fn forgeries_of_cases(good: &Files) -> Vec<Forgery> {
    let cases = |change: &dyn Fn(&mut Value)| good.with(|file| change(&mut file["certificates"][4]["proof"]["cases"]));
    let without =
        |name: &'static str| cases(&move |cases| drop(cases.as_object_mut().expect("an object").remove(name)));
    let nested = |child: &str, place: &str, side: &str| {
        let (child, place, side) = (child.to_owned(), place.to_owned(), side.to_owned());
        cases(&move |cases| {
            let below = cases[&side].clone();
            cases[&side] = json!({"cases": {"child": child, "place": place, "inside": below, "outside": below}});
        })
    };
    let found = |what: &str, files: Files, id: &'static str| (what.to_owned(), files, vec![id]);
    vec![
        found("inside only", without("outside"), "certificate-case"),
        found("outside only", without("inside"), "certificate-case"),
        found("of nobody", without("child"), "certificate-unreadable"),
        found("nowhere", without("place"), "certificate-unreadable"),
        found("inside is nothing", cases(&|cases| cases["inside"] = Value::Null), "certificate-case"),
        found("unknown child", cases(&|cases| cases["child"] = "Tom".into()), "certificate-unknown"),
        found("unknown place", cases(&|cases| cases["place"] = "H9".into()), "certificate-unknown"),
        found("place not open", cases(&|cases| cases["place"] = "HClosed".into()), "certificate-case"),
        found("provision not open", cases(&|cases| cases["place"] = "Q".into()), "certificate-case"),
        found("pinned elsewhere", cases(&|cases| cases["child"] = "Pia".into()), "certificate-case"),
        found("a child who stays", cases(&|cases| cases["child"] = "Stan".into()), "certificate-case"),
        found("asked again inside", nested("Dan", "H1", "inside"), "certificate-case"),
        found("asked again outside", nested("Dan", "H1", "outside"), "certificate-case"),
        found("elsewhere, though inside", nested("Dan", "H2", "inside"), "certificate-case"),
    ]
}

fn forgeries_of_files(good: &Files) -> Vec<Forgery> {
    let text = good.text.clone().expect("as it was written");
    let found = |what: &str, files: Files, id: &'static str| (what.to_owned(), files, vec![id]);
    let mut all: Vec<Forgery> = (0..10)
        .map(|tenth| good.with_text(&text[..(text.len() - 2) * tenth / 10]))
        .map(|files| found("broken off", files, "certificate-unreadable"))
        .collect();
    let field = |name: &'static str, value: Value| good.with(move |file| file[name] = value);
    let unreadable = "certificate-unreadable";
    all.extend([
        found("not the file", Files { named: false, ..good.with_text(text.clone() + " ") }, "certificate-hash"),
        found("another hash", good.with_result(|file| file["certificate"]["sha256"] = "0".into()), "certificate-hash"),
        found("not named", good.with_result(|file| file["certificate"] = Value::Null), "certificate-hash"),
        found("other units", field("unit", 1_000_000.into()), unreadable),
        found("units left out", field("unit", Value::Null), unreadable),
        found("another field", field("note", "trust me".into()), unreadable),
        found("no list", field("certificates", 7.into()), unreadable),
        found(
            "another kind of proof",
            good.with(|file| file["certificates"][0]["proof"] = json!({"word": {}})),
            unreadable,
        ),
        found("deep", good.with_text("[".repeat(100_000)), unreadable),
        found(
            "an unknown level",
            good.with(|file| file["certificates"][0]["level"] = "happiness".into()),
            "certificate-unknown",
        ),
        found(
            "a weight twice",
            {
                let twice = good.with_number(5, "levels", "unplaced", 5).certificate.to_string();
                good.with_text(twice.replace("\"levels\":{\"", "\"levels\":{\"unplaced\":5,\""))
            },
            "certificate-twice",
        ),
        found(
            "a provision twice",
            {
                let twice = good.with_number(5, "provisions", "P", 5).certificate.to_string();
                good.with_text(twice.replace("\"provisions\":{\"", "\"provisions\":{\"P\":5,\""))
            },
            "certificate-twice",
        ),
        found("too large to add", good.with_number(5, "levels", "mismatch", i64::MAX), "certificate-overflow"),
    ]);
    let of_moved = good.with(|file| file["certificates"][0]["level"] = "moved".into());
    all.push(found("of a level left out", of_moved, "certificate-level"));
    let swapped = good.with(|file| {
        let first = file["certificates"][0]["level"].clone();
        file["certificates"][0]["level"] = file["certificates"][2]["level"].clone();
        file["certificates"][2]["level"] = first;
    });
    all.push(("levels swapped".to_owned(), swapped, vec!["certificate-weight", "certified"]));
    all
}

fn all(good: &Files) -> Vec<Forgery> {
    forgeries(good)
        .into_iter()
        .chain(forgeries_of_cases(good))
        .chain(forgeries_of_files(good))
        .chain(extended::of_questions(good))
        .chain(extended::of_sets(good))
        .chain(extended::of_quotients(good))
        .collect()
}

/// Everything that some forgery is caught by.
pub(crate) fn caught_ids() -> BTreeSet<&'static str> {
    all(&Files::good()).into_iter().flat_map(|(.., ids)| ids).collect()
}

#[test]
fn the_good_certificates_are_borne_out() {
    let good = Files::good();
    assert_eq!(good.caught(), [""; 0]);
    let proven: Vec<i64> =
        (0..6).map(|at| good.result["levels"][at]["certified_bound"].as_i64().expect("whole")).collect();
    let values: Vec<i64> = (0..6).map(|at| good.result["levels"][at]["value"].as_i64().expect("whole")).collect();
    assert!(proven.iter().zip(&values).all(|(bound, value)| bound <= value), "{proven:?} {values:?}");
    assert!(proven.iter().zip(&values).filter(|(bound, value)| bound == value).count() >= 4, "{proven:?} {values:?}");
    let missing = good.caught_in(&good.result, None);
    assert_eq!(missing, ["certificate-hash"], "named, and not there");
    let mut plain = good.result.clone();
    plain["certificate"] = Value::Null;
    assert_eq!(good.caught_in(&plain, None), ["certified"], "no file, and levels still called certified");
}

#[test]
fn each_forged_certificate_is_caught_by_its_own_fault() {
    let good = Files::good();
    let forgeries = all(&good);
    assert!(forgeries.len() >= 100, "only {} forgeries", forgeries.len());
    let wrong: Vec<String> = forgeries
        .into_iter()
        .enumerate()
        .map(|(i, (what, files, expected))| (i, what, files.caught(), expected))
        .filter(|(_, _, caught, expected)| caught != expected)
        .map(|(i, what, caught, expected)| format!("forgery {i}, {what}: caught by {caught:?} instead of {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fault_of_certificates_has_a_forgery() {
    let caught = caught_ids();
    for (id, _) in OWN_FAULTS.iter().filter(|(id, _)| id.starts_with("certif")) {
        assert!(caught.contains(id), "no forgery of `{id}`: add one");
    }
}

/// What the words say of a proof that falls short.
#[test]
fn a_fault_says_what_is_proved() {
    let good = Files::good();
    let scenario = &good.scenario;
    let proposal = read_proposal(scenario, &good.csv).expect("reads");
    let forged = good.with(|file| {
        let bound = file["certificates"][0]["bound"].as_i64().expect("whole");
        file["certificates"][0]["bound"] = (bound + 1).into();
    });
    let found = certify_files(scenario, &proposal, 0, None, Some(forged.certificate.to_string().as_bytes()));
    let bound = good.certificate["certificates"][0]["bound"].as_i64().expect("whole");
    assert_eq!(found.faults[0].found, format!("proves only {bound}, not {}", bound + 1));
    assert_eq!(found.faults[0].concerns, ["unplaced"]);
    assert!(matches!(placement(scenario, "P").place, Place::Provision(_)));
}
