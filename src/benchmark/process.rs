//! One solver on one case in a process of its own, so that its memory is its own.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::record::Ended;
use super::session::Bench;
use super::stages::{Measured, Solver};
use super::suite::Case;

/// Runs one solver on the scenario in a folder; what it writes goes to `scratch`.
pub(super) fn run(
    bench: &Bench<'_>,
    case: &Case,
    solver: Solver,
    folder: &Path,
    scratch: &Path,
) -> std::io::Result<Measured> {
    let began = Instant::now();
    let mut child = Command::new(&bench.program)
        .arg("bench-case")
        .arg(folder)
        .args(["--solver", solver.word()])
        .args(["--threads", &bench.threads.to_string()])
        .args(["--time-limit", &case.limit.to_string()])
        .arg("--scratch")
        .arg(scratch.join(solver.word()))
        .arg("--python")
        .arg(bench.python)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (last, seconds, why) = listen(&mut child, began, patience(solver, case.limit), bench.interrupted)?;
    let mut measured = last.unwrap_or_else(|| Measured::nothing(solver, bench.threads, case.limit));
    // The clock of the whole process starts before that of the process itself.
    measured.run.seconds = seconds.unwrap_or_else(|| began.elapsed().as_secs_f64());
    if measured.run.ended == Ended::Cut {
        measured.run.note = Some(why);
    }
    Ok(measured)
}

/// How long a process is waited for. placewell has to read, verify, report and look for certificates beside its search. A
/// peer is to end when its time is up; back-ends look at their clock only now and then, and no suite waits for them for ever.
fn patience(solver: Solver, limit: f64) -> Duration {
    let seconds = if solver == Solver::Placewell { 3.0 * limit + 60.0 } else { 1.25 * limit + 10.0 };
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}

/// The last thing that a process told, when it first told of a result, and how it ended if not by itself.
fn listen(
    child: &mut Child,
    began: Instant,
    patience: Duration,
    interrupted: &AtomicBool,
) -> std::io::Result<(Option<Measured>, Option<f64>, String)> {
    let (sender, lines) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                // Nobody listens any more if the process was ended.
                let _ = sender.send((began.elapsed().as_secs_f64(), line));
            }
        });
    }
    let complaints = child.stderr.take().map(|mut err| {
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = err.read_to_string(&mut text);
            text
        })
    });
    let (mut last, mut seconds, mut why) = (None, None, None);
    loop {
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok((at, line)) => {
                if let Ok(measured) = serde_json::from_str::<Measured>(&line) {
                    if measured.run.ended != Ended::Cut && seconds.is_none() {
                        seconds = Some(at);
                    }
                    last = Some(measured);
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) if interrupted.load(Ordering::Relaxed) => {
                why = Some("somebody stopped the benchmark".to_owned());
            }
            Err(RecvTimeoutError::Timeout) if began.elapsed() >= patience => {
                why = Some(format!("not finished in {:.0} s", patience.as_secs_f64()));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        if why.is_some() {
            child.kill()?;
            break;
        }
    }
    let status = child.wait()?;
    let complaint = complaints.and_then(|thread| thread.join().ok()).unwrap_or_default();
    let why = why.unwrap_or_else(|| {
        let complaint = complaint.lines().next().unwrap_or_default();
        format!("the process ended: {status} {complaint}").trim().to_owned()
    });
    Ok((last, seconds, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_is_waited_for_a_little_and_placewell_until_its_certificates_are_there() {
        assert_eq!(patience(Solver::Plain, 120.0), Duration::from_secs(160));
        assert_eq!(patience(Solver::Placewell, 120.0), Duration::from_mins(7));
        assert_eq!(patience(Solver::Scip, f64::MAX), Duration::MAX);
    }

    #[test]
    #[cfg(unix)]
    fn a_process_that_does_not_end_is_ended_and_what_it_told_is_kept() {
        let measured = Measured::nothing(Solver::Plain, 1, 0.0);
        let line = serde_json::to_string(&measured).expect("JSON");
        let mut child = Command::new("sh")
            .args(["-c", "echo \"$1\"; exec sleep 1000", "sh", &line])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a shell");
        let (never, began) = (AtomicBool::new(false), Instant::now());
        let (last, seconds, why) = listen(&mut child, began, Duration::from_secs(2), &never).expect("it is ended");
        assert_eq!((last, seconds), (Some(measured), None));
        assert_eq!(why, "not finished in 2 s");
    }
}
