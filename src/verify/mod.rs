//! The independent check: is this proposal lawful, does it count what it claims, and could more have been placed?
//!
//! *Takes* a scenario and a proposal, from memory or from files, and nothing else. *Gives* a [`Verdict`], and from the
//! flow of [`bound`] how many must stay unplaced. *Never* looks at the graph, the model or the solver that made the proposal:
//! it asks the catalogue of [`crate::policy`] again, in its plain reading, so a rule that is added there is checked here.

mod beds;
mod bound;
mod cells;
mod certificate;
mod claims;
mod files;
mod homes;
mod places;
mod provisions;
mod record;
mod rows;
mod shape;
mod tally;
mod verdict;

pub use crate::domain::Claim;
pub use bound::{Bottleneck, Bound, bound};
pub use certificate::{Certified, certify, certify_files};
pub use claims::verify_claims;
pub use files::{read_proposal, verify_files};
pub use verdict::{Fault, OWN_FAULTS, Verdict};

use crate::domain::{ChildId, LevelId, Place, Proposal, Scenario};
use crate::policy::levels;

/// Checks every child, every rule, every limit and every decision, and recounts every level.
pub fn verify(scenario: &Scenario, proposal: &Proposal) -> Verdict {
    verify_below(scenario, proposal, bound(scenario).unplaced_at_least)
}

/// [`verify`] of another proposal for the scenario of which there is a verdict: the flow, which is the dearest part, is
/// the same.
pub fn verify_another(scenario: &Scenario, proposal: &Proposal, first: &Verdict) -> Verdict {
    verify_below(scenario, proposal, first.unplaced_at_least)
}

fn verify_below(scenario: &Scenario, proposal: &Proposal, unplaced_at_least: i64) -> Verdict {
    let mut findings = Findings::default();
    let proposal = &shape::sound(scenario, proposal, &mut findings);
    places::check(scenario, proposal, &mut findings);
    homes::check(scenario, proposal, &mut findings);
    provisions::check(scenario, proposal, &mut findings);
    doubt_itself(findings.into_verdict(recount(scenario, proposal), unplaced_at_least))
}

/// As [`verify`], with what is claimed about the levels checked too.
pub fn verify_claimed(scenario: &Scenario, proposal: &Proposal, claimed: &[Claim]) -> Verdict {
    let mut verdict = verify(scenario, proposal);
    verdict.faults.extend(verify_claims(scenario, proposal, claimed));
    verdict
}

/// A lawful proposal below the bound would refute the check itself: either a rule or the bound is wrong.
fn doubt_itself(mut verdict: Verdict) -> Verdict {
    let (count, bound) = (verdict.level(LevelId::Unplaced), verdict.unplaced_at_least);
    if verdict.stands() && count < bound {
        let found = format!("recounted {count}, but the flow proves at least {bound}: the check contradicts itself");
        verdict.faults.push(Fault {
            id: "bound".to_owned(),
            concerns: vec![LevelId::Unplaced.word().to_owned()],
            found,
        });
    }
    verdict
}

fn recount(scenario: &Scenario, proposal: &Proposal) -> Vec<(LevelId, i64)> {
    levels::ALL.iter().map(|level| (level.id(), level.count(scenario, proposal))).collect()
}

/// What the checks gather.
#[derive(Default)]
struct Findings {
    faults: Vec<Fault>,
    listed: Vec<Fault>,
}

impl Findings {
    fn fault(&mut self, id: impl Into<String>, concerns: Vec<String>, found: impl Into<String>) {
        self.faults.push(Fault { id: id.into(), concerns, found: found.into() });
    }

    fn list(&mut self, id: impl Into<String>, concerns: Vec<String>, found: impl Into<String>) {
        self.listed.push(Fault { id: id.into(), concerns, found: found.into() });
    }

    fn into_verdict(mut self, levels: Vec<(LevelId, i64)>, unplaced_at_least: i64) -> Verdict {
        self.faults.sort();
        self.faults.dedup();
        self.listed.sort();
        self.listed.dedup();
        Verdict { faults: self.faults, levels, unplaced_at_least, listed: self.listed }
    }
}

/// The caller's ids of some children and a place, for [`Fault::concerns`].
fn concerns(scenario: &Scenario, children: &[ChildId], place: Option<Place>) -> Vec<String> {
    let children = children.iter().map(|child| scenario.child(*child).reference.clone());
    children.chain(place.map(|place| scenario.place_name(place).to_owned())).collect()
}
