//! The results in one table: each case and share in a row, with least, median and most of its seeds, and the peers' ratios.

use maud::{Markup, html};

use super::cases::told;
use super::figures::{NONE, cells, digits, proved, seconds, solver_title, spread};
use crate::benchmark::{AtLeast, Benchmark, Ended, Group, LevelFigure, Run, Spread};
use crate::report::document::Part;
use crate::report::page::html::{MOST_ROWS, more, number, table as page_table, text, words as column};
use crate::report::table::{Cell, Column, Table};

pub(super) fn part(found: &Benchmark) -> Part {
    Part::new("results", "The results in one table", html(found)).with([table(found)])
}

/// The peers that search, of which there are ratios.
pub(super) fn peers(found: &Benchmark) -> Vec<&str> {
    let runs = || found.cases.iter().flat_map(|case| &case.runs);
    let searches = |peer: &&str| runs().any(|run| run.solver == **peer && run.ended != Ended::NoSearch);
    found.asked.solvers.iter().skip(1).map(String::as_str).filter(searches).collect()
}

/// Of how many levels of these runs something holds, and how many levels there are.
fn levels(own: &[&Run], is_so: impl Fn(&LevelFigure) -> bool) -> (usize, usize) {
    let all = || own.iter().flat_map(|run| &run.levels);
    (all().filter(|level| is_so(level)).count(), all().count())
}

fn of((so, all): (usize, usize)) -> String {
    format!("{so} of {all}")
}

fn figures(ratios: &[AtLeast]) -> Option<Spread> {
    Spread::of(ratios.iter().map(|ratio| ratio.figure))
}

fn is_bound(ratios: &[AtLeast]) -> bool {
    ratios.iter().any(|ratio| ratio.is_bound)
}

/// A ratio with its ends in a line: `>= 12.0 (8.00 to 15.0)`.
pub(super) fn ratio_line(group: &Group<'_>, peer: &str) -> String {
    let ratios = group.ratios(peer);
    let (middle, ends) = spread(figures(&ratios), digits);
    let at_least = if is_bound(&ratios) { "at least " } else { "" };
    if ends.is_empty() { format!("{at_least}{middle}") } else { format!("{at_least}{middle} ({ends})") }
}

fn html(found: &Benchmark) -> Markup {
    let peers = peers(found);
    let mut heads = vec![
        column("Case"),
        number("Whole run, seconds"),
        number("Ended by proof"),
        number("Levels proved"),
        number("Levels certified"),
    ];
    heads.extend(peers.iter().map(|peer| number(format!("{}, times as long", solver_title(peer)))));
    let groups = found.groups();
    let rows: Vec<Vec<Markup>> = groups.iter().take(MOST_ROWS).map(|group| row(group, &peers)).collect();
    html! {
        p {
            "Each row is one case with one share of children who come with brothers or sisters: the middle one of its seeds, and below it \
             the least and the most. Levels are those of all seeds together. Times as long: from the graph to the proposal, beside \
             placewell\u{2019}s; \u{2265} where some run did not finish, which counts with the time that it was waited for."
        }
        (page_table("Every case: seconds, proofs, and peers of the same session", &heads, &rows))
        (more(groups.len(), "results.csv"))
    }
}

fn row(group: &Group<'_>, peers: &[&str]) -> Vec<Markup> {
    let own = group.own();
    let mut row = vec![
        text(group.label()),
        told(Spread::of(own.iter().map(|run| run.seconds)), seconds),
        text(proved(&own)),
        text(of(levels(&own, LevelFigure::is_proven))),
        text(of(levels(&own, LevelFigure::is_certified))),
    ];
    row.extend(peers.iter().map(|peer| {
        let ratios = group.ratios(peer);
        if ratios.is_empty() {
            return text(NONE);
        }
        html! { @if is_bound(&ratios) { "\u{2265}\u{a0}" } (told(figures(&ratios), digits)) }
    }));
    row
}

fn table(found: &Benchmark) -> Table {
    let peers = peers(found);
    let ends = [("min", "least"), ("median", "median"), ("max", "most")];
    let mut columns = vec![
        Column::new("case", "Case", 14),
        Column::new("sibling_share_percent", "Children with siblings, in a hundred", 12),
        Column::new("seeds", "Seeds", 8),
        Column::new("ended_by_proof", "Runs that ended by proof", 10),
        Column::new("levels", "Levels of all seeds", 8),
        Column::new("levels_proved", "Levels that are proved", 8),
        Column::new("levels_certified", "Levels with a certificate", 8),
    ];
    columns.extend(
        ends.map(|(end, word)| Column::new(format!("seconds_{end}"), format!("Whole run, seconds, {word}"), 12)),
    );
    for peer in &peers {
        let title = solver_title(peer);
        columns.extend(ends.map(|(end, word)| {
            Column::new(format!("{peer}_ratio_{end}"), format!("{title}, times as long, {word}"), 12)
        }));
        columns.push(Column::new(format!("{peer}_ratio_is_bound"), format!("{title}: at least that"), 10));
    }
    let rows = found.groups().into_iter().map(|group| {
        let own = group.own();
        let (certified, all) = levels(&own, LevelFigure::is_certified);
        let mut row = vec![
            Cell::text(group.case),
            group.share.map_or(Cell::Blank, Cell::Whole),
            Cell::count(group.records.len()),
            Cell::count(own.iter().filter(|run| run.ended == Ended::Proof).count()),
            Cell::count(all),
            Cell::count(levels(&own, LevelFigure::is_proven).0),
            Cell::count(certified),
        ];
        row.extend(cells(Spread::of(own.iter().map(|run| run.seconds))));
        for peer in &peers {
            let ratios = group.ratios(peer);
            row.extend(cells(figures(&ratios)));
            row.push(if ratios.is_empty() { Cell::Blank } else { Cell::yes_no(is_bound(&ratios)) });
        }
        row
    });
    Table { sheet: "Results".into(), file: Some("results.csv"), columns, rows: rows.collect() }
}
