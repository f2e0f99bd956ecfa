//! Cells that no spreadsheet runs as a formula.

/// What makes a spreadsheet run a cell.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Puts a `'` before a text that a spreadsheet would run as a formula, so that [`unguarded`] gives it back: text that
/// begins as a formula behind any number of `'` gets one more.
pub fn guarded(text: &str) -> String {
    if runs(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that [`guarded`] was given.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| runs(rest)).unwrap_or(text)
}

fn runs(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_safe_and_come_back() {
        for text in ["=cmd|x", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'=x", "''@x"] {
            assert_eq!(guarded(text), format!("'{text}"));
            assert_eq!(unguarded(&guarded(text)), text);
        }
        for text in ["", "a=b", "'quoted", "C-1", " =x", "''"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }
}
