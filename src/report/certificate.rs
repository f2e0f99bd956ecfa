//! `certificate.json`: the proofs that need no solver to be checked. The schema is made from these types.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Error;
use crate::Findings;
use crate::domain::{Branch, CERTIFICATE_UNIT, Certificate, ChildId, Multipliers, Place, Quotient, Scenario, Split};

/// The version of this layout: raised when a field changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

/// Certificates of the bounds in `result.json`, one for a level at most. `placewell verify` recomputes each from the
/// scenario and these numbers alone; README.md says how it is done by hand.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CertificateFile {
    /// Version of this layout.
    pub schema_version: u32,
    /// Version of placewell.
    pub placewell_version: String,
    /// The scenario's name.
    pub scenario: String,
    /// Multipliers are whole numbers of one part in so many.
    pub unit: i64,
    /// The certificates, in the order of the priorities.
    pub certificates: Vec<LevelCertificate>,
}

/// The certificate of one level.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LevelCertificate {
    /// The level's id.
    pub level: String,
    /// No lawful proposal that keeps the levels before it at the values of `result.json` or below has less.
    pub bound: i64,
    /// Why.
    pub proof: Proof,
}

/// Multipliers, or two cases of which one must be.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// These multipliers give the bound.
    Multipliers(Numbers),
    /// The child lives in that place or it does not; the bound is given in both cases.
    Cases {
        /// The child's id.
        child: String,
        /// The id of the home or provision.
        place: String,
        /// It lives there.
        inside: Box<Proof>,
        /// It does not.
        outside: Box<Proof>,
    },
    /// The child lives in one of these places or in none of them; the bound is given in both cases.
    Lives {
        /// The child's id.
        child: String,
        /// The ids of the homes and provisions.
        places: Vec<String>,
        /// It lives in one of them.
        yes: Box<Proof>,
        /// It does not.
        no: Box<Proof>,
    },
    /// These two siblings live together or they do not; the bound is given in both cases.
    Together {
        /// The id of one.
        one: String,
        /// The id of the other.
        other: String,
        /// They do.
        yes: Box<Proof>,
        /// They do not.
        no: Box<Proof>,
    },
}

/// Multipliers by id, in parts of `unit`; what is left out is 0.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Numbers {
    /// By child: at least 0, or of either sign if the child must be placed, by a decision or in this case.
    pub children: BTreeMap<String, i64>,
    /// By provision with a capacity: at least 0.
    pub provisions: BTreeMap<String, i64>,
    /// By level that comes before in the priorities: at least 0.
    pub levels: BTreeMap<String, i64>,
    /// By set of siblings, of either sign: charged wherever exactly these of their group live together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<SetNumber>,
    /// By quotient of a sum of rows, at least 0: charged as often as a company of a home, or a unit of a provision, fills the
    /// divisor by its children, by the home, by the provision's room that it takes, and by what it adds to levels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotients: Vec<QuotientNumber>,
}

/// The multiplier of a sum of rows, divided and rounded down: of these children, each of whom lives in one place at most, and
/// of these places, a home with one company at most and a provision with as many children as it has room for, and of these
/// levels, which come before in the priorities, each with its value at most.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct QuotientNumber {
    /// The ids of children, in the order of the scenario.
    pub children: Vec<String>,
    /// The ids of homes, and then of provisions with a capacity, each in the order of the scenario.
    pub places: Vec<String>,
    /// By level that comes before in the priorities, how often its row is in the sum: 1 at least.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<String, i64>,
    /// What the sum is divided by: 2 at least.
    pub divisor: i64,
    /// The multiplier.
    pub number: i64,
}

/// The multiplier of a set of siblings.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SetNumber {
    /// The ids of two siblings or more, in the order of the scenario.
    pub children: Vec<String>,
    /// The multiplier.
    pub number: i64,
}

/// The JSON schema of `certificate.json`.
pub fn certificate_schema() -> String {
    let schema = schemars::schema_for!(CertificateFile);
    serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
}

/// The content of `certificate.json`: the certificates that the independent check bears out; none = there are none.
///
/// # Errors
/// A number that JSON cannot hold, which none of these is.
pub fn certificate_json(findings: &Findings) -> Result<Option<String>, Error> {
    let scenario = &findings.reading.scenario;
    let sound = |each: &&Certificate| findings.certified.bound(each.level).is_some();
    let certificates: Vec<LevelCertificate> = findings
        .outcome
        .certificates
        .iter()
        .filter(sound)
        .map(|each| LevelCertificate {
            level: each.level.word().to_owned(),
            bound: each.bound,
            proof: proof(scenario, &each.proof),
        })
        .collect();
    if certificates.is_empty() {
        return Ok(None);
    }
    let file = CertificateFile {
        schema_version: SCHEMA_VERSION,
        placewell_version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario: scenario.settings.name.clone(),
        unit: CERTIFICATE_UNIT,
        certificates,
    };
    Ok(Some(serde_json::to_string_pretty(&file)? + "\n"))
}

fn proof(scenario: &Scenario, branch: &Branch) -> Proof {
    match branch {
        Branch::Multipliers(multipliers) => Proof::Multipliers(numbers(scenario, multipliers)),
        Branch::Cases { split, yes, no } => {
            let (yes, no) = (Box::new(proof(scenario, yes)), Box::new(proof(scenario, no)));
            let name = |child: &ChildId| scenario.child(*child).reference.clone();
            let called = |place: &Place| scenario.place_name(*place).to_owned();
            match split {
                Split::Lives { child, places } => match places.as_slice() {
                    [place] => Proof::Cases { child: name(child), place: called(place), inside: yes, outside: no },
                    _ => Proof::Lives { child: name(child), places: places.iter().map(called).collect(), yes, no },
                },
                Split::Together { one, other } => Proof::Together { one: name(one), other: name(other), yes, no },
            }
        }
    }
}

fn numbers(scenario: &Scenario, multipliers: &Multipliers) -> Numbers {
    fn given<T: Copy>(all: &[(T, i64)], name: impl Fn(T) -> String) -> BTreeMap<String, i64> {
        all.iter().filter(|(_, number)| *number != 0).map(|(id, number)| (name(*id), *number)).collect()
    }
    let children = |ids: &[ChildId]| ids.iter().map(|id| scenario.child(*id).reference.clone()).collect();
    let of_set = |(set, number): &(Vec<ChildId>, i64)| SetNumber { children: children(set), number: *number };
    let of_quotient = |quotient: &Quotient| QuotientNumber {
        children: children(&quotient.children),
        places: quotient.places.iter().map(|place| scenario.place_name(*place).to_owned()).collect(),
        levels: quotient.levels.iter().map(|(level, times)| (level.word().to_owned(), *times)).collect(),
        divisor: quotient.divisor,
        number: quotient.number,
    };
    Numbers {
        children: given(&multipliers.children, |id| scenario.child(id).reference.clone()),
        provisions: given(&multipliers.provisions, |id| scenario.provision(id).reference.clone()),
        levels: given(&multipliers.levels, |id| id.word().to_owned()),
        groups: multipliers.groups.iter().filter(|(_, number)| *number != 0).map(of_set).collect(),
        quotients: multipliers.quotients.iter().filter(|quotient| quotient.number != 0).map(of_quotient).collect(),
    }
}
