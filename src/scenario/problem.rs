//! A fault in the input: where it is, what was found, how to mend it.

use std::cell::RefCell;
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

/// Where in the input.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    pub(super) file: &'a str,
    pub(super) line: Option<u64>,
    pub(super) column: Option<&'a str>,
}

impl<'a> At<'a> {
    /// A whole file.
    pub(super) fn file(file: &'a str) -> Self {
        Self { file, line: None, column: None }
    }
}

/// Gathers what is wrong, so that reading goes on after a fault.
#[derive(Debug, Default)]
pub(super) struct Problems {
    all: RefCell<Vec<Problem>>,
}

impl Problems {
    /// Notes a problem; its code says whether it is a fault or a warning.
    pub(super) fn add(&self, at: At<'_>, code: &'static str, found: impl Into<String>, mend: impl Into<String>) {
        self.all.borrow_mut().push(Problem {
            file: at.file.to_owned(),
            line: at.line,
            column: at.column.map(str::to_owned),
            severity: if code.starts_with('W') { Severity::Warning } else { Severity::Fault },
            code,
            found: found.into(),
            mend: mend.into(),
        });
    }

    /// Whether the input must be refused.
    pub(super) fn any_fault(&self) -> bool {
        self.all.borrow().iter().any(|each| each.severity == Severity::Fault)
    }

    /// Everything, in the order of file, line and column.
    pub(super) fn sorted(self) -> Vec<Problem> {
        let mut all = self.all.into_inner();
        all.sort();
        all.dedup();
        all
    }
}

/// A value between back-ticks: shortened, and with its control characters made visible.
pub(super) fn quote(value: &str) -> String {
    const LONGEST: usize = 80;
    let mut shown: String = value.chars().take(LONGEST).flat_map(visible).collect();
    if value.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

fn visible(c: char) -> Vec<char> {
    if c.is_control() { c.escape_default().collect() } else { vec![c] }
}

/// The known name that is most like what was written, if any is like it.
pub(super) fn nearest<'n>(written: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let written: String = written.chars().take(64).collect::<String>().to_lowercase();
    let distant = |name: &&str| strsim::damerau_levenshtein(&written, &name.to_lowercase());
    let best =
        known.into_iter().filter(|name| written.len() > 2 || name.to_lowercase() == written).min_by_key(distant)?;
    (distant(&best) <= written.chars().count().div_ceil(3)).then_some(best)
}
