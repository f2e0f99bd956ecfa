//! Exit codes (contract 5).

use std::process::ExitCode;

use super::say::complain;
use crate::recruitment::NoPlan;
use crate::scenario::{Problem, Severity};
use crate::{Error, solve::SolveError};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done, and proven where something was to be proved.
    Done,
    /// A defect of ours, or a disk that refuses.
    InternalFault,
    /// The input is refused; nothing is written.
    InputRefused,
    /// The proposal is not one.
    VerificationFailed,
    /// Stopped early with a verified proposal.
    StoppedEarly,
}

impl Exit {
    /// What the process gives that a second `Ctrl-C` ends: 128 and the number of the signal, as shells have it.
    pub(super) const ENDED_AT_ONCE: i32 = 130;
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0_u8,
            Exit::InternalFault => 1,
            Exit::InputRefused => 2,
            Exit::VerificationFailed => 3,
            Exit::StoppedEarly => 4,
        })
    }
}

/// Prints why there are no findings, and says how the command ends.
pub(super) fn refuse(error: &Error) -> Exit {
    match error {
        Error::Input(problems) => refuse_input(problems),
        Error::Solve(SolveError::Infeasible) => {
            complain(
                "error: no lawful proposal has every pinned child in its home\n  mend: look at the pins in decisions.csv; \
                 remove one, or change the home's data",
            );
            Exit::InputRefused
        }
        Error::Demand(_) => {
            complain(&format!(
                "error: {error}\n  mend: `placewell new DIR` writes a folder whose README explains [demand]"
            ));
            Exit::InputRefused
        }
        Error::NoKinds => {
            complain(&format!(
                "error: {error}\n  mend: `placewell new DIR` writes a folder whose README explains kinds.csv"
            ));
            Exit::InputRefused
        }
        Error::NoPlan(NoPlan::Stopped) => {
            complain(&format!("error: {error}\n  mend: give it more time, or fewer futures"));
            Exit::StoppedEarly
        }
        Error::NoPlan(NoPlan::Backend(error)) => refuse(&Error::Solve(error.clone())),
        Error::NoPlan(NoPlan::OutOfReach { .. }) | Error::Solve(SolveError::NotBuilt(_)) => {
            complain(&format!("error: {error}"));
            Exit::InputRefused
        }
        Error::Solve(SolveError::Backend { .. }) => {
            complain(&format!("error: {error}"));
            Exit::InternalFault
        }
        Error::DoesNotStand(faults) => {
            for fault in faults {
                let concerns = fault.concerns.join(", ");
                complain(&format!("verification failed after a change: {}: {} ({concerns})", fault.id, fault.found));
            }
            Exit::VerificationFailed
        }
    }
}

/// Prints every problem of a refused input and how many there are.
pub(super) fn refuse_input(problems: &[Problem]) -> Exit {
    for problem in problems {
        complain(&problem.to_string());
    }
    let faults = problems.iter().filter(|problem| problem.severity == Severity::Fault).count();
    complain(&format!("{faults} {} in the input; nothing was written", if faults == 1 { "fault" } else { "faults" }));
    Exit::InputRefused
}
