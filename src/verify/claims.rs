//! What somebody claims about a proposal, against the recount.

use super::{Fault, Findings, recount};
use crate::domain::{Claim, LevelId, Proposal, Scenario};

/// Every claim that the recount contradicts: a level's id (a value that differs; a level left out or claimed twice), `bound`
/// (a lower bound above the value that was reached: this proposal refutes it), `proven` (a proof claimed without a
/// bound that reaches the value). Whether a lower bound below the value is true cannot be seen from a proposal.
///
/// The proposal must be one for this scenario, of the shape that [`super::verify`] accepts.
pub fn verify_claims(scenario: &Scenario, proposal: &Proposal, claimed: &[Claim]) -> Vec<Fault> {
    against(&recount(scenario, proposal), claimed)
}

/// [`verify_claims`] with the levels already recounted.
pub(super) fn against(counts: &[(LevelId, i64)], claimed: &[Claim]) -> Vec<Fault> {
    let mut findings = Findings::default();
    for (level, count) in counts {
        let of_it: Vec<&Claim> = claimed.iter().filter(|claim| claim.level == *level).collect();
        if of_it.len() != 1 {
            findings.fault(level.word(), Vec::new(), format!("reported {} times", of_it.len()));
        }
        for claim in of_it {
            check(claim, *count, &mut findings);
        }
    }
    findings.faults
}

fn check(claim: &Claim, count: i64, findings: &mut Findings) {
    let level = claim.level.word();
    if claim.value != count {
        findings.fault(level, Vec::new(), format!("claimed {}, recounted {count}", claim.value));
    }
    if let Some(bound) = claim.bound.filter(|bound| *bound > count) {
        findings.fault("bound", vec![level.to_owned()], format!("claimed at least {bound}, recounted {count}"));
    }
    let reaches = claim.bound.is_some_and(|bound| bound >= claim.value);
    if claim.proven == Some(true) && !reaches {
        let bound = claim.bound.map_or("none".to_owned(), |bound| bound.to_string());
        findings.fault("proven", vec![level.to_owned()], format!("value {}, bound {bound}", claim.value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: &[(LevelId, i64)] = &[(LevelId::Unplaced, 3), (LevelId::WeeklyCost, 90_000)];

    fn claim(level: LevelId, value: i64, bound: Option<i64>, proven: Option<bool>) -> Claim {
        Claim { level, value, bound, proven }
    }

    fn ids(claims: &[Claim]) -> Vec<String> {
        against(COUNTS, claims).into_iter().map(|fault| fault.id).collect()
    }

    #[test]
    fn honest_claims_pass() {
        assert!(
            ids(&[claim(LevelId::Unplaced, 3, Some(3), Some(true)), claim(LevelId::WeeklyCost, 90_000, None, None)])
                .is_empty()
        );
        assert!(
            ids(&[
                claim(LevelId::Unplaced, 3, Some(1), Some(false)),
                claim(LevelId::WeeklyCost, 90_000, None, Some(false))
            ])
            .is_empty()
        );
    }

    #[test]
    fn each_false_claim_has_its_fault() {
        let cost = claim(LevelId::WeeklyCost, 90_000, None, None);
        assert_eq!(ids(&[claim(LevelId::Unplaced, 2, Some(2), Some(true)), cost]), ["unplaced"]);
        assert_eq!(ids(&[claim(LevelId::Unplaced, 3, Some(4), Some(true)), cost]), ["bound"]);
        assert_eq!(ids(&[claim(LevelId::Unplaced, 3, Some(2), Some(true)), cost]), ["proven"]);
        assert_eq!(ids(&[claim(LevelId::Unplaced, 3, None, Some(true)), cost]), ["proven"]);
        assert_eq!(ids(&[cost]), ["unplaced"], "left out");
        assert_eq!(ids(&[claim(LevelId::Unplaced, 3, None, None), cost, cost]), ["weekly_cost"], "twice");
    }
}
