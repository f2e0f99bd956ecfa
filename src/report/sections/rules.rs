//! What was not asked as usual: rules off, decisions, breaches that were there before, doubtful input.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Section;
use crate::domain::{Decision, LocalityId, Place};
use crate::policy::{About, is_on, limits, preferences, rules};
use crate::report::page::html::{MOST_ROWS, Tone, more, more_than, number, table, tag, text, words as column};
use crate::report::table::{Cell, Column, Table};
use crate::report::view::View;
use crate::report::words;

/// Breaches named for each rule, and doubts named in all; the files have them all.
const MOST_EXAMPLES: usize = 6;
const MOST_DOUBTS: usize = 30;

pub(super) struct Rules;

impl Section for Rules {
    fn id(&self) -> &'static str {
        "rules"
    }

    fn title(&self, _: &View<'_>) -> &'static str {
        "Rules switched off, decisions made, and doubts about the input"
    }

    fn html(&self, view: &View<'_>) -> Markup {
        html! {
            (switched_off(view))
            (decisions(view))
            (listed(view))
            (warnings(view))
            (unknown_distances(view))
            (catalogue(view))
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        vec![table_of_rules(view)]
    }
}

fn switched_off(view: &View<'_>) -> Markup {
    let off = &view.scenario.settings.switched_off;
    let rows: Vec<Vec<Markup>> =
        off.iter().map(|(id, reason)| vec![html! { (words::title(id)) small { (id) } }, text(reason)]).collect();
    html! {
        @if off.is_empty() { p { "No rule, limit or preference is switched off." } }
        @else {
            p { (tag(Tone::Doubt, "Check")) " " (words::count(off.len(), "rule is", "rules are")) " switched off. Results are lawful only as far as the reasons given hold." }
            (table("Switched off, with the reason given", &[column("What"), column("Reason")], &rows))
        }
    }
}

fn decisions(view: &View<'_>) -> Markup {
    let all = &view.scenario.decisions;
    let heads = [column("Child"), column("Home"), column("Decision"), column("Reason"), column("By whom, when")];
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .take(MOST_ROWS)
        .map(|each| {
            vec![
                text(view.name(each.child)),
                text(&view.scenario.household(each.household).reference),
                text(decision(each)),
                text(each.reason.as_deref().unwrap_or("")),
                text(who(each)),
            ]
        })
        .collect();
    html! {
        @if all.is_empty() { p { "Nobody pinned, forbade or overrode a match." } }
        @else {
            (table("Decisions that people made beforehand", &heads, &rows))
            (more(all.len(), "result.json"))
        }
    }
}

fn decision(decision: &Decision) -> String {
    match &decision.rule {
        Some(rule) => format!("{} {}", decision.kind.word(), words::title(rule)),
        None => decision.kind.word().to_owned(),
    }
}

fn who(decision: &Decision) -> String {
    let date = decision.decided_on.map(words::date);
    let parts: Vec<String> = decision.decided_by.clone().into_iter().chain(date).collect();
    parts.join(", ")
}

fn listed(view: &View<'_>) -> Markup {
    let mut by_rule: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for each in &view.findings.verdict.listed {
        by_rule.entry(&each.id).or_default().push(format!("{} ({})", each.concerns.join(", "), each.found));
    }
    let rows: Vec<Vec<Markup>> = by_rule
        .iter()
        .map(|(id, all)| {
            vec![
                text(words::title(id)),
                text(all.len().to_string()),
                html! {
                    ul { @for each in all.iter().take(MOST_EXAMPLES) { li { (each) } } }
                    @if all.len() > MOST_EXAMPLES { small { (all.len() - MOST_EXAMPLES) " more in " code { "result.json" } } }
                },
            ]
        })
        .collect();
    let heads = [column("Rule"), number("How often"), column("Child and home")];
    html! {
        @if !rows.is_empty() {
            p {
                "Present placements that break a rule, and rules that a decision lifts. They are listed, not refused: a "
                "person has to look at each."
            }
            (table("Breaches that were there before, or that a decision lifts", &heads, &rows))
        }
    }
}

fn warnings(view: &View<'_>) -> Markup {
    let all = &view.findings.reading.warnings;
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .take(MOST_DOUBTS)
        .map(|each| {
            let line = each.line.map(|line| format!(", line {line}")).unwrap_or_default();
            let column = each.column.as_ref().map(|column| format!(", {column}")).unwrap_or_default();
            vec![html! { (each.file) (line) (column) small { (each.code) } }, text(&each.found), text(&each.mend)]
        })
        .collect();
    html! {
        @if all.is_empty() { p { "The input raised no doubts." } }
        @else {
            (table("Doubtful values of the input", &[column("Where"), column("Found"), column("How to mend it")], &rows))
            (more_than(MOST_DOUBTS, all.len(), "result.json"))
        }
    }
}

fn unknown_distances(view: &View<'_>) -> Markup {
    let scenario = view.scenario;
    let homes = &scenario.households;
    let (mut children_of, mut homes_of) = (BTreeMap::<LocalityId, usize>::new(), BTreeMap::<LocalityId, usize>::new());
    for child in scenario.in_scope() {
        *children_of.entry(child.locality).or_default() += 1;
    }
    for home in homes {
        *homes_of.entry(home.locality).or_default() += 1;
    }
    let unknown = |from: &LocalityId| {
        let there = homes_of.iter().filter(|(to, _)| scenario.miles(*from, **to).is_none());
        there.map(|(_, homes)| homes).sum::<usize>()
    };
    let pairs: usize = children_of.iter().map(|(from, children)| children * unknown(from)).sum();
    let placed = scenario.in_scope().filter(|child| {
        let there = view.proposal.proposal.of(child.id).map(|placement| placement.place);
        there.is_some_and(|place| matches!(place, Place::Home(_)) && scenario.miles_from_home(child, place).is_none())
    });
    let placed = placed.count();
    let all = view.proposal.counts.children * homes.len();
    html! {
        @if pairs == 0 { p { "The distance between every child and every home is known." } }
        @else {
            p {
                "The distance is unknown for " (pairs) " of " (all) " pairs of a child and a home, for lack of coordinates; "
                "the distance rule then passes. " (words::children(placed)) " would live in a home at an unknown distance."
            }
        }
    }
}

/// Everything that the catalogue asks, in its order, with what it is.
fn asked() -> impl Iterator<Item = (&'static str, &'static About)> {
    let rules = rules::ALL.iter().map(|each| ("Rule", each.about()));
    let limits = limits::ALL.iter().map(|each| ("Limit", each.about()));
    let preferences = preferences::ALL.iter().map(|each| ("Preference", each.about()));
    rules.chain(limits).chain(preferences)
}

fn catalogue(view: &View<'_>) -> Markup {
    let heads = [column("What"), column("On"), column("Asks"), column("Source")];
    let rows: Vec<Vec<Markup>> = asked()
        .map(|(what, about)| {
            vec![
                html! { (about.title) small { (what) " " (about.id) } },
                text(if is_on(view.scenario, about) { "on" } else { "off" }),
                text(about.asks),
                text(about.source),
            ]
        })
        .collect();
    html! {
        details {
            summary { "Everything that was asked, with its sources" }
            (table("The catalogue of rules, limits and preferences", &heads, &rows))
        }
    }
}

fn table_of_rules(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("what", "What", 14),
        Column::new("id", "Id", 22),
        Column::new("concerns", "Concerns", 26),
        Column::new("detail", "Detail", 60),
        Column::new("reason", "Reason or mend", 50),
    ];
    let row = |what: &str, id: &str, concerns: String, detail: String, reason: &str| {
        vec![Cell::text(what), Cell::text(id), Cell::text(concerns), Cell::text(detail), Cell::text(reason)]
    };
    let off = view.scenario.settings.switched_off.iter();
    let off = off.map(|(id, reason)| row("switched off", id, String::new(), words::title(id).into(), reason));
    let decided = view.scenario.decisions.iter().map(|each| {
        let concerns = [view.name(each.child), &view.scenario.household(each.household).reference].join(";");
        let reason = each.reason.as_deref().unwrap_or("");
        row(each.kind.word(), each.rule.as_deref().unwrap_or(""), concerns, who(each), reason)
    });
    let verdict = &view.findings.verdict;
    let faults =
        verdict.faults.iter().map(|each| row("fault", &each.id, each.concerns.join(";"), each.found.clone(), ""));
    let listed =
        verdict.listed.iter().map(|each| row("listed", &each.id, each.concerns.join(";"), each.found.clone(), ""));
    let warnings = view.findings.reading.warnings.iter().map(|each| {
        let line = each.line.map(|line| format!(":{line}")).unwrap_or_default();
        row("warning", each.code, format!("{}{line}", each.file), each.found.clone(), &each.mend)
    });
    let asked = asked().map(|(what, about)| {
        let state = if is_on(view.scenario, about) { "on" } else { "off" };
        row(&what.to_lowercase(), about.id, state.to_owned(), about.asks.to_owned(), about.source)
    });
    let rows = faults.chain(off).chain(decided).chain(listed).chain(warnings).chain(asked);
    Table { sheet: "Rules".into(), file: None, columns, rows: rows.collect() }
}
