//! `certificate.json` and what `result.json` says about it, as they stand in their files.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Certified, certify};
use crate::domain::{
    Branch, CERTIFICATE_UNIT, Certificate, ChildId, LevelId, Multipliers, Place, Proposal, ProvisionId, Quotient,
    Scenario, Split,
};
use crate::verify::rows::Names;
use crate::verify::{Fault, Findings};

/// Checks the certificates that stand in `certificate.json`, and that `result.json`, where there is one, names that file and
/// calls nothing certified that neither they bear out nor, for the unplaced, the flow of [`crate::verify::bound`], by which
/// so many are `unplaced_at_least`.
pub fn certify_files(
    scenario: &Scenario,
    proposal: &Proposal,
    unplaced_at_least: i64,
    result_json: Option<&str>,
    certificate_json: Option<&[u8]>,
) -> Certified {
    let mut findings = Findings::default();
    // What else is wrong with the record is found where its claims are checked.
    let record: Option<Value> = result_json.and_then(|text| serde_json::from_str(text).ok());
    if let Some(record) = &record {
        names_it(record, certificate_json, &mut findings);
    }
    let read = certificate_json.map(|bytes| read(scenario, bytes, &mut findings));
    let mut certified = certify(scenario, proposal, read.as_deref().unwrap_or_default());
    certified.faults.append(&mut findings.faults);
    if let Some(record) = &record {
        let faults = called_certified(unplaced_at_least, record, &certified);
        certified.faults.extend(faults);
    }
    certified.faults.sort();
    certified.faults.dedup();
    certified
}

/// Whether the file is the one that the record names.
fn names_it(record: &Value, bytes: Option<&[u8]>, findings: &mut Findings) {
    let named = record.get("certificate").and_then(|each| each.get("sha256")).and_then(Value::as_str);
    let found = match (named, bytes) {
        (None, None) => return,
        (None, Some(_)) => "result.json names no such file".to_owned(),
        (Some(_), None) => "result.json names it, and it is not there".to_owned(),
        (Some(named), Some(bytes)) => {
            let sha256 = format!("{:x}", Sha256::digest(bytes));
            if named == sha256 {
                return;
            }
            format!("its sha-256 is {sha256}, result.json says {named}")
        }
    };
    findings.fault("certificate-hash", vec!["certificate.json".to_owned()], found);
}

/// Levels that are called certified and are not. Nothing is said of those whose certificate has a fault of its own.
fn called_certified(unplaced_at_least: i64, record: &Value, certified: &Certified) -> Vec<Fault> {
    let mut findings = Findings::default();
    let levels = record.get("levels").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for entry in levels {
        let Some(level) = entry.get("id").and_then(Value::as_str).and_then(LevelId::read) else { continue };
        let is_at_fault = |fault: &Fault| {
            let file = fault.concerns.iter().any(|each| each == level.word() || each == "certificate.json");
            file && fault.id.starts_with("certificate-")
        };
        if certified.faults.iter().any(is_at_fault) {
            continue;
        }
        let by_flow = (level == LevelId::Unplaced).then_some(unplaced_at_least);
        let proved = certified.bound(level).max(by_flow);
        let claims = |name: &str| entry.get(name).and_then(Value::as_i64);
        let claimed = if entry.get("certified").and_then(Value::as_bool) == Some(true) {
            claims("certified_bound").max(claims("bound")).or(Some(i64::MAX))
        } else {
            claims("certified_bound")
        };
        if let Some(claimed) = claimed.filter(|claimed| proved.is_none_or(|proved| proved < *claimed)) {
            let proved = proved.map_or_else(|| "nothing".to_owned(), |proved| format!("only {proved}"));
            let found = format!("at least {claimed} is called certified, and {proved} follows");
            findings.fault("certified", vec![level.word().to_owned()], found);
        }
    }
    findings.faults
}

