//! What was asked and what was found, in plain sentences, with the levels beside what is done by hand.

use maud::{Markup, html};

use super::Section;
use crate::domain::{Counts, Place, Status};
use crate::report::chart::Chart;
use crate::report::page::html::{self as page, Tone, number, table, tag, words as column};
use crate::report::page::picture;
use crate::report::table::{Cell, Column, Table};
use crate::report::tables::{measures, sectors};
use crate::report::view::{Kind, View, by_kind};
use crate::report::words;
use crate::solve::{LevelOutcome, Stopped};

pub(super) struct Summary;

impl Section for Summary {
    fn id(&self) -> &'static str {
        "summary"
    }

    fn title(&self, _: &View<'_>) -> &'static str {
        "What was asked, and what was found"
    }

    fn html(&self, view: &View<'_>) -> Markup {
        html! {
            p.big { (found(view)) }
            (tiles(view))
            p { (asked(view)) }
            p { (by_hand(view)) }
            (bars(view))
            h3 { "The levels, in the order in which they count" }
            p { (proof(view)) }
            (levels(view))
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        vec![measures::table(view), sectors::table(view), level_table(view)]
    }

    fn charts(&self) -> Vec<Chart> {
        vec![sectors::chart()]
    }
}

fn asked(view: &View<'_>) -> String {
    let scenario = view.scenario;
    let counts = &view.proposal.counts;
    let mut staying = vec![0_i64; scenario.households.len()];
    for child in scenario.children.iter().filter(|child| !child.in_scope()) {
        if let Some(Place::Home(home)) = child.current {
            staying[home.index()] += 1;
        }
    }
    let free: i64 = scenario
        .households
        .iter()
        .filter(|home| home.status == Status::Available)
        .map(|home| home.places - staying[home.id.index()])
        .map(|free| free.max(0))
        .sum();
    let stay = scenario.children.len() - counts.children;
    let provision = match scenario.provisions.len() {
        0 => String::new(),
        some => format!(" and {} of other placements", words::count(some, "source", "sources")),
    };
    let staying = match stay {
        0 => String::new(),
        some => format!(" {} already placed and to stay there.", words::count(some, "child is", "children are")),
    };
    format!(
        "Asked: places for {}, in {} ({free} free places in those available){provision}.{staying}",
        words::children(counts.children),
        words::count(scenario.households.len(), "household", "households"),
    )
}

fn found(view: &View<'_>) -> String {
    let counts = &view.proposal.counts;
    if !view.stands() {
        return "The independent check rejected this result. The figures below are not lawful placements.".to_owned();
    }
    if counts.children == 0 {
        return "No child needs a place.".to_owned();
    }
    let placed = if counts.unplaced == 0 {
        format!("All {} would have a place", words::children(counts.children))
    } else {
        format!("{} of {} would have a place", counts.placed, words::children(counts.children))
    };
    let unplaced = match counts.unplaced {
        0 => String::new(),
        1 => " 1 child is left without one.".to_owned(),
        some => format!(" {some} children are left without one."),
    };
    let siblings = match counts.sibling_groups {
        0 => String::new(),
        1 => {
            format!(" The sibling group {}.", if counts.groups_together == 1 { "is kept together" } else { "is split" })
        }
        some => {
            let kept = counts.groups_together;
            format!(" {kept} of {some} sibling groups {} kept together as planned.", words::is_are(kept))
        }
    };
    let moves = match counts.moved {
        0 => String::new(),
        1 => " 1 child would leave its present home.".to_owned(),
        some => format!(" {some} children would leave their present homes."),
    };
    format!(
        "{placed}: {} with the council\u{2019}s own carers or with family and friends.{unplaced}{siblings}{moves}",
        counts.in_house
    )
}

fn by_hand(view: &View<'_>) -> String {
    let counts = &view.baseline.counts;
    let unlawful = if view.findings.baseline.verdict.stands() {
        ""
    } else {
        " Some of those placements break a rule, so the comparison flatters the work by hand."
    };
    format!(
        "By hand, children by urgency, one at a time, best home first, a duty desk would place {}, {} of them in-house, \
         and keep {} of {} together.{unlawful}",
        counts.placed,
        counts.in_house,
        counts.groups_together,
        words::count(counts.sibling_groups, "sibling group", "sibling groups"),
    )
}

fn tiles(view: &View<'_>) -> Markup {
    html! {
        ul.tiles {
            @for measure in measures::of(view).iter().filter(|each| each.is_headline) {
                li class=[measure.alarms().then_some("bad")] {
                    span { (measure.title) }
                    b { (measure.proposal_text()) }
                    span.note { "by hand " (measure.baseline_text()) }
                }
            }
        }
    }
}

fn bars(view: &View<'_>) -> Markup {
    let (proposal, baseline) = (&view.proposal.counts, &view.baseline.counts);
    let name = view.name_of_result();
    let told = |counts: &Counts| {
        let parts: Vec<String> = by_kind(counts)
            .into_iter()
            .filter(|(_, number)| *number > 0)
            .map(|(kind, number)| format!("{} {number}", kind.map_or("no place", Kind::title)))
            .collect();
        parts.join(", ")
    };
    let rows: Vec<Vec<Markup>> = by_kind(proposal)
        .into_iter()
        .zip(by_kind(baseline))
        .filter(|((_, a), (_, b))| a + b > 0)
        .map(|((kind, a), (_, b))| {
            vec![
                html! { (picture::key(kind)) (kind.map_or("No place", Kind::title)) },
                page::text(a.to_string()),
                page::text(b.to_string()),
            ]
        })
        .collect();
    html! {
        @if proposal.children > 0 {
            figure {
                figcaption { "Where the children would live" }
                (picture::bars(
                    &[(name, proposal), ("Done by hand", baseline)],
                    &format!("{name}: {}. Done by hand: {}.", told(proposal), told(baseline)),
                ))
            }
            (table("Children by where they would live", &[column("Where"), number(name), number("By hand")], &rows))
        }
    }
}

fn proof(view: &View<'_>) -> String {
    let outcome = &view.findings.outcome;
    let asked = outcome.levels.iter().filter(|level| level.in_priorities).count();
    let proved = outcome.levels.iter().filter(|level| level.is_proven() == Some(true)).count();
    let order = "A level is made as small as possible, then held while the next is made small.";
    if !view.stands() {
        return format!(
            "{order} The independent check rejected this result, so none of these values can be relied on."
        );
    }
    let why = match outcome.stopped {
        None => "",
        Some(Stopped::TimeLimit) => " The time limit ended the search.",
        Some(Stopped::Interrupted) => " The search was interrupted.",
        Some(Stopped::BackEnd) => " The solver gave up on a level.",
        Some(Stopped::OwnRule) => " The search ended where pass after pass found nothing better.",
    };
    if proved == asked {
        format!(
            "{order} All {asked} levels asked for are proved: no lawful proposal does better on one without doing worse on one above it.{why}"
        )
    } else {
        format!(
            "{order} {proved} of {asked} levels are proved.{why} Where a level is not proved, a better proposal may exist; the table says how much better it could be at most."
        )
    }
}

fn levels(view: &View<'_>) -> Markup {
    let heads = [column("Level"), number(view.name_of_result()), number("By hand"), column("Proof")];
    let rows: Vec<Vec<Markup>> = view
        .findings
        .outcome
        .levels
        .iter()
        .enumerate()
        .map(|(rank, level)| {
            let by_hand = view.findings.baseline.verdict.level(level.level);
            vec![
                html! {
                    @if level.in_priorities { (rank + 1) ". " }
                    (words::level_title(level.level))
                    small { (words::level_unit(level.level)) }
                },
                page::text(words::level_value(level.level, level.value)),
                page::text(words::level_value(level.level, by_hand)),
                proved(view, level),
            ]
        })
        .collect();
    table("Levels: smaller is better, each with those above it held", &heads, &rows)
}

fn proved(view: &View<'_>, level: &LevelOutcome) -> Markup {
    if !view.stands() && level.in_priorities {
        return tag(Tone::Bad, "Rejected");
    }
    match (level.is_proven(), level.bound) {
        (None, _) => html! { (tag(Tone::Plain, "Only counted")) small { "left out of the priorities" } },
        (Some(true), _) => {
            html! { (tag(Tone::Good, "Proved")) small { "nothing lower is possible" } }
        }
        (Some(false), Some(bound)) => html! {
            (tag(Tone::Doubt, "Not proved"))
            small { "cannot be below " (words::level_value(level.level, bound)) }
        },
        (Some(false), None) => html! { (tag(Tone::Doubt, "Not proved")) small { "no bound is known" } },
    }
}

fn level_table(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("level", "Level", 16),
        Column::new("title", "Title", 44),
        Column::new("value", "Value", 12),
        Column::new("by_hand", "By hand", 12),
        Column::new("bound", "Proven lower bound", 12),
        Column::new("proven", "Proven", 16),
        Column::new("seconds", "Seconds", 10),
    ];
    let rows = view.findings.outcome.levels.iter().map(|level| {
        let proven = match level.is_proven() {
            _ if !view.stands() => "rejected",
            None => "only counted",
            Some(true) => "yes",
            Some(false) => "no",
        };
        let value = |value| words::level_cell(level.level, value);
        vec![
            Cell::text(level.level.word()),
            Cell::text(words::level_title(level.level)),
            value(level.value),
            value(view.findings.baseline.verdict.level(level.level)),
            level.bound.map(value).into(),
            Cell::text(proven),
            Cell::Seconds(level.seconds),
        ]
    });
    Table { sheet: "Levels".into(), file: None, columns, rows: rows.collect() }
}
