//! What every part of the report looks up: kinds, localities, months.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::Recruitment;
use crate::domain::{HomeKind, Scenario};
use crate::recruitment::{Line, Panel};

/// The run, with what is looked up again and again.
pub(super) struct View<'r> {
    pub(super) found: &'r Recruitment,
    pub(super) scenario: &'r Scenario,
    pub(super) panel: &'r Panel,
}

impl<'r> View<'r> {
    pub(super) fn of(found: &'r Recruitment) -> Self {
        Self { found, scenario: &found.reading.scenario, panel: &found.panel }
    }

    pub(super) fn households(&self) -> i64 {
        self.panel.total.households
    }

    pub(super) fn kind(&self, line: &Line) -> &'r HomeKind {
        self.scenario.kind(line.kind)
    }

    pub(super) fn locality(&self, line: &Line) -> &'r str {
        &self.scenario.locality(line.locality).name
    }

    /// What a line is called: the kind and where.
    pub(super) fn name(&self, line: &Line) -> String {
        format!("{}, {}", self.kind(line).title, self.locality(line))
    }

    /// The day so many months from the planning date.
    pub(super) fn day(&self, months: i64) -> Date {
        let months = i32::try_from(months).unwrap_or(0).clamp(-12_000, 12_000);
        self.scenario.settings.date.saturating_add(months.months())
    }

    /// The month so many from the planning date, in words.
    pub(super) fn month(&self, months: i64) -> String {
        super::phrases::month(self.day(months))
    }

    /// Months to the day for which carers are sought; none = the scenario has no demand model.
    pub(super) fn horizon(&self) -> Option<i64> {
        self.scenario.settings.demand.as_ref().map(|demand| demand.horizon_months)
    }

    /// The month of the horizon, in words.
    pub(super) fn horizon_month(&self) -> String {
        self.horizon().map_or_else(|| "the horizon".to_owned(), |months| self.month(months))
    }
}
