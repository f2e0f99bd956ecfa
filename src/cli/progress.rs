//! `Ctrl-C`, the time limit, and a line that shows how a long search goes.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::Solving;
use super::say::complain;
use crate::solve::{Progress, Watch};

/// A watch for a command at a terminal. Once `Ctrl-C`: the best verified proposal is kept; twice: the command ends at
/// once, and an existing result is untouched, since files are put in place whole.
pub(super) fn watch(solving: &Solving) -> Watch {
    watched(solving, "the best proposal so far is verified and kept", |progress| {
        format!("level {}, {} of {} independent parts done", progress.level + 1, progress.parts_done, progress.parts)
    })
}

/// As [`watch`], for a run that goes through phases with so many futures each.
pub(super) fn watch_phases(solving: &Solving, phases: &'static [&'static str]) -> Watch {
    watched(solving, "what is known so far is kept", |progress| {
        let phase = phases.get(progress.level).unwrap_or(&"");
        if progress.parts == 0 {
            (*phase).to_owned()
        } else {
            format!("{phase}: {} of {} futures", progress.parts_done, progress.parts)
        }
    })
}

fn watched(
    solving: &Solving,
    kept: &'static str,
    message: impl Fn(&Progress) -> String + Send + Sync + 'static,
) -> Watch {
    let mut watch = Watch {
        deadline: solving.time_limit.map(|seconds| Instant::now() + Duration::from_secs_f64(seconds)),
        ..Watch::default()
    };
    let interrupted = watch.interrupted.clone();
    let handled = ctrlc::set_handler(move || {
        if interrupted.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        complain(&format!("stopping: {kept} (Ctrl-C again ends at once)"));
    });
    if handled.is_err() {
        complain("warning: Ctrl-C cannot be caught here; use --time-limit");
    }
    if !solving.printing.quiet && std::io::stderr().is_terminal() {
        let bar = ProgressBar::new_spinner().with_style(
            ProgressStyle::with_template("{spinner} {elapsed} {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        watch.progress = Some(Arc::new(move |progress: &Progress| {
            bar.set_message(message(progress));
            bar.tick();
        }));
    }
    watch
}

/// The same watch with the whole of the time limit still before it.
pub(super) fn anew(watch: &Watch, solving: &Solving) -> Watch {
    let deadline = solving.time_limit.map(|seconds| Instant::now() + Duration::from_secs_f64(seconds));
    Watch { deadline, ..watch.clone() }
}

/// Shows how many of many searches are done.
pub(super) fn steps(solving: &Solving, what: &'static str) -> Box<dyn Fn(usize, usize) + Sync> {
    if solving.printing.quiet || !std::io::stderr().is_terminal() {
        return Box::new(|_, _| ());
    }
    let bar = ProgressBar::new_spinner().with_style(
        ProgressStyle::with_template("{spinner} {elapsed} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    Box::new(move |done, all| {
        bar.set_message(format!("{what}: {done} of {all} solved again"));
        bar.tick();
        if done == all {
            bar.finish_and_clear();
        }
    })
}
