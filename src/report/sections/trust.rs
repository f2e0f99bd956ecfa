//! How we know: proof, independent check, versions and hashes.

use maud::{Markup, html};

use super::Section;
use crate::domain::LevelId;
use crate::report::page::html::{Tone, number, table, tag, text, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::view::View;
use crate::report::{certified, words};
use crate::solve::Stopped;

pub(super) struct Trust;

impl Section for Trust {
    fn id(&self) -> &'static str {
        "trust"
    }

    fn title(&self, _: &View<'_>) -> &'static str {
        "How we know"
    }

    fn html(&self, view: &View<'_>) -> Markup {
        html! {
            (checked(view))
            (proofs(view))
            p {
                "Each level\u{2019}s bound comes from the solver\u{2019}s proof by integer programming. Where a bound without a solver is \
                 given, it follows from certificate.json in whole numbers, and the independent check has worked it out again. \
                 The bound on unplaced children is made once more by another method, a maximum flow that knows nothing of \
                 the solver: "
                strong { "no proposal can have less than " (view.findings.verdict.unplaced_at_least) } " in that level."
            }
            (facts(view))
            (inputs(view))
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        let columns = vec![Column::new("item", "Item", 34), Column::new("value", "Value", 90)];
        let rows = items(view).into_iter().map(|(item, value)| vec![Cell::text(item), Cell::text(value)]);
        vec![Table { sheet: "Proof".into(), file: None, columns, rows: rows.collect() }]
    }
}

fn checked(view: &View<'_>) -> Markup {
    let faults = view.findings.verdict.faults.len();
    html! {
        p {
            @if view.stands() {
                (tag(Tone::Good, "Checked")) " An independent check, which shares no code with the solver, asked every rule and limit again of every child and home, and counted every level again. It found no fault."
            } @else {
                (tag(Tone::Bad, "Rejected")) " The independent check found " (words::count(faults, "fault", "faults")) ". This result must not be used."
            }
        }
    }
}

fn proofs(view: &View<'_>) -> Markup {
    let heads = ["Value", "Recounted", "Proven lower bound", "Without a solver", "Seconds"].map(number);
    let heads: Vec<_> = [column("Level")].into_iter().chain(heads).collect();
    let verdict = &view.findings.verdict;
    let rows: Vec<Vec<Markup>> = view
        .findings
        .outcome
        .levels
        .iter()
        .map(|level| {
            let id = level.level;
            let certified = certified::bound(verdict, &view.findings.certified, id);
            let bound = match level.bound {
                Some(bound) => words::level_value(id, bound),
                None if level.in_priorities => "none known".to_owned(),
                None => "not asked for".to_owned(),
            };
            vec![
                text(words::level_title(id)),
                text(words::level_value(id, level.value)),
                text(words::level_value(id, verdict.level(id))),
                text(bound),
                text(certified.map_or_else(|| "none".to_owned(), |bound| words::level_value(id, bound))),
                text(format!("{:.2}", level.seconds)),
            ]
        })
        .collect();
    table("What is proved of each level", &heads, &rows)
}

fn facts(view: &View<'_>) -> Markup {
    let rows: Vec<Vec<Markup>> = items(view)
        .into_iter()
        .filter(|(item, _)| !item.starts_with("sha-256"))
        .map(|(item, value)| vec![text(item), text(value)])
        .collect();
    table("How it was made", &[column("Item"), column("Value")], &rows)
}

fn inputs(view: &View<'_>) -> Markup {
    let heads = [column("File"), number("Rows"), column("SHA-256")];
    let rows: Vec<Vec<Markup>> = view
        .findings
        .reading
        .inputs
        .iter()
        .map(|input| {
            vec![
                text(&input.file),
                text(input.rows.map_or_else(String::new, |rows| rows.to_string())),
                html! { code { (input.sha256) } },
            ]
        })
        .collect();
    html! {
        @if !rows.is_empty() { (table("The files that were read", &heads, &rows)) }
    }
}

fn items(view: &View<'_>) -> Vec<(String, String)> {
    let findings = view.findings;
    let (outcome, verdict, request) = (&findings.outcome, &findings.verdict, &findings.request);
    let size = outcome.size;
    let priorities: Vec<&str> = view.scenario.settings.priorities.iter().map(|level| level.word()).collect();
    let seconds: f64 = outcome.levels.iter().map(|level| level.seconds).sum();
    let stopped = match outcome.stopped {
        None => "no",
        Some(Stopped::TimeLimit) => "by the time limit",
        Some(Stopped::Interrupted) => "by the user",
        Some(Stopped::BackEnd) => "by the back-end",
        Some(Stopped::OwnRule) => "by its own rule",
    };
    let verdict_text =
        if verdict.stands() { "stands".to_owned() } else { words::count(verdict.faults.len(), "fault", "faults") };
    let limit = request.time_limit.map_or_else(|| "none".to_owned(), |limit| format!("{limit} seconds"));
    let mut items = vec![
        ("Scenario", view.scenario.settings.name.clone()),
        ("Planning date", words::date(view.scenario.settings.date)),
        ("Priorities", priorities.join(", ")),
        ("Everything proved", if outcome.is_proven() && verdict.stands() { "yes".into() } else { "no".to_owned() }),
        ("Independent check", verdict_text),
        ("Least unplaced, by maximum flow", words::level_value(LevelId::Unplaced, verdict.unplaced_at_least)),
        ("Stopped early", stopped.to_owned()),
        ("Time limit", limit),
        ("Threads", request.threads.to_string()),
        ("Back-end", outcome.backend.clone()),
        ("Seconds in the solver", format!("{seconds:.2}")),
        (
            "Size of the programme",
            format!(
                "{} children, {} open pairs, {} columns, {} switches, {} rows, {} parts",
                size.children, size.pairs, size.columns, size.switches, size.rows, size.parts
            ),
        ),
        ("placewell", env!("CARGO_PKG_VERSION").to_owned()),
        ("Baseline", "children by urgency, one at a time, best home first, siblings whole and then split".to_owned()),
    ]
    .into_iter()
    .map(|(item, value)| (item.to_owned(), value))
    .collect::<Vec<_>>();
    items.extend(
        findings.reading.inputs.iter().map(|input| (format!("sha-256 of {}", input.file), input.sha256.clone())),
    );
    items
}
