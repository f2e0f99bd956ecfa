//! The front door of repairs and of the worth of homes: what would mend the position that was found.

use crate::solve::Watch;
use crate::sufficiency::{self, Asked, Catalogue};
use crate::{Error, Sufficiency};

/// Who is told how many changes are solved, and of how many.
pub type OnStep<'a> = &'a (dyn Fn(usize, usize) + Sync);

impl Sufficiency {
    /// Adds the repairs: single changes of what exists, the most promising so many of them solved again.
    ///
    /// # Errors
    /// A back-end that fails; a proposal that does not pass the independent check.
    pub fn with_repairs(mut self, most: usize, watch: &Watch, step: OnStep<'_>) -> Result<Self, Error> {
        self.repairs = Some(sufficiency::repairs(&self.asked(watch, step), most)?);
        Ok(self)
    }

    /// Adds what homes of each kind are worth, up to so many of a kind.
    ///
    /// # Errors
    /// As [`Self::with_repairs`].
    pub fn with_worths(mut self, most: usize, watch: &Watch, step: OnStep<'_>) -> Result<Self, Error> {
        let catalogue = Catalogue::of(&self.findings.reading.scenario, &self.position);
        self.worths = Some(sufficiency::worths(&self.asked(watch, step), catalogue, most)?);
        Ok(self)
    }

    fn asked<'a>(&'a self, watch: &'a Watch, step: OnStep<'a>) -> Asked<'a> {
        Asked {
            scenario: &self.findings.reading.scenario,
            before: &self.findings.outcome,
            backend: self.findings.request.backend,
            threads: self.findings.request.threads,
            watch,
            step,
        }
    }
}

impl From<sufficiency::Error> for Error {
    fn from(error: sufficiency::Error) -> Self {
        match error {
            sufficiency::Error::Solve(error) => Self::Solve(error),
            sufficiency::Error::DoesNotStand(faults) => Self::DoesNotStand(faults),
        }
    }
}
