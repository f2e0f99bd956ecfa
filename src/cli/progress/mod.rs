//! The time limit, `Ctrl-C`, and how a long run goes, for those who wait.

mod display;
mod told;

use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use display::Display;

use super::Solving;
use super::exit::Exit;
use super::say::complain;
use crate::report;
use crate::solve::{Outcome, Progress, Steps, Watch};

/// How the run of this process is shown, once it has begun.
static SHOWN: OnceLock<Display> = OnceLock::new();

/// What `Ctrl-C` keeps of a command that proposes placements.
pub(super) const KEPT: &str = "the best proposal so far is verified and kept";

/// How a run is shown while it goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Show {
    /// On a terminal a table that changes; elsewhere nothing.
    #[default]
    Auto,
    /// Lines: one for each phase, and one every ten seconds.
    Plain,
    /// Nothing.
    Off,
}

/// A watch for the command of this process. Once `Ctrl-C`: what is `kept` is taken; twice: the command ends at once,
/// what it was writing goes, and an existing result stays as it was.
pub(super) fn watch(solving: &Solving, kept: &'static str) -> Watch {
    let mut watch = Watch { deadline: deadline(solving), ..Watch::default() };
    let interrupted = watch.interrupted.clone();
    let handled = ctrlc::set_handler(move || {
        if interrupted.swap(true, Ordering::SeqCst) {
            report::abandon();
            complain("ended at once; no file is left half-written");
            end();
            std::process::exit(Exit::ENDED_AT_ONCE);
        }
        complain(&format!("stopping: {kept} (Ctrl-C again ends at once)"));
    });
    if handled.is_err() {
        complain("warning: Ctrl-C cannot be caught here; use --time-limit");
    }
    let show = if solving.printing.quiet { Show::Off } else { solving.progress };
    if let Some(display) = Display::new(show) {
        // A process runs one command.
        let display = SHOWN.get_or_init(|| display);
        watch.progress = Some(Arc::new(|progress: &Progress| display.tell(progress)));
    }
    watch
}

/// The same watch with the whole of the time limit still before it.
pub(super) fn anew(watch: &Watch, solving: &Solving) -> Watch {
    Watch { deadline: deadline(solving), ..watch.clone() }
}

fn deadline(solving: &Solving) -> Option<Instant> {
    solving.time_limit.map(|seconds| Instant::now() + Duration::from_secs_f64(seconds))
}

/// Tells the watch how many of many searches are done.
pub(super) fn steps(watch: &Watch, what: &'static str) -> impl Fn(usize, usize) + Sync {
    let watch = watch.clone();
    move |done, of| watch.tell("solving again", Some(Steps { done, of, what }), Vec::new)
}

/// Says that a phase begins that no watch is told of.
pub(super) fn enter(phase: &'static str) {
    if let Some(display) = SHOWN.get() {
        display.tell(&Progress { phase, ..Progress::default() });
    }
}

/// Does something with the terminal while nothing else does.
pub(super) fn aside(work: impl FnOnce()) {
    match SHOWN.get() {
        Some(display) => display.aside(work),
        None => work(),
    }
}

/// Clears what changes; nothing more is shown.
pub(super) fn end() {
    if let Some(display) = SHOWN.get() {
        display.end();
    }
}

/// The last line about a search: how long it took, what is proved and how far the rest is from it.
pub(super) fn sum_up(outcome: &Outcome) {
    if let Some(display) = SHOWN.get() {
        display.sum_up(outcome);
    }
}
