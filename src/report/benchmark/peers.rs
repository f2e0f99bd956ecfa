//! Peers on the same cases in the same session: how far they came, how long they took, and whether they found the same.

use maud::{Markup, html};

use super::cases::told;
use super::figures::{NONE, cells, digits, ended, level_title, seconds, solver_title};
use crate::benchmark::{Benchmark, CaseRecord, Ended, Group, LevelFigure, Run, Spread};
use crate::report::document::Part;
use crate::report::page::html::{MOST_ROWS, more, number, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

pub(super) fn part(found: &Benchmark) -> Part {
    Part::new("peers", "Beside other ways to solve it", html(found)).with([table(found)])
}

/// What a peer is, in a sentence.
fn what(solver: &str) -> &str {
    match solver {
        "plain" => {
            "Plain HiGHS: our pattern model, level after level, each an integer programme with an absolute gap under 1, then \
             held by a row; no start, no fixing, its own presolve, one thread."
        }
        "naive" => {
            "Naive model: HiGHS likewise, but child by child: a choice for each open pair of a child and a place, one for each two \
             siblings in a place, and rows for places, rooms by family, company and plans; what these let pass and a limit forbids \
             is forbidden when it is met, and the level solved again."
        }
        "first-come" => {
            "First come: children by urgency, one at a time, best home first, as a duty desk does. It proves nothing."
        }
        "cp-sat" => "OR-tools CP-SAT on the exported pattern model, level after level, one worker.",
        "scip" => "SCIP on the exported pattern model, level after level, one thread.",
        other => other,
    }
}

struct Row<'b> {
    group: Group<'b>,
    solver: &'b str,
    runs: Vec<&'b Run>,
}

fn rows(found: &Benchmark) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for group in found.groups() {
        for solver in found.asked.solvers.iter().skip(1) {
            let runs = group.runs(solver);
            if !runs.is_empty() {
                rows.push(Row { group: group.clone(), solver, runs });
            }
        }
    }
    rows
}

impl Row<'_> {
    /// How the runs ended, by number: `2 proof, 1 clock`.
    fn endings(&self) -> String {
        let kinds = [Ended::Proof, Ended::Clock, Ended::NoSearch, Ended::Cut, Ended::Failed];
        let counted = kinds.map(|kind| (kind, self.runs.iter().filter(|run| run.ended == kind).count()));
        let said =
            counted.iter().filter(|(_, count)| *count > 0).map(|(kind, count)| format!("{count} {}", ended(*kind)));
        said.collect::<Vec<_>>().join(", ")
    }

    /// The level at which a run stopped that came least far.
    fn stopped_at(&self) -> Option<&str> {
        let unproved = |run: &&Run| run.levels.iter().position(|level| !level.is_proven());
        let searched = self.runs.iter().filter(|run| matches!(run.ended, Ended::Clock | Ended::Cut));
        let first = searched.filter_map(|run| unproved(run).map(|at| (at, run))).min_by_key(|(at, _)| *at);
        first.map(|(at, run)| run.levels[at].id.as_str())
    }

    fn solving(&self) -> Option<Spread> {
        Spread::of(self.runs.iter().filter_map(|run| run.solve_seconds))
    }

    /// Of how many records the proposal is as good as placewell's, worse, or there is none.
    fn standing(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for record in &self.group.records {
            if let Some(at) = compared(record, self.solver) {
                counts[at] += 1;
            }
        }
        counts
    }

    /// Those whose proposal the independent check rejected.
    fn rejected(&self) -> usize {
        self.runs.iter().filter(|run| run.stands == Some(false)).count()
    }
}

/// 0 = better than placewell's at the first level that differs, 1 = as good, 2 = worse, 3 = no proposal.
fn compared(record: &CaseRecord, solver: &str) -> Option<usize> {
    let (own, peer) = (record.run("placewell")?, record.run(solver)?);
    let values = |run: &Run| -> Option<Vec<i64>> { run.levels.iter().map(|level: &LevelFigure| level.value).collect() };
    let own = values(own).filter(|values| !values.is_empty())?;
    let Some(peer) = values(peer).filter(|values| !values.is_empty() && peer.ended != Ended::Cut) else {
        return Some(3);
    };
    Some(match peer.cmp(&own) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Greater => 2,
    })
}

