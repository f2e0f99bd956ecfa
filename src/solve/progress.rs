//! How a run goes, level by level, for whoever watches it.

use std::sync::Arc;

use super::Watch;
use crate::domain::LevelId;

/// Who is told how a run goes; from any thread, several times a second.
pub type OnProgress = Arc<dyn Fn(&Progress) + Send + Sync>;

/// How a run goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// What it is at, in a few words: `searching`.
    pub phase: &'static str,
    /// How much of the phase is done, where that can be counted.
    pub steps: Option<Steps>,
    /// Seconds since the watch began.
    pub seconds: f64,
    /// The levels of the priorities, in their order; empty where the phase knows nothing new of them.
    pub levels: Vec<LevelProgress>,
}

/// Steps of a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Steps that are done.
    pub done: usize,
    /// All steps.
    pub of: usize,
    /// What a step is, in the plural: `futures`.
    pub what: &'static str,
}

/// What is known of one level while it is searched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelProgress {
    /// Which level.
    pub level: LevelId,
    /// Its value, in its own unit, on the best proposal known; none = no proposal is known yet.
    pub value: Option<i64>,
    /// The proven lower bound given the values of the levels before it; none = none is known yet.
    pub bound: Option<i64>,
    /// Seconds spent on it; 0 = not begun.
    pub seconds: f64,
}

impl LevelProgress {
    /// How far the value may be from the best one, in the unit of the level; 0 = proved, none = not known.
    pub fn gap(&self) -> Option<i64> {
        Some((self.value? - self.bound?).max(0))
    }
}

impl Watch {
    /// Tells whoever watches how a phase goes; nothing is made where nobody does.
    pub fn tell(&self, phase: &'static str, steps: Option<Steps>, levels: impl FnOnce() -> Vec<LevelProgress>) {
        if let Some(progress) = &self.progress {
            progress(&Progress { phase, steps, seconds: self.began.elapsed().as_secs_f64(), levels: levels() });
        }
    }

    /// Tells whoever watches that a phase begins.
    pub fn enter(&self, phase: &'static str) {
        self.tell(phase, None, Vec::new);
    }

    /// The same watch for work that is one step of many: it tells nobody anything.
    #[must_use]
    pub fn unseen(&self) -> Self {
        Self { progress: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn a_gap_is_in_the_unit_of_the_level_and_never_below_nought() {
        let level = |value, bound| LevelProgress { level: LevelId::Unplaced, value, bound, seconds: 0.0 };
        assert_eq!(level(Some(12), Some(9)).gap(), Some(3));
        assert_eq!(level(Some(12), Some(13)).gap(), Some(0));
        assert_eq!(level(None, Some(9)).gap(), None);
        assert_eq!(level(Some(12), None).gap(), None);
    }

    #[test]
    fn whoever_watches_is_told_and_an_unseen_step_is_not() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let seen = told.clone();
        let progress: OnProgress = Arc::new(move |progress: &Progress| {
            seen.lock().expect("one thread").push(progress.phase);
        });
        let watch = Watch { progress: Some(progress), ..Watch::default() };
        watch.enter("searching");
        watch.unseen().enter("pricing");
        watch.unseen().tell("pricing", None, || panic!("made for nobody"));
        assert_eq!(*told.lock().expect("one thread"), ["searching"]);
    }
}
