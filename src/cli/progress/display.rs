//! Where a run is shown: a table that changes, or lines.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::super::say::complain;
use super::{Show, told};
use crate::solve::{Outcome, Progress};

/// Between two lines of one phase.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// A terminal is told again how long a shorter run took by the prompt alone.
const WORTH_A_LINE: Duration = Duration::from_secs(2);

/// Who shows how the run of this process goes.
pub(super) struct Display {
    began: Instant,
    ended: AtomicBool,
    how: How,
}

enum How {
    Table(ProgressBar),
    Lines(Mutex<Option<Line>>),
}

/// The last line.
struct Line {
    phase: &'static str,
    at: Instant,
}

impl Display {
    /// None = nothing is shown.
    pub(super) fn new(show: Show) -> Option<Self> {
        let how = match show {
            Show::Auto if std::io::stderr().is_terminal() => How::Table(table()),
            Show::Plain => How::Lines(Mutex::default()),
            Show::Auto | Show::Off => return None,
        };
        Some(Self { began: Instant::now(), ended: AtomicBool::new(false), how })
    }

    pub(super) fn tell(&self, progress: &Progress) {
        if self.ended.load(Ordering::SeqCst) {
            return;
        }
        match &self.how {
            How::Table(bar) => bar.set_message(told::table(progress)),
            How::Lines(last) => {
                // One line at a time, in order.
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                let is_due = |last: &Line| last.phase != progress.phase || last.at.elapsed() >= BETWEEN_LINES;
                if last.as_ref().is_none_or(is_due) {
                    *last = Some(Line { phase: progress.phase, at: Instant::now() });
                    complain(&format!("{}  {}", told::clock(self.began.elapsed()), told::line(progress)));
                }
            }
        }
    }

    pub(super) fn aside(&self, work: impl FnOnce()) {
        match &self.how {
            How::Table(bar) if !self.ended.load(Ordering::SeqCst) => bar.suspend(work),
            How::Table(_) | How::Lines(_) => work(),
        }
    }

    pub(super) fn end(&self) {
        if !self.ended.swap(true, Ordering::SeqCst)
            && let How::Table(bar) = &self.how
        {
            bar.finish_and_clear();
        }
    }

    pub(super) fn sum_up(&self, outcome: &Outcome) {
        let took = self.began.elapsed();
        if matches!(self.how, How::Lines(_)) || took >= WORTH_A_LINE {
            complain(&format!("{}  {}", told::clock(took), told::sum(outcome)));
        }
    }
}

/// A table that is drawn anew a few times a second, so that its clock goes on.
fn table() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}");
    let bar = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