/// The certificates that can be read.
fn read(scenario: &Scenario, bytes: &[u8], findings: &mut Findings) -> Vec<Certificate> {
    let whom = || vec!["certificate.json".to_owned()];
    let file: File = match serde_json::from_slice(bytes) {
        Ok(file) => file,
        Err(broken) => {
            findings.fault("certificate-unreadable", whom(), broken.to_string());
            return Vec::new();
        }
    };
    if file.unit != CERTIFICATE_UNIT {
        let found = format!("multipliers in units of 1/{}, not 1/{CERTIFICATE_UNIT}", file.unit);
        findings.fault("certificate-unreadable", whom(), found);
        return Vec::new();
    }
    let names = Names::of(scenario);
    let mut certificates = Vec::new();
    for entry in file.certificates {
        let Some(level) = LevelId::read(&entry.level).filter(|level| level.word() == entry.level) else {
            findings.fault("certificate-unknown", vec![entry.level], "no level of this id");
            continue;
        };
        let mut reader = Reader { names: &names, level, findings };
        if let Some(proof) = reader.branch(entry.proof) {
            certificates.push(Certificate { level, bound: entry.bound, proof });
        }
    }
    certificates
}

struct Reader<'a, 's> {
    names: &'a Names<'s>,
    level: LevelId,
    findings: &'a mut Findings,
}

impl Reader<'_, '_> {
    fn fault(&mut self, id: &str, whom: &str, found: &str) {
        self.findings.fault(id, vec![self.level.word().to_owned(), whom.to_owned()], found);
    }

    /// Every fault of a proof is found, also where nothing can follow from it any more.
    fn branch(&mut self, proof: Proof) -> Option<Branch> {
        match proof {
            Proof::Multipliers(numbers) => {
                let child = |reader: &Self, id: &str| reader.child(id);
                let there = |reader: &Self, id: &str| reader.provision(id);
                let children = self.numbers(numbers.children, child, "no child of this id");
                let provisions = self.numbers(numbers.provisions, there, "no provision of this id");
                let levels = self.levels(numbers.levels);
                let groups = self.sets(numbers.groups);
                let quotients = self.quotients(numbers.quotients);
                Some(Branch::Multipliers(Multipliers {
                    children: children?,
                    provisions: provisions?,
                    levels: levels?,
                    groups: groups?,
                    quotients: quotients?,
                }))
            }
            Proof::Cases(Cases { child, place, inside, outside }) => {
                let split = self.lives(&child, &[place]);
                self.cases(split, (inside, "inside"), (outside, "outside"))
            }
            Proof::Lives(Lives { child, places, yes, no }) => {
                let split = self.lives(&child, &places);
                self.cases(split, (yes, "yes"), (no, "no"))
            }
            Proof::Together(Together { one, other, yes, no }) => {
                let (one, other) = (self.known_child(&one), self.known_child(&other));
                let split = one.zip(other).map(|(one, other)| Split::Together { one, other });
                self.cases(split, (yes, "yes"), (no, "no"))
            }
        }
    }

    fn cases(&mut self, split: Option<Split>, yes: (Case, &str), no: (Case, &str)) -> Option<Branch> {
        let (yes, no) = (self.case(yes.0, yes.1), self.case(no.0, no.1));
        Some(Branch::Cases { split: split?, yes: Box::new(yes?), no: Box::new(no?) })
    }

    fn lives(&mut self, child: &str, places: &[String]) -> Option<Split> {
        let child = self.known_child(child);
        let places = self.places(places);
        Some(Split::Lives { child: child?, places: places? })
    }

    /// Every unknown place is told, not the first only.
    fn places(&mut self, places: &[String]) -> Option<Vec<Place>> {
        let mut known = Some(Vec::with_capacity(places.len()));
        for id in places {
            let place = self.place(id);
            if place.is_none() {
                self.fault("certificate-unknown", id, "no home or provision of this id");
            }
            known = known.zip(place).map(|(mut known, place)| {
                known.push(place);
                known
            });
        }
        known
    }

    fn known_child(&mut self, id: &str) -> Option<ChildId> {
        let child = self.child(id);
        if child.is_none() {
            self.fault("certificate-unknown", id, "no child of this id");
        }
        child
    }

