//! Promised and reached: the programme's promise, and the plan on futures that it had not seen.

use maud::{Markup, html};

use super::phrases;
use super::view::View;
use crate::recruitment::Ending;
use crate::report::document::Part;
use crate::report::page::html::{Tone, shown, tag};
use crate::report::table::{Cell, Column, Table};
use crate::report::words;

/// The section.
pub(super) fn part(view: &View<'_>) -> Part {
    let found = view.found;
    let (promise, goals, futures) = (promise(view), goals(view), futures(view));
    let rounds = rounds(view);
    let markup = html! {
        p {
            "The plan is made by a programme that sees every future in outline: places, brothers and sisters, and rooms, but \
             not every rule at once. So it promises more than can always be kept. The plan is then tried on futures that \
             the programme had not seen (seed " (found.trials.seed) "), through the full model: every child, every rule, \
             every room, each proposal checked again by an independent verifier. Both are shown; the second is what to \
             go by."
        }
        (verdict(view))
        (shown("What was promised, and what was reached", &promise))
        @if !found.trials.trials.is_empty() {
            (shown("Each goal in the futures tried", &goals))
        }
        @if !rounds.rows.is_empty() {
            (shown("How the full model taught the programme", &rounds))
            p.note {
                "Each round tries a plan on other futures than it was made from; none of them is among those on which the plan \
                 is tried in the end. Where the full model reaches the goals in too few, the next plan is made from more \
                 strictly asked goals, by so many heads, or for a greater share of futures; where it reaches far more than \
                 was asked for, less is tried. The cheapest plan that reached enough is taken."
            }
        }
    };
    Part::new("reached", "Promised and reached", markup).with([promise, goals, rounds, futures])
}

fn verdict(view: &View<'_>) -> Markup {
    let (share, low, high) = view.found.trials.share();
    let asked = view.found.request.share;
    html! {
        @if !view.found.trials.trials.is_empty() {
            p {
                @if share >= asked {
                    (tag(Tone::Good, "Reached")) " "
                } @else if high >= asked {
                    (tag(Tone::Doubt, "Within sampling error")) " "
                } @else {
                    (tag(Tone::Bad, "Less than asked for")) " "
                }
                "Asked for: " (words::percent(asked)) " of futures. Reached: " strong { (words::percent(share)) }
                " (95 in 100 such trials would find the true share between " (words::percent(low)) " and "
                (words::percent(high)) ")." (judged(view))
            }
        }
    }
}

