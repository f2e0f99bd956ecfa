//! The proposal and the baseline side by side, in head counts.

use crate::domain::{Counts, PencePerWeek};
use crate::report::table::{Cell, Column, Table};
use crate::report::view::View;
use crate::report::words;

/// One number on both sides.
pub(crate) struct Measure {
    pub(crate) title: &'static str,
    /// Whether it stands at the head of the page.
    pub(crate) is_headline: bool,
    is_money: bool,
    is_bad: bool,
    proposal: i64,
    baseline: i64,
}

impl Measure {
    /// Whether it is a number of children or pairs whom a proposal fails.
    pub(crate) fn alarms(&self) -> bool {
        self.is_bad && self.proposal > 0
    }

    pub(crate) fn proposal_text(&self) -> String {
        self.text(self.proposal)
    }

    pub(crate) fn baseline_text(&self) -> String {
        self.text(self.baseline)
    }

    pub(crate) fn difference_text(&self) -> String {
        let difference = self.proposal - self.baseline;
        let sign = if difference > 0 { "+" } else { "" };
        format!("{sign}{}", self.text(difference)).replace('-', "\u{2212}")
    }

    fn text(&self, value: i64) -> String {
        if self.is_money { words::pounds(PencePerWeek(value)) } else { value.to_string() }
    }

    fn cell(&self, value: i64) -> Cell {
        if self.is_money { Cell::Money(PencePerWeek(value)) } else { Cell::Whole(value) }
    }
}

/// Every measure.
pub(crate) fn of(view: &View<'_>) -> Vec<Measure> {
    let (a, b) = (&view.proposal.counts, &view.baseline.counts);
    let count = |title, is_headline, is_bad, of: fn(&Counts) -> usize| Measure {
        title,
        is_headline,
        is_money: false,
        is_bad,
        proposal: i64::try_from(of(a)).expect("a count of children"),
        baseline: i64::try_from(of(b)).expect("a count of children"),
    };
    vec![
        count("Children to place", false, false, |each| each.children),
        count("Placed", true, false, |each| each.placed),
        count("Without a place", true, true, |each| each.unplaced),
        count("In-house or kinship", true, false, |each| each.in_house),
        count("of those, kinship", false, false, |each| each.kinship),
        count("Fostering agency", false, false, |each| each.agency),
        count("Another council\u{2019}s carers", false, false, |each| each.other_council),
        count("Residential care", false, false, |each| each.residential),
        count("Supported accommodation", false, false, |each| each.supported),
        count("Would leave their home", true, false, |each| each.moved),
        count("Sibling groups", false, false, |each| each.sibling_groups),
        count("Sibling groups together", true, false, |each| each.groups_together),
        count("Sibling pairs separated", true, true, |each| each.pairs_separated),
        Measure {
            title: "Cost a week",
            is_headline: true,
            is_money: true,
            is_bad: false,
            proposal: a.weekly_cost().0,
            baseline: b.weekly_cost().0,
        },
    ]
}

/// The table.
pub(crate) fn table(view: &View<'_>) -> Table {
    let columns = vec![
        Column::new("measure", "Measure", 34),
        Column::new("proposal", view.name_of_result(), 20),
        Column::new("by_hand", "Done by hand", 16),
        Column::new("difference", "Difference", 14),
    ];
    let status = if view.stands() { "passed the independent check" } else { "REJECTED: not a proposal" };
    let status = vec![Cell::text("Status"), Cell::text(status), Cell::Blank, Cell::Blank];
    let measures = of(view).into_iter().map(|each| {
        vec![
            Cell::text(each.title),
            each.cell(each.proposal),
            each.cell(each.baseline),
            each.cell(each.proposal - each.baseline),
        ]
    });
    Table { sheet: "Summary".into(), file: None, columns, rows: [status].into_iter().chain(measures).collect() }
}