    fn sets(&mut self, sets: Vec<SetNumber>) -> Option<Vec<(Vec<ChildId>, i64)>> {
        let mut found = Some(Vec::with_capacity(sets.len()));
        for SetNumber { children, number } in sets {
            let set = self.children(&children);
            found = found.zip(set).map(|(mut found, set)| {
                found.push((set, number));
                found
            });
        }
        found
    }

    fn quotients(&mut self, quotients: Vec<QuotientNumber>) -> Option<Vec<Quotient>> {
        let mut found = Some(Vec::with_capacity(quotients.len()));
        for QuotientNumber { children, places, levels, divisor, number } in quotients {
            let (children, places, levels) = (self.children(&children), self.places(&places), self.levels(levels));
            found = found.zip(children.zip(places).zip(levels)).map(|(mut found, ((children, places), levels))| {
                found.push(Quotient { children, places, levels, divisor, number });
                found
            });
        }
        found
    }

    /// Every unknown child is told, not the first of a set only.
    fn children(&mut self, ids: &[String]) -> Option<Vec<ChildId>> {
        let children: Vec<Option<ChildId>> = ids.iter().map(|id| self.known_child(id)).collect();
        children.into_iter().collect()
    }

    fn levels(&mut self, numbers: Numbers) -> Option<Vec<(LevelId, i64)>> {
        let level = |_: &Self, id: &str| LevelId::read(id).filter(|level| level.word() == id);
        self.numbers(numbers, level, "no level of this id")
    }

    fn case(&mut self, proof: Case, name: &str) -> Option<Branch> {
        if proof.is_none() {
            self.fault("certificate-case", name, "this case is left out, so that nothing follows");
        }
        self.branch(*proof?)
    }

    fn numbers<T>(
        &mut self,
        numbers: Numbers,
        find: impl Fn(&Self, &str) -> Option<T>,
        unknown: &str,
    ) -> Option<Vec<(T, i64)>> {
        let mut found = Some(Vec::with_capacity(numbers.0.len()));
        for (id, number) in numbers.0 {
            let known = find(self, &id);
            if known.is_none() {
                self.fault("certificate-unknown", &id, unknown);
            }
            found = found.zip(known).map(|(mut found, known)| {
                found.push((known, number));
                found
            });
        }
        found
    }

    fn child(&self, id: &str) -> Option<ChildId> {
        self.names.children.get(id).map(|child| child.id)
    }

    fn provision(&self, id: &str) -> Option<ProvisionId> {
        self.names.provisions.get(id).copied()
    }

    fn place(&self, id: &str) -> Option<Place> {
        let home = self.names.homes.get(id).copied().map(Place::Home);
        home.or_else(|| self.provision(id).map(Place::Provision))
    }
}

/// The file. Anything that it does not know is refused, since it could change what the rest means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema_version")]
    _schema_version: u32,
    #[serde(rename = "placewell_version", default)]
    _placewell_version: Option<String>,
    #[serde(rename = "scenario", default)]
    _scenario: Option<String>,
    unit: i64,
    certificates: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    level: String,
    bound: i64,
    proof: Proof,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Proof {
    Multipliers(Given),
    Cases(Cases),
    Lives(Lives),
    Together(Together),
}

/// What follows in one of two cases; none = it is left out.
type Case = Option<Box<Proof>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Given {
    children: Numbers,
    provisions: Numbers,
    levels: Numbers,
    groups: Vec<SetNumber>,
    quotients: Vec<QuotientNumber>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetNumber {
    children: Vec<String>,
    number: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuotientNumber {
    children: Vec<String>,
    places: Vec<String>,
    #[serde(default)]
    levels: Numbers,
    divisor: i64,
    number: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    child: String,
    place: String,
    inside: Case,
    outside: Case,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lives {
    child: String,
    places: Vec<String>,
    yes: Case,
    no: Case,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Together {
    one: String,
    other: String,
    yes: Case,
    no: Case,
}

/// Ids with their numbers, in the order of the file: an id that stands twice is seen.
#[derive(Default)]
struct Numbers(Vec<(String, i64)>);

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Numbers;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("ids with whole numbers")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Numbers, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Numbers(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}
