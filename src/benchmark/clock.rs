//! The clock of one run: how long each stage took and how far it came, told after each.

use std::time::Instant;

use super::memory;
use super::record::{Ended, LevelFigure, Stage};
use super::stages::{Measured, Measurement};
use crate::domain::{LevelId, Proposal, Scenario};
use crate::policy::levels;
use crate::solve::{LevelOutcome, PeerLevel};
use crate::verify::{Certified, Verdict};

fn figure(level: LevelId, value: Option<i64>, bound: Option<i64>, seconds: f64) -> LevelFigure {
    LevelFigure {
        id: level.word().to_owned(),
        unit: levels::level(level).unit().to_owned(),
        value,
        bound,
        gap: value.zip(bound).map(|(value, bound)| value - bound),
        certified: None,
        seconds,
    }
}

/// Measures stages and tells of each.
pub(super) struct Clock<'t> {
    began: Instant,
    pub(super) measured: Measured,
    told: &'t mut dyn FnMut(&str),
}

impl<'t> Clock<'t> {
    pub(super) fn new(asked: &Measurement<'_>, told: &'t mut dyn FnMut(&str)) -> Self {
        let measured = Measured::nothing(asked.solver, asked.threads, asked.limit);
        Self { began: Instant::now(), measured, told }
    }

    pub(super) fn stage<T>(&mut self, id: &str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let made = work();
        self.passed(id, began);
        made
    }

    /// A stage that began then has ended now.
    pub(super) fn passed(&mut self, id: &str, began: Instant) {
        let seconds = began.elapsed().as_secs_f64();
        // The kernel sums its own counts only now and then, so that a peak may seem to fall by some pages.
        let before = self.measured.run.stages.last().and_then(|stage| stage.peak_kib);
        let peak_kib = memory::peak_kib().max(before);
        self.measured.run.stages.push(Stage { id: id.to_owned(), seconds, peak_kib });
        self.tell_so_far(peak_kib);
    }

    fn tell_so_far(&mut self, peak_kib: Option<u64>) {
        if self.measured.run.ended == Ended::Cut {
            self.measured.run.seconds = self.began.elapsed().as_secs_f64();
            self.measured.run.peak_kib = peak_kib;
            self.measured.run.processor_seconds = memory::processor_seconds();
        }
        self.tell();
    }

    /// How far a peer is: it may be ended in the middle of a level.
    pub(super) fn peer_levels(&mut self, levels: &[PeerLevel]) {
        let figure = |each: &PeerLevel| figure(each.level, each.value, each.bound, each.seconds);
        self.measured.run.levels = levels.iter().map(figure).collect();
        self.tell_so_far(memory::peak_kib());
    }

    pub(super) fn tell(&mut self) {
        // The types of a record hold nothing that JSON cannot, but for numbers that are none, which no clock gives.
        if let Ok(line) = serde_json::to_string(&self.measured) {
            (self.told)(&line);
        }
    }

    /// The result is there; what follows is measured for itself.
    pub(super) fn ended(&mut self, ended: Ended) {
        self.measured.run.ended = ended;
        self.tell();
    }

    pub(super) fn sum(&self, stages: &[&str]) -> Option<f64> {
        stages.iter().map(|id| self.measured.run.stage(id)).sum()
    }

    pub(super) fn levels(&mut self, outcomes: &[LevelOutcome]) {
        let figure = |each: &LevelOutcome| figure(each.level, Some(each.value), each.bound, each.seconds);
        self.measured.run.levels = outcomes.iter().filter(|each| each.in_priorities).map(figure).collect();
    }

    /// What certificates show; what was shown before stays.
    pub(super) fn certified(&mut self, certified: &Certified) {
        for level in &mut self.measured.run.levels {
            let shown = LevelId::read(&level.id).and_then(|id| certified.bound(id));
            level.certified = level.certified.max(shown);
        }
    }

    /// The values of a proposal of which nothing is proved.
    pub(super) fn values(&mut self, scenario: &Scenario, proposal: &Proposal) {
        let figure = |id: &LevelId| figure(*id, Some(levels::level(*id).count(scenario, proposal)), None, 0.0);
        self.measured.run.levels = scenario.settings.priorities.iter().map(figure).collect();
    }

    pub(super) fn verdict(&mut self, verdict: &Verdict) {
        self.measured.run.stands = Some(verdict.stands());
        self.measured.run.fault = verdict
            .faults
            .first()
            .map(|fault| format!("{}: {} ({})", fault.id, fault.found, fault.concerns.join(", ")));
    }
}
