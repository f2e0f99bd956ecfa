//! A fault in the input: where it is, what was found, how to mend it.

use std::fmt;

use serde::Serialize;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The input is refused.
    Fault,
    /// Doubtful: it goes into the report.
    Warning,
}

/// One problem in the input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// File name within the folder, or `scenario.xlsx!sheet`.
    pub file: String,
    /// Line of the file (1 = the header) or row of the sheet; none = the whole file.
    pub line: Option<u64>,
    /// Column name.
    pub column: Option<String>,
    /// Fault or warning.
    pub severity: Severity,
    /// The code: `S...` files and cells, `D...` data that contradict one another, `W...` warnings.
    pub code: &'static str,
    /// What was found; values in back-ticks.
    pub found: String,
    /// How to mend it.
    pub mend: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.severity {
            Severity::Fault => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{kind}[{}]: {}", self.code, self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column `{column}`")?;
        }
        write!(f, "\n  found {}\n  mend: {}", self.found, self.mend)
    }
}