/// What the difference from what was asked for means; blank where there is none to explain.
pub(super) fn judged(view: &View<'_>) -> &'static str {
    let (share, _, high) = view.found.trials.share();
    let asked = view.found.request.share;
    if share >= asked {
        ""
    } else if high >= asked {
        " The shortfall is within sampling error."
    } else {
        " That is less than was asked for, by more than sampling error."
    }
}

fn promise(view: &View<'_>) -> Table {
    let (found, trials) = (view.found, &view.found.trials);
    let count = |ending| trials.trials.iter().filter(|trial| trial.ending == ending).count();
    let (share, low, high) = trials.share();
    let mut rows = vec![
        vec![
            Cell::text("Asked for: share of futures in which all goals hold"),
            found.request.share.into(),
            Cell::Blank,
        ],
        vec![
            Cell::text("Promised: futures in which the programme says that they hold"),
            rate(found.plan.held, found.plan.futures),
            Cell::text(format!("{} of {}, seed {}", found.plan.held, found.plan.futures, found.request.seed)),
        ],
    ];
    if !trials.trials.is_empty() {
        let all = trials.trials.len();
        let of = |number: usize| Cell::text(format!("{number} of {all}"));
        let interval =
            format!("{} to {} with sampling error (Wilson, 95 %)", words::percent(low), words::percent(high));
        rows.extend([
            vec![Cell::text("Reached: all goals in one verified proposal"), share.into(), Cell::text(interval)],
            ended("Futures reached", all, count(Ending::Reached), of),
            ended("Futures in which it is proved that no proposal reaches them", all, count(Ending::NotReached), of),
            ended("Futures undecided, counted as not reached", all, count(Ending::Undecided), of),
        ]);
    }
    let columns = vec![
        Column::new("what", "What", 58),
        Column::new("share", "Share of futures", 12),
        Column::new("futures", "Futures", 40),
    ];
    Table { sheet: "Promised and reached".into(), file: None, columns, rows }
}

fn ended(what: &str, all: usize, number: usize, of: impl Fn(usize) -> Cell) -> Vec<Cell> {
    vec![Cell::text(what), rate(number, all), of(number)]
}

fn rate(part: usize, whole: usize) -> Cell {
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let share = number(part).checked_mul(1_000_000).and_then(|parts| parts.checked_div(number(whole)));
    Cell::from(share.map(crate::domain::Rate))
}

/// In a future that is not reached, the goals are those of the best proposal found, which may fail one for another.
fn goals(view: &View<'_>) -> Table {
    let trials = &view.found.trials.trials;
    let wanted = &view.scenario.settings.goals.wanted;
    let rows = wanted.iter().map(|(goal, number)| {
        let held = trials.iter().filter(|trial| trial.goals.get(goal) == Some(&true)).count();
        vec![
            Cell::text(phrases::goal(*goal)),
            Cell::text(words::capital(&phrases::wish(*goal, *number))),
            rate(held, trials.len()),
            Cell::count(held),
        ]
    });
    let columns = vec![
        Column::new("goal", "Goal", 32),
        Column::new("wanted", "What is wanted", 50),
        Column::new("share", "Held in this share of futures, at least", 14),
        Column::new("futures", "Futures", 10),
    ];
    Table { sheet: "Goals".into(), file: None, columns, rows: rows.collect() }
}

fn rounds(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("round", "Round", 8),
        Column::new("households", "Households", 11),
        Column::new("cost", "Cost of the plan", 14),
        Column::new("promised", "Promised (futures)", 12),
        Column::new("reached", "Reached (futures)", 12),
        Column::new("tried", "Tried (futures)", 10),
        Column::new("share", "Share of futures asked of the programme", 12),
        Column::new("tightened", "Asked for more strictly than the goals say, by so many heads", 44),
    ];
    let rows = view.found.calibration.iter().enumerate().map(|(at, round)| {
        let stricter = round.tightened.iter().map(|(goal, heads)| format!("{}: by {heads}", phrases::goal(*goal)));
        vec![
            Cell::count(at + 1),
            Cell::Whole(round.homes.iter().sum()),
            round.cost.into(),
            Cell::count(round.held),
            Cell::count(round.trials.reached()),
            Cell::count(round.trials.trials.len()),
            round.share.into(),
            Cell::list(stricter),
        ]
    });
    Table { sheet: "Calibration".into(), file: None, columns, rows: rows.collect() }
}

fn futures(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("future", "Future", 9),
        Column::new("ending", "Ending", 14),
        Column::new("children", "Children in care", 10),
        Column::new("children_in_house", "Children in-house or kinship", 12),
        Column::new("children_residential", "Children in residential or supported care", 14),
        Column::new("children_unplaced", "Children without a place", 11),
        Column::new("groups", "Sibling groups to match", 11),
        Column::new("groups_split", "Sibling groups split", 11),
        Column::new("weekly_cost", "Cost of all placements a week", 16),
    ];
    let rows = view.found.trials.trials.iter().map(|trial| {
        let ending = match trial.ending {
            Ending::Reached => "reached",
            Ending::NotReached => "not reached",
            Ending::Undecided => "undecided",
        };
        vec![
            Cell::Whole(trial.future.into()),
            Cell::text(ending),
            Cell::Whole(trial.children),
            Cell::Whole(trial.children_in_house),
            Cell::Whole(trial.children_residential),
            Cell::Whole(trial.children_unplaced),
            Cell::Whole(trial.groups),
            Cell::Whole(trial.groups_split),
            trial.weekly_cost.into(),
        ]
    });
    Table { sheet: "Futures tried".into(), file: None, columns, rows: rows.collect() }
}
