//! A proposal read back from its files, so that what people hold in their hands is checked and not what is in memory.

use super::{Fault, Findings, Verdict, beds, bound, cells, claims, record, recount, rows, verify};
use crate::domain::{Proposal, Scenario};

/// Reads `proposal.csv`: a row for every child, columns in any order, `,` or `;`.
///
/// Only `child_id` and `placement` are needed; `unit` tells who lives together in a provision (one label = one unit,
/// blank = a unit of one). A `'` that keeps a spreadsheet from running an id as a formula is taken off.
///
/// # Errors
/// Every reason why it is not a proposal for this scenario: `columns`, `unreadable`, `unknown-id`, `twice-placed`,
/// `missing-child`, `unit`.
pub fn read_proposal(scenario: &Scenario, text: &str) -> Result<Proposal, Vec<Fault>> {
    let mut findings = Findings::default();
    let table = rows::read(scenario, text, &mut findings);
    if findings.faults.is_empty() { Ok(table.proposal) } else { Err(findings.faults) }
}

/// Checks a proposal and the record of its levels as they stand in `proposal.csv` and `result.json`: all that [`verify`]
/// checks, and that no column and no claimed level says anything else than the recount.
///
/// Where the table is not a proposal for this scenario at all, only that is reported, and the levels are those of the
/// rows that could be read.
pub fn verify_files(scenario: &Scenario, proposal_csv: &str, result_json: Option<&str>) -> Verdict {
    let mut findings = Findings::default();
    let table = rows::read(scenario, proposal_csv, &mut findings);
    if !findings.faults.is_empty() {
        return findings.into_verdict(recount(scenario, &table.proposal), bound(scenario).unplaced_at_least);
    }
    cells::check(scenario, &table, &mut findings);
    beds::check(scenario, &table, &mut findings);
    let mut verdict = verify(scenario, &table.proposal);
    if let Some(text) = result_json {
        let claimed = record::check(scenario, &table.proposal, text, &mut findings);
        findings.faults.extend(claimed.into_iter().flat_map(|claimed| claims::against(&verdict.levels, &claimed)));
    }
    verdict.faults.append(&mut findings.faults);
    verdict.faults.sort();
    verdict.faults.dedup();
    verdict
}
