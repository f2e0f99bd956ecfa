//! Bounds that anybody can check without a solver: recomputed here in whole numbers, by code that shares nothing with the
//! search that made them.
//!
//! *Takes* a scenario, a proposal and certificates. *Gives* the bounds that follow from them, and a fault for each
//! certificate that is not in order or proves less than it claims. *Never* trusts a number: multipliers are advice, the
//! lawful companies of every home are searched again.

mod adds;
mod company;
mod conditions;
mod facts;
mod file;
mod ground;
mod home;
mod leaf;
mod packing;
mod quotients;
mod room;
mod sets;
mod sums;
mod units;

pub use file::certify_files;

use std::collections::BTreeMap;

use super::{Fault, Findings, recount, shape};
use crate::domain::{Certificate, LevelId, Proposal, Scenario};
use adds::{Adds, at};
use ground::Ground;
use leaf::TooLarge;

/// What certificates prove.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certified {
    /// Lower bounds that follow from the certificates, each in its level's unit and given the levels before it at the
    /// values of the proposal or below: no lawful proposal has less.
    pub bounds: Vec<(LevelId, i64)>,
    /// Certificates that are not in order, or that prove less than they claim.
    pub faults: Vec<Fault>,
}

impl Certified {
    /// The bound of a level that follows from a certificate.
    pub fn bound(&self, level: LevelId) -> Option<i64> {
        self.bounds.iter().find(|(of, _)| *of == level).map(|(_, bound)| *bound)
    }
}

/// Recomputes the bound of every certificate, on the threads of the caller's pool; however many there are, the answer is
/// the same. Levels held before are held at the values of this proposal.
pub fn certify(scenario: &Scenario, proposal: &Proposal, certificates: &[Certificate]) -> Certified {
    if certificates.is_empty() {
        return Certified::default();
    }
    let mut findings = Findings::default();
    let proposal = shape::sound(scenario, proposal, &mut Findings::default());
    let mut held = Adds::default();
    for (level, value) in recount(scenario, &proposal) {
        held[at(level)] = value;
    }
    let ground = Ground::of(scenario);
    let mut claimed = BTreeMap::new();
    let mut cases = Vec::new();
    for certificate in certificates {
        let level = certificate.level;
        let before = findings.faults.len();
        if claimed.insert(level, certificate.bound).is_some() {
            findings.fault("certificate-twice", vec![level.word().to_owned()], "the level has two certificates");
        }
        let of_it = conditions::cases(&ground, certificate, &mut findings);
        if findings.faults.len() == before {
            cases.extend(of_it);
        }
    }
    let proved = sums::proved(&ground, &cases, &held);
    let mut bounds = Vec::new();
    for (level, bound) in proved {
        let whom = vec![level.word().to_owned()];
        match bound {
            Err(TooLarge) => findings.fault("certificate-overflow", whom, "sums are too large for exact arithmetic"),
            Ok(bound) if bound < claimed[&level] => {
                findings.fault("certificate-bound", whom, format!("proves only {bound}, not {}", claimed[&level]));
            }
            Ok(bound) => bounds.push((level, bound)),
        }
    }
    Certified { bounds, faults: findings.faults }
}