fn standing_told(row: &Row<'_>) -> String {
    let words = ["better", "as good", "worse", "none"];
    let said = row.standing().into_iter().zip(words).filter(|(count, _)| *count > 0);
    let mut all: Vec<String> = said.map(|(count, word)| format!("{count} {word}")).collect();
    if row.rejected() > 0 {
        all.push(format!("{} rejected", row.rejected()));
    }
    all.join(", ")
}

fn html(found: &Benchmark) -> Markup {
    let rows = rows(found);
    if rows.is_empty() {
        return html! { p { "No peers were asked for." } };
    }
    let heads = [
        column("Case"),
        column("Peer"),
        column("Ended by"),
        column("Stopped at"),
        number("Graph to proposal, seconds"),
        number("Times as long as placewell"),
        column("Proposal"),
    ];
    let shown: Vec<Vec<Markup>> = rows.iter().take(MOST_ROWS).map(shown).collect();
    html! {
        p { "The same scenarios in the same session, each in a process of its own, with the same time for the search." }
        ul { @for solver in found.asked.solvers.iter().skip(1) { li { (what(solver)) } } }
        (page_table("Peers, case by case", &heads, &shown))
        (more(rows.len(), "peers.csv"))
        p.note {
            "Stopped at: the first level that is not proved, of the run that came least far. A ratio is told where placewell ended by \
             proof; of a peer that did not finish it is at least the time that it was waited for. Cut: the peer did not look at its \
             clock, and was ended a quarter of its time and ten seconds later. Proposal: by the first level that differs \
             from placewell\u{2019}s. Every proposal goes through the same independent check, but that of a peer that was cut, which is \
             not told."
        }
    }
}

fn shown(row: &Row<'_>) -> Vec<Markup> {
    let ratios = row.group.ratios(row.solver);
    let at_least = ratios.iter().any(|ratio| ratio.is_bound);
    vec![
        text(row.group.label()),
        text(solver_title(row.solver)),
        text(row.endings()),
        text(row.stopped_at().map_or_else(|| NONE.to_owned(), level_title)),
        told(row.solving(), seconds),
        html! { @if at_least { "\u{2265}\u{a0}" } (told(Spread::of(ratios.iter().map(|ratio| ratio.figure)), digits)) },
        text(standing_told(row)),
    ]
}

fn table(found: &Benchmark) -> Table {
    let mut columns = vec![
        Column::new("case", "Case", 14),
        Column::new("sibling_share_percent", "Children with siblings, in a hundred", 12),
        Column::new("peer", "Peer", 14),
        Column::new("runs", "Runs", 8),
        Column::new("ended", "Ended by", 20),
        Column::new("stopped_at", "First level that is not proved", 16),
        Column::new("proposals", "Proposals, beside placewell's", 20),
        Column::new("ratio_is_bound", "Ratio is at least that", 10),
    ];
    for (key, heading) in [("solve_seconds", "Graph to proposal, seconds"), ("ratio", "Times as long as placewell")] {
        for (end, word) in [("min", "least"), ("median", "median"), ("max", "most")] {
            columns.push(Column::new(format!("{key}_{end}"), format!("{heading}, {word}"), 12));
        }
    }
    let rows = rows(found).into_iter().map(|row| {
        let ratios = row.group.ratios(row.solver);
        let spread = Spread::of(ratios.iter().map(|ratio| ratio.figure));
        let mut all = vec![
            Cell::text(row.group.case),
            row.group.share.map_or(Cell::Blank, Cell::Whole),
            Cell::text(row.solver),
            Cell::count(row.runs.len()),
            Cell::text(row.endings()),
            row.stopped_at().map_or(Cell::Blank, Cell::text),
            Cell::text(standing_told(&row)),
            spread.map_or(Cell::Blank, |_| Cell::yes_no(ratios.iter().any(|ratio| ratio.is_bound))),
        ];
        all.extend([row.solving(), spread].into_iter().flat_map(cells));
        all
    });
    Table { sheet: "Peers".into(), file: Some("peers.csv"), columns, rows: rows.collect() }
}

/// The failures and cuts of peers, one sentence each.
pub(super) fn notes(found: &Benchmark) -> Vec<String> {
    let mut notes = Vec::new();
    for record in &found.cases {
        for run in record.runs.iter().filter(|run| run.note.is_some()) {
            let note = run.note.as_deref().unwrap_or_default();
            notes.push(format!("{}, {}: {note}", record.label(), words::capital(solver_title(&run.solver))));
        }
    }
    notes
}
