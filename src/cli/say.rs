//! Printing that outlives a closed pipe: `placewell rules | head` must not be a fault.

use std::io::Write;

use super::progress::aside;

/// Prints to standard output, with a final line end.
pub(super) fn say(text: &str) {
    aside(|| {
        let mut out = std::io::stdout().lock();
        // A closed pipe means that nobody reads on.
        let _ = if text.ends_with('\n') { write!(out, "{text}") } else { writeln!(out, "{text}") };
        let _ = out.flush();
    });
}

/// Prints to standard error.
pub(super) fn complain(text: &str) {
    aside(|| {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    });
}
